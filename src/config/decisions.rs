//! Decisions about agents as the settings file keeps them.

use serde::Deserialize;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::ConfigError;
use crate::{
    model::{Decided, Decision, DecisionKind, Decisions},
    text::paths::absolute,
};

/// `[[ignore]]`: agents that are no copies of one another.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ignored {
    /// The agents, with what they said when it was decided.
    pub members: Vec<IgnoredMember>,
    /// Why.
    pub reason: Option<String>,
}

/// An agent of `[[ignore]]`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct IgnoredMember {
    /// Its id, from the folder of the settings file.
    pub agent: String,
    /// The digest of its content, in hexadecimal digits.
    pub content: String,
}

/// `[[copies]]`: agents that must stay equal.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Copies {
    /// Their ids, from the folder of the settings file.
    pub members: Vec<String>,
    /// Why.
    pub reason: Option<String>,
}

/// The decisions of a settings file that lies in `folder`, for a run in `here`; both from the root of the file system.
///
/// # Errors
/// A decision about fewer than two agents.
pub fn decisions(ignored: &[Ignored], copies: &[Copies], folder: &str, here: &str) -> Result<Decisions, ConfigError> {
    let decided = |id: &str, content: Option<&String>| Decided {
        id: id.to_owned(),
        place: absolute(folder, id),
        content: content.cloned(),
    };
    let apart = ignored.iter().map(|entry| Decision {
        kind: DecisionKind::Apart,
        members: entry.members.iter().map(|member| decided(&member.agent, Some(&member.content))).collect(),
        reason: entry.reason.clone(),
    });
    let equal = copies.iter().map(|entry| Decision {
        kind: DecisionKind::Equal,
        members: entry.members.iter().map(|id| decided(id, None)).collect(),
        reason: entry.reason.clone(),
    });
    let decisions: Vec<Decision> = apart.chain(equal).collect();
    if let Some(lonely) = decisions.iter().find(|decision| decision.members.len() < 2) {
        let key = if lonely.kind == DecisionKind::Apart { "ignore" } else { "copies" };
        let value = lonely.members.first().map(|member| member.id.clone()).unwrap_or_default();
        return Err(ConfigError::Value { key, value, nearest: None, allowed: "two members or more".to_owned() });
    }
    Ok(Decisions { decisions, here: here.to_owned() })
}

/// The settings file `text` with one decision more: everything else stays as it is written, comments too. An entry about the
/// same agents is renewed.
///
/// # Errors
/// A text that is no TOML, or whose `ignore` is no list of tables.
pub fn with_ignored(text: &str, entry: &Ignored, path: &str) -> Result<String, ConfigError> {
    let syntax = |message: String| ConfigError::Syntax { path: path.to_owned(), message };
    let mut file: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| syntax(error.message().to_owned()))?;
    let list = file.entry("ignore").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let list =
        list.as_array_of_tables_mut().ok_or_else(|| syntax("ignore is no list of tables [[ignore]]".to_owned()))?;
    let wanted = sorted(entry.members.iter().map(|member| member.agent.as_str()));
    let same = list.iter().position(|table| sorted(agents(table)) == wanted);
    if let Some(table) = same.and_then(|at| list.get_mut(at)) {
        fill(table, entry);
    } else {
        let mut table = Table::new();
        fill(&mut table, entry);
        list.push(table);
    }
    Ok(file.to_string())
}

fn sorted<'t>(ids: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut ids: Vec<String> = ids.map(str::to_owned).collect();
    ids.sort_unstable();
    ids
}

fn agents(table: &Table) -> impl Iterator<Item = &str> {
    let members = table.get("members").and_then(Item::as_array).into_iter().flatten();
    members.filter_map(|member| member.as_inline_table()?.get("agent")?.as_str())
}

fn fill(table: &mut Table, entry: &Ignored) {
    let mut members = Array::new();
    for member in &entry.members {
        let mut row = InlineTable::new();
        row.insert("agent", member.agent.as_str().into());
        row.insert("content", member.content.as_str().into());
        let mut row = Value::InlineTable(row);
        row.decor_mut().set_prefix("\n    ");
        members.push_formatted(row);
    }
    members.set_trailing("\n");
    members.set_trailing_comma(true);
    table.insert("members", toml_edit::value(members));
    if let Some(reason) = &entry.reason {
        table.insert("reason", toml_edit::value(reason.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(agents: &[&str], reason: &str) -> Ignored {
        let member = |agent: &&str| IgnoredMember { agent: (*agent).to_owned(), content: "00ff".to_owned() };
        Ignored { members: agents.iter().map(member).collect(), reason: Some(reason.to_owned()) }
    }

    #[test]
    fn what_a_person_wrote_stays_as_it_is() {
        let text = "# ours\njobs   = 2 # two cores\n\n[thresholds]\ncopy = 0.6\n";
        let one = with_ignored(text, &entry(&["a.md", "b.md"], "a \"short\" one"), "x.toml").unwrap();
        assert!(one.starts_with(text), "{one}");
        insta::assert_snapshot!(one);
        let two = with_ignored(&one, &entry(&["b.md", "a.md"], "seen again"), "x.toml").unwrap();
        assert_eq!(two.matches("[[ignore]]").count(), 1, "{two}");
        assert!(two.contains("seen again") && !two.contains("short"), "{two}");
        let three = with_ignored(&two, &entry(&["a.md", "c.md"], "other"), "x.toml").unwrap();
        assert_eq!(three.matches("[[ignore]]").count(), 2, "{three}");
        assert!(with_ignored("ignore = 1", &entry(&["a", "b"], ""), "x.toml").is_err());
        assert!(with_ignored("jobs = = 1", &entry(&["a", "b"], ""), "x.toml").is_err());
    }

    #[test]
    fn a_decision_takes_two() {
        let lonely = Copies { members: vec!["a.md".to_owned()], reason: None };
        let said = decisions(&[], &[lonely], "/a", "/a").unwrap_err().to_string();
        assert!(said.contains("copies") && said.contains("two members"), "{said}");
        let known = decisions(&[entry(&["x.md", "../y.md"], "")], &[], "/a/b", "/a").unwrap();
        assert_eq!(known.decisions[0].members[1].place, "/a/y.md");
    }
}

//! The file that a baseline is kept in.

use std::path::Path;

use serde::Deserialize;
use toml_edit::Value;

use super::{ConfigError, file::one_line};
use crate::{
    model::{Baseline, Decided, KnownCircle, KnownFinding, Relation},
    text::{paths::absolute, short::nearest},
};

/// The layout of the file that is written.
const VERSION: u32 = 2;

/// The first layout, which is read too: it did not hold agents without kin.
const OLDEST: u32 = 1;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    #[serde(default)]
    alone: Vec<Member>,
    #[serde(default)]
    kin: Vec<Kin>,
    #[serde(default)]
    finding: Vec<Found>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kin {
    relation: String,
    members: Vec<Member>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    agent: String,
    content: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    code: String,
    file: String,
    content: Option<String>,
    #[serde(default = "once")]
    times: usize,
}

const fn once() -> usize {
    1
}

/// Reads the baseline at `path`, which lies in `folder`, for a run in `here`; both from the root of the file system.
///
/// # Errors
/// A file that cannot be read, is no baseline, is of a later layout, or names a relation that does not exist.
pub fn read_baseline(path: &Path, folder: &str, here: &str) -> Result<Baseline, ConfigError> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: shown.clone(), source })?;
    parse(&text, &shown, &absolute(folder, &path.file_name().unwrap_or_default().to_string_lossy()), here)
}

/// The baseline that `text` holds, called `name`, at `place` from the root of the file system.
fn parse(text: &str, name: &str, place: &str, here: &str) -> Result<Baseline, ConfigError> {
    let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    let syntax = |message: String| ConfigError::Syntax { path: name.to_owned(), message };
    let written: Written = toml::from_str(text).map_err(|error| syntax(one_line(&error)))?;
    if !(OLDEST..=VERSION).contains(&written.version) {
        let known = format!("{OLDEST} to {VERSION} are known");
        return Err(syntax(format!("it is a baseline of version {}, and {known}", written.version)));
    }
    let decided = |id: String, content: Option<String>| Decided { place: absolute(folder, &id), id, content };
    let agents = |members: Vec<Member>| -> Vec<Decided> {
        members.into_iter().map(|member| decided(member.agent, Some(member.content))).collect()
    };
    let circles = written
        .kin
        .into_iter()
        .map(|kin| Ok(KnownCircle { relation: relation(&kin.relation)?, members: agents(kin.members) }));
    let findings = written.finding.into_iter().map(|found| KnownFinding {
        code: found.code,
        file: decided(found.file, found.content),
        times: found.times,
    });
    Ok(Baseline {
        alone: agents(written.alone),
        circles: circles.collect::<Result<_, ConfigError>>()?,
        findings: findings.collect(),
        place: place.to_owned(),
        name: name.to_owned(),
        here: here.to_owned(),
    })
}

fn relation(name: &str) -> Result<Relation, ConfigError> {
    let names = || Relation::ALL.into_iter().map(Relation::name);
    Relation::ALL.into_iter().find(|relation| relation.name() == name).ok_or_else(|| ConfigError::Value {
        key: "relation",
        value: name.to_owned(),
        nearest: nearest(name, names()).map(str::to_owned),
        allowed: names().collect::<Vec<_>>().join(", "),
    })
}

/// The text of the file that keeps a baseline: the same for the same baseline, a line an agent, so that a change of it can be
/// read and merged.
#[must_use]
pub fn baseline_as_file(baseline: &Baseline) -> String {
    let head = format!(
        "# What was known when this was written: agentkin report --baseline lets it be and fails on what is new.\n\
         # agentkin report --baseline FILE --update-baseline writes it anew; docs/ci.md says more.\nversion = {VERSION}\n"
    );
    let circles = baseline.circles.iter().map(circle_as_text);
    let alone = (!baseline.alone.is_empty()).then(|| format!("alone = {}", members_as_text(&baseline.alone)));
    std::iter::once(head).chain(alone).chain(circles).chain(baseline.findings.iter().map(finding_as_text)).collect()
}

fn circle_as_text(circle: &KnownCircle) -> String {
    let members = members_as_text(&circle.members);
    format!("\n[[kin]]\nrelation = {}\nmembers = {members}", quoted(circle.relation.name()))
}

/// A list of agents, a line each.
fn members_as_text(members: &[Decided]) -> String {
    let member = |member: &Decided| {
        let content = quoted(member.content.as_deref().unwrap_or_default());
        format!("    {{ agent = {}, content = {content} }},\n", quoted(&member.id))
    };
    let members: String = members.iter().map(member).collect();
    format!("[\n{members}]\n")
}

fn finding_as_text(finding: &KnownFinding) -> String {
    let content = finding.file.content.as_ref().map(|content| format!("content = {}\n", quoted(content)));
    let times = if finding.times > 1 { format!("times = {}\n", finding.times) } else { String::new() };
    let (code, file) = (quoted(&finding.code), quoted(&finding.file.id));
    format!("\n[[finding]]\ncode = {code}\nfile = {file}\n{}{times}", content.unwrap_or_default())
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let decided = |id: &str, content: Option<&str>| Decided {
            id: id.to_owned(),
            place: absolute("/bee", id),
            content: content.map(str::to_owned),
        };
        let known = Baseline {
            name: String::new(),
            place: "/bee/known.toml".to_owned(),
            here: "/bee/here".to_owned(),
            alone: vec![decided("f.md", Some("a0"))],
            circles: vec![KnownCircle {
                relation: Relation::NearDuplicate,
                members: vec![decided("a \"b\"\n.md", Some("00")), decided("../c.md", Some("ff"))],
            }],
            findings: vec![
                KnownFinding { code: "body-empty".to_owned(), file: decided("d.md", Some("0f")), times: 1 },
                KnownFinding { code: "link-broken".to_owned(), file: decided("e.md", None), times: 3 },
            ],
        };
        let text = baseline_as_file(&known);
        insta::assert_snapshot!(text);
        assert_eq!(parse(&text, "", "/bee/known.toml", "/bee/here").unwrap(), known);
        let first = parse("version = 1\n[[kin]]\nrelation = 'variant'\nmembers = []", "", "/x.toml", "/").unwrap();
        assert_eq!((first.alone.len(), first.circles.len()), (0, 1), "the first layout is read");
        for bad in
            ["version = 3", "version = 1\nkins = []", "version = 1\n[[kin]]\nrelation = 'variants'\nmembers = []"]
        {
            let said = parse(bad, "x.toml", "/x.toml", "/").unwrap_err().to_string();
            assert!(said.len() > 20, "{said}");
        }
    }
}

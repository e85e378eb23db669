//! `agentkin.show/1`.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{document, report::AgentView};
use crate::model::{Agent, Corpus, Definition, Field, Finding, LineRange, Section, SectionKind, StatementKind, Value};

#[derive(Serialize)]
struct ShowView<'a> {
    schema: &'static str,
    agents: Vec<AgentShown<'a>>,
}

#[derive(Serialize)]
struct AgentShown<'a> {
    #[serde(flatten)]
    agent: AgentView<'a>,
    sections: Vec<SectionView<'a>>,
    fields: FieldsView<'a>,
    findings: Vec<&'a Finding>,
}

#[derive(Serialize)]
struct SectionView<'a> {
    title: &'a str,
    kind: SectionKind,
    depth: u8,
    lines: LineRange,
    statements: Vec<StatementView<'a>>,
}

#[derive(Serialize)]
struct StatementView<'a> {
    text: &'a str,
    line: u32,
    kind: StatementKind,
}

/// Canonical names to values; `tools` is always there, null when left out.
struct FieldsView<'a>(&'a Definition);

impl Serialize for FieldsView<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        let mut said: Vec<&str> = Vec::new();
        if self.0.field("name").is_none() {
            map.serialize_entry("name", &self.0.name)?;
        }
        if self.0.field("tools").is_none() {
            map.serialize_entry("tools", &Value::Null)?;
        }
        // A key that stands twice in a file is one key of a JSON object: the first, which is what `field` gives.
        for field in &self.0.fields {
            if !said.contains(&field.name.as_str()) {
                said.push(&field.name);
                entry(&mut map, field)?;
            }
        }
        map.end()
    }
}

fn entry<M: SerializeMap>(map: &mut M, field: &Field) -> Result<(), M::Error> {
    map.serialize_entry(&field.name, &field.value)?;
    match &field.as_written {
        Some(written) => map.serialize_entry(&format!("{}_as_written", field.name), written),
        None => Ok(()),
    }
}

pub(super) fn write(corpus: &Corpus, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    let agents = corpus.agents().iter().map(|agent| shown(agent, findings)).collect();
    // Down to the statements: a line each.
    document(&ShowView { schema: "agentkin.show/1", agents }, 6, out)
}

fn shown<'a>(agent: &'a Agent, findings: &'a [Finding]) -> AgentShown<'a> {
    let definition = &agent.definition;
    AgentShown {
        agent: AgentView::new(agent, None),
        sections: definition.sections.iter().map(|section| section_view(definition, section)).collect(),
        fields: FieldsView(definition),
        findings: findings.iter().filter(|finding| finding.path == agent.path).collect(),
    }
}

fn section_view<'a>(definition: &'a Definition, section: &'a Section) -> SectionView<'a> {
    let statements = section.statements.iter().map(|ix| {
        let statement = definition.statement(*ix);
        StatementView { text: definition.wording(*ix), line: statement.line, kind: statement.kind }
    });
    SectionView {
        title: &section.title,
        kind: section.kind,
        depth: section.depth,
        lines: section.lines,
        statements: statements.collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{model::Corpus, report::sample};

    #[test]
    fn fields_sections_and_statements_are_there() {
        let corpus = Corpus::new(vec![sample::agent("a.md", "a", 1)]);
        let mut out = Vec::new();
        super::write(&corpus, &[], &mut out).unwrap();
        let shown: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let agent = &shown["agents"][0];
        assert_eq!(agent["fields"], serde_json::json!({"name": "a", "tools": ["read"], "tools_as_written": "Read"}));
        assert_eq!(agent["sections"][1]["title"], "Checks");
        let statement = serde_json::json!({"text": "Ask for a test", "line": 5, "kind": "bullet"});
        assert_eq!(agent["sections"][1]["statements"][0], statement);
    }
}

//! One agent as agentkin sees it.

use std::io::{self, Write};

use super::{head, row};
use crate::{
    model::{Agent, Corpus, Finding},
    report::{Code, Markdown, names},
};

pub(super) fn write(corpus: &Corpus, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    corpus.agents().iter().try_for_each(|agent| one(agent, findings, out))
}

fn one(agent: &Agent, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    let definition = &agent.definition;
    let name = Code(&definition.name);
    writeln!(out, "## {name} ({})\n\n{}, ~{} tokens\n", definition.format, Code(&agent.id), definition.tokens)?;
    head(out, &["field", "value"])?;
    for field in &definition.fields {
        row(out, &[&Code(&field.name), &Markdown(&field.value.plain())])?;
    }
    writeln!(out)?;
    head(out, &["lines", "kind", "section", "statements:"])?;
    for section in &definition.sections {
        let lines = format!("{}–{}", section.lines.first, section.lines.last);
        let kind = names::section(section.kind);
        let nested = "&nbsp;&nbsp;".repeat(usize::from(section.depth));
        let title =
            if section.title.is_empty() { "(opening)".to_owned() } else { Markdown(&section.title).to_string() };
        row(out, &[&lines, &kind, &format!("{nested}{title}"), &section.statements.len()])?;
    }
    for finding in findings.iter().filter(|finding| finding.path == agent.path) {
        writeln!(out, "\n> {}: {}", Code(finding.code.id), Markdown(&finding.message))?;
    }
    writeln!(out)
}

//! The core to paste into an issue.

use std::io::{self, Write};

use super::columns::{core_summary, flat, letter, numbered};
use crate::{
    model::{Core, Corpus, StatementKind},
    report::{Code, Markdown, Terminal},
    text::secrets::masked,
};

pub(super) fn write(corpus: &Corpus, core: &Core, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# What {} agents share\n", core.members.len())?;
    for (at, member) in core.members.iter().enumerate() {
        writeln!(out, "- {} is {}", letter(at), Code(&corpus.agent(*member).id))?;
    }
    writeln!(out, "\n**{}.**", core_summary(core))?;
    terms(core, out)?;
    for (field, text) in &core.fields {
        writeln!(out, "\n{}: {}", Code(field), Markdown(&flat(&numbered(text))))?;
    }
    for section in &core.sections {
        let title = flat(&numbered(&section.title));
        let title = if title.is_empty() { "(opening)".to_owned() } else { title };
        writeln!(out, "\n## {}\n", Markdown(&title))?;
        for said in &section.statements {
            statement(said.kind, &numbered(&said.text), out)?;
        }
        if section.left_out > 0 {
            writeln!(out, "\n({} left out)", section.left_out)?;
        }
    }
    Ok(())
}

fn statement(kind: StatementKind, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let said = flat(text);
    match kind {
        StatementKind::Bullet => writeln!(out, "- {}", Markdown(&said)),
        StatementKind::Step => writeln!(out, "1. {}", Markdown(&said)),
        StatementKind::Paragraph | StatementKind::Row => writeln!(out, "{}\n", Markdown(&said)),
        StatementKind::Code | StatementKind::Example => {
            let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            let lines =
                masked(text).lines().map(|line| Terminal(&line.replace('\t', "  ")).to_string()).collect::<Vec<_>>();
            writeln!(out, "{fence}\n{}\n{fence}", lines.join("\n"))
        }
    }
}

fn terms(core: &Core, out: &mut dyn Write) -> io::Result<()> {
    if core.terms.is_empty() {
        return Ok(());
    }
    let members: Vec<String> = (0..core.members.len()).map(letter).collect();
    writeln!(out, "\n| term | uses | {} |\n|---|---:|{}", members.join(" | "), "---|".repeat(members.len()))?;
    for (at, term) in core.terms.iter().enumerate() {
        let values: Vec<String> = term.values.iter().map(|value| Markdown(&flat(value)).to_string()).collect();
        writeln!(out, "| {{{}}} | {} | {} |", at + 1, term.uses, values.join(" | "))?;
    }
    Ok(())
}

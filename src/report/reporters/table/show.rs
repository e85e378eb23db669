//! One agent as agentkin sees it.

use std::io;

use super::{
    grid::{Grid, Take, cell},
    report::finding_lines,
    sheet::Sheet,
};
use crate::{
    model::{Agent, Corpus, Field, Finding},
    report::{Detail, Terminal, figures, fit, ink::Tone, names},
};

/// A description may run to pages of examples; its beginning tells what the agent is for.
const FIELD_WIDTH: usize = 300;

pub(super) fn write(sheet: &mut Sheet<'_>, corpus: &Corpus, findings: &[Finding]) -> io::Result<()> {
    for (at, agent) in corpus.agents().iter().enumerate() {
        if at > 0 {
            sheet.gap()?;
        }
        let last_of_file = corpus.agents().get(at + 1).is_none_or(|next| next.path != agent.path);
        one(sheet, agent)?;
        if last_of_file {
            said(sheet, findings.iter().filter(|finding| finding.path == agent.path).collect())?;
        }
    }
    Ok(())
}

fn one(sheet: &mut Sheet<'_>, agent: &Agent) -> io::Result<()> {
    let definition = &agent.definition;
    let info = sheet.dotted(&[definition.format.to_string(), figures::tokens(u64::from(definition.tokens))]);
    sheet.heading(&Terminal(&definition.name).to_string(), &info)?;
    sheet.prose(2, Tone::Dim, &Terminal(&agent.id).to_string())?;
    fields(sheet, agent)?;
    sheet.gap()?;
    sections(sheet, agent)?;
    let counted = format!(
        "{} in {}",
        figures::count(definition.statements.len(), "statement"),
        figures::count(definition.sections.len(), "section")
    );
    sheet.prose(2, Tone::Dim, &counted)
}

fn fields(sheet: &mut Sheet<'_>, agent: &Agent) -> io::Result<()> {
    let mut grid = Grid::new(2, &[Take::Most(20), Take::Prose]);
    for field in &agent.definition.fields {
        let most = if sheet.page.detail == Detail::Full { usize::MAX } else { FIELD_WIDTH };
        let value = fit::head(&Terminal(&value(field)).to_string(), most, sheet.page.marks().cut);
        grid.row([cell(Tone::Strong, Terminal(&field.name)), cell(Tone::Plain, value)]);
    }
    sheet.grid(grid)
}

fn value(field: &Field) -> String {
    match &field.as_written {
        Some(written) => format!("{} (written: {})", field.value.plain(), written.plain()),
        None => field.value.plain(),
    }
}

fn sections(sheet: &mut Sheet<'_>, agent: &Agent) -> io::Result<()> {
    let takes = [Take::Right, Take::Own, Take::Prose, Take::Right];
    let mut grid = Grid::new(2, &takes).titled(&["lines", "kind", "section", "says"]);
    for section in &agent.definition.sections {
        let lines = format!("{}{}{}", section.lines.first, sheet.page.marks().to, section.lines.last);
        let title =
            if section.title.is_empty() { "(opening)".to_owned() } else { Terminal(&section.title).to_string() };
        // Wrapping swallows leading spaces, so nesting is drawn with a mark.
        let nested = "> ".repeat(usize::from(section.depth.min(6)));
        grid.row([
            cell(Tone::Dim, lines),
            cell(Tone::Typed, names::section(section.kind)),
            cell(Tone::Plain, format!("{nested}{title}")),
            cell(Tone::Plain, section.statements.len()),
        ]);
    }
    sheet.grid(grid)
}

fn said(sheet: &mut Sheet<'_>, findings: Vec<&Finding>) -> io::Result<()> {
    for finding in findings {
        let word = sheet.ink(Tone::of_severity(finding.code.severity), names::severity(finding.code.severity));
        sheet.line(&format!("  {word}  {}", sheet.ink(Tone::Strong, finding.code.id)))?;
        for line in finding_lines(sheet, finding) {
            sheet.line(&line)?;
        }
    }
    Ok(())
}

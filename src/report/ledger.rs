//! The ledger of a merge in the three forms that it is kept in.

use std::io::{self, Write};

use serde::Serialize;

use super::{Code, Markdown, figures, names, reporters::write_rows};
use crate::{
    model::{AgentIx, Corpus, Ledger, LedgerLine, LineFate},
    text::secrets::masked,
};

/// A form that a ledger is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerForm {
    /// Tables to read and paste.
    Markdown,
    /// `agentkin.ledger/1`.
    Json,
    /// A row a line, as RFC 4180 has it.
    Csv,
}

impl LedgerForm {
    /// The form that a file's ending asks for.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// Writes a ledger.
///
/// # Errors
/// What `out` says when it cannot be written.
pub fn write_ledger(form: LedgerForm, corpus: &Corpus, ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    match form {
        LedgerForm::Markdown => markdown(corpus, ledger, out),
        LedgerForm::Json => json(corpus, ledger, out),
        LedgerForm::Csv => csv(corpus, ledger, out),
    }
}

/// The sums of a ledger in a sentence: "120 lines: 80 kept, 30 same-as, 10 blank".
#[must_use]
pub fn ledger_sums(ledger: &Ledger, member: Option<AgentIx>) -> String {
    let sums = ledger.sums(member);
    let all: usize = sums.iter().map(|(_, count)| count).sum();
    let parts: Vec<String> = sums.iter().map(|(fate, count)| format!("{count} {}", names::line_fate(*fate))).collect();
    format!("{}: {}", figures::count(all, "line"), parts.join(", "))
}

fn members(ledger: &Ledger) -> Vec<AgentIx> {
    let mut members: Vec<AgentIx> = ledger.lines.iter().map(|line| line.agent).collect();
    members.dedup();
    members
}

fn markdown(corpus: &Corpus, ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Ledger\n\nAll members, {}.", ledger_sums(ledger, None))?;
    for member in members(ledger) {
        writeln!(out, "\n## {}\n\n{}.\n", Code(&corpus.agent(member).id), ledger_sums(ledger, Some(member)))?;
        writeln!(out, "| line | fate | in the canonical | text |\n|---:|---|---:|---|")?;
        for line in ledger.lines.iter().filter(|line| line.agent == member) {
            let by = line.by.map(|by| by.to_string()).unwrap_or_default();
            writeln!(
                out,
                "| {} | {} | {by} | {} |",
                line.line,
                names::line_fate(line.fate),
                Markdown(line.text.trim())
            )?;
        }
    }
    Ok(())
}

fn csv(corpus: &Corpus, ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "member,line,fate,by,text\r\n")?;
    for line in &ledger.lines {
        let by = line.by.map(|by| by.to_string()).unwrap_or_default();
        let (id, text) = (cell(&corpus.agent(line.agent).id), cell(&line.text));
        write!(out, "{id},{},{},{by},{text}\r\n", line.line, names::line_fate(line.fate))?;
    }
    Ok(())
}

/// A cell in quotes. What a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises ("CSV
/// Injection").
fn cell(text: &str) -> String {
    let text = masked(text);
    let acts = text.starts_with(['=', '+', '@', '\t', '\r']) || text.starts_with('-') && !text.starts_with("- ");
    format!("\"{}{}\"", if acts { "'" } else { "" }, text.replace('"', "\"\""))
}

#[derive(Serialize)]
struct LedgerView<'a> {
    schema: &'static str,
    members: Vec<MemberView<'a>>,
    lines: Vec<LineView<'a>>,
}

#[derive(Serialize)]
struct MemberView<'a> {
    id: &'a str,
    lines: usize,
    fates: Vec<FateView>,
}

#[derive(Serialize)]
struct FateView {
    fate: LineFate,
    lines: usize,
}

#[derive(Serialize)]
struct LineView<'a> {
    id: &'a str,
    line: u32,
    fate: LineFate,
    by: Option<u32>,
    text: &'a str,
}

fn json(corpus: &Corpus, ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    let member = |member: AgentIx| {
        let fates: Vec<FateView> =
            ledger.sums(Some(member)).into_iter().map(|(fate, lines)| FateView { fate, lines }).collect();
        MemberView { id: &corpus.agent(member).id, lines: fates.iter().map(|fate| fate.lines).sum(), fates }
    };
    let row = |row| {
        let LedgerLine { agent, line, text, fate, by }: &LedgerLine = row;
        LineView { id: &corpus.agent(*agent).id, line: *line, fate: *fate, by: *by, text }
    };
    let view = LedgerView {
        schema: "agentkin.ledger/1",
        members: members(ledger).into_iter().map(member).collect(),
        lines: ledger.lines.iter().map(row).collect(),
    };
    write_rows(&view, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_the_form() {
        assert_eq!(LedgerForm::of_ending("CSV"), Some(LedgerForm::Csv));
        assert_eq!(LedgerForm::of_ending("txt"), None);
    }

    #[test]
    fn cells_act_on_nothing() {
        assert_eq!(cell("say \"no\""), "\"say \"\"no\"\"\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("- an item"), "\"- an item\"");
    }
}

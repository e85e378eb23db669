//! The lines of a file of data (JSON, YAML, TOML) in a ledger: its prompt is a value in it, or several, and the rest is fields and
//! syntax.

use std::collections::BTreeSet;

use super::ledger::{Book, Entry, letters_of};
use crate::model::{Agent, AgentIx, Definition, LedgerLine, LineFate};

/// The file's own lines, where it is a file of data that holds this agent alone.
pub(super) fn of_file(agent: &Agent) -> Option<Vec<&str>> {
    let alone = agent.id == agent.path && !agent.definition.syntax.is_markdown();
    let text = std::str::from_utf8(&agent.bytes).ok().filter(|text| alone && !text.is_empty())?;
    Some(text.lines().collect())
}

/// The rows of a file of data: those of its prompt, each on a line that has its words, and one for each line that has no such
/// words.
pub(super) fn rows(book: &Book<'_>, ix: AgentIx, prompt: Vec<LedgerLine>, file: &[&str]) -> Vec<LedgerLine> {
    let letters: Vec<String> = file.iter().map(|line| letters_of(line)).collect();
    let told: Vec<(String, Entry)> = prompt.iter().map(|row| (letters_of(&row.text), (row.fate, row.by))).collect();
    // Blank lines of the prompt are none of the file; those of the file are told below.
    let of_prompt = prompt.into_iter().filter(|row| row.fate != LineFate::Blank);
    let mut out: Vec<LedgerLine> =
        of_prompt.filter_map(|row| Some(LedgerLine { line: line_of(&row, &letters)?, ..row })).collect();
    let taken: BTreeSet<u32> = out.iter().map(|row| row.line).collect();
    let mut field: Option<(&str, usize)> = None;
    let mut broken: Option<&(String, Entry)> = None;
    for (at, text) in file.iter().enumerate() {
        let open = field.filter(|(_, indent)| indent_of(text) > *indent);
        field = field_of(book.definition(ix), text).map(|name| (name, indent_of(text))).or(open);
        let line = number(at);
        if taken.contains(&line) {
            continue;
        }
        // The last words of a folded text may be few.
        let goes_on = broken.filter(|(words, _)| !letters[at].is_empty() && words.ends_with(&letters[at]));
        broken = told.iter().find(|(words, _)| is_part(&letters[at], words)).or(goes_on);
        let said = broken.map(|(_, entry)| *entry);
        let of_field = || field.filter(|_| !letters[at].is_empty()).map(|(name, _)| book.of_field(ix, name, text));
        let (fate, by) = said.or_else(of_field).unwrap_or_else(|| book.of_rest(text));
        out.push(LedgerLine { agent: ix, line, text: (*text).to_owned(), fate, by });
    }
    out.sort_by_key(|row| row.line);
    out
}

/// The line of the file that a row of the prompt stands on: where its value begins, unless another line has its words. `None`
/// where it is broken into several lines, each of which is told for itself.
fn line_of(row: &LedgerLine, file: &[String]) -> Option<u32> {
    let sought = letters_of(&row.text);
    let first = (row.line as usize).saturating_sub(1).min(file.len());
    let (before, behind) = file.split_at(first);
    let found = behind.iter().position(|line| line.contains(&sought)).map(|at| first + at);
    let found = found.or_else(|| before.iter().position(|line| line.contains(&sought)));
    match found {
        Some(at) => Some(number(at)),
        None if file.iter().any(|line| is_part(line, &sought)) => None,
        None => Some(row.line),
    }
}

/// Whether a line of the file is a part of a line of the prompt: of a text that is folded, or of a table told in a sentence.
fn is_part(line: &str, of: &str) -> bool {
    /// Letters that tell a sentence from a key.
    const TELLING: usize = 12;
    line.len() >= TELLING && of.contains(line)
}

/// The field whose key a line begins with.
fn field_of<'d>(definition: &'d Definition, line: &str) -> Option<&'d str> {
    let bare = line.trim_start().trim_start_matches("- ");
    let (key, _) = bare.split_once([':', '='])?;
    let key = key.trim().trim_matches(['"', '\'']);
    definition.fields.iter().find(|field| field.key == key).map(|field| field.name.as_str())
}

fn indent_of(line: &str) -> usize {
    if line.trim().is_empty() { usize::MAX } else { line.len() - line.trim_start().len() }
}

/// The number of the line at `at`.
fn number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u32, text: &str) -> LedgerLine {
        LedgerLine { agent: AgentIx::new(0), line, text: text.to_owned(), fate: LineFate::Kept, by: None }
    }

    #[test]
    fn rows_stand_on_the_lines_that_have_their_words() {
        let file: Vec<String> =
            ["role: Keep the lamp", "text: >", "  Row out at dawn", "  and home at dusk"].map(letters_of).to_vec();
        assert_eq!(line_of(&row(1, "Keep the lamp"), &file), Some(1));
        assert_eq!(line_of(&row(2, "Keep the lamp"), &file), Some(1));
        assert_eq!(line_of(&row(2, "Row out at dawn and home at dusk"), &file), None);
        assert_eq!(line_of(&row(2, "Wind the clock"), &file), Some(2), "written in other signs");
    }
}

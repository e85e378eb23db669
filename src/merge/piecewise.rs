//! A paragraph all of whose sentences stand in the canonical as lines of their own says nothing new. No single line stands for it,
//! so it is not covered by one: it is shown with the first of them, as the same thing told in two ways.

use std::collections::{BTreeMap, BTreeSet};

use super::settle::{Settled, State};
use crate::{model::StatementKind, text::words::key};

/// What the conflicts call a paragraph and the lines that say it too.
const TOLD_TWICE: &str = "told in one paragraph and line by line";

/// Fewer sentences are one statement like another.
const FEWEST: usize = 2;

/// Sentences that one line holds at the most.
const MOST_A_LINE: usize = 4;

/// Leaves out the others' paragraphs that the canonical says line by line. They are no longer `asked` for.
pub(super) fn settle(settled: &mut Settled<'_>, asked: &mut [bool]) {
    let mut lines: BTreeMap<u64, usize> = BTreeMap::new();
    for at in settled.kept().filter(|at| settled.sayings[*at].is_item()) {
        lines.entry(settled.sayings[at].statement.key).or_insert(at);
    }
    let heirs: BTreeSet<usize> = settled.heirs.values().copied().collect();
    let paragraph = |at: &usize| {
        let saying = &settled.sayings[*at];
        !saying.is_base() && saying.statement.kind == StatementKind::Paragraph && !heirs.contains(at)
    };
    let said = |at: usize| first_line(settled.sayings[at].text, &lines).map(|by| (at, by));
    let told: Vec<(usize, usize)> = settled.kept().filter(paragraph).filter_map(said).collect();
    for (at, by) in told {
        settled.states[at] = State::Against { by, about: TOLD_TWICE.to_owned() };
        asked[at] = false;
    }
}

/// The first of the lines that say all of a paragraph, each one or more of its sentences.
fn first_line(paragraph: &str, lines: &BTreeMap<u64, usize>) -> Option<usize> {
    let ends = sentence_ends(paragraph);
    if ends.len() < FEWEST {
        return None;
    }
    let (mut first, mut start, mut said) = (None, 0, 0);
    while said < ends.len() {
        let most = ends.len().min(said + MOST_A_LINE);
        let found = (said..most).rev().find_map(|last| Some((last, *lines.get(&key(&paragraph[start..ends[last]]))?)));
        let (last, by) = found?;
        first = first.or(Some(by));
        (start, said) = (ends[last], last + 1);
    }
    first
}

/// Where the sentences of a text end: at a mark with a blank and a capital letter behind it, and at its end.
fn sentence_ends(text: &str) -> Vec<usize> {
    let capital = |rest: &str| {
        let next = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`'));
        rest.starts_with(char::is_whitespace) && next.starts_with(char::is_uppercase)
    };
    let marks = text.match_indices(['.', '!', '?', ';']).map(|(at, _)| at + 1);
    marks.filter(|at| capital(&text[*at..])).chain([text.len()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paragraph: &str, lines: &[&str]) -> Option<usize> {
        let lines = lines.iter().enumerate().map(|(at, line)| (key(line), at)).collect();
        first_line(paragraph, &lines)
    }

    #[test]
    fn lines_say_a_paragraph_where_each_sentence_is_one_of_them() {
        let paragraph = "Trim the wick, e.g. at dusk. Oil the winch. Sign the log.";
        let lines = ["Sign the log", "Trim the wick, e.g. at dusk", "Oil the **winch**."];
        assert_eq!(found(paragraph, &lines), Some(1));
        assert_eq!(found(paragraph, &["Trim the wick, e.g. at dusk. Oil the winch.", "Sign the log."]), Some(0));
        assert_eq!(found(paragraph, &lines[1..]), None, "the log is said nowhere else");
        assert_eq!(found("Sign the log.", &lines), None, "one sentence is one line");
    }
}

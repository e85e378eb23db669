//! On which lines of a file of data its values stand, found by what stands on them: parsers do not tell.

use std::ops::Range;

use super::lines;
use crate::text::lines::LineIndex;

/// How far ahead a line of a value is looked for. Comments between the lines of a value do not exist; this many lines of
/// other keys may stand between two values.
const AHEAD: usize = 400;

/// How many characters of a row tell it from others.
const TELLING: usize = 40;

/// How much of a line is looked at for a row that does not begin it, in bytes.
const LOOKED_AT: usize = 512;

/// How many bytes are searched in all, as often as the file is long or at least so many: a file can be made in which nothing
/// is found where it is looked for. Beyond that values are said to stand where the last was found.
const LEAST_SEARCHED: usize = 4 * 1024 * 1024;
const SEARCHED_AGAIN: usize = 8;

/// Finds values in a file, agent by agent.
pub(super) struct Finder<'t> {
    text: &'t str,
    index: LineIndex,
    /// Where the agent at hand lies, in bytes.
    region: Range<usize>,
    /// The line, from 0, where the last thing was found.
    line: usize,
    /// How many bytes may still be searched.
    left: usize,
}

impl<'t> Finder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let left = text.len().saturating_mul(SEARCHED_AGAIN).max(LEAST_SEARCHED);
        Self { text, index: LineIndex::new(text), region: 0..text.len(), line: 0, left }
    }

    /// Goes on to the agent with this key, which reaches up to the one with the `next`.
    pub(super) fn enter(&mut self, key: &str, next: Option<&str>) {
        let start = self.find(key, self.region.start..self.text.len()).unwrap_or(self.region.start);
        let after = start + key.len().min(self.text.len() - start);
        let end = next.and_then(|next| self.find(next, after..self.text.len()));
        // The key need not stand first in its item: the item begins on its line at the latest.
        self.region = start..end.unwrap_or(self.text.len());
        self.line = self.index.line_of(start);
    }

    /// Goes to where `word` first stands in the agent, and stays where it is when it does not.
    pub(super) fn go_to(&mut self, word: &str) {
        if let Some(at) = self.find(word, self.region.clone()) {
            self.line = self.index.line_of(at);
        }
    }

    /// Where `word` stands as a whole word.
    fn find(&mut self, word: &str, within: Range<usize>) -> Option<usize> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let mut from = within.start;
        while !word.is_empty() && self.left > 0 {
            let end = within.end.min(floor(self.text, from.saturating_add(self.left)));
            let piece = self.text.get(from..end)?;
            let found = piece.find(word).map(|at| from + at);
            self.left = self.left.saturating_sub(found.map_or(piece.len(), |at| at - from + 1));
            let at = found?;
            let before = self.text[..at].chars().next_back().is_some_and(is_part);
            let after = self.text[at + word.len()..].chars().next().is_some_and(is_part);
            if !before && !after {
                return Some(at);
            }
            from = at + word.len();
        }
        None
    }

    /// The line, from 1, where the last thing was found.
    pub(super) fn here(&self) -> u32 {
        lines::number(self.line)
    }

    /// The line, from 1, of each row of a value whose first line lies ahead: rows that a line of the file begins with are on
    /// it, all others (escaped, folded) where the last one was.
    pub(super) fn rows(&mut self, value: &str) -> Vec<u32> {
        value.split('\n').map(|row| self.row(row)).collect()
    }

    fn row(&mut self, row: &str) -> u32 {
        let begin: String = row.trim().chars().take(TELLING).collect();
        if !begin.is_empty() && self.left > 0 {
            // The next line first: the same words may stand on the line where the last row was found.
            let near = [1, 2, 0].into_iter().find(|step| self.looked_at(self.line + step).contains(&begin));
            let far =
                || (begin.len() > 8).then(|| (3..AHEAD).find(|step| self.begins(self.line + step, &begin))).flatten();
            let found = near.or_else(far);
            let seen = if found.is_some_and(|step| step < 3) { LOOKED_AT } else { AHEAD * TELLING };
            self.left = self.left.saturating_sub(seen.min(self.text.len()));
            self.line += found.unwrap_or(0);
        }
        self.here()
    }

    /// The beginning of a line.
    fn looked_at(&self, line: usize) -> &'t str {
        let Some(start) = self.index.start_of(line) else { return "" };
        let end = self.index.start_of(line + 1).unwrap_or(self.text.len());
        &self.text[start..floor(self.text, end.min(start + LOOKED_AT))]
    }

    /// Whether a line begins with these words, whatever quotes and marks stand before them.
    fn begins(&self, line: usize, begin: &str) -> bool {
        let bare = self.looked_at(line).trim_start_matches([' ', '\t', '"', '\'']);
        bare.starts_with(begin) || bare.trim_start_matches(['-', ' ']).starts_with(begin)
    }
}

/// The end of the last whole character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_in_the_file() {
        let mut finder = Finder::new("name: a\nrole: |\n  You watch.\n\n  - rows\n  - rows\nnext: one line");
        finder.go_to("role");
        assert_eq!(finder.rows("You watch.\n\n- rows\n- rows"), [3, 3, 5, 6]);
        finder.go_to("next");
        assert_eq!(finder.rows("one line\nescaped"), [7, 7]);
        finder.go_to("nowhere");
        assert_eq!(finder.rows("x"), [7]);
    }

    #[test]
    fn an_agent_s_values_lie_in_the_agent() {
        let mode = |slug: &str| format!("  - slug: {slug}\n    custom: Test {slug} first.\n    role: You plan.\n");
        let text = format!("modes:\n{}{}", mode("one"), mode("two"));
        let mut finder = Finder::new(&text);
        for (slug, next, lines) in [("one", Some("two"), [4, 3]), ("two", None, [7, 6])] {
            finder.enter(slug, next);
            finder.go_to("role");
            let role = finder.rows("You plan.");
            finder.go_to("custom");
            assert_eq!([role, finder.rows(&format!("Test {slug} first."))].concat(), lines, "{slug}");
        }
    }

    #[test]
    fn a_search_that_finds_nothing_ends() {
        let text = format!("{{\"prompt\": \"{}\"}}", "- say \\\"x\\\" go on\\n".repeat(50_000));
        let mut finder = Finder::new(&text);
        let rows = finder.rows(&"- say \"x\" go on\n".repeat(50_000));
        assert!(rows.iter().all(|row| *row == 1));
        (0..10_000).for_each(|_| finder.go_to("nowhere"));
        assert_eq!(finder.left, 0);
    }
}

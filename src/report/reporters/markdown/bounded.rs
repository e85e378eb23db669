//! A document of bounded length: what does not fit is counted.

use crate::report::{Detail, Html, Page};

/// Bytes that a report has at most, unless nothing is to be folded away. GitHub refuses a comment of more than 65,536
/// characters; the rest is left to whoever puts a line of their own above or below. No character is less than a byte.
pub(super) const MOST: usize = 60_000;
/// Bytes kept for each line that says what was left out.
const SAYING_SO: usize = 120;

/// A section that can be cut between its rows.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// What stands before the rows: a title, the head of a table.
    pub(super) head: String,
    /// Rows or paragraphs, whole ones.
    pub(super) rows: Vec<String>,
    /// What there is one of: "family".
    pub(super) thing: &'static str,
    /// What stands after the rows.
    pub(super) foot: &'static str,
}

/// The bytes that are still free.
#[derive(Debug)]
pub(super) struct Room(usize);

impl Room {
    /// All that a page offers when `taken` bytes of it are spoken for.
    pub(super) fn new(page: Page, taken: usize) -> Self {
        Self(if page.detail == Detail::Full { usize::MAX } else { MOST.saturating_sub(taken) })
    }

    /// The part with as many of its rows as fit into `1 / share` of what is free.
    pub(super) fn put(&mut self, part: &Part, share: usize) -> String {
        let frame = part.head.len() + part.foot.len() + SAYING_SO;
        let free = (self.0 / share).saturating_sub(frame);
        if part.rows.is_empty() || self.0 < frame {
            return String::new();
        }
        let mut out = part.head.clone();
        let (mut rows, mut shown) = (0, 0);
        for row in &part.rows {
            // A row that is too long leaves its place to shorter ones after it.
            if rows + row.len() <= free {
                out.push_str(row);
                rows += row.len();
                shown += 1;
            }
        }
        out.push_str(&left_out(part.rows.len() - shown, part.thing));
        out.push_str(part.foot);
        self.0 = self.0.saturating_sub(out.len());
        out
    }
}

/// Says how many things were left out; nothing where none was.
pub(super) fn left_out(left: usize, thing: &str) -> String {
    let more = match (left, thing.strip_suffix('y')) {
        (0, _) => return String::new(),
        (1, _) => format!("1 more {thing}"),
        (_, Some(stem)) => format!("{left} more {stem}ies"),
        _ => format!("{left} more {thing}s"),
    };
    format!("\n… and {more} (`agentkin report --verbose` lists all).\n")
}

/// The line that unfolds a section. What comes from a file must be escaped for HTML: no Markdown is read in it.
pub(super) fn fold(title: &str) -> String {
    format!("\n<details><summary>{title}</summary>\n\n")
}

/// What ends a folded section.
pub(super) const UNFOLD: &str = "\n</details>\n";

/// Text as code in a line of HTML.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", Html(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_takes_its_share_and_says_what_it_left() {
        let part = Part { head: "# T\n".to_owned(), rows: vec!["x".repeat(100); 20], thing: "family", foot: "\n" };
        let mut room = Room(1_000);
        let text = room.put(&part, 1);
        assert!(text.len() <= 1_000 && text.contains("… and 12 more families"), "{text}");
        assert_eq!(Room(usize::MAX).put(&part, 2).matches('x').count(), 2_000);
        let mut small = Room(50);
        assert_eq!(small.put(&part, 1), "");
    }
}

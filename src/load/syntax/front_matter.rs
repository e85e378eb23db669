//! Where front matter begins and ends.

use super::{Cut, elsewhere, lenient, yaml};
use crate::{
    load::lines::{self, line_at, lines_in},
    model::{FindingCode, Note, Severity, Span},
    text::lines::LineIndex,
};

/// Front matter without a closing line.
pub(in crate::load) const FRONT_MATTER_UNCLOSED: FindingCode = FindingCode {
    id: "front-matter-unclosed",
    severity: Severity::Warning,
    meaning: "The front matter has no closing `---` line. Its leading `key: value` lines were read as fields and the rest as \
              the prompt; harnesses take the whole file for a prompt, or for front matter without a prompt.",
    cure: "Close the front matter with a line that is exactly `---`.",
};

/// A closing line with text on it.
pub(in crate::load) const FRONT_MATTER_GLUED: FindingCode = FindingCode {
    id: "front-matter-glued",
    severity: Severity::Warning,
    meaning: "The line that closes the front matter holds more than `---`. The text behind the dashes was read as the \
              beginning of the prompt; most harnesses do not see the front matter's end.",
    cure: "Put the text on a line of its own.",
};

/// How a block of front matter ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// On a line of its own.
    Exact,
    /// With text on the same line.
    Glued,
    /// Not at all: what looks like fields ends it.
    Missing,
}

/// Front matter between dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// From the opening line to the end of the closing one.
    pub(super) whole: Span,
    /// What stands between.
    pub(super) inner: Span,
    /// How it ends.
    pub(super) close: Close,
}

/// Cuts `text`, whose lines end in `\n`.
pub(in crate::load) fn cut(text: &str, index: &LineIndex) -> Cut {
    let start = first_line(text);
    let at_top = start == 0 && opens(text, 0);
    match block(text, start).filter(|_| at_top) {
        Some(block) => of_block(text, index, block),
        None => elsewhere::cut(text, index, start).unwrap_or_else(|| without(text)),
    }
}

/// Everything is body.
fn without(text: &str) -> Cut {
    Cut { front: None, pieces: Vec::new(), body: Span::new(0, text.len()), notes: Vec::new() }
}

/// The cut that `block` makes, whose body goes on to the end.
pub(super) fn of_block(text: &str, index: &LineIndex, block: Block) -> Cut {
    let end = Span::new(block.whole.end, block.whole.end);
    let note = match block.close {
        Close::Exact => None,
        Close::Glued => {
            let message = "the closing `---` has text behind it; most harnesses do not see the front matter's end";
            Some(Note::new(&FRONT_MATTER_GLUED, message).at(lines::range(index, end)))
        }
        Close::Missing => {
            let message = "no `---` closes the front matter; harnesses find no fields here, or no prompt";
            Some(Note::new(&FRONT_MATTER_UNCLOSED, message).at(lines::range(index, block.whole)))
        }
    };
    let body = Span::new(block.whole.end, text.len());
    Cut { front: Some(block.whole), pieces: vec![block.inner], body, notes: note.into_iter().collect() }
}

/// Where the first line that is not blank begins.
pub(super) fn first_line(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    text[..blank].rfind('\n').map_or(0, |at| at + 1)
}

/// Whether an opening `---` stands on the line at `start`.
pub(super) fn opens(text: &str, start: usize) -> bool {
    line_at(text, start).is_some_and(|(line, _)| line.of(text).trim_end() == "---")
}

/// The front matter that the line at `start` opens, unless that is a thematic break before prose.
pub(super) fn block(text: &str, start: usize) -> Option<Block> {
    if !opens(text, start) {
        return None;
    }
    let (_, inner) = line_at(text, start)?;
    let rest = Span::new(inner, text.len());
    if let Some((close, inner_end, end)) = closing(text, rest) {
        let inner = Span::new(rest.start, inner_end);
        let closed = Block { whole: Span::new(start, end), inner, close };
        if looks_like_fields(inner.of(text)) && !swallows_prose(inner.of(text)) {
            return Some(closed);
        }
        if inner.of(text).trim().is_empty() {
            return Some(closed);
        }
    }
    let end = leading_fields(text, rest);
    let unclosed = Block { whole: Span::new(start, end), inner: Span::new(rest.start, end), close: Close::Missing };
    (end > rest.start).then_some(unclosed)
}

/// The first line that closes: how it does, where it begins, where the body goes on.
fn closing(text: &str, within: Span) -> Option<(Close, usize, usize)> {
    lines_in(text, within).find_map(|line| {
        let said = line.of(text);
        match said.trim_end() {
            "---" | "..." => Some((Close::Exact, line.start, (line.end + 1).min(text.len()))),
            _ if said.starts_with("---") => {
                let dashes = said.len() - said.trim_start_matches('-').len();
                // A line of nothing but dashes closes as well; what comes after it is on its own line already.
                let end =
                    if dashes == said.trim_end().len() { (line.end + 1).min(text.len()) } else { line.start + dashes };
                Some((Close::Glued, line.start, end))
            }
            _ => None,
        }
    })
}

/// Whether the first line that says something is a `key:` line or opens a flow mapping.
pub(in crate::load) fn looks_like_fields(inner: &str) -> bool {
    let first = inner.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| line.starts_with('{') || line.starts_with("? ") || lenient::key_of(line).is_some())
}

/// Whether a thematic break of the body was taken for the close: a heading after a blank line, and no YAML.
fn swallows_prose(inner: &str) -> bool {
    let mut blank_before = false;
    let heading = inner.lines().any(|line| {
        let title = line.trim_start_matches('#');
        let is_heading = blank_before && title.len() < line.len() && title.starts_with(' ');
        blank_before = line.trim().is_empty();
        is_heading
    });
    heading && yaml::mapping(inner).is_err()
}

/// Where the `key: value` lines at the beginning of `within`, with what is indented below them, end.
fn leading_fields(text: &str, within: Span) -> usize {
    let mut end = within.start;
    for line in lines_in(text, within) {
        let said = line.of(text);
        let goes_on =
            end > within.start && (said.starts_with([' ', '\t']) || said.starts_with("- ")) && !said.trim().is_empty();
        if !goes_on && lenient::key_of(said).is_none() {
            break;
        }
        end = (line.end + 1).min(text.len());
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str, Vec<&'static str>) {
        let cut = cut(text, &LineIndex::new(text));
        let ids = cut.notes.iter().map(|note| note.code.id).collect();
        (cut.pieces.first().map(|piece| piece.of(text)), cut.body.of(text), ids)
    }

    #[test]
    fn front_matter_ends_at_its_own_line() {
        assert_eq!(parts("---\nname: a\n---\nbody\n---\n"), (Some("name: a\n"), "body\n---\n", vec![]));
        assert_eq!(parts("--- \nname: a\n...\nbody"), (Some("name: a\n"), "body", vec![]));
        assert_eq!(parts("---\nname: a\n---"), (Some("name: a\n"), "", vec![]));
        assert_eq!(parts("---\n---\nbody"), (Some(""), "body", vec![]));
        assert_eq!(parts("---\nd: |\n  a\n  ---\n  b\n---\nbody"), (Some("d: |\n  a\n  ---\n  b\n"), "body", vec![]));
    }

    #[test]
    fn a_thematic_break_opens_nothing() {
        for text in [
            "---\n\n# Title\n\ntext\n---\nmore",
            "---\nJust words here.\n---\n",
            "no dashes\n---\n",
            "----\nname: a\n---\n",
        ] {
            assert_eq!(parts(text), (None, text, vec![]));
        }
    }

    #[test]
    fn a_close_with_text_behind_it_still_closes() {
        assert_eq!(
            parts("---\nname: a\n---# Title\ntext"),
            (Some("name: a\n"), "# Title\ntext", vec!["front-matter-glued"])
        );
        assert_eq!(parts("---\nname: a\n-----\ntext"), (Some("name: a\n"), "text", vec!["front-matter-glued"]));
    }

    #[test]
    fn without_a_close_the_leading_fields_are_read() {
        let (front, body, ids) = parts("---\nname: a\ntools:\n  - read\ndescription: b\n\n# Title\n\ntext\n");
        assert_eq!(front, Some("name: a\ntools:\n  - read\ndescription: b\n"));
        assert_eq!((body, ids), ("\n# Title\n\ntext\n", vec!["front-matter-unclosed"]));
    }

    #[test]
    fn a_break_far_below_does_not_close() {
        let (front, body, ids) = parts("---\nname: a\n\n# Title\n\nSay what you do.\n\n---\n\nmore\n");
        assert_eq!((front, ids), (Some("name: a\n"), vec!["front-matter-unclosed"]));
        assert!(body.contains("# Title") && body.contains("more"));
    }
}

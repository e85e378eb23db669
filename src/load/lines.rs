//! Lines of the file for spans of its text.

use crate::{
    model::{LineRange, Span},
    text::lines::LineIndex,
};

/// The lines, from 1, on which `span` stands; an empty span stands on the line it is at.
pub(super) fn range(index: &LineIndex, span: Span) -> LineRange {
    let last = span.end.saturating_sub(1).max(span.start);
    LineRange::new(number(index.line_of(span.start)), number(index.line_of(last)))
}

/// The line number, from 1, of line `at`, from 0.
pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// One line of `text` from byte `start` (which begins a line): its span without the line end, and where the next begins.
pub(super) fn line_at(text: &str, start: usize) -> Option<(Span, usize)> {
    if start >= text.len() {
        return None;
    }
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Some((Span::new(start, end), (end + 1).min(text.len())))
}

/// The lines of `text[within]` in order, without their line ends.
pub(super) fn lines_in(text: &str, within: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = within.start;
    std::iter::from_fn(move || {
        if at >= within.end {
            return None;
        }
        let (line, next) = line_at(text, at)?;
        at = next;
        Some(Span::new(line.start, line.end.min(within.end)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_stand_on_lines() {
        let index = LineIndex::new("ab\ncd\nef");
        assert_eq!(range(&index, Span::new(0, 3)), LineRange::new(1, 1));
        assert_eq!(range(&index, Span::new(1, 4)), LineRange::new(1, 2));
        assert_eq!(range(&index, Span::new(6, 6)), LineRange::new(3, 3));
    }

    #[test]
    fn lines_come_without_their_ends() {
        let text = "ab\n\ncd";
        let all: Vec<&str> = lines_in(text, Span::new(0, 6)).map(|line| &text[line.start..line.end]).collect();
        assert_eq!(all, ["ab", "", "cd"]);
        assert_eq!(lines_in(text, Span::new(3, 4)).count(), 1);
        assert!(line_at("", 0).is_none());
    }
}

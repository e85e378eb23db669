//! Cuts front matter from body. Only a line that is exactly `---` opens and closes, as harnesses have it; everything
//! that is not so is read all the same, and said.

use crate::model::{FindingCode, LineRange, Note, Severity, Span};

/// No closing line.
pub(in crate::load) const UNCLOSED: FindingCode = FindingCode {
    id: "front-matter-unclosed",
    severity: Severity::Warning,
    meaning: "The front matter is opened by `---` and never closed. The leading `key: value` lines were read as fields, the \
              rest as the body; most harnesses see no fields at all.",
    cure: "Put a line `---` after the last field.",
};

/// The closing line holds more than the dashes.
pub(in crate::load) const GLUED_CLOSE: FindingCode = FindingCode {
    id: "front-matter-glued",
    severity: Severity::Warning,
    meaning: "Text stands on the line that closes the front matter (`---# Title`). It was read as the body's first line; \
              some harnesses do not see the close.",
    cure: "Put the text on a line of its own.",
};

/// Something stands before the front matter.
pub(in crate::load) const LATE: FindingCode = FindingCode {
    id: "front-matter-late",
    severity: Severity::Warning,
    meaning: "Blank lines stand before the front matter. Harnesses that want `---` on the first line see no fields.",
    cure: "Remove what stands before the first `---`.",
};

/// The whole file is wrapped in a code fence.
pub(in crate::load) const FENCED_FILE: FindingCode = FindingCode {
    id: "file-in-fence",
    severity: Severity::Warning,
    meaning: "The whole file is wrapped in a code fence, as a chat would show it. It was read without the fence; harnesses \
              see no fields.",
    cure: "Remove the first and the last line.",
};

/// Fields in HTML comments.
pub(in crate::load) const COMMENT_METADATA: FindingCode = FindingCode {
    id: "metadata-in-comment",
    severity: Severity::Info,
    meaning: "Name or description stand in an HTML comment (`<!-- name: … -->`). They were read; harnesses do not.",
    cure: "Write them as front matter.",
};

/// A text cut in two.
#[derive(Debug, PartialEq)]
pub(in crate::load) struct Cut {
    /// The front matter with its fences.
    pub(in crate::load) front: Option<Span>,
    /// What stands between the fences.
    pub(in crate::load) fields: Span,
    /// The rest.
    pub(in crate::load) body: Span,
    /// What there was to say.
    pub(in crate::load) notes: Vec<Note>,
}

/// Cuts `text`, whose line ends are `\n`.
pub(in crate::load) fn cut(text: &str) -> Cut {
    let whole = unwrapped(text);
    let mut notes = Vec::new();
    if whole.start > 0 {
        notes.push(Note::new(&FENCED_FILE, "a code fence holds the whole file").at(LineRange::new(1, 1)));
    }
    let start = first_line(text, whole);
    let opens = line_at(text, start).trim_end() == "---";
    if !opens {
        return commented(text, whole, notes);
    }
    if start > whole.start {
        let line = line_number(text, start);
        notes.push(Note::new(&LATE, format!("the first `---` stands on line {line}")).at(LineRange::new(1, line)));
    }
    closed(text, Span::new(start, whole.end), notes)
}

/// The text without a fence around all of it.
fn unwrapped(text: &str) -> Span {
    let all = Span::new(0, text.len());
    let first = line_at(text, 0);
    let last = text.trim_end();
    let fence = first.starts_with("```") && last.ends_with("\n```") && last.len() > first.len() + 4;
    let inner = Span::new((first.len() + 1).min(text.len()), last.len().saturating_sub(3));
    // Other fences inside would pair with these two: then the first line opens a block of its own.
    let whole = fence && !inner.of(text).contains("\n```") && inner.of(text).starts_with("---");
    if whole { inner } else { all }
}

fn first_line(text: &str, whole: Span) -> usize {
    let inside = whole.of(text);
    let mut at = whole.start;
    for line in inside.split_inclusive('\n') {
        if !line.trim().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

fn closed(text: &str, span: Span, mut notes: Vec<Note>) -> Cut {
    let opening = line_at(text, span.start).len() + 1;
    let mut at = (span.start + opening).min(span.end);
    let fields_start = at;
    for line in Span::new(at, span.end).of(text).split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == "---" || bare == "..." {
            let end = at + line.len();
            let (front, fields) = (Span::new(span.start, at + bare.len()), Span::new(fields_start, at));
            return Cut { front: Some(front), fields, body: Span::new(end, span.end), notes };
        }
        if bare.starts_with("---") && !bare.starts_with("----") {
            let lines = line_number(text, at);
            notes.push(Note::new(&GLUED_CLOSE, "text after the closing `---`").at(LineRange::new(lines, lines)));
            let (front, fields) = (Span::new(span.start, at + 3), Span::new(fields_start, at));
            return Cut { front: Some(front), fields, body: Span::new(at + 3, span.end), notes };
        }
        at += line.len();
    }
    unclosed(text, span, fields_start, notes)
}

fn unclosed(text: &str, span: Span, start: usize, mut notes: Vec<Note>) -> Cut {
    let mut end = start;
    for line in Span::new(start, span.end).of(text).split_inclusive('\n') {
        if !is_field_line(line) {
            break;
        }
        end += line.len();
    }
    let line = line_number(text, span.start);
    notes.push(Note::new(&UNCLOSED, "no closing `---`").at(LineRange::new(line, line)));
    let front = (end > start).then(|| Span::new(span.start, end.saturating_sub(1)));
    let body = if end > start { Span::new(end, span.end) } else { span };
    Cut { front, fields: Span::new(start, end), body, notes }
}

fn is_field_line(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or("");
    let named = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (named && line.contains(':')) || (line.starts_with([' ', '\t']) && !line.trim().is_empty())
}

/// A leading HTML comment whose lines are `key: value`.
fn commented(text: &str, whole: Span, mut notes: Vec<Note>) -> Cut {
    let none = |notes| Cut { front: None, fields: Span::new(whole.start, whole.start), body: whole, notes };
    let start = first_line(text, whole);
    let inside = Span::new(start, whole.end).of(text);
    let Some(close) = inside.strip_prefix("<!--").and_then(|rest| rest.find("-->")) else { return none(notes) };
    let fields = Span::new(start + 4, start + 4 + close);
    let meant = fields.of(text).lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let named = |key: &str| meant.iter().any(|line| line.starts_with(key));
    if !(named("name:") || named("description:")) || !meant.iter().all(|line| is_field_line(line)) {
        return none(notes);
    }
    let end = fields.end + 3;
    let lines = LineRange::new(line_number(text, start), line_number(text, end));
    notes.push(Note::new(&COMMENT_METADATA, "fields in an HTML comment").at(lines));
    let body = end + usize::from(text[end..].starts_with('\n'));
    Cut { front: Some(Span::new(start, end)), fields, body: Span::new(body, whole.end), notes }
}

fn line_at(text: &str, at: usize) -> &str {
    text[at..].split('\n').next().unwrap_or("")
}

fn line_number(text: &str, at: usize) -> u32 {
    let breaks = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, String, Vec<&'static str>) {
        let cut = cut(text);
        let codes = cut.notes.iter().map(|note| note.code.id).collect();
        (cut.fields.of(text).to_owned(), cut.body.of(text).to_owned(), codes)
    }

    #[test]
    fn plain_and_none() {
        assert_eq!(parts("---\na: 1\n---\nbody\n"), ("a: 1\n".into(), "body\n".into(), vec![]));
        assert_eq!(parts("body\n---\n"), (String::new(), "body\n---\n".into(), vec![]));
        assert_eq!(parts("---\na: |\n  ---\n...\nx"), ("a: |\n  ---\n".into(), "x".into(), vec![]));
        assert_eq!(parts("---\na: 1\n---"), ("a: 1\n".into(), String::new(), vec![]));
        assert_eq!(parts(""), (String::new(), String::new(), vec![]));
        assert_eq!(parts("---"), (String::new(), "---".into(), vec!["front-matter-unclosed"]));
    }

    #[test]
    fn odd_ones_are_read_and_said() {
        assert_eq!(parts("\n\n---\na: 1\n---\nx").2, ["front-matter-late"]);
        assert_eq!(parts("---\na: 1\n---# T\nx"), ("a: 1\n".into(), "# T\nx".into(), vec!["front-matter-glued"]));
        assert_eq!(
            parts("---\na: 1\nb: 2\n\nText\n"),
            ("a: 1\nb: 2\n".into(), "\nText\n".into(), vec!["front-matter-unclosed"])
        );
        assert_eq!(parts("```md\n---\na: 1\n---\nx\n```\n"), ("a: 1\n".into(), "x\n".into(), vec!["file-in-fence"]));
        assert_eq!(parts("<!-- name: moss -->\nx"), (" name: moss ".into(), "x".into(), vec!["metadata-in-comment"]));
        assert_eq!(parts("<!-- moss -->\nx").2, Vec::<&str>::new());
    }
}

//! Where each top-level key of a front matter stands, without parsing: a key starts in column 0, everything up to the
//! next key is its value.

use crate::model::Span;

/// A key with its value, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: String,
    /// What stands behind the colon, further lines included, without the last line end.
    pub(super) value: Span,
    /// Key and value.
    pub(super) span: Span,
}

/// The entries in `span` of `text`. Lines before the first key belong to none.
pub(super) fn entries(text: &str, span: Span) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    let mut at = span.start;
    for line in span.of(text).split_inclusive('\n') {
        let end = at + line.trim_end_matches('\n').len();
        if let Some(key) = key_of(line) {
            let value = Span::new(at + line.find(':').map_or(0, |colon| colon + 1), end);
            out.push(Entry { key: key.to_owned(), value, span: Span::new(at, end) });
        } else if let Some(last) = out.last_mut()
            && !line.trim().is_empty()
        {
            last.value.end = end;
            last.span.end = end;
        }
        at += line.len();
    }
    out
}

/// The key that a line begins, by the flat reader's rule: column 0, letters, digits, `_`, `-`, then a colon and a blank.
fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let mut chars = key.chars();
    let named = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (named && (rest.is_empty() || rest.starts_with([' ', '\t', '\n']))).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_with_their_lines() {
        let text = "name: moss\ndescription: see this\n\nExamples of it\n  - x: y\ncolor: red\n";
        let found = entries(text, Span::new(0, text.len()));
        let told: Vec<_> = found.iter().map(|e| (e.key.as_str(), e.value.of(text).trim())).collect();
        assert_eq!(told[1], ("description", "see this\n\nExamples of it\n  - x: y"));
        assert_eq!((told[0], told[2]), (("name", "moss"), ("color", "red")));
    }
}

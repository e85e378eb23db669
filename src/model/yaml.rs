//! Values as strict YAML 1.2 that every reader takes the same way: where in doubt, in double quotes.

use std::fmt::Write as _;

use super::value::Value;

/// How text of several lines is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prose {
    /// In double quotes, on one line.
    Quoted,
    /// As a literal block, where YAML can hold it to the letter.
    Block,
}

impl Value {
    /// The lines of `key: value` as YAML, without line ends.
    #[must_use]
    pub fn yaml(&self, key: &str, prose: Prose) -> Vec<String> {
        let mut out = Vec::new();
        pair(key, self, 0, prose, &mut out);
        out
    }
}

fn pair(key: &str, value: &Value, indent: usize, prose: Prose, out: &mut Vec<String>) {
    let lead = format!("{}{}:", " ".repeat(indent), scalar(key));
    match value {
        Value::List(items) if !items.is_empty() => {
            out.push(lead);
            for value in items {
                item(value, indent + 2, prose, out);
            }
        }
        Value::Map(entries) if !entries.is_empty() => {
            out.push(lead);
            for (key, value) in entries {
                pair(key, value, indent + 2, prose, out);
            }
        }
        Value::Null => out.push(lead),
        Value::Text(text) if prose == Prose::Block && fits_a_block(text) => {
            let mark = if text.ends_with('\n') { "|" } else { "|-" };
            out.push(format!("{lead} {mark}"));
            let row =
                |row: &str| if row.is_empty() { String::new() } else { format!("{}{row}", " ".repeat(indent + 2)) };
            out.extend(text.trim_end_matches('\n').split('\n').map(row));
        }
        value => out.push(format!("{lead} {}", flat(value))),
    }
}

/// Whether a literal block gives the text back to the letter: several lines, the first of them neither blank nor indented,
/// one line end at most at its end, and nothing that YAML does not print.
fn fits_a_block(text: &str) -> bool {
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t' || is_unprinted(c);
    let begins = |line: &str| !line.starts_with([' ', '\t']) && !line.trim().is_empty();
    let blank = |line: &str| !line.is_empty() && line.trim().is_empty();
    text.trim_end_matches('\n').contains('\n')
        && !text.ends_with("\n\n")
        && text.split('\n').next().is_some_and(begins)
        && !text.split('\n').any(blank)
        && !text.contains(odd)
}

const fn is_unprinted(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn item(value: &Value, indent: usize, prose: Prose, out: &mut Vec<String>) {
    let lead = " ".repeat(indent);
    let mut inner = Vec::new();
    match value {
        Value::List(items) if !items.is_empty() => {
            for value in items {
                item(value, indent + 2, prose, &mut inner);
            }
        }
        Value::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                pair(key, value, indent + 2, prose, &mut inner);
            }
        }
        value => inner.push(format!("{lead}  {}", flat(value))),
    }
    // The dash stands where the first line's last two blanks of indent are.
    if let Some(first) = inner.first_mut() {
        first.replace_range(indent..indent + 2, "- ");
    }
    out.append(&mut inner);
}

/// A value that fits on its line.
fn flat(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Integer(n) => n.to_string(),
        Value::Number(n) => number(*n),
        Value::Text(text) => scalar(text),
        Value::List(_) => "[]".to_owned(),
        Value::Map(_) => "{}".to_owned(),
    }
}

/// With a point, so that it is read as no whole number.
fn number(n: f64) -> String {
    let plain = n.to_string();
    if n.is_finite() && !plain.contains(['.', 'e']) { format!("{plain}.0") } else { plain }
}

/// Text bare where nothing in it could mean anything else to a YAML reader, else quoted.
fn scalar(text: &str) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| word(c) || c == ' ')
        && !text.ends_with(' ')
        && !WORDS_WITH_MEANING.iter().any(|known| known.eq_ignore_ascii_case(text));
    if bare { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // Not printable to YAML, or a line end to some readers.
            c if c.is_control() || is_unprinted(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Words that some version of YAML reads as no text.
const WORDS_WITH_MEANING: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"];

#[cfg(test)]
mod tests {
    use super::*;

    fn line(key: &str, value: &Value) -> Vec<String> {
        value.yaml(key, Prose::Quoted)
    }

    fn text(s: &str) -> Value {
        Value::Text(s.to_owned())
    }

    #[test]
    fn quotes_where_in_doubt() {
        assert_eq!(line("name", &text("rose-keeper")), ["name: rose-keeper"]);
        assert_eq!(
            line("description", &text("Use: when\n\"roses\" wilt\\n")),
            [r#"description: "Use: when\n\"roses\" wilt\\n""#]
        );
        for odd in ["yes", "12", "1e3", "- x", "*", "", " a", "a #b", "\u{7f}"] {
            let line = &line("k", &text(odd))[0];
            assert!(line.starts_with("k: \"") && line.ends_with('"'), "{line}");
        }
    }

    #[test]
    fn nested_values() {
        let hooks = Value::Map(vec![
            (
                "on".to_owned(),
                Value::List(vec![Value::Map(vec![("a".to_owned(), Value::Integer(1)), ("b".to_owned(), Value::Null)])]),
            ),
            ("none".to_owned(), Value::List(Vec::new())),
        ]);
        assert_eq!(line("hooks", &hooks), ["hooks:", "  \"on\":", "    - a: 1", "      b:", "  none: []"]);
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(line("temperature", &Value::Number(1.0)), ["temperature: 1.0"]);
        assert_eq!(line("max", &Value::Integer(5)), ["max: 5"]);
    }

    #[test]
    fn prose_stands_in_a_block_where_that_is_the_same() {
        let block = |said: &str| text(said).yaml("k", Prose::Block).join("\n");
        assert_eq!(block("a: b\n\n- c\n"), "k: |\n  a: b\n\n  - c");
        assert_eq!(block("a\nb"), "k: |-\n  a\n  b");
        for odd in ["one line", " a\nb", "a\n\n\n", "a\n \nb", "a\u{7}\nb", "\na"] {
            assert!(block(odd).lines().count() == 1, "{odd:?}");
        }
        let deep = Value::List(vec![Value::Map(vec![("p".to_owned(), text("a\nb\n"))])]);
        assert_eq!(deep.yaml("l", Prose::Block), ["l:", "  - p: |", "      a", "      b"]);
    }
}

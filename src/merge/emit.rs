//! Writes front matter as strict YAML 1.2 that every reader takes the same way: where in doubt, in double quotes.

use std::fmt::Write as _;

use crate::model::Value;

/// The lines of `key: value`, without line ends.
pub(super) fn entry(key: &str, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    pair(key, value, 0, &mut out);
    out
}

fn pair(key: &str, value: &Value, indent: usize, out: &mut Vec<String>) {
    let lead = format!("{}{}:", " ".repeat(indent), scalar(key));
    match value {
        Value::List(items) if !items.is_empty() => {
            out.push(lead);
            for value in items {
                item(value, indent + 2, out);
            }
        }
        Value::Map(entries) if !entries.is_empty() => {
            out.push(lead);
            for (key, value) in entries {
                pair(key, value, indent + 2, out);
            }
        }
        Value::Null => out.push(lead),
        value => out.push(format!("{lead} {}", flat(value))),
    }
}

fn item(value: &Value, indent: usize, out: &mut Vec<String>) {
    let lead = " ".repeat(indent);
    let mut inner = Vec::new();
    match value {
        Value::List(items) if !items.is_empty() => {
            for value in items {
                item(value, indent + 2, &mut inner);
            }
        }
        Value::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                pair(key, value, indent + 2, &mut inner);
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
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
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

    fn text(s: &str) -> Value {
        Value::Text(s.to_owned())
    }

    #[test]
    fn quotes_where_in_doubt() {
        assert_eq!(entry("name", &text("rose-keeper")), ["name: rose-keeper"]);
        assert_eq!(
            entry("description", &text("Use: when\n\"roses\" wilt\\n")),
            [r#"description: "Use: when\n\"roses\" wilt\\n""#]
        );
        for odd in ["yes", "12", "1e3", "- x", "*", "", " a", "a #b", "\u{7f}"] {
            let line = &entry("k", &text(odd))[0];
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
        assert_eq!(entry("hooks", &hooks), ["hooks:", "  \"on\":", "    - a: 1", "      b:", "  none: []"]);
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(entry("temperature", &Value::Number(1.0)), ["temperature: 1.0"]);
        assert_eq!(entry("max", &Value::Integer(5)), ["max: 5"]);
    }
}

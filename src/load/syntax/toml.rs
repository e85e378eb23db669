//! TOML as values: the only file of this stage that names the TOML package.

use super::{
    doubled::shown,
    reader::{self, Mapping},
    yaml::Refusal,
};
use crate::model::Value;

/// Longest text that is parsed, in bytes: the longest agent role of 24,000 real files has 12 KiB.
const MOST_BYTES: usize = 1024 * 1024;

/// The key under which the package hands over a date.
const DATE: &str = "$__toml_private_datetime";

/// Parses a document.
///
/// # Errors
/// Why it is none, with the line where that is known.
pub(super) fn mapping(text: &str) -> Result<Mapping, Refusal> {
    if text.len() > MOST_BYTES {
        return Err(Refusal { reason: format!("it is longer than {} KiB", MOST_BYTES / 1024), line: None });
    }
    let refused = |error: toml::de::Error| refusal(text, &error);
    let document = toml::Deserializer::parse(text).map_err(refused)?;
    // TOML has no aliases: nothing grows beyond a small multiple of the text.
    let read = reader::mapping(document, usize::MAX).map_err(refused)?.unwrap_or_default();
    let entries = read.entries.into_iter().map(|(key, value)| (key, dated(value))).collect();
    Ok(Mapping { entries, ..read })
}

fn refusal(text: &str, error: &toml::de::Error) -> Refusal {
    let line = error.span().map(|span| text.get(..span.start).unwrap_or("").matches('\n').count());
    let twice = line.filter(|_| error.message().contains("duplicate key")).and_then(|line| twice(text, line));
    Refusal { reason: twice.unwrap_or_else(|| error.message().replace('\n', ", ")), line }
}

/// What to say of the key on this row, from 0, that the table has already: TOML refuses it.
fn twice(text: &str, row: usize) -> Option<String> {
    let written = |row: &'_ str| row.split_once('=').map(|(key, value)| (key.trim().to_owned(), shown(value)));
    let (key, last) = text.lines().nth(row).and_then(written)?;
    let rows: Vec<&str> = text.lines().take(row).collect();
    let table = rows.iter().rposition(|row| row.trim_start().starts_with('[')).map_or(0, |at| at + 1);
    let known = |row: &str| written(row).filter(|(own, _)| *own == key);
    let (at, first) =
        rows[table..].iter().enumerate().find_map(|(at, row)| known(row).map(|(_, value)| (at, value)))?;
    let (first_row, last_row) = (table + at + 1, row + 1);
    Some(format!("`{key}` stands twice: `{first}` on line {first_row}, `{last}` on line {last_row}"))
}

/// Dates as the text that they are.
fn dated(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(dated).collect()),
        Value::Map(entries) => match &entries[..] {
            [(key, date)] if key == DATE => date.clone(),
            _ => Value::Map(entries.into_iter().map(|(key, value)| (key, dated(value))).collect()),
        },
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn values_keep_kind_and_order() {
        let all = mapping("name = \"owl\"\nday = 2026-01-02\nbody = \"\"\"\na\n\"\"\"\n[z]\nb = 1\na = [1.5, true]\n")
            .unwrap();
        let keys: Vec<&str> = all.entries.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["name", "day", "body", "z"]);
        assert_eq!((&all.entries[1].1, &all.entries[2].1), (&text("2026-01-02"), &text("a\n")));
        let list = Value::List(vec![Value::Number(1.5), Value::Bool(true)]);
        assert_eq!(all.entries[3].1, Value::Map(vec![("b".to_owned(), Value::Integer(1)), ("a".to_owned(), list)]));
    }

    #[test]
    fn broken_toml_says_where() {
        for (bad, line) in [("a = 1\nb = \n", 1), ("a = 1\na = 2\n", 1)] {
            assert_eq!(mapping(bad).unwrap_err().line, Some(line), "{bad}");
        }
        let twice = mapping("b = 0\n[t]\na = \"x\"\nb = 1\na = 'y'\n").unwrap_err();
        assert_eq!(
            (twice.reason.as_str(), twice.line),
            ("`a` stands twice: `\"x\"` on line 3, `'y'` on line 5", Some(4))
        );
        assert!(mapping(&format!("a = {}{}", "[".repeat(5000), "]".repeat(5000))).is_err());
    }
}

//! TOML as values: the only file of this stage that names the TOML package.

use super::{
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
    let refused = |error: toml::de::Error| Refusal {
        reason: error.message().replace('\n', ", "),
        line: error.span().map(|span| text.get(..span.start).unwrap_or("").matches('\n').count()),
    };
    let document = toml::Deserializer::parse(text).map_err(refused)?;
    // TOML has no aliases: nothing grows beyond a small multiple of the text.
    let read = reader::mapping(document, usize::MAX).map_err(refused)?.unwrap_or_default();
    let entries = read.entries.into_iter().map(|(key, value)| (key, dated(value))).collect();
    Ok(Mapping { entries, ..read })
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
        assert!(mapping(&format!("a = {}{}", "[".repeat(5000), "]".repeat(5000))).is_err());
    }
}

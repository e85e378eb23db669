//! JSON as values, comments and trailing commas borne with: the only file that names the JSON parser of this stage.

use std::collections::BTreeMap;

use jsonc_parser::{CollectOptions, ParseOptions, ast, parse_to_ast};

use super::{doubled::Doubled, reader::Mapping, yaml::Refusal};
use crate::model::Value;

/// A JSON object as read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Object {
    /// Keys and values; of the top level doubled ones too.
    pub(super) mapping: Mapping,
    /// What strict JSON refuses in it, where anything.
    pub(super) lenient: Option<Refusal>,
}

/// Parses a text that must be an object. The parser refuses nesting deeper than 512.
///
/// # Errors
/// Why it is none, with the line where that is known.
pub(super) fn object(text: &str) -> Result<Object, Refusal> {
    let strict = parsed(text, &strict());
    let (value, lenient) = match strict {
        Ok(value) => (value, None),
        Err(refusal) => (parsed(text, &ParseOptions::default())?, Some(refusal)),
    };
    let Some(ast::Value::Object(object)) = value else {
        return Err(Refusal { reason: "it is no object".to_owned(), line: Some(0) });
    };
    let mut doubled = Vec::new();
    let entries = entries(object, &mut doubled).into_iter().map(|entry| (entry.key, entry.value)).collect();
    Ok(Object { mapping: Mapping { entries, doubled }, lenient })
}

/// Whether a text that may be Markdown is JSON to its end.
pub(in crate::load) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && matches!(parsed(text, &strict()), Ok(Some(_)))
}

const fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn parsed<'t>(text: &'t str, options: &ParseOptions) -> Result<Option<ast::Value<'t>>, Refusal> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), options);
    let refused = |error: jsonc_parser::errors::ParseError| Refusal {
        reason: error.kind().to_string(),
        line: Some(error.line_display().saturating_sub(1)),
    };
    parsed.map(|parsed| parsed.value).map_err(refused)
}

fn meant(value: ast::Value<'_>, doubled: &mut Vec<Doubled>) -> Value {
    match value {
        ast::Value::StringLit(text) => Value::Text(text.value.into_owned()),
        ast::Value::NumberLit(number) => figure(number.value),
        ast::Value::BooleanLit(flag) => Value::Bool(flag.value),
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::Array(list) => Value::List(list.elements.into_iter().map(|item| meant(item, doubled)).collect()),
        ast::Value::Object(object) => Value::Map(
            entries(object, doubled)
                .into_iter()
                .filter(|entry| entry.holds)
                .map(|entry| (entry.key, entry.value))
                .collect(),
        ),
    }
}

/// A key of an object with its value.
struct Entry {
    key: String,
    value: Value,
    /// Where it begins, in bytes.
    place: usize,
    /// Whether no later one has the same key.
    holds: bool,
}

/// The entries of an object in order, doubled ones too: each that does not hold is noted beside the one that follows it.
fn entries(object: ast::Object<'_>, doubled: &mut Vec<Doubled>) -> Vec<Entry> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut out: Vec<Entry> = Vec::with_capacity(object.properties.len());
    for property in object.properties {
        let (key, place) = (property.name.as_str().to_owned(), property.range.start);
        let value = meant(property.value, doubled);
        if let Some(before) = seen.insert(key.clone(), out.len()).and_then(|before| out.get_mut(before)) {
            before.holds = false;
            let (values, places) = ([before.value.clone(), value.clone()], Some([before.place, place]));
            doubled.push(Doubled { key: key.clone(), values, places });
        }
        out.push(Entry { key, value, place, holds: true });
    }
    out
}

/// A number that no whole or other number holds stays as it is written.
fn figure(written: &str) -> Value {
    let whole = || written.parse::<i64>().ok().map(Value::Integer);
    let other = || written.parse::<f64>().ok().filter(|n| n.is_finite()).map(Value::Number);
    whole().or_else(other).unwrap_or_else(|| Value::Text(written.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_kind_and_order() {
        let read = object(r#"{"b": "x\ny", "a": [1, 1.5, null, true], "m": {"z": 1, "z": 2}, "b": "last"}"#).unwrap();
        let keys: Vec<&str> = read.mapping.entries.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!((keys, read.lenient), (vec!["b", "a", "m", "b"], None));
        assert_eq!(read.mapping.entries[0].1, Value::Text("x\ny".to_owned()));
        let doubled: Vec<&str> = read.mapping.doubled.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(doubled, ["z", "b"]);
        assert_eq!(read.mapping.doubled[1].values, [Value::Text("x\ny".to_owned()), Value::Text("last".to_owned())]);
        assert_eq!(read.mapping.entries[2].1.get("z"), Some(&Value::Integer(2)));
    }

    #[test]
    fn comments_and_commas_are_borne_with_and_told() {
        let read = object("{\n// why\n\"a\": 1,\n}").unwrap();
        assert_eq!(read.mapping.entries.len(), 1);
        assert_eq!(read.lenient.and_then(|told| told.line), Some(1));
    }

    #[test]
    fn broken_json_says_where() {
        assert_eq!(object("{\n\"a\": ,\n}").unwrap_err().line, Some(1));
        assert!(object("[1]").is_err() && object("").is_err());
        let deep = format!("{{\"a\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(object(&deep).is_err());
    }

    #[test]
    fn only_json_to_the_end_is_json() {
        assert!(is_json("{\"a\": 1}") && is_json(" [1]\n"));
        assert!(!is_json("{a}") && !is_json("[x] done") && !is_json("{\"a\": 1} and more"));
    }
}

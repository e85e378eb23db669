//! A field's value, whatever syntax it was written in.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// What a field holds: the common ground of YAML, JSON and TOML, with the order of keys kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Written, but empty (`tools:`) or null.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number. Never NaN (a NaN in a file is kept as text).
    Number(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Keys with values, in the order of the file.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The text, where it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of `key`, where it is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The words by which a person tells it from other values, and decisions name it: as [`Value::plain`], where what is empty is
    /// called so, since a list of nothing is not a list that was left out. Null has none.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Value::List(items) if items.is_empty() => "(an empty list)".to_owned(),
            Value::Map(entries) if entries.is_empty() => "(an empty map)".to_owned(),
            Value::Text(text) if text.trim().is_empty() => "(an empty text)".to_owned(),
            told => told.plain(),
        }
    }

    /// One line that a person reads: text bare, lists with commas, maps as `key: value`.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Value::Null => String::new(),
            Value::Bool(b) => b.to_string(),
            Value::Integer(n) => n.to_string(),
            Value::Number(n) => n.to_string(),
            Value::Text(text) => text.clone(),
            Value::List(items) => items.iter().map(Value::plain).collect::<Vec<_>>().join(", "),
            Value::Map(entries) => {
                entries.iter().map(|(k, v)| format!("{k}: {}", v.plain())).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => s.serialize_unit(),
            Value::Bool(b) => s.serialize_bool(*b),
            Value::Integer(n) => s.serialize_i64(*n),
            Value::Number(n) => s.serialize_f64(*n),
            Value::Text(text) => s.serialize_str(text),
            Value::List(items) => s.collect_seq(items),
            Value::Map(entries) => {
                let mut map = s.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_not_what_is_left_out() {
        let empty = [Value::List(Vec::new()), Value::Map(Vec::new()), Value::Text(" ".to_owned())];
        assert_eq!(empty.map(|value| value.told()), ["(an empty list)", "(an empty map)", "(an empty text)"]);
        let read = Value::List(vec![Value::Text("read".to_owned())]);
        assert_eq!((Value::Null.told(), read.told()), (String::new(), "read".to_owned()));
    }
}

//! TOML: the only file of this stage that names the TOML package.

use crate::model::Value;

/// The document; what TOML has no word for (null) is left out.
pub(super) fn document(entries: &[(String, Value)]) -> String {
    toml::to_string_pretty(&Value::Map(without_nulls(entries))).unwrap_or_default()
}

fn without_nulls(entries: &[(String, Value)]) -> Vec<(String, Value)> {
    let held = entries.iter().filter(|(_, value)| *value != Value::Null);
    held.map(|(key, value)| (key.clone(), without_null(value))).collect()
}

fn without_null(value: &Value) -> Value {
    match value {
        Value::Map(entries) => Value::Map(without_nulls(entries)),
        Value::List(items) => {
            Value::List(items.iter().filter(|item| **item != Value::Null).map(without_null).collect())
        }
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn order_is_kept_and_nulls_are_left_out() {
        let text = |text: &str| Value::Text(text.to_owned());
        let table = Value::Map(vec![("z".into(), Value::Integer(1)), ("n".into(), Value::Null)]);
        let entries = [("name".to_owned(), text("owl")), ("t".to_owned(), table), ("a".to_owned(), text("x\ny\n"))];
        let written = document(&entries);
        let read: toml::Table = toml::from_str(&written).unwrap();
        assert_eq!((read["a"].as_str(), read["t"]["z"].as_integer(), read.len()), (Some("x\ny\n"), Some(1), 3));
        assert!(written.starts_with("name = \"owl\"\n") && !written.contains("n ="), "{written}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_comes_back(text in "(\\PC|[\n\t\"'\\\\]){0,60}") {
            let written = document(&[("k".to_owned(), Value::Text(text.clone()))]);
            let read: toml::Table = toml::from_str(&written).unwrap();
            prop_assert_eq!(read["k"].as_str(), Some(text.as_str()));
        }
    }
}

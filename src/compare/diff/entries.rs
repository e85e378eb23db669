//! Nested mappings (hooks, MCP servers, permissions) entry by entry.

use std::collections::BTreeSet;

use super::fields::flat;
use crate::model::{EntryDiff, FieldChange, Value};

/// Entries of two mappings that differ, by the keys that lead there: A's order, then what B adds. Empty where either is no
/// mapping. Lists are compared item by item, by place.
pub(super) fn entries(a: &Value, b: &Value) -> Vec<EntryDiff> {
    let mut out = Vec::new();
    if let (Value::Map(_), Value::Map(_)) = (a, b) {
        walk("", a, b, &mut out);
    }
    out
}

fn walk(path: &str, a: &Value, b: &Value, out: &mut Vec<EntryDiff>) {
    match (a, b) {
        (Value::Map(x), Value::Map(y)) => {
            let mut seen = BTreeSet::new();
            let keys = x.iter().chain(y).map(|(key, _)| key).filter(|key| seen.insert(*key));
            for key in keys {
                step(&below(path, key), (a.get(key), b.get(key)), out);
            }
        }
        (Value::List(x), Value::List(y)) if holds_maps(x) || holds_maps(y) => {
            for at in 0..x.len().max(y.len()) {
                step(&format!("{path}[{}]", at + 1), (x.get(at), y.get(at)), out);
            }
        }
        _ if flat(a) == flat(b) => {}
        _ => out.push(EntryDiff {
            path: path.to_owned(),
            change: FieldChange::Changed,
            a: Some(a.clone()),
            b: Some(b.clone()),
        }),
    }
}

fn step(path: &str, both: (Option<&Value>, Option<&Value>), out: &mut Vec<EntryDiff>) {
    let alone = |change, value: &Value| {
        let (a, b) = if change == FieldChange::Removed { (Some(value), None) } else { (None, Some(value)) };
        EntryDiff { path: path.to_owned(), change, a: a.cloned(), b: b.cloned() }
    };
    match both {
        (Some(x), Some(y)) => walk(path, x, y, out),
        (Some(x), None) => out.push(alone(FieldChange::Removed, x)),
        (None, Some(y)) => out.push(alone(FieldChange::Added, y)),
        (None, None) => {}
    }
}

/// The path to `key` under `path`; a key with a dot or a blank in it is quoted, so that a path can be read back.
fn below(path: &str, key: &str) -> String {
    let key = if key.contains(['.', ' ', '[']) { format!("\"{key}\"") } else { key.to_owned() };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

fn holds_maps(list: &[Value]) -> bool {
    list.iter().any(|item| matches!(item, Value::Map(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, Value)]) -> Value {
        Value::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn only_what_differs_by_its_path() {
        let server = |command: &str| map(&[("command", text(command)), ("args", Value::List(vec![text("--quiet")]))]);
        let a = map(&[("weather", server("rain")), ("soil", server("dig")), ("a.b", text("x"))]);
        let b = map(&[("soil", server("dig")), ("weather", server("sun")), ("pests", server("slug"))]);
        let told: Vec<_> = entries(&a, &b).into_iter().map(|entry| (entry.path, entry.change)).collect();
        let want = [
            ("weather.command", FieldChange::Changed),
            ("\"a.b\"", FieldChange::Removed),
            ("pests", FieldChange::Added),
        ];
        assert_eq!(told, want.map(|(path, change)| (path.to_owned(), change)));
    }

    #[test]
    fn lists_of_mappings_go_item_by_item() {
        let hook = |command: &str| map(&[("command", text(command))]);
        let a = map(&[("before", Value::List(vec![hook("check"), hook("log")]))]);
        let b = map(&[("before", Value::List(vec![hook("check")]))]);
        assert_eq!(entries(&a, &b)[0].path, "before[2]");
        assert!(entries(&a, &a).is_empty() && entries(&text("x"), &b).is_empty());
    }
}

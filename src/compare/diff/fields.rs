//! How the fields of two agents differ. Where an agent lies is not compared, nor how a value is quoted, wrapped or ordered.

use std::collections::BTreeSet;

use super::detail;
use crate::model::{Definition, Field, FieldChange, FieldDetail, FieldDiff, Value};

/// Fields whose values are sets: in another order they grant or name the same.
const SETS: &[&str] = &["tools", "disallowed-tools", "globs", "skills", "keywords", "tags"];

/// Fields that only restate where the file lies or that it is an agent at all, with the value that says nothing (none:
/// whatever the value).
const RESTATES_ITS_PLACE: &[(&str, Option<&str>)] =
    &[("mode", Some("subagent")), ("kind", Some("local")), ("$schema", None), ("target", None)];

/// Every field that either has and that is not only its place: A's order, then B's additions.
pub(super) fn fields(a: &Definition, b: &Definition) -> Vec<FieldDiff> {
    let mut seen = BTreeSet::new();
    let named = a.fields.iter().chain(&b.fields).map(|field| field.name.as_str());
    let distinct: Vec<&str> = named.filter(|name| seen.insert(*name)).collect();
    distinct.into_iter().filter_map(|name| diff(name, a, b)).collect()
}

/// What became of the field `name`; `None` where only the place of one of the two says it.
fn diff(name: &str, a: &Definition, b: &Definition) -> Option<FieldDiff> {
    let both = (a.field(name), b.field(name));
    let change = match (both.0.filter(|field| says(field)), both.1.filter(|field| says(field))) {
        (None, None) => FieldChange::Same,
        (Some(left), Some(right)) if same(name, &left.value, &right.value) => FieldChange::Same,
        (Some(_), Some(_)) => FieldChange::Changed,
        (Some(only), None) | (None, Some(only)) if is_place(only, a, b) => return None,
        (Some(_), None) => FieldChange::Removed,
        (None, Some(_)) => FieldChange::Added,
    };
    let value = |field: Option<&Field>| field.map(|f| f.value.clone());
    let (x, y) = (value(both.0), value(both.1));
    let detail = match change {
        FieldChange::Same => FieldDetail::default(),
        _ => detail::detail(name, (a, x.as_ref()), (b, y.as_ref())),
    };
    Some(FieldDiff { field: name.to_owned(), change, a: x, b: y, detail })
}

/// Whether a field is more than a key without a value, which grants and names nothing.
fn says(field: &Field) -> bool {
    field.value != Value::Null
}

/// Whether a field that only one has says no more than the place of the other: formats differ in what they write down
/// and what they take from the path.
fn is_place(only: &Field, a: &Definition, b: &Definition) -> bool {
    let restates = |(name, value): &(&str, Option<&str>)| {
        only.name == *name && value.is_none_or(|value| only.value.as_text() == Some(value))
    };
    a.format != b.format && (only.name == "name" || RESTATES_ITS_PLACE.iter().any(restates))
}

/// Whether the field `name` holds a set.
pub(super) fn is_set(name: &str) -> bool {
    SETS.contains(&name)
}

/// Whether two values of the field `name` are the same.
pub(in crate::compare) fn same(name: &str, x: &Value, y: &Value) -> bool {
    if is_set(name) { items(x) == items(y) } else { flat(x) == flat(y) }
}

/// The items of a set, however it is written.
pub(super) fn items(value: &Value) -> BTreeSet<String> {
    match value {
        Value::List(list) => list.iter().map(flat).collect(),
        Value::Text(text) => {
            text.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
        }
        other => BTreeSet::from([flat(other)]),
    }
}

/// A value without what quoting, wrapping, escapes and the order of keys do to it.
pub(super) fn flat(value: &Value) -> String {
    match value {
        Value::List(items) => format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join("\u{1f}")),
        Value::Map(entries) => {
            let lines: BTreeSet<String> =
                entries.iter().map(|(key, value)| format!("{key}\u{1e}{}", flat(value))).collect();
            format!("{{{}}}", lines.into_iter().collect::<Vec<_>>().join("\u{1f}"))
        }
        scalar => unwrapped(&scalar.plain()),
    }
}

/// Escapes that a double-quoted or plain scalar may keep as two characters, taken as what they stand for; then white space
/// brought to single spaces.
fn unwrapped(text: &str) -> String {
    let mut real = text.to_owned();
    for (escape, meant) in [("\\r", " "), ("\\n", " "), ("\\t", " "), ("\\\"", "\""), ("\\'", "'")] {
        real = real.replace(escape, meant);
    }
    real.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::diff::sample::agent;

    fn with(fields: &[(&str, Value)]) -> Definition {
        let mut made = agent("You prune roses.");
        made.fields = fields
            .iter()
            .map(|(name, value)| Field {
                name: (*name).to_owned(),
                key: (*name).to_owned(),
                value: value.clone(),
                as_written: None,
                span: None,
            })
            .collect();
        made
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn list(items: &[&str]) -> Value {
        Value::List(items.iter().map(|item| text(item)).collect())
    }

    fn told(a: &Definition, b: &Definition) -> Vec<(String, FieldChange)> {
        fields(a, b).into_iter().map(|f| (f.field, f.change)).collect()
    }

    #[test]
    fn order_and_wrapping_do_not_count() {
        let a = with(&[
            ("tools", list(&["read", "edit"])),
            ("description", text("Prunes\\n\\n roses")),
            ("turns", text("3")),
        ]);
        let b = with(&[
            ("turns", Value::Integer(3)),
            ("description", text("Prunes\n\nroses")),
            ("tools", list(&["edit", "read"])),
        ]);
        assert!(fields(&a, &b).iter().all(|f| f.change == FieldChange::Same));
        assert_eq!(told(&a, &b).iter().map(|f| f.0.as_str()).collect::<Vec<_>>(), ["tools", "description", "turns"]);
    }

    #[test]
    fn what_changed_is_told_in_order() {
        let a = with(&[("model", text("slow")), ("color", text("red")), ("memory", Value::Null)]);
        let b = with(&[("tools", list(&[])), ("model", text("fast"))]);
        let want = [
            ("model", FieldChange::Changed),
            ("color", FieldChange::Removed),
            ("memory", FieldChange::Same),
            ("tools", FieldChange::Added),
        ];
        assert_eq!(told(&a, &b), want.map(|(name, change)| (name.to_owned(), change)));
    }

    #[test]
    fn a_name_from_the_place_is_no_difference() {
        let (a, mut b) = (with(&[("name", text("rose"))]), with(&[]));
        assert_eq!(told(&a, &b), [("name".to_owned(), FieldChange::Removed)]);
        b.format = crate::model::FormatName("other");
        assert!(told(&a, &b).is_empty() && told(&b, &a).is_empty());
    }
}

//! What the difference between two values of one field comes to.

use super::{entries::entries, fields, power::power, tier::tiers};
use crate::model::{Definition, FieldDetail, Value};

/// An agent, and what it has in a field.
pub(in crate::compare) type Side<'d> = (&'d Definition, Option<&'d Value>);

/// What there is to say of the field `name` beyond that its two values differ.
pub(in crate::compare) fn detail(name: &str, a: Side<'_>, b: Side<'_>) -> FieldDetail {
    let (only_in_a, only_in_b) =
        if fields::is_set(name) { (lacking(a.1, b.1), lacking(b.1, a.1)) } else { <_>::default() };
    let both = a.1.zip(b.1);
    FieldDetail {
        only_in_a,
        only_in_b,
        entries: both.map(|(x, y)| entries(x, y)).unwrap_or_default(),
        power: power(name, a, b),
        left_out: (name == "tools").then(|| left_out(a, b)).flatten(),
        tiers: (name == "model").then_some(both).flatten().and_then(|(x, y)| tiers(x, y)),
    }
}

/// Members of one set that the other lacks.
fn lacking(own: Option<&Value>, other: Option<&Value>) -> Vec<String> {
    let items = |value: Option<&Value>| value.map(fields::items).unwrap_or_default();
    let other = items(other);
    items(own).into_iter().filter(|item| !other.contains(item)).collect()
}

/// What the format of the one without a list makes of that.
fn left_out(a: Side<'_>, b: Side<'_>) -> Option<crate::model::OmittedTools> {
    let silent = |side: &Side<'_>| side.1.is_none_or(|value| *value == Value::Null);
    [a, b].into_iter().find(silent).map(|side| side.0.omitted_tools)
}

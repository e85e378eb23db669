//! How the fields of two agents differ. Where an agent lies is not compared, nor how a value is quoted, wrapped or spelt.

use std::collections::BTreeSet;

use crate::{
    model::{Definition, Field, FieldChange, FieldDiff, Value},
    text::words::fold,
};

/// Fields whose values are sets: in another order they grant or name the same.
const SETS: &[&str] = &["tools", "disallowed-tools", "disallowed_tools", "tools_denied", "globs", "skills", "keywords", "tags"];

/// Every field that either has: A's order, then B's additions.
pub(super) fn fields(a: &Definition, b: &Definition) -> Vec<FieldDiff> {
    let of_a = a.fields.iter().map(|field| diff(&field.name, Some(field), b.field(&field.name)));
    let of_b = b.fields.iter().filter(|field| a.field(&field.name).is_none());
    let mut out: Vec<FieldDiff> = of_a.chain(of_b.map(|field| diff(&field.name, None, Some(field)))).collect();
    let mut seen = BTreeSet::new();
    out.retain(|field| seen.insert(field.field.clone()) && !is_place(field, a, b));
    out
}

//! What a field's difference comes to, in words that every view takes.

use super::{pane::flat, told::Told};
use crate::{
    model::{Definition, EntryDiff, FieldChange, FieldDiff, Value, is_privilege},
    report::powers,
};

/// What stands beside the name of a field that says what an agent may do: `privilege: B may do more`; `None` for others.
pub(super) fn privilege(field: &FieldDiff) -> Option<String> {
    is_privilege(&field.field).then(|| powers::privilege(field.detail.power, "B"))
}

/// Sentences on what the difference means: a list that one of the two lacks, the weight of two models.
pub(super) fn remarks(told: &Told<'_>, field: &FieldDiff) -> Vec<String> {
    let silent = |value: &Option<Value>| value.as_ref().is_none_or(|value| *value == Value::Null);
    let left_out = field.detail.left_out.map(|_| {
        let (mark, agent) = if silent(&field.a) { ("A", told.a()) } else { ("B", told.b()) };
        format!("{mark} {}", powers::silence(&agent.definition))
    });
    let tiers = field.detail.tiers.map(|tiers| powers::heavier(tiers, "A", "B"));
    left_out.into_iter().chain(tiers).collect()
}

/// An entry of a nested mapping that differs, as each side has it: `hooks.stop: …`; one side is empty where the other
/// alone has it.
pub(super) fn entry(entry: &EntryDiff) -> (String, String) {
    let side = |value: Option<&Value>| {
        value.map(|value| flat(&format!("{}: {}", entry.path, value.plain()))).unwrap_or_default()
    };
    (side(entry.a.as_ref()), side(entry.b.as_ref()))
}

/// What both agents leave unsaid, where their formats make different things of it.
pub(super) fn unlisted(told: &Told<'_>) -> Option<String> {
    let (a, b) = (&told.a().definition, &told.b().definition);
    let lists = |of: &Definition| of.field(powers::TOOLS).is_some_and(|field| field.value != Value::Null);
    (!lists(a) && !lists(b) && a.omitted_tools != b.omitted_tools)
        .then(|| format!("neither lists tools; {}, {}", powers::silence_means(a), powers::silence_means(b)))
}

/// What only one side has of a set that both have: A's where `side` is the removed one.
pub(super) fn extra(field: &FieldDiff, side: FieldChange) -> &[String] {
    match (field.change, side) {
        (FieldChange::Changed, FieldChange::Removed) => &field.detail.only_in_a,
        (FieldChange::Changed, FieldChange::Added) => &field.detail.only_in_b,
        _ => &[],
    }
}

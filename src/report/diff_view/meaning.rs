//! What a field's difference comes to, in words that every view takes.

use super::{pane::flat, told::Told};
use crate::{
    model::{EntryDiff, FieldChange, FieldDiff, Power, Tier, Value, is_privilege},
    report::told_format::omitted_tools,
};

/// What stands beside the name of a field that says what an agent may do: `privilege: B may do more`; `None` for others.
pub(super) fn privilege(field: &FieldDiff) -> Option<&'static str> {
    is_privilege(&field.field).then_some(match field.detail.power {
        Some(Power::More) => "privilege: B may do more",
        Some(Power::Less) => "privilege: B may do less",
        Some(Power::Other) => "privilege: B may do other things",
        None => "privilege",
    })
}

/// Sentences on what the difference means: a list that one of the two lacks, the weight of two models.
pub(super) fn remarks(told: &Told<'_>, field: &FieldDiff) -> Vec<String> {
    let silent = |value: &Option<Value>| value.as_ref().is_none_or(|value| *value == Value::Null);
    let left_out = field.detail.left_out.map(|meaning| {
        let (mark, agent) = if silent(&field.a) { ("A", told.a()) } else { ("B", told.b()) };
        format!("{mark} lists no tools; in {} that {}", agent.definition.format, omitted_tools(meaning))
    });
    let tiers = field.detail.tiers.map(|tiers| {
        let (heavier, lighter) = if tiers.a > tiers.b { ("A", "B") } else { ("B", "A") };
        let (more, less) = if tiers.a > tiers.b { (tiers.a, tiers.b) } else { (tiers.b, tiers.a) };
        format!("{heavier}'s model is the heavier one ({}; {lighter}'s is {})", weight(more), weight(less))
    });
    left_out.into_iter().chain(tiers).collect()
}

const fn weight(tier: Tier) -> &'static str {
    match tier {
        Tier::Light => "light",
        Tier::Middle => "middle",
        Tier::Heavy => "heavy",
    }
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
    let lists = |of: &crate::model::Definition| of.field("tools").is_some_and(|field| field.value != Value::Null);
    (!lists(a) && !lists(b) && a.omitted_tools != b.omitted_tools).then(|| {
        let said = |of: &crate::model::Definition| format!("in {} that {}", of.format, omitted_tools(of.omitted_tools));
        format!("neither lists tools; {}, {}", said(a), said(b))
    })
}

/// What only one side has of a set that both have: A's where `side` is the removed one.
pub(super) fn extra(field: &FieldDiff, side: FieldChange) -> &[String] {
    match (field.change, side) {
        (FieldChange::Changed, FieldChange::Removed) => &field.detail.only_in_a,
        (FieldChange::Changed, FieldChange::Added) => &field.detail.only_in_b,
        _ => &[],
    }
}

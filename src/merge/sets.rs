//! Fields that hold a set: who merges two of them has what either has.

use super::fields::{Stand, Support, Verdict, written};
use crate::{
    model::{Field, Value},
    text::words::fold,
};

/// Whether the field with this canonical name holds a set, whose order says nothing, and which grants nothing.
pub(super) fn is_set(name: &str) -> bool {
    matches!(name, "tags" | "keywords")
}

/// What any member has, or with more support asked for what so many have: the base's in its order, then the others'. The base's
/// way to write a set (a list, or words between commas) is kept.
pub(super) fn joined(stand: &Stand<'_, '_>, support: Support) -> Verdict {
    let fields = || (0..stand.members.len()).filter_map(|at| Some((at, stand.of(at)?)));
    let Some((first, model)) = fields().next() else { return Verdict::Settled };
    let own: Vec<Vec<String>> = fields().map(|(_, field)| items(&written(field))).collect();
    let heads: Vec<usize> = fields().map(|(at, _)| stand.members[at].copies.len()).collect();
    let has = |items: &[String], item: &str| items.iter().any(|known| fold(known) == fold(item));
    let holders =
        |item: &str| own.iter().zip(&heads).filter(|(of, _)| has(of, item)).map(|(_, heads)| heads).sum::<usize>();
    let mut out: Vec<String> = Vec::new();
    for (at, item) in own.iter().enumerate().flat_map(|(at, of)| of.iter().map(move |item| (at, item))) {
        let stays = at == 0 && first == 0 || holders(item) >= support.0;
        if stays && !has(&out, item) {
            out.push(item.clone());
        }
    }
    if first == 0 && out.len() == own[0].len() {
        return Verdict::Settled;
    }
    match key(stand, model) {
        Some(key) => Verdict::Add(key, as_written(&written(model), out)),
        None => Verdict::Conflict(None),
    }
}

/// What the members made of the ancestor's set: what all of them kept of it, and what any of them added.
pub(super) fn inherited(stand: &Stand<'_, '_>, old: &Field, speakers: &[usize]) -> Verdict {
    let has = |items: &[String], item: &str| items.iter().any(|known| fold(known) == fold(item));
    let of = |at: usize| stand.of(at).map(|field| items(&written(field))).unwrap_or_default();
    let old_items = items(&written(old));
    let own: Vec<Vec<String>> = speakers.iter().map(|at| of(*at)).collect();
    let stays = |item: &str| !has(&old_items, item) || own.iter().all(|items| has(items, item));
    let mut out: Vec<String> = Vec::new();
    for item in own.iter().flatten() {
        if stays(item) && !has(&out, item) {
            out.push(item.clone());
        }
    }
    match (stand.of(0), key(stand, old)) {
        (Some(base), _) if out.is_empty() => Verdict::Remove(base.key.clone()),
        (Some(base), Some(key)) if out != items(&written(base)) => Verdict::Add(key, as_written(&written(base), out)),
        (None, Some(key)) if !out.is_empty() => Verdict::Add(key, as_written(&written(old), out)),
        _ => Verdict::Settled,
    }
}

/// Whether the set `held` has all that `part` has.
pub(super) fn holds(held: &Value, part: &Value) -> bool {
    let held = items(held);
    items(part).iter().all(|item| held.iter().any(|known| fold(known) == fold(item)))
}

fn key(stand: &Stand<'_, '_>, model: &Field) -> Option<String> {
    stand.of(0).map(|base| base.key.clone()).or_else(|| stand.key_for(model))
}

fn items(value: &Value) -> Vec<String> {
    let parts: Vec<String> = match value {
        Value::List(items) => items.iter().map(Value::plain).collect(),
        value => value.plain().split(',').map(str::to_owned).collect(),
    };
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn as_written(model: &Value, items: Vec<String>) -> Value {
    match model {
        Value::List(_) => Value::List(items.into_iter().map(Value::Text).collect()),
        _ => Value::Text(items.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_read_however_they_are_written() {
        let list = Value::List(vec![Value::Text("nets".to_owned()), Value::Text("oil".to_owned())]);
        assert_eq!(items(&list), items(&Value::Text("nets,  oil, ".to_owned())));
        assert_eq!(as_written(&list, items(&list)), list);
    }
}

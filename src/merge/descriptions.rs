//! Of several descriptions the fullest: it tells a harness most of when the agent is to be called, its examples among that. Two
//! are never blended: what nobody wrote, nobody said.

use std::cmp::Reverse;

use super::{
    fields::{Stand, Support, written},
    members::Tongue,
};
use crate::{
    model::Value,
    text::{
        likeness::common,
        words::{content_words, key, words},
    },
};

/// The base's key for the description with the description that says most, where that is not the base's own.
pub(super) fn fullest(stand: &Stand<'_, '_>, support: Support) -> Option<(String, Value)> {
    let base = stand.of(0).filter(|field| stand.name == "description" && !field.value.plain().trim().is_empty())?;
    stand.members[0].definition.front?;
    let told = (0..stand.members.len()).filter(|at| *at == 0 || may_stand(stand, *at, support));
    let told = told.filter_map(|at| Some((at, stand.of(at)?)));
    // Of two that say as much the first, and the base is before all.
    let rank = |at: usize, value: &Value| (content_words(&value.plain()).len(), Reverse(at));
    let (at, fullest) = told.max_by_key(|(at, field)| rank(*at, &field.value))?;
    (at > 0).then(|| (base.key.clone(), written(fullest)))
}

/// Whether a member's description may stand for the base's: not one in another language, nor that of an agent of another name,
/// unless it says half of what the base's says and does not call the agent so. A harness would look for that one.
fn may_stand(stand: &Stand<'_, '_>, at: usize, support: Support) -> bool {
    let member = &stand.members[at];
    let name = |at: usize| key(&stand.members[at].definition.name);
    let told = |at: usize| stand.of(at).map(|field| content_words(&field.value.plain())).unwrap_or_default();
    let akin = || 2 * common(&told(0), &told(at)) >= told(0).len() && !names_another(stand, at);
    member.tongue == Tongue::Own && member.copies.len() >= support.0 && (name(at) == name(0) || akin())
}

/// Whether a member's description calls the agent by that member's name.
fn names_another(stand: &Stand<'_, '_>, at: usize) -> bool {
    let own = words(&stand.members[at].definition.name);
    let told = stand.of(at).map(|field| words(&field.value.plain())).unwrap_or_default();
    !own.is_empty() && told.windows(own.len()).any(|run| run == own)
}

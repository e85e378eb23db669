//! Of several descriptions the fullest: it tells a harness most of when the agent is to be called, its examples among that. Two
//! are never blended: what nobody wrote, nobody said.

use std::cmp::Reverse;

use super::{
    fields::{Stand, Support, written},
    members::Tongue,
};
use crate::{
    model::Value,
    text::words::{content_words, key, words},
};

/// The base's key for the description with the description that says most, where that is not the base's own. Not one in another
/// language, nor one that calls the agent by another name than the base's: a harness would look for that.
pub(super) fn fullest(stand: &Stand<'_, '_>, support: Support) -> Option<(String, Value)> {
    let base = stand.of(0).filter(|field| stand.name == "description" && !field.value.plain().trim().is_empty())?;
    stand.members[0].definition.front?;
    let fits = |at: &usize| {
        let member = &stand.members[*at];
        let fits = member.tongue == Tongue::Own && member.copies.len() >= support.0 && !names_another(stand, *at);
        *at == 0 || fits
    };
    let told = (0..stand.members.len()).filter(fits).filter_map(|at| Some((at, stand.of(at)?)));
    // Of two that say as much the first, and the base is before all.
    let rank = |at: usize, value: &Value| (content_words(&value.plain()).len(), Reverse(at));
    let (at, fullest) = told.max_by_key(|(at, field)| rank(*at, &field.value))?;
    (at > 0).then(|| (base.key.clone(), written(fullest)))
}

/// Whether a member's description calls the agent by a name of its own that the base does not have.
fn names_another(stand: &Stand<'_, '_>, at: usize) -> bool {
    let name = |at: usize| &stand.members[at].definition.name;
    let (own, base) = (words(name(at)), name(0));
    let says = || {
        let told = stand.of(at).map(|field| words(&field.value.plain())).unwrap_or_default();
        !own.is_empty() && told.windows(own.len()).any(|run| run == own)
    };
    key(name(at)) != key(base) && says()
}

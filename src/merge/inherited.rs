//! Fields held against the common ancestor's: what one member changed or deleted, and no other touched, was done on purpose,
//! whichever of them is the base. What grants anything is no heirloom: that is the base's, come what may.

use super::{
    fields::{Stand, Verdict, means_the_same, written},
    members::Tongue,
    sets,
};
use crate::model::{Definition, Field, is_privilege};

/// What the ancestor says of a field; `None` where it says nothing: it did not have it, or nobody touched it.
pub(super) fn verdict(stand: &Stand<'_, '_>, ancestor: Option<&Definition>) -> Option<Verdict> {
    let old = ancestor?.field(stand.name).filter(|_| !is_privilege(stand.name))?;
    // What a translation says otherwise it says in other words alone.
    let speakers: Vec<usize> = (0..stand.members.len()).filter(|at| stand.members[*at].tongue == Tongue::Own).collect();
    if sets::is_set(stand.name) {
        return Some(sets::inherited(stand, old, &speakers));
    }
    let own: Vec<Option<&Field>> = speakers.iter().map(|at| stand.of(*at)).collect();
    let alike = |a: Option<&Field>, b: Option<&Field>| match (a, b) {
        (Some(a), Some(b)) => means_the_same(&a.value, &b.value),
        (a, b) => a.is_none() && b.is_none(),
    };
    let mut changed = own.iter().copied().filter(|field| !alike(*field, Some(old)));
    let new = changed.next()?;
    let base = own[0];
    if !changed.all(|other| alike(other, new)) {
        return Some(Verdict::Conflict(base.map(written)));
    }
    match (base, new) {
        _ if alike(base, new) => Some(Verdict::Settled),
        (Some(base), Some(new)) => Some(Verdict::Add(base.key.clone(), written(new))),
        // Without a name or a description no harness loads the file.
        (Some(base), None) if !is_needed(stand.name) => Some(Verdict::Remove(base.key.clone())),
        _ => Some(Verdict::Conflict(base.map(written))),
    }
}

/// Whether it is a field that nobody can do without.
pub(super) fn is_needed(name: &str) -> bool {
    matches!(name, "name" | "description")
}

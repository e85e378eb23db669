//! From an agent as written to its definition: canonical fields, sections, statements, and the sketch that comparing needs.

use crate::model::{Definition, FindingCode, Profile, RawAgent};

/// Gives every part of a raw agent its meaning under its format. Never fails: what is odd becomes a note.
#[must_use]
pub fn definition(_raw: RawAgent, _profile: &Profile) -> Definition {
    todo!()
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[];

//! What is advised about the members of families.

use serde::Serialize;

use super::ids::AgentIx;

/// What to do with a member of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// It stays: it is the one to keep, or something needs it where it lies.
    Keep,
    /// Another one says the same.
    Delete,
    /// Another one says most of it: the differences tell which of the two to keep.
    Diff,
    /// It does another one's job in words of its own.
    Merge,
    /// It is only kin to others of its family.
    Look,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Deed; 5] = [Deed::Keep, Deed::Delete, Deed::Diff, Deed::Merge, Deed::Look];

    /// The name as documents spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Deed::Keep => "keep",
            Deed::Delete => "delete",
            Deed::Diff => "diff",
            Deed::Merge => "merge",
            Deed::Look => "look",
        }
    }
}

/// What to do with a member, and why: what a plan does too, as far as nobody looked at what a merge would contradict itself in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// What to do.
    pub deed: Deed,
    /// Who stands for it; itself where nobody does.
    pub by: AgentIx,
    /// Why, in a clause.
    pub because: String,
}

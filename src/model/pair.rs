//! Two agents, and which two are worth comparing.

use serde::Serialize;

use super::{finding::Note, ids::AgentIx};

/// Two different agents, the lower index first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Pair {
    a: AgentIx,
    b: AgentIx,
}

impl Pair {
    /// The pair of `x` and `y` in order; `None` where they are one agent.
    #[must_use]
    pub fn new(x: AgentIx, y: AgentIx) -> Option<Self> {
        match x.cmp(&y) {
            std::cmp::Ordering::Less => Some(Self { a: x, b: y }),
            std::cmp::Ordering::Greater => Some(Self { a: y, b: x }),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The lower index.
    #[must_use]
    pub const fn a(self) -> AgentIx {
        self.a
    }

    /// The higher index.
    #[must_use]
    pub const fn b(self) -> AgentIx {
        self.b
    }

    /// The other one of the two; `None` where `one` is none of them.
    #[must_use]
    pub fn other(self, one: AgentIx) -> Option<AgentIx> {
        if one == self.a { Some(self.b) } else { (one == self.b).then_some(self.a) }
    }
}

/// Why a pair is worth comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The run is small enough to compare all.
    EveryPair,
    /// The same content digest.
    SameContent,
    /// Rare phrases in common.
    SharedText,
    /// Rare words in name, description or titles in common.
    SharedRole,
    /// The same name, or nearly.
    SameName,
    /// Rare code or identifiers in common: a translation.
    SharedCode,
}

/// A pair with the first reason found for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Candidate {
    /// Which two.
    pub pair: Pair,
    /// Why.
    pub why: Why,
}

/// The pairs worth comparing, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shortlist {
    /// Sorted by pair, each pair once.
    pub candidates: Vec<Candidate>,
    /// Caps that were hit.
    pub notes: Vec<Note>,
}

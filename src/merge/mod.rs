//! From a family to the proposal of one canonical agent, each line with its provenance. Pure.

use crate::model::{AgentDiff, AgentIx, Corpus, Definition, FindingCode, Note, Profile, Proposal};

/// How to merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Keep what at least this many members say; 1 keeps everything.
    pub min_support: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_support: 1 }
    }
}

/// What is to be merged.
#[derive(Debug)]
pub struct Request<'r> {
    /// Where the members live.
    pub corpus: &'r Corpus,
    /// The member whose order and voice are kept.
    pub base: AgentIx,
    /// Why that one.
    pub base_because: String,
    /// The base's format.
    pub profile: &'r Profile,
    /// Every other member with how it differs from the base (A is the base), in any order.
    pub others: Vec<(AgentIx, AgentDiff)>,
    /// How to merge.
    pub options: Options,
}

/// The canonical that the members make.
#[must_use]
pub fn propose(_request: &Request<'_>) -> Proposal {
    todo!()
}

/// Holds a proposal against its own text, loaded and normalized again: what does not hold, as notes.
#[must_use]
pub fn verify(_proposal: &Proposal, _corpus: &Corpus, _back: &Definition) -> Vec<Note> {
    todo!()
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[];

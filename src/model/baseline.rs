//! What is known of a collection and was let be: only what is new fails a run.

use super::{comparison::Relation, decision::Decided};

/// Agents that were known to hang together by a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCircle {
    /// The relation, or closer.
    pub relation: Relation,
    /// The agents with what they said then, two or more.
    pub members: Vec<Decided>,
}

/// A finding that was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFinding {
    /// Its code.
    pub code: String,
    /// The file, with what its agents said then; without a content where no agent was in it.
    pub file: Decided,
    /// How many of the code the file had.
    pub times: usize,
}

/// Everything that is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// The file that it is kept in, as typed.
    pub name: String,
    /// That file from the root of the file system.
    pub place: String,
    /// The folder that the paths of the run start from, from the root of the file system.
    pub here: String,
    /// Agents that were kin to nobody, with what they said then: of a copy of one it is the copy that is new.
    pub alone: Vec<Decided>,
    /// Strongest relation first.
    pub circles: Vec<KnownCircle>,
    /// In the order of file and code.
    pub findings: Vec<KnownFinding>,
}

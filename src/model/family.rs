//! Agents that belong together.

use serde::Serialize;

use super::{comparison::Relation, finding::Note, ids::AgentIx, score::Score};

/// A group inside a family whose members are `near-duplicate` or closer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lineage {
    /// The weakest relation that holds it together: `identical` or `near-duplicate`.
    pub relation: Relation,
    /// Its members, sorted, two or more.
    pub members: Vec<AgentIx>,
}

/// Agents that do one job.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Family {
    /// `F1`, `F2` … in the order of the report: largest first, then by the first member's id.
    pub id: String,
    /// The weakest relation by which members hang on the medoid.
    pub relation: Relation,
    /// Its members, sorted, two or more.
    pub members: Vec<AgentIx>,
    /// The member that is nearest to all others.
    pub medoid: AgentIx,
    /// The member suggested as the base of a merge.
    pub canonical: AgentIx,
    /// Why that one, in a clause: "holds 83 % of what the others say".
    pub canonical_because: String,
    /// Mean similarity of the members to the medoid.
    pub cohesion: Score,
    /// The `near-duplicate` groups inside.
    pub lineages: Vec<Lineage>,
}

/// All families, in the order of their ids. No agent is in two.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Families {
    /// In the order of their ids.
    pub families: Vec<Family>,
    /// What there was to say.
    pub notes: Vec<Note>,
}

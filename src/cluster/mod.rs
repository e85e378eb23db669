//! From comparisons to families: groups round a medoid, near-duplicate lineages inside, and who should be the canonical.

use crate::model::{AgentIx, Collision, Comparisons, Corpus, Families, FindingCode};

/// The member suggested as the base of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// Which one.
    pub agent: AgentIx,
    /// Why, in a clause: "holds 83 % of what the others say".
    pub because: String,
}

/// The families of the corpus.
#[must_use]
pub fn families(_corpus: &Corpus, _comparisons: &Comparisons) -> Families {
    todo!()
}

/// Agents with one name, sorted by it.
#[must_use]
pub fn collisions(_corpus: &Corpus, _comparisons: &Comparisons) -> Vec<Collision> {
    todo!()
}

/// The member that holds most of what the others say and is soundest as a file. `members` must not be empty; their order
/// does not matter.
#[must_use]
pub fn canonical(_corpus: &Corpus, _members: &[AgentIx]) -> Canonical {
    todo!()
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[];

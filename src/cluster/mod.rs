//! From comparisons to families: groups round a medoid, near-duplicate lineages inside, and who should be the canonical.

mod blocks;
mod bonds;
mod branches;
mod canonical;
mod collisions;
mod families;
mod fold;
mod graph;
mod rivals;
mod rosters;
mod routing;
mod seat;
mod shadowing;
mod stars;

use crate::model::{
    AgentIx, Arrival, Block, Bond, Circle, Collision, Comparisons, Corpus, Families, FindingCode, Kinship, Note,
    Profile, Reach, Relation, Routes, Severity,
};

pub use routing::Rivalry;

pub use rosters::{Tied, Ties, Trees};

/// The member suggested as the base of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// Which one.
    pub agent: AgentIx,
    /// Why, in a clause: "holds 83 % of what the others say".
    pub because: String,
}

/// The families of the corpus. An agent with the content of an agent before it needs no comparison but the one with that.
#[must_use]
pub fn families(corpus: &Corpus, comparisons: &Comparisons) -> Families {
    families::of(corpus, comparisons)
}

/// Paragraphs and sections that stand in many agents, with the copies that drifted.
#[must_use]
pub fn blocks(corpus: &Corpus, families: &Families) -> Vec<Block> {
    blocks::of(corpus, families)
}

/// Of all pairs at `least` or closer those that say it all: each agent with the nearest kin that it hangs on, sorted by agent,
/// towards the first of those that hang together.
#[must_use]
pub fn bonds(corpus: &Corpus, comparisons: &Comparisons, least: Relation) -> Vec<Bond> {
    let arrivals: Vec<Arrival> = corpus.indexes().map(|ix| corpus.arrival(ix)).collect();
    bonds::of(&arrivals, comparisons, least)
}

/// Who hangs together with whom, of every relation from `least` up, strongest first.
#[must_use]
pub fn circles(corpus: &Corpus, comparisons: &Comparisons, least: Relation) -> Vec<Circle> {
    bonds::circles(corpus.len(), comparisons, least)
}

/// Agents with one name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Named {
    /// Sorted by name.
    pub collisions: Vec<Collision>,
    /// What there is to say, and of whose file.
    pub notes: Vec<(AgentIx, Note)>,
}

/// Agents with one name, and who shadows whom by the rules of `formats`. `homes` are users' homes as the agents' paths spell
/// them, beside those that lie where homes do: `/home/me`, `~`.
#[must_use]
pub fn collisions(corpus: &Corpus, comparisons: &Comparisons, formats: &[&Profile], homes: &[String]) -> Named {
    collisions::of(corpus, comparisons, formats, homes)
}

/// The agents of each name that one of `judged`, which are sorted, shares with others.
#[must_use]
pub fn namesakes(corpus: &Corpus, judged: &[AgentIx]) -> Vec<Vec<AgentIx>> {
    let mut groups = collisions::groups(corpus);
    groups.retain(|group| group.iter().any(|agent| judged.binary_search(agent).is_ok()));
    groups
}

/// Agents that compete for requests though they are no family, without reasons, and what all descriptions cost; with what
/// there is to say of that.
#[must_use]
pub fn routes(
    corpus: &Corpus,
    families: &Families,
    rows: &[Rivalry],
    formats: &[&Profile],
    homes: &[String],
) -> (Routes, Vec<Note>) {
    routing::of(corpus, families, rows, formats, homes)
}

/// The agents of two trees that are one by what names them: place, content, name.
#[must_use]
pub fn ties(trees: Trees<'_>) -> Ties {
    rosters::named(trees)
}

/// Ties those of two trees that are left by kinship: copies of one another, the nearest first.
pub fn tie_kindred(ties: &mut Ties, rows: &[Kinship]) {
    rosters::kindred(ties, rows);
}

/// Whether the file at `path` lies where a harness looks for the agents of plugins.
#[must_use]
pub fn is_a_plugins(path: &str, profile: &Profile) -> bool {
    seat::seat(path, &profile.precedence, &[]).is_some_and(|seat| seat.reach == Reach::Plugin)
}

/// The member that holds most of what the others say and is soundest as a file. `members` must not be empty; their order
/// does not matter, and neither do members of the same content as another.
#[must_use]
pub fn canonical(corpus: &Corpus, members: &[AgentIx]) -> Canonical {
    canonical::of(corpus, members)
}

/// A family of which not every member was weighed as its canonical.
pub static CANONICAL_AMONG_LARGEST: FindingCode = FindingCode {
    id: "canonical-among-largest",
    severity: Severity::Info,
    meaning: "A family has so many different members that only those that say most were weighed as its canonical.",
    cure: "None needed: a member that says little does not hold what the others say.",
};

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[
    &CANONICAL_AMONG_LARGEST,
    &routing::OVERLAPS_CAPPED,
    &routing::OVER_BUDGET,
    &shadowing::NAME_REFUSED,
    &shadowing::SHOWN_TWICE,
];

#[cfg(test)]
mod made;

//! What is worth a word at one place of one file: what code hosts show, and what a baseline remembers.

use serde::Serialize;

use super::{
    comparison::Relation,
    finding::{Finding, FindingCode},
    ids::{AgentIx, Digest},
    score::Score,
};

/// An agent and the nearest kin that it hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bond {
    /// The agent: one that was judged, where not all were.
    pub agent: AgentIx,
    /// Its kin, told before it on the way from the first of all those that hang together.
    pub kin: AgentIx,
    /// How they are kin.
    pub relation: Relation,
    /// As [`Comparison::similarity`](super::Comparison::similarity).
    pub similarity: Score,
}

impl Bond {
    /// The same seen from the other end.
    #[must_use]
    pub const fn turned(self) -> Self {
        Self { agent: self.kin, kin: self.agent, ..self }
    }
}

/// Agents that hang together by pairs of a relation or closer, be it over others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Circle {
    /// The relation.
    pub relation: Relation,
    /// Its members, sorted, two or more.
    pub members: Vec<AgentIx>,
}

/// The id of what is said of entries of a baseline that nothing answers to.
pub const ABOUT_BASELINE: &str = "baseline-stale";

/// A finding, or a relation said as one, with what tells it from others in every run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    /// What is said, and where.
    pub finding: Finding,
    /// The relation that it tells of; `None` for a finding.
    pub bond: Option<Bond>,
    /// The same in every run as long as it is about the same thing: no line number is in it.
    pub print: Digest,
    /// Whether the baseline knows it.
    pub known: bool,
}

/// How a run stands to its baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Against {
    /// Alerts that the baseline knows.
    pub known: usize,
    /// Alerts that it does not.
    pub new: usize,
    /// Entries of the baseline that nothing answers to any longer.
    pub stale: usize,
}

/// What a baseline calls agents that have no kin.
pub const ALONE: &str = "alone";

/// An entry of a baseline that nothing answers to any longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stale {
    /// The relation or the finding that it let pass; [`ALONE`] for an agent that had no kin.
    pub rule: String,
    /// The files and agents that it is about, as the baseline names them; one or more.
    pub about: Vec<String>,
}

/// Every alert of a run.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Alerts {
    /// In the order of path and line; the relations of an agent before its findings.
    pub rows: Vec<Alert>,
    /// Everything that could have been said, sorted by id.
    #[serde(skip)]
    pub rules: Vec<&'static FindingCode>,
    /// The folder of the run by each name that it has, where paths are not typed from it.
    #[serde(skip)]
    pub here: Vec<String>,
    /// How they stand to the baseline, where there is one.
    pub against: Option<Against>,
    /// The entries that [`Against::stale`] counts, relations first, in the order of the baseline.
    pub stale: Vec<Stale>,
}

impl Alerts {
    /// Those that no baseline knows.
    pub fn unknown(&self) -> impl Iterator<Item = &Alert> {
        self.rows.iter().filter(|alert| !alert.known)
    }

    /// Those that are new among the agents: without what is said of the baseline itself, which is told beside them.
    pub fn news(&self) -> impl Iterator<Item = &Alert> {
        self.unknown().filter(|alert| alert.finding.code.id != ABOUT_BASELINE)
    }

    /// The strongest relation that is told and that no baseline knows: what `--fail-on` is held against.
    #[must_use]
    pub fn strongest_new(&self) -> Option<Relation> {
        self.unknown().filter_map(|alert| alert.bond).map(|bond| bond.relation).max()
    }
}

//! The agents of two trees, side by side.

use serde::Serialize;

use super::{agent::Corpus, comparison::Relation, diff::AgentDiff, ids::AgentIx, score::Score};

/// By what two agents of two trees were told to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tie {
    /// They lie at the same place in their trees.
    Path,
    /// Their contents are the same.
    Content,
    /// Nobody else in either tree has their name.
    Name,
    /// One text was made from the other.
    Kinship,
}

/// An agent of the first tree with its counterpart in the second.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterPair {
    /// The agent of the first tree.
    pub a: AgentIx,
    /// Its counterpart in the second.
    pub b: AgentIx,
    /// By what the two were told to be one.
    pub tie: Tie,
    /// How they are kin.
    pub relation: Relation,
    /// The figure for sorting, `0..=1`; 1 for the same.
    pub similarity: Score,
    /// How the second differs from the first; `None` where they are the same.
    pub drift: Option<AgentDiff>,
    /// Whether the files that lie beside the two (a skill's scripts and references) differ.
    pub beside_differs: bool,
}

impl RosterPair {
    /// Whether anything differs.
    #[must_use]
    pub const fn has_drifted(&self) -> bool {
        self.drift.is_some() || self.beside_differs
    }
}

/// One of two trees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tree {
    /// The folder as typed.
    pub root: String,
    /// Files read, agents or not.
    pub files: usize,
    /// Agents in them.
    pub agents: usize,
}

/// Two trees of agents, paired. Every agent of either stands in it once.
#[derive(Debug, Clone, PartialEq)]
pub struct Rosters {
    /// Where the agents of both live.
    pub corpus: Corpus,
    /// The first tree.
    pub a: Tree,
    /// The second tree.
    pub b: Tree,
    /// Counterparts, in the order of the first tree.
    pub pairs: Vec<RosterPair>,
    /// Agents of the first tree alone, in order.
    pub only_a: Vec<AgentIx>,
    /// Agents of the second tree alone, in order.
    pub only_b: Vec<AgentIx>,
}

impl Rosters {
    /// The pairs that differ, in order.
    pub fn drifted(&self) -> impl Iterator<Item = &RosterPair> {
        self.pairs.iter().filter(|pair| pair.has_drifted())
    }

    /// Whether the two trees hold the same agents: what `diff` exits 0 on.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.only_a.is_empty() && self.only_b.is_empty() && self.drifted().next().is_none()
    }

    /// Where an agent lies in its tree: its id without the root.
    #[must_use]
    pub fn place<'i>(root: &str, id: &'i str) -> &'i str {
        let root = root.trim_end_matches('/');
        let bare = |text: &'i str, lead: &str| text.strip_prefix(lead).map(|rest| rest.trim_start_matches('/'));
        let below = if root == "." { bare(id, "./").or(Some(id)) } else { bare(id, &format!("{root}/")) };
        below.or_else(|| bare(id, &format!("{}/", root.trim_start_matches("./")))).unwrap_or(id)
    }
}

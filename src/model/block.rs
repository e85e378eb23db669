//! Pieces of text that stand in many agents.

use serde::Serialize;

use super::{
    ids::AgentIx,
    score::Score,
    span::{LineRange, Span},
};

/// What kind of piece a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// A section with its title and its own statements.
    Section,
    /// A single statement: a paragraph, a list item, a table row, a block of code.
    Paragraph,
}

/// One place where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BlockCopy {
    /// In which agent.
    pub agent: AgentIx,
    /// On which lines of its file.
    pub lines: LineRange,
    /// Where in its text.
    #[serde(skip)]
    pub span: Span,
    /// Whether its words are others than the block's.
    pub drifted: bool,
    /// The share of what both say that is said in both, `0..=1` (Jaccard); 1 for the block's own words.
    pub similarity: Score,
}

/// A piece of text that stands in many agents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// What kind of piece.
    pub kind: BlockKind,
    /// Content words of the block.
    pub words: u32,
    /// Where it stands, in the order of the agents.
    pub copies: Vec<BlockCopy>,
    /// The place in `copies` of the first with the words that most have: those that are shown.
    pub pattern: usize,
    /// How many agents have it.
    pub agents: usize,
    /// How many of them are no copies of one another: 1 where it stands in copies of one agent alone.
    pub sources: usize,
}

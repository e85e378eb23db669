//! What near copies share, with a placeholder wherever they use a word of their own.

use serde::Serialize;

use super::{
    ids::{AgentIx, StatementIx},
    section::StatementKind,
};

/// A piece of a shared text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CorePiece {
    /// What all members say here, as the base writes it.
    Text(String),
    /// Where each member has its own: the place of a [`CoreTerm`].
    Term(usize),
}

/// A shared text.
pub type CoreText = Vec<CorePiece>;

/// What each member puts at a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreTerm {
    /// Each member's own, in the order of the members; empty where it has nothing there.
    pub values: Vec<String>,
    /// How often the members differ by just these.
    pub uses: usize,
}

/// A statement that all members have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreStatement {
    /// Its place in the base.
    pub statement: StatementIx,
    /// What it looks like.
    pub kind: StatementKind,
    /// The shared text.
    pub text: CoreText,
}

/// A section of the base with what all members have of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreSection {
    /// The shared title, as the base's where not all have the section; empty for the preamble.
    pub title: CoreText,
    /// Nesting, 0 for the outermost.
    pub depth: u8,
    /// The statements that all have.
    pub statements: Vec<CoreStatement>,
    /// How many statements stand there that not all have, or that have too little in common.
    pub left_out: usize,
}

/// What near copies share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Core {
    /// The members, in the order asked for.
    pub members: Vec<AgentIx>,
    /// The place of the member whose order and words are shown.
    pub base: usize,
    /// Fields that all have as text and that differ by terms alone: canonical name and shared text.
    pub fields: Vec<(String, CoreText)>,
    /// Sections of the base that share something, in its order.
    pub sections: Vec<CoreSection>,
    /// What the members put at the placeholders, those used most first.
    pub terms: Vec<CoreTerm>,
    /// Statements of any member that are not part of the core.
    pub left_out: usize,
}

impl Core {
    /// How many statements all members have.
    #[must_use]
    pub fn shared(&self) -> usize {
        self.sections.iter().map(|section| section.statements.len()).sum()
    }
}

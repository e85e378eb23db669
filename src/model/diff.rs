//! How two agents differ: fields, sections, statements, all as indexes into the two definitions.

use serde::{Deserialize, Serialize};

use super::{
    field_diff::{FieldChange, FieldDiff},
    finding::Note,
    ids::{SectionIx, StatementIx},
    score::Score,
};

/// What became of a section. Several may hold at once, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum SectionChange {
    Added,
    Removed,
    Split,
    Joined,
    Moved,
    Renamed,
    Changed,
    Same,
}

/// What became of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Change {
    Same,
    Changed,
    Moved,
    Added,
    Removed,
}

/// How two statements stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// They ask for the same.
    Same,
    /// The first asks for all that the second does, and more.
    ACoversB,
    /// The second asks for all that the first does, and more.
    BCoversA,
    /// They share part of what they ask for.
    Overlap,
    /// They cannot both be followed.
    Contradict,
    /// They ask for different things.
    Different,
}

impl Standing {
    /// Whether one of the two could go: they are the same, or one covers the other.
    #[must_use]
    pub const fn goes(self) -> bool {
        matches!(self, Self::Same | Self::ACoversB | Self::BCoversA)
    }
}

/// A statement of either agent, beside what it meets in the other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StatementDiff {
    /// What became of it.
    pub change: Change,
    /// The statement of A; `None` for one that B adds.
    pub a: Option<StatementIx>,
    /// The statement of B; `None` for one that B lacks.
    pub b: Option<StatementIx>,
    /// How the two stand to each other where the wording changed and somebody asked; an opinion.
    pub standing: Option<Standing>,
}

/// A section of either agent, beside what it meets in the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionDiff {
    /// What became of it; never empty; `[Same]` alone where nothing did.
    pub change: Vec<SectionChange>,
    /// The section of A.
    pub a: Option<SectionIx>,
    /// The section of B.
    pub b: Option<SectionIx>,
    /// How alike the two are; 0 for one that meets none.
    pub similarity: Score,
    /// Sections in it that came or went with it, where they have no rows of their own.
    pub within: Vec<SectionIx>,
    /// Their statements in reading order: A's order, with B's additions where they stand.
    pub statements: Vec<StatementDiff>,
}

/// All that differs between A and B. Every section and every statement of each stands in it: once, or, for a section
/// that was split or joined, once a part. A section that came or went with the one around it may stand in that one's row.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AgentDiff {
    /// Every field that either has: A's order, then B's additions.
    pub fields: Vec<FieldDiff>,
    /// Every section that either has: A's order, with B's additions where they stand.
    pub sections: Vec<SectionDiff>,
    /// What there is to say of the search itself; mostly nothing.
    pub notes: Vec<Note>,
}

impl AgentDiff {
    /// Whether nothing differs: what `diff` exits 0 on.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.fields.iter().all(|f| f.change == FieldChange::Same)
            && self
                .sections
                .iter()
                .all(|s| s.change == [SectionChange::Same] && s.statements.iter().all(|x| x.change == Change::Same))
    }
}

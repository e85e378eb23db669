//! Many agents side by side: who has what.

use serde::Serialize;

use super::{
    field_diff::{Power, Tiers},
    finding::Note,
    ids::{AgentIx, SectionIx, StatementIx},
    value::Value,
};

/// How a member has what a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Has {
    /// As the row's first member has it.
    Same,
    /// In other words, or with more or less in it.
    Differs,
}

/// What two members who have a field differently are to each other by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldPair {
    /// The place of the one.
    pub a: usize,
    /// The place of the other.
    pub b: usize,
    /// What the other may do beside the one, where the field says what an agent may do.
    pub power: Option<Power>,
    /// How heavy their models are.
    pub tiers: Option<Tiers>,
}

/// A field of one or more members.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FieldRow {
    /// The canonical name.
    pub field: String,
    /// Its distinct values in the order of the members who bring them, each with those members' places.
    pub values: Vec<(Value, Vec<usize>)>,
    /// Places of the members who lack it.
    pub lack: Vec<usize>,
    /// What there is to say of any two: of each value its first member stands for all who have it, and the first of those who
    /// lack the field for these; where tools are not listed, the first of each format.
    pub pairs: Vec<FieldPair>,
}

impl FieldRow {
    /// Whether every member has the one value.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.values.len() == 1 && self.lack.is_empty()
    }
}

/// What one member has of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SectionCell {
    /// Its section.
    pub section: SectionIx,
    /// How it has it.
    pub has: Has,
}

/// What one member has of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StatementCell {
    /// Its statement.
    pub statement: StatementIx,
    /// How it has it.
    pub has: Has,
}

/// A statement of one or more members.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    /// What each member has of it, in the order of the members.
    pub cells: Vec<Option<StatementCell>>,
}

impl StatementRow {
    /// How many members say it, at least 1.
    #[must_use]
    pub fn support(&self) -> usize {
        self.cells.iter().flatten().count()
    }

    /// The place of the only member that says it.
    #[must_use]
    pub fn only(&self) -> Option<usize> {
        let mut having = self.cells.iter().enumerate().filter(|(_, cell)| cell.is_some());
        let (member, _) = having.next()?;
        having.next().is_none().then_some(member)
    }
}

/// A section of one or more members.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionRow {
    /// What each member has of it, in the order of the members.
    pub cells: Vec<Option<SectionCell>>,
    /// The statements in it, those of the row's first member first.
    pub statements: Vec<StatementRow>,
}

/// Many agents side by side. Every section and every statement of each stands in it once.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// The members, in the order asked for: the columns.
    pub members: Vec<AgentIx>,
    /// The place of the member that the others are held against first.
    pub base: usize,
    /// Every field that a member has.
    pub fields: Vec<FieldRow>,
    /// Every section that a member has: the base's order, those that others bring where they stand.
    pub sections: Vec<SectionRow>,
    /// Caps that were hit.
    pub notes: Vec<Note>,
}

impl Matrix {
    /// Whether nothing differs: what `diff` exits 0 on.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let same = |row: &SectionRow| row.cells.iter().all(|cell| cell.is_some_and(|cell| cell.has == Has::Same));
        self.fields.iter().all(FieldRow::is_same) && self.sections.iter().all(same)
    }

    /// Every statement, with the row of its section.
    pub fn statements(&self) -> impl Iterator<Item = (&SectionRow, &StatementRow)> {
        self.sections.iter().flat_map(|section| section.statements.iter().map(move |statement| (section, statement)))
    }
}

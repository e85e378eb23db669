//! Sections and statements of several contents side by side.

use serde::Serialize;

use super::texts::{Texts, shown};
use crate::{
    model::{
        AgentDiff, AgentIx, Corpus, Definition, FieldChange, FieldDiff, FieldRow, Has, Matrix, Relation, SectionCell,
        SectionChange, SectionDiff, SectionIx, SectionRow, Standing, StatementCell, StatementIx, StatementKind,
        StatementRow, Value, is_privilege,
    },
    report::names,
};

/// A field, its distinct values with the columns that have them, and the columns that lack it.
#[derive(Debug, Serialize)]
pub(super) struct Field {
    field: String,
    grants: bool,
    values: Vec<(String, Vec<usize>)>,
    lack: Vec<usize>,
}

/// A section of one or more columns.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    cells: Vec<Cell>,
    rows: Vec<Row>,
    /// What became of it, where two are compared as `diff` does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    change: Vec<String>,
}

/// What one column has of a section.
#[derive(Debug, Serialize)]
struct Cell {
    column: usize,
    title: String,
    depth: u8,
    kind: &'static str,
    lines: [u32; 2],
    same: bool,
}

/// A statement of one or more columns.
#[derive(Debug, Serialize)]
struct Row {
    /// The first letter of its kind.
    kind: char,
    /// Four numbers for each column that says it: the column, the wording, the line of the file, and a number that is equal
    /// where two say it in the same words.
    said: Vec<[usize; 4]>,
    /// How two wordings stand to each other, where two are compared as `diff` does.
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
}

/// The contents that columns hold, and the wordings met so far.
pub(super) struct Columns<'d, 't> {
    pub(super) contents: Vec<&'d Definition>,
    pub(super) texts: &'t mut Texts,
}

impl<'d, 't> Columns<'d, 't> {
    pub(super) fn new(corpus: &'d Corpus, members: &[AgentIx], texts: &'t mut Texts) -> Self {
        Self { contents: members.iter().map(|ix| corpus.definition(*ix)).collect(), texts }
    }

    /// The sections of a matrix.
    pub(super) fn sections(&mut self, matrix: &Matrix) -> Vec<Section> {
        matrix.sections.iter().map(|row| self.section(row, Vec::new())).collect()
    }

    /// The sections of two, as `diff` tells of them.
    pub(super) fn told(&mut self, diff: &AgentDiff) -> Vec<Section> {
        let mut out = Vec::with_capacity(diff.sections.len());
        for told in &diff.sections {
            let change = told.change.iter().map(|change| format!("{change:?}").to_lowercase()).collect();
            let mut section = self.section(&row_of(told), change);
            for (row, statement) in section.rows.iter_mut().zip(&told.statements) {
                row.standing = statement.standing;
            }
            out.push(section);
        }
        out
    }

    fn section(&mut self, row: &SectionRow, change: Vec<String>) -> Section {
        let cells = row.cells.iter().enumerate().filter_map(|(column, cell)| cell.map(|cell| self.cell(column, cell)));
        let cells = cells.collect();
        Section { cells, rows: row.statements.iter().map(|row| self.row(row)).collect(), change }
    }

    fn cell(&self, column: usize, cell: SectionCell) -> Cell {
        let section = self.contents[column].section(cell.section);
        Cell {
            column,
            title: shown(&section.title),
            depth: section.depth,
            kind: names::section(section.kind),
            lines: [section.lines.first, section.lines.last],
            same: cell.has == Has::Same,
        }
    }

    fn row(&mut self, row: &StatementRow) -> Row {
        let (mut said, mut keys, mut kind) = (Vec::new(), Vec::new(), 'p');
        for (column, cell) in row.cells.iter().enumerate() {
            let Some(StatementCell { statement, .. }) = cell else { continue };
            let content = self.contents[column];
            let one = content.statement(*statement);
            if said.is_empty() {
                kind = letter(one.kind);
            }
            let group = keys.iter().position(|key| *key == one.key).unwrap_or_else(|| {
                keys.push(one.key);
                keys.len() - 1
            });
            said.push([column, self.texts.place(content.wording(*statement)), one.line as usize, group]);
        }
        Row { kind, said, standing: None }
    }
}

const fn letter(kind: StatementKind) -> char {
    match kind {
        StatementKind::Paragraph => 'p',
        StatementKind::Bullet => 'b',
        StatementKind::Step => 's',
        StatementKind::Row => 'r',
        StatementKind::Code => 'c',
        StatementKind::Example => 'e',
    }
}

/// A section of two as a row of a matrix.
fn row_of(told: &SectionDiff) -> SectionRow {
    let has = if told.change == [SectionChange::Same] { Has::Same } else { Has::Differs };
    let cell = |section: Option<SectionIx>| section.map(|section| SectionCell { section, has });
    let said = |statement: Option<StatementIx>| statement.map(|statement| StatementCell { statement, has });
    SectionRow {
        cells: vec![cell(told.a), cell(told.b)],
        statements: told.statements.iter().map(|row| StatementRow { cells: vec![said(row.a), said(row.b)] }).collect(),
    }
}

/// The fields of a matrix.
pub(super) fn fields(rows: &[FieldRow]) -> Vec<Field> {
    let field = |row: &FieldRow| Field {
        field: shown(&row.field),
        grants: is_privilege(&row.field),
        values: row.values.iter().map(|(value, having)| (value_of(value), having.clone())).collect(),
        lack: row.lack.clone(),
    };
    rows.iter().map(field).collect()
}

/// The fields of two, as `diff` tells of them.
pub(super) fn fields_told(rows: &[FieldDiff]) -> Vec<Field> {
    let field = |row: &FieldDiff| {
        let mut values: Vec<(String, Vec<usize>)> = Vec::new();
        let mut lack = Vec::new();
        let same = row.change == FieldChange::Same;
        for (column, value) in [&row.a, &row.b].into_iter().enumerate() {
            match (value, values.first_mut()) {
                (None, _) => lack.push(column),
                (Some(_), Some((_, having))) if same => having.push(column),
                (Some(value), _) => values.push((value_of(value), vec![column])),
            }
        }
        Field { field: shown(&row.field), grants: is_privilege(&row.field), values, lack }
    };
    rows.iter().map(field).collect()
}

/// A value as a person reads it.
pub(super) fn value_of(value: &Value) -> String {
    match value {
        Value::Null => "(none)".to_owned(),
        Value::List(items) if items.is_empty() => "(empty list)".to_owned(),
        value => shown(&value.plain()),
    }
}

/// The relation's place in the list that every page has.
pub(super) fn relation(relation: Relation) -> usize {
    Relation::ALL.iter().position(|known| *known == relation).unwrap_or_default()
}

//! Sections and statements of several contents side by side.

use serde::Serialize;

use super::texts::{Texts, shown};
use crate::model::{
    AgentDiff, AgentIx, Corpus, Definition, Has, Matrix, Relation, SectionCell, SectionChange, SectionDiff, SectionIx,
    SectionRow, Standing, StatementCell, StatementIx, StatementKind, StatementRow, Value,
};
use crate::report::names;

/// A section of one or more columns: what each has of it, its statements, and what became of it where two are compared as
/// `diff` does.
#[derive(Debug, Serialize)]
pub(super) struct Section(Vec<Cell>, Vec<Row>, Vec<String>);

/// What one column has of a section: the column, the title, the depth, the first line and how many follow it, and whether it has
/// it as the first that has it.
#[derive(Debug, Serialize)]
struct Cell(usize, String, u8, u32, u32, u8);

/// A statement of one or more columns: the first letter of its kind, [`Said`] for each column that says it, and how two wordings
/// stand to each other where two are compared as `diff` does.
#[derive(Debug, Serialize)]
struct Row(char, Vec<i64>, #[serde(skip_serializing_if = "Option::is_none")] Option<Standing>);

/// What one column says, in four numbers, each told by its distance from the one that is likely, so that most are 0 or 1: the
/// column; its wording; the line of its file; and a number that is equal where two say it in the same words.
type Said = [i64; 4];

/// The contents that columns hold, and the wordings met so far.
pub(super) struct Columns<'d, 't> {
    contents: Vec<&'d Definition>,
    texts: &'t mut Texts,
    /// Of each column the line of the last statement.
    lines: Vec<i64>,
}

impl<'d, 't> Columns<'d, 't> {
    pub(super) fn new(corpus: &'d Corpus, members: &[AgentIx], texts: &'t mut Texts) -> Self {
        let contents = members.iter().map(|ix| corpus.definition(*ix)).collect();
        Self { contents, texts, lines: vec![0; members.len()] }
    }

    /// The sections of a matrix.
    pub(super) fn sections(&mut self, matrix: &Matrix) -> Vec<Section> {
        matrix.sections.iter().map(|row| self.section(row, Vec::new())).collect()
    }

    /// The sections of two, as `diff` tells of them.
    pub(super) fn told(&mut self, diff: &AgentDiff) -> Vec<Section> {
        let mut out = Vec::with_capacity(diff.sections.len());
        for told in &diff.sections {
            let title =
                |side: usize, section: Option<SectionIx>| Some(self.contents[side].section(section?).title.as_str());
            let titles = (title(0, told.a), title(1, told.b));
            let change = told.change.iter().map(|change| names::section_change(*change, titles).to_owned()).collect();
            let mut section = self.section(&row_of(told), change);
            for (row, statement) in section.1.iter_mut().zip(&told.statements) {
                row.2 = statement.standing;
            }
            out.push(section);
        }
        out
    }

    fn section(&mut self, row: &SectionRow, change: Vec<String>) -> Section {
        let cells = row.cells.iter().enumerate().filter_map(|(column, cell)| cell.map(|cell| self.cell(column, cell)));
        let cells = cells.collect();
        Section(cells, row.statements.iter().map(|row| self.row(row)).collect(), change)
    }

    fn cell(&self, column: usize, cell: SectionCell) -> Cell {
        let section = self.contents[column].section(cell.section);
        let lines = section.lines;
        let same = u8::from(cell.has == Has::Same);
        Cell(column, shown(&section.title), section.depth, lines.first, lines.last - lines.first, same)
    }

    fn row(&mut self, row: &StatementRow) -> Row {
        let (mut said, mut keys, mut kind, mut last) = (Vec::new(), Vec::new(), 'p', -1);
        let mut wordings = Vec::new();
        for (column, cell) in row.cells.iter().enumerate() {
            let Some(StatementCell { statement, .. }) = cell else { continue };
            let one = self.contents[column].statement(*statement);
            if keys.is_empty() {
                kind = letter(one.kind);
            }
            let group = keys.iter().position(|key| *key == one.key).unwrap_or_else(|| {
                keys.push(one.key);
                keys.len() - 1
            });
            let (text, of) = self.said(column, *statement, last, group);
            said.extend(of);
            wordings.push(text);
            last = number(column);
        }
        if keys.len() > 1 {
            self.texts.beside(&wordings);
        }
        Row(kind, said, None)
    }

    fn said(&mut self, column: usize, statement: StatementIx, last: i64, group: usize) -> (usize, Said) {
        let content = self.contents[column];
        let (next, text) = (self.texts.len(), self.texts.place(content.wording(statement)));
        let line = i64::from(content.statement(statement).line);
        let from = std::mem::replace(&mut self.lines[column], line);
        (text, [number(column) - last - 1, number(next) - number(text), line - from, number(group)])
    }
}

/// A place as a number that distances can be taken of.
pub(super) fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
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

/// A value as a person reads it.
pub(super) fn value_of(value: &Value) -> String {
    match value {
        Value::Null => "(none)".to_owned(),
        value => shown(&value.told()),
    }
}

/// The relation's place in the list that every page has.
pub(super) fn relation(relation: Relation) -> usize {
    Relation::ALL.iter().position(|known| *known == relation).unwrap_or_default()
}

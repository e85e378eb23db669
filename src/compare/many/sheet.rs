//! The sheet that is filled round by round.

use crate::model::{
    AgentDiff, Change, Definition, Has, SectionCell, SectionChange, SectionIx, SectionRow, StatementCell, StatementIx,
    StatementRow,
};

/// Rows under construction, and where each member's parts stand in them.
pub(super) struct Sheet<'d> {
    members: Vec<&'d Definition>,
    sections: Vec<Draft>,
    statements: Vec<StatementRow>,
    /// Section rows in reading order.
    order: Vec<usize>,
    /// The row of each section of each member.
    section_rows: Vec<Vec<Option<usize>>>,
    /// The row of each statement of each member.
    statement_rows: Vec<Vec<Option<usize>>>,
}

/// A section row with the numbers of its statement rows.
struct Draft {
    cells: Vec<Option<SectionCell>>,
    statements: Vec<usize>,
}

impl<'d> Sheet<'d> {
    pub(super) fn new(members: Vec<&'d Definition>) -> Self {
        Self {
            section_rows: members.iter().map(|of| vec![None; of.sections.len()]).collect(),
            statement_rows: members.iter().map(|of| vec![None; of.statements.len()]).collect(),
            sections: Vec::new(),
            statements: Vec::new(),
            order: Vec::new(),
            members,
        }
    }

    /// How many sections and statements of a member have no row yet.
    pub(super) fn left(&self, member: usize) -> usize {
        let open = |rows: &[Option<usize>]| rows.iter().filter(|row| row.is_none()).count();
        open(&self.section_rows[member]) + open(&self.statement_rows[member])
    }

    /// The member with most left to place, the first of several; `None` where all is placed.
    pub(super) fn fullest(&self) -> Option<usize> {
        let left = (0..self.members.len()).map(|at| (self.left(at), at)).filter(|(left, _)| *left > 0);
        left.max_by_key(|(left, at)| (*left, std::cmp::Reverse(*at))).map(|(_, at)| at)
    }

    /// Gives rows of their own to whatever of this member has none.
    pub(super) fn open(&mut self, member: usize) {
        let mut before = None;
        for section in 0..self.section_rows[member].len() {
            let row = match self.section_rows[member][section] {
                Some(row) => row,
                None => self.open_section(member, section, before),
            };
            before = Some(row);
        }
        for statement in 0..self.statement_rows[member].len() {
            if self.statement_rows[member][statement].is_none() {
                let section = self.members[member].statements[statement].section.get();
                // Every section has its row by now.
                let home = self.section_rows[member][section].unwrap_or_default();
                self.sections[home].statements.push(self.statements.len());
                self.statement_rows[member][statement] = Some(self.statements.len());
                let cell = StatementCell { statement: StatementIx::new(statement), has: Has::Same };
                self.statements.push(StatementRow { cells: self.row(member, cell) });
            }
        }
    }

    /// A row for a section, behind the row of the section before it.
    fn open_section(&mut self, member: usize, section: usize, before: Option<usize>) -> usize {
        let row = self.sections.len();
        let cells = self.row(member, SectionCell { section: SectionIx::new(section), has: Has::Same });
        self.sections.push(Draft { cells, statements: Vec::new() });
        self.section_rows[member][section] = Some(row);
        let after = before.and_then(|before| self.order.iter().position(|known| *known == before));
        self.order.insert(after.map_or(0, |at| at + 1), row);
        row
    }

    fn row<T: Copy>(&self, member: usize, cell: T) -> Vec<Option<T>> {
        (0..self.members.len()).map(|at| (at == member).then_some(cell)).collect()
    }

    /// Places what `member` has in common with the pivot in the pivot's rows.
    pub(super) fn place(&mut self, pivot: usize, member: usize, diff: &AgentDiff) {
        for told in &diff.sections {
            if let (Some(p), Some(q)) = (told.a, told.b) {
                let has = of_section(&told.change, [self.title(pivot, p), self.title(member, q)]);
                self.place_section((pivot, p), (member, q), has);
            }
            for statement in &told.statements {
                if let (Some(x), Some(y)) = (statement.a, statement.b) {
                    self.place_statement((pivot, x), (member, y), of_statement(statement.change));
                }
            }
        }
    }

    fn title(&self, member: usize, section: SectionIx) -> &'d str {
        &self.members[member].section(section).title
    }

    fn place_section(&mut self, (pivot, p): (usize, SectionIx), (member, q): (usize, SectionIx), held: Has) {
        let Some(row) = self.section_rows[pivot][p.get()] else { return };
        let draft = &mut self.sections[row];
        if self.section_rows[member][q.get()].is_none() && draft.cells[member].is_none() {
            // Held against a pivot that itself differs from the row's first: then this one is not known to be the same.
            let has = draft.cells[pivot].map_or(held, |cell| cell.has.max(held));
            draft.cells[member] = Some(SectionCell { section: q, has });
            self.section_rows[member][q.get()] = Some(row);
        }
    }

    fn place_statement(&mut self, (pivot, x): (usize, StatementIx), (member, y): (usize, StatementIx), held: Has) {
        let Some(row) = self.statement_rows[pivot][x.get()] else { return };
        let cells = &mut self.statements[row].cells;
        if self.statement_rows[member][y.get()].is_none() && cells[member].is_none() {
            let has = cells[pivot].map_or(held, |cell| cell.has.max(held));
            cells[member] = Some(StatementCell { statement: y, has });
            self.statement_rows[member][y.get()] = Some(row);
        }
    }

    /// The rows in reading order.
    pub(super) fn rows(self) -> Vec<SectionRow> {
        let Self { sections, statements, order, .. } = self;
        let mut drafts: Vec<Option<Draft>> = sections.into_iter().map(Some).collect();
        let row = |draft: Draft| SectionRow {
            cells: draft.cells,
            statements: draft.statements.into_iter().map(|at| statements[at].clone()).collect(),
        };
        order.into_iter().filter_map(|at| drafts[at].take()).map(row).collect()
    }
}

/// A section at another place is still had, and so is one to which only one of the two gives a title: no word of it is another.
fn of_section(changes: &[SectionChange], titles: [&str; 2]) -> Has {
    let still = |change: &SectionChange| match change {
        SectionChange::Same | SectionChange::Moved => true,
        SectionChange::Renamed => titles.contains(&""),
        _ => false,
    };
    if changes.iter().all(still) { Has::Same } else { Has::Differs }
}

/// So is a statement.
const fn of_statement(change: Change) -> Has {
    match change {
        Change::Same | Change::Moved => Has::Same,
        _ => Has::Differs,
    }
}

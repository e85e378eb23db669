//! A diff with its two agents at hand: what the views ask for.

use std::collections::BTreeMap;

use crate::{
    model::{
        Agent, AgentDiff, Change, Definition, FieldChange, Section, SectionChange, SectionDiff, SectionIx, Standing,
        Statement, StatementDiff, StatementIx, StatementKind,
    },
    report::{Couple, figures, names},
};

/// A diff with its two agents.
pub(super) struct Told<'d> {
    pub(super) couple: Couple<'d>,
    pub(super) diff: &'d AgentDiff,
    /// Statements that a section of B got from a section that it does not stand beside.
    received: BTreeMap<SectionIx, Vec<StatementDiff>>,
}

/// How many statements became what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) same: usize,
    pub(super) changed: usize,
    pub(super) moved: usize,
    pub(super) added: usize,
    pub(super) removed: usize,
}

impl<'d> Told<'d> {
    pub(super) fn new(couple: Couple<'d>, diff: &'d AgentDiff) -> Self {
        let mut told = Self { couple, diff, received: BTreeMap::new() };
        for row in &diff.sections {
            for statement in &row.statements {
                if let Some(there) = told.elsewhere(row, statement) {
                    told.received.entry(there).or_default().push(*statement);
                }
            }
        }
        told
    }

    pub(super) fn a(&self) -> &'d Agent {
        self.couple.first()
    }

    pub(super) fn b(&self) -> &'d Agent {
        self.couple.second()
    }

    /// The section of B that a statement of this row went to, where that is not the row's own.
    pub(super) fn elsewhere(&self, row: &SectionDiff, statement: &StatementDiff) -> Option<SectionIx> {
        let there = self.b().definition.statement(statement.b?).section;
        (statement.a.is_some() && row.b != Some(there)).then_some(there)
    }

    /// What the row's section of B got from elsewhere; told once, in the first row that shows the section.
    pub(super) fn received(&self, row: &SectionDiff) -> &[StatementDiff] {
        let first =
            self.diff.sections.iter().find(|other| other.b == row.b).is_some_and(|other| std::ptr::eq(other, row));
        row.b.filter(|_| first).and_then(|q| self.received.get(&q)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn title_of_a(&self, row: &SectionDiff) -> Option<&'d str> {
        row.a.map(|p| title(self.a().definition.section(p)))
    }

    pub(super) fn title_of_b(&self, row: &SectionDiff) -> Option<&'d str> {
        row.b.map(|q| title(self.b().definition.section(q)))
    }

    /// All that became of a section: `moved, renamed`.
    pub(super) fn changes(&self, row: &SectionDiff) -> String {
        let title =
            |of: &'d Agent, section: Option<SectionIx>| section.map(|ix| of.definition.section(ix).title.as_str());
        let titles = (title(self.a(), row.a), title(self.b(), row.b));
        row.change.iter().map(|change| names::section_change(*change, titles)).collect::<Vec<_>>().join(", ")
    }

    /// Titles of the sections that came or went with the row's own.
    pub(super) fn titles_within(&self, row: &SectionDiff) -> Vec<&'d str> {
        let of = if row.a.is_some() { self.a() } else { self.b() };
        row.within.iter().map(|ix| title(of.definition.section(*ix))).collect()
    }

    /// The title of a section of B.
    pub(super) fn place(&self, section: SectionIx) -> &'d str {
        title(self.b().definition.section(section))
    }

    /// The title of the section of A that a statement stands in.
    pub(super) fn origin(&self, statement: StatementIx) -> &'d str {
        let a = &self.a().definition;
        title(a.section(a.statement(statement).section))
    }

    /// The wording of a statement of A, with the statement.
    pub(super) fn said_in_a(&self, statement: &StatementDiff) -> Option<Saying<'d>> {
        statement.a.map(|x| Saying::new(&self.a().definition, x))
    }

    /// The wording of a statement of B, with the statement.
    pub(super) fn said_in_b(&self, statement: &StatementDiff) -> Option<Saying<'d>> {
        statement.b.map(|y| Saying::new(&self.b().definition, y))
    }

    /// Names of the fields that are the same.
    pub(super) fn same_fields(&self) -> Vec<&'d str> {
        let same = self.diff.fields.iter().filter(|field| field.change == FieldChange::Same);
        same.map(|field| field.field.as_str()).collect()
    }

    /// How alike the two are, and by what: `similarity 0.86 of all signals`.
    pub(super) fn similarity(&self) -> String {
        format!("similarity {} of all signals", figures::score(self.couple.similarity()))
    }

    /// How much differs, in a few words: `2 fields, 3 of 5 sections`.
    pub(super) fn summary(&self) -> String {
        let fields = self.diff.fields.len() - self.same_fields().len();
        let all = self.diff.sections.len();
        let sections = self.diff.sections.iter().filter(|row| row.change != [SectionChange::Same]).count();
        match (fields, sections) {
            (0, 0) => "no difference".to_owned(),
            (1, 0) => "1 field differs, no section".to_owned(),
            (_, 0) => format!("{fields} fields differ, no section"),
            (0, _) => format!("{sections} of {} differ", figures::count(all, "section")),
            _ => format!(
                "{} and {sections} of {} differ",
                figures::count(fields, "field"),
                figures::count(all, "section")
            ),
        }
    }
}

/// A statement's wording and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saying<'d> {
    pub(super) text: &'d str,
    pub(super) statement: &'d Statement,
}

impl<'d> Saying<'d> {
    fn new(of: &'d Definition, at: StatementIx) -> Self {
        Self { text: of.wording(at), statement: of.statement(at) }
    }

    /// Whether it is shown line by line, as it stands.
    pub(super) fn is_block(&self) -> bool {
        self.statement.kind == StatementKind::Code
    }
}

/// What a reader should know of a changed statement beside its words; `None` where they say enough.
pub(super) const fn remark(statement: &StatementDiff) -> Option<&'static str> {
    match statement.standing {
        Some(Standing::ACoversB) => Some("A says more"),
        Some(Standing::BCoversA) => Some("B says more"),
        Some(Standing::Contradict) => Some("they contradict each other"),
        _ => None,
    }
}

impl Counts {
    pub(super) fn of(statements: &[StatementDiff]) -> Self {
        let mut out = Self::default();
        for statement in statements {
            *out.slot(statement.change) += 1;
        }
        out
    }

    fn slot(&mut self, change: Change) -> &mut usize {
        match change {
            Change::Same => &mut self.same,
            Change::Changed => &mut self.changed,
            Change::Moved => &mut self.moved,
            Change::Added => &mut self.added,
            Change::Removed => &mut self.removed,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            same: self.same + other.same,
            changed: self.changed + other.changed,
            moved: self.moved + other.moved,
            added: self.added + other.added,
            removed: self.removed + other.removed,
        }
    }

    pub(super) const fn list(self) -> [usize; 5] {
        [self.same, self.changed, self.moved, self.added, self.removed]
    }
}

fn title(section: &Section) -> &str {
    if section.title.is_empty() { "(opening)" } else { &section.title }
}

/// `same`, `changed`, `added`, `removed`.
pub(super) const fn field_change(change: FieldChange) -> &'static str {
    match change {
        FieldChange::Same => "same",
        FieldChange::Changed => "changed",
        FieldChange::Added => "added",
        FieldChange::Removed => "removed",
    }
}

//! The view that a person reads first: fields, then section by section what changed, with the words that did.

use std::io::{self, Write};

use super::{
    emphasis::{Piece, calm, pieces},
    grants::{as_written, grants},
    meaning,
    pane::{GONE, Look, NEW, flat, lines, verbatim},
    told::{Counts, Saying, Told, field_change, remark},
};
use crate::{
    model::{Agent, Change, FieldChange, FieldDiff, LineRange, SectionChange, SectionDiff, StatementDiff, Value},
    report::{
        Page, Terminal, figures, fit,
        ink::{Tone, paint},
    },
    text::{
        edit::{Edit, line_edits},
        secrets::masked,
    },
};

/// Columns that a statement's mark stands at.
const MARGIN: usize = 4;

/// Lines of an unchanged stretch of code that are shown around what changed.
const CONTEXT: usize = 1;

pub(super) fn write(told: &Told<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { told, page, out };
    sheet.head()?;
    sheet.fields()?;
    let mut same = 0;
    for row in &told.diff.sections {
        if row.change == [SectionChange::Same] {
            same += 1;
            continue;
        }
        sheet.fold(&mut same)?;
        sheet.section(row)?;
    }
    sheet.fold(&mut same)?;
    told.diff.notes.iter().try_for_each(|note| sheet.note(&flat(&note.message)))
}

/// A page with the diff that goes on it.
struct Sheet<'s, 'd> {
    told: &'s Told<'d>,
    page: Page,
    out: &'s mut dyn Write,
}

impl Sheet<'_, '_> {
    fn ink(&self, tone: Tone, text: &str) -> String {
        paint(tone, text, self.page.ink)
    }

    fn head(&mut self) -> io::Result<()> {
        let relation = self.told.couple.relation();
        let figure = self.told.similarity();
        let rule = self.page.width.saturating_sub(relation.name().len() + figure.len() + 2).max(2);
        let rule = self.ink(Tone::Dim, &self.page.marks().rule.repeat(rule));
        let name = self.ink(Tone::of_relation(relation), relation.name());
        writeln!(self.out, "{name} {rule} {figure}")?;
        for (mark, agent) in [("A", self.told.a()), ("B", self.told.b())] {
            let line = self.side(mark, agent);
            writeln!(self.out, "{line}")?;
        }
        let summary = self.told.summary();
        writeln!(self.out, "  {summary}")
    }

    fn side(&self, mark: &str, agent: &Agent) -> String {
        let about = format!("{}{}{}", agent.definition.name, self.page.marks().dot, agent.definition.format);
        let about = fit::head(&flat(&about), self.page.width / 2, self.page.marks().cut);
        let room = self.page.width.saturating_sub(7 + fit::width(&about));
        let id = fit::path(&Terminal(&agent.id).to_string(), room.max(12), self.page.marks().cut);
        format!("  {} {id}  {}", self.ink(Tone::Strong, mark), self.ink(Tone::Dim, &about))
    }

    fn title(&mut self, title: &str, figures: &str) -> io::Result<()> {
        let room = self.page.width.saturating_sub(fit::width(figures) + 4).max(8);
        let title = fit::head(title, room, self.page.marks().cut);
        let rule = self.page.width.saturating_sub(fit::width(&title) + fit::width(figures) + 2).max(1);
        let rule = self.ink(Tone::Dim, &self.page.marks().rule.repeat(rule));
        let title = self.ink(Tone::Strong, &title);
        writeln!(self.out, "\n{title} {rule} {figures}")
    }

    fn note(&mut self, text: &str) -> io::Result<()> {
        for line in fit::wrap(text, self.page.width.saturating_sub(2)) {
            let line = self.ink(Tone::Dim, &line);
            writeln!(self.out, "  {line}")?;
        }
        Ok(())
    }

    fn fold(&mut self, same: &mut usize) -> io::Result<()> {
        match std::mem::take(same) {
            0 => Ok(()),
            n => {
                writeln!(self.out)?;
                self.note(&format!("{} the same", figures::count(n, "section")))
            }
        }
    }

    fn fields(&mut self) -> io::Result<()> {
        let differing = self.told.diff.fields.iter().filter(|field| field.change != FieldChange::Same);
        let differing: Vec<&FieldDiff> = differing.collect();
        if self.told.diff.fields.is_empty() {
            return Ok(());
        }
        self.title("fields", &figures::count(differing.len(), "difference"))?;
        for field in differing {
            self.field(field)?;
        }
        if let Some(unlisted) = meaning::unlisted(self.told) {
            self.note(&unlisted)?;
        }
        let same = self.told.same_fields();
        if same.is_empty() {
            return Ok(());
        }
        self.note(&format!("the same: {}", flat(&same.join(", "))))
    }

    fn field(&mut self, field: &FieldDiff) -> io::Result<()> {
        let name = flat(&field.field);
        let change = self.ink(Tone::Warn, field_change(field.change));
        let privilege = meaning::privilege(field).map(|said| self.ink(Tone::Bad, &format!(" ({said})")));
        let privilege = privilege.unwrap_or_default();
        let (x, y) = (value(field.a.as_ref()), value(field.b.as_ref()));
        writeln!(self.out, "  {} {change}{privilege}", self.ink(Tone::Strong, &name))?;
        for entry in &field.detail.entries {
            let (gone, new) = meaning::entry(entry);
            let said = pieces(&gone, &new);
            if entry.a.is_some() {
                self.wording(Mark::Gone, &said.a)?;
            }
            if entry.b.is_some() {
                self.wording(Mark::New, &said.b)?;
            }
        }
        if field.detail.entries.is_empty() {
            self.values(field, (&x, &y))?;
        }
        meaning::remarks(self.told, field).iter().try_for_each(|remark| self.aside(remark))
    }

    /// Both values of a field, whole.
    fn values(&mut self, field: &FieldDiff, (x, y): (&str, &str)) -> io::Result<()> {
        let said = grants(self.told, field).unwrap_or_else(|| pieces(x, y));
        let alone = |agent, own: Option<&Value>| calm(&value(as_written(agent, field).or(own)));
        let (gone, new) = match field.change {
            FieldChange::Changed => (Some(said.a), Some(said.b)),
            FieldChange::Removed => (Some(alone(self.told.a(), field.a.as_ref())), None),
            _ => (None, Some(alone(self.told.b(), field.b.as_ref()))),
        };
        self.wording(Mark::Gone, &gone.unwrap_or_default())?;
        self.wording(Mark::New, &new.unwrap_or_default())
    }

    fn section(&mut self, row: &SectionDiff) -> io::Result<()> {
        let names = [self.told.title_of_a(row), self.told.title_of_b(row)].map(|title| title.map(flat));
        let title = match names {
            [Some(a), Some(b)] if a != b && row.change.contains(&SectionChange::Renamed) => {
                format!("{a} {} {b}", self.page.arrow())
            }
            [Some(a), _] => a,
            [None, b] => b.unwrap_or_default(),
        };
        let changes = self.told.changes(row);
        self.title(&title, &changes)?;
        let place = self.places(row);
        self.note(&place)?;
        let within = self.told.titles_within(row);
        if !within.is_empty() {
            let titles: Vec<String> = within.into_iter().map(flat).collect();
            self.note(&format!("with what lies in it: {}", titles.join(self.page.marks().dot)))?;
        }
        for statement in row.statements.iter().filter(|statement| statement.change != Change::Same) {
            self.statement(row, statement)?;
        }
        for statement in self.told.received(row) {
            self.arrival(statement)?;
        }
        match Counts::of(&row.statements).same {
            0 => Ok(()),
            same => self.note(&format!("  {} the same", figures::count(same, "statement"))),
        }
    }

    /// Where the section stands on both sides, and how much of it is the same.
    fn places(&self, row: &SectionDiff) -> String {
        let lines = |lines: LineRange| format!("lines {}{}{}", lines.first, self.page.marks().to, lines.last);
        let a = row.a.map(|p| format!("A {}", lines(self.told.a().definition.section(p).lines)));
        let b = row.b.map(|q| format!("B {}", lines(self.told.b().definition.section(q).lines)));
        let shared = (row.a.is_some() && row.b.is_some())
            .then(|| format!("{} of the words shared", figures::percent(row.similarity)));
        let all: Vec<String> = [a, b, shared].into_iter().flatten().collect();
        all.join(self.page.marks().dot)
    }

    fn statement(&mut self, row: &SectionDiff, statement: &StatementDiff) -> io::Result<()> {
        let there = self.told.elsewhere(row, statement).map(|section| flat(self.told.place(section)));
        match (self.told.said_in_a(statement), self.told.said_in_b(statement)) {
            (Some(a), Some(b)) if statement.change == Change::Changed => self.changed(a, b)?,
            (Some(a), Some(_)) => self.wording(Mark::Moved, &calm(&flat(a.text)))?,
            (Some(a), None) => self.whole(Mark::Gone, a)?,
            (None, Some(b)) => self.whole(Mark::New, b)?,
            (None, None) => {}
        }
        if let Some(remark) = remark(statement) {
            self.aside(remark)?;
        }
        match there {
            Some(there) => self.aside(&format!("now in {there}")),
            None if statement.change == Change::Moved => self.aside("at another place in the order"),
            None => Ok(()),
        }
    }

    fn arrival(&mut self, statement: &StatementDiff) -> io::Result<()> {
        let (Some(b), Some(x)) = (self.told.said_in_b(statement), statement.a) else { return Ok(()) };
        let from = flat(self.told.origin(x));
        self.wording(Mark::Moved, &calm(&flat(b.text)))?;
        self.aside(&format!("came from {from}"))
    }

    fn changed(&mut self, a: Saying<'_>, b: Saying<'_>) -> io::Result<()> {
        if a.is_block() && b.is_block() {
            return self.block(a.text, b.text);
        }
        let said = pieces(&flat(a.text), &flat(b.text));
        self.wording(Mark::Gone, &said.a)?;
        self.wording(Mark::New, &said.b)
    }

    /// A statement that only one side has.
    fn whole(&mut self, mark: Mark, said: Saying<'_>) -> io::Result<()> {
        if !said.is_block() {
            return self.wording(mark, &calm(&flat(said.text)));
        }
        masked(said.text).lines().try_for_each(|line| self.block_line(mark, line))
    }

    /// Two blocks of code line by line, long unchanged stretches cut.
    fn block(&mut self, a: &str, b: &str) -> io::Result<()> {
        let (a, b) = (&*masked(a), &*masked(b));
        for edit in line_edits(a, b) {
            match edit {
                Edit::Gone(p) => a[p].lines().try_for_each(|line| self.block_line(Mark::Gone, line))?,
                Edit::New(q) => b[q].lines().try_for_each(|line| self.block_line(Mark::New, line))?,
                Edit::Same(p, _) => self.stretch(&a[p].lines().collect::<Vec<_>>())?,
            }
        }
        Ok(())
    }

    fn stretch(&mut self, same: &[&str]) -> io::Result<()> {
        if same.len() <= 2 * CONTEXT + 1 {
            return same.iter().try_for_each(|line| self.block_line(Mark::None, line));
        }
        same[..CONTEXT].iter().try_for_each(|line| self.block_line(Mark::None, line))?;
        self.aside(self.page.marks().cut)?;
        same[same.len() - CONTEXT..].iter().try_for_each(|line| self.block_line(Mark::None, line))
    }

    fn block_line(&mut self, mark: Mark, line: &str) -> io::Result<()> {
        let room = self.page.width.saturating_sub(MARGIN);
        let line = fit::head(&verbatim(line), room.max(8), self.page.marks().cut);
        let line = self.ink(mark.look(self.page).tone, format!("  {} {line}", mark.sign()).trim_end());
        writeln!(self.out, "{line}")
    }

    /// A wording behind its mark, wrapped.
    fn wording(&mut self, mark: Mark, pieces: &[Piece]) -> io::Result<()> {
        if pieces.is_empty() {
            return Ok(());
        }
        let look = mark.look(self.page);
        let room = self.page.width.saturating_sub(MARGIN).max(8);
        for (at, (line, _)) in lines(pieces, room, look).into_iter().enumerate() {
            let sign = if at == 0 { mark.sign() } else { " " };
            let sign = self.ink(look.tone, sign);
            writeln!(self.out, "{}", format!("  {sign} {line}").trim_end())?;
        }
        Ok(())
    }

    fn aside(&mut self, text: &str) -> io::Result<()> {
        for line in fit::wrap(text, self.page.width.saturating_sub(MARGIN)) {
            let line = self.ink(Tone::Dim, &line);
            writeln!(self.out, "{}{line}", " ".repeat(MARGIN))?;
        }
        Ok(())
    }
}

/// What stands before a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Gone,
    New,
    Moved,
    None,
}

impl Mark {
    const fn sign(self) -> &'static str {
        match self {
            Mark::Gone => "-",
            Mark::New => "+",
            Mark::Moved => ">",
            Mark::None => " ",
        }
    }

    const fn look(self, page: Page) -> Look {
        let (tone, marks) = match self {
            Mark::Gone => (Tone::Bad, GONE),
            Mark::New => (Tone::Good, NEW),
            Mark::Moved => (Tone::Typed, ("", "")),
            Mark::None => (Tone::Dim, ("", "")),
        };
        Look { tone, ink: page.ink, marks }
    }
}

/// A field's value on one line; an empty list is said to be one.
fn value(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Null) => "(empty)".to_owned(),
        Some(value) => flat(&value.told()),
    }
}

//! Two columns: what A says on the left, what B says on the right, what changed between them.

use std::io::{self, Write};

use super::{
    emphasis::{Piece, calm, pieces},
    meaning,
    pane::{GONE, Look, NEW, flat, lines, verbatim},
    told::{Counts, Saying, Told},
};
use crate::{
    model::{Change, FieldChange, FieldDiff, SectionDiff, StatementDiff},
    report::{
        Charset, Page, Terminal, figures, fit,
        ink::{Tone, paint},
    },
    text::{
        edit::{Edit, line_edits},
        secrets::masked,
    },
};

/// Columns of the middle, with the sign of what became of a row.
const MIDDLE: usize = 3;

/// The narrowest column that can still be read; on a narrower page lines run over.
const NARROWEST: usize = 16;

pub(super) fn write(told: &Told<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut columns = Columns { told, page, out };
    columns.head()?;
    told.diff.notes.iter().try_for_each(|note| columns.aside(&flat(&note.message)))?;
    let fields = told.diff.fields.iter().filter(|field| field.change != FieldChange::Same);
    fields.clone().try_for_each(|field| columns.field(field))?;
    told.diff.sections.iter().try_for_each(|row| columns.section(row))
}

struct Columns<'s, 'd> {
    told: &'s Told<'d>,
    page: Page,
    out: &'s mut dyn Write,
}

/// One side of a row.
type Side = Vec<Piece>;

impl Columns<'_, '_> {
    fn width(&self) -> usize {
        (self.page.width.saturating_sub(MIDDLE) / 2).max(NARROWEST)
    }

    fn head(&mut self) -> io::Result<()> {
        let [a, b] = [self.told.a(), self.told.b()]
            .map(|agent| fit::path(&Terminal(&agent.id).to_string(), self.width(), self.page.marks().cut));
        self.row(Tone::Strong, ' ', (calm(&a), calm(&b)))?;
        let relation = self.told.couple.relation();
        let figure = format!("{relation}, {}", figures::score(self.told.couple.similarity()));
        self.ruled(&figure, &self.told.summary())
    }

    fn ruled(&mut self, left: &str, right: &str) -> io::Result<()> {
        let (rule, cross) = match self.page.charset {
            Charset::Unicode => ("─", "─┼─"),
            Charset::Ascii => ("-", "-+-"),
        };
        let side = |text: &str| {
            let text = fit::head(text, self.width().saturating_sub(2), self.page.marks().cut);
            let blank = if text.is_empty() { "" } else { " " };
            let rule = rule.repeat(self.width().saturating_sub(fit::width(&text) + blank.len()));
            let ink = self.page.ink;
            format!("{}{blank}{}", paint(Tone::Strong, &text, ink), paint(Tone::Dim, &rule, ink))
        };
        writeln!(self.out, "{}{}{}", side(left), paint(Tone::Dim, cross, self.page.ink), side(right))
    }

    fn field(&mut self, field: &FieldDiff) -> io::Result<()> {
        let said = |value: Option<&crate::model::Value>| {
            value.map(|value| flat(&format!("{}: {}", field.field, value.plain()))).unwrap_or_default()
        };
        let entries = field.detail.entries.iter().map(|entry| (entry.change, meaning::entry(entry)));
        let mut rows: Vec<_> = entries.collect();
        if rows.is_empty() {
            rows.push((field.change, (said(field.a.as_ref()), said(field.b.as_ref()))));
        }
        rows.into_iter().try_for_each(|(change, sides)| self.sides(change, &sides))?;
        let told =
            field.detail.power.and(meaning::privilege(field)).into_iter().chain(meaning::remarks(self.told, field));
        told.into_iter().try_for_each(|told| self.aside(&flat(&format!("{}: {told}", field.field))))
    }

    fn sides(&mut self, change: FieldChange, (a, b): &(String, String)) -> io::Result<()> {
        match change {
            FieldChange::Changed => {
                let both = pieces(a, b);
                self.row(Tone::Plain, '|', (both.a, both.b))
            }
            FieldChange::Removed => self.row(Tone::Plain, '<', (calm(a), Vec::new())),
            _ => self.row(Tone::Plain, '>', (Vec::new(), calm(b))),
        }
    }

    /// A remark over both columns.
    fn aside(&mut self, text: &str) -> io::Result<()> {
        for line in fit::wrap(text, self.page.width) {
            writeln!(self.out, "{}", paint(Tone::Dim, &line, self.page.ink))?;
        }
        Ok(())
    }

    fn section(&mut self, row: &SectionDiff) -> io::Result<()> {
        let changes = self.told.changes(row);
        let title = |title: Option<&str>| title.map(|title| format!("{} ({changes})", flat(title))).unwrap_or_default();
        let (left, right) = (self.told.title_of_a(row), self.told.title_of_b(row));
        let (left, right) =
            (title(left), right.map(flat).map_or_else(String::new, |b| if left.is_some() { b } else { title(right) }));
        self.ruled(&left, &right)?;
        let differing = row.statements.iter().filter(|statement| statement.change != Change::Same);
        differing.clone().try_for_each(|statement| self.statement(row, statement))?;
        for arrival in self.told.received(row) {
            self.arrival(arrival)?;
        }
        match Counts::of(&row.statements).same {
            0 => Ok(()),
            same => self.fold(same, "statement"),
        }
    }

    fn fold(&mut self, same: usize, thing: &str) -> io::Result<()> {
        let said = calm(&format!("({} the same)", figures::count(same, thing)));
        self.row(Tone::Dim, '=', (said.clone(), said))
    }

    fn statement(&mut self, row: &SectionDiff, statement: &StatementDiff) -> io::Result<()> {
        let (left, right) = (self.told.said_in_a(statement), self.told.said_in_b(statement));
        if left.or(right).is_some_and(|said| said.is_block()) && statement.change != Change::Moved {
            let text = |said: Option<Saying<'_>>| said.map(|said| said.text.to_owned()).unwrap_or_default();
            return self.block(&text(left), &text(right));
        }
        let (a, b) = (wording(left), wording(right));
        let there = self.told.elsewhere(row, statement).map(|section| flat(self.told.place(section)));
        let there = there.map(|there| format!("(in {there}) "));
        match statement.change {
            Change::Removed => self.row(Tone::Plain, '<', (calm(&a), Vec::new())),
            Change::Added => self.row(Tone::Plain, '>', (Vec::new(), calm(&b))),
            Change::Moved => {
                let there = there.unwrap_or_else(|| "(in another order)".to_owned());
                self.row(Tone::Plain, '~', (calm(&a), calm(&there)))
            }
            _ => {
                let mut both = pieces(&a, &b);
                both.b.splice(0..0, there.iter().flat_map(|there| calm(there)));
                self.row(Tone::Plain, '|', (both.a, both.b))
            }
        }
    }

    /// Code line by line: what went on the left of what came, lines that stayed counted.
    fn block(&mut self, a: &str, b: &str) -> io::Result<()> {
        let (a, b) = (&*masked(a), &*masked(b));
        let (mut gone, mut new): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for edit in line_edits(a, b) {
            match edit {
                Edit::Gone(p) => gone.extend(a[p].lines()),
                Edit::New(q) => new.extend(b[q].lines()),
                Edit::Same(p, _) => {
                    self.lines(&mut gone, &mut new)?;
                    self.fold(a[p].lines().count(), "line")?;
                }
            }
        }
        self.lines(&mut gone, &mut new)
    }

    fn lines(&mut self, gone: &mut Vec<&str>, new: &mut Vec<&str>) -> io::Result<()> {
        for at in 0..gone.len().max(new.len()) {
            let side = |list: &[&str]| list.get(at).map(|line| calm(&verbatim(line))).unwrap_or_default();
            let sign = match (gone.get(at), new.get(at)) {
                (Some(_), None) => '<',
                (None, _) => '>',
                _ => '|',
            };
            self.row(Tone::Plain, sign, (side(gone), side(new)))?;
        }
        gone.clear();
        new.clear();
        Ok(())
    }

    fn arrival(&mut self, statement: &StatementDiff) -> io::Result<()> {
        let (Some(b), Some(x)) = (self.told.said_in_b(statement), statement.a) else { return Ok(()) };
        let from = format!("(from {})", flat(self.told.origin(x)));
        self.row(Tone::Plain, '~', (calm(&from), calm(&flat(b.text))))
    }

    /// Two wordings beside each other, as many lines as the longer needs.
    fn row(&mut self, tone: Tone, sign: char, (a, b): (Side, Side)) -> io::Result<()> {
        let look =
            |side, marks| Look { tone: if tone == Tone::Plain { side } else { tone }, ink: self.page.ink, marks };
        let (left, right) = match sign {
            '|' | '<' | '>' => (look(Tone::Bad, GONE), look(Tone::Good, NEW)),
            _ => (look(tone, ("", "")), look(tone, ("", ""))),
        };
        let (left, right) = (lines(&a, self.width(), left), lines(&b, self.width(), right));
        for at in 0..left.len().max(right.len()) {
            let (line, taken) = left.get(at).cloned().unwrap_or_default();
            let other = right.get(at).map(|line| line.0.as_str()).unwrap_or_default();
            let blank = " ".repeat(self.width().saturating_sub(taken));
            let sign = if at == 0 { sign } else { ' ' };
            writeln!(self.out, "{}", format!("{line}{blank} {sign} {other}").trim_end())?;
        }
        Ok(())
    }
}

fn wording(said: Option<Saying<'_>>) -> String {
    said.map(|said| flat(said.text)).unwrap_or_default()
}

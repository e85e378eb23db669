//! Two lists by section: what only A has, and what only B has. What stands in both, in the same words or in others, is only
//! counted.

use std::io::{self, Write};

use super::{
    meaning,
    pane::flat,
    told::{Saying, Told},
};
use crate::{
    model::{Change, FieldChange, Section, SectionIx, StatementDiff, Value},
    report::{
        Code, Markdown, Page, figures, fit,
        ink::{Tone, paint},
    },
    text::secrets::masked,
};

/// What one of the two alone has.
struct Own<'d> {
    mark: &'static str,
    id: &'d str,
    fields: Vec<(&'d str, String)>,
    /// Titles with the statements there, in the order of the agent.
    sections: Vec<(&'d str, Vec<Saying<'d>>)>,
}

/// The lists for a terminal.
pub(super) fn write(told: &Told<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
    for (own, tone) in owns(told).iter().zip([Tone::Bad, Tone::Good]) {
        let title = format!("Only in {}", own.mark);
        let room = page.width.saturating_sub(title.len() + 2).max(12);
        let id = fit::path(&flat(own.id), room, page.marks().cut);
        writeln!(out, "{}  {}", paint(Tone::Strong, &title, page.ink), paint(Tone::Dim, &id, page.ink))?;
        for (name, value) in &own.fields {
            item(&format!("{name}: {value}"), 2, tone, page, out)?;
        }
        for (title, statements) in &own.sections {
            item(title, 2, Tone::Strong, page, out)?;
            for said in statements {
                item(&format!("- {}", flat(&masked(said.text))), 4, tone, page, out)?;
            }
        }
        if own.is_empty() {
            writeln!(out, "  nothing")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", paint(Tone::Dim, &both(told), page.ink))
}

fn item(text: &str, indent: usize, tone: Tone, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let hang = if text.starts_with("- ") { 2 } else { 0 };
    let room = page.width.saturating_sub(indent + hang);
    for (at, line) in fit::wrap(&flat(text), room).iter().enumerate() {
        let margin = " ".repeat(indent + if at == 0 { 0 } else { hang });
        writeln!(out, "{margin}{}", paint(tone, line, page.ink))?;
    }
    Ok(())
}

/// The lists as Markdown.
pub(super) fn markdown(told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    for own in owns(told) {
        writeln!(out, "## Only in {}: {}\n", own.mark, Code(own.id))?;
        for (name, value) in &own.fields {
            writeln!(out, "- {}: {}", Code(name), Markdown(value))?;
        }
        for (title, statements) in &own.sections {
            writeln!(out, "- **{}**", Markdown(&flat(title)))?;
            for said in statements {
                writeln!(out, "  - {}", Markdown(&flat(&masked(said.text))))?;
            }
        }
        if own.is_empty() {
            writeln!(out, "- nothing")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", both(told))
}

/// How much stands in both: `In both: 12 statements, 3 of them in other words.`
fn both(told: &Told<'_>) -> String {
    let rows = || told.diff.sections.iter().flat_map(|row| &row.statements);
    let met = rows().filter(|row| row.a.is_some() && row.b.is_some()).count();
    let changed = rows().filter(|row| row.change == Change::Changed).count();
    let words = if changed == 0 { String::new() } else { format!(", {changed} of them in other words") };
    format!("In both: {}{words}.", figures::count(met, "statement"))
}

fn owns<'d>(told: &Told<'d>) -> [Own<'d>; 2] {
    let side = |mark: &'static str, change: FieldChange| {
        let (agent, removed) = if mark == "A" { (told.a(), true) } else { (told.b(), false) };
        let rows = told.diff.sections.iter().flat_map(|row| &row.statements);
        let own = rows.filter(move |row| row.a.is_some() == removed && row.b.is_some() != removed);
        let fields = told.diff.fields.iter();
        let value = |value: Option<&Value>| masked(&value.map(Value::plain).unwrap_or_default()).into_owned();
        Own {
            mark,
            id: &agent.id,
            fields: fields
                .filter_map(|field| {
                    let extra = meaning::extra(field, change);
                    let whole = || value(if removed { field.a.as_ref() } else { field.b.as_ref() });
                    let said = if extra.is_empty() { whole() } else { masked(&extra.join(", ")).into_owned() };
                    (field.change == change || !extra.is_empty()).then_some((field.field.as_str(), said))
                })
                .collect(),
            sections: by_section(&agent.definition.sections, own.filter_map(|row| said(told, row)).collect::<Vec<_>>()),
        }
    };
    [side("A", FieldChange::Removed), side("B", FieldChange::Added)]
}

fn said<'d>(told: &Told<'d>, row: &StatementDiff) -> Option<Saying<'d>> {
    told.said_in_a(row).or_else(|| told.said_in_b(row))
}

/// The statements under the titles of their sections, in the order of the agent.
fn by_section<'d>(sections: &'d [Section], mut own: Vec<Saying<'d>>) -> Vec<(&'d str, Vec<Saying<'d>>)> {
    own.sort_by_key(|said| (said.statement.section, said.statement.block.start));
    let title = |ix: SectionIx| match sections[ix.get()].title.as_str() {
        "" => "(opening)",
        title => title,
    };
    own.chunk_by(|x, y| x.statement.section == y.statement.section)
        .map(|run| (title(run[0].statement.section), run.to_vec()))
        .collect()
}

impl Own<'_> {
    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.sections.is_empty()
    }
}

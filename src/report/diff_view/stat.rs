//! Counts: how much changed where.

use std::io::{self, Write};

use super::{
    meaning,
    pane::flat,
    told::{Counts, Told, field_change},
};
use crate::{
    model::{FieldChange, SectionChange},
    report::{
        Page, fit,
        ink::{Tone, paint},
    },
};

/// The columns of figures, each as wide as its title.
const TITLES: [&str; 5] = ["same", "changed", "moved", "added", "removed"];

/// Columns of a section's changes at most: `moved, renamed, changed` and a space.
const CHANGES: usize = 24;

/// Columns of a section's title at least.
const TITLE: usize = 12;

pub(super) fn write(told: &Told<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let relation = told.couple.relation();
    writeln!(out, "{relation}, {}", told.similarity())?;
    writeln!(out, "{}", told.summary())?;
    for field in told.diff.fields.iter().filter(|field| field.change != FieldChange::Same) {
        let privilege = meaning::privilege(field).map(|said| format!(" ({said})")).unwrap_or_default();
        writeln!(out, "  {} {}{privilege}", flat(&field.field), field_change(field.change))?;
    }
    let numbers: usize = TITLES.iter().map(|title| title.len() + 2).sum();
    let wide = page.width.saturating_sub(numbers + TITLE + 2).clamp(7, CHANGES);
    let room = page.width.saturating_sub(numbers + wide + 1).max(TITLE);
    let cell = |text: &str, room: usize| {
        let text = fit::head(text, room, page.marks().cut);
        let blank = " ".repeat(room.saturating_sub(fit::width(&text)));
        text + &blank
    };
    let line =
        |title: &str, changes: &str, figures: String| format!("{} {}{figures}", cell(title, room), cell(changes, wide));
    let titles = format!("  {}", TITLES.join("  "));
    writeln!(out, "{}", paint(Tone::Strong, &line("section", "change", titles), page.ink))?;
    let mut all = Counts::default();
    for row in &told.diff.sections {
        let counts = Counts::of(&row.statements);
        all = all.plus(counts);
        let title = flat(told.title_of_a(row).or(told.title_of_b(row)).unwrap_or_default());
        let tone = if row.change == [SectionChange::Same] { Tone::Dim } else { Tone::Plain };
        writeln!(out, "{}", paint(tone, &line(&title, &told.changes(row), numbered(counts)), page.ink))?;
    }
    writeln!(out, "{}", paint(Tone::Strong, &line("all statements", "", numbered(all)), page.ink))
}

fn numbered(counts: Counts) -> String {
    let number = |(n, title): (usize, &str)| {
        let shown = if n == 0 { "-".to_owned() } else { n.to_string() };
        format!("  {shown:>width$}", width = title.len())
    };
    counts.list().into_iter().zip(TITLES).map(number).collect()
}

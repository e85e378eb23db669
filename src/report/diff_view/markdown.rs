//! A diff to paste into an issue: a table of the fields, then a list of statements for each section that differs.

use std::io::{self, Write};

use super::{
    emphasis::{Piece, Stress, pieces},
    meaning,
    pane::verbatim,
    told::{Counts, Saying, Told, field_change, remark},
    unified,
};
use crate::{
    model::{Change, FieldChange, FieldDiff, SectionChange, SectionDiff, StatementDiff, Value},
    report::{Code, Markdown, figures},
    text::{
        edit::{Edit, line_edits},
        secrets::masked,
    },
};

pub(super) fn write(told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (a, b) = (Code(&told.a().id), Code(&told.b().id));
    writeln!(out, "# {a} → {b}: {}\n", told.couple.relation())?;
    writeln!(out, "**{}** ({}).\n", told.summary(), told.similarity())?;
    fields(told, out)?;
    told.diff.notes.iter().try_for_each(|note| writeln!(out, "Note: {}.\n", Markdown(&flat(&note.message))))?;
    for row in told.diff.sections.iter().filter(|row| row.change != [SectionChange::Same]) {
        section(told, row, out)?;
    }
    let same = told.diff.sections.iter().filter(|row| row.change == [SectionChange::Same]).count();
    if same == 0 { Ok(()) } else { writeln!(out, "{} the same.", figures::count(same, "section")) }
}

/// The patch, in a fence longer than any in it.
pub(super) fn patch(told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let patch = unified::patch(told);
    let fence = "`".repeat(longest_run(&patch).max(2) + 1);
    writeln!(out, "{fence}diff\n{patch}{fence}")
}

fn fields(told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let differing: Vec<_> = told.diff.fields.iter().filter(|field| field.change != FieldChange::Same).collect();
    if !differing.is_empty() {
        writeln!(out, "| field | change | A | B |\n|---|---|---|---|")?;
        for field in &differing {
            let (name, change) = (Code(&field.field), field_change(field.change));
            let told = meaning::privilege(field).map(|said| format!(" ({said})")).unwrap_or_default();
            writeln!(out, "| {name} | {change}{told} | {} | {} |", cell(field.a.as_ref()), cell(field.b.as_ref()))?;
        }
        writeln!(out)?;
        remarks(told, &differing, out)?;
    }
    if let Some(unlisted) = meaning::unlisted(told) {
        writeln!(out, "{}.\n", Markdown(&unlisted))?;
    }
    let same: Vec<String> = told.same_fields().into_iter().map(|name| Code(name).to_string()).collect();
    if same.is_empty() { Ok(()) } else { writeln!(out, "Fields the same: {}.\n", same.join(", ")) }
}

/// What the differences mean, a point each; entries of nested mappings by their paths.
fn remarks(told: &Told<'_>, differing: &[&FieldDiff], out: &mut dyn Write) -> io::Result<()> {
    let mut points = Vec::new();
    for field in differing {
        let name = Code(&field.field);
        points.extend(meaning::remarks(told, field).iter().map(|remark| format!("- {name}: {}", Markdown(remark))));
        for entry in &field.detail.entries {
            let (a, b) = (cell(entry.a.as_ref()), cell(entry.b.as_ref()));
            points.push(match entry.change {
                FieldChange::Added => format!("- {name}: B adds {} ({b})", Code(&entry.path)),
                FieldChange::Removed => format!("- {name}: only A has {} ({a})", Code(&entry.path)),
                _ => format!("- {name}: {} is {a} in A, {b} in B", Code(&entry.path)),
            });
        }
    }
    if points.is_empty() { Ok(()) } else { writeln!(out, "{}\n", points.join("\n")) }
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Null) => "(empty)".to_owned(),
        Some(value) => Markdown(&flat(&value.told())).to_string(),
    }
}

fn flat(text: &str) -> String {
    // Before words are set apart: a secret in two pieces would be told by neither.
    masked(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn section(told: &Told<'_>, row: &SectionDiff, out: &mut dyn Write) -> io::Result<()> {
    let title = match (told.title_of_a(row), told.title_of_b(row)) {
        (Some(a), Some(b)) if row.change.contains(&SectionChange::Renamed) => {
            format!("{} → {}", Markdown(&flat(a)), Markdown(&flat(b)))
        }
        (a, b) => Markdown(&flat(a.or(b).unwrap_or_default())).to_string(),
    };
    writeln!(out, "### {title}: {}\n", told.changes(row))?;
    let within: Vec<String> =
        told.titles_within(row).into_iter().map(|title| format!("*{}*", Markdown(&flat(title)))).collect();
    if !within.is_empty() {
        writeln!(out, "With what lies in it: {}.\n", within.join(", "))?;
    }
    let mut listed = 0;
    for statement in row.statements.iter().filter(|statement| statement.change != Change::Same) {
        writeln!(out, "- {}", line(told, row, statement))?;
        listed += 1;
    }
    for arrival in told.received(row) {
        let (Some(b), Some(x)) = (told.said_in_b(arrival), arrival.a) else { continue };
        writeln!(out, "- came from *{}*: {}", Markdown(&flat(told.origin(x))), quoted(b))?;
        listed += 1;
    }
    match Counts::of(&row.statements).same {
        0 if listed == 0 => writeln!(out, "- no statement"),
        0 => Ok(()),
        same => writeln!(out, "- {} the same", figures::count(same, "statement")),
    }?;
    writeln!(out)
}

fn line(told: &Told<'_>, row: &SectionDiff, statement: &StatementDiff) -> String {
    let there = told.elsewhere(row, statement).map(|section| Markdown(&flat(told.place(section))).to_string());
    let to = there.map(|there| format!(" to *{there}*")).unwrap_or_default();
    match (told.said_in_a(statement), told.said_in_b(statement)) {
        (Some(a), Some(b)) if statement.change == Change::Changed && a.is_block() && b.is_block() => {
            let moved = if to.is_empty() { String::new() } else { format!(" and moved{to}") };
            format!(
                "changed{moved} (lines {} and {}):\n\n{}",
                a.statement.line,
                b.statement.line,
                fenced(a.text, b.text)
            )
        }
        (Some(a), Some(b)) if statement.change == Change::Changed => {
            let said = pieces(&flat(a.text), &flat(b.text));
            let moved = if to.is_empty() { String::new() } else { format!(" and moved{to}") };
            let remark = remark(statement).map(|remark| format!(" ({remark})")).unwrap_or_default();
            format!("changed{moved}{remark}: {} → {}", stressed(&said.a, "del"), stressed(&said.b, "ins"))
        }
        (Some(a), Some(_)) => format!("moved{to}: {}", quoted(a)),
        (Some(a), None) if a.is_block() => format!("removed (line {}):\n\n{}", a.statement.line, fenced(a.text, "")),
        (None, Some(b)) if b.is_block() => format!("added (line {}):\n\n{}", b.statement.line, fenced("", b.text)),
        (Some(a), None) => format!("removed: {}", quoted(a)),
        (None, Some(b)) => format!("added: {}", quoted(b)),
        (None, None) => String::new(),
    }
}

fn quoted(said: Saying<'_>) -> String {
    format!("{} (line {})", Markdown(&flat(said.text)), said.statement.line)
}

/// Two blocks of code line by line, in a fence longer than any in them, indented to stand in a list item.
fn fenced(a: &str, b: &str) -> String {
    let (a, b) = (&*masked(a), &*masked(b));
    let fence = "`".repeat(longest_run(a).max(longest_run(b)).max(2) + 1);
    let mut lines = vec![format!("  {fence}diff")];
    for edit in line_edits(a, b) {
        let (sign, text) = match edit {
            Edit::Gone(p) => ('-', &a[p]),
            Edit::New(q) => ('+', &b[q]),
            Edit::Same(p, _) => (' ', &a[p]),
        };
        lines.extend(text.lines().map(|line| format!("  {sign}{}", verbatim(line))));
    }
    lines.push(format!("  {fence}"));
    lines.join("\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A wording with its stressed words in a tag, which holds where `**` next to letters would not.
fn stressed(list: &[Piece], tag: &str) -> String {
    let piece = |piece: &Piece| match piece.stress {
        Stress::Calm => Markdown(&piece.text).to_string(),
        Stress::Stressed => format!("<{tag}>{}</{tag}>", Markdown(&piece.text)),
    };
    list.iter().map(piece).collect()
}

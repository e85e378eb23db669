//! What a merge did: the canonical itself goes elsewhere.

use std::{collections::BTreeMap, io};

use super::{
    grid::{Grid, Take, cell},
    sheet::Sheet,
};
use crate::{
    model::{AgentIx, Choice, Conflict, ConflictKind, Corpus, Fate, Proposal},
    report::{Terminal, figures, fit, ink::Tone, names, stance},
};

/// Above this a list of conflicts hides the rest of the summary.
const CONFLICTS: usize = 12;
/// A side is quoted to be recognised, not to be read whole.
const SIDE_WIDTH: usize = 160;

pub(super) fn write(
    sheet: &mut Sheet<'_>,
    corpus: &Corpus,
    proposal: &Proposal,
    decisions: &[Choice],
) -> io::Result<()> {
    let members = figures::count(proposal.members.len(), "agent");
    let info = sheet.dotted(&[format!("{members} into one"), proposal.format.to_string()]);
    sheet.heading(&Terminal(&corpus.definition(proposal.base).name).to_string(), &info)?;
    sources(sheet, corpus, proposal)?;
    sheet.prose(2, Tone::Dim, &format!("Base: {}.", Terminal(&proposal.base_because)))?;
    let home = &corpus.agent(proposal.base).path;
    if let Some(file) = proposal.file.as_ref().filter(|file| *file != home) {
        sheet.prose(2, Tone::Dim, &format!("A file of this format lies at {} in a project.", Terminal(file)))?;
    }
    let (settled, open): (Vec<_>, Vec<_>) =
        proposal.conflicts.iter().partition(|conflict| by(decisions, conflict).is_some());
    conflicts(sheet, corpus, "To settle", (&open, &[]))?;
    conflicts(sheet, corpus, "Settled", (&settled, decisions))?;
    omitted(sheet, proposal)?;
    notes(sheet, proposal)
}

/// Who gave how many statements; those in other members' words that say the same count as support.
fn sources(sheet: &mut Sheet<'_>, corpus: &Corpus, proposal: &Proposal) -> io::Result<()> {
    let mut grid = Grid::new(2, &[Take::Own, Take::Path, Take::Right, Take::Right]).titled(&[
        "",
        "member",
        "in its words",
        "said by it",
    ]);
    for member in &proposal.members {
        let gave = proposal.statements.iter().filter(|s| s.sources.first().is_some_and(|x| x.agent == *member)).count();
        let backs = proposal.statements.iter().filter(|s| s.sources.iter().any(|x| x.agent == *member)).count();
        let mark = if *member == proposal.base { sheet.page.marks().star } else { "" };
        grid.row([
            cell(Tone::Good, mark),
            cell(Tone::Plain, id(corpus, *member)),
            cell(Tone::Plain, gave),
            cell(Tone::Dim, backs),
        ]);
    }
    sheet.grid(grid)?;
    let kept = figures::count(proposal.statements.len(), "statement");
    sheet.prose(2, Tone::Plain, &format!("{kept} kept, {} left out.", proposal.omitted.len()))
}

/// The decision that settled a conflict.
fn by<'d>(decisions: &'d [Choice], conflict: &Conflict) -> Option<&'d Choice> {
    decisions.iter().find(|decision| decision.settles(conflict))
}

fn conflicts(
    sheet: &mut Sheet<'_>,
    corpus: &Corpus,
    title: &str,
    (conflicts, decisions): (&[&Conflict], &[Choice]),
) -> io::Result<()> {
    if conflicts.is_empty() {
        return Ok(());
    }
    sheet.gap()?;
    sheet.heading(title, &figures::count(conflicts.len(), "conflict"))?;
    let (shown, left) = sheet.page.fold(conflicts, CONFLICTS);
    for conflict in shown {
        let what = sheet.ink(Tone::Strong, &Terminal(&conflict.what).to_string());
        let kind = sheet.ink(tone(conflict.kind), names::conflict(conflict.kind));
        sheet.line(&format!("  {kind}  {what}"))?;
        conflict_sides(sheet, corpus, conflict, by(decisions, conflict))?;
    }
    sheet.more(2, left, " conflicts")
}

fn conflict_sides(
    sheet: &mut Sheet<'_>,
    corpus: &Corpus,
    conflict: &Conflict,
    decision: Option<&Choice>,
) -> io::Result<()> {
    let mut grid = Grid::new(4, &[Take::Own, Take::Most(30), Take::Prose]);
    for side in &conflict.sides {
        let at = side.line.map(|line| format!(":{line}")).unwrap_or_default();
        let decided = decision.is_some_and(|decision| decision.takes_side(conflict, side));
        let taken = decided || conflict.chosen.as_ref() == Some(&side.value);
        let mark = if taken { sheet.page.marks().star } else { "" };
        let place = fit::path(&id(corpus, side.agent), 30 - at.len(), sheet.page.marks().cut);
        grid.row([
            cell(Tone::Good, mark),
            cell(Tone::Dim, format!("{place}{at}")),
            cell(Tone::Plain, quoted(sheet, &stance(corpus.definition(side.agent), &conflict.what, &side.value))),
        ]);
    }
    sheet.grid(grid)?;
    if decision.is_some() {
        return sheet.prose(4, Tone::Good, "decided by --resolve");
    }
    match &conflict.chosen {
        Some(chosen) if !conflict.sides.iter().any(|side| side.value == *chosen) => {
            let chosen = quoted(sheet, &chosen.told());
            sheet.prose(4, Tone::Dim, &format!("the canonical holds: {chosen}"))
        }
        Some(_) => Ok(()),
        None if conflict.kind == ConflictKind::Instruction => {
            sheet.prose(4, Tone::Dim, "neither side was taken: settle it by hand")
        }
        None => sheet.prose(4, Tone::Dim, "the canonical leaves it out"),
    }
}

fn quoted(sheet: &Sheet<'_>, words: &str) -> String {
    fit::head(&Terminal(words).to_string(), SIDE_WIDTH, sheet.page.marks().cut)
}

const fn tone(kind: ConflictKind) -> Tone {
    match kind {
        ConflictKind::Privilege => Tone::Bad,
        ConflictKind::Field | ConflictKind::Instruction => Tone::Warn,
    }
}

fn omitted(sheet: &mut Sheet<'_>, proposal: &Proposal) -> io::Result<()> {
    if proposal.omitted.is_empty() {
        return Ok(());
    }
    let mut by_reason: BTreeMap<Fate, usize> = BTreeMap::new();
    for omission in &proposal.omitted {
        *by_reason.entry(omission.reason).or_default() += 1;
    }
    sheet.gap()?;
    sheet.heading("Left out", &figures::count(proposal.omitted.len(), "statement"))?;
    let mut grid = Grid::new(2, &[Take::Right, Take::Prose]);
    for (reason, times) in by_reason {
        grid.row([cell(Tone::Strong, times), cell(Tone::Plain, names::fate(reason))]);
    }
    sheet.grid(grid)
}

fn notes(sheet: &mut Sheet<'_>, proposal: &Proposal) -> io::Result<()> {
    if !proposal.notes.is_empty() {
        sheet.gap()?;
    }
    for note in &proposal.notes {
        let word = sheet.ink(Tone::of_severity(note.code.severity), names::severity(note.code.severity));
        let at = note.lines.map(|lines| format!("line {}: ", lines.first)).unwrap_or_default();
        sheet.line(&format!("  {word}  {}", sheet.ink(Tone::Strong, note.code.id)))?;
        sheet.prose(6, Tone::Dim, &format!("{at}{}", Terminal(&note.message)))?;
    }
    Ok(())
}

fn id(corpus: &Corpus, ix: AgentIx) -> String {
    Terminal(&corpus.agent(ix).id).to_string()
}

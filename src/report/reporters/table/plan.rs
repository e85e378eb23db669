//! A plan, and what became of it.

use std::io;

use super::{
    grid::{Grid, Take, cell},
    sheet::Sheet,
};
use crate::{
    model::{Mention, Outcome, Plan, Progress, Receipt, Step},
    report::{Terminal, figures, ink::Tone, names},
};

/// Families that are shown: a screen scrolled once.
const FAMILIES: usize = 20;
/// Mentions that are shown.
const MENTIONS: usize = 20;

pub(super) fn write(sheet: &mut Sheet<'_>, plan: &Plan) -> io::Result<()> {
    let counts = names::counted(plan.steps.iter().map(|step| step.action.as_str()));
    let counts: Vec<String> = counts.iter().map(|(action, times)| format!("{times} to {action}")).collect();
    let line = sheet.dotted(&counts);
    sheet.prose(0, Tone::Strong, if line.is_empty() { "No families: nothing to do." } else { &line })?;
    let families: Vec<&[Step]> = plan.steps.chunk_by(|a, b| a.family == b.family).collect();
    let (shown, left) = sheet.page.fold(&families, FAMILIES);
    for family in shown {
        sheet.gap()?;
        sheet.heading(&Terminal(&family[0].family).to_string(), &figures::count(family.len(), "agent"))?;
        let mut grid = Grid::new(2, &[Take::Own, Take::Path, Take::Prose]);
        for step in *family {
            grid.row([
                cell(tone(step), Terminal(&step.action)),
                cell(Tone::Plain, Terminal(&step.path)),
                cell(Tone::Dim, Terminal(&step.because)),
            ]);
        }
        sheet.grid(grid)?;
    }
    sheet.more(0, left, " families")?;
    mentions(sheet, &plan.mentions)?;
    unmet(sheet, &plan.unmet)?;
    if plan.changes().next().is_none() {
        return Ok(());
    }
    sheet.gap()?;
    sheet.prose(0, Tone::Plain, "Nothing is changed yet: --write carries it out, agentkin undo takes it back.")
}

/// Where files that stay name what goes.
fn mentions(sheet: &mut Sheet<'_>, mentions: &[Mention]) -> io::Result<()> {
    if mentions.is_empty() {
        return Ok(());
    }
    sheet.gap()?;
    sheet.heading("mention-of-removed", &format!("{} of agents that go", figures::count(mentions.len(), "mention")))?;
    let (shown, left) = sheet.page.fold(mentions, MENTIONS);
    let mut grid = Grid::new(2, &[Take::Path, Take::Path]);
    for mention in shown {
        let place = format!("{}:{}", mention.path, mention.line);
        grid.row([cell(Tone::Warn, Terminal(&place)), cell(Tone::Plain, Terminal(&mention.of))]);
    }
    sheet.grid(grid)?;
    sheet.more(2, left, " mentions")
}

/// Decisions that nobody had a use for.
fn unmet(sheet: &mut Sheet<'_>, unmet: &[String]) -> io::Result<()> {
    if unmet.is_empty() {
        return Ok(());
    }
    sheet.gap()?;
    sheet.heading("decision-unmet", &format!("{} came to nothing", figures::count(unmet.len(), "decision")))?;
    unmet.iter().try_for_each(|told| sheet.prose(2, Tone::Warn, &Terminal(told).to_string()))
}

fn tone(step: &Step) -> Tone {
    match (step.changes(), &step.text) {
        (false, _) => Tone::Dim,
        (true, Some(_)) => Tone::Good,
        (true, None) => Tone::Warn,
    }
}

pub(super) fn receipts(sheet: &mut Sheet<'_>, receipts: &[Receipt]) -> io::Result<()> {
    if receipts.is_empty() {
        return sheet.prose(0, Tone::Plain, "No receipts here.");
    }
    receipts.iter().try_for_each(|receipt| one(sheet, receipt))
}

fn one(sheet: &mut Sheet<'_>, receipt: &Receipt) -> io::Result<()> {
    let title = if receipt.id.is_empty() { "Nothing to do".to_owned() } else { format!("Receipt {}", receipt.id) };
    sheet.heading(&Terminal(&title).to_string(), names::progress(receipt.progress))?;
    let mut grid = Grid::new(2, &[Take::Own, Take::Own, Take::Path]);
    for (step, outcome) in receipt.plan.steps.iter().zip(&receipt.outcomes) {
        if *outcome != Outcome::Kept {
            let said = names::outcome(*outcome);
            grid.row([
                cell(of(*outcome), said),
                cell(Tone::Plain, Terminal(&step.action)),
                cell(Tone::Plain, Terminal(&step.path)),
            ]);
        }
    }
    sheet.grid(grid)?;
    let kept = receipt.outcomes.iter().filter(|outcome| **outcome == Outcome::Kept).count();
    if kept > 0 {
        sheet.prose(2, Tone::Dim, &format!("{} kept.", figures::count(kept, "agent")))?;
    }
    if receipt.id.is_empty() || receipt.progress == Progress::Undone {
        return Ok(());
    }
    sheet.prose(2, Tone::Dim, &format!("agentkin undo {} takes it back.", receipt.id))
}

const fn of(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Done => Tone::Good,
        Outcome::Kept | Outcome::NotDone => Tone::Dim,
        Outcome::Changed => Tone::Bad,
    }
}

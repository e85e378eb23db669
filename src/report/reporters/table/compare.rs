//! What is told of two agents, in words; and of a list of pairs, in rows.

use std::io;

use super::{
    find::telling,
    grid::{Grid, Take, cell},
    sheet::Sheet,
};
use crate::{
    model::{Agent, Relation},
    report::{Couple, Terminal, advice, figures, ink::Tone},
};

pub(super) fn write(sheet: &mut Sheet<'_>, couple: Couple<'_>) -> io::Result<()> {
    let relation = couple.relation();
    let info = format!(
        "similarity {}{}{} sure",
        figures::score(couple.similarity()),
        sheet.page.marks().dot,
        figures::percent(couple.confidence())
    );
    sheet.heading(relation.name(), &info)?;
    sides(sheet, couple)?;
    sheet.gap()?;
    sheet.prose(2, Tone::Plain, &format!("{} {}", advice::meaning(relation), advice::order(relation)))?;
    if couple.comparison.is_none() {
        return sheet.prose(2, Tone::Dim, "A and B are one and the same agent.");
    }
    sheet.gap()?;
    grounds(sheet, couple)?;
    signals(sheet, couple)?;
    let inside = couple.containment();
    let (a_in_b, b_in_a) = (figures::percent(inside.a_in_b), figures::percent(inside.b_in_a));
    sheet.prose(2, Tone::Plain, &format!("{a_in_b} of what A says stands in B, {b_in_a} of B in A."))
}

fn sides(sheet: &mut Sheet<'_>, couple: Couple<'_>) -> io::Result<()> {
    let mut grid = Grid::new(2, &[Take::Own, Take::Path, Take::Most(28), Take::Own]);
    let mut side = |mark: &str, agent: &Agent| {
        grid.row([
            cell(Tone::Strong, mark),
            cell(Tone::Plain, Terminal(&agent.id)),
            cell(Tone::Strong, Terminal(&agent.definition.name)),
            cell(Tone::Dim, agent.definition.format),
        ]);
    };
    side("A", couple.first());
    side("B", couple.second());
    sheet.grid(grid)
}

/// What decided, for and against.
fn grounds(sheet: &mut Sheet<'_>, couple: Couple<'_>) -> io::Result<()> {
    let told = couple.comparison.map(|told| told.grounds.as_slice()).unwrap_or_default();
    let side = |is: fn(f64) -> bool| -> String {
        let of_side = told.iter().filter(|ground| is(ground.log_odds));
        of_side.map(|ground| format!("{} ({})", ground.means, ground.feature)).collect::<Vec<_>>().join("; ")
    };
    let asked = if couple.relation() == Relation::Unrelated { Relation::Related } else { couple.relation() };
    for (lead, said) in [("for", side(|odds| odds > 0.0)), ("against", side(|odds| odds < 0.0))] {
        if !said.is_empty() {
            sheet.prose(2, Tone::Plain, &format!("What weighed {lead} {asked}: {said}."))?;
        }
    }
    if told.is_empty() { Ok(()) } else { sheet.gap() }
}

fn signals(sheet: &mut Sheet<'_>, couple: Couple<'_>) -> io::Result<()> {
    let mut grid = Grid::new(2, &[Take::Own, Take::Right, Take::Prose]);
    for signal in couple.comparison.map(|told| told.signals.as_slice()).unwrap_or_default() {
        let because = signal.because.as_deref().unwrap_or(if signal.score.is_none() { "nothing to go by" } else { "" });
        grid.row([
            cell(Tone::Strong, signal.name),
            cell(Tone::Plain, signal.score.map_or("?".to_owned(), figures::score)),
            cell(Tone::Dim, Terminal(because)),
        ]);
    }
    sheet.grid(grid)
}

pub(super) fn write_list(sheet: &mut Sheet<'_>, couples: &[Couple<'_>]) -> io::Result<()> {
    for couple in couples {
        let relation = couple.relation();
        let similarity = figures::score(couple.similarity());
        let head = sheet.ink(Tone::of_relation(relation), &format!("{relation:<14}"));
        let why = couple.comparison.map(telling).unwrap_or_default();
        let why = if relation == Relation::Unrelated { String::new() } else { sheet.ink(Tone::Dim, &why) };
        sheet.line(format!("{head} {similarity}  {why}").trim_end())?;
        for agent in [couple.first(), couple.second()] {
            sheet.line(&format!("  {}", Terminal(&agent.id)))?;
        }
    }
    Ok(())
}

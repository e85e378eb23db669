//! The nearest kin of one agent.

use std::io;

use super::{
    grid::{Grid, Take, cell},
    sheet::Sheet,
};
use crate::{
    model::{AgentIx, Comparison, Corpus, Kin, Relation},
    report::{Detail, Terminal, figures, ink::Tone},
};

/// How many signals stand behind a row.
const REASONS: usize = 4;
/// Below this a signal speaks rather against kinship than for it.
const TELLING: f64 = 0.25;

pub(super) fn write(sheet: &mut Sheet<'_>, corpus: &Corpus, kin: &Kin) -> io::Result<()> {
    let agent = corpus.agent(kin.agent);
    let others = figures::count(corpus.len().saturating_sub(1), "other agent");
    sheet.heading(&Terminal(&agent.definition.name).to_string(), &format!("against {others}"))?;
    sheet.prose(2, Tone::Dim, &Terminal(&agent.id).to_string())?;
    sheet.gap()?;
    let related = kin.kin.iter().filter(|told| told.relation >= Relation::Related).count();
    if related == 0 {
        sheet.prose(2, Tone::Good, "None of them is kin to it. The nearest:")?;
    }
    // Strangers fill the list up to --top: one of them shows where kinship ends.
    let shown = if sheet.page.detail == Detail::Full { kin.kin.len() } else { kin.kin.len().min(related.max(1)) };
    for told in &kin.kin[..shown] {
        one(sheet, corpus, told, kin.agent)?;
    }
    sheet.more(2, kin.kin.len() - shown, " that are unrelated")
}

fn one(sheet: &mut Sheet<'_>, corpus: &Corpus, told: &Comparison, agent: AgentIx) -> io::Result<()> {
    let other = corpus.agent(if told.pair.a() == agent { told.pair.b() } else { told.pair.a() });
    let mut grid = Grid::new(2, &[Take::Own, Take::Own, Take::Path, Take::Most(28)]);
    grid.row([
        cell(Tone::Strong, figures::score(told.similarity)),
        cell(Tone::of_relation(told.relation), format!("{:<14}", told.relation)),
        cell(Tone::Plain, Terminal(&other.id)),
        cell(Tone::Dim, Terminal(&other.definition.name)),
    ]);
    sheet.grid(grid)?;
    sheet.prose(8, Tone::Dim, &telling(told))
}

/// What speaks for kinship, in the order of the roster: `text 0.93, role 0.88`.
pub(super) fn telling(told: &Comparison) -> String {
    let said = told.signals.iter().filter_map(|signal| Some((signal.name, signal.score?)));
    let said = said.filter(|(_, score)| score.get() >= TELLING).take(REASONS);
    said.map(|(name, score)| format!("{name} {}", figures::score(score))).collect::<Vec<_>>().join(", ")
}

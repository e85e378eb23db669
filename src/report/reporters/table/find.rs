//! The nearest kin of one agent.

use std::io;

use super::{
    grid::{Grid, Take, cell},
    sheet::Sheet,
};
use crate::{
    model::{AgentIx, Comparison, Corpus, Kin, Relation},
    report::{Terminal, figures, ink::Tone},
};

/// How many signals stand behind a row: the strongest two tell most of it.
const REASONS: usize = 2;

pub(super) fn write(sheet: &mut Sheet<'_>, corpus: &Corpus, kin: &Kin) -> io::Result<()> {
    let agent = corpus.agent(kin.agent);
    let others = figures::count(corpus.len().saturating_sub(1), "other agent");
    sheet.heading(&Terminal(&agent.definition.name).to_string(), &format!("against {others}"))?;
    sheet.prose(2, Tone::Dim, &Terminal(&agent.id).to_string())?;
    let related = kin.kin.iter().filter(|told| told.relation >= Relation::Related).count();
    if related == 0 {
        sheet.prose(2, Tone::Good, "None of them is kin to it.")?;
    }
    let takes = [Take::Right, Take::Own, Take::Path, Take::Most(20), Take::Own];
    let mut grid = Grid::new(2, &takes).titled(&["", "relation", "agent", "name", "strongest signals"]);
    for told in &kin.kin {
        let other = corpus.agent(other(told, kin.agent));
        grid.row([
            cell(Tone::Strong, figures::score(told.similarity)),
            cell(Tone::of_relation(told.relation), told.relation),
            cell(Tone::Plain, Terminal(&other.id)),
            cell(Tone::Dim, Terminal(&other.definition.name)),
            cell(Tone::Dim, strongest(told)),
        ]);
    }
    sheet.grid(grid)
}

fn other(told: &Comparison, agent: AgentIx) -> AgentIx {
    if told.pair.a() == agent { told.pair.b() } else { told.pair.a() }
}

/// The strongest signals with their scores, `text 0.93, role 0.88`.
pub(super) fn strongest(told: &Comparison) -> String {
    let mut said: Vec<_> = told.signals.iter().filter_map(|signal| Some((signal.score?, signal.name))).collect();
    said.sort_by(|x, y| y.0.cmp(&x.0));
    let said = said.iter().take(REASONS).map(|(score, name)| format!("{name} {}", figures::score(*score)));
    said.collect::<Vec<_>>().join(", ")
}

//! For Markdown that draws Mermaid: GitHub, GitLab, wikis (mermaid.js.org/syntax/flowchart).

use std::{
    collections::BTreeSet,
    fmt::{self, Display, Write as _},
    io::{self, Write},
};

use super::OfReport;
use crate::{
    model::{AgentIx, Analysis, Kinship, PairsShown, Relation},
    report::{Terminal, network::Network},
};

/// Lines that Mermaid draws (`maxEdges` of its configuration, which a page from elsewhere cannot raise).
const MOST_LINES: usize = 500;
/// Characters that Mermaid reads (`maxTextSize`).
const READS: usize = 50_000;
/// The same less what stands round nodes and lines. Names and paths of usual length fill it with some 200 to 300 lines.
const MOST_TEXT: usize = READS - 5_000;

/// A flowchart without direction in its lines.
pub(super) const MERMAID: OfReport = OfReport {
    name: "mermaid",
    summary: "for Markdown that draws Mermaid: the map of families, the strongest lines that it draws (500, in 50,000 characters)",
    write,
};

fn write(analysis: &Analysis, shown: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    let network = Network::new(analysis, shown);
    let all = network.pairs.len();
    let mut budget = Budget { lines: MOST_LINES, text: MOST_TEXT, seen: BTreeSet::new() };
    let network = network.cut(|network, row| budget.takes(analysis, network, row));
    writeln!(out, "flowchart LR")?;
    if network.pairs.len() < all {
        let drawn = network.pairs.len();
        writeln!(
            out,
            "  %% {drawn} of {all} pairs, the closest: Mermaid draws {MOST_LINES} lines and reads {READS} characters"
        )?;
    }
    for (family, agents) in network.groups() {
        let Some(family) = family else {
            agents.iter().try_for_each(|at| writeln!(out, "  {}", node(analysis, *at)))?;
            continue;
        };
        writeln!(out, "  subgraph {0}[\"{0} {1}\"]", family.id, Label(family.relation.name()))?;
        agents.iter().try_for_each(|at| writeln!(out, "    {}", node(analysis, *at)))?;
        writeln!(out, "  end")?;
    }
    network.pairs.iter().try_for_each(|row| writeln!(out, "  {}", line(row)))
}

/// What Mermaid still draws.
struct Budget {
    lines: usize,
    text: usize,
    seen: BTreeSet<AgentIx>,
}

impl Budget {
    /// Whether a pair fits, with those of its agents that were not there yet.
    fn takes(&mut self, analysis: &Analysis, network: &Network<'_>, row: &Kinship) -> bool {
        let fresh = [row.pair.a(), row.pair.b()].into_iter().filter(|at| !self.seen.contains(at));
        // A family's frame is counted for each of its agents: rather too much than too little.
        let frame = |at: &AgentIx| network.family(*at).map_or(0, |family| family.id.len() * 2 + 50);
        let nodes: usize = fresh.map(|at| node(analysis, at).chars().count() + 8 + frame(&at)).sum();
        let cost = line(row).chars().count() + 4 + nodes;
        if self.lines == 0 || cost > self.text {
            return false;
        }
        self.lines -= 1;
        self.text -= cost;
        self.seen.extend([row.pair.a(), row.pair.b()]);
        true
    }
}

fn node(analysis: &Analysis, at: AgentIx) -> String {
    let agent = analysis.corpus.agent(at);
    format!("n{}[\"{}<br>{}\"]", at.get(), Label(&agent.definition.name), Label(&agent.id))
}

fn line(row: &Kinship) -> String {
    let stroke = match row.relation {
        Relation::Identical => "===",
        Relation::NearDuplicate => "---",
        Relation::Variant | Relation::Related | Relation::Unrelated => "-.-",
    };
    format!("n{} {stroke}|{}| n{}", row.pair.a().get(), row.relation, row.pair.b().get())
}

/// Text in quotes. Mermaid looks for directives, entities, Markdown and formulas in it; what is no letter, digit or part of a
/// plain path is written as the number of its character.
struct Label<'t>(&'t str);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| c.is_alphanumeric() || " ._-/".contains(c);
        Terminal(self.0).to_string().chars().try_for_each(|c| match c {
            c if plain(c) => f.write_char(c),
            c => write!(f, "#{};", u32::from(c)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn drawn(analysis: &Analysis) -> String {
        let mut out = Vec::new();
        write(analysis, PairsShown::All, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_map_in_markdown() {
        insta::assert_snapshot!(drawn(&sample::analysis()));
    }

    #[test]
    fn no_text_acts() {
        let said = Label("%%{init: {}}%% \"]; click `$$` <b> #35;").to_string();
        assert!(!said.contains(['%', '{', '"', '`', '$', '<', ':']), "{said}");
        assert!(said.ends_with("#35;35#59;"), "{said}");
    }

    #[test]
    fn the_bounds_are_those_that_are_told() {
        for bound in [MOST_LINES, READS] {
            let bound = crate::report::figures::thousands(bound as u64);
            assert!(MERMAID.summary.contains(&bound), "{bound}");
        }
    }

    #[test]
    fn no_more_is_drawn_than_mermaid_draws() {
        let many = drawn(&sample::crowd(460));
        assert!(many.chars().count() <= 50_000 && many.matches("-.-").count() <= MOST_LINES);
        assert!(many.contains("of 105570 pairs") || many.contains("pairs, the closest"), "{}", &many[..200]);
    }
}

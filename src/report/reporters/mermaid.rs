//! For Markdown that draws Mermaid: GitHub, GitLab, wikis (mermaid.js.org/syntax/flowchart).

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display, Write as _},
    io::{self, Write},
};

use super::OfReport;
use crate::{
    model::{AgentIx, Analysis, Family, Kinship, PairsShown, Relation},
    report::{Terminal, network::Network},
};

/// Lines that Mermaid draws (`maxEdges` of its configuration, which a page from elsewhere cannot raise).
const MOST_LINES: usize = 500;
/// Characters that Mermaid reads (`maxTextSize`), of UTF-16 as JavaScript counts them. Names and paths of usual length fill it
/// with some 200 to 300 lines.
const READS: usize = 50_000;
/// The same less the first line and the one that says what was left out.
const MOST_TEXT: usize = READS - 200;

/// A flowchart without direction in its lines.
pub(super) const MERMAID: OfReport = OfReport {
    name: "mermaid",
    summary: "for Markdown that draws Mermaid: the map of families, the strongest lines that it draws (500, in 50,000 characters)",
    write,
};

fn write(analysis: &Analysis, shown: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    let network = Network::new(analysis, shown);
    let all = network.pairs.len();
    let mut budget = Budget { lines: MOST_LINES, text: MOST_TEXT, seen: BTreeSet::new(), framed: BTreeSet::new() };
    let network = network.cut(|network, row| budget.takes(analysis, network, row));
    // By the comment agentkin knows it again where it lies among agents.
    writeln!(out, "flowchart LR\n  %% by agentkin")?;
    if network.pairs.len() < all {
        let drawn = network.pairs.len();
        writeln!(
            out,
            "  %% {drawn} of {all} pairs, the closest: Mermaid draws {MOST_LINES} lines and reads {READS} characters"
        )?;
    }
    for (family, agents) in network.groups() {
        let Some(family) = family else {
            agents.iter().try_for_each(|at| writeln!(out, "{}", node(analysis, *at, None)))?;
            continue;
        };
        let [begins, ends] = frame(family);
        writeln!(out, "{begins}")?;
        agents.iter().try_for_each(|at| writeln!(out, "{}", node(analysis, *at, Some(family))))?;
        writeln!(out, "{ends}")?;
    }
    network.pairs.iter().try_for_each(|row| writeln!(out, "{}", line(row)))
}

/// What Mermaid still draws.
struct Budget<'a> {
    lines: usize,
    text: usize,
    seen: BTreeSet<AgentIx>,
    /// The families whose frames are drawn.
    framed: BTreeSet<&'a str>,
}

impl<'a> Budget<'a> {
    /// Whether a pair fits, with those of its agents and their families that were not there yet. After the first that does not
    /// none does: what is drawn is the closest.
    fn takes(&mut self, analysis: &Analysis, network: &Network<'a>, row: &Kinship) -> bool {
        let ends = [row.pair.a(), row.pair.b()];
        let nodes = ends.into_iter().filter(|at| !self.seen.contains(at));
        let nodes = nodes.map(|at| width(&node(analysis, at, network.family(at))));
        let families: BTreeMap<&str, &Family> =
            ends.into_iter().filter_map(|at| network.family(at)).map(|family| (family.id.as_str(), family)).collect();
        let frames = families.iter().filter(|(id, _)| !self.framed.contains(*id));
        let frames = frames.flat_map(|(_, family)| frame(family)).map(|line| width(&line));
        let cost = width(&line(row)) + nodes.sum::<usize>() + frames.sum::<usize>();
        if self.lines == 0 || cost > self.text {
            self.lines = 0;
            return false;
        }
        self.lines -= 1;
        self.text -= cost;
        self.seen.extend(ends);
        self.framed.extend(families.into_keys());
        true
    }
}

/// What a line takes, its end among it.
fn width(line: &str) -> usize {
    line.encode_utf16().count() + 1
}

/// The lines around the agents of a family.
fn frame(family: &Family) -> [String; 2] {
    [format!("  subgraph {0}[\"{0} {1}\"]", family.id, Label(family.relation.name())), "  end".to_owned()]
}

fn node(analysis: &Analysis, at: AgentIx, family: Option<&Family>) -> String {
    let agent = analysis.corpus.agent(at);
    let indent = if family.is_some() { "    " } else { "  " };
    format!("{indent}n{}[\"{}<br>{}\"]", at.get(), Label(&agent.definition.name), Label(&agent.id))
}

fn line(row: &Kinship) -> String {
    let stroke = match row.relation {
        Relation::Identical => "===",
        Relation::NearDuplicate => "---",
        Relation::Variant | Relation::Related | Relation::Unrelated => "-.-",
    };
    format!("  n{} {stroke}|{}| n{}", row.pair.a().get(), row.relation, row.pair.b().get())
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
    use crate::{
        model::{Agent, Corpus},
        report::sample,
    };

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

    #[test]
    fn the_room_is_used_and_what_is_drawn_is_the_closest() {
        let mut analysis = sample::crowd(460);
        let longer = |agent: &Agent| Agent { id: format!("{}{}", "long/".repeat(40), agent.id), ..agent.clone() };
        let agents: Vec<Agent> = analysis.corpus.agents().iter().map(longer).collect();
        analysis.corpus = Corpus::new(agents);
        let many = drawn(&analysis);
        let (lines, text) = (many.matches("-.-").count(), many.encode_utf16().count());
        assert!(lines < MOST_LINES && text <= READS && text > READS - 1_000, "{lines} lines, {text} characters");
        let mut rows: Vec<&Kinship> = analysis.comparisons.rows().iter().collect();
        rows.sort_by(|x, y| (y.relation, y.similarity).cmp(&(x.relation, x.similarity)).then(x.pair.cmp(&y.pair)));
        assert!(rows[..lines].iter().all(|row| many.contains(&line(row))), "a pair was passed over");
    }
}

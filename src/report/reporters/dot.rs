//! For Graphviz: agents as nodes, families as clusters, relations as lines (the DOT language, graphviz.org/doc/info/lang).

use std::{
    fmt::{self, Display, Write as _},
    io::{self, Write},
};

use super::OfReport;
use crate::{
    model::{Agent, AgentIx, Analysis, PairsShown, Relation},
    report::{Terminal, figures, network::Network},
};

/// An undirected graph.
pub(super) const DOT: OfReport = OfReport { name: "dot", summary: "for Graphviz: the map of families", write };

fn write(analysis: &Analysis, shown: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    let network = Network::new(analysis, shown);
    writeln!(out, "graph agentkin {{")?;
    writeln!(out, "  graph [overlap=prism, splines=line, fontname=\"sans-serif\"];")?;
    writeln!(out, "  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=10];")?;
    for (family, agents) in network.groups() {
        let Some(family) = family else {
            agents.iter().try_for_each(|at| node(analysis, *at, "  ", out))?;
            continue;
        };
        let name = &analysis.corpus.definition(family.canonical).name;
        writeln!(out, "  subgraph \"cluster_{}\" {{", family.id)?;
        writeln!(out, "    label={};", Quoted(&[&family.id, name, family.relation.name()]))?;
        writeln!(out, "    n{} [style=\"rounded,bold\"];", family.canonical.get())?;
        agents.iter().try_for_each(|at| node(analysis, *at, "    ", out))?;
        writeln!(out, "  }}")?;
    }
    for row in &network.pairs {
        let (a, b, relation) = (row.pair.a().get(), row.pair.b().get(), row.relation.name());
        let (style, weight, score) = (style(row.relation), weight(row.relation), figures::score(row.similarity));
        writeln!(out, "  n{a} -- n{b} [style={style}, weight={weight}, tooltip=\"{relation} {score}\"];")?;
    }
    writeln!(out, "}}")
}

fn node(analysis: &Analysis, at: AgentIx, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    let Agent { id, definition, .. } = analysis.corpus.agent(at);
    let tokens = figures::tokens(u64::from(definition.tokens));
    writeln!(out, "{indent}n{} [label={}, tooltip={}];", at.get(), Quoted(&[&definition.name, id]), Quoted(&[&tokens]))
}

/// The closer, the more of a line.
const fn style(relation: Relation) -> &'static str {
    match relation {
        Relation::Identical => "bold",
        Relation::NearDuplicate => "solid",
        Relation::Variant => "dashed",
        Relation::Related | Relation::Unrelated => "dotted",
    }
}

/// How hard a line pulls its ends together.
const fn weight(relation: Relation) -> u32 {
    match relation {
        Relation::Identical => 8,
        Relation::NearDuplicate => 4,
        Relation::Variant => 2,
        Relation::Related | Relation::Unrelated => 1,
    }
}

/// Lines of text as a quoted string. In a label Graphviz reads escapes of its own after a backslash, and entities.
struct Quoted<'t>(&'t [&'t str]);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for (at, line) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\\n")?;
            }
            Terminal(line).to_string().chars().try_for_each(|c| match c {
                '"' => f.write_str("\\\""),
                '\\' => f.write_str("\\\\"),
                '&' => f.write_str("&amp;"),
                c => f.write_char(c),
            })?;
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_map_for_graphviz() {
        let mut out = Vec::new();
        write(&sample::analysis(), PairsShown::All, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn no_text_leaves_its_quotes() {
        assert_eq!(Quoted(&["a\"];x", "\\N&lt;\n"]).to_string(), "\"a\\\"];x\\n\\\\N&amp;lt;\\\\n\"");
    }
}

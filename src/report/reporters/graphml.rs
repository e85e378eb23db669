//! For Gephi, yEd, networkx, igraph: GraphML 1.0 (graphml.graphdrawing.org).

use std::io::{self, Write};

use quick_xml::{Writer, events::BytesText};

use super::OfReport;
use crate::{
    model::{AgentIx, Analysis, Kinship, PairsShown},
    report::{Terminal, network::Network},
};

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";
/// Name, what it is of, type.
const KEYS: &[(&str, &str, &str)] = &[
    ("path", "node", "string"),
    ("name", "node", "string"),
    ("format", "node", "string"),
    ("tokens", "node", "int"),
    ("family", "node", "string"),
    ("canonical", "node", "boolean"),
    ("relation", "edge", "string"),
    ("similarity", "edge", "double"),
];

/// An undirected graph with typed data.
pub(super) const GRAPHML: OfReport =
    OfReport { name: "graphml", summary: "for Gephi, yEd, networkx: agents and pairs with their data", write };

type Xml<'o> = Writer<&'o mut dyn Write>;

fn write(analysis: &Analysis, shown: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    let network = Network::new(analysis, shown);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let mut xml: Xml<'_> = Writer::new_with_indent(out, b' ', 2);
    xml.create_element("graphml").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|xml| {
        for (name, of, kind) in KEYS {
            let attributes = [("id", *name), ("for", *of), ("attr.name", *name), ("attr.type", *kind)];
            xml.create_element("key").with_attributes(attributes).write_empty()?;
        }
        let graph = xml.create_element("graph").with_attributes([("id", "agentkin"), ("edgedefault", "undirected")]);
        graph.write_inner_content(|xml| {
            network.agents.iter().try_for_each(|at| node(analysis, &network, *at, xml))?;
            network.pairs.iter().try_for_each(|row| edge(row, xml))
        })?;
        Ok(())
    })?;
    writeln!(xml.into_inner())
}

fn node(analysis: &Analysis, network: &Network<'_>, at: AgentIx, xml: &mut Xml<'_>) -> io::Result<()> {
    let agent = analysis.corpus.agent(at);
    let family = network.family(at);
    let id = format!("n{}", at.get());
    xml.create_element("node").with_attribute(("id", id.as_str())).write_inner_content(|xml| {
        data("path", &agent.id, xml)?;
        data("name", &agent.definition.name, xml)?;
        data("format", agent.definition.format.0, xml)?;
        data("tokens", &agent.definition.tokens.to_string(), xml)?;
        if let Some(family) = family {
            data("family", &family.id, xml)?;
            data("canonical", if family.canonical == at { "true" } else { "false" }, xml)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn edge(row: &Kinship, xml: &mut Xml<'_>) -> io::Result<()> {
    let (source, target) = (format!("n{}", row.pair.a().get()), format!("n{}", row.pair.b().get()));
    let ends = [("source", source.as_str()), ("target", target.as_str())];
    xml.create_element("edge").with_attributes(ends).write_inner_content(|xml| {
        data("relation", row.relation.name(), xml)?;
        data("similarity", &row.similarity.rounded().to_string(), xml)
    })?;
    Ok(())
}

/// One value. Characters that XML does not have (1.0, section 2.2) are among those that are shown by their number.
fn data(key: &str, value: &str, xml: &mut Xml<'_>) -> io::Result<()> {
    let value = Terminal(value).to_string();
    xml.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(&value))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_graph_with_its_data() {
        let mut out = Vec::new();
        write(&sample::analysis(), PairsShown::All, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}

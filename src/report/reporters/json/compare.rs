//! `agentkin.compare/1`: one pair, laid out; or a line of a list of pairs.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use super::{document, report::Signals};
use crate::{
    model::{Containment, Ground, Relation, Score},
    report::Couple,
};

#[derive(Serialize)]
struct CompareView<'a> {
    schema: &'static str,
    a: &'a str,
    b: &'a str,
    relation: Relation,
    similarity: Score,
    confidence: Score,
    signals: Signals<'a>,
    containment: Containment,
    /// Each signal's reason, where one was asked for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    because: BTreeMap<&'static str, &'a str>,
    /// What weighed most, where a reason was asked for.
    #[serde(skip_serializing_if = "<[Ground]>::is_empty")]
    grounds: &'a [Ground],
}

impl<'a> CompareView<'a> {
    fn new(couple: &Couple<'a>) -> Self {
        let signals = couple.comparison.map(|told| told.signals.as_slice()).unwrap_or_default();
        Self {
            schema: "agentkin.compare/1",
            a: &couple.first().id,
            b: &couple.second().id,
            relation: couple.relation(),
            similarity: couple.similarity(),
            confidence: couple.confidence(),
            signals: Signals(signals),
            containment: couple.containment(),
            because: signals.iter().filter_map(|signal| Some((signal.name, signal.because.as_deref()?))).collect(),
            grounds: couple.comparison.map(|told| told.grounds.as_slice()).unwrap_or_default(),
        }
    }
}

pub(super) fn write(couple: Couple<'_>, out: &mut dyn Write) -> io::Result<()> {
    document(&CompareView::new(&couple), 2, out)
}

pub(super) fn write_line(couple: Couple<'_>, out: &mut dyn Write) -> io::Result<()> {
    document(&CompareView::new(&couple), 0, out)
}

#[cfg(test)]
mod tests {
    use crate::{
        model::{AgentIx, Corpus, Relation},
        report::{Couple, sample},
    };

    #[test]
    fn a_line_a_pair_in_the_order_typed() {
        let corpus = Corpus::new(vec![sample::agent("a.md", "a", 1), sample::agent("b.md", "b", 1)]);
        let (a, b) = (AgentIx::new(0), AgentIx::new(1));
        let told = sample::comparison(a, b, Relation::Variant, 0.123_456);
        let mut out = Vec::new();
        for (a, b, comparison) in [(b, a, Some(&told)), (a, a, None)] {
            super::write_line(Couple { corpus: &corpus, a, b, comparison }, &mut out).unwrap();
        }
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}

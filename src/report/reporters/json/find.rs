//! `agentkin.find/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    document,
    report::{Signals, id},
};
use crate::model::{Corpus, Kin, Relation, Score};

#[derive(Serialize)]
struct FindView<'a> {
    schema: &'static str,
    agent: &'a str,
    kin: Vec<KinView<'a>>,
}

#[derive(Serialize)]
struct KinView<'a> {
    id: &'a str,
    relation: Relation,
    similarity: Score,
    confidence: Score,
    signals: Signals<'a>,
}

pub(super) fn write(corpus: &Corpus, kin: &Kin, out: &mut dyn Write) -> io::Result<()> {
    let rows = kin.kin.iter().map(|told| {
        let other = if told.pair.a() == kin.agent { told.pair.b() } else { told.pair.a() };
        KinView {
            id: id(corpus, other),
            relation: told.relation,
            similarity: told.similarity,
            confidence: told.confidence,
            signals: Signals(&told.signals),
        }
    });
    let view = FindView { schema: "agentkin.find/1", agent: id(corpus, kin.agent), kin: rows.collect() };
    document(&view, 2, out)
}

//! How two agents are kin, and why.

use rmcp::schemars::{self, JsonSchema};
use serde::{Deserialize, Serialize};

use super::{Answer, Card, figure, meaning};
use crate::{
    mcp::{
        said::{NOTICE, Short, piece},
        shelf::{Refusal, Shelf},
    },
    model::{Corpus, Pair, Relation, Score},
    report::Couple,
};

/// Two agents that exist.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Asked {
    /// One agent: its id or file path inside of the served folders.
    a: String,
    /// The other.
    b: String,
}

/// What is told of the two.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(in crate::mcp) struct Told {
    /// What the texts below are.
    notice: &'static str,
    a: Card,
    b: Card,
    /// identical, near-duplicate, variant, related or unrelated.
    relation: &'static str,
    /// What the relation means.
    meaning: &'static str,
    /// 0 to 1, for sorting.
    similarity: f64,
    /// How sure the relation is, 0 to 1.
    confidence: f64,
    /// The share of A's text that stands in B.
    a_in_b: f64,
    /// The share of B's text that stands in A.
    b_in_a: f64,
    /// What each signal says.
    signals: Vec<Signal>,
    /// What weighed most, heaviest first.
    grounds: Vec<Weighing>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Signal {
    name: &'static str,
    /// 0 to 1; null where it has nothing to go by, which is not 0.
    score: Option<f64>,
    because: Option<String>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Weighing {
    means: &'static str,
    /// Above 0 it speaks for the relation, below against it.
    log_odds: f64,
}

/// Answers.
pub(in crate::mcp) fn answer(shelf: &mut Shelf, asked: &Asked) -> Result<Answer<Told>, Refusal> {
    shelf.weighed(|shelf, corpus, scales| {
        let (a, b) = (shelf.roots().agent(corpus, &asked.a)?, shelf.roots().agent(corpus, &asked.b)?);
        let comparison = Pair::new(a, b).map(|pair| scales.compare(corpus, pair));
        let told = told(corpus, &Couple { corpus, a, b, comparison: comparison.as_ref() });
        let text = text(&told);
        Ok(Answer { structured: told, text })
    })?
}

fn told(corpus: &Corpus, couple: &Couple<'_>) -> Told {
    let relation: Relation = couple.relation();
    let containment = couple.containment();
    let signals = couple.comparison.map(|told| told.signals.as_slice()).unwrap_or_default();
    let grounds = couple.comparison.map(|told| told.grounds.as_slice()).unwrap_or_default();
    let signal = |signal: &crate::model::SignalScore| Signal {
        name: signal.name,
        score: signal.score.map(Score::rounded),
        because: signal.because.as_deref().map(piece),
    };
    let weighing = |ground: &crate::model::Ground| Weighing { means: ground.means, log_odds: ground.log_odds };
    Told {
        notice: NOTICE,
        a: Card::of(corpus.agent(couple.a)),
        b: Card::of(corpus.agent(couple.b)),
        relation: relation.name(),
        meaning: meaning(relation),
        similarity: figure(couple.similarity()),
        confidence: figure(couple.confidence()),
        a_in_b: figure(containment.a_in_b),
        b_in_a: figure(containment.b_in_a),
        signals: signals.iter().map(signal).collect(),
        grounds: grounds.iter().map(weighing).collect(),
    }
}

fn text(told: &Told) -> String {
    let mut short = Short::default();
    short.line(&format!("A {}, B {}", told.a.id, told.b.id));
    short.line(&format!(
        "{} ({}), similarity {:.2}, confidence {:.2}; {:.0} % of A stands in B, {:.0} % of B in A",
        told.relation,
        told.meaning,
        told.similarity,
        told.confidence,
        told.a_in_b * 100.0,
        told.b_in_a * 100.0
    ));
    for signal in told.signals.iter().filter(|signal| signal.score.is_some_and(|score| score > 0.0)) {
        let because = signal.because.as_deref().map(|because| format!(": {because}")).unwrap_or_default();
        short.line(&format!("  {} {:.2}{because}", signal.name, signal.score.unwrap_or_default()));
    }
    short.done()
}

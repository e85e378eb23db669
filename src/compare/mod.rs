//! Two agents in, what is told of them out: signals, relation, similarity; and how they differ. Never searches.

use crate::model::{AgentDiff, Commonness, Comparison, Corpus, Definition, FindingCode, Pair};

/// The corpus with every term weighed by how rare it is: what comparing reads. Made once a run.
#[derive(Debug)]
pub struct Weighed {}

/// How common words and phrases are: the built-in table, refined by the corpus at hand.
#[must_use]
pub fn commonness(_corpus: &Corpus) -> Commonness {
    todo!()
}

/// Weighs every agent's terms.
#[must_use]
pub fn weigh(_corpus: &Corpus, _common: &Commonness) -> Weighed {
    todo!()
}

/// What is told of one pair, without reasons. Symmetric.
#[must_use]
pub fn compare(_corpus: &Corpus, _weighed: &Weighed, _pair: Pair) -> Comparison {
    todo!()
}

/// The same with each signal's reason in a sentence.
#[must_use]
pub fn explain(_corpus: &Corpus, _weighed: &Weighed, _pair: Pair) -> Comparison {
    todo!()
}

/// How B differs from A: fields, sections, statements.
#[must_use]
pub fn diff(_a: &Definition, _b: &Definition) -> AgentDiff {
    todo!()
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[];

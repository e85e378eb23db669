//! The corpus with every term weighed by how rare it is.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{facet::Facet, layout::layout, relation::Model};
use crate::{
    model::{AgentIx, Commonness, Corpus, Definition, Sketch, StatementKind},
    text::{
        language::{Language, language},
        words::fold,
    },
};

/// The corpus with every term weighed by how rare it is: what comparing reads. Made once a run.
#[derive(Debug)]
pub struct Weighed {
    agents: Vec<Weights>,
    model: Model,
}

impl Weighed {
    /// What judges comparisons.
    pub(super) const fn model(&self) -> &Model {
        &self.model
    }

    /// The weights of the agent at `ix`.
    pub(super) fn agent(&self, ix: AgentIx) -> &Weights {
        &self.agents[ix.get()]
    }
}

/// What is known of one agent before it is held against others.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Weights {
    /// Word 5-shingles of the body, as a set.
    pub(super) text: Facet,
    /// Word 5-shingles of the supporting files that do not stand in the body, as a set.
    pub(super) supporting: Facet,
    /// Whole statements, as a set.
    pub(super) statements: Facet,
    /// Code and identifiers, as a set.
    pub(super) code: Facet,
    /// Words of the name.
    pub(super) name: Facet,
    /// Words of the description.
    pub(super) description: Facet,
    /// Words of the opening.
    pub(super) opening: Facet,
    /// Words of the section titles.
    pub(super) titles: Facet,
    /// Words of the body.
    pub(super) body: Facet,
    /// Words that the body repeats, as a set: what it keeps speaking of.
    pub(super) subject: Facet,
    /// All of these: what the agent is for.
    pub(super) role: Facet,
    /// The sequence of its sections by mark and content, without their words.
    pub(super) layout: Facet,
    /// The language it is written in, where that can be told.
    pub(super) language: Option<Language>,
}

/// How much name, description, opening, titles and body count in the role: who an agent says it is counts before what it
/// goes into.
const ROLE: [f64; 5] = [1.0, 1.0, 0.5, 0.5, 1.0];
/// Bytes of prose that are enough to tell a language.
const LANGUAGE_SAMPLE: usize = 3_000;

/// Weighs every agent's terms.
pub(super) fn weigh(corpus: &Corpus, common: &Commonness, model: &Model) -> Weighed {
    let agents = corpus.agents().par_iter().map(|agent| weights(&agent.definition, common)).collect();
    Weighed { agents, model: model.clone() }
}

fn weights(definition: &Definition, common: &Commonness) -> Weights {
    let sketch = &definition.sketch;
    let word = |hash| common.word_weight(hash);
    let phrase = |hash: &u64| (*hash, common.phrase_weight(*hash).powi(2));
    let beside = sketch.supporting.iter().filter(|hash| sketch.shingles.binary_search(hash).is_err());
    let mut out = Weights {
        text: Facet::set(sketch.shingles.iter().map(phrase)),
        supporting: Facet::set(beside.map(phrase)),
        statements: statements(definition, common),
        code: Facet::set(sketch.code.iter().map(|term| (term.hash, word(term.hash)))),
        name: Facet::vector(&sketch.name, word),
        description: Facet::vector(&sketch.description, word),
        opening: Facet::vector(&sketch.opening, word),
        titles: Facet::vector(&sketch.titles, word),
        body: Facet::vector(&sketch.body, word),
        subject: Facet::set(subject(sketch).map(|(hash, count)| (hash, count.ln() * word(hash)))),
        role: Facet::default(),
        layout: layout(definition),
        language: spoken(definition),
    };
    let parts = [&out.name, &out.description, &out.opening, &out.titles, &out.body];
    out.role = Facet::blend(&[0, 1, 2, 3, 4].map(|at| (parts[at], ROLE[at])));
    out
}

/// Words that are said often enough to be what a text is about.
const REPEATED: u32 = 3;

/// The words of the name, and those that the body repeats, with how often.
fn subject(sketch: &Sketch) -> impl Iterator<Item = (u64, f64)> {
    let in_body =
        |hash| sketch.body.binary_search_by_key(&hash, |term| term.hash).map_or(0, |at| sketch.body[at].count);
    let named = sketch.name.iter().map(move |term| (term.hash, in_body(term.hash).max(REPEATED)));
    let repeated = sketch.body.iter().filter(|term| term.count >= REPEATED).map(|term| (term.hash, term.count));
    named.chain(repeated).map(|(hash, count)| (hash, f64::from(count)))
}

/// A statement weighs more the longer and the rarer it is: "Be concise" in both says little.
fn statements(definition: &Definition, common: &Commonness) -> Facet {
    let lengths: FxHashMap<u64, usize> = definition.statements.iter().map(|s| (s.key, s.words.len())).collect();
    Facet::set(definition.sketch.statements.iter().map(|key| {
        let words = lengths.get(key).copied().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "statements have few words")]
        let length = (1.0 + words as f64).ln();
        (*key, length * common.phrase_weight(*key).powi(2))
    }))
}

fn spoken(definition: &Definition) -> Option<Language> {
    let mut sample = String::with_capacity(LANGUAGE_SAMPLE);
    for statement in definition.statements.iter().filter(|s| s.kind != StatementKind::Code) {
        sample.push_str(statement.span.of(&definition.text));
        sample.push('\n');
        if sample.len() >= LANGUAGE_SAMPLE {
            break;
        }
    }
    let told = |text: &str| language(&fold(text));
    told(&sample).or_else(|| told(&definition.description))
}

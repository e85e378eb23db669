//! The corpus with every term weighed by how rare it is.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{facet::Facet, layout::layout};
use crate::{
    model::{AgentIx, Commonness, Corpus, Definition, StatementKind, Term},
    text::language::{Language, language},
};

/// The corpus with every term weighed by how rare it is: what comparing reads. Made once a run.
#[derive(Debug)]
pub struct Weighed {
    agents: Vec<Weights>,
}

impl Weighed {
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
pub(super) fn weigh(corpus: &Corpus, common: &Commonness) -> Weighed {
    Weighed { agents: corpus.agents().par_iter().map(|agent| weights(&agent.definition, common)).collect() }
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
        subject: Facet::set(
            repeated(&sketch.body).map(|term| (term.hash, f64::from(term.count).ln() * word(term.hash))),
        ),
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

fn repeated(terms: &[Term]) -> impl Iterator<Item = &Term> {
    terms.iter().filter(|term| term.count >= REPEATED)
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
    language(&sample).or_else(|| language(&definition.description))
}

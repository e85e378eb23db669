//! The corpus with every term weighed by how rare it is.

use rayon::prelude::*;

use super::{
    aspect::{Aspect, Aspects},
    facet::Facet,
    marked::Marked,
    relation::{Judge, Model},
    signals,
    vocabulary::{self, Numbered, Spread, Vocabulary, Word},
};
use crate::{
    model::{AgentIx, Bulk, Commonness, Corpus, Definition, Numbers, Record, Scale, Shelved, Sketch, Taken, upper},
    text::language::Language,
};

/// The corpus with every term weighed by how rare it is: what comparing reads. Made once a run.
#[derive(Debug)]
pub struct Weighed {
    agents: Vec<Shelved<Weights>>,
    model: Model,
    judge: Judge,
    vocabulary: Vocabulary,
}

impl Weighed {
    /// What judges comparisons.
    pub(super) const fn model(&self) -> &Model {
        &self.model
    }

    /// The same, made ready for scores in the order of the roster.
    pub(super) const fn judge(&self) -> &Judge {
        &self.judge
    }

    /// The words that are numbered.
    pub(super) const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Room to lay an agent's words out.
    pub(super) fn room(&self) -> Spread {
        Spread::new(&self.vocabulary)
    }

    /// Takes in the agent that was put into the corpus at `at`. How common its words are stays as it was: an agent more makes no
    /// word common.
    pub fn admit(&mut self, at: AgentIx, definition: &Definition, common: &Commonness) {
        let rare = Rarity { common, scale: &common.scale() };
        self.agents.insert(at.get(), weights(definition, rare, &self.vocabulary).into());
    }

    /// Lets go the agent at `at`.
    pub fn dismiss(&mut self, at: AgentIx) {
        self.agents.remove(at.get());
    }

    /// Whether the weights of the agent at `ix` are held, and cost nothing to get.
    pub(super) fn holds(&self, ix: AgentIx) -> bool {
        self.agents[ix.get()].shelf().is_none()
    }

    /// The weights of the agent at `ix`.
    pub(super) fn agent(&self, ix: AgentIx) -> Taken<'_, Weights> {
        self.agents[ix.get()].get()
    }
}

/// What is known of one agent before it is held against others.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Weights {
    /// Its words, phrases and build, weighed.
    pub(super) facets: Aspects<Facet>,
    /// Its fields, as far as they can agree with another's.
    pub(super) fields: Marked,
    /// How many sections it has.
    pub(super) sections: u32,
    /// The language it is written in, where that can be told.
    pub(super) language: Option<Language>,
    /// The words of role, body and subject that other agents use too.
    pub(super) words: Box<[Word]>,
}

impl Record for Weights {
    fn write(&self, out: &mut Vec<u32>) {
        self.facets.write(out);
        self.fields.write(out);
        out.extend([self.sections, self.language.map_or(u32::MAX, Language::number)]);
        vocabulary::write(&self.words, out);
    }

    fn read(from: &mut Numbers<'_>) -> Self {
        let (facets, fields, sections) = (Aspects::read(from), Marked::read(from), from.one());
        let language = Language::numbered(from.one());
        Self { facets, fields, sections, language, words: vocabulary::read(from) }
    }
}

impl Weights {
    /// The facet of one aspect; of role and body only whether it is empty.
    pub(super) fn facet(&self, aspect: Aspect) -> &Facet {
        &self.facets[aspect]
    }
}

/// How much name, description, opening, titles and body count in the role: who an agent says it is counts before what it
/// goes into.
const ROLE: [(Aspect, f64); 5] = [
    (Aspect::Name, 1.0),
    (Aspect::Description, 1.0),
    (Aspect::Opening, 0.5),
    (Aspect::Titles, 0.5),
    (Aspect::Body, 1.0),
];
/// Weighs the terms of each of the agents that are `wanted`.
pub(super) fn weigh(
    corpus: &Corpus,
    common: &Commonness,
    model: &Model,
    numbered: Numbered,
    wanted: impl Fn(AgentIx) -> bool + Sync,
) -> Weighed {
    let rare = Rarity { common, scale: &common.scale() };
    let all: Vec<Option<&Definition>> =
        corpus.indexes().map(|agent| wanted(agent).then(|| corpus.definition(agent))).collect();
    let sketches = all.par_iter().flatten().map(|definition| &definition.sketch);
    let vocabulary = Vocabulary::of(sketches, numbered);
    let weights = |one: &Definition| {
        let mut weights = Shelved::from(weights(one, rare, &vocabulary));
        // Where a corpus is too large for its sketches, it is too large for their weights.
        if let Some(shelf) = one.sketch.bulk.shelf() {
            weights.put_aside(shelf);
        }
        weights
    };
    let agents = all.par_iter().map(|one| one.map(weights).unwrap_or_default()).collect();
    let roster = signals::ALL.map(super::signal::Signal::name);
    Weighed { agents, model: model.clone(), judge: Judge::of(model, &roster), vocabulary }
}

/// How much words and phrases say.
#[derive(Debug, Clone, Copy)]
struct Rarity<'c> {
    common: &'c Commonness,
    scale: &'c Scale,
}

impl Rarity<'_> {
    fn word(self, hash: u32) -> f64 {
        self.scale.weight(self.common.word_users(hash))
    }

    /// Squared: a phrase that few agents use tells more of a copy than its words do of a job.
    fn phrase(self, hash: u32) -> f64 {
        self.scale.weight(self.common.phrase_users(hash)).powi(2)
    }
}

fn weights(definition: &Definition, rare: Rarity<'_>, vocabulary: &Vocabulary) -> Weights {
    let sketch = &definition.sketch;
    let bulk = &*sketch.bulk.get();
    let word = |hash| rare.word(hash);
    let phrase = |hash: &u32| (*hash, rare.phrase(*hash));
    let beside = sketch.supporting.iter().filter(|hash| bulk.shingles.binary_search(hash).is_err());
    let mut facets = Aspects::default();
    facets[Aspect::Text] = Facet::over(&bulk.shingles, |hash| rare.phrase(hash));
    facets[Aspect::Supporting] = Facet::set(beside.map(phrase));
    facets[Aspect::Statements] = statements(bulk, rare);
    facets[Aspect::Code] = Facet::set(bulk.code.iter().map(|term| (term.hash, word(term.hash))));
    facets[Aspect::Name] = Facet::vector(&sketch.name, word);
    facets[Aspect::Description] = Facet::vector(&sketch.description, word);
    facets[Aspect::Opening] = Facet::vector(&bulk.opening, word);
    facets[Aspect::Titles] = Facet::vector(&bulk.titles, word);
    facets[Aspect::Body] = Facet::vector(&bulk.body, word);
    facets[Aspect::Subject] = Facet::set(subject(sketch, bulk).map(|(hash, count)| (hash, count.ln() * word(hash))));
    facets[Aspect::Layout] = Facet::set(bulk.layout.iter().map(|hash| (*hash, 1.0)));
    let role = Facet::blend(&ROLE.map(|(aspect, by)| (&facets[aspect], by)));
    let words = vocabulary.words(&role, &facets[Aspect::Body], &facets[Aspect::Subject]);
    // Their words are numbered: by hash nothing is looked up in them.
    facets[Aspect::Role] = role.closed();
    facets[Aspect::Body] = facets[Aspect::Body].closed();
    let (fields, sections, language) = (Marked::of(&definition.fields), sketch.sections, language(sketch));
    Weights { facets, fields, sections, language, words }
}

/// Words that are said often enough to be what a text is about.
const REPEATED: u32 = 3;

/// The words of the name, and those that the body repeats, with how often.
fn subject(sketch: &Sketch, bulk: &Bulk) -> impl Iterator<Item = (u32, f64)> {
    let in_body = |hash| bulk.body.binary_search_by_key(&hash, |term| term.hash).map_or(0, |at| bulk.body[at].count);
    let named = sketch.name.iter().map(move |term| (term.hash, in_body(term.hash).max(REPEATED)));
    let repeated = bulk.body.iter().filter(|term| term.count >= REPEATED).map(|term| (term.hash, term.count));
    named.chain(repeated).map(|(hash, count)| (hash, f64::from(count)))
}

/// A statement weighs more the longer and the rarer it is: "Be concise" in both says little.
fn statements(bulk: &Bulk, rare: Rarity<'_>) -> Facet {
    Facet::set(bulk.statements.iter().map(|(key, words)| {
        #[expect(clippy::cast_precision_loss, reason = "statements have few words")]
        let length = (1.0 + words.len() as f64).ln();
        (upper(key), length * rare.phrase(upper(key)))
    }))
}

fn language(sketch: &Sketch) -> Option<Language> {
    sketch.language.as_deref().and_then(Language::named)
}

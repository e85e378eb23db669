//! The two agents of a comparison, side by side.

use std::{cell::OnceCell, ops::Range};

use super::{
    aspect::{Aspect, Aspects},
    facet::Facet,
    imprint::Imprint,
    vocabulary::{Meeting, Spread, Vocabulary},
    weighed::{Weighed, Weights},
};
use crate::model::{AgentIx, Containment, Corpus, Definition, Score, Taken, upper};

/// One of the two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) definition: &'s Definition,
    pub(super) weights: &'s Weights,
    vocabulary: &'s Vocabulary,
}

/// An agent taken out to be compared: its weights may lie aside.
#[derive(Debug)]
pub(super) struct Party<'s> {
    definition: &'s Definition,
    weights: Taken<'s, Weights>,
    vocabulary: &'s Vocabulary,
}

impl<'s> Party<'s> {
    /// Takes the agent out.
    pub(super) fn of(corpus: &'s Corpus, weighed: &'s Weighed, agent: AgentIx) -> Self {
        Self::with(corpus, weighed, agent, weighed.agent(agent))
    }

    /// The agent with its weights, taken out already.
    pub(super) fn with(corpus: &'s Corpus, weighed: &'s Weighed, agent: AgentIx, weights: Taken<'s, Weights>) -> Self {
        Self { definition: corpus.definition(agent), weights, vocabulary: weighed.vocabulary() }
    }

    fn side(&self) -> Side<'_> {
        Side { definition: self.definition, weights: &self.weights, vocabulary: self.vocabulary }
    }
}

impl<'s> Side<'s> {
    /// What a word weighs in this aspect; of role and body 0 too where nobody else uses it.
    pub(super) fn weight(&self, aspect: Aspect, word: u64) -> f64 {
        let numbered = || self.vocabulary.weights(&self.weights.words, upper(word));
        match aspect {
            Aspect::Role => numbered().0.into(),
            Aspect::Body => numbered().1.into(),
            _ => self.facet(aspect).weight(word),
        }
    }

    pub(super) fn facet(&self, aspect: Aspect) -> &'s Facet {
        self.weights.facet(aspect)
    }
}

/// An agent laid out to be held against many others.
#[derive(Debug)]
pub(super) struct Bench<'s> {
    side: Side<'s>,
    imprints: Aspects<Imprint<'s>>,
    spread: &'s mut Spread,
}

impl<'s> Bench<'s> {
    /// Lays the agent out in `room`.
    pub(super) fn of(agent: &'s Party<'_>, room: &'s mut Spread) -> Self {
        let side = agent.side();
        room.lay(&side.weights.words);
        Self { side, imprints: side.weights.facets.imprints(), spread: room }
    }
}

impl Drop for Bench<'_> {
    fn drop(&mut self) {
        self.spread.clear(&self.side.weights.words);
    }
}

/// The phrases in common.
#[derive(Debug, Clone, Copy, Default)]
struct Phrases {
    /// What they weigh.
    weight: f64,
    /// How many they are.
    count: f64,
}

/// Both, with what several signals need of them.
#[derive(Debug)]
pub(super) struct Sides<'s> {
    pub(super) a: Side<'s>,
    pub(super) b: Side<'s>,
    imprints: &'s Aspects<Imprint<'s>>,
    /// The phrases in common of those that are met first.
    early: Phrases,
    /// All phrases in common, once somebody has asked for them: most of comparing is walking through phrases.
    phrases: OnceCell<Phrases>,
    /// What their words have in common.
    words: Meeting,
}

impl<'s> Sides<'s> {
    /// The agent on the bench, and `b`.
    pub(super) fn of(bench: &'s Bench<'_>, b: &'s Party<'_>) -> Self {
        let b = b.side();
        let words = bench.spread.meet(&b.weights.words);
        let (a, imprints) = (bench.side, &bench.imprints);
        let mut sides = Self { a, b, imprints, early: Phrases::default(), phrases: OnceCell::new(), words };
        sides.early = sides.with_phrases(Phrases::default(), 0..b.facet(Aspect::Text).early().count);
        sides
    }

    /// As [`same()`](super::same), by what lies at hand.
    pub(super) fn same(&self) -> bool {
        let equal = |aspect| self.a.facet(aspect).hashes() == self.b.facet(aspect).hashes();
        self.a.definition.content == self.b.definition.content && equal(Aspect::Text) && equal(Aspect::Statements)
    }

    /// `met`, and what is in common of B's phrases at these places.
    fn with_phrases(&self, mut met: Phrases, places: Range<usize>) -> Phrases {
        let (a, b) = self.meeting(Aspect::Text);
        a.meet_some(b, places, |x, y| {
            met.weight += f64::from(x.min(y));
            met.count += 1.0;
        });
        met
    }

    fn phrases(&self) -> Phrases {
        let text = self.b.facet(Aspect::Text);
        *self.phrases.get_or_init(|| self.with_phrases(self.early, text.early().count..text.len()))
    }

    /// The most that [`Sides::containment`] can come to either way, `0..=1`, told from the phrases that are met first.
    pub(super) fn containment_at_most(&self) -> f64 {
        let [a, b] = [self.a, self.b].map(|side| side.facet(Aspect::Text));
        let beside = [self.a, self.b].iter().any(|side| !side.facet(Aspect::Supporting).is_empty());
        let less = a.total().min(b.total());
        if beside || less <= 0.0 {
            return 1.0;
        }
        let left = (a.total() - a.early().weight).min(b.total() - b.early().weight);
        ((self.early.weight + left) / less).clamp(0.0, 1.0)
    }

    /// A's facet of an aspect laid out, and B's.
    pub(super) fn meeting(&self, aspect: Aspect) -> (&'s Imprint<'s>, &'s Facet) {
        (&self.imprints[aspect], self.b.facet(aspect))
    }

    /// The cosine of an aspect; `None` where either has nothing in it that weighs.
    pub(super) fn cosine(&self, aspect: Aspect) -> Option<f64> {
        if self.a.facet(aspect).is_empty() || self.b.facet(aspect).is_empty() {
            return None;
        }
        let (a, b) = self.meeting(aspect);
        Some(match aspect {
            Aspect::Role => self.words.role,
            Aspect::Body => self.words.body,
            _ => a.cosine(b),
        })
    }

    /// The weight that both share of an aspect.
    pub(super) fn shared(&self, aspect: Aspect) -> f64 {
        let (a, b) = self.meeting(aspect);
        a.shared(b)
    }

    /// The weight of what each keeps speaking of and the other speaks of too: A's, and B's.
    pub(super) fn subjects_met(&self) -> (f64, f64) {
        (self.words.subject_a, self.words.subject_b)
    }

    /// The weight of the phrases in common over that of all (weighted Jaccard); `None` where neither has any that weighs.
    pub(super) fn resemblance(&self) -> Option<Score> {
        let shared = self.phrases().weight;
        Score::ratio(shared, self.a.facet(Aspect::Text).total() + self.b.facet(Aspect::Text).total() - shared)
    }

    /// Whether the bodies have any phrase in common.
    pub(super) fn shares_text(&self) -> bool {
        self.phrases().weight > 0.0
    }

    /// How rare the phrases in common are on average, 1 for phrases that no other agent has; 0 where there are none.
    pub(super) fn rarity(&self) -> f64 {
        let Phrases { weight, count } = self.phrases();
        if count > 0.0 { weight / count } else { 0.0 }
    }

    /// How much of each lies in the other, in its supporting files too, by the weight of its phrases.
    pub(super) fn containment(&self) -> Containment {
        let (in_b, in_a) = (Aspect::Supporting, Aspect::Text);
        let beside_b = self.imprints[in_a].shared(self.b.facet(in_b));
        let beside_a = self.imprints[in_b].shared(self.b.facet(in_a));
        let share = |beside: f64, side: Side<'_>| {
            Score::ratio(self.phrases().weight + beside, side.facet(Aspect::Text).total()).unwrap_or_default()
        };
        Containment { a_in_b: share(beside_b, self.a), b_in_a: share(beside_a, self.b) }
    }
}

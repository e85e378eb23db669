//! The two agents of a comparison, side by side.

use super::weighed::{Weighed, Weights};
use crate::model::{Containment, Corpus, Definition, Pair, Score};

/// One of the two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) definition: &'s Definition,
    pub(super) weights: &'s Weights,
}

/// Both, with what several signals need of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'s> {
    pub(super) a: Side<'s>,
    pub(super) b: Side<'s>,
    /// The weight of the phrases in common.
    shared_text: f64,
}

impl<'s> Sides<'s> {
    pub(super) fn new(a: Side<'s>, b: Side<'s>) -> Self {
        Self { a, b, shared_text: a.weights.text.shared(&b.weights.text) }
    }

    /// The two agents of `pair`.
    pub(super) fn of(corpus: &'s Corpus, weighed: &'s Weighed, pair: Pair) -> Self {
        let side = |ix| Side { definition: corpus.definition(ix), weights: weighed.agent(ix) };
        Self::new(side(pair.a()), side(pair.b()))
    }

    /// The weight of the phrases in common over that of all (weighted Jaccard); `None` where neither has any that weighs.
    pub(super) fn resemblance(&self) -> Option<Score> {
        let all = self.a.weights.text.total() + self.b.weights.text.total() - self.shared_text;
        Score::ratio(self.shared_text, all)
    }

    /// Whether the bodies have any phrase in common.
    pub(super) fn shares_text(&self) -> bool {
        self.shared_text > 0.0
    }

    /// How rare the phrases in common are on average, 1 for phrases that no other agent has; 0 where there are none.
    pub(super) fn rarity(&self) -> f64 {
        let count = self.a.weights.text.shared_count(&self.b.weights.text);
        if count > 0.0 { self.shared_text / count } else { 0.0 }
    }

    /// How much of each lies in the other, in its supporting files too, by the weight of its phrases.
    pub(super) fn containment(&self) -> Containment {
        let share = |side: Side<'_>, other: Side<'_>| {
            let beside = side.weights.text.shared(&other.weights.supporting);
            Score::ratio(self.shared_text + beside, side.weights.text.total()).unwrap_or_default()
        };
        Containment { a_in_b: share(self.a, self.b), b_in_a: share(self.b, self.a) }
    }
}

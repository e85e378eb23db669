//! The one place where signals become a relation, a similarity and a confidence.
//!
//! Three logistic lines over a few features of the signals answer three questions – is it a copy, is it one family, is it
//! related at all – and the strongest yes is the relation (an ordinal regression by cumulative splits: Frank and Hall, "A
//! simple approach to ordinal classification", ECML 2001). Their weights are data: `weights.json`, made by
//! `examples/calibrate.rs`, whose report is docs/calibration.md.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::{Deserialize, Serialize};

use super::features::{FEATURES, Feature, Seen, Signals};
use crate::model::{Ground, Relation, Score, SignalScore};

/// The weights of one question: the log odds of a yes are `bias` plus each feature times its weight.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Log odds where every feature is 0.
    pub bias: f64,
    /// Weight of each feature by its name; a feature that is not listed counts for nothing.
    pub weights: BTreeMap<String, f64>,
}

/// Probabilities from which the answer to a question is yes, each in `0.0..1.0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// From here on two agents are copies.
    pub copy: f64,
    /// From here on they are one family.
    pub family: f64,
    /// From here on they are related.
    pub related: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { copy: 0.5, family: 0.5, related: 0.5 }
    }
}

/// The three questions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Is one text made from the other, or both from a third?
    pub copy: Line,
    /// Do they do one job?
    pub family: Line,
    /// Have they to do with each other?
    pub related: Line,
    /// From which probability on a question counts as answered with yes. Not part of the weights.
    #[serde(skip)]
    pub thresholds: Thresholds,
}

/// What a model makes of a pair's signals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// How they are kin; never `Identical`, which no likeness proves.
    pub relation: Relation,
    /// Grows with the relation and, inside it, with likeness. In the band of its relation, quarters from unrelated up.
    pub similarity: Score,
    /// The probability of this relation.
    pub confidence: Score,
}

/// How many grounds are told, and from which log odds on: less moves a probability by a few hundredths.
const GROUNDS: usize = 5;
const TELLING: f64 = 0.2;

impl Line {
    /// The probability of a yes for features by their names.
    pub(super) fn probability(&self, features: impl Iterator<Item = (&'static str, f64)>) -> f64 {
        let weighed = features.filter_map(|(name, value)| Some(self.weights.get(name)? * value));
        1.0 / (1.0 + (-(self.bias + weighed.sum::<f64>())).exp())
    }

    /// Whether more containment only ever speaks for a yes, and each other feature that text or containment has part in
    /// against one.
    fn bounded(&self) -> bool {
        let of = |name: &str| self.weights.get(name).copied().unwrap_or_default();
        of("containment") >= 0.0 && ["patchwork", "apart", "template"].into_iter().all(|name| of(name) <= 0.0)
    }
}

impl Model {
    /// The model whose weights are built in.
    #[must_use]
    pub fn built_in() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        // The file is part of this binary and a test reads it: one that does not read cannot be shipped.
        MODEL.get_or_init(|| serde_json::from_str(include_str!("weights.json")).unwrap_or_default())
    }

    /// What weighed most for and against the relation told: the question that the relation answers, or the next higher one
    /// where that was answered with no.
    pub(super) fn grounds(&self, signals: &[SignalScore], relation: Relation) -> Vec<Ground> {
        let line = match relation {
            Relation::Identical => return Vec::new(),
            Relation::NearDuplicate => &self.copy,
            Relation::Variant => &self.family,
            Relation::Related | Relation::Unrelated => &self.related,
        };
        let signals = Signals::named(signals);
        let weighed = |f: &Feature| {
            let log_odds = line.weights.get(f.name)? * (f.of)(&signals);
            (log_odds.abs() >= TELLING).then_some(Ground { feature: f.name, means: f.means, log_odds })
        };
        let mut out: Vec<Ground> = FEATURES.iter().filter_map(weighed).collect();
        out.sort_by(|x, y| y.log_odds.abs().total_cmp(&x.log_odds.abs()).then(x.feature.cmp(y.feature)));
        out.truncate(GROUNDS);
        out
    }

    /// What this model makes of the signals of a pair.
    #[must_use]
    pub fn verdict(&self, signals: &[SignalScore]) -> Verdict {
        Judge::of(self, &[]).judge(&Signals::named(signals))
    }
}

/// A model made ready to judge many pairs: its weights in the order of the features.
#[derive(Debug)]
pub(super) struct Judge {
    copy: Weights,
    family: Weights,
    related: Weights,
    from: Thresholds,
    /// For each signal of the roster its place among those that features are read off.
    places: Vec<Option<usize>>,
    /// For each signal of the roster whether any feature is read off it.
    read: Vec<bool>,
    /// Whether no line falls with containment, nor rises with text but by the feature of that name: then what a pair can come
    /// to at most is told before its phrases are known.
    bounded: bool,
}

/// A [`Line`] in the order of the features.
#[derive(Debug)]
struct Weights {
    bias: f64,
    of: [f64; FEATURES.len()],
    /// The most that the feature of that name adds.
    text: f64,
}

impl Weights {
    fn of(line: &Line) -> Self {
        let of = |name: &str| line.weights.get(name).copied().unwrap_or_default();
        Self { bias: line.bias, of: FEATURES.map(|f| of(f.name)), text: of("text").max(0.0) }
    }

    fn log_odds(&self, seen: &[f64; FEATURES.len()]) -> f64 {
        self.bias + self.of.iter().zip(seen).map(|(weight, value)| weight * value).sum::<f64>()
    }

    fn probability(&self, seen: &[f64; FEATURES.len()]) -> f64 {
        1.0 / (1.0 + (-self.log_odds(seen)).exp())
    }
}

impl Judge {
    /// Makes `model` ready for signals in the order of `roster`.
    pub(super) fn of(model: &Model, roster: &[&str]) -> Self {
        let lines = [&model.copy, &model.family, &model.related];
        let [copy, family, related] = lines.map(Weights::of);
        Self {
            copy,
            family,
            related,
            bounded: lines.into_iter().all(Line::bounded),
            from: model.thresholds,
            places: roster.iter().map(|name| Seen::named(name)).collect(),
            read: roster.iter().map(|name| Seen::named(name).is_some()).collect(),
        }
    }

    /// For each signal of the roster whether the verdict is read off it.
    pub(super) fn read(&self) -> &[bool] {
        &self.read
    }

    /// What the model makes of scores in the order of the roster.
    pub(super) fn verdict(&self, scores: &[Option<Score>]) -> Verdict {
        self.judge(&Signals::placed(scores, &self.places))
    }

    /// Whether these scores, in the order of the roster and without those of text and containment, make the two unrelated
    /// whatever text says and containment says up to `containment`.
    pub(super) fn rules_out(&self, scores: &[Option<Score>], containment: f64) -> bool {
        // Sums in another order differ by far less.
        const SLACK: f64 = 1e-6;
        let mut signals = Signals::placed(scores, &self.places);
        signals.set(Seen::Containment, containment + SLACK);
        let seen = FEATURES.map(|f| (f.of)(&signals));
        let below = |line: &Weights, from: f64| line.log_odds(&seen) + line.text + SLACK < (from / (1.0 - from)).ln();
        let from = self.from;
        let all = [(&self.copy, from.copy), (&self.family, from.family), (&self.related, from.related)];
        self.bounded && all.into_iter().all(|(line, from)| below(line, from))
    }

    fn judge(&self, signals: &Signals) -> Verdict {
        let seen = FEATURES.map(|f| (f.of)(signals));
        let copy = self.copy.probability(&seen);
        // A copy is family and family is related, whatever the lines say one by one.
        let family = self.family.probability(&seen).max(copy);
        let related = self.related.probability(&seen).max(family);
        let from = self.from;
        let (relation, confidence, rise) = if copy >= from.copy {
            let above = (copy - from.copy) / (1.0 - from.copy);
            (Relation::NearDuplicate, copy, f64::midpoint(above, signals.get(Seen::Text, 0.0)))
        } else if family >= from.family {
            // Where a threshold of one's own is higher, what the model takes for a copy is told as the next weaker relation.
            let sure = if copy >= 0.5 { family } else { family - copy };
            (Relation::Variant, sure, copy / from.copy)
        } else if related >= from.related {
            let sure = if family >= 0.5 { related } else { related - family };
            (Relation::Related, sure, family / from.family)
        } else {
            (Relation::Unrelated, 1.0 - related, related / from.related)
        };
        Verdict { relation, similarity: band(relation, rise), confidence: Score::new(confidence) }
    }
}

/// `rise` (0..1) inside the quarter of the relation. The top is left to identical agents.
fn band(relation: Relation, rise: f64) -> Score {
    let floor = match relation {
        Relation::Unrelated => 0.0,
        Relation::Related => 0.25,
        Relation::Variant => 0.5,
        Relation::NearDuplicate => 0.75,
        Relation::Identical => return Score::FULL,
    };
    Score::new(floor + 0.2499 * rise.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::features::{NAMES, feature_names};

    fn said(of: &[(&'static str, f64)]) -> Vec<SignalScore> {
        of.iter().map(|(name, score)| SignalScore { name, score: Some(Score::new(*score)), because: None }).collect()
    }

    fn all(score: f64) -> Vec<SignalScore> {
        let names = ["text", "containment", "statements", "role", "name", "description", "opening", "titles", "body"];
        said(&names.map(|name| (name, score)))
    }

    #[test]
    fn the_built_in_weights_read_and_name_features() {
        let model: Model = serde_json::from_str(include_str!("weights.json")).unwrap();
        for line in [&model.copy, &model.family, &model.related] {
            assert!(!line.weights.is_empty());
            let unknown: Vec<_> = line.weights.keys().filter(|k| !feature_names().contains(&k.as_str())).collect();
            assert!(unknown.is_empty(), "weights of no feature: {unknown:?}");
        }
    }

    #[test]
    fn the_ends_are_told() {
        let model = Model::built_in();
        assert_eq!(model.verdict(&all(1.0)).relation, Relation::NearDuplicate);
        assert_eq!(model.verdict(&all(0.0)).relation, Relation::Unrelated);
    }

    #[test]
    fn similarity_lies_in_the_band_of_the_relation() {
        for step in 0..=50 {
            let verdict = Model::built_in().verdict(&all(f64::from(step) / 50.0));
            let band = (verdict.similarity.get() * 4.0).floor();
            let want = Relation::ALL.iter().rev().position(|r| *r == verdict.relation).unwrap();
            assert!((band - f64::from(u32::try_from(want).unwrap())).abs() < 1e-9, "{verdict:?}");
        }
    }

    #[test]
    fn thresholds_move_what_is_told() {
        let strict = Thresholds { copy: 0.999_999, ..Thresholds::default() };
        let model = Model { thresholds: strict, ..Model::built_in().clone() };
        let signals = said(&[("text", 0.6), ("containment", 0.9), ("role", 0.8), ("name", 1.0), ("description", 0.8)]);
        assert_eq!(Model::built_in().verdict(&signals).relation, Relation::NearDuplicate);
        assert_eq!(model.verdict(&signals).relation, Relation::Variant);
    }

    proptest! {
        /// Whatever phrases turn out to be shared, no kin is ruled out beforehand.
        #[test]
        fn who_is_ruled_out_is_unrelated(
            scores in prop::collection::vec(prop::option::of(0.0f64..=1.0), NAMES.len()),
            most in 0.0f64..=1.0,
            share in 0.0f64..=1.0,
        ) {
            let judge = Judge::of(Model::built_in(), &NAMES);
            let mut scores: Vec<Option<Score>> = scores.into_iter().map(|score| score.map(Score::new)).collect();
            scores[1] = scores[1].map(|_| Score::new(most * share));
            let whole = judge.verdict(&scores).relation;
            scores[..2].fill(None);
            prop_assert!(!judge.rules_out(&scores, most) || whole == Relation::Unrelated, "{whole:?}");
        }
    }

    #[test]
    fn strangers_are_ruled_out_before_their_phrases_are_known() {
        let judge = Judge::of(Model::built_in(), &NAMES);
        let mut strangers = [Some(Score::new(0.05)); NAMES.len()];
        strangers[..2].fill(None);
        strangers[11] = Some(Score::FULL);
        assert!(judge.rules_out(&strangers, 0.75));
        assert!(!judge.rules_out(&[Some(Score::FULL); NAMES.len()], 0.75));
        let turned =
            Model { family: Line { bias: -9.0, weights: [("apart".to_owned(), 1.0)].into() }, ..Model::default() };
        assert!(!Judge::of(&turned, &NAMES).rules_out(&strangers, 0.75), "its lines have no such bound");
    }

    #[test]
    fn a_scaffold_with_another_job_is_no_copy() {
        let scaffold = said(&[
            ("text", 0.35),
            ("containment", 0.5),
            ("statements", 0.3),
            ("role", 0.1),
            ("name", 0.0),
            ("description", 0.05),
            ("opening", 0.1),
            ("titles", 0.8),
            ("body", 0.15),
            ("structure", 0.9),
            ("language", 1.0),
        ]);
        assert!(Model::built_in().verdict(&scaffold).relation <= Relation::Related);
    }
}

//! What two statements have to do with each other, as a person would say it: an opinion, calibrated on labelled pairs.
//!
//! [`likeness`](crate::text::likeness::likeness) is the strict rule by which a merge may drop a statement: it says "same" only
//! where nothing is lost. An opinion goes further – "Support the nurse on rounds" and "Guide the nurse on rounds" ask for one
//! thing – and so is right about as often as people agree, not always. It informs; it never drops.

mod features;
mod hollow;
mod twice;

use std::sync::OnceLock;

pub(super) use twice::SAID_NEARLY_TWICE;
pub use twice::nearly_twice;

use features::{DEAR, FEATURES, Pairing, Side};
use serde::{Deserialize, Serialize};

use super::{commonness, relation::Line};
use crate::{
    model::{Score, Standing},
    text::{
        contradiction::{Claims, contradiction},
        words::{key, stem, words},
    },
};

/// An opinion on two statements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    /// How they stand to each other.
    pub standing: Standing,
    /// The probability that one of the two could go: that they are the same or one covers the other.
    pub goes: Score,
}

/// The weights of the two questions that the judge asks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StatementModel {
    /// Are they the same, or does one cover the other?
    pub goes: Line,
    /// Do they share anything?
    pub meets: Line,
}

impl StatementModel {
    /// The model whose weights are built in.
    #[must_use]
    pub fn built_in() -> &'static StatementModel {
        static MODEL: OnceLock<StatementModel> = OnceLock::new();
        // The file is part of this binary and a test reads it: one that does not read cannot be shipped.
        MODEL.get_or_init(|| serde_json::from_str(include_str!("weights.json")).unwrap_or_default())
    }

    /// What this model makes of two statements' wordings. Swapping them swaps who covers whom, and nothing else.
    #[must_use]
    pub fn opinion(&self, a: &str, b: &str) -> Opinion {
        let (x, y) = sides(a, b);
        let pairing = Pairing::new(&x, &y);
        let seen = read(&pairing);
        let odds = |line: &Line| odds(line, &seen);
        let goes = Score::new(odds(&self.goes));
        let standing = if contradiction(a, b).is_some() || assigned_apart(a, b) {
            Standing::Contradict
        } else if goes.get() >= GOES {
            direction(&pairing)
        } else if odds(&self.meets) >= 0.5 {
            Standing::Overlap
        } else {
            Standing::Different
        };
        Opinion { standing, goes }
    }

    /// The probability that one of two statements could go, where [`StatementModel::opinion`] says that one could. What takes
    /// longest is looked at last.
    fn goes(&self, a: &Told<'_>, b: &Told<'_>) -> Option<Score> {
        let pairing = Pairing::new(&a.side, &b.side);
        // What has no weight in this need not be read, nor what takes long where it could not tell otherwise.
        let weighed = || FEATURES.iter().filter(|feature| self.goes.weights.contains_key(feature.name));
        let best = weighed().map(|feature| {
            let dear = || f64::from(u8::from(self.goes.weights[feature.name] > 0.0));
            (feature.name, if DEAR.contains(&feature.name) { dear() } else { (feature.of)(&pairing) })
        });
        if self.goes.probability(best) < GOES - ROUNDING {
            return None;
        }
        let goes = Score::new(self.goes.probability(weighed().map(|feature| (feature.name, (feature.of)(&pairing)))));
        let apart = || a.claims().against(b.claims()).is_some() || assigned_apart(a.text, b.text);
        (goes.get() >= GOES && !apart()).then_some(goes)
    }
}

/// A statement with what was read off it, for whoever holds it against many.
struct Told<'t> {
    text: &'t str,
    side: Side<'t>,
    claims: OnceLock<Claims>,
}

impl Told<'_> {
    fn claims(&self) -> &Claims {
        self.claims.get_or_init(|| Claims::of(self.text))
    }
}

/// Fields that have one value.
const SINGLE: &[&str] = &["name", "model", "version", "color", "colour", "author", "license", "slug"];

/// Whether both give one label a value, and not the same: a code span, or any text for a field that has one value.
fn assigned_apart(a: &str, b: &str) -> bool {
    let (Some((label, value)), Some((other, theirs))) = (assignment(a), assignment(b)) else { return false };
    label == other && value != theirs
}

/// What a statement gives which value, where that is all it says.
fn assignment(text: &str) -> Option<(u64, &str)> {
    let line = text.trim().trim_start_matches(['-', '*', ' ']);
    let (label, value) = line.split_once([':', '：'])?;
    let (label, value) = (label.trim_matches(['*', '"', ' ']), value.trim().trim_start_matches(['*', ' ']));
    let span = value.strip_prefix('`').and_then(|value| value.strip_suffix('`')).filter(|value| !value.contains('`'));
    let single = || (!value.is_empty() && SINGLE.contains(&label)).then_some(value);
    let stems: Vec<String> = words(label).iter().map(|word| stem(word).into_owned()).collect();
    Some((key(&stems.join(" ")), span.or_else(single)?))
}

/// Probability from which one of two statements could go: half of the F1 that can be reached, which is where F1 is greatest
/// (Lipton, Elkan, Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure", ECML 2014).
const GOES: f64 = 0.42;

/// More than sums of a few features are off by.
const ROUNDING: f64 = 1e-9;

/// The part of what a statement says, by weight, that may be its own before it says more than the other.
const NOTHING_OF_ITS_OWN: f64 = 0.25;

/// Which of two statements that say much the same says more.
fn direction(pairing: &Pairing<'_>) -> Standing {
    let (a, b) = pairing.parts();
    let (own_of_a, own_of_b) = (1.0 - a.met, 1.0 - b.met);
    if (own_of_a - own_of_b).abs() < NOTHING_OF_ITS_OWN {
        Standing::Same
    } else if own_of_a > own_of_b {
        Standing::ACoversB
    } else {
        Standing::BCoversA
    }
}

/// The names of what is read off two statements, in the order of [`statement_features`].
#[must_use]
pub fn statement_feature_names() -> Vec<&'static str> {
    FEATURES.iter().map(|f| f.name).collect()
}

/// What the judge reads off two statements' wordings, each in `0.0..=1.0`.
#[must_use]
pub fn statement_features(a: &str, b: &str) -> Vec<f64> {
    let (x, y) = sides(a, b);
    read(&Pairing::new(&x, &y))
}

fn sides<'t>(a: &'t str, b: &'t str) -> (Side<'t>, Side<'t>) {
    let common = commonness::built_in();
    (Side::of(a, common), Side::of(b, common))
}

/// What a line of the model makes of what was read.
fn odds(line: &Line, seen: &[f64]) -> f64 {
    line.probability(FEATURES.iter().map(|f| f.name).zip(seen.iter().copied()))
}

fn read(pairing: &Pairing<'_>) -> Vec<f64> {
    FEATURES.iter().map(|f| (f.of)(pairing)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(a: &str, b: &str) -> Standing {
        let (there, back) = (StatementModel::built_in().opinion(a, b), StatementModel::built_in().opinion(b, a));
        let turned = match back.standing {
            Standing::ACoversB => Standing::BCoversA,
            Standing::BCoversA => Standing::ACoversB,
            other => other,
        };
        assert_eq!((there.standing, there.goes), (turned, back.goes), "{a} | {b}");
        there.standing
    }

    #[test]
    fn the_built_in_weights_read_and_name_features() {
        let model: StatementModel = serde_json::from_str(include_str!("weights.json")).unwrap();
        for line in [&model.goes, &model.meets] {
            assert!(!line.weights.is_empty());
            assert!(line.weights.keys().all(|name| statement_feature_names().contains(&name.as_str())), "{line:?}");
        }
    }

    #[test]
    fn other_words_for_one_thing() {
        for (a, b) in [
            ("Support the night nurse on ward rounds", "Guide the night nurse on ward rounds"),
            ("Write a harbour ledger", "Maintain a comprehensive harbour ledger"),
            ("运行 `cargo heron --all` 并检查结果", "Run `cargo heron --all` and check the result"),
        ] {
            assert!(standing(a, b).goes(), "{a} | {b}: {:?}", StatementModel::built_in().opinion(a, b));
        }
    }

    #[test]
    fn more_covers_less() {
        let more =
            "Count the herons at dawn, enter each visit into the harbour ledger, and tell the warden of strangers";
        assert_eq!(standing(more, "Enter each visit into the harbour ledger"), Standing::ACoversB);
    }

    #[test]
    fn one_label_with_two_values_contradicts() {
        assert_eq!(standing("**Log**: `logs/heron.md`", "- Logs: `logs/herons.md`"), Standing::Contradict);
        assert_eq!(standing("name: heron-counter", "name: moss-keeper"), Standing::Contradict);
        assert_ne!(standing("Testing: count twice", "Testing: weigh once"), Standing::Contradict);
    }

    #[test]
    fn strangers_are_different() {
        assert_eq!(standing("Prune the roses in spring", "Quote every shell expansion"), Standing::Different);
    }
}

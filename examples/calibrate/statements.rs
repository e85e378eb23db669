//! The judge of statements, taught and held against its labels.

use std::{error::Error, fs};

use agentkin::compare::{Line, StatementModel, statement_feature_names, statement_features};
use serde::Deserialize;

use crate::train::{Lesson, fit};

/// The pull towards zero that judged the parts left out best, of 0.5, 1, 2, 4 and 8.
const PULL: f64 = 1.0;
/// Parts that the labels are cut into: each is judged by weights that saw only the others.
const FOLDS: usize = 10;

#[derive(Deserialize)]
struct Labelled {
    a: String,
    b: String,
    label: String,
    confidence: u8,
}

struct Case {
    label: Labelled,
    row: Vec<f64>,
}

/// How well the judge meets its labels, 0 to 1: "the same, or one covers the other" against the rest.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Figures {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
}

/// What came of the labels: their number, the model, the figures held out and fitted.
pub(crate) struct Taught {
    pub(crate) count: usize,
    pub(crate) model: StatementModel,
    pub(crate) held_out: Figures,
    pub(crate) fitted: Figures,
}

fn goes(label: &Labelled) -> bool {
    ["same", "a_covers_b", "b_covers_a"].contains(&label.label.as_str())
}

/// What sense says of a feature's weight.
fn sense(feature: &str, weight: f64) -> f64 {
    match feature {
        "own" | "turned" | "left" | "row-apart" => weight.min(0.0),
        "few" | "foreign" => weight,
        _ => weight.max(0.0),
    }
}

fn model<'c>(cases: impl Iterator<Item = &'c Case>) -> StatementModel {
    let cases: Vec<&Case> = cases.collect();
    let rows: Vec<Vec<f64>> = cases.iter().map(|case| case.row.clone()).collect();
    let names = statement_feature_names();
    let line = |is: fn(&Labelled) -> bool| -> Line {
        let yes = cases.iter().map(|case| f64::from(u8::from(is(&case.label)))).collect();
        fit(&Lesson { names: &names, rows: &rows, yes, sense, pull: PULL })
    };
    StatementModel { goes: line(goes), meets: line(|label| label.label != "different") }
}

/// Teaches the judge the labels of a file, guesses (`confidence` 1) left out.
pub(crate) fn taught(path: &str) -> Result<Taught, Box<dyn Error>> {
    let mut cases = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let label: Labelled = serde_json::from_str(line)?;
        if label.confidence > 1 {
            cases.push(Case { row: statement_features(&label.a, &label.b), label });
        }
    }
    let whole = model(cases.iter());
    let strangers: Vec<StatementModel> = (0..FOLDS)
        .map(|fold| model(cases.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|c| c.1)))
        .collect();
    let figures = |judge: &dyn Fn(usize) -> StatementModel| {
        let said: Vec<(bool, bool)> = cases
            .iter()
            .enumerate()
            .map(|(at, case)| (goes(&case.label), judge(at).opinion(&case.label.a, &case.label.b).standing.goes()))
            .collect();
        Figures::of(&said)
    };
    Ok(Taught {
        count: cases.len(),
        held_out: figures(&|at| strangers[at % FOLDS].clone()),
        fitted: figures(&|_| whole.clone()),
        model: whole,
    })
}

impl Figures {
    /// Of pairs (as labelled, as said).
    fn of(all: &[(bool, bool)]) -> Self {
        let both = all.iter().filter(|(label, said)| *label && *said).count();
        let precision = ratio(both, all.iter().filter(|(_, said)| *said).count());
        let recall = ratio(both, all.iter().filter(|(label, _)| *label).count());
        Self { precision, recall, f1: 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "labels are few")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

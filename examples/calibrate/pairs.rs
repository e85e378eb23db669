//! The model of pairs of agents, taught.

use agentkin::compare::{Line, Model, Thresholds, feature_names, features};

use crate::{
    Case,
    train::{Lesson, fit},
};

/// Features that stand for each other are many, labels few.
const PULL: f64 = 4.0;

/// What sense says of a feature's weight: of most features more never makes two agents less kin.
fn sense(feature: &str, weight: f64) -> f64 {
    match feature {
        "foreign" => weight,
        "scaffold" | "patchwork" | "apart" | "template" => weight.min(0.0),
        _ => weight.max(0.0),
    }
}

/// The model that the cases teach.
pub(crate) fn model(cases: &[&Case]) -> Model {
    let rows: Vec<Vec<f64>> = cases.iter().map(|case| features(&case.signals.unseen)).collect();
    let names = feature_names();
    let line = |least: usize| -> Line {
        let yes = cases.iter().map(|case| f64::from(u8::from(case.label.class() >= least))).collect();
        fit(&Lesson { names: &names, rows: &rows, yes, sense, pull: PULL })
    };
    Model { copy: line(3), family: line(2), related: line(1), thresholds: Thresholds::default() }
}

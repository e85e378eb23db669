//! Logistic regression with a pull towards zero and, where sense says so, no weight on the wrong side of it.

use std::collections::BTreeMap;

use agentkin::compare::{Line, Model, feature_names, features};

use crate::Case;

/// Strength of the pull towards zero (L2), on features scaled to a spread of 1.
const PULL: f64 = 4.0;
/// Steps of the descent; the weights have settled to three places before.
const STEPS: usize = 1_500;

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
    let line = |least: usize| {
        let yes: Vec<f64> = cases.iter().map(|case| f64::from(u8::from(case.label.class() >= least))).collect();
        fit(&rows, &yes)
    };
    Model { copy: line(3), family: line(2), related: line(1) }
}

/// Accelerated projected gradient descent (Nesterov 1983; Beck and Teboulle, "FISTA", 2009).
fn fit(rows: &[Vec<f64>], yes: &[f64]) -> Line {
    let names = feature_names();
    let spread = spreads(rows, names.len());
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().zip(&spread).map(|(x, s)| x / s).collect()).collect();
    // A quarter of the greatest curvature of the loss bounds the step from above.
    let curvature = rows.iter().map(|row| 1.0 + row.iter().map(|x| x * x).sum::<f64>()).sum::<f64>() / 4.0 + PULL;
    let mut now = vec![0.0; names.len() + 1];
    let mut ahead = now.clone();
    let mut pace = 1.0f64;
    for _ in 0..STEPS {
        let slope = slope(&rows, yes, &ahead);
        let mut next: Vec<f64> = ahead.iter().zip(&slope).map(|(w, g)| w - g / curvature).collect();
        for (weight, name) in next[1..].iter_mut().zip(&names) {
            *weight = sense(name, *weight);
        }
        let faster = f64::midpoint(1.0, (1.0 + 4.0 * pace * pace).sqrt());
        ahead = next.iter().zip(&now).map(|(new, old)| new + (pace - 1.0) / faster * (new - old)).collect();
        (now, pace) = (next, faster);
    }
    let weights: BTreeMap<String, f64> =
        names.iter().zip(&now[1..]).zip(&spread).map(|((name, w), s)| ((*name).to_owned(), w / s)).collect();
    Line { bias: now[0], weights }
}

/// The slope of the loss at `weights`, the first of which is the bias.
fn slope(rows: &[Vec<f64>], yes: &[f64], weights: &[f64]) -> Vec<f64> {
    let mut out: Vec<f64> = weights.iter().map(|w| w * PULL).collect();
    out[0] = 0.0;
    for (row, yes) in rows.iter().zip(yes) {
        let odds = weights[0] + row.iter().zip(&weights[1..]).map(|(x, w)| x * w).sum::<f64>();
        let error = 1.0 / (1.0 + (-odds).exp()) - yes;
        out[0] += error;
        for (slot, x) in out[1..].iter_mut().zip(row) {
            *slot += error * x;
        }
    }
    out
}

/// The spread (standard deviation) of each feature.
#[expect(clippy::cast_precision_loss, reason = "labels are few")]
fn spreads(rows: &[Vec<f64>], count: usize) -> Vec<f64> {
    let all = rows.len() as f64;
    let of = |at: usize| {
        let mean = rows.iter().map(|row| row[at]).sum::<f64>() / all;
        (rows.iter().map(|row| (row[at] - mean).powi(2)).sum::<f64>() / all).sqrt().max(0.05)
    };
    (0..count).map(of).collect()
}

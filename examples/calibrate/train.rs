//! Logistic regression with a pull towards zero and, where sense says so, no weight on the wrong side of it.

use std::collections::BTreeMap;

use agentkin::compare::Line;

/// Steps of the descent; the weights have settled to three places before.
const STEPS: usize = 1_500;

/// What a line is taught: rows of named features, a yes (1) or no (0) for each, and what sense says of a feature's weight.
pub(crate) struct Lesson<'l> {
    pub(crate) names: &'l [&'static str],
    pub(crate) rows: &'l [Vec<f64>],
    pub(crate) yes: Vec<f64>,
    pub(crate) sense: fn(&str, f64) -> f64,
    /// Strength of the pull towards zero (L2), on features scaled to a spread of 1.
    pub(crate) pull: f64,
}

/// Accelerated projected gradient descent (Nesterov 1983; Beck and Teboulle, "FISTA", 2009).
pub(crate) fn fit(lesson: &Lesson<'_>) -> Line {
    let Lesson { names, rows, yes, sense, pull } = lesson;
    let spread = spreads(rows, names.len());
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().zip(&spread).map(|(x, s)| x / s).collect()).collect();
    // A quarter of the greatest curvature of the loss bounds the step from above.
    let curvature = rows.iter().map(|row| 1.0 + row.iter().map(|x| x * x).sum::<f64>()).sum::<f64>() / 4.0 + pull;
    let mut now = vec![0.0; names.len() + 1];
    let mut ahead = now.clone();
    let mut pace = 1.0f64;
    for _ in 0..STEPS {
        let slope = slope(&rows, yes, &ahead, *pull);
        let mut next: Vec<f64> = ahead.iter().zip(&slope).map(|(w, g)| w - g / curvature).collect();
        for (weight, name) in next[1..].iter_mut().zip(*names) {
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
fn slope(rows: &[Vec<f64>], yes: &[f64], weights: &[f64], pull: f64) -> Vec<f64> {
    let mut out: Vec<f64> = weights.iter().map(|w| w * pull).collect();
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

//! Holds a built-in judge against labels.
//!
//! ```text
//! cargo run --release --example judge -- statements STATEMENTS.jsonl
//! ```
//!
//! Statements: each line has texts `a` and `b` and the label same, `a_covers_b`, `b_covers_a`, overlap, contradict or
//! different; guesses (`confidence` 1) are left out. Printed are precision, recall and F1 of "one of the two can go" (same
//! or covered, the direction right), how many of the calls would lose something, and the confusions.

use std::{collections::BTreeMap, error::Error, fs, io::Write, time::Instant};

use agentkin::text::likeness::{Meeting, likeness_of};
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    a: String,
    b: String,
    label: String,
    confidence: u8,
}

#[derive(Default)]
struct Tally {
    called: usize,
    right: usize,
    wanted: usize,
    found: usize,
    confusion: BTreeMap<(String, String), usize>,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, pair: &Labelled, said: Meeting) {
        let named = match said {
            Meeting::Same => "same",
            Meeting::Covers => "a_covers_b",
            Meeting::CoveredBy => "b_covers_a",
            Meeting::Overlaps => "overlap",
            Meeting::Different => "different",
        };
        let goes = ["same", "a_covers_b", "b_covers_a"];
        // Where two say the same, either covers the other: nothing is lost by dropping the covered one.
        let right = named == pair.label || (goes.contains(&named) && pair.label == "same");
        self.wanted += usize::from(goes.contains(&pair.label.as_str()));
        self.called += usize::from(goes.contains(&named));
        self.right += usize::from(goes.contains(&named) && right);
        self.found += usize::from(goes.contains(&named) && goes.contains(&pair.label.as_str()) && right);
        *self.confusion.entry((pair.label.clone(), named.to_owned())).or_default() += 1;
        if goes.contains(&named) && !right {
            self.wrong.push(format!("{} said {named}: {:?} | {:?}", pair.label, pair.a, pair.b));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "labels are few")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let ["statements", path] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        return Err("usage: judge statements STATEMENTS.jsonl".into());
    };
    let mut pairs: Vec<Labelled> = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        pairs.push(serde_json::from_str(line)?);
    }
    pairs.retain(|pair| pair.confidence > 1);
    let (mut tally, start) = (Tally::default(), Instant::now());
    for pair in &pairs {
        tally.add(pair, likeness_of(&pair.a, &pair.b).meeting);
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / ratio(pairs.len(), 1);
    let (precision, recall) = (ratio(tally.right, tally.called), ratio(tally.found, tally.wanted));
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} pairs, {each:.1} µs each", pairs.len())?;
    writeln!(out, "precision {precision:.3} recall {recall:.3}")?;
    writeln!(out, "F1 {:.3}", 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE))?;
    for ((label, said), count) in &tally.confusion {
        writeln!(out, "  {label} said {said}: {count}")?;
    }
    for wrong in &tally.wrong {
        writeln!(out, "would lose: {wrong}")?;
    }
    Ok(())
}

//! Holds a built-in judge against labels.
//!
//! ```text
//! cargo run --release --example judge -- statements STATEMENTS.jsonl
//! cargo run --release --example judge -- titles TITLES.jsonl
//! ```
//!
//! Statements: each line has texts `a` and `b` and the label same, `a_covers_b`, `b_covers_a`, overlap, contradict or
//! different. The first figures are of "one of the two could go" (same or covering) against the rest; then of the strict rule
//! by which a merge drops statements, of contradictions, and what was labelled and said. Titles: each line has a `title` and
//! the `kind` of what stands under it. Guesses (`confidence` 1) are left out, but for contradictions, which are few.

use std::{collections::BTreeMap, error::Error, fs, io::Write, time::Instant};

use agentkin::{
    compare::StatementModel,
    model::Standing,
    normalize::kind_of_title,
    text::likeness::{Meeting, likeness_of},
};
use serde::{Deserialize, de::DeserializeOwned};

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
    label: Standing,
    confidence: u8,
}

#[derive(Deserialize)]
struct Titled {
    title: String,
    kind: String,
    confidence: u8,
}

/// Precision, recall and F1 of yeses said, against yeses labelled.
#[derive(Default)]
struct Tally {
    both: usize,
    said: usize,
    labelled: usize,
}

impl Tally {
    fn of(all: impl Iterator<Item = (bool, bool)>) -> Self {
        let mut out = Self::default();
        for (labelled, said) in all {
            out.both += usize::from(labelled && said);
            out.said += usize::from(said);
            out.labelled += usize::from(labelled);
        }
        out
    }

    fn figures(&self) -> String {
        let (precision, recall) = (ratio(self.both, self.said), ratio(self.both, self.labelled));
        let f1 = ratio(2 * self.both, self.said + self.labelled);
        format!("F1 {f1:.3} precision {precision:.3} recall {recall:.3}")
    }
}

#[expect(clippy::cast_precision_loss, reason = "labels are few")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn read<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, Box<dyn Error>> {
    fs::read_to_string(path)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["statements", path] => statements(&read(path)?),
        ["titles", path] => titles(&read(path)?),
        _ => Err("usage: judge statements STATEMENTS.jsonl | judge titles TITLES.jsonl".into()),
    }
}

fn statements(pairs: &[Pair]) -> Result<(), Box<dyn Error>> {
    let model = StatementModel::built_in();
    let start = Instant::now();
    let said: Vec<Standing> = pairs.iter().map(|pair| model.opinion(&pair.a, &pair.b).standing).collect();
    let each = start.elapsed().as_secs_f64() * 1e6 / ratio(pairs.len(), 1);
    let sure = || pairs.iter().zip(&said).filter(|(pair, _)| pair.confidence > 1);
    let opinion = Tally::of(sure().map(|(pair, said)| (pair.label.goes(), said.goes())));
    let strict = Tally::of(sure().map(|(pair, _)| (pair.label.goes(), drops(pair))));
    let contradict = |standing: Standing| standing == Standing::Contradict;
    let against = Tally::of(pairs.iter().zip(&said).map(|(pair, said)| (contradict(pair.label), contradict(*said))));
    let mut table: BTreeMap<(Standing, Standing), usize> = BTreeMap::new();
    for (pair, said) in sure() {
        *table.entry((pair.label, *said)).or_default() += 1;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "statements: {} pairs, {} of them sure, {each:.1} µs each", pairs.len(), sure().count())?;
    writeln!(out, "one could go: {}", opinion.figures())?;
    writeln!(out, "what a merge would drop: {}", strict.figures())?;
    writeln!(out, "contradictions: {}", against.figures())?;
    for ((label, said), count) in &table {
        writeln!(out, "  {label:?} said {said:?}: {count}")?;
    }
    Ok(())
}

/// Whether a merge would drop one of the two.
fn drops(pair: &Pair) -> bool {
    matches!(likeness_of(&pair.a, &pair.b).meeting, Meeting::Same | Meeting::Covers | Meeting::CoveredBy)
}

fn titles(titles: &[Titled]) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let sure: Vec<(&Titled, String)> =
        titles.iter().filter(|title| title.confidence > 1).map(|title| (title, kind(&title.title))).collect();
    let right = sure.iter().filter(|(title, said)| title.kind == *said).count();
    writeln!(out, "titles: {} of {} are sure", sure.len(), titles.len())?;
    writeln!(out, "accuracy {:.3}", ratio(right, sure.len()))?;
    for (title, said) in sure.iter().filter(|(title, said)| title.kind != *said) {
        writeln!(out, "  {:?} is {}, said {said}", title.title, title.kind)?;
    }
    Ok(())
}

/// The kind that a title tells, as the labels spell it.
fn kind(title: &str) -> String {
    kind_of_title(title).map_or_else(|| "other".to_owned(), |kind| format!("{kind:?}").to_lowercase())
}

//! Calibrates the step from signals to a relation on labelled pairs, and says how well it holds for repositories that
//! neither the weights nor the table of common phrases has seen.
//!
//! ```text
//! cargo run --release --example calibrate -- CORPUS PAIRS.jsonl
//! ```
//!
//! Writes `src/compare/weights.json` and `docs/calibration.md` below the current folder.

mod figures;
mod labels;
mod page;
mod signals;
mod train;

use std::{error::Error, fs};

use agentkin::{
    compare::Model,
    model::Corpus,
    pipeline::{self, Unwatched},
};

use figures::Figures;
use labels::{Labelled, read};
use signals::{Signalled, signalled};

/// A pair with what was read off it.
struct Case {
    label: Labelled,
    signals: Signalled,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [corpus, pairs] = arguments.as_slice() else {
        return Err("usage: calibrate CORPUS PAIRS.jsonl".into());
    };
    let labels = read(pairs)?;
    let folder = corpus.trim_end_matches('/');
    let corpus = load(folder, &labels)?;
    let cases: Vec<Case> =
        signalled(&corpus, folder, &labels)?.into_iter().map(|(label, signals)| Case { label, signals }).collect();
    let all: Vec<&Case> = cases.iter().collect();
    let model = train::model(&all);
    let unseen = Figures::of(&cases, |case| train::model(&strangers(&cases, case)).verdict(&case.signals.unseen));
    let fitted = Figures::of(&cases, |case| model.verdict(&case.signals.unseen));
    let shipped = Figures::of(&cases, |case| model.verdict(&case.signals.shipped));
    fs::write("src/compare/weights.json", serde_json::to_string_pretty(&rounded(&model))? + "\n")?;
    fs::write("docs/calibration.md", page::page(&model, &cases, &[unseen, fitted, shipped]))?;
    Ok(())
}

/// Every agent of the folder, the labelled ones whatever their place and name.
fn load(folder: &str, labels: &[Labelled]) -> Result<Corpus, pipeline::Error> {
    let named = labels.iter().flat_map(|label| [&label.a, &label.b]).map(|path| format!("{folder}/{path}"));
    let paths: Vec<String> = std::iter::once(folder.to_owned()).chain(named).collect();
    Ok(pipeline::load(&paths, &Unwatched)?.corpus)
}

/// The cases that share no repository with `case`, forks and translations of one counted as one.
fn strangers<'c>(cases: &'c [Case], case: &Case) -> Vec<&'c Case> {
    cases.iter().filter(|other| other.label.homes().is_disjoint(&case.label.homes())).collect()
}

/// Four places, so that a rerun on another machine gives the same file.
fn rounded(model: &Model) -> Model {
    let mut out = model.clone();
    for line in [&mut out.copy, &mut out.family, &mut out.related] {
        line.weights.retain(|_, weight| weight.abs() >= 0.0005);
        for number in line.weights.values_mut().chain([&mut line.bias]) {
            *number = (*number * 1_000.0).round() / 1_000.0;
        }
    }
    out
}

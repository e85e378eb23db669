//! Calibrates the step from signals to a relation on labelled pairs, and says how well it holds for repositories that
//! neither the weights nor the table of common phrases has seen.
//!
//! ```text
//! cargo run --release --example calibrate -- CORPUS PAIRS.jsonl STATEMENTS.jsonl
//! ```
//!
//! Writes `src/compare/weights.json`, `src/compare/statement/weights.json` and `docs/calibration.md` below the current folder.

mod figures;
mod labels;
mod page;
mod pairs;
mod signals;
mod statements;
mod train;

use std::{collections::BTreeSet, error::Error, fs};

use agentkin::{
    compare::Line,
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
    let [corpus, labels, statements] = arguments.as_slice() else {
        return Err("usage: calibrate CORPUS PAIRS.jsonl STATEMENTS.jsonl".into());
    };
    let taught = statements::taught(statements)?;
    let labels = read(labels)?;
    let folder = corpus.trim_end_matches('/');
    let corpus = load(folder, &labels)?;
    let cases: Vec<Case> =
        signalled(&corpus, folder, &labels).into_iter().map(|(label, signals)| Case { label, signals }).collect();
    let all: Vec<&Case> = cases.iter().collect();
    let model = pairs::model(&all);
    let strangers = |mine: &dyn Fn(&Labelled) -> BTreeSet<&str>, case: &Case| {
        let others: Vec<&Case> =
            cases.iter().filter(|other| mine(&other.label).is_disjoint(&mine(&case.label))).collect();
        pairs::model(&others).verdict(&case.signals.unseen)
    };
    let figures = [
        Figures::of(&cases, |case| strangers(&Labelled::repositories, case)),
        Figures::of(&cases, |case| strangers(&Labelled::homes, case)),
        Figures::of(&cases, |case| model.verdict(&case.signals.unseen)),
        Figures::of(&cases, |case| model.verdict(&case.signals.shipped)),
    ];
    let mut judge = taught.model.clone();
    let mut shipped = model.clone();
    round([&mut shipped.copy, &mut shipped.family, &mut shipped.related, &mut judge.goes, &mut judge.meets]);
    fs::write("src/compare/weights.json", serde_json::to_string_pretty(&shipped)? + "\n")?;
    fs::write("src/compare/statement/weights.json", serde_json::to_string_pretty(&judge)? + "\n")?;
    fs::write("docs/calibration.md", page::page(&model, &cases, &figures) + &page::statements(&taught))?;
    Ok(())
}

/// Every agent of the folder, the labelled ones whatever their place and name, where they can be read.
fn load(folder: &str, labels: &[Labelled]) -> Result<Corpus, pipeline::Error> {
    let named = labels.iter().flat_map(|label| [&label.a, &label.b]).map(|path| format!("{folder}/{path}"));
    let readable = named.filter(|path| pipeline::load(std::slice::from_ref(path), &Unwatched).is_ok());
    let paths: Vec<String> = std::iter::once(folder.to_owned()).chain(readable).collect();
    Ok(pipeline::load(&paths, &Unwatched)?.corpus)
}

/// Three places, so that a rerun on another machine gives the same file.
fn round<const N: usize>(lines: [&mut Line; N]) {
    for line in lines {
        line.weights.retain(|_, weight| weight.abs() >= 0.0005);
        for number in line.weights.values_mut().chain([&mut line.bias]) {
            *number = (*number * 1_000.0).round() / 1_000.0;
        }
    }
}

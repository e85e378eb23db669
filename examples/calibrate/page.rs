//! docs/calibration.md.

use std::fmt::Write;

use agentkin::compare::{Model, feature_meanings, feature_names, statement_feature_names};

use crate::{Case, figures::Figures, labels::CLASSES, statements::Taught};

const HEAD: &str = "\
# Calibration

The step from signals to a relation is three logistic lines (`src/compare/relation.rs`) whose weights are data
(`src/compare/weights.json`). This page is written by the program that makes them:

```text
cargo run --release --example commonness -- CORPUS $(date +%F) > /tmp/table.bin && cp /tmp/table.bin src/compare/commonness/table.bin
cargo run --release --example calibrate -- CORPUS PAIRS.jsonl STATEMENTS.jsonl
```

The first counts how common words and phrases are among agents (needed again when loading or normalizing changes what a word
or a shingle is), the second weighs the signals on labelled pairs. CORPUS is a folder of agent files of many repositories;
PAIRS.jsonl holds a pair a line: paths `a` and `b` in the corpus, `label`, `confidence` (1, a guess, is left out), `template`.
STATEMENTS.jsonl holds two statements a line: texts `a` and `b`, `label`, `confidence`.

## How far to trust it

*Held out*: each pair is judged by weights that saw no pair from either of its repositories. *Upstream out*: nor from any fork
or translation of them (nearly all labelled translations are of one upstream, so that this column asks what a translation is
of weights that saw none). In both, and in *fitted* – the shipped weights –, the table of common phrases is made without the
pair's upstreams: what to expect of agents that agentkin has never met. *Shipped*: the shipped weights and the built-in
table, on the pairs they were made from.

";

/// A figure by its name.
type Row = (&'static str, fn(&Figures) -> f64);

const ROWS: [Row; 6] = [
    ("copy F1", |f| f.copy),
    ("copy average precision", |f| f.copy_precision),
    ("family F1", |f| f.family),
    ("family average precision", |f| f.family_precision),
    ("scaffold pairs called family", |f| f.alarms),
    ("weighted kappa of the four relations", |f| f.kappa),
];

/// The page for the model and its sets of figures: held out, upstream out, fitted, shipped.
pub(crate) fn page(model: &Model, cases: &[Case], figures: &[Figures; 4]) -> String {
    let mut out = HEAD.to_owned();
    let scaffolds = cases.iter().filter(|case| case.label.template && case.label.class() < 2).count();
    let _ = writeln!(out, "{} pairs, {scaffolds} of them with a scaffold in common but not the job.\n", cases.len());
    let _ = writeln!(out, "| figure | held out | upstream out | fitted | shipped |\n|---|---|---|---|---|");
    for (name, of) in ROWS {
        let row = figures.each_ref().map(|figures| format!("{:.3}", of(figures))).join(" | ");
        let _ = writeln!(out, "| {name} | {row} |");
    }
    confusion(&mut out, &figures[0]);
    weights(&mut out, model);
    disagreements(&mut out, &figures[0]);
    out
}

fn confusion(out: &mut String, figures: &Figures) {
    let _ = writeln!(
        out,
        "\nHeld out, rows as labelled, columns as said:\n\n| | {} |\n|---|---|---|---|---|",
        CLASSES.join(" | ")
    );
    for (name, row) in CLASSES.iter().zip(figures.confusion) {
        let row = row.map(|count| count.to_string()).join(" | ");
        let _ = writeln!(out, "| {name} | {row} |");
    }
}

fn weights(out: &mut String, model: &Model) {
    let _ = writeln!(
        out,
        "\n## Weights\n\nLog odds of a yes; features lie in 0..1; `src/compare/relation.rs` says how each is made of the signals.\n\n\
         | feature | says | copy | family | related |\n|---|---|---|---|---|"
    );
    let lines = [&model.copy, &model.family, &model.related];
    let [x, y, z] = lines.map(|line| line.bias);
    let _ = writeln!(out, "| *bias* | | {x:.2} | {y:.2} | {z:.2} |");
    for (name, means) in feature_names().into_iter().zip(feature_meanings()) {
        let [x, y, z] = lines.map(|line| line.weights.get(name).copied().unwrap_or(0.0));
        let _ = writeln!(out, "| {name} | {means} | {x:.2} | {y:.2} | {z:.2} |");
    }
}

fn disagreements(out: &mut String, figures: &Figures) {
    let _ =
        writeln!(out, "\n## Where it disagrees with the labels\n\nHeld out, a copy or a family missed or made up:\n");
    for (label, said, similarity) in &figures.wrong {
        if (label.class() >= 2) != (*said >= 2) || (label.class() == 3) != (*said == 3) {
            let scaffold = if label.template { ", a scaffold" } else { "" };
            let (labelled, said) = (CLASSES[label.class()], CLASSES[*said]);
            let _ = writeln!(out, "- {}: labelled {labelled}{scaffold}, said {said} ({similarity:.2})", label.id);
        }
    }
}

/// The part of the page on the judge of statements.
pub(crate) fn statements(taught: &Taught) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "\n## Statements\n\nWhether one of two statements could go (they are the same, or one covers the other) is one more line, over {} \
         labelled\npairs (`src/compare/statement`). *Held out*: each tenth is judged by weights that saw the other nine.\n\n\
         | figure | held out | fitted |\n|---|---|---|",
        taught.count
    );
    let (x, y) = (taught.held_out, taught.fitted);
    for (name, x, y) in [("precision", x.precision, y.precision), ("recall", x.recall, y.recall), ("F1", x.f1, y.f1)] {
        let _ = writeln!(out, "| {name} | {x:.3} | {y:.3} |");
    }
    let [goes, meets] = [&taught.model.goes, &taught.model.meets];
    let _ = writeln!(out, "\n| feature | one could go | they share something |\n|---|---|---|");
    let _ = writeln!(out, "| *bias* | {:.2} | {:.2} |", goes.bias, meets.bias);
    for name in statement_feature_names() {
        let [x, y] = [goes, meets].map(|line| line.weights.get(name).copied().unwrap_or(0.0));
        let _ = writeln!(out, "| {name} | {x:.2} | {y:.2} |");
    }
    out
}

//! A report's outcome to bytes, in each format that reports are written in.

mod corpus;

use agentkin::{
    model::PairsShown,
    pipeline::{self, Unwatched},
    report::{self, Charset, Detail, Document, Ink, Page, Reporter, Sink},
};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// A terminal.
const PAGE: Page =
    Page { width: 100, charset: Charset::Unicode, ink: Ink::Colour, detail: Detail::Normal, sink: Sink::File };

/// Names from the roster, so that a new reporter is measured without touching this file.
fn roster() -> Vec<&'static str> {
    report::reporters().iter().map(|reporter| reporter.name()).collect()
}

/// The report of a thousand agents.
#[divan::bench(args = roster(), sample_count = 10)]
fn write(bencher: Bencher<'_, '_>, name: &str) {
    let paths = [corpus::folder(1_000).to_string_lossy().into_owned()];
    let options = pipeline::Options { shortlist: corpus::INDEX, ..pipeline::Options::default() };
    let analysis = pipeline::report(&paths, &options, &Unwatched).unwrap_or_default();
    assert!(!analysis.families.families.is_empty(), "the made families are found");
    let chosen: Option<&&dyn Reporter> = report::reporters().iter().find(|reporter| reporter.name() == name);
    bencher.counter(ItemsCount::new(analysis.corpus.len())).bench(|| {
        let mut out = Vec::new();
        let document = Document::Report { analysis: &analysis, pairs: PairsShown::All, paths: &paths };
        let written = chosen.map(|reporter| reporter.write(document, PAGE, &mut out));
        (written.is_some(), out)
    });
}

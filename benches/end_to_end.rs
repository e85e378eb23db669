//! A folder to an analysis: the whole of `agentkin report` but the printing, on all cores.

mod corpus;

use agentkin::{
    pipeline::{self, Unwatched},
    shortlist,
};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// By the index.
#[divan::bench(args = [500, 1_000, 4_000], sample_count = 5)]
fn report(bencher: Bencher<'_, '_>, agents: usize) {
    let paths = [corpus::folder(agents).to_string_lossy().into_owned()];
    bencher.counter(ItemsCount::new(agents)).bench(|| pipeline::report(&paths, &searching(corpus::INDEX), &Unwatched));
}

/// By every pair, as small runs have it.
#[divan::bench(args = [500, 1_000], sample_count = 5)]
fn report_every_pair(bencher: Bencher<'_, '_>, agents: usize) {
    let paths = [corpus::folder(agents).to_string_lossy().into_owned()];
    let options = searching(shortlist::Options::default());
    bencher.counter(ItemsCount::new(agents)).bench(|| pipeline::report(&paths, &options, &Unwatched));
}

fn searching(shortlist: shortlist::Options) -> pipeline::Options {
    pipeline::Options { shortlist, ..pipeline::Options::default() }
}

//! Which pairs are worth comparing: by the index at every size, so that its growth shows, and all pairs for comparison.

mod corpus;

use agentkin::{compare, shortlist};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// The index.
#[divan::bench(args = [1_000, 4_000], sample_count = 10)]
fn index(bencher: Bencher<'_, '_>, agents: usize) {
    let corpus = corpus::corpus(agents);
    let common = compare::commonness(&corpus);
    bencher.counter(ItemsCount::new(agents)).bench(|| shortlist::shortlist(&corpus, &common, corpus::INDEX));
}

/// Every pair, as small runs have it.
#[divan::bench(args = [1_000], sample_count = 10)]
fn every_pair(bencher: Bencher<'_, '_>, agents: usize) {
    let corpus = corpus::corpus(agents);
    let common = compare::commonness(&corpus);
    bencher
        .counter(ItemsCount::new(agents))
        .bench(|| shortlist::shortlist(&corpus, &common, shortlist::Options::default()));
}

//! One canonical of a family, with the diffs that it is made from and the round trip that proves it.

mod corpus;

use agentkin::{
    cluster, merge,
    model::{AgentIx, Corpus, Family},
    pipeline,
};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// The largest family, cut to so many members.
#[divan::bench(args = [2, 5, 20], sample_count = 10)]
fn canonical_of(bencher: Bencher<'_, '_>, members: usize) {
    let told = corpus::told(1_000);
    let families = cluster::families(&told.corpus, &told.comparisons).families;
    let members: Vec<AgentIx> =
        families.first().map_or(Vec::new(), |family: &Family| family.members.clone())[..members].to_vec();
    bencher
        .counter(ItemsCount::new(members.len()))
        .bench(|| pipeline::merge(&told.corpus, &members, None, merge::Options::default()));
}

/// So many versions of one agent of ten KB.
#[divan::bench(args = [10, 50, 100, 200], sample_count = 5)]
fn versions(bencher: Bencher<'_, '_>, members: usize) {
    all_of(bencher, &corpus::versions(members));
}

/// So many agents of ten KB that share little: nearly all of what they say is kept.
#[divan::bench(args = [10, 50, 100, 200, 400], sample_count = 3)]
fn strangers(bencher: Bencher<'_, '_>, members: usize) {
    all_of(bencher, &corpus::strangers(members));
}

fn all_of(bencher: Bencher<'_, '_>, corpus: &Corpus) {
    let members: Vec<AgentIx> = corpus.indexes().collect();
    bencher
        .counter(ItemsCount::new(members.len()))
        .bench(|| pipeline::merge(corpus, &members, None, merge::Options::default()));
}

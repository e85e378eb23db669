//! Comparisons to families, names that collide, and the choice of a canonical.

mod corpus;

use agentkin::cluster;
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// Families, their lineages and canonicals.
#[divan::bench(args = [1_000, 4_000], sample_count = 10)]
fn families(bencher: Bencher<'_, '_>, agents: usize) {
    let told = corpus::told(agents);
    bencher.counter(ItemsCount::new(agents)).bench(|| cluster::families(&told.corpus, &told.comparisons));
}

/// Names that collide.
#[divan::bench(args = [1_000], sample_count = 10)]
fn collisions(bencher: Bencher<'_, '_>, agents: usize) {
    let told = corpus::told(agents);
    bencher
        .counter(ItemsCount::new(agents))
        .bench(|| cluster::collisions(&told.corpus, &told.comparisons, agentkin::load::formats(), &[]));
}

/// The canonical of one family of so many.
#[divan::bench(args = [10, 100, 500], sample_count = 10)]
fn canonical(bencher: Bencher<'_, '_>, members: usize) {
    let corpus = corpus::corpus(500);
    let members: Vec<_> = corpus.indexes().take(members).collect();
    bencher.counter(ItemsCount::new(members.len())).bench(|| cluster::canonical(&corpus, &members));
}

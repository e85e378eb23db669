//! What is told of pairs: the census and the weighing that a run does once, then a pair, a pair with reasons, a diff.

mod corpus;

use agentkin::{
    compare,
    model::{Corpus, Pair},
    shortlist,
};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// Counting words and phrases.
#[divan::bench(args = [1_000], sample_count = 10)]
fn commonness(bencher: Bencher<'_, '_>, agents: usize) {
    let corpus = corpus::corpus(agents);
    bencher.counter(ItemsCount::new(agents)).bench(|| compare::commonness(&corpus));
}

/// Weighing every agent's terms.
#[divan::bench(args = [1_000], sample_count = 10)]
fn weigh(bencher: Bencher<'_, '_>, agents: usize) {
    let corpus = corpus::corpus(agents);
    let common = compare::commonness(&corpus);
    bencher.counter(ItemsCount::new(agents)).bench(|| compare::weigh(&corpus, &common, compare::Model::built_in()));
}

/// Every pair of the shortlist, one thread.
#[divan::bench(args = [1_000], sample_count = 10)]
fn pairs(bencher: Bencher<'_, '_>, agents: usize) {
    let corpus = corpus::corpus(agents);
    let (common, pairs) = (compare::commonness(&corpus), pairs_of(&corpus));
    let weighed = compare::weigh(&corpus, &common, compare::Model::built_in());
    bencher
        .counter(ItemsCount::new(pairs.len()))
        .bench(|| compare::sweep(&corpus, &weighed, &pairs, |judged| Some(judged.kinship())));
}

/// The same with reasons.
#[divan::bench(args = [100], sample_count = 10)]
fn pairs_with_reasons(bencher: Bencher<'_, '_>, agents: usize) {
    let corpus = corpus::corpus(agents);
    let (common, pairs) = (compare::commonness(&corpus), pairs_of(&corpus));
    let weighed = compare::weigh(&corpus, &common, compare::Model::built_in());
    bencher
        .counter(ItemsCount::new(pairs.len()))
        .bench(|| pairs.iter().map(|pair| compare::explain(&corpus, &weighed, *pair)).collect::<Vec<_>>());
}

/// Diffs of the same pairs.
#[divan::bench(args = [100], sample_count = 10)]
fn diffs(bencher: Bencher<'_, '_>, agents: usize) {
    let corpus = corpus::corpus(agents);
    let pairs = pairs_of(&corpus);
    let diff = |pair: &Pair| compare::diff(corpus.definition(pair.a()), corpus.definition(pair.b()));
    bencher.counter(ItemsCount::new(pairs.len())).bench(|| pairs.iter().map(diff).collect::<Vec<_>>());
}

fn pairs_of(corpus: &Corpus) -> Vec<Pair> {
    let list = shortlist::shortlist(corpus, &compare::commonness(corpus), corpus::INDEX);
    list.candidates.iter().map(|candidate| candidate.pair).collect()
}

//! Every pair, for runs small enough.

use crate::model::{Candidate, Corpus, Pair, Shortlist, Why};

/// Every two agents of the corpus, in order.
pub(super) fn find(corpus: &Corpus) -> Shortlist {
    let all = corpus.indexes().flat_map(|a| corpus.indexes().skip(a.get() + 1).filter_map(move |b| Pair::new(a, b)));
    Shortlist { candidates: all.map(|pair| Candidate { pair, why: Why::EveryPair }).collect(), notes: Vec::new() }
}

//! Agents that share rare code and identifiers: what stays when an agent is translated.

use crate::model::{Note, Term, Why};

use super::{
    SEARCH_NARROWED,
    nearest::{Bounds, nearest, vector},
    postings::{Weighted, narrow},
    search::{Finder, Found, Search},
};

/// The way to find pairs.
pub(super) const FINDER: Finder = Finder { why: Why::SharedCode, find };

/// What the search looks at and takes. Code that more than 300 agents use is the tools' own vocabulary, not a trace.
const BOUNDS: Bounds = Bounds { terms: 48, users: 300, looks: 5_000, top: 6, least: 0.2 };

/// Traces below which an agent takes no part: two with one identifier between them are nobody's translation.
const FEWEST: usize = 4;

fn find(search: &Search<'_>) -> Found {
    let weight = |hash| search.word_weight(hash);
    let vectors = search.map(|sketch| match &sketch.bulk.get().code {
        few if few.len() < FEWEST => Vec::new(),
        code => vector(traces(code, weight), BOUNDS.terms),
    });
    let found = nearest(search, &vectors, BOUNDS, &search.neighbours());
    let notes = match found.hot {
        0 => Vec::new(),
        n => vec![Note::new(
            &SEARCH_NARROWED,
            format!("identifiers that stand in more than {} agents each: {n}", BOUNDS.users),
        )],
    };
    Found { pairs: found.pairs, notes }
}

fn traces(code: &[Term], weight: impl Fn(u32) -> f64) -> Vec<Weighted> {
    code.iter().map(|term| Weighted { term: term.hash, weight: narrow(weight(term.hash).powi(2)) }).collect()
}

//! Agents that share rare code and identifiers: what stays when an agent is translated.

use crate::model::{Note, Term, Why};

use super::{
    SEARCH_NARROWED,
    nearest::{Bounds, holders, nearest, vector},
    postings::{Weighted, narrow},
    search::{Finder, Found, Search},
};

/// The way to find pairs.
pub(super) const FINDER: Finder = Finder { why: Why::SharedCode, find };

/// The way to find the code of a short agent in a long one. Whose code is alike has been found by then.
pub(super) const INSIDE: Finder = Finder { why: Why::SharedCode, find: find_inside };

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

/// What the search for the code of one in another looks at and takes. Of 12,576 pairs of real agents at `variant` or closer 19
/// are found by this alone, most in two languages; of these 9 less where code that more than 300 agents use is left out and six
/// tenths are asked for.
const INSIDE_BOUNDS: Bounds = Bounds { terms: usize::MAX, users: 1_500, looks: 12_000, top: 6, least: 0.5 };

/// The weight of code that makes a share of it worth looking at, as comparing has it.
const LEAST: f64 = 2.5;

fn find_inside(search: &Search<'_>) -> Found {
    let shares = search.map(|sketch| {
        let bulk = sketch.bulk.get();
        let weights = bulk.code.iter().map(|term| (term.hash, search.word_weight(term.hash)));
        let total = weights.clone().map(|one| one.1).sum::<f64>().max(LEAST);
        weights.map(|(term, weight)| Weighted { term, weight: narrow(weight / total) }).collect()
    });
    Found { pairs: holders(search, &shares, INSIDE_BOUNDS, &search.neighbours()).pairs, notes: Vec::new() }
}

fn traces(code: &[Term], weight: impl Fn(u32) -> f64) -> Vec<Weighted> {
    code.iter().map(|term| Weighted { term: term.hash, weight: narrow(weight(term.hash).powi(2)) }).collect()
}

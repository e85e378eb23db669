//! Agents of one name, whatever its case, separators and order of words, and of nearly one: `tide-keeper` and `keeper-of-tides`.

use crate::model::{Note, Pair, Term, Why};

use super::{
    SEARCH_NARROWED,
    hubs::hubs,
    nearest::{Bounds, nearest, vector},
    postings::{Weighted, narrow},
    search::{Finder, Found, Search},
};

/// The way to find pairs of one name.
pub(super) const FINDER: Finder = Finder { why: Why::SameName, find };

/// The way to find pairs of nearly one: who has the very same name is paired by then and takes nobody's place.
pub(super) const NEARLY: Finder = Finder { why: Why::SameName, find: find_nearly };

/// Agents of one name up to which every two are a pair. The most shared real name stands in 50 of 24,000 files; names from
/// the place (`AGENTS`) stand in hundreds and say nothing.
const EVERY_TWO: usize = 100;

/// The rarest words of two names that are nearly one agree.
const BOUNDS: Bounds = Bounds { terms: 8, users: 2_000, looks: 4_000, top: 12, least: 0.8 };

fn find(search: &Search<'_>) -> Found {
    let mut named: Vec<(Vec<u32>, u32)> = (0u32..).zip(&search.nodes).map(|(n, _)| (key(search, n), n)).collect();
    named.retain(|(key, _)| !key.is_empty());
    named.sort_unstable();
    let ranks = search.ranks();
    let (mut pairs, mut large) = (Vec::new(), 0);
    for group in named.chunk_by(|x, y| x.0 == y.0) {
        let group: Vec<u32> = group.iter().map(|entry| entry.1).collect();
        large += usize::from(group.len() > EVERY_TWO);
        pairs.extend(of_group(search, &group, &ranks));
    }
    let notes = match large {
        0 => Vec::new(),
        n => vec![Note::new(&SEARCH_NARROWED, format!("names that more than {EVERY_TWO} agents each have: {n}"))],
    };
    Found { pairs, notes }
}

fn find_nearly(search: &Search<'_>) -> Found {
    let one = |term: &Term| Weighted { term: term.hash, weight: narrow(search.word_weight(term.hash)) };
    let vectors = search.map(|sketch| vector(sketch.name.iter().map(one).collect(), BOUNDS.terms));
    Found { pairs: nearest(search, &vectors, BOUNDS, &search.neighbours()).pairs, notes: Vec::new() }
}

fn key(search: &Search<'_>, node: u32) -> Vec<u32> {
    search.sketch(node as usize).name.iter().map(|term: &Term| term.hash).collect()
}

/// Every two of a small group; in a large one each with the hubs.
fn of_group(search: &Search<'_>, group: &[u32], ranks: &[u128]) -> Vec<Pair> {
    let partners = if group.len() > EVERY_TWO { hubs(group, ranks) } else { group.to_vec() };
    let both = group.iter().flat_map(|x| partners.iter().map(move |y| (*x as usize, *y as usize)));
    both.filter_map(|(x, y)| search.pair(x, y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Corpus,
        shortlist::made::{agent, body, commonness},
    };

    #[test]
    fn names_that_are_nearly_one_are_found() {
        let named = |nth: usize, name: &str| agent(&format!("{nth:02}"), name, &format!("d{nth}"), &body(nth, 40));
        let others = (0..60).map(|nth| named(nth, &format!("keeper-n{nth}")));
        let corpus = Corpus::new(others.chain([named(60, "heron-keeper"), named(61, "heron")]).collect());
        let common = commonness(&corpus);
        let found = |finder: &Finder| {
            let mut search = Search::new(&corpus, &common);
            search.run(finder);
            search.finish().candidates.iter().map(|c| (c.pair.a().get(), c.pair.b().get())).collect::<Vec<_>>()
        };
        assert_eq!(found(&NEARLY), [(60, 61)], "a common word alone pairs nobody");
        assert_eq!(found(&FINDER), []);
    }
}

//! Which sections of two agents are counterparts: the assignment of the greatest likelihood.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    assign::{Assignment, Candidate, Search, assign},
    evidence::Scales,
    facet::Facet,
    likely::{Likely, Reader},
    order::staying,
};
use crate::model::Definition;

/// Couples of sections up to which each is looked at (200 against 200). Above it only those that share a statement or a
/// title are.
const MOST_COUPLES: usize = 40_000;

/// Log-odds from which a couple says where its neighbours are to be looked for (73 %).
const SURE: f64 = 1.0;

/// The sections that are counterparts; no section stands in two couples.
pub(super) fn align(one: &Reader<'_>, other: &Reader<'_>, likely: &[Likely]) -> Assignment {
    let (a, b) = (one.definition(), other.definition());
    let (x, y) = (one.facets(), other.facets());
    let mut couples = unmistakable((a, x), (b, y));
    let (rest_a, rest_b) = (left(x.len(), couples.iter().map(|c| c.0)), left(y.len(), couples.iter().map(|c| c.1)));
    // An agent beside its edited copy: nobody is left to be weighed against anybody.
    if rest_a.is_empty() || rest_b.is_empty() {
        couples.sort_unstable();
        return Assignment { couples, search: Search::Whole };
    }
    let mut scales = Scales::new(one, other, likely);
    let (candidates, search) = open(&scales, (x, &rest_a), (y, &rest_b));
    let best = |scales: &Scales<'_>| {
        let weighed = candidates.iter().map(|(p, q)| Candidate { a: *p, b: *q, worth: scales.log_odds(*p, *q) });
        assign(&weighed.collect::<Vec<_>>())
    };
    let mut found = best(&scales);
    if scales.lean_on_places() {
        let sure = found.couples.into_iter().filter(|(p, q)| scales.log_odds(*p, *q) > SURE);
        scales.steer(&rising(couples.iter().copied().chain(sure).collect()));
        found = best(&scales);
    }
    couples.extend(found.couples);
    couples.sort_unstable();
    Assignment { couples, search: search.max(found.search) }
}

/// The most couples that stand in one order on both sides.
fn rising(mut couples: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    couples.sort_unstable();
    let places: Vec<usize> = couples.iter().map(|couple| couple.1).collect();
    let stays = staying(&places, &vec![1; places.len()]);
    couples.into_iter().zip(stays).filter_map(|(couple, stays)| stays.then_some(couple)).collect()
}

fn left(count: usize, taken: impl Iterator<Item = usize>) -> Vec<usize> {
    let taken: BTreeSet<usize> = taken.collect();
    (0..count).filter(|at| !taken.contains(at)).collect()
}

/// Sections of each agent with one title and the same statements.
type Twins = (Vec<usize>, Vec<usize>);

/// Couples with the same title and the same statements that no other section has: they need no weighing, and an agent
/// held against an edited copy of itself is mostly made of them.
fn unmistakable((a, x): (&Definition, &[Facet]), (b, y): (&Definition, &[Facet])) -> Vec<(usize, usize)> {
    let mut twins: BTreeMap<(&str, Vec<u64>), Twins> = BTreeMap::new();
    let print = |of: &Definition, facet: &Facet| facet.statements.iter().map(|at| of.statements[*at].key).collect();
    for (at, facet) in x.iter().enumerate() {
        twins.entry((&facet.title, print(a, facet))).or_default().0.push(at);
    }
    for (at, facet) in y.iter().enumerate() {
        twins.entry((&facet.title, print(b, facet))).or_default().1.push(at);
    }
    let alone = twins.into_values().filter_map(|twins| match (&twins.0[..], &twins.1[..]) {
        ([left], [right]) => Some((*left, *right)),
        _ => None,
    });
    alone.collect()
}

/// The couples worth looking at, and whether that is all of them.
fn open(
    scales: &Scales<'_>,
    (x, rest_a): (&[Facet], &[usize]),
    (y, rest_b): (&[Facet], &[usize]),
) -> (Vec<(usize, usize)>, Search) {
    let all = || rest_a.iter().flat_map(|p| rest_b.iter().map(move |q| (*p, *q)));
    if rest_a.len() * rest_b.len() <= MOST_COUPLES {
        return (all().collect(), Search::Whole);
    }
    let (free_a, free_b): (BTreeSet<usize>, BTreeSet<usize>) =
        (rest_a.iter().copied().collect(), rest_b.iter().copied().collect());
    let touching = scales.touching().filter(|(p, q)| free_a.contains(p) && free_b.contains(q));
    let mut out: Vec<(usize, usize)> = touching.chain(all().filter(|(p, q)| x[*p].title == y[*q].title)).collect();
    out.sort_unstable();
    out.dedup();
    (out, Search::Narrowed)
}

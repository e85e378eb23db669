//! Sections that were split over several or joined from several.

use std::collections::{BTreeMap, BTreeSet};

use super::{facet::mass, statements::Meetings};
use crate::model::Definition;

/// The share of a section without a counterpart that must have come from one section of the other side, or gone there.
const LEAST_SHARE: f64 = 0.5;

/// Statements that it must share with that section: a single one is a statement that moved.
const LEAST_STATEMENTS: usize = 2;

/// What two sections share.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Shared {
    statements: usize,
    mass_a: f64,
    mass_b: f64,
}

/// Couples in which a section without a counterpart is a part of one that has a counterpart and shares something with it.
/// Sorted.
pub(super) fn parts(a: &Definition, b: &Definition, couples: &[(usize, usize)], met: &Meetings) -> Vec<(usize, usize)> {
    let shared = shared(a, b, met);
    let whole: BTreeSet<(usize, usize)> =
        couples.iter().copied().filter(|couple| shared.contains_key(couple)).collect();
    let (taken_a, taken_b): (BTreeSet<usize>, BTreeSet<usize>) = couples.iter().copied().unzip();
    let (split, joined): (BTreeSet<usize>, BTreeSet<usize>) = whole.into_iter().unzip();
    let much = |of: &Definition, section: usize, part: f64, statements: usize| {
        statements >= LEAST_STATEMENTS && part >= LEAST_SHARE * section_mass(of, section)
    };
    let out = shared.iter().filter(|((p, q), both)| {
        let of_a = split.contains(p) && !taken_b.contains(q) && much(b, *q, both.mass_b, both.statements);
        let of_b = joined.contains(q) && !taken_a.contains(p) && much(a, *p, both.mass_a, both.statements);
        of_a || of_b
    });
    out.map(|(couple, _)| *couple).collect()
}

fn shared(a: &Definition, b: &Definition, met: &Meetings) -> BTreeMap<(usize, usize), Shared> {
    let mut out: BTreeMap<(usize, usize), Shared> = BTreeMap::new();
    for (x, y) in met.of_a.iter().enumerate().filter_map(|(x, y)| Some((x, (*y)?))) {
        let rooms = (a.statements[x].section.get(), b.statements[y].section.get());
        let both = out.entry(rooms).or_default();
        both.statements += 1;
        both.mass_a += mass(a, x);
        both.mass_b += mass(b, y);
    }
    out
}

fn section_mass(of: &Definition, section: usize) -> f64 {
    of.sections[section].statements.iter().map(|ix| mass(of, ix.get())).sum()
}

//! The nodes nearest to each by the cosine of weighted terms, or by how much of its own they have, over an inverted index with
//! accumulated scores.

use rayon::prelude::*;

use crate::model::Pair;

use super::{
    postings::{Postings, User, Weighted},
    search::{Neighbours, Search},
};

/// Bounds of the search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Terms kept of each node, heaviest first.
    pub(super) terms: usize,
    /// Terms with more users than this are not looked up.
    pub(super) users: usize,
    /// Users looked at for one node, rarest terms first.
    pub(super) looks: usize,
    /// Neighbours taken of each node.
    pub(super) top: usize,
    /// Cosine or share below which nobody is taken.
    pub(super) least: f64,
}

/// How near another node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// By the weights of both, as vectors of length 1.
    Cosine,
    /// By the weights here of what it has too: what lies in something much larger is far from it by the cosine.
    Share,
}

/// What [`nearest`] found.
pub(super) struct Nearest {
    /// Each node with its nearest.
    pub(super) pairs: Vec<Pair>,
    /// Terms that had too many users.
    pub(super) hot: usize,
}

/// The heaviest terms of a list in which a term may stand more than once, with the weights of one term added up, scaled to
/// length 1, sorted by term.
pub(super) fn vector(mut all: Vec<Weighted>, keep: usize) -> Vec<Weighted> {
    all.sort_unstable_by(|x, y| x.term.cmp(&y.term).then(x.weight.total_cmp(&y.weight)));
    all.dedup_by(|later, first| {
        let same = later.term == first.term;
        first.weight += if same { later.weight } else { 0.0 };
        same
    });
    all.sort_unstable_by(|x, y| y.weight.total_cmp(&x.weight).then(x.term.cmp(&y.term)));
    all.truncate(keep);
    let length = all.iter().map(|w| w.weight * w.weight).sum::<f32>().sqrt();
    all.retain(|w| w.weight > 0.0);
    for w in &mut all {
        w.weight /= length;
    }
    all.sort_unstable_by_key(|w| w.term);
    all
}

/// Pairs each node with its nearest among those that it is not paired with yet.
pub(super) fn nearest(search: &Search<'_>, vectors: &[Vec<Weighted>], bounds: Bounds, paired: &Neighbours) -> Nearest {
    found(search, vectors, bounds, paired, Measure::Cosine)
}

/// Pairs each node with those that have most of its own terms, whatever more they have, among those that it is not paired with
/// yet. Weights are shares of the node's own; none of what a node has may be left out of its terms.
pub(super) fn holders(search: &Search<'_>, shares: &[Vec<Weighted>], bounds: Bounds, paired: &Neighbours) -> Nearest {
    found(search, shares, bounds, paired, Measure::Share)
}

fn found(
    search: &Search<'_>,
    vectors: &[Vec<Weighted>],
    bounds: Bounds,
    paired: &Neighbours,
    measure: Measure,
) -> Nearest {
    let postings = Postings::new(vectors);
    let hunt = Hunt { vectors, postings: &postings, bounds, measure };
    let rows = (0..vectors.len()).into_par_iter().map_init(
        || Scores::new(vectors.len()),
        |scores, node| {
            hunt.score(node, scores);
            let near = scores.best(node, bounds, paired.of_node(node));
            near.into_iter().filter_map(|other| search.pair(node, other as usize)).collect::<Vec<_>>()
        },
    );
    Nearest { pairs: rows.flatten_iter().collect(), hot: postings.above(bounds.users).count() }
}

struct Hunt<'h> {
    vectors: &'h [Vec<Weighted>],
    postings: &'h Postings,
    bounds: Bounds,
    measure: Measure,
}

impl Hunt<'_> {
    /// Adds up, for every node that shares a term with `node`, the product of their weights, or the weight here.
    fn score(&self, node: usize, scores: &mut Scores) {
        let mut known: Vec<(&[User], Weighted)> =
            self.vectors[node].iter().map(|w| (self.postings.users(w.term), *w)).collect();
        known.retain(|(users, _)| !users.is_empty() && users.len() <= self.bounds.users);
        known.sort_by_key(|(users, w)| (users.len(), w.term));
        let mut looks = self.bounds.looks;
        for (users, mine) in known {
            if users.len() > looks {
                break;
            }
            looks -= users.len();
            for user in users {
                let theirs = if self.measure == Measure::Cosine { user.weight } else { 1.0 };
                scores.add(user.node, f64::from(mine.weight * theirs));
            }
        }
    }
}

/// Sums by node, emptied in the time that filling them took.
struct Scores {
    of: Vec<f64>,
    touched: Vec<u32>,
}

impl Scores {
    fn new(nodes: usize) -> Self {
        Self { of: vec![0.0; nodes], touched: Vec::new() }
    }

    fn add(&mut self, node: u32, score: f64) {
        let slot = &mut self.of[node as usize];
        if *slot == 0.0 {
            self.touched.push(node);
        }
        *slot += score;
    }

    /// The best scored, best first, without `node` itself and those it is paired with; leaves the sums empty.
    fn best(&mut self, node: usize, bounds: Bounds, paired: &[u32]) -> Vec<u32> {
        let wanted = |other: &u32| *other as usize != node && self.of[*other as usize] >= bounds.least;
        let mut out: Vec<u32> = self.touched.iter().copied().filter(wanted).collect();
        let order = |x: &u32, y: &u32| self.of[*y as usize].total_cmp(&self.of[*x as usize]).then(x.cmp(y));
        out.retain(|other| paired.binary_search(other).is_err());
        if out.len() > bounds.top {
            out.select_nth_unstable_by(bounds.top - 1, order);
            out.truncate(bounds.top);
        }
        out.sort_unstable_by(order);
        self.touched.drain(..).for_each(|other| self.of[other as usize] = 0.0);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn w(term: u32, weight: f32) -> Weighted {
        Weighted { term, weight }
    }

    #[test]
    fn vectors_add_keep_and_scale() {
        let v = vector(vec![w(5, 1.0), w(2, 3.0), w(5, 3.0), w(9, 0.5)], 2);
        assert_eq!(v.iter().map(|x| x.term).collect::<Vec<_>>(), [2, 5]);
        assert!((v[0].weight - 0.6).abs() < 1e-6 && (v[1].weight - 0.8).abs() < 1e-6);
        assert!(vector(vec![w(1, 0.0)], 4).is_empty());
    }

    #[test]
    fn the_best_come_first_and_the_sums_are_emptied() {
        let bounds = Bounds { terms: 4, users: 9, looks: 99, top: 2, least: 0.1 };
        let mut scores = Scores::new(6);
        for (node, score) in [(1, 0.2), (2, 0.9), (3, 0.9), (4, 0.05), (5, 0.5), (0, 1.0)] {
            scores.add(node, score);
        }
        assert_eq!(scores.best(0, bounds, &[3]), [2, 5]);
        assert!(scores.of.iter().all(|s| *s == 0.0) && scores.touched.is_empty());
    }
}

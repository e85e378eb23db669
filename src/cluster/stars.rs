//! Groups without chains: each member is tied to the group's own centre.
//!
//! Greedy: the node with the greatest sum of similarity to free nodes becomes a centre and takes its kin out of the running
//! as centres (the star clustering of Aslam, Pelekhov and Rus, "The star clustering algorithm for static and dynamic information
//! organization", JGAA 2004, with weights in place of degrees). At the end each goes to one of the centres that it hangs on.

use std::{cmp::Reverse, collections::BinaryHeap};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{Digest, Relation};

use super::graph::{Graph, Tie};

/// A centre with those that hang on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Star {
    /// The centre.
    pub(super) centre: usize,
    /// Sorted, the centre among them.
    pub(super) members: Vec<usize>,
}

/// Which of the centres that it hangs on a member goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    /// To the nearest one.
    ToTheNearest,
    /// To the one round which most of its kin are, of equals to the nearest: a copy under another name may be nearest to the
    /// centre of its few namesakes, and is still a copy of the many.
    WithTheMost,
}

/// What a cut into stars goes by.
pub(super) struct Cut<'c> {
    /// Who is tied to whom.
    pub(super) graph: &'c Graph,
    /// The weakest relation by which a member hangs on its centre.
    pub(super) least: Relation,
    /// Which of its centres a member goes to.
    pub(super) goes: Goes,
    /// How much each node counts in the sums.
    pub(super) mass: &'c [u64],
    /// What breaks ties, lowest first.
    pub(super) ranks: &'c [(Digest, usize)],
}

impl Cut<'_> {
    /// Cuts all nodes into stars, in the order in which their centres were chosen. A node without kin is a star alone.
    pub(super) fn stars(&self) -> Vec<Star> {
        let centres = self.centres();
        let mut place = vec![None; self.graph.len()];
        centres.iter().enumerate().for_each(|(at, centre)| place[*centre] = Some(at));
        let nodes = 0..self.graph.len();
        let nearest: Vec<usize> = nodes.clone().into_par_iter().map(|node| self.nearest(node, &place)).collect();
        let goes: Vec<usize> = match self.goes {
            Goes::ToTheNearest => nearest,
            Goes::WithTheMost => nodes.into_par_iter().map(|node| self.most(node, &place, &nearest)).collect(),
        };
        let mut stars: Vec<Star> = centres.iter().map(|c| Star { centre: *c, members: Vec::new() }).collect();
        for (node, star) in goes.into_iter().enumerate() {
            stars[star].members.push(node);
        }
        stars
    }

    /// The place of the centre that a node hangs on and round which most of its kin are, by who is `nearest` to what; of equals
    /// that of its own nearest.
    fn most(&self, node: usize, place: &[Option<usize>], nearest: &[usize]) -> usize {
        // A centre stays, or those that hang on it would hang on nothing.
        if place[node].is_some() {
            return nearest[node];
        }
        let mut round: FxHashMap<usize, u64> = FxHashMap::default();
        for (kin, _) in self.graph.kin(node, self.least) {
            *round.entry(nearest[kin]).or_default() += self.mass[kin];
        }
        let centres = self.graph.kin(node, self.least).filter_map(|(kin, _)| place[kin]);
        let standing = |at: &usize| (round.get(at).copied(), *at == nearest[node], Reverse(*at));
        centres.max_by_key(standing).unwrap_or(nearest[node])
    }

    /// The place of the nearest centre: of equals the one chosen first.
    fn nearest(&self, node: usize, place: &[Option<usize>]) -> usize {
        let near = std::iter::once((node, Tie::SELF)).chain(self.graph.kin(node, self.least));
        let placed = near.filter_map(|(other, tie)| Some((tie, Reverse(place[other]?))));
        // A centre is its own: no tie, not even to a copy of it, takes it away. Who is none was taken out of the running by one.
        place[node].or_else(|| placed.max().map(|(_, Reverse(at))| at)).unwrap_or_default()
    }

    fn centres(&self) -> Vec<usize> {
        let mut sums = Sums::new(self);
        let mut free = vec![true; self.graph.len()];
        let mut out = Vec::new();
        while let Some(centre) = sums.greatest(&free) {
            out.push(centre);
            let kin = self.graph.kin(centre, self.least).map(|(kin, _)| kin).filter(|kin| free[*kin]);
            let gone: Vec<usize> = std::iter::once(centre).chain(kin).collect();
            for node in gone {
                free[node] = false;
                sums.without(node);
            }
        }
        out
    }
}

/// What a node is chosen as a centre by: its sum, then its rank.
type Standing = (u64, Reverse<(Digest, usize)>, usize);

/// Each node's sum of similarity to free nodes, itself among them, in millionths so that the order of adding does not matter.
struct Sums<'c> {
    cut: &'c Cut<'c>,
    now: Vec<u64>,
    heap: BinaryHeap<Standing>,
}

impl<'c> Sums<'c> {
    fn new(cut: &'c Cut<'c>) -> Self {
        let nodes = 0..cut.graph.len();
        // A node is as near to itself as can be: what stands for many is not left for one that is a variant of them.
        let own = |node: usize| part(Tie::SELF) * cut.mass[node];
        let others = |node| cut.graph.kin(node, cut.least).map(|(kin, tie)| part(tie) * cut.mass[kin]).sum::<u64>();
        let sum = |node| own(node) + others(node);
        let sums: Vec<u64> = nodes.clone().into_par_iter().map(sum).collect();
        let heap = nodes.map(|node| (sums[node], Reverse(cut.ranks[node]), node)).collect();
        Self { cut, now: sums, heap }
    }

    /// Takes out the free node with the greatest sum; `None` where none is left.
    fn greatest(&mut self, free: &[bool]) -> Option<usize> {
        while let Some((sum, rank, node)) = self.heap.pop() {
            // Sums only shrink, so an entry on top that still holds is the greatest of all.
            match self.now[node] {
                _ if !free[node] => {}
                same if same == sum => return Some(node),
                less => self.heap.push((less, rank, node)),
            }
        }
        None
    }

    /// Takes a node that is no longer free out of its kin's sums.
    fn without(&mut self, gone: usize) {
        for (kin, tie) in self.cut.graph.kin(gone, self.cut.least) {
            self.now[kin] -= part(tie) * self.cut.mass[gone];
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a score is in 0..1")]
fn part(tie: Tie) -> u64 {
    (tie.similarity.get() * 1e6).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Score;

    fn cut(nodes: usize, ties: &[(usize, usize, f64)]) -> Vec<Star> {
        weighed(&vec![1; nodes], ties, Goes::ToTheNearest)
    }

    fn weighed(mass: &[u64], ties: &[(usize, usize, f64)], goes: Goes) -> Vec<Star> {
        let nodes = mass.len();
        let tie = |s| Tie { relation: Relation::Variant, similarity: Score::new(s) };
        let graph = Graph::new(nodes, ties.par_iter().map(|(x, y, s)| (*x, *y, tie(*s))));
        let ranks: Vec<_> = (0..nodes).map(|node| (Digest(0), node)).collect();
        Cut { graph: &graph, least: Relation::Variant, goes, mass, ranks: &ranks }.stars()
    }

    #[test]
    fn a_chain_is_not_one_group() {
        let stars = cut(5, &[(0, 1, 0.8), (1, 2, 0.8), (2, 3, 0.8), (3, 4, 0.8)]);
        assert!(stars.len() > 1);
        for star in &stars {
            assert!(star.members.iter().all(|m| m.abs_diff(star.centre) <= 1), "{star:?}");
        }
        assert_eq!(stars.iter().map(|s| s.members.len()).sum::<usize>(), 5);
    }

    #[test]
    fn members_go_to_the_nearest_centre() {
        // 0 is the centre of 1, 2, 3; 4 stands apart from 0 but is nearest to 3.
        let stars = cut(5, &[(0, 1, 0.6), (0, 2, 0.6), (0, 3, 0.6), (3, 4, 0.9)]);
        assert_eq!(stars[0], Star { centre: 0, members: vec![0, 1, 2] });
        assert_eq!(stars[1], Star { centre: 4, members: vec![3, 4] });
    }

    #[test]
    fn who_is_nearest_to_one_and_kin_to_many_goes_with_the_many() {
        // 5 is nearest to 6, the centre of 7, and kin to all that hang on 0.
        let many = (0..5).flat_map(|x| (x + 1..5).map(move |y| (x, y, 0.8)));
        let both = [(0, 5, 0.6), (1, 5, 0.6), (2, 5, 0.6), (5, 6, 0.9), (5, 7, 0.8), (6, 7, 0.95)];
        let ties: Vec<_> = many.chain(both).collect();
        let members = |goes| weighed(&[1; 8], &ties, goes).into_iter().map(|star| star.members).collect::<Vec<_>>();
        assert_eq!(members(Goes::WithTheMost), [vec![0, 1, 2, 3, 4, 5], vec![6, 7]]);
        assert_eq!(members(Goes::ToTheNearest), [vec![0, 1, 2, 3, 4], vec![5, 6, 7]]);
    }

    #[test]
    fn who_stands_for_many_is_the_centre_of_one_that_stands_for_itself() {
        let stars = weighed(&[1, 100, 1], &[(0, 1, 0.6), (0, 2, 0.6)], Goes::ToTheNearest);
        assert_eq!(stars[0], Star { centre: 1, members: vec![0, 1] });
    }

    #[test]
    fn nobody_is_left_out() {
        assert_eq!(cut(2, &[]).len(), 2);
    }
}

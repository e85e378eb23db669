//! Lineages of one family that are one: half of all pairs across them are near-duplicates.
//!
//! A star holds who is near its own centre. Drifted copies of one text may have two centres that are not near each other, though
//! most of their members are: average linkage (Sokal and Michener, "A statistical method for evaluating systematic
//! relationships", 1958) sees what single centres do not, and makes no chains, as a few close pairs do not carry it.

use std::collections::BTreeMap;

use super::{graph::Graph, stars::Star};
use crate::model::Relation;

/// Of a hundred pairs across two lineages so many must be near-duplicates. Half: then most members of the one would have been
/// taken for the other's, had its centre been another.
const LEAST_PERCENT: usize = 50;

/// The stars of one family, those joined that are one; each keeps the centre of the larger, of equals of the earlier one.
pub(super) fn joined(graph: &Graph, stars: Vec<Star>) -> Vec<Star> {
    let mut across = across(graph, &stars);
    let mut stars: Vec<Option<Star>> = stars.into_iter().map(Some).collect();
    while let Some((first, second)) = nearest(&across, &stars) {
        let Some(gone) = stars[second].take() else { break };
        if let Some(kept) = stars[first].as_mut() {
            kept.absorb(gone);
        }
        across = moved(across, second, first);
    }
    stars.into_iter().flatten().collect()
}

/// Near-duplicate pairs across two stars, by their places, the lower first.
type Across = BTreeMap<(usize, usize), usize>;

fn across(graph: &Graph, stars: &[Star]) -> Across {
    let home: BTreeMap<usize, usize> =
        stars.iter().enumerate().flat_map(|(at, star)| star.members.iter().map(move |member| (*member, at))).collect();
    let mut out = Across::new();
    for (node, own) in &home {
        for (kin, _) in graph.kin(*node, Relation::NearDuplicate) {
            if let Some(other) = home.get(&kin).filter(|other| *other > own) {
                *out.entry((*own, *other)).or_default() += 1;
            }
        }
    }
    out
}

/// The two stars with the greatest share of near pairs, where that is enough; of equals the first.
fn nearest(across: &Across, stars: &[Option<Star>]) -> Option<(usize, usize)> {
    let size = |at: usize| stars[at].as_ref().map_or(0, |star| star.members.len());
    let mut best: Option<((usize, usize), (usize, usize))> = None;
    for (pair, near) in across {
        let all = size(pair.0) * size(pair.1);
        // near / all against the best so far, without division.
        let better = best.is_none_or(|(_, (top, whole))| near * whole > top * all);
        if near * 100 >= all * LEAST_PERCENT && better {
            best = Some((*pair, (*near, all)));
        }
    }
    best.map(|(pair, _)| pair)
}

/// The counts after star `gone` went up into star `into`.
fn moved(across: Across, gone: usize, into: usize) -> Across {
    let mut out = Across::new();
    for ((x, y), near) in across {
        let [x, y] = [x, y].map(|at| if at == gone { into } else { at });
        if x != y {
            *out.entry((x.min(y), x.max(y))).or_default() += near;
        }
    }
    out
}

impl Star {
    fn absorb(&mut self, other: Star) {
        if other.members.len() > self.members.len() {
            self.centre = other.centre;
        }
        self.members.extend(other.members);
        self.members.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cluster::graph::Tie, model::Score};

    fn star(members: &[usize]) -> Star {
        Star { centre: members[0], members: members.to_vec() }
    }

    fn told(ties: &[(usize, usize)], stars: &[&[usize]]) -> Vec<Vec<usize>> {
        let tie = Tie { relation: Relation::NearDuplicate, similarity: Score::new(0.8) };
        let graph = Graph::new(9, ties.iter().map(|(x, y)| (*x, *y, tie)));
        joined(&graph, stars.iter().map(|members| star(members)).collect())
            .into_iter()
            .map(|star| star.members)
            .collect()
    }

    #[test]
    fn half_of_the_pairs_join_two() {
        assert_eq!(told(&[(0, 2), (1, 3)], &[&[0, 1], &[2, 3]]), [vec![0, 1, 2, 3]]);
        assert_eq!(told(&[(0, 2)], &[&[0, 1], &[2, 3]]), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn no_chain_is_made() {
        let chain: Vec<(usize, usize)> = (0..8).map(|at| (at, at + 1)).collect();
        let stars: [&[usize]; 3] = [&[0, 1, 2], &[3, 4, 5], &[6, 7, 8]];
        assert_eq!(told(&chain, &stars).len(), 3);
    }

    #[test]
    fn the_larger_one_keeps_its_centre() {
        let tie = Tie { relation: Relation::NearDuplicate, similarity: Score::new(0.8) };
        let graph = Graph::new(3, [(0, 1, tie), (0, 2, tie)]);
        let made = joined(&graph, vec![star(&[0]), star(&[1, 2])]);
        assert_eq!(made, [Star { centre: 1, members: vec![0, 1, 2] }]);
    }
}

//! Branches of a lineage: copies that drifted so far from its medoid that they are near-duplicates of its other members only.
//!
//! A chain is no family: one member between two groups, or a neighbour's word, joins nothing. What joins two groups is that
//! they grow into each other: [`CORE`] near-duplicates make an agent a core (Ester, Kriegel, Sander and Xu: "A density-based
//! algorithm for discovering clusters in large spatial databases with noise", KDD 1996), and a group whose members are for the
//! most part that near to members of another one is a branch of it.

use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use super::{graph::Graph, stars::Star};
use crate::model::Relation;

/// Near-duplicates in another group that a member has at the least where it counts for the two being one.
pub(super) const CORE: usize = 3;

/// A group of near-duplicates with the branches that were joined to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grown {
    /// The centre of the largest group.
    pub(super) centre: usize,
    /// Sorted, the centre among them.
    pub(super) members: Vec<usize>,
    /// The centres of all groups, the largest group's first.
    pub(super) centres: Vec<usize>,
}

/// The groups, those joined that are branches of one another; in the order of the first of each.
pub(super) fn grown(stars: Vec<Star>, graph: &Graph) -> Vec<Grown> {
    let mut of = vec![0; graph.len()];
    for (at, star) in stars.iter().enumerate() {
        star.members.iter().for_each(|node| of[*node] = at);
    }
    let mut hang = UnionFind::<usize>::new(stars.len());
    for (at, star) in stars.iter().enumerate() {
        for (other, near) in cores(star, &of, graph) {
            if other != at && near * 2 >= star.members.len() {
                hang.union(at, other);
            }
        }
    }
    let mut together: FxHashMap<usize, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<Star>> = Vec::new();
    for (at, star) in stars.into_iter().enumerate() {
        let group = *together.entry(hang.find(at)).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(star);
    }
    groups.into_iter().map(joined).collect()
}

/// Of each other group, how many members of `star` have [`CORE`] near-duplicates in it.
fn cores(star: &Star, of: &[usize], graph: &Graph) -> FxHashMap<usize, usize> {
    let mut out: FxHashMap<usize, usize> = FxHashMap::default();
    for node in &star.members {
        let mut near: FxHashMap<usize, usize> = FxHashMap::default();
        for (kin, _) in graph.kin(*node, Relation::NearDuplicate) {
            *near.entry(of[kin]).or_default() += 1;
        }
        for (group, _) in near.into_iter().filter(|(_, ties)| *ties >= CORE) {
            *out.entry(group).or_default() += 1;
        }
    }
    out
}

/// Groups as one: the centre is that of the largest, of equals of the first.
fn joined(mut group: Vec<Star>) -> Grown {
    group.sort_by_key(|star| std::cmp::Reverse(star.members.len()));
    let centres: Vec<usize> = group.iter().map(|star| star.centre).collect();
    let mut members: Vec<usize> = group.into_iter().flat_map(|star| star.members).collect();
    members.sort_unstable();
    Grown { centre: centres[0], members, centres }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cluster::graph::Tie, model::Score};

    fn graph(nodes: usize, ties: &[(usize, usize)]) -> Graph {
        let tie = Tie { relation: Relation::NearDuplicate, similarity: Score::new(0.8) };
        Graph::new(nodes, ties.iter().map(|(x, y)| (*x, *y, tie)))
    }

    fn star(members: &[usize]) -> Star {
        Star { centre: members[0], members: members.to_vec() }
    }

    #[test]
    fn a_branch_that_grows_into_the_others_is_joined() {
        let across: Vec<(usize, usize)> = (0..2).flat_map(|x| (4..7).map(move |y| (x, y))).collect();
        let found = grown(vec![star(&[0, 1]), star(&[2, 3, 4, 5, 6])], &graph(7, &across));
        assert_eq!(found, [Grown { centre: 2, members: (0..7).collect(), centres: vec![2, 0] }]);
    }

    #[test]
    fn a_chain_joins_nothing() {
        let chain: Vec<(usize, usize)> = (0..7).map(|at| (at, at + 1)).collect();
        let stars: Vec<Star> = [&[1, 0, 2][..], &[4, 3, 5], &[7, 6]].into_iter().map(star).collect();
        let found = grown(stars, &graph(8, &chain));
        assert_eq!(found.iter().map(|one| one.centre).collect::<Vec<_>>(), [1, 4, 7]);
    }

    #[test]
    fn one_member_between_two_groups_joins_nothing() {
        let bridge: Vec<(usize, usize)> = (4..8).map(|y| (3, y)).collect();
        let found = grown(vec![star(&[0, 1, 2, 3]), star(&[4, 5, 6, 7])], &graph(8, &bridge));
        assert_eq!(found.len(), 2);
    }
}

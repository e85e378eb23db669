//! Branches of a lineage: copies that drifted so far from its medoid that they are near-duplicates of its other members only.
//!
//! A chain is no family: one member between two groups, or a neighbour's word, joins nothing. What joins two groups is that
//! they grow into each other: [`CORE`] near-duplicates make an agent a core (Ester, Kriegel, Sander and Xu: "A density-based
//! algorithm for discovering clusters in large spatial databases with noise", KDD 1996), and a group whose members are for the
//! most part that near to members of another one is a branch of it.

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;
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
    let trunks = stars.par_iter().enumerate().map(|(at, star)| trunks(at, &star.members, &of, graph).collect());
    for (at, trunks) in trunks.collect::<Vec<Vec<_>>>().into_iter().enumerate() {
        for (other, _) in trunks {
            hang.union(at, other);
        }
    }
    together(stars, &hang).into_iter().map(joined).collect()
}

/// Each lineage put to the one that it is most a branch of among those that [bear](Seated::bears) a medoid, in the order of the
/// first of each. `rank` breaks ties between nodes. Between one round of families and the next an agent may have come away from
/// what it is a branch of. One that is a branch of two goes to one and does not join the two.
pub(super) fn homes<R: Ord>(lineages: Vec<Seated>, graph: &Graph, rank: impl Fn(usize) -> R) -> Vec<Vec<Seated>> {
    let mut of = vec![usize::MAX; graph.len()];
    for (at, one) in lineages.iter().enumerate() {
        one.lineage.members.iter().for_each(|node| of[*node] = at);
    }
    let mut hang = UnionFind::<usize>::new(lineages.len());
    for (at, one) in lineages.iter().enumerate() {
        let bearing = trunks(at, &one.lineage.members, &of, graph)
            .filter(|(other, _)| lineages.get(*other).is_some_and(|one| one.bears));
        let strength = |(other, near): &(usize, usize)| {
            let trunk = &lineages[*other].lineage;
            (*near, trunk.members.len(), rank(trunk.centre))
        };
        if let Some((trunk, _)) = bearing.max_by_key(strength) {
            hang.union(at, trunk);
        }
    }
    together(lineages, &hang)
}

/// A lineage of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seated {
    pub(super) lineage: Grown,
    /// Which family it is of.
    pub(super) family: usize,
    /// Whether the family's medoid is in it: what hangs on such a lineage belongs to the family.
    pub(super) bears: bool,
}

/// What `hang` joined, in the order of the first of each.
fn together<T>(all: Vec<T>, hang: &UnionFind<usize>) -> Vec<Vec<T>> {
    let mut places: FxHashMap<usize, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<T>> = Vec::new();
    for (at, one) in all.into_iter().enumerate() {
        let group = *places.entry(hang.find(at)).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(one);
    }
    groups
}

/// The other groups that the group at `at` is a branch of, each with how many members are near enough to members of it: half of
/// them and more.
fn trunks(at: usize, members: &[usize], of: &[usize], graph: &Graph) -> impl Iterator<Item = (usize, usize)> {
    let least = members.len().div_ceil(2);
    cores(members, of, graph).into_iter().filter(move |(other, near)| *other != at && *near >= least)
}

/// Of each other group, how many of `members` have [`CORE`] near-duplicates in it.
fn cores(members: &[usize], of: &[usize], graph: &Graph) -> FxHashMap<usize, usize> {
    let mut out: FxHashMap<usize, usize> = FxHashMap::default();
    for node in members {
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

impl Grown {
    /// This lineage with others that are branches of it.
    pub(super) fn with(mut self, branches: impl IntoIterator<Item = Self>) -> Self {
        for branch in branches {
            self.members.extend(branch.members);
            self.centres.extend(branch.centres);
        }
        self.members.sort_unstable();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cluster::graph::Tie, model::Score};

    fn graph(nodes: usize, ties: &[(usize, usize)]) -> Graph {
        let tie = Tie { relation: Relation::NearDuplicate, similarity: Score::new(0.8) };
        Graph::new(nodes, ties.par_iter().map(|(x, y)| (*x, *y, tie)))
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

    fn seated(family: usize, members: &[usize]) -> Seated {
        let lineage = Grown { centre: members[0], members: members.to_vec(), centres: vec![members[0]] };
        Seated { lineage, family, bears: true }
    }

    /// The members of each group.
    fn homes_of(lineages: Vec<Seated>, nodes: usize, ties: &[(usize, usize)]) -> Vec<Vec<usize>> {
        let groups = homes(lineages, &graph(nodes, ties), |node| node);
        groups.into_iter().map(|group| group.into_iter().flat_map(|one| one.lineage.members).collect()).collect()
    }

    #[test]
    fn who_stayed_behind_is_brought_home() {
        let lineages = vec![seated(0, &[0, 1, 2]), seated(1, &[3]), seated(2, &[4])];
        let found = homes_of(lineages, 5, &[(3, 0), (3, 1), (3, 2), (4, 0), (4, 1)]);
        assert_eq!(found, [vec![0, 1, 2, 3], vec![4]], "two near-duplicates are no core");
    }

    #[test]
    fn a_branch_of_two_joins_neither_to_the_other() {
        let lineages = vec![seated(0, &[0, 1, 2]), seated(1, &[3, 4, 5, 6]), seated(2, &[7])];
        let ties: Vec<(usize, usize)> = (0..7).map(|at| (at, 7)).collect();
        assert_eq!(homes_of(lineages, 8, &ties), [vec![0, 1, 2], vec![3, 4, 5, 6, 7]]);
        let mut hanging = seated(1, &[3, 4, 5, 6]);
        hanging.bears = false;
        let found = homes_of(vec![hanging, seated(2, &[7])], 8, &ties);
        assert_eq!(found.len(), 2, "only a lineage with a medoid takes branches in");
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

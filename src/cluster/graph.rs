//! The graph of kin: a node for each content, an edge for each comparison at `related` or closer.

use petgraph::{csr::Csr, visit::EdgeRef};
use rayon::prelude::*;

use crate::model::{Comparisons, Relation, Score};

use super::fold::Fold;

/// How two nodes are kin; the closer, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tie {
    /// The relation.
    pub(super) relation: Relation,
    /// The similarity.
    pub(super) similarity: Score,
}

impl Tie {
    /// The tie of an agent with itself or a copy.
    pub(super) const SELF: Tie = Tie { relation: Relation::Identical, similarity: Score::FULL };
}

/// Ties between nodes, each at both of its ends: whoever asks for a node's kin finds them in a row.
pub(super) struct Graph(Csr<(), Tie>);

impl Graph {
    /// A graph of `nodes` nodes, fewer than 2^32, with these ties, of which two nodes have one at the most.
    pub(super) fn new(nodes: usize, ties: impl ParallelIterator<Item = (usize, usize, Tie)>) -> Self {
        let both = ties.flat_map_iter(|(x, y, tie)| [(narrow(x), narrow(y), tie), (narrow(y), narrow(x), tie)]);
        let mut ends: Vec<(u32, u32, Tie)> = both.collect();
        ends.par_sort_unstable_by_key(|end| (end.0, end.1));
        let graph = Csr::from_sorted_edges(&ends);
        debug_assert!(graph.is_ok(), "two ties between two nodes");
        let mut graph = graph.unwrap_or_default();
        for _ in graph.node_count()..nodes {
            graph.add_node(());
        }
        Self(graph)
    }

    /// The comparisons between the first agents of nodes.
    pub(super) fn of(fold: &Fold, comparisons: &Comparisons) -> Self {
        let ties = comparisons.rows().par_iter().filter_map(|c| {
            let tie = Tie { relation: c.relation, similarity: c.similarity };
            Some((fold.node_of(c.pair.a())?, fold.node_of(c.pair.b())?, tie))
        });
        Self::new(fold.len(), ties)
    }

    /// The ties among `nodes`, which are numbered by their place there.
    pub(super) fn part(&self, nodes: &[usize]) -> Self {
        let mut place = vec![None; self.len()];
        nodes.iter().enumerate().for_each(|(at, node)| place[*node] = Some(at));
        let place = &place;
        let ties = nodes.par_iter().enumerate().flat_map_iter(|(at, node)| {
            let inside = self.kin(*node, Relation::Related).filter_map(|(kin, tie)| Some((place[kin]?, tie)));
            inside.filter(move |(other, _)| at < *other).map(move |(other, tie)| (at, other, tie))
        });
        Self::new(nodes.len(), ties)
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.0.node_count()
    }

    /// Who is tied to `node` at `least` or closer, in the order of nodes.
    pub(super) fn kin(&self, node: usize, least: Relation) -> impl Iterator<Item = (usize, Tie)> + '_ {
        let ends = self.0.edges(narrow(node));
        ends.map(|end| (end.target() as usize, *end.weight())).filter(move |(_, tie)| tie.relation >= least)
    }

    /// How two nodes are tied; a node with itself by [`Tie::SELF`].
    pub(super) fn tie(&self, x: usize, y: usize) -> Option<Tie> {
        if x == y {
            return Some(Tie::SELF);
        }
        let at = self.0.neighbors_slice(narrow(x)).binary_search(&narrow(y)).ok()?;
        Some(self.0.edges_slice(narrow(x))[at])
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a corpus has fewer than 2^32 contents")]
const fn narrow(node: usize) -> u32 {
    node as u32
}

//! The graph of kin: a node for each content, an edge for each comparison at `related` or closer.

use petgraph::{
    graph::{NodeIndex, UnGraph},
    visit::EdgeRef,
};

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

/// Ties between nodes.
pub(super) struct Graph(UnGraph<(), Tie>);

impl Graph {
    /// A graph of `nodes` nodes with these ties.
    pub(super) fn new(nodes: usize, ties: impl IntoIterator<Item = (usize, usize, Tie)>) -> Self {
        let mut graph = UnGraph::with_capacity(nodes, 0);
        for _ in 0..nodes {
            graph.add_node(());
        }
        for (x, y, tie) in ties {
            graph.add_edge(NodeIndex::new(x), NodeIndex::new(y), tie);
        }
        Self(graph)
    }

    /// The comparisons between the first agents of nodes.
    pub(super) fn of(fold: &Fold, comparisons: &Comparisons) -> Self {
        let ties = comparisons.rows().iter().filter_map(|c| {
            let tie = Tie { relation: c.relation, similarity: c.similarity };
            Some((fold.node_of(c.pair.a())?, fold.node_of(c.pair.b())?, tie))
        });
        Self::new(fold.len(), ties)
    }

    /// The ties among `nodes`, which are numbered by their place there.
    pub(super) fn part(&self, nodes: &[usize]) -> Self {
        let mut place = vec![None; self.len()];
        nodes.iter().enumerate().for_each(|(at, node)| place[*node] = Some(at));
        let ties = nodes.iter().enumerate().flat_map(|(at, node)| {
            let inside = self.kin(*node, Relation::Related).filter_map(|(kin, tie)| Some((place[kin]?, tie)));
            inside.filter(move |(other, _)| at < *other).map(move |(other, tie)| (at, other, tie)).collect::<Vec<_>>()
        });
        Self::new(nodes.len(), ties)
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.0.node_count()
    }

    /// Who is tied to `node` at `least` or closer, in no order.
    pub(super) fn kin(&self, node: usize, least: Relation) -> impl Iterator<Item = (usize, Tie)> + '_ {
        let edges = self.0.edges(NodeIndex::new(node));
        edges.map(|edge| (edge.target().index(), *edge.weight())).filter(move |(_, tie)| tie.relation >= least)
    }

    /// How two nodes are tied, in the time that the first has ties; a node with itself by [`Tie::SELF`].
    pub(super) fn tie(&self, x: usize, y: usize) -> Option<Tie> {
        if x == y {
            return Some(Tie::SELF);
        }
        self.0.find_edge(NodeIndex::new(x), NodeIndex::new(y)).map(|edge| self.0[edge])
    }
}

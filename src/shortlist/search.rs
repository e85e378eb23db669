//! The state of one search: who takes part, what was found so far.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{AgentIx, Candidate, Commonness, Corpus, Note, Pair, Scale, Shortlist, Sketch, Why};

/// One way to find pairs.
pub(super) struct Finder {
    /// The reason that its pairs are given.
    pub(super) why: Why,
    /// Looks for pairs; what it could not look at becomes notes.
    pub(super) find: fn(&Search<'_>) -> Found,
}

/// What a finder brings home.
#[derive(Default)]
pub(super) struct Found {
    /// Pairs in any order, repeats allowed.
    pub(super) pairs: Vec<Pair>,
    /// Caps that were hit.
    pub(super) notes: Vec<Note>,
}

/// A corpus being searched. A *node* is the first agent of a content, by its place in `nodes`.
pub(super) struct Search<'s> {
    corpus: &'s Corpus,
    common: &'s Commonness,
    scale: Scale,
    /// The first agent of each content, in the order of the corpus.
    pub(super) nodes: Vec<AgentIx>,
    /// Every other agent, with the first of its content.
    pub(super) copies: Vec<Pair>,
    candidates: Vec<Candidate>,
    notes: Vec<Note>,
}

impl<'s> Search<'s> {
    /// Folds agents of one content and starts with nothing found.
    pub(super) fn new(corpus: &'s Corpus, common: &'s Commonness) -> Self {
        let (mut nodes, mut copies) = (Vec::new(), Vec::new());
        let mut first = FxHashMap::default();
        for agent in corpus.indexes() {
            let one = *first.entry(corpus.definition(agent).content).or_insert(agent);
            match Pair::new(one, agent) {
                Some(pair) => copies.push(pair),
                None => nodes.push(agent),
            }
        }
        let scale = common.scale();
        Self { corpus, common, scale, nodes, copies, candidates: Vec::new(), notes: Vec::new() }
    }

    /// How much a word says.
    pub(super) fn word_weight(&self, hash: u32) -> f64 {
        self.scale.weight(self.common.word_users(hash))
    }

    /// How much a phrase says.
    pub(super) fn phrase_weight(&self, hash: u32) -> f64 {
        self.scale.weight(self.common.phrase_users(hash))
    }

    /// The sketch of a node.
    pub(super) fn sketch(&self, node: usize) -> &'s Sketch {
        &self.corpus.definition(self.nodes[node]).sketch
    }

    /// The sketches of all nodes, each turned into something, in order.
    pub(super) fn map<T: Send>(&self, each: impl Fn(&Sketch) -> T + Sync) -> Vec<T> {
        (0..self.nodes.len()).into_par_iter().map(|node| each(self.sketch(node))).collect()
    }

    /// A place for each node that follows from its content alone, so that a choice by it does not hang on file names.
    pub(super) fn ranks(&self) -> Vec<u128> {
        self.nodes.iter().map(|agent| self.corpus.definition(*agent).content.0).collect()
    }

    /// The pair of two nodes.
    pub(super) fn pair(&self, x: usize, y: usize) -> Option<Pair> {
        Pair::new(self.nodes[x], self.nodes[y])
    }

    /// For each node the nodes that it was paired with so far.
    pub(super) fn neighbours(&self) -> Neighbours {
        let mut node_of = vec![None; self.corpus.len()];
        (0u32..).zip(&self.nodes).for_each(|(node, agent)| node_of[agent.get()] = Some(node));
        let ends = |pair: Pair| Some((node_of[pair.a().get()]?, node_of[pair.b().get()]?));
        Neighbours::of(self.nodes.len(), self.candidates.iter().filter_map(|candidate| ends(candidate.pair)))
    }

    /// Adds what `finder` finds.
    pub(super) fn run(&mut self, finder: &Finder) {
        let mut found = (finder.find)(self);
        found.pairs.par_sort_unstable();
        found.pairs.dedup();
        self.candidates.reserve_exact(found.pairs.len());
        self.candidates.extend(found.pairs.into_iter().map(|pair| Candidate { pair, why: finder.why }));
        self.notes.extend(found.notes);
    }

    /// Everything found, each pair once, with the reason that `Why` lists first.
    pub(super) fn finish(mut self) -> Shortlist {
        self.candidates.par_sort_unstable();
        self.candidates.dedup_by_key(|candidate| candidate.pair);
        Shortlist { candidates: self.candidates, notes: self.notes }
    }
}

/// For each node the nodes that it is paired with, sorted, in one list.
pub(super) struct Neighbours {
    /// Where those of each node end.
    ends: Vec<usize>,
    all: Vec<u32>,
}

impl Neighbours {
    /// Of `nodes` nodes with these pairs, which are gone through twice.
    fn of(nodes: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut ends = vec![0; nodes];
        for (a, b) in pairs.clone() {
            ends[a as usize] += 1;
            ends[b as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            // Where a node's begin, and after the second time where they end.
            sum += std::mem::replace(end, sum);
        }
        let mut all = vec![0; sum];
        let mut put = |of: u32, node| {
            all[ends[of as usize]] = node;
            ends[of as usize] += 1;
        };
        for (a, b) in pairs {
            put(a, b);
            put(b, a);
        }
        let mut rest = all.as_mut_slice();
        let mut start = 0;
        let each = ends.iter().filter_map(|end| rest.split_off_mut(..end - std::mem::replace(&mut start, *end)));
        each.collect::<Vec<_>>().into_par_iter().for_each(<[u32]>::sort_unstable);
        Self { ends, all }
    }

    /// Those of a node.
    pub(super) fn of_node(&self, node: usize) -> &[u32] {
        let start = node.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[node]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_those_of_either_side() {
        let of = Neighbours::of(5, [(0, 3), (1, 3), (0, 1), (2, 0)].into_iter());
        assert_eq!(
            (0..5).map(|node| of.of_node(node)).collect::<Vec<_>>(),
            [&[1, 2, 3][..], &[0, 3], &[0], &[0, 1], &[]]
        );
    }
}

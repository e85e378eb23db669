//! What is taken off the shelf to be compared lies on a table for a while: who is held against one is soon held against its kin.
//!
//! Pairs are gone through in blocks, as relations too large for memory are joined (block nested loop: Kim, "A new way to compute
//! the product and join of relations", SIGMOD 1980): some rows, each of one agent's pairs, against some others at a time, so that
//! each agent is taken out once a block.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::weighed::{Weighed, Weights};
use crate::model::{AgentIx, Pair, Taken};

/// How much is gone through at a time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Rows in a block.
    rows: usize,
    /// Others that these are held against.
    others: usize,
}

/// Agents are some 13 KB each: these take no more room than what the shortlist held before.
pub(super) const MEASURE: Measure = Measure { rows: 12_288, others: 16_384 };

/// Agents that are taken out.
pub(super) struct Table<'w> {
    weighed: &'w Weighed,
    out: FxHashMap<AgentIx, Taken<'w, Weights>>,
}

impl<'w> Table<'w> {
    /// With these agents, as far as they do not lie at hand anyway.
    pub(super) fn of(weighed: &'w Weighed, agents: &[AgentIx]) -> Self {
        let aside = agents.par_iter().filter(|agent| !weighed.holds(**agent));
        let out: Vec<_> = aside.map(|agent| (*agent, weighed.agent(*agent))).collect();
        Self { weighed, out: out.into_iter().collect() }
    }

    /// Lets go of all that was taken out, on all threads: that takes a good part of the time that taking it out does.
    pub(super) fn clear(self) {
        self.out.into_par_iter().for_each(drop);
    }

    /// The weights of an agent, from the shelf where they do not lie here.
    pub(super) fn weights(&self, agent: AgentIx) -> Taken<'_, Weights> {
        self.out.get(&agent).map_or_else(|| self.weighed.agent(agent), |taken| Taken::Held(taken))
    }
}

/// Some rows that are gone through together.
pub(super) struct Block {
    /// Their places.
    pub(super) rows: Vec<usize>,
    /// The agents that they begin with.
    pub(super) own: Vec<AgentIx>,
    /// Those that these are held against, sorted.
    others: Vec<AgentIx>,
}

impl Block {
    /// All rows, in blocks in which many meet the same others.
    pub(super) fn all(rows: &[&[Pair]], measure: Measure) -> impl Iterator<Item = Self> {
        let blocks: Vec<Vec<usize>> = order(rows).chunks(measure.rows).map(<[usize]>::to_vec).collect();
        blocks.into_iter().map(|block| Self::of(block, rows))
    }

    fn of(block: Vec<usize>, rows: &[&[Pair]]) -> Self {
        let own = block.iter().map(|at| rows[*at][0].a()).collect();
        let mut others: Vec<AgentIx> = block.iter().flat_map(|at| rows[*at]).map(|pair| pair.b()).collect();
        others.par_sort_unstable();
        others.dedup();
        Self { rows: block, own, others }
    }

    /// The others, some at a time.
    pub(super) fn others(&self, measure: Measure) -> impl Iterator<Item = &[AgentIx]> {
        self.others.chunks(measure.others)
    }
}

/// Of a row, which is sorted, the pairs with some of the others of its block.
pub(super) fn among<'p>(row: &'p [Pair], others: &[AgentIx]) -> &'p [Pair] {
    let (Some(first), Some(last)) = (others.first(), others.last()) else { return &[] };
    let from = row.partition_point(|pair| pair.b() < *first);
    let to = row.partition_point(|pair| pair.b() <= *last);
    &row[from..to]
}

/// The order in which rows, each of one agent's pairs, are best gone through: each is followed by the rows of those that its
/// agent meets, for these meet the same ones (depth first, as files of one family may lie anywhere). By their places.
fn order(rows: &[&[Pair]]) -> Vec<usize> {
    let place: FxHashMap<AgentIx, usize> = rows.iter().enumerate().map(|(at, row)| (row[0].a(), at)).collect();
    let mut seen = vec![false; rows.len()];
    let mut out = Vec::with_capacity(rows.len());
    for first in 0..rows.len() {
        let mut next = vec![first];
        while let Some(at) = next.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            out.push(at);
            let met = rows[at].iter().rev().filter_map(|pair| place.get(&pair.b()).copied());
            next.extend(met.filter(|met| !seen[*met]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The order for these pairs, by agents.
    fn ordered(pairs: &[(usize, usize)]) -> Vec<usize> {
        let mut all: Vec<Pair> =
            pairs.iter().filter_map(|(a, b)| Pair::new(AgentIx::new(*a), AgentIx::new(*b))).collect();
        all.sort_unstable();
        let rows: Vec<&[Pair]> = all.chunk_by(|x, y| x.a() == y.a()).collect();
        order(&rows).into_iter().map(|at| rows[at][0].a().get()).collect()
    }

    #[test]
    fn who_is_met_comes_next() {
        assert_eq!(ordered(&[(0, 5), (1, 2), (5, 8), (5, 9), (8, 9), (2, 9)]), [0, 5, 8, 1, 2]);
        assert_eq!(ordered(&[]), [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn each_row_has_its_turn(pairs in prop::collection::vec((0usize..30, 0usize..30), 0..60)) {
            let mut turns = ordered(&pairs);
            turns.sort_unstable();
            let mut agents: Vec<usize> = pairs.iter().filter(|(a, b)| a != b).map(|(a, b)| *a.min(b)).collect();
            agents.sort_unstable();
            agents.dedup();
            prop_assert_eq!(turns, agents);
        }

        #[test]
        fn each_pair_is_gone_through_once_and_in_order(
            pairs in prop::collection::btree_set((0usize..30, 0usize..30), 0..60),
            rows in 1usize..6,
            others in 1usize..6,
        ) {
            let measure = Measure { rows, others };
            let mut all: Vec<Pair> =
                pairs.iter().filter_map(|(a, b)| Pair::new(AgentIx::new(*a), AgentIx::new(*b))).collect();
            all.sort_unstable();
            all.dedup();
            let rows: Vec<&[Pair]> = all.chunk_by(|x, y| x.a() == y.a()).collect();
            let mut met: Vec<(usize, Vec<Pair>)> = Vec::new();
            for block in Block::all(&rows, measure) {
                prop_assert!(block.rows.len() <= measure.rows && block.rows.len() == block.own.len());
                for others in block.others(measure) {
                    prop_assert!(others.len() <= measure.others);
                    met.extend(block.rows.iter().map(|at| (*at, among(rows[*at], others).to_vec())));
                }
            }
            met.sort_by_key(|one| one.0);
            prop_assert_eq!(met.into_iter().flat_map(|one| one.1).collect::<Vec<Pair>>(), all);
        }
    }
}

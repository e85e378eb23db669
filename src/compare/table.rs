//! What is taken off the shelf to be compared lies on a table for a while: who is held against one is soon held against its kin.

use std::num::NonZeroUsize;

use lru::LruCache;
use rustc_hash::FxHashMap;

use super::weighed::{Weighed, Weights};
use crate::model::{AgentIx, Pair, Taken};

/// Agents that lie on all tables together, some 13 KB each: no more than what the shortlist held before comparing begins.
const ROOM: usize = 32_768;

/// Agents that lie on one of as many tables as there are threads.
fn room() -> NonZeroUsize {
    NonZeroUsize::MIN.saturating_add(ROOM / rayon::current_num_threads())
}

/// The agents that were asked for last.
pub(super) struct Table<'w> {
    weighed: &'w Weighed,
    out: LruCache<AgentIx, Taken<'w, Weights>>,
}

impl<'w> Table<'w> {
    /// An empty one.
    pub(super) fn of(weighed: &'w Weighed) -> Self {
        Self { weighed, out: LruCache::new(room()) }
    }

    /// The weights of an agent, from the shelf where they do not lie here.
    pub(super) fn take(&mut self, agent: AgentIx) -> Taken<'w, Weights> {
        if self.weighed.holds(agent) {
            return self.weighed.agent(agent);
        }
        self.out.get_or_insert(agent, || self.weighed.agent(agent)).clone()
    }
}

/// The order in which rows, each of one agent's pairs, are best gone through: each is followed by the rows of those that its
/// agent meets, for these meet the same ones (depth first, as files of one family may lie anywhere). By their places.
pub(super) fn order(rows: &[&[Pair]]) -> Vec<usize> {
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
    }
}

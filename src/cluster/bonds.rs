//! Of many pairs the few that say it all: each agent with the nearest kin that it hangs on.
//!
//! Forty copies of one text are 780 pairs and 39 things to do. The pairs that are told are a spanning forest of all pairs,
//! the strongest relation first: of whatever relation a pair is, its two ends hang together by told pairs that are as strong
//! or stronger, so a gate that looks at these meets whatever one that looked at all would.
//!
//! Who carries a bond is a matter of who is kin to whom by which relation, and of nothing finer: a comment that makes two
//! agents a hundredth less alike moves no bond, and what tells one from others stays what it was.

use std::{cmp::Reverse, collections::BinaryHeap};

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{AgentIx, Arrival, Bond, Circle, Comparisons, Kinship, Relation};

/// The bonds at `least` or closer, sorted by agent: no agent has two of one relation. They lead towards the first agent of
/// those that hang together, not towards a canonical: who is the first does not change with what somebody says. Of agents of
/// which it is known when each came, those that were there before come first, so that what hung together before does so by the
/// bonds that it had.
pub(super) fn of(arrivals: &[Arrival], comparisons: &Comparisons, least: Relation) -> Vec<Bond> {
    let mut parts = Parts { arrivals, first: (0..arrivals.len()).map(AgentIx::new).collect() };
    let mut bonds = Vec::new();
    for level in strongest_first(comparisons, least).chunk_by(|x, y| x.relation == y.relation) {
        bonds.extend(parts.join(level));
    }
    bonds.sort_by_key(|bond| (bond.agent, Reverse(bond.relation)));
    bonds
}

/// Agents that hang together by the relations looked at so far.
struct Parts<'p> {
    /// When each agent came.
    arrivals: &'p [Arrival],
    /// Of each agent the first of those that it hangs together with: the name of the part.
    first: Vec<AgentIx>,
}

impl Parts<'_> {
    /// Joins parts by the pairs of one relation, the most alike first: every part but the first of those that come together has
    /// one bond with one before it.
    fn join(&mut self, level: &[&Kinship]) -> Vec<Bond> {
        let across: Vec<&Kinship> =
            level.par_iter().copied().filter(|row| self.of(row.pair.a()) != self.of(row.pair.b())).collect();
        let visits = self.visits(&across);
        let mut carried: FxHashMap<AgentIx, Bond> = FxHashMap::default();
        for row in across {
            let place = |agent| visits[self.of(agent).get()].map(|visit| visit.place);
            let later = place(row.pair.a()) > place(row.pair.b());
            let (agent, kin) = if later { (row.pair.a(), row.pair.b()) } else { (row.pair.b(), row.pair.a()) };
            let bond = Bond { agent, kin, relation: row.relation, similarity: row.similarity };
            let known = carried.entry(self.of(agent)).or_insert(bond);
            let order = |bond: &Bond| (self.turn(bond.agent), self.arrivals[bond.kin.get()]);
            if order(&bond) < order(known) {
                *known = bond;
            }
        }
        for first in &mut self.first {
            *first = visits[first.get()].map_or(*first, |visit| visit.root);
        }
        carried.into_values().collect()
    }

    fn of(&self, agent: AgentIx) -> AgentIx {
        self.first[agent.get()]
    }

    /// An agent's place among those that hang together.
    fn turn(&self, agent: AgentIx) -> (Arrival, AgentIx) {
        (self.arrivals[agent.get()], agent)
    }

    /// When each part that the pairs join is come to, breadth first from the first of those that come together, whoever came later
    /// last.
    fn visits(&self, across: &[&Kinship]) -> Vec<Option<Visit>> {
        let ends = |row: &&Kinship| (self.of(row.pair.a()), self.of(row.pair.b()));
        let both = across.par_iter().map(ends).flat_map_iter(|(x, y)| [(x, y), (y, x)]);
        let mut beside: Vec<(AgentIx, AgentIx)> = both.collect();
        beside.par_sort_unstable();
        beside.dedup();
        let met = |part| {
            let from = beside.partition_point(|two| two.0 < part);
            beside[from..].iter().take_while(move |two| two.0 == part).map(|two| two.1)
        };
        let mut roots: Vec<AgentIx> = beside.chunk_by(|x, y| x.0 == y.0).map(|group| group[0].0).collect();
        roots.sort_by_key(|part| self.turn(*part));
        let mut visits: Vec<Option<Visit>> = vec![None; self.first.len()];
        let (mut places, mut asked) = (0.., 0..);
        for root in roots {
            let mut ask = |part: AgentIx| Reverse((self.turn(part).0, asked.next(), part));
            let mut queue = BinaryHeap::from([ask(root)]);
            while let Some(Reverse((_, _, part))) = queue.pop() {
                if visits[part.get()].is_none() {
                    visits[part.get()] = places.next().map(|place| Visit { place, root });
                    queue.extend(met(part).map(&mut ask));
                }
            }
        }
        visits
    }
}

/// When a part is come to, and from where.
#[derive(Debug, Clone, Copy)]
struct Visit {
    place: u32,
    root: AgentIx,
}

/// The circles of every relation from `least` up, strongest relation first; a circle that is the same one of a stronger
/// relation is not told again.
pub(super) fn circles(agents: usize, comparisons: &Comparisons, least: Relation) -> Vec<Circle> {
    let rows = strongest_first(comparisons, least);
    let mut hang = UnionFind::<usize>::new(agents);
    let mut out: Vec<Circle> = Vec::new();
    for part in rows.chunk_by(|x, y| x.relation == y.relation) {
        let grown: Vec<usize> = part
            .iter()
            .filter(|row| hang.union(row.pair.a().get(), row.pair.b().get()))
            .map(|row| row.pair.a().get())
            .collect();
        let mut roots: Vec<usize> = grown.iter().map(|at| hang.find(*at)).collect();
        roots.sort_unstable();
        roots.dedup();
        let mut members = vec![Vec::new(); agents];
        for at in 0..agents {
            members[hang.find(at)].push(AgentIx::new(at));
        }
        let mut found: Vec<Circle> = roots
            .iter()
            .map(|root| Circle { relation: part[0].relation, members: std::mem::take(&mut members[*root]) })
            .collect();
        found.sort_by(|x, y| x.members.cmp(&y.members));
        out.extend(found);
    }
    out
}

fn strongest_first(comparisons: &Comparisons, least: Relation) -> Vec<&Kinship> {
    let mut rows: Vec<&Kinship> = comparisons.rows().par_iter().filter(|row| row.relation >= least).collect();
    rows.par_sort_unstable_by(|x, y| {
        (y.relation, y.similarity).cmp(&(x.relation, x.similarity)).then(x.pair.cmp(&y.pair))
    });
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Pair, Score};

    fn row(a: usize, b: usize, relation: Relation, similarity: f64) -> Kinship {
        let pair = Pair::new(AgentIx::new(a), AgentIx::new(b)).unwrap();
        Kinship { pair, relation, similarity: Score::new(similarity) }
    }

    fn any_rows() -> impl Strategy<Value = Vec<Kinship>> {
        let relation = prop_oneof![
            Just(Relation::Related),
            Just(Relation::Variant),
            Just(Relation::NearDuplicate),
            Just(Relation::Identical)
        ];
        let one = (0_usize..12, 0_usize..12, relation, 0.0..1.0_f64);
        let rows = proptest::collection::vec(one, 0..40);
        rows.prop_map(|rows| rows.into_iter().filter(|r| r.0 != r.1).map(|(a, b, r, s)| row(a, b, r, s)).collect())
    }

    proptest! {
        #[test]
        fn a_gate_over_bonds_meets_what_one_over_pairs_meets(rows in any_rows()) {
            let pairs = Comparisons::new(rows);
            for bar in [Relation::Related, Relation::Variant, Relation::NearDuplicate, Relation::Identical] {
                let bonds = of(&[Arrival::Before; 12], &pairs, Relation::Related);
                let met = |relation: Relation| relation >= bar;
                prop_assert_eq!(
                    bonds.iter().any(|bond| met(bond.relation)),
                    pairs.rows().iter().any(|row| met(row.relation))
                );
                let order = |bond: &Bond| (bond.agent, Reverse(bond.relation));
                prop_assert!(bonds.windows(2).all(|two| order(&two[0]) < order(&two[1])));
                let circles = circles(12, &pairs, bar);
                for row in pairs.rows().iter().filter(|row| met(row.relation)) {
                    let both = |circle: &&Circle| [row.pair.a(), row.pair.b()].iter().all(|x| circle.members.contains(x));
                    prop_assert!(circles.iter().filter(both).any(|circle| circle.relation >= row.relation));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn bonds_hold_all_pairs_together_and_no_more(rows in any_rows()) {
            let pairs = Comparisons::new(rows);
            let bonds = of(&[Arrival::Before; 12], &pairs, Relation::Related);
            for bar in [Relation::Related, Relation::Variant, Relation::NearDuplicate, Relation::Identical] {
                let (mut by_bonds, mut by_pairs) = (UnionFind::<usize>::new(12), UnionFind::<usize>::new(12));
                for bond in bonds.iter().filter(|bond| bond.relation >= bar) {
                    prop_assert!(by_bonds.union(bond.agent.get(), bond.kin.get()), "told twice");
                }
                for row in pairs.rows().iter().filter(|row| row.relation >= bar) {
                    by_pairs.union(row.pair.a().get(), row.pair.b().get());
                }
                prop_assert!((0..12).all(|x| (0..12).all(|y| by_bonds.equiv(x, y) == by_pairs.equiv(x, y))));
            }
        }

        #[test]
        fn how_alike_they_are_moves_no_bond(rows in any_rows(), others in proptest::collection::vec(0.0..1.0_f64, 40)) {
            let pairs = Comparisons::new(rows);
            let wavered = pairs.rows().iter().zip(others);
            let wavered = wavered.map(|(row, alike)| Kinship { similarity: Score::new(alike), ..*row }).collect();
            let carriers = |pairs: &Comparisons| -> Vec<_> {
                of(&[Arrival::Before; 12], pairs, Relation::Related).iter().map(|bond| (bond.agent, bond.relation)).collect()
            };
            prop_assert_eq!(carriers(&pairs), carriers(&Comparisons::new(wavered)));
        }
    }

    #[test]
    fn copies_hang_on_the_first() {
        let rows = [(0, 1), (0, 2), (1, 2)].map(|(a, b)| row(a, b, Relation::Identical, 1.0));
        let pairs = Comparisons::new(rows.into_iter().chain([row(2, 3, Relation::Variant, 0.7)]).collect());
        let bonds = of(&[Arrival::Before; 4], &pairs, Relation::Variant);
        let told: Vec<_> = bonds.iter().map(|bond| (bond.agent.get(), bond.kin.get(), bond.relation)).collect();
        assert_eq!(told, [(1, 0, Relation::Identical), (2, 0, Relation::Identical), (3, 2, Relation::Variant)]);
        let sizes: Vec<_> =
            circles(4, &pairs, Relation::Related).iter().map(|c| (c.relation, c.members.len())).collect();
        assert_eq!(sizes, [(Relation::Identical, 3), (Relation::Variant, 4)]);
    }

    #[test]
    fn who_comes_later_moves_no_bond_of_those_who_were_there() {
        let pairs = |n: usize| -> Vec<Kinship> {
            (0..n).flat_map(|b| (0..b).map(move |a| row(a, b, Relation::Identical, 1.0))).collect()
        };
        let told = |arrivals: &[Arrival]| -> Vec<(usize, usize)> {
            let bonds = of(arrivals, &Comparisons::new(pairs(arrivals.len())), Relation::Variant);
            bonds.iter().map(|bond| (bond.agent.get(), bond.kin.get())).collect()
        };
        let (old, new) = (Arrival::Before, Arrival::New);
        assert_eq!(told(&[old, old, old]), [(1, 0), (2, 0)]);
        // The newcomer's name comes before theirs.
        assert_eq!(told(&[new, old, old, old]), [(0, 1), (2, 1), (3, 1)]);
    }
}

//! Of many pairs the few that say it all: each agent with the nearest kin that it hangs on.
//!
//! Forty copies of one text are 780 pairs and 39 things to do. The pairs that are told are a maximum spanning forest of all
//! pairs by relation and similarity (Kruskal 1956): of whatever strength a pair is, its two ends hang together by told pairs
//! that are as strong or stronger, so a gate that looks at these meets whatever one that looked at all would.

use std::collections::VecDeque;

use petgraph::unionfind::UnionFind;

use crate::model::{AgentIx, Bond, Circle, Comparisons, Kinship, Relation};

/// The bonds at `least` or closer, sorted by agent: no agent has two. They lead towards the first agent of those that hang
/// together, not towards a canonical: who is the first does not change with what somebody says.
pub(super) fn of(agents: usize, comparisons: &Comparisons, least: Relation) -> Vec<Bond> {
    let mut ties: Vec<Vec<&Kinship>> = vec![Vec::new(); agents];
    let mut hang = UnionFind::<usize>::new(agents);
    for row in strongest_first(comparisons, least) {
        if hang.union(row.pair.a().get(), row.pair.b().get()) {
            ties[row.pair.a().get()].push(row);
            ties[row.pair.b().get()].push(row);
        }
    }
    let mut seen = vec![false; agents];
    let mut bonds = Vec::new();
    for root in (0..agents).map(AgentIx::new) {
        if !std::mem::replace(&mut seen[root.get()], true) {
            lead(root, &ties, &mut seen, &mut bonds);
        }
    }
    bonds.sort_by_key(|bond| bond.agent);
    bonds
}

/// The bonds of all that hangs on `root`, breadth first.
fn lead(root: AgentIx, ties: &[Vec<&Kinship>], seen: &mut [bool], bonds: &mut Vec<Bond>) {
    let mut queue = VecDeque::from([root]);
    while let Some(kin) = queue.pop_front() {
        for row in &ties[kin.get()] {
            let agent = if row.pair.a() == kin { row.pair.b() } else { row.pair.a() };
            if !std::mem::replace(&mut seen[agent.get()], true) {
                bonds.push(Bond { agent, kin, relation: row.relation, similarity: row.similarity });
                queue.push_back(agent);
            }
        }
    }
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
    let mut rows: Vec<&Kinship> = comparisons.rows().iter().filter(|row| row.relation >= least).collect();
    rows.sort_by(|x, y| (y.relation, y.similarity).cmp(&(x.relation, x.similarity)).then(x.pair.cmp(&y.pair)));
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
                let bonds = of(12, &pairs, Relation::Related);
                let met = |relation: Relation| relation >= bar;
                prop_assert_eq!(
                    bonds.iter().any(|bond| met(bond.relation)),
                    pairs.rows().iter().any(|row| met(row.relation))
                );
                prop_assert!(bonds.windows(2).all(|two| two[0].agent < two[1].agent));
                let circles = circles(12, &pairs, bar);
                for row in pairs.rows().iter().filter(|row| met(row.relation)) {
                    let both = |circle: &&Circle| [row.pair.a(), row.pair.b()].iter().all(|x| circle.members.contains(x));
                    prop_assert!(circles.iter().filter(both).any(|circle| circle.relation >= row.relation));
                }
            }
        }
    }

    #[test]
    fn copies_hang_on_the_first() {
        let rows = [(0, 1), (0, 2), (1, 2)].map(|(a, b)| row(a, b, Relation::Identical, 1.0));
        let pairs = Comparisons::new(rows.into_iter().chain([row(2, 3, Relation::Variant, 0.7)]).collect());
        let bonds = of(4, &pairs, Relation::Variant);
        let told: Vec<_> = bonds.iter().map(|bond| (bond.agent.get(), bond.kin.get(), bond.relation)).collect();
        assert_eq!(told, [(1, 0, Relation::Identical), (2, 0, Relation::Identical), (3, 2, Relation::Variant)]);
        let sizes: Vec<_> =
            circles(4, &pairs, Relation::Related).iter().map(|c| (c.relation, c.members.len())).collect();
        assert_eq!(sizes, [(Relation::Identical, 3), (Relation::Variant, 4)]);
    }
}

//! Families at two levels: near-duplicate lineages first, then lineages round the medoid of a family.
//!
//! Nobody is in a family by a neighbour's word. A lineage's members are near-duplicates of its own medoid or of that of one of
//! its branches; a lineage joins a family where the two medoids are variants; and a member of it that is not even `related` to
//! the family's medoid, nor in a branch of that one's own lineage, stays behind. Those who stay behind form lineages and families
//! of their own, and at the end those among these are brought home that are branches of another family's own lineage after all.

use rayon::prelude::*;

use crate::model::{AgentIx, Comparisons, Corpus, Families, Family, Lineage, Note, Relation, Score};

use super::{
    CANONICAL_AMONG_LARGEST,
    branches::{Grown, Seated, grown, homes},
    canonical,
    fold::Fold,
    graph::Graph,
    stars::{Cut, Goes, Star},
};

/// Lineages round a medoid; all in nodes.
struct Kindred {
    medoid: usize,
    lineages: Vec<Grown>,
}

/// The families of the corpus, largest first.
pub(super) fn of(corpus: &Corpus, comparisons: &Comparisons) -> Families {
    let fold = Fold::new(corpus, comparisons);
    let graph = Graph::of(&fold, comparisons);
    let house = House { corpus, fold: &fold, graph: &graph };
    let found = house.brought_home(house.kindreds((0..fold.len()).collect()));
    let (families, notes): (Vec<Family>, Vec<Option<Note>>) =
        found.par_iter().filter_map(|kindred| house.family(kindred)).unzip();
    let mut out = Families { families, notes: notes.into_iter().flatten().collect() };
    out.families.sort_by(|x, y| y.members.len().cmp(&x.members.len()).then(x.members.cmp(&y.members)));
    for (number, family) in (1..).zip(&mut out.families) {
        family.id = format!("F{number}");
    }
    out.notes.sort_by(|x, y| x.message.cmp(&y.message));
    out
}

/// What one round over the free nodes gives.
struct Round {
    kindreds: Vec<Kindred>,
    /// Sorted; fewer than there were free nodes.
    behind: Vec<usize>,
}

struct House<'h> {
    corpus: &'h Corpus,
    fold: &'h Fold,
    graph: &'h Graph,
}

impl House<'_> {
    /// The kindreds of the free nodes, round by round.
    fn kindreds(&self, mut free: Vec<usize>) -> Vec<Kindred> {
        let mut found = Vec::new();
        while !free.is_empty() {
            let round = self.round(&free);
            found.extend(round.kindreds);
            free = round.behind;
        }
        found
    }

    /// The same with every lineage in the kindred whose medoid's lineage it is a branch of: who stayed behind in one round
    /// was not asked about the lineages of that one in the next. What hung on a lineage that went looks for kin of its own.
    fn brought_home(&self, kindreds: Vec<Kindred>) -> Vec<Kindred> {
        let medoids: Vec<usize> = kindreds.iter().map(|kindred| kindred.medoid).collect();
        let seated = kindreds.into_iter().enumerate().flat_map(|(family, kindred)| {
            let bears = move |lineage: &Grown| lineage.members.contains(&kindred.medoid);
            kindred.lineages.into_iter().map(move |lineage| Seated { bears: bears(&lineage), lineage, family })
        });
        let mut out: Vec<Option<Kindred>> = medoids.iter().map(|_| None).collect();
        let mut hanging = Vec::new();
        for mut group in homes(seated.collect(), self.graph, |node| self.fold.rank(node)) {
            // The largest that bears a medoid, of equals the one that every order of files gives.
            let order = |one: &Seated| (one.bears, one.lineage.members.len(), self.fold.rank(one.lineage.centre));
            group.sort_by_cached_key(|one| std::cmp::Reverse(order(one)));
            let mut group = group.into_iter();
            let Some(host) = group.next() else { continue };
            let (family, bears) = (host.family, host.bears);
            let lineage = host.lineage.with(group.map(|one| one.lineage));
            if bears {
                out[family] = Some(Kindred { medoid: medoids[family], lineages: vec![lineage] });
            } else {
                hanging.push((family, lineage));
            }
        }
        let mut free = Vec::new();
        for (family, lineage) in hanging {
            match &mut out[family] {
                Some(kindred) => kindred.lineages.push(lineage),
                None => free.extend(lineage.members),
            }
        }
        free.sort_unstable();
        out.into_iter().flatten().chain(self.kindreds(free)).collect()
    }

    /// Lineages of the free nodes, families of these, and who hangs on no family's medoid.
    fn round(&self, free: &[usize]) -> Round {
        let lineages = self.lineages(free);
        let mut round = Round { kindreds: Vec::new(), behind: Vec::new() };
        for family in self.join(&lineages) {
            let medoid = lineages[family.centre].centre;
            let own = family.members.iter().map(|at| &lineages[*at]);
            let (kept, behind) = self.hold(medoid, own);
            round.kindreds.push(Kindred { medoid, lineages: kept });
            round.behind.extend(behind);
        }
        round.behind.sort_unstable();
        round
    }

    /// The free nodes in near-duplicate groups.
    fn lineages(&self, free: &[usize]) -> Vec<Grown> {
        let graph = self.graph.part(free);
        let ranks: Vec<_> = free.iter().map(|node| self.fold.rank(*node)).collect();
        let mass = vec![1; free.len()];
        let cut =
            Cut { graph: &graph, least: Relation::NearDuplicate, goes: Goes::WithTheMost, mass: &mass, ranks: &ranks };
        let whole = |places: Vec<usize>| places.into_iter().map(|at| free[at]).collect();
        let told =
            |one: Grown| Grown { centre: free[one.centre], members: whole(one.members), centres: whole(one.centres) };
        grown(cut.stars(), &graph).into_iter().map(told).collect()
    }

    /// Lineages round a medoid lineage, by their places: a lineage counts as many times as it has members. Each goes to the
    /// nearest one: were they to go with the most, the medoid that is left behind would often be alone.
    fn join(&self, lineages: &[Grown]) -> Vec<Star> {
        let centres: Vec<usize> = lineages.iter().map(|star| star.centre).collect();
        let ranks: Vec<_> = centres.iter().map(|node| self.fold.rank(*node)).collect();
        let mass: Vec<u64> = lineages.iter().map(|star| star.members.len() as u64).collect();
        let graph = self.graph.part(&centres);
        let goes = Goes::ToTheNearest;
        Cut { graph: &graph, least: Relation::Variant, goes, mass: &mass, ranks: &ranks }.stars()
    }

    /// The lineages without those that are not even `related` to the family's medoid, and these.
    fn hold<'l>(&self, medoid: usize, lineages: impl Iterator<Item = &'l Grown>) -> (Vec<Grown>, Vec<usize>) {
        let (mut kept, mut behind) = (Vec::new(), Vec::new());
        for one in lineages {
            let own = one.centre == medoid && one.centres.len() > 1;
            let stays = |node: &&usize| own || self.graph.tie(**node, medoid).is_some();
            let (stay, leave) = one.members.iter().partition(stays);
            kept.push(Grown { members: stay, ..one.clone() });
            behind.extend::<Vec<usize>>(leave);
        }
        (kept, behind)
    }

    /// The family as told, with what there is to say of it; `None` where it is one agent alone.
    fn family(&self, kindred: &Kindred) -> Option<(Family, Option<Note>)> {
        let contents: Vec<usize> = kindred.lineages.iter().flat_map(|star| star.members.iter().copied()).collect();
        let members = self.agents(&contents);
        if members.len() < 2 {
            return None;
        }
        let base = canonical::of(self.corpus, &members);
        let note = (contents.len() > canonical::WEIGHED).then(|| {
            let first = &self.corpus.agent(members[0]).id;
            let message =
                format!("{} of the {} different agents of {first}'s family", canonical::WEIGHED, contents.len());
            Note::new(&CANONICAL_AMONG_LARGEST, message)
        });
        let family = Family {
            id: String::new(),
            relation: self.weakest(kindred.medoid, &contents),
            medoid: self.fold.agents(kindred.medoid)[0],
            canonical: base.agent,
            canonical_because: base.because,
            cohesion: self.cohesion(kindred.medoid, &contents),
            lineages: self.told(&kindred.lineages),
            members,
        };
        Some((family, note))
    }

    /// The weakest relation to the medoid. One that is only `related` hangs on it by its lineage's medoid, a variant.
    fn weakest(&self, medoid: usize, nodes: &[usize]) -> Relation {
        let ties = nodes.iter().filter_map(|node| self.graph.tie(*node, medoid));
        ties.map(|tie| tie.relation).min().map_or(Relation::Identical, |weakest| weakest.max(Relation::Variant))
    }

    /// The weakest relation of a member to the centre of its branch.
    fn weakest_inside(&self, lineage: &Grown) -> Relation {
        let nearest = |node: &usize| lineage.centres.iter().filter_map(|centre| self.graph.tie(*node, *centre)).max();
        lineage.members.iter().filter_map(nearest).map(|tie| tie.relation).min().unwrap_or(Relation::Identical)
    }

    /// Mean similarity of the other members to the medoid, copies counted each.
    fn cohesion(&self, medoid: usize, nodes: &[usize]) -> Score {
        let own = self.fold.agents(medoid).len();
        let others = nodes.iter().filter(|node| **node != medoid);
        let (mut sum, mut count) = (exact(own - 1), own - 1);
        for node in others {
            let copies = self.fold.agents(*node).len();
            let similarity = self.graph.tie(*node, medoid).map_or(0.0, |tie| tie.similarity.get());
            sum += similarity * exact(copies);
            count += copies;
        }
        Score::ratio(sum, exact(count)).unwrap_or(Score::FULL)
    }

    /// The lineages of two agents or more, largest first.
    fn told(&self, lineages: &[Grown]) -> Vec<Lineage> {
        let lineage =
            |star: &Grown| Lineage { relation: self.weakest_inside(star), members: self.agents(&star.members) };
        let mut out: Vec<Lineage> = lineages.iter().map(lineage).filter(|lineage| lineage.members.len() > 1).collect();
        out.sort_by(|x, y| y.members.len().cmp(&x.members.len()).then(x.members.cmp(&y.members)));
        out
    }

    fn agents(&self, nodes: &[usize]) -> Vec<AgentIx> {
        let mut out: Vec<AgentIx> = nodes.iter().flat_map(|node| self.fold.agents(*node).iter().copied()).collect();
        out.sort_unstable();
        out
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^52 agents")]
fn exact(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rustc_hash::FxHashMap;

    use super::*;
    use crate::cluster::branches::CORE;
    use crate::{
        cluster::made::{agent, comparisons, row, strangers},
        model::{Agent, Kinship},
    };

    fn found(agents: Vec<Agent>, rows: Vec<Kinship>) -> Vec<Family> {
        let corpus = Corpus::new(agents);
        let comparisons = comparisons(&corpus, rows);
        of(&corpus, &comparisons).families
    }

    fn places(members: &[AgentIx]) -> Vec<usize> {
        members.iter().map(|agent| agent.get()).collect()
    }

    #[test]
    fn a_chain_is_two_families() {
        let rows = (0..4).map(|n| row(n, n + 1, Relation::Variant, 0.6)).collect();
        let families = found(strangers(5), rows);
        assert_eq!(families.len(), 2, "{families:?}");
        assert_eq!(families.iter().map(|f| f.members.len()).sum::<usize>(), 5);
    }

    #[test]
    fn a_lineage_stays_together_inside_its_family() {
        let rows = vec![
            row(0, 1, Relation::Variant, 0.6),
            row(0, 2, Relation::Related, 0.4),
            row(1, 2, Relation::NearDuplicate, 0.9),
            row(0, 3, Relation::Variant, 0.6),
        ];
        let families = found(strangers(5), rows);
        let [family] = &families[..] else { panic!("one family, not {families:?}") };
        assert_eq!((places(&family.members), family.id.as_str()), (vec![0, 1, 2, 3], "F1"));
        assert_eq!((family.relation, places(&family.lineages[0].members)), (Relation::Variant, vec![1, 2]));
        assert_eq!(family.lineages[0].relation, Relation::NearDuplicate);
    }

    #[test]
    fn a_near_duplicate_that_the_medoid_does_not_know_stays_behind() {
        let rows = vec![
            row(0, 1, Relation::Variant, 0.6),
            row(0, 3, Relation::Variant, 0.7),
            row(1, 2, Relation::NearDuplicate, 0.9),
        ];
        let families = found(strangers(4), rows);
        assert_eq!(families.iter().map(|f| places(&f.members)).collect::<Vec<_>>(), [vec![0, 1, 3]]);
    }

    #[test]
    fn copies_hang_on_their_first() {
        let mut agents = strangers(2);
        agents.extend((0..3).map(|n| agent(&format!("x{n}.md"), "copy", &["says 1"])));
        let families = found(agents, vec![row(0, 1, Relation::Variant, 0.5)]);
        let [family] = &families[..] else { panic!("one family, not {families:?}") };
        assert_eq!(places(&family.members), [0, 1, 2, 3, 4]);
        assert_eq!(
            (family.lineages[0].relation, places(&family.lineages[0].members)),
            (Relation::Identical, vec![1, 2, 3, 4])
        );
    }

    /// Ties among `n` agents: pairs with a relation and a similarity that goes with it.
    fn ties(n: usize) -> impl Strategy<Value = Vec<Kinship>> {
        let tie = (0..n, 0..n, 0..4usize, 0.0..0.25f64);
        prop::collection::vec(tie, 0..n * 3).prop_map(|ties| {
            let mut pairs = FxHashMap::default();
            for (x, y, strength, more) in ties.into_iter().filter(|tie| tie.0 != tie.1) {
                pairs.entry((x.min(y), x.max(y))).or_insert((strength, more));
            }
            let relation = |strength: usize| Relation::ALL[3 - strength];
            let rows = pairs.into_iter().map(|((x, y), (strength, more))| (x, y, relation(strength), strength, more));
            rows.map(|(x, y, relation, strength, more)| row(x, y, relation, exact(strength) / 4.0 + more)).collect()
        })
    }

    proptest! {
        #[test]
        fn each_agent_is_in_one_family_at_most_and_held_to_its_medoid(rows in ties(14)) {
            let comparisons = Comparisons::new(rows.clone());
            let families = found(strangers(14), rows);
            let mut seen: Vec<AgentIx> = families.iter().flat_map(|f| f.members.clone()).collect();
            let all = seen.len();
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(all, seen.len());
            for family in &families {
                prop_assert!(family.members.len() > 1 && family.members.contains(&family.canonical));
                prop_assert!(family.relation >= Relation::Variant);
                let follows = |member: AgentIx, to: AgentIx, least: Relation| {
                    member == to || comparisons.between(member, to).is_some_and(|c| c.relation >= least)
                };
                for member in &family.members {
                    let lineage = family.lineages.iter().find(|lineage| lineage.members.contains(member));
                    let by_lineage = lineage.is_some_and(|lineage| lineage.members.iter().any(|centre| {
                        follows(*centre, family.medoid, Relation::Variant) && follows(*member, *centre, Relation::NearDuplicate)
                    }));
                    let held = follows(*member, family.medoid, Relation::Variant);
                    // A chain has no core: nobody in it has so many near-duplicates.
                    let branch = lineage.is_some_and(|lineage| {
                        let near = |x: &AgentIx, y: &AgentIx| x != y && follows(*x, *y, Relation::NearDuplicate);
                        let ties = |x: &AgentIx| lineage.members.iter().filter(|y| near(x, y)).count();
                        let has_core = lineage.members.iter().any(|x| ties(x) >= CORE);
                        lineage.members.contains(&family.medoid) && ties(member) > 0 && has_core
                    });
                    let by_lineage = follows(*member, family.medoid, Relation::Related) && by_lineage;
                    prop_assert!(held || by_lineage || branch);
                }
            }
        }

        #[test]
        fn a_copy_changes_nothing_but_the_members(rows in ties(10), of in 0..10usize) {
            let before = found(strangers(10), rows.clone());
            let mut agents = strangers(10);
            agents.push(agent("zzz.md", "copy", &[&format!("says {of}")]));
            let copy = AgentIx::new(10);
            let after = found(agents, rows);
            let without = |family: &Family| {
                let members: Vec<AgentIx> = family.members.iter().copied().filter(|m| *m != copy).collect();
                (members, family.medoid, family.canonical, family.relation)
            };
            let mut kept: Vec<_> = after.iter().map(without).collect();
            kept.retain(|family| family.0.len() > 1);
            let mut were: Vec<_> = before.iter().map(without).collect();
            kept.sort();
            were.sort();
            prop_assert_eq!(kept, were);
            let held = after.iter().find(|family| family.members.contains(&copy)).map(|f| f.members.contains(&AgentIx::new(of)));
            prop_assert_eq!(held, Some(true));
        }

        #[test]
        fn the_order_of_rows_does_not_matter(rows in ties(12)) {
            let back: Vec<Kinship> = rows.iter().rev().copied().collect();
            let agents: Vec<Agent> = strangers(12).into_iter().rev().collect();
            prop_assert_eq!(found(strangers(12), rows), found(agents, back));
        }
    }
}

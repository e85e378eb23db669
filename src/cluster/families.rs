//! Families at two levels: near-duplicate lineages first, then lineages round the medoid of a family.
//!
//! Nobody is in a family by a neighbour's word. A lineage's members are near-duplicates of its own medoid; a lineage joins
//! a family where the two medoids are variants; and a member of it that is not even `related` to the family's medoid
//! stays behind. Those who stay behind form lineages and families of their own.

use crate::model::{AgentIx, Comparisons, Corpus, Families, Family, Lineage, Note, Relation, Score};

use super::{
    CANONICAL_AMONG_LARGEST, canonical,
    fold::Fold,
    graph::Graph,
    stars::{Cut, Star},
};

/// Lineages round a medoid; all in nodes.
struct Kindred {
    medoid: usize,
    lineages: Vec<Star>,
}

/// The families of the corpus, largest first.
pub(super) fn of(corpus: &Corpus, comparisons: &Comparisons) -> Families {
    let fold = Fold::new(corpus, comparisons);
    let graph = Graph::of(&fold, comparisons);
    let house = House { corpus, fold: &fold, graph: &graph };
    let mut free: Vec<usize> = (0..fold.len()).collect();
    let mut found = Vec::new();
    while !free.is_empty() {
        let round = house.round(&free);
        found.extend(round.kindreds);
        free = round.behind;
    }
    let mut out = Families::default();
    for kindred in &found {
        out.families.extend(house.family(kindred, &mut out.notes));
    }
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
    fn lineages(&self, free: &[usize]) -> Vec<Star> {
        let graph = self.graph.part(free);
        let ranks: Vec<_> = free.iter().map(|node| self.fold.rank(*node)).collect();
        let mass = vec![1; free.len()];
        let stars = Cut { graph: &graph, least: Relation::NearDuplicate, mass: &mass, ranks: &ranks }.stars();
        let whole = |star: Star| Star {
            centre: free[star.centre],
            members: star.members.into_iter().map(|at| free[at]).collect(),
        };
        stars.into_iter().map(whole).collect()
    }

    /// Lineages round a medoid lineage, by their places: a lineage counts as many times as it has members.
    fn join(&self, lineages: &[Star]) -> Vec<Star> {
        let centres: Vec<usize> = lineages.iter().map(|star| star.centre).collect();
        let ranks: Vec<_> = centres.iter().map(|node| self.fold.rank(*node)).collect();
        let mass: Vec<u64> = lineages.iter().map(|star| star.members.len() as u64).collect();
        let graph = self.graph.part(&centres);
        Cut { graph: &graph, least: Relation::Variant, mass: &mass, ranks: &ranks }.stars()
    }

    /// The lineages without those that are not even `related` to the family's medoid, and these.
    fn hold<'l>(&self, medoid: usize, lineages: impl Iterator<Item = &'l Star>) -> (Vec<Star>, Vec<usize>) {
        let (mut kept, mut behind) = (Vec::new(), Vec::new());
        for star in lineages {
            let (stay, leave) = star.members.iter().partition(|node| self.graph.tie(**node, medoid).is_some());
            kept.push(Star { centre: star.centre, members: stay });
            behind.extend::<Vec<usize>>(leave);
        }
        (kept, behind)
    }

    /// The family as told; `None` where it is one agent alone.
    fn family(&self, kindred: &Kindred, notes: &mut Vec<Note>) -> Option<Family> {
        let contents: Vec<usize> = kindred.lineages.iter().flat_map(|star| star.members.iter().copied()).collect();
        let members = self.agents(&contents);
        if members.len() < 2 {
            return None;
        }
        let base = canonical::of(self.corpus, &members);
        if contents.len() > canonical::WEIGHED {
            let first = &self.corpus.agent(members[0]).id;
            let message =
                format!("{} of the {} different agents of {first}'s family", canonical::WEIGHED, contents.len());
            notes.push(Note::new(&CANONICAL_AMONG_LARGEST, message));
        }
        Some(Family {
            id: String::new(),
            relation: self.weakest(kindred.medoid, &contents),
            medoid: self.fold.agents(kindred.medoid)[0],
            canonical: base.agent,
            canonical_because: base.because,
            cohesion: self.cohesion(kindred.medoid, &contents),
            lineages: self.told(&kindred.lineages),
            members,
        })
    }

    /// The weakest relation to the medoid. One that is only `related` hangs on it by its lineage's medoid, a variant.
    fn weakest(&self, medoid: usize, nodes: &[usize]) -> Relation {
        let ties = nodes.iter().filter_map(|node| self.graph.tie(*node, medoid));
        ties.map(|tie| tie.relation).min().map_or(Relation::Identical, |weakest| weakest.max(Relation::Variant))
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
    fn told(&self, lineages: &[Star]) -> Vec<Lineage> {
        let lineage = |star: &Star| Lineage {
            relation: self.weakest(star.centre, &star.members),
            members: self.agents(&star.members),
        };
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

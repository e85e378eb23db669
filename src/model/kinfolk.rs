//! How the members of a family are kin, each copy as the one that was compared for it.

use rustc_hash::FxHashMap;

use super::{
    agent::Corpus,
    comparison::{Comparisons, Kinship, Relation},
    family::Family,
    ids::AgentIx,
    pair::Pair,
    score::Score,
};

/// The kinships inside of a family. Of members that say the same not every one is compared with everybody: what was found of one
/// holds for all of them.
#[derive(Debug)]
pub struct Kinfolk<'c> {
    comparisons: &'c Comparisons,
    /// Of each member the first that says the same.
    first: FxHashMap<AgentIx, AgentIx>,
    /// By these the first kinship that was found, where they were not compared themselves.
    known: FxHashMap<Pair, (Relation, Score)>,
}

impl<'c> Kinfolk<'c> {
    /// The kinships of a family's members.
    #[must_use]
    pub fn new(corpus: &Corpus, comparisons: &'c Comparisons, family: &Family) -> Self {
        let mut of_content = FxHashMap::default();
        let content = |ix: AgentIx| corpus.definition(ix).content;
        let mut first_of = |ix: AgentIx| *of_content.entry(content(ix)).or_insert(ix);
        let first: FxHashMap<AgentIx, AgentIx> = family.members.iter().map(|ix| (*ix, first_of(*ix))).collect();
        let mut known = FxHashMap::default();
        // Without copies every pair is looked up for itself.
        if first.iter().any(|(member, first)| member != first) {
            for row in family.members.iter().flat_map(|member| comparisons.from(*member)) {
                let firsts = first.get(&row.pair.a()).zip(first.get(&row.pair.b()));
                let copies = firsts.and_then(|(x, y)| Pair::new(*x, *y)).filter(|pair| *pair != row.pair);
                if let Some(pair) = copies {
                    known.entry(pair).or_insert((row.relation, row.similarity));
                }
            }
        }
        Self { comparisons, first, known }
    }

    /// How two members are kin; `None` where neither they nor copies of them were compared, or are unrelated.
    #[must_use]
    pub fn between(&self, x: AgentIx, y: AgentIx) -> Option<Kinship> {
        let pair = Pair::new(x, y)?;
        if let Some(told) = self.comparisons.between(x, y) {
            return Some(*told);
        }
        let (one, other) = (self.first.get(&x)?, self.first.get(&y)?);
        let (relation, similarity) = match Pair::new(*one, *other) {
            None => (Relation::Identical, Score::FULL),
            Some(firsts) => match self.comparisons.between(*one, *other) {
                Some(told) => (told.relation, told.similarity),
                None => *self.known.get(&firsts)?,
            },
        };
        Some(Kinship { pair, relation, similarity })
    }
}

//! What is told of two agents.

use serde::{Deserialize, Serialize};

use super::{ids::AgentIx, pair::Pair, score::Score};

/// How two agents are kin, weakest first so that `>=` reads "at least".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Nothing to do with each other.
    Unrelated,
    /// Neighbouring jobs that overlap.
    Related,
    /// The same job in independent words.
    Variant,
    /// One text was made from the other, or both from a third.
    NearDuplicate,
    /// The same after normalization.
    Identical,
}

impl Relation {
    /// Every relation, strongest first, as `--fail-on` lists them.
    pub const ALL: [Relation; 5] =
        [Relation::Identical, Relation::NearDuplicate, Relation::Variant, Relation::Related, Relation::Unrelated];

    /// The name as documents spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Relation::Identical => "identical",
            Relation::NearDuplicate => "near-duplicate",
            Relation::Variant => "variant",
            Relation::Related => "related",
            Relation::Unrelated => "unrelated",
        }
    }
}

impl std::fmt::Display for Relation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// What one signal says of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalScore {
    /// The signal's name in the roster.
    pub name: &'static str,
    /// Its score; `None` where it has nothing to go by (which is not zero).
    pub score: Option<Score>,
    /// Its reason in a sentence; made only where somebody asked why.
    pub because: Option<String>,
}

/// How much of each lies in the other.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Containment {
    /// The share of the first agent's weighted text that stands in the second.
    pub a_in_b: Score,
    /// The share of the second's in the first.
    pub b_in_a: Score,
}

/// What weighed for or against a relation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ground {
    /// The feature's name, as weights are set by it.
    pub feature: &'static str,
    /// What it says of the two: a clause.
    pub means: &'static str,
    /// What it adds to the log odds of the relation: above 0 for it, below against it.
    pub log_odds: f64,
}

/// Everything told of one pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Which two.
    pub pair: Pair,
    /// How they are kin.
    pub relation: Relation,
    /// One figure for sorting: grows with the relation and, inside it, with likeness; symmetric; 1 for an agent and itself.
    pub similarity: Score,
    /// How sure the relation is: the model's probability for it.
    pub confidence: Score,
    /// What each signal said, in roster order.
    pub signals: Vec<SignalScore>,
    /// How much of each lies in the other.
    pub containment: Containment,
    /// What weighed most, heaviest first; made only where somebody asked why.
    pub grounds: Vec<Ground>,
}

/// How two agents are kin, and nothing of why: what a run over a large corpus keeps of every pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Kinship {
    /// Which two.
    pub pair: Pair,
    /// How they are kin.
    pub relation: Relation,
    /// As [`Comparison::similarity`].
    pub similarity: Score,
}

impl From<&Comparison> for Kinship {
    fn from(told: &Comparison) -> Self {
        Self { pair: told.pair, relation: told.relation, similarity: told.similarity }
    }
}

/// Comparisons of many pairs, sorted by pair; those below `related` are left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Comparisons {
    rows: Vec<Kinship>,
    told: Vec<Comparison>,
}

impl Comparisons {
    /// Keeps those at or above `related`, sorted by pair.
    #[must_use]
    pub fn new(mut rows: Vec<Kinship>) -> Self {
        rows.retain(|c| c.relation >= Relation::Related);
        if !rows.is_sorted_by_key(|c| c.pair) {
            rows.sort_by_key(|c| c.pair);
        }
        rows.dedup_by_key(|c| c.pair);
        Self { rows, told: Vec::new() }
    }

    /// The same with all that was told of some of the pairs.
    #[must_use]
    pub fn telling(self, mut told: Vec<Comparison>) -> Self {
        told.sort_by_key(|c| c.pair);
        told.dedup_by_key(|c| c.pair);
        Self { told, ..self }
    }

    /// Those of pairs of which `keep` says yes.
    #[must_use]
    pub fn only(mut self, keep: impl Fn(Pair) -> bool) -> Self {
        self.rows.retain(|c| keep(c.pair));
        self
    }

    /// All, sorted by pair.
    #[must_use]
    pub fn rows(&self) -> &[Kinship] {
        &self.rows
    }

    /// Those of pairs of which `a` is the first, sorted by pair.
    #[must_use]
    pub fn from(&self, a: AgentIx) -> &[Kinship] {
        let before = self.rows.partition_point(|c| c.pair.a() < a);
        let rows = &self.rows[before..];
        &rows[..rows.partition_point(|c| c.pair.a() == a)]
    }

    /// Those of which all is told that was found, sorted by pair.
    #[must_use]
    pub fn told(&self) -> &[Comparison] {
        &self.told
    }

    /// How `x` and `y` are kin; `None` where they were not compared, or are unrelated.
    #[must_use]
    pub fn between(&self, x: AgentIx, y: AgentIx) -> Option<&Kinship> {
        let pair = Pair::new(x, y)?;
        self.rows.binary_search_by_key(&pair, |c| c.pair).ok().map(|at| &self.rows[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_their_first() {
        let row = |(a, b)| {
            let pair = Pair::new(AgentIx::new(a), AgentIx::new(b)).unwrap();
            Kinship { pair, relation: Relation::Related, similarity: Score::FULL }
        };
        let rows = [(3, 4), (0, 2), (1, 3), (1, 2)];
        let comparisons = Comparisons::new(rows.into_iter().map(row).collect());
        let seconds = |a| comparisons.from(AgentIx::new(a)).iter().map(|row| row.pair.b().get()).collect::<Vec<_>>();
        assert_eq!([0, 1, 2, 3, 4].map(seconds), [vec![2], vec![2, 3], vec![], vec![4], vec![]]);
    }
}

//! Two agents in the order in which they were typed.

use crate::model::{Agent, AgentIx, Comparison, Containment, Corpus, Relation, Score};

/// Two agents, A first as typed, and what is told of them.
#[derive(Debug, Clone, Copy)]
pub struct Couple<'d> {
    /// Where the agents live.
    pub corpus: &'d Corpus,
    /// The first one typed.
    pub a: AgentIx,
    /// The second one typed.
    pub b: AgentIx,
    /// What is told of them; `None` where both are one agent, which needs no comparing.
    pub comparison: Option<&'d Comparison>,
}

impl<'d> Couple<'d> {
    /// The first agent.
    #[must_use]
    pub fn first(&self) -> &'d Agent {
        self.corpus.agent(self.a)
    }

    /// The second agent.
    #[must_use]
    pub fn second(&self) -> &'d Agent {
        self.corpus.agent(self.b)
    }

    /// How they are kin; an agent is `identical` to itself.
    #[must_use]
    pub fn relation(&self) -> Relation {
        self.comparison.map_or(Relation::Identical, |c| c.relation)
    }

    /// The figure for sorting, `0..=1`; 1 for an agent and itself.
    #[must_use]
    pub fn similarity(&self) -> Score {
        self.comparison.map_or(Score::FULL, |c| c.similarity)
    }

    /// How sure the relation is, `0..=1`.
    #[must_use]
    pub fn confidence(&self) -> Score {
        self.comparison.map_or(Score::FULL, |c| c.confidence)
    }

    /// How much of each lies in the other, turned the way the two were typed.
    #[must_use]
    pub fn containment(&self) -> Containment {
        match self.comparison {
            None => Containment { a_in_b: Score::FULL, b_in_a: Score::FULL },
            Some(c) if c.pair.a() == self.a => c.containment,
            Some(c) => Containment { a_in_b: c.containment.b_in_a, b_in_a: c.containment.a_in_b },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;

    #[test]
    fn containment_turns_with_the_order_typed() {
        let (x, y) = (AgentIx::new(0), AgentIx::new(1));
        let comparison = Comparison {
            pair: Pair::new(x, y).unwrap(),
            relation: Relation::NearDuplicate,
            similarity: Score::new(0.9),
            confidence: Score::new(0.8),
            signals: Vec::new(),
            containment: Containment { a_in_b: Score::new(0.25), b_in_a: Score::FULL },
            grounds: Vec::new(),
        };
        let corpus = Corpus::default();
        let typed = Couple { corpus: &corpus, a: y, b: x, comparison: Some(&comparison) };
        assert_eq!(typed.containment(), Containment { a_in_b: Score::FULL, b_in_a: Score::new(0.25) });
        let same = Couple { corpus: &corpus, a: x, b: x, comparison: None };
        assert_eq!((same.relation(), same.similarity()), (Relation::Identical, Score::FULL));
    }
}

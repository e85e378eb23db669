//! How a harness gets from a request to an agent, and where two agents stand in each other's way.

use serde::Serialize;

use super::{comparison::Relation, pair::Pair, score::Score, source::FormatName};

/// That a harness offers its agents to a model by their descriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Routing {
    /// Who reads the descriptions: formats of one reader are offered together.
    pub reader: &'static str,
    /// How much of them it bears; `None` where nothing is known.
    pub budget: Option<Budget>,
}

/// How many tokens of descriptions a harness bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Budget {
    /// Tokens of all descriptions together.
    pub tokens: u32,
    /// What the harness does beyond: a clause.
    pub does: &'static str,
}

/// Two agents that one request may reach either of, though they are no family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoutingOverlap {
    /// Which two: of agents whose families compete, the two that do so most.
    pub pair: Pair,
    /// How alike their descriptions are.
    pub similarity: Score,
    /// How they are kin.
    pub relation: Relation,
    /// What in the descriptions agrees, in a sentence.
    pub because: String,
}

/// What the descriptions of one format's agents cost in every session that offers them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RoutingCost {
    /// The format.
    pub format: FormatName,
    /// Who reads them.
    pub reader: &'static str,
    /// How many agents: those of one name count once, the one of them that says most.
    pub agents: u32,
    /// Tokens of their descriptions, estimated.
    pub tokens: u64,
    /// What the harness bears.
    pub budget: Option<Budget>,
}

impl RoutingCost {
    /// The budget, where it is exceeded.
    #[must_use]
    pub fn exceeded(&self) -> Option<Budget> {
        self.budget.filter(|budget| self.tokens > u64::from(budget.tokens))
    }
}

/// What is told of routing.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Routes {
    /// Most alike first.
    pub overlaps: Vec<RoutingOverlap>,
    /// In the order of the roster, formats without agents left out.
    pub costs: Vec<RoutingCost>,
}

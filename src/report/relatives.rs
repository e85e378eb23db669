//! A family seen from its suggested canonical.

use crate::model::{AgentIx, Analysis, Family, Relation, Score};

/// A member that is not the suggested canonical, and how it stands to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Relative {
    /// Which member.
    pub(crate) agent: AgentIx,
    /// Its relation to the canonical; `None` where the two hang together by a third only.
    pub(crate) relation: Option<Relation>,
    /// Its similarity to the canonical, under the same condition.
    pub(crate) similarity: Option<Score>,
}

/// Every member but the canonical, the nearest to it first.
pub(crate) fn relatives(analysis: &Analysis, family: &Family) -> Vec<Relative> {
    let others = family.members.iter().copied().filter(|member| *member != family.canonical);
    let mut all: Vec<Relative> = others
        .map(|agent| {
            let told = analysis.comparisons.between(family.canonical, agent);
            Relative { agent, relation: told.map(|c| c.relation), similarity: told.map(|c| c.similarity) }
        })
        .collect();
    all.sort_by(|x, y| y.similarity.cmp(&x.similarity).then(x.agent.cmp(&y.agent)));
    all
}

/// The least and the greatest similarity to the canonical, where any is told.
pub(crate) fn range(relatives: &[Relative]) -> Option<(Score, Score)> {
    let told = || relatives.iter().filter_map(|relative| relative.similarity);
    told().min().zip(told().max())
}

/// Tokens that go if only the canonical stays.
pub(crate) fn saved(analysis: &Analysis, family: &Family) -> u64 {
    let others = family.members.iter().filter(|member| **member != family.canonical);
    others.map(|member| u64::from(analysis.corpus.definition(*member).tokens)).sum()
}

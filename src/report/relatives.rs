//! A family seen from its suggested canonical.

use super::advice;
use crate::model::{AgentIx, Analysis, Deed, Family, Relation, Score};

/// A member that is not the suggested canonical, and how it stands to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Relative {
    /// Which member.
    pub(crate) agent: AgentIx,
    /// Its relation to the canonical; `None` where only others of the family link the two.
    pub(crate) relation: Option<Relation>,
    /// Its similarity to the canonical, under the same condition.
    pub(crate) similarity: Option<Score>,
}

/// Every member but the canonical, the nearest to it first.
pub(crate) fn relatives(analysis: &Analysis, family: &Family) -> Vec<Relative> {
    let others = family.members.iter().copied().filter(|member| *member != family.canonical);
    let kin = analysis.kinfolk(family);
    let mut all: Vec<Relative> = others
        .map(|agent| {
            let told = kin.between(family.canonical, agent);
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

/// Tokens of the members that whoever follows the advice deletes or merges: none where each is needed where it lies.
pub(crate) fn going(analysis: &Analysis, family: &Family) -> u64 {
    let others = relatives(analysis, family).into_iter().map(|relative| (relative.agent, relative.relation));
    let goes = |(member, relation): &(AgentIx, Option<Relation>)| {
        matches!(advice::deed(analysis, family, *member, *relation), Deed::Delete | Deed::Diff | Deed::Merge)
    };
    let all = others.chain([(family.canonical, None)]);
    all.filter(goes).map(|(member, _)| u64::from(analysis.corpus.definition(member).tokens)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Comparisons, Corpus, Digest},
        report::sample,
    };

    #[test]
    fn a_copy_is_kin_as_the_one_that_was_compared() {
        let mut analysis = sample::analysis();
        let family = analysis.families.families[0].clone();
        let [copy, other, canonical] = family.members[..] else { panic!("{:?}", family.members) };
        let compared = *analysis.comparisons.between(canonical, other).unwrap();
        analysis.comparisons = Comparisons::new(vec![compared]);
        let mut agents = analysis.corpus.agents().to_vec();
        for (nth, agent) in agents.iter_mut().enumerate() {
            agent.definition.content = Digest(nth as u128);
        }
        agents[copy.get()].definition.content = agents[other.get()].definition.content;
        analysis.corpus = Corpus::new(agents.clone());
        let told = relatives(&analysis, &family);
        assert_eq!(told.iter().map(|one| one.relation).collect::<Vec<_>>(), [Some(compared.relation); 2]);
        assert_eq!(analysis.kinfolk(&family).between(copy, other).unwrap().relation, Relation::Identical);
        agents[copy.get()].definition.content = agents[canonical.get()].definition.content;
        analysis.corpus = Corpus::new(agents);
        assert_eq!(relatives(&analysis, &family)[0].relation, Some(Relation::Identical));
    }
}

//! Agents and pairs as a graph, for the programs that draw and count graphs.

use crate::model::{AgentIx, Analysis, Family, Kinship, PairsShown};

/// The agents that are kin to anybody, and the pairs of them.
pub(crate) struct Network<'a> {
    analysis: &'a Analysis,
    /// Sorted.
    pub(crate) agents: Vec<AgentIx>,
    /// Sorted.
    pub(crate) pairs: Vec<&'a Kinship>,
    /// Of each agent of the corpus its family, by its place among the families.
    family_of: Vec<Option<usize>>,
}

impl<'a> Network<'a> {
    /// The pairs that were asked for, with their agents and the members of all families.
    pub(crate) fn new(analysis: &'a Analysis, shown: PairsShown) -> Self {
        let listed = shown.of(&analysis.comparisons);
        let rows = analysis.comparisons.rows().iter();
        let pairs = rows.filter(|row| listed.binary_search(&row.pair).is_ok()).collect();
        let mut family_of = vec![None; analysis.corpus.len()];
        for (at, family) in analysis.families.families.iter().enumerate() {
            family.members.iter().for_each(|member| family_of[member.get()] = Some(at));
        }
        Self { analysis, agents: Vec::new(), pairs, family_of }.with_ends()
    }

    /// The same with as many pairs as `keep` says yes to, the strongest asked first, and with none but their agents.
    pub(crate) fn cut(mut self, mut keep: impl FnMut(&Self, &Kinship) -> bool) -> Self {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.sort_by(|x, y| (y.relation, y.similarity).cmp(&(x.relation, x.similarity)).then(x.pair.cmp(&y.pair)));
        pairs.retain(|row| keep(&self, row));
        pairs.sort_by_key(|row| row.pair);
        self.agents = pairs.iter().flat_map(|row| [row.pair.a(), row.pair.b()]).collect();
        self.agents.sort_unstable();
        self.agents.dedup();
        self.pairs = pairs;
        self
    }

    fn with_ends(mut self) -> Self {
        let mut ends = vec![false; self.family_of.len()];
        self.pairs.iter().for_each(|row| {
            ends[row.pair.a().get()] = true;
            ends[row.pair.b().get()] = true;
        });
        let kin = (0..ends.len()).filter(|at| ends[*at] || self.family_of[*at].is_some());
        self.agents = kin.map(AgentIx::new).collect();
        self
    }

    /// The family of an agent.
    pub(crate) fn family(&self, agent: AgentIx) -> Option<&'a Family> {
        self.family_of[agent.get()].map(|at| &self.analysis.families.families[at])
    }

    /// Each family that has agents here, with those, and at last those of no family.
    pub(crate) fn groups(&self) -> Vec<(Option<&'a Family>, Vec<AgentIx>)> {
        let mut groups: Vec<(Option<&Family>, Vec<AgentIx>)> =
            self.analysis.families.families.iter().map(|family| (Some(family), Vec::new())).collect();
        groups.push((None, Vec::new()));
        let last = groups.len() - 1;
        for agent in &self.agents {
            groups[self.family_of[agent.get()].unwrap_or(last)].1.push(*agent);
        }
        groups.retain(|(_, agents)| !agents.is_empty());
        groups
    }
}

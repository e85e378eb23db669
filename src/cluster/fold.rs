//! Agents of one content taken as one node, so that a copy changes nothing but the members.

use rustc_hash::FxHashMap;

use crate::model::{AgentIx, Comparisons, Corpus, Digest, Relation};

/// A corpus with its copies folded. A *node* is an agent with those that have its content, by its place here.
pub(super) struct Fold {
    /// The agents of each node, sorted; the first of them is compared for all.
    agents: Vec<Vec<AgentIx>>,
    /// The content of each node.
    contents: Vec<Digest>,
    /// The node of each agent.
    nodes: Vec<usize>,
}

impl Fold {
    /// Folds each agent into the first of its content, where their comparison does not speak against it.
    pub(super) fn new(corpus: &Corpus, comparisons: &Comparisons) -> Self {
        let told = |first, agent| comparisons.between(first, agent).map(|row| row.relation);
        Self::by(corpus, |first, agent| told(first, agent).is_some_and(|relation| relation >= Relation::NearDuplicate))
    }

    /// The same where nobody compared the two as well: of a gate only what touches the judged agents is compared.
    pub(super) fn unless_told(corpus: &Corpus, comparisons: &Comparisons) -> Self {
        let told = |first, agent| comparisons.between(first, agent).map(|row| row.relation);
        Self::by(corpus, |first, agent| told(first, agent).is_none_or(|relation| relation >= Relation::NearDuplicate))
    }

    fn by(corpus: &Corpus, is_copy: impl Fn(AgentIx, AgentIx) -> bool) -> Self {
        let mut out = Self { agents: Vec::new(), contents: Vec::new(), nodes: Vec::new() };
        let mut node_of: FxHashMap<Digest, usize> = FxHashMap::default();
        for agent in corpus.indexes() {
            let content = corpus.definition(agent).content;
            let node = *node_of.entry(content).or_insert(out.agents.len());
            match out.agents.get_mut(node) {
                Some(same) if is_copy(same[0], agent) => {
                    same.push(agent);
                    out.nodes.push(node);
                }
                _ => {
                    out.nodes.push(out.agents.len());
                    out.agents.push(vec![agent]);
                    out.contents.push(content);
                }
            }
        }
        out
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.agents.len()
    }

    /// The agents of a node, sorted.
    pub(super) fn agents(&self, node: usize) -> &[AgentIx] {
        &self.agents[node]
    }

    /// The node that holds `agent`.
    pub(super) fn holder(&self, agent: AgentIx) -> usize {
        self.nodes[agent.get()]
    }

    /// The node that `agent` is the first of; `None` for a copy.
    pub(super) fn node_of(&self, agent: AgentIx) -> Option<usize> {
        let node = self.holder(agent);
        (self.agents[node][0] == agent).then_some(node)
    }

    /// What breaks ties: the content, then the place in the corpus, so that a copy under another path changes nothing.
    pub(super) fn rank(&self, node: usize) -> (Digest, usize) {
        (self.contents[node], node)
    }
}

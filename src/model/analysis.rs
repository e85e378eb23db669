//! The outcome of a whole run.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    advice::Advice,
    agent::Corpus,
    alert::Alerts,
    block::Block,
    comparison::{Comparison, Comparisons, Relation},
    dossier::Dossier,
    family::{Families, Family},
    finding::Finding,
    ids::AgentIx,
    kinfolk::Kinfolk,
    routing::Routes,
    source::FormatName,
};

/// The run in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Files read, agents or not.
    pub files: u32,
    /// Agents in them.
    pub agents: u32,
    /// Families of two or more.
    pub families: u32,
    /// Agents that could go: members of lineages beyond the first of each.
    pub duplicates: u32,
    /// Tokens of all agents, estimated.
    pub tokens: u64,
    /// Tokens of all family members but the canonical ones.
    pub tokens_saved: u64,
    /// Pairs that were found and not told, because somebody decided so.
    pub ignored: u32,
}

/// Agents with one name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Collision {
    /// The name, as the first of them writes it.
    pub name: String,
    /// Who has it, sorted, two or more.
    pub agents: Vec<AgentIx>,
    /// Who shadows all the others under the harness's rules, where they say; never one of several harnesses' agents.
    pub winner: Option<AgentIx>,
    /// What each harness makes of those of its own, where it has two or more of them.
    pub rulings: Vec<Ruling>,
    /// The weakest relation between any two of them.
    pub relation: Relation,
}

/// What a harness makes of its agents of one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ruling {
    /// The harness, by the name of its format.
    pub format: FormatName,
    /// The agents of this name that it reads, sorted, two or more.
    pub agents: Vec<AgentIx>,
    /// Who shadows all the others; `None` where the rules do not say or nothing is shadowed.
    pub winner: Option<AgentIx>,
    /// Why it is so, in a clause: "a project's .claude/agents comes before a user's ~/.claude/agents".
    pub because: String,
    /// Whether some of these agents are another harness's own, which uses them nonetheless.
    pub elsewhere: bool,
}

impl Ruling {
    /// Who is shadowed, sorted.
    pub fn shadowed(&self) -> impl Iterator<Item = AgentIx> + '_ {
        self.agents.iter().copied().filter(|agent| self.winner.is_some_and(|winner| winner != *agent))
    }
}

/// All that a report tells.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Analysis {
    /// The run in numbers.
    pub summary: Summary,
    /// Every agent.
    pub corpus: Corpus,
    /// Every pair at or above `related` that was found.
    pub comparisons: Comparisons,
    /// The agents that were judged, sorted, where not all were: only what touches them was looked for.
    pub judged: Option<Vec<AgentIx>>,
    /// Agents that belong together.
    pub families: Families,
    /// What is advised about each member of a family.
    #[serde(skip)]
    pub advice: BTreeMap<AgentIx, Advice>,
    /// Agents with one name, sorted by it.
    pub collisions: Vec<Collision>,
    /// Agents that compete for requests, and what descriptions cost.
    pub routes: Routes,
    /// Paragraphs and sections that stand in many agents, where somebody asked.
    pub blocks: Option<Vec<Block>>,
    /// What a page on each family shows, in the order of the families, where somebody asked.
    #[serde(skip)]
    pub dossiers: Option<Vec<Dossier>>,
    /// Everything there was to say, sorted by path and line.
    pub findings: Vec<Finding>,
    /// What is worth a word at one place of one file: relations of agents to their nearest kin, and the findings.
    pub alerts: Alerts,
    /// Files named on the command line that are no agents, with the reason; they are among the findings too. The rest is
    /// reported all the same, and the run ends as one that could not do what was asked.
    pub refused: Vec<Finding>,
}

impl Analysis {
    /// The strongest relation of any pair.
    #[must_use]
    pub fn strongest(&self) -> Option<Relation> {
        self.comparisons.rows().iter().map(|c| c.relation).max()
    }

    /// How the members of a family are kin.
    #[must_use]
    pub fn kinfolk(&self, family: &Family) -> Kinfolk<'_> {
        Kinfolk::new(&self.corpus, &self.comparisons, family)
    }

    /// How the other members of a family are kin to its canonical one. Who is missing is unrelated to it: such a member is in the
    /// family by its kinship with others.
    pub fn to_canonical<'f>(&'f self, family: &'f Family) -> impl Iterator<Item = (AgentIx, Relation)> + 'f {
        let kin = self.kinfolk(family);
        family
            .members
            .iter()
            .filter_map(move |member| Some((*member, kin.between(family.canonical, *member)?.relation)))
    }
}

/// The nearest kin of one agent, best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kin {
    /// Whose kin.
    pub agent: AgentIx,
    /// Best first; never the agent itself.
    pub kin: Vec<Comparison>,
}

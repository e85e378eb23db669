//! What a report tells of families: from the run itself, or from the JSON that it left.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ApplyError;
use crate::model::{AgentIx, Analysis, Family, Relation};

/// A family by the ids of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kindred {
    /// `F1`.
    pub id: String,
    /// Its members.
    pub members: Vec<String>,
    /// The member suggested as the base of a merge.
    pub canonical: String,
    /// The groups inside that are `near-duplicate` or closer.
    pub lineages: Vec<Vec<String>>,
    /// How each other member is kin to the canonical one; who is not compared with it is in the family by others' kinship.
    pub to_canonical: BTreeMap<String, Relation>,
}

impl Kindred {
    fn of(analysis: &Analysis, family: &Family) -> Self {
        let id = |ix: AgentIx| analysis.corpus.agent(ix).id.clone();
        let ids = |members: &[AgentIx]| members.iter().map(|ix| id(*ix)).collect::<Vec<_>>();
        Self {
            id: family.id.clone(),
            members: ids(&family.members),
            canonical: id(family.canonical),
            lineages: family.lineages.iter().map(|lineage| ids(&lineage.members)).collect(),
            to_canonical: analysis.to_canonical(family).map(|(member, relation)| (id(member), relation)).collect(),
        }
    }
}

/// What a report tells of families.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// The families, in their order.
    pub families: Vec<Kindred>,
    /// Of each member the file, and the digest of what it said.
    pub members: BTreeMap<String, Member>,
}

/// A member as the report saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its file.
    pub path: String,
    /// The digest of its content, in hexadecimal digits.
    pub content: String,
}

#[derive(Deserialize)]
struct ReportFile {
    schema: String,
    agents: Vec<AgentRow>,
    families: Vec<FamilyRow>,
}

#[derive(Deserialize)]
struct AgentRow {
    id: String,
    path: String,
    content: Option<String>,
}

#[derive(Deserialize)]
struct FamilyRow {
    id: String,
    members: Vec<String>,
    canonical: String,
    lineages: Vec<LineageRow>,
    to_canonical: Option<BTreeMap<String, Relation>>,
}

#[derive(Deserialize)]
struct LineageRow {
    members: Vec<String>,
}

impl Told {
    /// What a run found.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        let corpus = &analysis.corpus;
        let families = analysis.families.families.iter().map(|family| Kindred::of(analysis, family));
        let members = analysis.families.families.iter().flat_map(|family| &family.members).map(|ix| {
            let agent = corpus.agent(*ix);
            (agent.id.clone(), Member { path: agent.path.clone(), content: agent.definition.content.to_string() })
        });
        Self { families: families.collect(), members: members.collect() }
    }

    /// Keeps one family and drops all others; `false` where there is none of this id.
    #[must_use]
    pub fn keep(&mut self, family: &str) -> bool {
        self.families.retain(|known| known.id == family);
        let named = |id: &String| self.families.iter().any(|kept| kept.members.contains(id) || kept.canonical == *id);
        self.members.retain(|id, _| named(id));
        !self.families.is_empty()
    }

    /// What `agentkin report --format json` wrote, called `path` in what is said of it.
    ///
    /// # Errors
    /// A text that is no such report, or one from before reports told what each agent's content is.
    pub fn from_json(text: &str, path: &str) -> Result<Self, ApplyError> {
        let refused = |why: String| ApplyError::NoDocument { path: path.to_owned(), what: "report", why };
        let report: ReportFile = serde_json::from_str(text).map_err(|error| refused(error.to_string()))?;
        if report.schema != "agentkin.report/1" {
            return Err(refused(format!("its schema is {:?}", report.schema)));
        }
        let mut all: BTreeMap<String, AgentRow> =
            report.agents.into_iter().map(|agent| (agent.id.clone(), agent)).collect();
        let mut out = Self::default();
        for family in report.families {
            let old = |what: &str| refused(format!("it does not say {what}: make it again"));
            let to_canonical = family
                .to_canonical
                .ok_or_else(|| old(&format!("how the members of {} are kin to {}", family.id, family.canonical)))?;
            let lineages: Vec<Vec<String>> = family.lineages.into_iter().map(|lineage| lineage.members).collect();
            let named = family.members.iter().chain([&family.canonical]).chain(lineages.iter().flatten());
            for id in named {
                if let Some(agent) = all.remove(id) {
                    let content = agent.content.ok_or_else(|| old(&format!("what {id} held")))?;
                    out.members.insert(agent.id, Member { path: agent.path, content });
                } else if !out.members.contains_key(id) {
                    return Err(refused(format!("{id} is in {} and not among its agents", family.id)));
                }
            }
            out.families.push(Kindred {
                id: family.id,
                members: family.members,
                canonical: family.canonical,
                lineages,
                to_canonical,
            });
        }
        Ok(out)
    }
}

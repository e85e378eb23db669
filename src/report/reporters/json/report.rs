//! `agentkin.report/1`.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::long::Long;
use crate::{
    model::{
        Advice, Agent, AgentIx, Analysis, Collision, Comparison, Containment, Corpus, Deed, Digest, Family, Finding,
        PairsShown, Relation, RoutingCost, RoutingOverlap, Ruling, Score, SignalScore, Stale,
    },
    report::{
        blocks_view,
        judged::{self, is_told},
        pairs::listed,
    },
};

/// How the run stands to its baseline.
#[derive(Serialize)]
struct BaselineView<'a> {
    known: usize,
    stale: usize,
    new: Vec<&'a Finding>,
    stale_entries: &'a [Stale],
}

/// An agent in a list.
#[derive(Serialize)]
pub(super) struct AgentView<'a> {
    id: &'a str,
    path: &'a str,
    format: &'static str,
    name: &'a str,
    description: &'a str,
    tokens: u32,
    content: Digest,
    family: Option<&'a str>,
}

impl<'a> AgentView<'a> {
    pub(super) fn new(agent: &'a Agent, family: Option<&'a str>) -> Self {
        let definition = &agent.definition;
        Self {
            id: &agent.id,
            path: &agent.path,
            format: definition.format.0,
            name: &definition.name,
            description: &definition.description,
            tokens: definition.tokens,
            content: definition.content,
            family,
        }
    }
}

#[derive(Serialize)]
struct FamilyView<'a> {
    id: &'a str,
    relation: Relation,
    members: Vec<&'a str>,
    canonical: &'a str,
    canonical_because: &'a str,
    medoid: &'a str,
    cohesion: Score,
    lineages: Vec<LineageView<'a>>,
    to_canonical: BTreeMap<&'a str, Relation>,
    /// What to do with each member: what `agentkin apply` does, as far as no merge was made for it.
    advice: Vec<AdviceView<'a>>,
}

#[derive(Serialize)]
struct LineageView<'a> {
    relation: Relation,
    members: Vec<&'a str>,
}

#[derive(Serialize)]
struct AdviceView<'a> {
    id: &'a str,
    #[serde(rename = "do")]
    deed: Deed,
    /// Who stands for it, where another one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    because: &'a str,
}

#[derive(Serialize)]
struct CollisionView<'a> {
    name: &'a str,
    agents: Vec<&'a str>,
    winner: Option<&'a str>,
    relation: Relation,
    rulings: Vec<RulingView<'a>>,
}

#[derive(Serialize)]
struct RulingView<'a> {
    format: &'static str,
    agents: Vec<&'a str>,
    winner: Option<&'a str>,
    shadowed: Vec<&'a str>,
    because: &'a str,
    elsewhere: bool,
}

#[derive(Serialize)]
struct RoutesView<'a> {
    overlaps: Vec<OverlapView<'a>>,
    costs: &'a [RoutingCost],
}

#[derive(Serialize)]
struct OverlapView<'a> {
    a: &'a str,
    b: &'a str,
    similarity: Score,
    relation: Relation,
    because: &'a str,
}

impl<'a> RoutesView<'a> {
    fn new(analysis: &'a Analysis) -> Self {
        let view = |told: &'a RoutingOverlap| OverlapView {
            a: id(&analysis.corpus, told.pair.a()),
            b: id(&analysis.corpus, told.pair.b()),
            similarity: told.similarity,
            relation: told.relation,
            because: &told.because,
        };
        Self { overlaps: analysis.routes.overlaps.iter().map(view).collect(), costs: &analysis.routes.costs }
    }
}

#[derive(Serialize)]
struct PairView<'a> {
    a: &'a str,
    b: &'a str,
    relation: Relation,
    similarity: Score,
    confidence: Score,
    signals: Signals<'a>,
    containment: Containment,
}

fn pair_view<'a>(corpus: &'a Corpus, told: &'a Comparison) -> PairView<'a> {
    PairView {
        a: id(corpus, told.pair.a()),
        b: id(corpus, told.pair.b()),
        relation: told.relation,
        similarity: told.similarity,
        confidence: told.confidence,
        signals: Signals(&told.signals),
        containment: told.containment,
    }
}

/// Name to score, in roster order; null where a signal has nothing to go by.
pub(super) struct Signals<'a>(pub(super) &'a [SignalScore]);

impl Serialize for Signals<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for signal in self.0 {
            map.serialize_entry(signal.name, &signal.score)?;
        }
        map.end()
    }
}

pub(super) fn write(analysis: &Analysis, shown: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    let corpus = &analysis.corpus;
    let (rows, cut) = listed(analysis, shown);
    let mut findings: Vec<&Finding> = analysis.findings.iter().collect();
    // A finding on the run as a whole has no path, and those come first.
    findings.splice(0..0, &cut);
    let families = &analysis.families.families;
    let agents = agents(analysis);
    let mut document = Long::open(out)?;
    document.entry("schema", &"agentkin.report/1")?;
    document.entry("summary", &analysis.summary)?;
    if let Some(judged) = &analysis.judged {
        document.entry("judged", &ids(corpus, judged))?;
    }
    // What a report on some agents leaves out.
    if let Some(sentence) = judged::sentence(analysis) {
        document.entry("of_part", &sentence)?;
    }
    document.list("agents", agents.len(), |at| AgentView::new(agents[at].0, agents[at].1))?;
    document.list("families", families.len(), |at| family_view(analysis, &families[at]))?;
    document.list("pairs", rows.len(), |at| pair_view(corpus, rows[at]))?;
    document.list("collisions", analysis.collisions.len(), |at| collision_view(corpus, &analysis.collisions[at]))?;
    document.entry("routing", &RoutesView::new(analysis))?;
    if let Some(blocks) = &analysis.blocks {
        document.entry("blocks", &blocks_view::json(corpus, blocks))?;
    }
    if let Some(baseline) = baseline(analysis) {
        document.entry("baseline", &baseline)?;
    }
    document.list("findings", findings.len(), |at| findings[at])?;
    document.close()
}

fn baseline(analysis: &Analysis) -> Option<BaselineView<'_>> {
    let against = analysis.alerts.against?;
    Some(BaselineView {
        known: against.known,
        stale: against.stale,
        new: analysis.alerts.news().map(|alert| &alert.finding).collect(),
        stale_entries: &analysis.alerts.stale,
    })
}

/// Who is told, each with the family it is in.
fn agents(analysis: &Analysis) -> Vec<(&Agent, Option<&str>)> {
    let mut family_of = vec![None; analysis.corpus.len()];
    for family in &analysis.families.families {
        for member in &family.members {
            family_of[member.get()] = Some(family.id.as_str());
        }
    }
    let all = analysis.corpus.agents().iter().zip(family_of).zip(is_told(analysis));
    all.filter(|(_, told)| *told).map(|(agent, _)| agent).collect()
}

fn family_view<'a>(analysis: &'a Analysis, family: &'a Family) -> FamilyView<'a> {
    let corpus = &analysis.corpus;
    let lineage = |lineage: &'a crate::model::Lineage| LineageView {
        relation: lineage.relation,
        members: ids(corpus, &lineage.members),
    };
    FamilyView {
        id: &family.id,
        relation: family.relation,
        members: ids(corpus, &family.members),
        canonical: id(corpus, family.canonical),
        canonical_because: &family.canonical_because,
        medoid: id(corpus, family.medoid),
        cohesion: family.cohesion,
        lineages: family.lineages.iter().map(lineage).collect(),
        to_canonical: analysis.to_canonical(family).map(|(member, relation)| (id(corpus, member), relation)).collect(),
        advice: advice(analysis, family),
    }
}

fn advice<'a>(analysis: &'a Analysis, family: &Family) -> Vec<AdviceView<'a>> {
    let corpus = &analysis.corpus;
    let told = family.members.iter().filter_map(|member| Some((*member, analysis.advice.get(member)?)));
    let view = |(member, advice): (AgentIx, &'a Advice)| AdviceView {
        id: id(corpus, member),
        deed: advice.deed,
        by: (advice.by != member).then(|| id(corpus, advice.by)),
        because: &advice.because,
    };
    told.map(view).collect()
}

fn collision_view<'a>(corpus: &'a Corpus, collision: &'a Collision) -> CollisionView<'a> {
    CollisionView {
        name: &collision.name,
        agents: ids(corpus, &collision.agents),
        winner: collision.winner.map(|winner| id(corpus, winner)),
        relation: collision.relation,
        rulings: collision.rulings.iter().map(|ruling| ruling_view(corpus, ruling)).collect(),
    }
}

fn ruling_view<'a>(corpus: &'a Corpus, ruling: &'a Ruling) -> RulingView<'a> {
    RulingView {
        format: ruling.format.0,
        agents: ids(corpus, &ruling.agents),
        winner: ruling.winner.map(|winner| id(corpus, winner)),
        shadowed: ids(corpus, &ruling.shadowed().collect::<Vec<_>>()),
        because: &ruling.because,
        elsewhere: ruling.elsewhere,
    }
}

/// The id of an agent.
pub(super) fn id(corpus: &Corpus, ix: AgentIx) -> &str {
    &corpus.agent(ix).id
}

/// The ids of agents, in the order given.
pub(super) fn ids<'a>(corpus: &'a Corpus, agents: &[AgentIx]) -> Vec<&'a str> {
    agents.iter().map(|ix| id(corpus, *ix)).collect()
}

#[cfg(test)]
mod tests {
    use crate::{model::PairsShown, report::sample};

    #[test]
    fn the_document_is_the_contracts() {
        let mut out = Vec::new();
        super::write(&sample::analysis(), PairsShown::All, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn a_cut_list_says_so_in_its_findings() {
        let mut out = Vec::new();
        super::write(&sample::crowd(460), PairsShown::All, &mut out).unwrap();
        let document: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert!(document["pairs"].as_array().unwrap().len() < 5000);
        assert_eq!(document["findings"][0]["code"], "pairs-cut");
    }
}

//! What the page knows from the start: every agent in a line, every family with its place on the map, and the lists.

use std::{collections::BTreeMap, io};

use rayon::prelude::*;
use serde::Serialize;

use super::{
    detail::Detail,
    fields::words,
    fitted::{Fitted, PAGE, fitted},
    kin_tree::{Branch, branches},
    map::{Frame, Place, map},
    packed::packed,
    rows::relation,
    texts::{clipped, shown},
};
use crate::{
    model::{
        Against, Agent, AgentIx, Alerts, Analysis, Collision, Corpus, Deed, Family, Finding, FindingCode, Relation,
        RoutingCost, RoutingOverlap, Score, Summary,
    },
    report::{advice, figures, judged, names, next, relatives::going, shadowing},
};

/// A description in a list tells what an agent is for; the whole of it stands on the page of its family.
const DESCRIPTION: usize = 120;
/// New alerts and stale entries of a baseline that are listed, and files of one entry.
const LISTED: usize = 100;
const FILES: usize = 10;
/// Kindred families that are named with a family.
const NEIGHBOURS: usize = 4;

/// The data of a page. Agents, families and relations are places in their lists.
#[derive(Debug, Default, Serialize)]
pub(super) struct Index {
    pub(super) document: &'static str,
    pub(super) version: &'static str,
    pub(super) paths: Vec<String>,
    /// Only some agents were judged.
    of_part: bool,
    pub(super) summary: Option<Summary>,
    /// Duplicates that are to be kept all the same.
    staying: usize,
    /// Name, what it means, and what to do.
    pub(super) relations: Vec<(&'static str, &'static str, &'static str)>,
    /// What can be done with a member, in a few words.
    deeds: Vec<&'static str>,
    /// What can be said of two by a field.
    words: Vec<String>,
    /// The first family of each bundle of details.
    pub(super) bundles: Vec<usize>,
    pub(super) formats: Vec<&'static str>,
    /// Id, name, format, tokens, family, description.
    pub(super) agents: Vec<(String, String, usize, u32, Option<usize>, String)>,
    pub(super) families: Vec<FamilyRow>,
    pub(super) frame: Frame,
    /// Two families, how the nearest two of their agents are kin, and how alike those are.
    pub(super) neighbours: Vec<(usize, usize, usize, f64)>,
    collisions: Vec<CollisionRow>,
    overlaps: Vec<(usize, usize, String, usize, String)>,
    costs: Vec<CostRow>,
    /// Code, message, path, first and last line.
    findings: Vec<(usize, String, String, Option<[u32; 2]>)>,
    codes: Vec<CodeRow>,
    next: Vec<(String, String)>,
    pub(super) limits: Vec<String>,
    /// How the run stands to its baseline, where there is one.
    baseline: Option<BaselineRow>,
}

/// A family.
#[derive(Debug, Serialize)]
pub(super) struct FamilyRow {
    pub(super) id: String,
    pub(super) relation: Option<usize>,
    pub(super) members: Vec<usize>,
    pub(super) canonical: Option<usize>,
    pub(super) because: String,
    pub(super) medoid: Option<usize>,
    pub(super) cohesion: String,
    /// [`going`].
    pub(super) goes: u64,
    pub(super) lineages: Vec<(usize, Vec<usize>)>,
    /// Of each member what to do with it.
    pub(super) deeds: Vec<usize>,
    /// Of members by their place in the family what is to be said of that.
    pub(super) remarks: Vec<(usize, String)>,
    pub(super) place: Option<Place>,
    /// Member, the one that it hangs on, relation, similarity; members by their place in the family.
    pub(super) tree: Vec<(usize, usize, Option<usize>, String)>,
}

#[derive(Debug, Serialize)]
struct CollisionRow {
    name: String,
    agents: Vec<usize>,
    roles: Vec<&'static str>,
    relation: usize,
    told: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CostRow {
    format: &'static str,
    reader: &'static str,
    agents: u32,
    tokens: u64,
    budget: Option<u32>,
    does: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct CodeRow {
    id: &'static str,
    severity: &'static str,
    meaning: &'static str,
    cure: &'static str,
}

#[derive(Debug, Serialize)]
struct BaselineRow {
    known: usize,
    new: usize,
    stale: usize,
    /// The first new alerts: code, message, path.
    news: Vec<(&'static str, String, String)>,
    /// The first stale entries: relation or code, the first files, how many more there are.
    gone: Vec<(String, Vec<String>, usize)>,
}

impl Index {
    /// What every page knows: who made it, and the relations.
    pub(super) fn new(document: &'static str, corpus: &Corpus, members: impl Iterator<Item = AgentIx>) -> Self {
        let relation = |one: &Relation| (one.name(), advice::meaning(*one), advice::order(*one));
        let relations = Relation::ALL.iter().map(relation).collect();
        let deeds = Deed::ALL.iter().map(|deed| advice::verb(*deed)).collect();
        let version = env!("CARGO_PKG_VERSION");
        let mut index = Self { document, version, relations, deeds, words: words(), ..Self::default() };
        for member in members {
            index.seat(corpus.agent(member));
        }
        index
    }

    fn seat(&mut self, agent: &Agent) {
        let of = &agent.definition;
        let format = self.formats.iter().position(|known| *known == of.format.0).unwrap_or_else(|| {
            self.formats.push(of.format.0);
            self.formats.len() - 1
        });
        let description = clipped(&of.description, DESCRIPTION);
        self.agents.push((shown(&agent.id), shown(&of.name), format, of.tokens, None, description));
    }

    /// What it is of, in a line; not escaped.
    pub(super) fn subtitle(&self) -> String {
        match self.agents.len() {
            1 | 2 => self.agents.iter().map(|agent| agent.0.as_str()).collect::<Vec<_>>().join(" · "),
            many if self.paths.is_empty() => figures::count(many, "agent"),
            _ => self.paths.join(" "),
        }
    }

    /// The run in numbers, for readers without script.
    pub(super) fn figures(&self) -> Vec<(String, &'static str)> {
        let Some(summary) = &self.summary else { return Vec::new() };
        let count = |n: u32| figures::thousands(u64::from(n));
        vec![
            (count(summary.agents), "agents"),
            (count(summary.families), "families"),
            (count(summary.duplicates), "duplicates"),
            (
                figures::thousands(self.families.iter().map(|family| family.goes).sum()),
                "tokens that would go as advised",
            ),
            (figures::thousands(summary.tokens_saved), "tokens that could go if each family were one agent"),
        ]
    }
}

/// The page of a report.
pub(super) fn report(analysis: &Analysis, paths: &[String]) -> io::Result<(Index, Fitted)> {
    let (corpus, families) = (&analysis.corpus, &analysis.families.families);
    let dossiers = analysis.dossiers.as_deref().unwrap_or_default();
    let drawn = || {
        let trees: Vec<Vec<Branch>> = families.iter().map(|family| branches(analysis, family)).collect();
        let (places, frame) = map(corpus, families, &trees);
        (trees, places, frame)
    };
    let detailed = || dossiers.par_iter().map(|dossier| Detail::of(corpus, dossier)).collect();
    let ((trees, places, frame), details) = rayon::join(drawn, detailed);
    let mut index = Index::new("report", corpus, corpus.indexes());
    for (at, family) in families.iter().enumerate() {
        family.members.iter().for_each(|member| index.agents[member.get()].4 = Some(at));
    }
    index.paths = paths.iter().map(|path| shown(path)).collect();
    index.summary = Some(analysis.summary);
    index.staying = advice::staying(analysis);
    index.frame = frame;
    index.families = families
        .iter()
        .zip(places)
        .zip(&trees)
        .map(|((family, place), tree)| family_row(analysis, family, place, tree))
        .collect();
    index.neighbours = neighbours(analysis);
    index.collisions = analysis.collisions.iter().map(|collision| collision_row(corpus, collision)).collect();
    index.overlaps = analysis.routes.overlaps.iter().map(overlap_row).collect();
    index.costs = analysis.routes.costs.iter().map(cost_row).collect();
    list_findings(&mut index, &analysis.findings);
    index.next =
        next::steps(analysis, paths).into_iter().map(|step| (shown(&step.command), shown(&step.what))).collect();
    index.of_part = analysis.judged.is_some();
    index.limits = limits(analysis);
    index.baseline = analysis.alerts.against.map(|against| baseline_row(&analysis.alerts, against));
    finished(index, details)
}

/// The index with the details that fit beside it.
pub(super) fn finished(mut index: Index, details: Vec<Detail>) -> io::Result<(Index, Fitted)> {
    let details = fitted(details, PAGE.saturating_sub(packed(&index)?.len()), elsewhere(&index))?;
    index.limits.extend_from_slice(&details.limits);
    Ok((index, details))
}

fn baseline_row(alerts: &Alerts, against: Against) -> BaselineRow {
    let news = alerts.news().take(LISTED).map(|alert| {
        let finding = &alert.finding;
        (finding.code.id, shown(&finding.message), shown(&finding.path))
    });
    let gone = alerts.stale.iter().take(LISTED).map(|entry| {
        let files: Vec<String> = entry.about.iter().take(FILES).map(|file| shown(file)).collect();
        let more = entry.about.len() - files.len();
        (shown(&entry.rule), files, more)
    });
    let Against { known, new, stale } = against;
    BaselineRow { known, new, stale, news: news.collect(), gone: gone.collect() }
}

fn family_row(analysis: &Analysis, family: &Family, place: Place, tree: &[Branch]) -> FamilyRow {
    let places = |members: &[AgentIx]| members.iter().map(|member| member.get()).collect::<Vec<_>>();
    let branch = |branch: &Branch| {
        (branch.member, branch.parent, branch.relation.map(relation), figures::score(branch.similarity))
    };
    let kin = analysis.kinfolk(family);
    let deed = |member: &AgentIx| {
        let relation = kin.between(family.canonical, *member).map(|told| told.relation);
        let deed = advice::deed(analysis, family, *member, relation);
        Deed::ALL.iter().position(|known| *known == deed).unwrap_or_default()
    };
    let remark =
        |(at, member): (usize, &AgentIx)| advice::remark(analysis, family, *member).map(|told| (at, shown(&told)));
    FamilyRow {
        id: family.id.clone(),
        relation: Some(relation(family.relation)),
        members: places(&family.members),
        canonical: Some(family.canonical.get()),
        because: shown(&family.canonical_because),
        medoid: Some(family.medoid.get()),
        cohesion: figures::score(family.cohesion),
        goes: going(analysis, family),
        lineages: family.lineages.iter().map(|one| (relation(one.relation), places(&one.members))).collect(),
        deeds: family.members.iter().map(deed).collect(),
        remarks: family.members.iter().enumerate().filter_map(remark).collect(),
        place: Some(place),
        tree: tree.iter().map(branch).collect(),
    }
}

/// The families that a family is most kin to by any two of their agents.
fn neighbours(analysis: &Analysis) -> Vec<(usize, usize, usize, f64)> {
    let mut family_of = vec![None; analysis.corpus.len()];
    for (at, family) in analysis.families.families.iter().enumerate() {
        family.members.iter().for_each(|member| family_of[member.get()] = Some(at));
    }
    let mut nearest: BTreeMap<(usize, usize), (Score, Relation)> = BTreeMap::new();
    for told in analysis.comparisons.rows() {
        let (Some(x), Some(y)) = (family_of[told.pair.a().get()], family_of[told.pair.b().get()]) else { continue };
        if x != y {
            let best = nearest.entry((x.min(y), x.max(y))).or_insert((told.similarity, told.relation));
            *best = (*best).max((told.similarity, told.relation));
        }
    }
    let mut rows: Vec<_> = nearest.into_iter().collect();
    rows.sort_by(|x, y| y.1.0.cmp(&x.1.0).then(x.0.cmp(&y.0)));
    let mut named = vec![0; analysis.families.families.len()];
    rows.retain(|((x, y), _)| {
        let wanted = named[*x] < NEIGHBOURS || named[*y] < NEIGHBOURS;
        if wanted {
            named[*x] += 1;
            named[*y] += 1;
        }
        wanted
    });
    rows.into_iter().map(|((x, y), (alike, kin))| (x, y, relation(kin), alike.rounded())).collect()
}

fn collision_row(corpus: &Corpus, collision: &Collision) -> CollisionRow {
    CollisionRow {
        name: shown(&collision.name),
        agents: collision.agents.iter().map(|agent| agent.get()).collect(),
        roles: collision.agents.iter().map(|agent| shadowing::role(collision, *agent)).collect(),
        relation: relation(collision.relation),
        told: shadowing::told(corpus, collision).iter().map(|line| shown(line)).collect(),
    }
}

fn overlap_row(told: &RoutingOverlap) -> (usize, usize, String, usize, String) {
    let (a, b) = (told.pair.a().get(), told.pair.b().get());
    (a, b, figures::score(told.similarity), relation(told.relation), shown(&told.because))
}

fn cost_row(cost: &RoutingCost) -> CostRow {
    CostRow {
        format: cost.format.0,
        reader: cost.reader,
        agents: cost.agents,
        tokens: cost.tokens,
        budget: cost.budget.map(|budget| budget.tokens),
        does: cost.budget.map(|budget| budget.does),
    }
}

fn list_findings(index: &mut Index, findings: &[Finding]) {
    let mut codes: Vec<&'static FindingCode> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_by(|x, y| y.severity.cmp(&x.severity).then(x.id.cmp(y.id)));
    codes.dedup_by_key(|code| code.id);
    let place = |code: &FindingCode| codes.iter().position(|known| known.id == code.id).unwrap_or_default();
    let row = |finding: &Finding| {
        let lines = finding.lines.map(|lines| [lines.first, lines.last]);
        (place(finding.code), shown(&finding.message), shown(&finding.path), lines)
    };
    index.findings = findings.iter().map(row).collect();
    let code = |code: &&'static FindingCode| CodeRow {
        id: code.id,
        severity: names::severity(code.severity),
        meaning: code.meaning,
        cure: code.cure,
    };
    index.codes = codes.iter().map(code).collect();
}

/// What tells of a family that the page has no details of. Families of a part are numbered for themselves: `--family F1` would
/// take another one.
const fn elsewhere(index: &Index) -> &'static str {
    if index.of_part {
        "agentkin diff and agentkin merge of their members"
    } else {
        "agentkin diff --family ID and agentkin merge --family ID"
    }
}

/// Where the page holds less than there is, a sentence each.
fn limits(analysis: &Analysis) -> Vec<String> {
    let mut out: Vec<String> = judged::sentence(analysis).into_iter().collect();
    if analysis.dossiers.is_none() && !analysis.families.families.is_empty() {
        out.push("This page was made without the details of families.".to_owned());
    }
    out
}

//! Which agents overlap.

use rmcp::schemars::{self, JsonSchema};
use serde::{Deserialize, Serialize};

use super::{Answer, Least, figure, rows};
use crate::{
    mcp::{
        roots::Roots,
        said::{NOTICE, Page, Short, clipped, page, piece},
        shelf::{Refusal, Shelf},
    },
    model::{AgentIx, Analysis, Collision, Corpus, Family, Finding, Relation, RoutingOverlap, Severity, Summary},
    text::count::counted,
};

/// Rows in an answer: where nobody says how many, and at most.
const SHOWN: (usize, usize) = (20, 200);
/// Members of one row.
const MOST_MEMBERS: usize = 12;
/// Characters of an id among others.
const MOST_ID: usize = 240;

/// What to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::mcp) enum List {
    /// Agents that do one job.
    #[default]
    Families,
    /// Agents of one name, and which of them a harness takes.
    Collisions,
    /// Agents of different jobs whose descriptions are so alike that one request may reach either.
    Overlaps,
    /// What is wrong with files.
    Findings,
}

/// What part of the report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Asked {
    /// families, collisions, overlaps or findings. Default: families.
    list: Option<List>,
    /// Only rows with an agent or file in this folder (or this file): a path as answers give it, or from a folder served.
    under: Option<String>,
    /// Only families of this relation or closer. Default: variant, the widest that families have.
    at_least: Option<Least>,
    /// How many rows to list, 0 to 200. Default: 20.
    #[schemars(range(max = 200))]
    limit: Option<usize>,
    /// How many to skip. Default: 0.
    offset: Option<usize>,
}

/// The report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(in crate::mcp) struct Reported {
    /// What the texts below are.
    notice: &'static str,
    /// The agents in numbers.
    summary: Sums,
    /// Which list this is.
    list: List,
    /// Its rows.
    rows: Vec<Row>,
    /// Which of them are listed.
    page: Page,
}

/// The agents in numbers, whatever the list is narrowed to.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
struct Sums {
    files: u32,
    agents: u32,
    families: u32,
    /// Agents that could go: copies beyond the first of each.
    duplicates: u32,
    /// Tokens of all agents, estimated.
    tokens: u64,
    /// Tokens of all family members but the canonical ones.
    tokens_saved: u64,
    collisions: usize,
    overlaps: usize,
    findings: usize,
}

/// A row of the list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Row {
    /// A family's id (F1), a name, or a finding's code.
    key: String,
    /// How the agents are kin; for a finding how much it matters.
    grade: String,
    /// The agents or the file, the first of them.
    agents: Vec<String>,
    /// How many there are in all.
    agents_total: usize,
    /// The member suggested to keep, or the agent that a harness takes.
    keep: Option<String>,
    /// Why, or what there is to say.
    because: String,
    /// How alike, 0 to 1.
    similarity: Option<f64>,
}

/// Answers.
pub(in crate::mcp) fn answer(shelf: &mut Shelf, asked: &Asked) -> Result<Answer<Reported>, Refusal> {
    shelf.analysis(|shelf, analysis| {
        let list = asked.list.unwrap_or_default();
        let under = under(shelf.roots(), analysis, asked)?;
        let all = listed(analysis, list, asked, &under);
        let (offset, limit) = (asked.offset.unwrap_or(0), rows(asked.limit, SHOWN.0, SHOWN.1));
        let total = all.len();
        let made = all.into_iter().skip(offset).take(limit).map(|entry| entry.row(&analysis.corpus));
        let (rows, page) = page(made, offset, total);
        let told = Reported { notice: NOTICE, summary: sums(analysis), list, rows, page };
        let text = text(&told);
        Ok(Answer { structured: told, text })
    })?
}

/// Tells whether a path is wanted.
type Wanted<'w> = Box<dyn Fn(&str) -> bool + 'w>;

/// What rows are narrowed to.
fn under<'w>(roots: &'w Roots, analysis: &Analysis, asked: &Asked) -> Result<Wanted<'w>, Refusal> {
    let typed = asked.under.as_deref().map(str::trim).unwrap_or_default();
    if typed.is_empty() {
        return Ok(Box::new(|_| true));
    }
    let agents = analysis.corpus.agents().iter().map(|agent| agent.path.as_str());
    let files = analysis.findings.iter().map(|finding| finding.path.as_str()).filter(|path| !path.is_empty());
    let place = roots.under(&agents.chain(files).collect::<Vec<_>>(), typed)?;
    Ok(Box::new(move |path| roots.lies_in(path, &place)))
}

fn sums(analysis: &Analysis) -> Sums {
    let Summary { files, agents, families, duplicates, tokens, tokens_saved, .. } = analysis.summary;
    Sums {
        files,
        agents,
        families,
        duplicates,
        tokens,
        tokens_saved,
        collisions: analysis.collisions.len(),
        overlaps: analysis.routes.overlaps.len(),
        findings: analysis.findings.len(),
    }
}

/// Something that a row is made of.
enum Entry<'a> {
    Family(&'a Family),
    Collision(&'a Collision),
    Overlap(&'a RoutingOverlap),
    Finding(&'a Finding),
}

fn listed<'a>(analysis: &'a Analysis, list: List, asked: &Asked, wanted: &dyn Fn(&str) -> bool) -> Vec<Entry<'a>> {
    let corpus = &analysis.corpus;
    let any = |agents: &[AgentIx]| agents.iter().any(|ix| wanted(&corpus.agent(*ix).path));
    let least = asked.at_least.map_or(Relation::Variant, Relation::from);
    match list {
        List::Families => {
            let kept = analysis.families.families.iter().filter(|family| family.relation >= least);
            kept.filter(|family| any(&family.members)).map(Entry::Family).collect()
        }
        List::Collisions => analysis.collisions.iter().filter(|one| any(&one.agents)).map(Entry::Collision).collect(),
        List::Overlaps => {
            let overlaps = analysis.routes.overlaps.iter();
            overlaps.filter(|one| any(&[one.pair.a(), one.pair.b()])).map(Entry::Overlap).collect()
        }
        List::Findings => analysis.findings.iter().filter(|one| wanted(&one.path)).map(Entry::Finding).collect(),
    }
}

impl Entry<'_> {
    fn row(&self, corpus: &Corpus) -> Row {
        let id = |ix: AgentIx| clipped(&corpus.agent(ix).id, MOST_ID);
        let ids = |agents: &[AgentIx]| agents.iter().take(MOST_MEMBERS).map(|ix| id(*ix)).collect();
        match self {
            Entry::Family(family) => Row {
                key: family.id.clone(),
                grade: family.relation.to_string(),
                agents: ids(&family.members),
                agents_total: family.members.len(),
                keep: Some(id(family.canonical)),
                because: piece(&family.canonical_because),
                similarity: Some(figure(family.cohesion)),
            },
            Entry::Collision(one) => Row {
                key: clipped(&one.name, MOST_ID),
                grade: one.relation.to_string(),
                agents: ids(&one.agents),
                agents_total: one.agents.len(),
                keep: one.winner.map(id),
                because: piece(&one.rulings.iter().map(|r| r.because.as_str()).collect::<Vec<_>>().join("; ")),
                similarity: None,
            },
            Entry::Overlap(one) => Row {
                key: "overlap".to_owned(),
                grade: one.relation.to_string(),
                agents: ids(&[one.pair.a(), one.pair.b()]),
                agents_total: 2,
                keep: None,
                because: piece(&one.because),
                similarity: Some(figure(one.similarity)),
            },
            Entry::Finding(finding) => finding_row(finding),
        }
    }
}

/// A finding as a row. Of a link that was not followed nothing is said that would tell what lies at its end.
fn finding_row(finding: &Finding) -> Row {
    let is_link = matches!(finding.code.id, "link-leads-out" | "link-broken");
    let (key, because) = if is_link {
        ("link-not-followed", "the link leads nowhere inside of the served folders".to_owned())
    } else {
        (finding.code.id, piece(&finding.message))
    };
    let grade = match finding.code.severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    Row {
        key: key.to_owned(),
        grade: grade.to_owned(),
        agents: vec![clipped(&finding.path, MOST_ID)],
        agents_total: 1,
        keep: None,
        because,
        similarity: None,
    }
}

fn text(told: &Reported) -> String {
    let Sums { agents, families, duplicates, collisions, overlaps, findings, .. } = told.summary;
    let count = |n: u32, thing: &str| counted(n as usize, thing);
    let mut short = Short::default();
    short.line(&format!(
        "{}, {}, {} that could go, {}, {}, {}",
        count(agents, "agent"),
        count(families, "family"),
        count(duplicates, "copy"),
        counted(collisions, "name collision"),
        counted(overlaps, "routing overlap"),
        counted(findings, "finding")
    ));
    for row in &told.rows {
        let keep = row.keep.as_ref().map(|keep| format!("; keep {keep}")).unwrap_or_default();
        let (first, rest) = row.agents.split_at(row.agents.len().min(3));
        let more = row.agents_total - first.len().min(row.agents_total);
        let more = if rest.is_empty() && more == 0 { String::new() } else { format!(" and {more} more") };
        let because = if row.keep.is_none() { format!(": {}", row.because) } else { String::new() };
        short.line(&format!("{} {}: {}{more}{keep}{because}", row.key, row.grade, first.join(", ")));
    }
    if told.rows.is_empty() && told.page.total == 0 {
        short.line("none of what was asked for is there");
    }
    told.page.sentence().into_iter().for_each(|said| short.line(&said));
    short.done()
}

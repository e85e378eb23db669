//! What exists already that is like an agent, or like a text that is to become one.

use rmcp::schemars::{self, JsonSchema};
use serde::{Deserialize, Serialize};

use super::{Answer, Card, Least, figure, meaning, rows};
use crate::{
    mcp::{
        said::{NOTICE, Page, Short, page, piece},
        shelf::{Refusal, Shelf},
    },
    model::{AgentIx, Comparison, Corpus, Relation},
    pipeline::{self, Scales},
};

/// What the text is called while it is compared; no file can have this path.
const TEXT: &str = "<text>/.md";
/// Kin in an answer: where nobody says how many, and at most.
const SHOWN: (usize, usize) = (5, 50);
/// Reasons of each.
const REASONS: usize = 4;

/// Give exactly one of `text` and `path`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Asked {
    /// The agent you are about to write, as its whole file would be (front matter with name and description, then the prompt).
    /// A description of the job in a few sentences works too, less surely.
    text: Option<String>,
    /// An agent that exists: its id or file path inside of the served folders.
    path: Option<String>,
    /// How close kin must be to be listed. Default: related.
    at_least: Option<Least>,
    /// How many to list, 0 to 50. Default: 5.
    #[schemars(range(max = 50))]
    limit: Option<usize>,
    /// How many of the nearest to skip. Default: 0.
    offset: Option<usize>,
}

/// What to make of the nearest kin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::mcp) enum Verdict {
    /// An agent does this job already: use it or extend it, do not add another.
    Exists,
    /// Agents with neighbouring jobs exist: read them, and say in the new description how it differs.
    Neighbours,
    /// Nothing like it exists here.
    Nothing,
}

/// The nearest kin.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(in crate::mcp) struct Found {
    /// What the texts below are.
    notice: &'static str,
    /// What to make of it.
    verdict: Verdict,
    /// The same in a sentence.
    advice: String,
    /// Among how many agents was looked.
    searched: usize,
    /// The kin, best first.
    kin: Vec<Near>,
    /// Which of them are listed.
    page: Page,
}

/// One of the kin.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Near {
    #[serde(flatten)]
    agent: Card,
    /// identical, near-duplicate, variant or related.
    relation: &'static str,
    /// 0 to 1, for sorting.
    similarity: f64,
    /// How sure the relation is, 0 to 1.
    confidence: f64,
    /// The share of what you asked about that stands in it.
    yours_in_it: f64,
    /// The share of it that stands in what you asked about.
    its_in_yours: f64,
    /// Why they are kin.
    because: Vec<String>,
}

/// Answers.
pub(in crate::mcp) fn answer(shelf: &mut Shelf, asked: &Asked) -> Result<Answer<Found>, Refusal> {
    shelf.weighed(|shelf, corpus, scales| match (&asked.text, &asked.path) {
        (Some(text), None) if text.trim().is_empty() => {
            Err("\"text\" is empty: give the agent that you are about to write".to_owned())
        }
        (Some(text), None) => {
            let agent = pipeline::newcomer(text, TEXT).map_err(|error| no_agent(&error))?;
            let at = scales.admit(corpus, agent);
            let found = found(shelf, (corpus, scales), at, asked);
            scales.dismiss(corpus, at);
            Ok(found)
        }
        (None, Some(path)) => Ok(found(shelf, (corpus, scales), shelf.roots().agent(corpus, path)?, asked)),
        _ => Err("give exactly one of \"text\" and \"path\"".to_owned()),
    })?
}

/// Why the text cannot be one, without the path that it has meanwhile.
fn no_agent(error: &pipeline::Error) -> Refusal {
    match error {
        pipeline::Error::NamedFile(finding) => format!("\"text\" is no agent: {}", finding.message),
        other => format!("\"text\" is no agent: {other}"),
    }
}

fn found(shelf: &Shelf, (corpus, scales): (&Corpus, &Scales), agent: AgentIx, asked: &Asked) -> Answer<Found> {
    let least = asked.at_least.map_or(Relation::Related, Relation::from);
    let offset = asked.offset.unwrap_or(0);
    let limit = rows(asked.limit, SHOWN.0, SHOWN.1);
    let apart = pipeline::set_apart(corpus, shelf.decisions(), agent);
    let window = offset..offset.saturating_add(limit);
    let ranked = scales.ranked(corpus, agent, &pipeline::Wanted { least, window, apart });
    let near = ranked.kin.iter().map(|told| near(corpus, agent, told));
    // The verdict is on the closest of all, whichever of them are asked for.
    let (verdict, advice) = verdict(corpus, agent, ranked.closest.as_ref(), shelf);
    let (kin, page) = page(near, offset, ranked.of);
    let found = Found { notice: NOTICE, verdict, advice, searched: corpus.len() - 1, kin, page };
    let text = text(&found);
    Answer { structured: found, text }
}

fn near(corpus: &Corpus, agent: AgentIx, told: &Comparison) -> Near {
    let first = told.pair.a() == agent;
    let other = if first { told.pair.b() } else { told.pair.a() };
    let (mine, theirs) = (told.containment.a_in_b, told.containment.b_in_a);
    let (yours_in_it, its_in_yours) = if first { (mine, theirs) } else { (theirs, mine) };
    Near {
        agent: Card::of(corpus.agent(other)),
        relation: told.relation.name(),
        similarity: figure(told.similarity),
        confidence: figure(told.confidence),
        yours_in_it: figure(yours_in_it),
        its_in_yours: figure(its_in_yours),
        because: reasons(told),
    }
}

/// The reasons of the signals that say most.
fn reasons(told: &Comparison) -> Vec<String> {
    let mut signals: Vec<_> =
        told.signals.iter().filter(|signal| signal.score.is_some_and(|s| s.get() > 0.0)).collect();
    signals.sort_by_key(|signal| std::cmp::Reverse(signal.score));
    let said = signals.into_iter().filter_map(|signal| {
        let because = signal.because.as_deref()?;
        Some(piece(&format!("{} {:.2}: {because}", signal.name, signal.score?.get())))
    });
    said.take(REASONS).collect()
}

fn verdict(corpus: &Corpus, agent: AgentIx, closest: Option<&Comparison>, shelf: &Shelf) -> (Verdict, String) {
    let id = |told: &Comparison| {
        let other = if told.pair.a() == agent { told.pair.b() } else { told.pair.a() };
        piece(&corpus.agent(other).id)
    };
    match closest {
        Some(told) if told.relation >= Relation::Variant => {
            let (id, means) = (id(told), meaning(told.relation));
            (Verdict::Exists, format!("{id} does this job already ({}: {means}): use it or extend it", told.relation))
        }
        Some(told) if told.relation == Relation::Related => {
            let advice = format!("no agent does this job, {} is a neighbour: say how the new one differs", id(told));
            (Verdict::Neighbours, advice)
        }
        _ => (Verdict::Nothing, format!("nothing like it among the agents below {}", shelf.roots().named())),
    }
}

fn text(found: &Found) -> String {
    let mut short = Short::default();
    short.line(&found.advice);
    for near in &found.kin {
        short.line(&format!("{:.2} {} {} ({})", near.similarity, near.relation, near.agent.id, near.agent.name));
        near.because.iter().take(2).for_each(|reason| short.line(&format!("  {reason}")));
    }
    found.page.sentence().into_iter().for_each(|said| short.line(&said));
    short.done()
}

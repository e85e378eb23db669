//! What one agent made of several would be.

use std::collections::BTreeMap;

use rmcp::schemars::{self, JsonSchema};
use serde::{Deserialize, Serialize};

use super::{Answer, rows};
use crate::{
    mcp::{
        said::{NOTICE, Page, Short, clipped, lines, page, piece},
        shelf::{Refusal, Shelf},
    },
    model::{AgentIx, Analysis, Conflict, ConflictKind, Corpus, Fate, Proposal, Severity},
    pipeline::{self, Merging},
    report::stance,
    text::count::counted,
};

/// Lines of the text in an answer: where nobody says how many, and at most.
const SHOWN: (usize, usize) = (400, 2_000);
/// Agents that are merged in one preview, at most.
const MOST_MEMBERS: usize = 60;
/// Conflicts in an answer, and notes.
const MOST_CONFLICTS: usize = 12;
const MOST_NOTES: usize = 6;
/// Sides of a conflict, and characters of each.
const MOST_SIDES: usize = 4;
const MOST_SIDE: usize = 160;
/// Characters of a line.
const MOST_LINE: usize = 4_000;

/// Give exactly one of `agents` and `family`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Asked {
    /// Two agents or more: their ids or file paths inside of the served folders.
    agents: Option<Vec<String>>,
    /// A family of the report, by its id: F1, F2 ...
    family: Option<String>,
    /// The member whose order, voice and privileges are kept. Default: the one that holds most of the others.
    base: Option<String>,
    /// How many lines of the text to show, 0 to 2000. Default: 400.
    #[schemars(range(max = 2000))]
    limit: Option<usize>,
    /// How many lines of the text to skip. Default: 0.
    offset: Option<usize>,
}

/// The canonical agent, as a preview: nothing is written.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(in crate::mcp) struct Preview {
    /// What the texts below are.
    notice: &'static str,
    /// The agents that are merged.
    members: Vec<String>,
    /// The member whose order, voice and privileges are kept.
    base: String,
    /// Why that one.
    base_because: String,
    /// The format that the text is in.
    format: String,
    /// False where the merge does not hold: then the text is the base's alone, and the notes say why.
    holds: bool,
    /// Lines of the text.
    text: Vec<String>,
    /// Which lines these are.
    page: Page,
    /// What the members disagree on, the first of them.
    conflicts: Vec<Disagreement>,
    /// How many there are in all.
    conflicts_total: usize,
    /// Statements that were left out, by the reason: same-as, covered-by, conflict ...
    left_out: BTreeMap<String, usize>,
    /// What there was to say of the merge.
    notes: Vec<String>,
    /// The command that a person writes it with.
    to_write_it: String,
}

/// What members disagree on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Disagreement {
    /// field, instruction or privilege.
    kind: &'static str,
    /// What about.
    what: String,
    /// What each says, the first of them.
    sides: Vec<String>,
    /// What the text holds; null where neither was taken.
    chosen: Option<String>,
}

/// Answers.
pub(in crate::mcp) fn answer(shelf: &mut Shelf, asked: &Asked) -> Result<Answer<Preview>, Refusal> {
    match (&asked.agents, &asked.family) {
        (Some(ids), None) => shelf.corpus(|shelf, corpus| {
            let members = ids.iter().map(|id| shelf.roots().agent(corpus, id)).collect::<Result<Vec<_>, _>>()?;
            preview(shelf, corpus, members, asked)
        })?,
        (None, Some(id)) => shelf.analysis(|shelf, analysis| {
            let members = members(analysis, id)?;
            preview(shelf, &analysis.corpus, members, asked)
        })?,
        _ => Err("give exactly one of \"agents\" and \"family\"".to_owned()),
    }
}

fn members(analysis: &Analysis, id: &str) -> Result<Vec<AgentIx>, Refusal> {
    let families = &analysis.families.families;
    let family = families.iter().find(|family| family.id.eq_ignore_ascii_case(id));
    family.map(|family| family.members.clone()).ok_or_else(|| {
        let missing = pipeline::Error::NoFamily { id: id.to_owned(), families: families.len() };
        format!("{missing}; report lists them")
    })
}

fn preview(
    shelf: &Shelf,
    corpus: &Corpus,
    mut members: Vec<AgentIx>,
    asked: &Asked,
) -> Result<Answer<Preview>, Refusal> {
    members.sort_unstable();
    members.dedup();
    if members.len() < 2 {
        return Err("a merge takes two different agents or more".to_owned());
    }
    if members.len() > MOST_MEMBERS {
        return Err(format!("{} agents are too many for one preview: {MOST_MEMBERS} at most", members.len()));
    }
    let base = asked.base.as_deref().map(|id| shelf.roots().agent(corpus, id)).transpose()?;
    if base.is_some_and(|base| !members.contains(&base)) {
        return Err("\"base\" is not one of the agents to merge".to_owned());
    }
    let merging = Merging { members, base, options: shelf.settings().merge, ..Merging::default() };
    let proposal = pipeline::merge_as(corpus, &merging);
    let told = told(corpus, &proposal, asked);
    let text = text(&told);
    Ok(Answer { structured: told, text })
}

fn told(corpus: &Corpus, proposal: &Proposal, asked: &Asked) -> Preview {
    let (offset, limit) = (asked.offset.unwrap_or(0), rows(asked.limit, SHOWN.0, SHOWN.1));
    let all = lines(&proposal.text);
    let total = all.len();
    let shown = all.into_iter().skip(offset).take(limit).map(|line| match line.char_indices().nth(MOST_LINE) {
        None => line,
        Some((at, _)) => format!("{}… ({} more bytes)", &line[..at], line.len() - at),
    });
    let (text, page) = page(shown, offset, total);
    let id = |ix: &AgentIx| piece(&corpus.agent(*ix).id);
    let mut left_out = BTreeMap::new();
    for omission in &proposal.omitted {
        *left_out.entry(reason(omission.reason).to_owned()).or_insert(0) += 1;
    }
    let members: Vec<String> = proposal.members.iter().map(id).collect();
    let paths = proposal.members.iter().map(|ix| corpus.agent(*ix).id.as_str()).collect::<Vec<_>>().join(" ");
    Preview {
        notice: NOTICE,
        base: id(&proposal.base),
        base_because: piece(&proposal.base_because),
        format: proposal.format.to_string(),
        holds: proposal.notes.iter().all(|note| note.code.severity != Severity::Error),
        text,
        page,
        conflicts: proposal.conflicts.iter().take(MOST_CONFLICTS).map(|one| disagreement(corpus, one)).collect(),
        conflicts_total: proposal.conflicts.len(),
        left_out,
        notes: proposal.notes.iter().take(MOST_NOTES).map(|note| clipped(&note.message, MOST_SIDE)).collect(),
        to_write_it: piece(&format!("agentkin merge {paths} > merged.md")),
        members,
    }
}

fn disagreement(corpus: &Corpus, conflict: &Conflict) -> Disagreement {
    let side = |side: &crate::model::Side| {
        let said = clipped(&stance(corpus.definition(side.agent), &conflict.what, &side.value), MOST_SIDE);
        format!("{}: {said}", clipped(&corpus.agent(side.agent).id, MOST_SIDE))
    };
    Disagreement {
        kind: match conflict.kind {
            ConflictKind::Field => "field",
            ConflictKind::Instruction => "instruction",
            ConflictKind::Privilege => "privilege",
        },
        what: clipped(&conflict.what, MOST_SIDE),
        sides: conflict.sides.iter().take(MOST_SIDES).map(side).collect(),
        chosen: conflict.chosen.as_ref().map(|value| clipped(&value.told(), MOST_SIDE)),
    }
}

const fn reason(fate: Fate) -> &'static str {
    match fate {
        Fate::SameAs => "same-as",
        Fate::CoveredBy => "covered-by",
        Fate::TranslationOf => "translation-of",
        Fate::BelowSupport => "below-support",
        Fate::Superseded => "superseded",
        Fate::Conflict => "conflict",
    }
}

fn text(told: &Preview) -> String {
    let mut short = Short::default();
    let holds = if told.holds { "" } else { "; the merge does not hold, so this is the base alone" };
    short.line(&format!("{}, base {} ({}){holds}", counted(told.members.len(), "agent"), told.base, told.base_because));
    let left_out: usize = told.left_out.values().sum();
    short.line(&format!(
        "{}, {} left out as said already",
        counted(told.conflicts_total, "conflict"),
        counted(left_out, "statement")
    ));
    for conflict in &told.conflicts {
        short.line(&format!("  {} {}: {}", conflict.kind, conflict.what, conflict.sides.join(" | ")));
    }
    short.line(&format!(
        "lines {} to {} of {} of the merged text (data):",
        told.page.offset + 1,
        told.page.offset + told.page.shown,
        told.page.total
    ));
    told.text.iter().for_each(|line| short.line(&line.replace('\t', "    ")));
    told.page.sentence().into_iter().for_each(|said| short.line(&said));
    short.done()
}

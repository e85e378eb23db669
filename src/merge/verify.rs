//! Distrusts the merge: what was written must be read again as what was settled.

use rustc_hash::FxHashMap;

use super::{
    Rewritten,
    conditions::{self, Case},
    denial::{denies, led_under_ban, stands_under_ban},
    fields::{means_the_same, written},
    headings,
    saying::Class,
};
use crate::{
    model::{
        AgentIx, Corpus, Definition, Field, FindingCode, Note, OmittedTools, Profile, Proposal, SectionIx, Severity,
        SourceLine, Statement, StatementKind, ToolStyle, Value, is_canonical_tool, is_of_one_power,
    },
    text::{secrets::masked, words::key},
};

/// The text gives back other statements than it was made of.
pub(super) const ROUND_TRIP: FindingCode = FindingCode {
    id: "merge-round-trip",
    severity: Severity::Error,
    meaning: "The canonical, read again, does not hold the statements that were settled, so it was not proposed: the base \
              stands alone instead. What the others say beside it is among the conflicts and what was left out.",
    cure: "Merge fewer members at once to find the one whose text cannot be carried over, and report it as a bug.",
};

/// The front matter that was written is not strict.
pub(super) const FRONT_MATTER: FindingCode = FindingCode {
    id: "merge-front-matter",
    severity: Severity::Error,
    meaning: "The canonical's front matter is not strict YAML when it is read again, so it was not proposed.",
    cure: "Mend the base's front matter, or choose another base, and merge again.",
};

/// The canonical has a fault that no member has.
pub(super) const NEW_FINDING: FindingCode = FindingCode {
    id: "merge-new-finding",
    severity: Severity::Error,
    meaning: "The canonical, read again, has a finding that none of its members has, so it was not proposed.",
    cure: "Look at the finding named in the message in the members; choose another base, or report it as a bug.",
};

/// A file in another format says something else than the agent.
pub(super) const WRITTEN_OTHERWISE: FindingCode = FindingCode {
    id: "written-otherwise",
    severity: Severity::Error,
    meaning: "The file that was written in another format, read again, is not the agent that was settled: its name or \
              description differs, or it may use a tool that the agent may not. It was not written.",
    cure: "Write the agent in its own format, and report this as a bug.",
};

/// What does not hold of the file that the agent was written to, now that it was read again.
pub(super) fn doubts_on_file(rewritten: &Rewritten<'_>) -> Vec<Note> {
    let Rewritten { agent, back, name, .. } = *rewritten;
    let mut out = Vec::new();
    let keys = |definition: &Definition| definition.statements.iter().map(|s| s.key).collect::<Vec<_>>();
    let (settled, read) = (keys(agent), keys(back));
    if settled != read {
        let same = settled.iter().zip(&read).take_while(|(a, b)| a == b).count();
        let said = |of: &Definition| of.statements.get(same).map_or(String::new(), |s| short(s.span.of(&of.text)));
        let message = format!("settled on {:?}, read again as {:?}", said(agent), said(back));
        out.push(Note::new(&ROUND_TRIP, message));
    }
    if !back.front_is_strict {
        out.push(Note::new(&FRONT_MATTER, "the fields are not strict when they are read again"));
    }
    let told = |what: &str| Note::new(&WRITTEN_OTHERWISE, what.to_owned());
    if back.format != rewritten.to.name {
        out.push(told(&format!("it is read again as a file of the format {}", back.format)));
    }
    if back.name != name {
        out.push(told(&format!("it is called {:?} when it is read again, not {name:?}", back.name)));
    }
    // Where the agent has no description, a harness that insists on one gets the agent's own words for it.
    let held = rewritten.to.key("description").is_some() && !agent.description.is_empty();
    if held && key(&back.description) != key(&agent.description) {
        out.push(told("the description is another one when it is read again"));
    }
    if gains(rewritten) {
        out.push(told("it may use tools that the agent may not"));
    }
    // In its own format a file holds what was settled; in another one fields are spelled in its way.
    if rewritten.from.name == rewritten.to.name && out.is_empty() {
        let own = agent.fields.iter().filter(|field| !field.key.is_empty());
        out.extend(fields(&own.map(|field| (field.key.clone(), written(field))).collect::<Vec<_>>(), back));
    }
    out
}

/// Whether the file grants a tool of a power that the agent has none of, or lists none where that means all.
fn gains(rewritten: &Rewritten<'_>) -> bool {
    let Some(had) = tools(rewritten.agent, rewritten.from) else { return false };
    let Some(has) = tools(rewritten.back, rewritten.to) else { return can_list(rewritten.to) };
    let granted = |tool: &String| had.iter().any(|own| own == "*" || is_of_one_power(own, tool));
    // A tool that agentkin has no name for is spelled otherwise by each harness: only what is known can be told to be new.
    !has.iter().filter(|tool| is_canonical_tool(tool)).all(granted)
}

/// The tools that a definition grants; none where it grants what the session has.
fn tools(definition: &Definition, profile: &Profile) -> Option<Vec<String>> {
    match definition.field("tools").map(|field| &field.value) {
        Some(Value::List(tools)) if tools.iter().any(|tool| tool.as_text() == Some("*")) => None,
        Some(Value::List(tools)) => Some(tools.iter().map(Value::plain).collect()),
        _ if profile.omitted_tools == OmittedTools::Nothing => Some(Vec::new()),
        _ => None,
    }
}

/// Whether a file of the format can say which tools are granted: else that it cannot is told where it is written.
fn can_list(profile: &Profile) -> bool {
    let style = profile.written.map_or(ToolStyle::Nowhere, |written| written.tools);
    !matches!(style, ToolStyle::Nowhere | ToolStyle::Sandbox(..) | ToolStyle::ReadOnly(_))
}

/// What does not hold of `proposal` now that its text was read again as `back`.
pub(super) fn doubts(proposal: &Proposal, corpus: &Corpus, back: &Definition) -> Vec<Note> {
    if proposal.untouched {
        return Vec::new();
    }
    let mut out = Vec::new();
    out.extend(statements(proposal, corpus, back));
    out.extend(fields(&settled_fields(proposal, corpus), back));
    if back.front.is_some() && !back.front_is_strict {
        out.push(Note::new(&FRONT_MATTER, "the front matter is not strict YAML when it is read again"));
    }
    let had = |code: &str| {
        proposal.members.iter().any(|member| corpus.definition(*member).notes.iter().any(|note| note.code.id == code))
    };
    let new = back.notes.iter().filter(|note| !had(note.code.id));
    out.extend(new.map(|note| Note::new(&NEW_FINDING, format!("`{}`: {}", note.code.id, note.message))));
    out
}

/// The fields that the canonical is to have, by key, as they are written: the base's, but for what was settled otherwise.
fn settled_fields(proposal: &Proposal, corpus: &Corpus) -> Vec<(String, Value)> {
    let base = corpus.definition(proposal.base);
    let is_amended = |key: &str| proposal.amended.iter().any(|amendment| amendment.key == key);
    let own = base.fields.iter().filter(|field| !is_amended(&field.key));
    let own = own.map(|field| (field.key.clone(), written(field)));
    let amended =
        proposal.amended.iter().filter_map(|amendment| Some((amendment.key.clone(), amendment.value.clone()?)));
    own.chain(amended).filter(|(key, _)| !key.is_empty()).collect()
}

/// The first field that is read otherwise than it was settled, or that nobody settled.
fn fields(settled: &[(String, Value)], back: &Definition) -> Option<Note> {
    let read = |key: &str| back.fields.iter().find(|field| field.key == key).map(written);
    let told =
        |value: Option<&Value>| value.map_or("nothing".to_owned(), |value| format!("{:?}", short(&value.told())));
    let otherwise = |(key, value): &&(String, Value)| read(key).is_none_or(|read| !means_the_same(&read, value));
    if let Some((key, value)) = settled.iter().find(otherwise) {
        let message =
            format!("field `{key}`: settled on {}, read again as {}", told(Some(value)), told(read(key).as_ref()));
        return Some(Note::new(&ROUND_TRIP, message));
    }
    let is_news = |field: &&Field| !field.key.is_empty() && settled.iter().all(|(key, _)| *key != field.key);
    let news = back.fields.iter().find(is_news)?;
    Some(Note::new(
        &ROUND_TRIP,
        format!("field `{}`: nobody settled it, read again as {}", news.key, told(Some(&written(news)))),
    ))
}

/// The statement that the others add nearest to where the text is read otherwise; where it is not, all whose sense is another
/// one there.
pub(super) fn misfits(proposal: &Proposal, corpus: &Corpus, back: &Definition) -> Vec<SourceLine> {
    let first = |nth: &usize| proposal.statements[*nth].sources.first().copied();
    let Some(at) = parting(proposal, corpus, back) else {
        return turned(proposal, corpus, back).iter().filter_map(first).collect();
    };
    let added = |nth: &usize| first(nth).is_some_and(|source| source.agent != proposal.base);
    let nearest = (0..proposal.statements.len()).filter(added).min_by_key(|nth| (nth.abs_diff(at), *nth));
    // Where many versions bring one line, what cannot be put in once cannot be put in again.
    let told = |nth: usize| first(&nth).map(|source| told(corpus.definition(source.agent).statement(source.statement)));
    let alike = nearest.map(|nearest| (0..proposal.statements.len()).filter(move |nth| told(*nth) == told(nearest)));
    alike.into_iter().flatten().filter(added).filter_map(|nth| first(&nth)).collect()
}

/// The first statement that is read otherwise than it was settled: in other words, or as code or a row where it was none.
fn parting(proposal: &Proposal, corpus: &Corpus, back: &Definition) -> Option<usize> {
    let settled = |at: usize| {
        let first = proposal.statements[at].sources.first()?;
        Some(told(corpus.definition(first.agent).statement(first.statement)))
    };
    let differs = |at: &usize| settled(*at) != back.statements.get(*at).map(told);
    let at = (0..proposal.statements.len()).find(differs);
    let more = || (back.statements.len() > proposal.statements.len()).then_some(proposal.statements.len());
    at.or_else(more)
}

/// What must be read again of a statement.
fn told(statement: &Statement) -> (u64, Class) {
    (statement.key, Class::of(statement.kind))
}

/// What the words over a statement make of it: not to be done, or the condition of something.
#[derive(Debug, Clone, Copy)]
struct Sense {
    forbidden: bool,
    case: Case,
}

impl Sense {
    fn fits(self, other: Self) -> bool {
        self.forbidden == other.forbidden && self.case.fits(other.case)
    }
}

/// That of each statement of an agent.
fn senses(definition: &Definition) -> Vec<Sense> {
    let (led, cases) = (led_under_ban(definition), conditions::of_statements(definition));
    let sections = (0..definition.sections.len()).map(SectionIx::new);
    let banned: Vec<bool> = sections.map(|section| stands_under_ban(definition, section)).collect();
    let of = |(at, statement): (usize, &Statement)| {
        let item = matches!(statement.kind, StatementKind::Bullet | StatementKind::Step) || statement.parent.is_some();
        // What stands behind a list is not what the list's lead-in speaks of.
        if headings::held(definition.section(statement.section).marker) && !item {
            return Sense { forbidden: false, case: Case::May };
        }
        Sense { forbidden: banned[statement.section.get()] || led[at], case: cases[at] }
    };
    definition.statements.iter().enumerate().map(of).collect()
}

/// The statements that the others add whose words stand under others than at home in any of them: what is forbidden would be
/// asked for, what is to be done forbidden, a step a condition.
fn turned(proposal: &Proposal, corpus: &Corpus, back: &Definition) -> Vec<usize> {
    let mut known: FxHashMap<AgentIx, Vec<Sense>> = FxHashMap::default();
    let read = senses(back);
    let mut is_turned = |at: &usize| {
        let said = &proposal.statements[*at];
        let (Some(read), Some(first)) = (read.get(*at), said.sources.first()) else { return false };
        let prose = Class::of(back.statements[*at].kind) == Class::Prose;
        if first.agent == proposal.base || !prose || denies(&said.text) {
            return false;
        }
        !said.sources.iter().any(|source| {
            let own = known.entry(source.agent).or_insert_with(|| senses(corpus.definition(source.agent)));
            own[source.statement.get()].fits(*read)
        })
    };
    (0..proposal.statements.len()).filter(|at| is_turned(at)).collect()
}

fn sense(proposal: &Proposal, corpus: &Corpus, back: &Definition) -> Option<Note> {
    let said = &proposal.statements[*turned(proposal, corpus, back).first()?];
    let message = format!("line {}: {:?} stands under words that give it another sense", said.line, short(&said.text));
    Some(Note::new(&ROUND_TRIP, message))
}

fn statements(proposal: &Proposal, corpus: &Corpus, back: &Definition) -> Option<Note> {
    let Some(at) = parting(proposal, corpus, back) else { return sense(proposal, corpus, back) };
    let settled = proposal.statements.get(at).map_or("nothing", |s| s.text.as_str());
    let read = back.statements.get(at).map_or("nothing", |s| s.span.of(&back.text));
    let line = proposal.statements.get(at).map_or(0, |s| s.line);
    let message = format!("line {line}: settled on {:?}, read again as {:?}", short(settled), short(read));
    Some(Note::new(&ROUND_TRIP, message))
}

fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    // A secret that is cut is not known for one any more.
    masked(text).chars().take(SHOWN).collect()
}

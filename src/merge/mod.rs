//! From a family to the proposal of one canonical agent, each line with its provenance. Pure.
//!
//! The members' statements are *settled* (who says the same, covers or contradicts whom), what the others say of their own
//! is *placed* in the base, the *sheet* is written, and each of its lines is *traced* to the members.

mod ancestry;
mod arrangement;
mod beside;
mod chapters;
mod chunk;
mod clashes;
mod code;
mod conditions;
mod counterparts;
mod data_lines;
mod decide;
mod denial;
mod descriptions;
mod fields;
mod files;
mod force;
mod front;
mod ground;
mod headings;
mod heads;
mod index;
mod inherited;
mod inline;
mod labels;
mod ledger;
mod meetings;
mod members;
mod mention;
mod namesakes;
mod narrow;
mod newcomers;
mod orphans;
mod over;
mod persona;
mod phrase;
mod piecewise;
mod place;
mod pointers;
mod powers;
mod relate;
mod renumber;
mod repeats;
mod rows;
mod rules;
#[cfg(test)]
mod sample;
mod saying;
mod scope;
mod servers;
mod sets;
mod settle;
mod sheet;
mod steps;
mod style;
mod titles;
mod tongues;
mod trace;
mod verdict;
mod verify;
mod workflow;

use crate::model::{
    Agent, AgentDiff, AgentIx, Choice, Corpus, Definition, FindingCode, Ledger, Note, Profile, Proposal, SourceLine,
    StatementIx,
};

pub use ancestry::{Ancestor, parent};
use decide::Rulings;
use fields::{Fields, Support};
use ground::Ground;
use members::Member;
use pointers::Ways;
use relate::Relation;
use settle::Terms;
use sheet::{Line, Origin};
pub use titles::LEAD;
use trace::Trace;

/// How to merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Keep what at least this many members say; 1 keeps everything. More than there are members counts as all of them.
    pub min_support: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_support: 1 }
    }
}

/// What is to be merged.
#[derive(Debug)]
pub struct Request<'r> {
    /// Where the members live.
    pub corpus: &'r Corpus,
    /// The member whose order and voice are kept.
    pub base: AgentIx,
    /// Why that one.
    pub base_because: String,
    /// The base's format.
    pub profile: &'r Profile,
    /// Every other member with how it differs from the base (A is the base), in any order.
    pub others: Vec<(AgentIx, AgentDiff)>,
    /// How to merge.
    pub options: Options,
    /// Statements of the others that an earlier try could not put in so that they are read as they are meant: they are left
    /// out, and shown as conflicts.
    pub aside: Vec<SourceLine>,
    /// What all members come from, where that is known: what one of them changed or deleted was done on purpose.
    pub ancestor: Option<Ancestor<'r>>,
    /// What was decided about conflicts.
    pub decisions: Vec<Choice>,
    /// When the files of members were last committed, in seconds since 1970, as far as git knows.
    pub committed: Vec<(AgentIx, i64)>,
    /// Members that say what the base says in another language: what they say is left out, so that the canonical speaks one.
    pub translations: Vec<AgentIx>,
}

impl<'r> Request<'r> {
    /// A plain request: no ancestor, no times, no translations, nothing decided, nothing set aside.
    #[must_use]
    pub fn new(corpus: &'r Corpus, base: AgentIx, profile: &'r Profile, others: Vec<(AgentIx, AgentDiff)>) -> Self {
        Self {
            corpus,
            base,
            base_because: String::new(),
            profile,
            others,
            options: Options::default(),
            aside: Vec::new(),
            ancestor: None,
            decisions: Vec::new(),
            committed: Vec::new(),
            translations: Vec::new(),
        }
    }
}

/// The canonical that the members make. The order of the members makes no difference; members that say the same as another
/// add to the support alone.
#[must_use]
pub fn propose(request: &Request<'_>) -> Proposal {
    let everybody = members::everybody(request);
    let members = members::distinct(request);
    let relations = Relation::of_all(&members);
    let mut settled = settle::settle(&members, &relations, &terms(request));
    let rulings = Rulings { members: &members, decisions: &request.decisions };
    let fields = settle_fields(&members, &everybody, request);
    let ground = Ground::new(members[0].definition);
    let mut lines = loop {
        let chunks = place::place(&ground, &members, &relations, &settled);
        if orphans::drop_placed(&mut settled, rulings, &chunks) {
            continue;
        }
        let lines = sheet::lines(&ground, &members, &settled, chunks);
        let told_anew = Ways { members: &members, relations: &relations, settled: &settled, lines: &lines }.told_anew();
        if told_anew.is_empty() {
            break lines;
        }
        settled.stand_for(told_anew);
    };
    let ancestor = request.ancestor.as_ref().map(|ancestor| ancestor.definition);
    titles::retitle(&members, &relations, (ancestor, &request.decisions), &mut lines);
    if members.len() > 1 {
        put_front(&ground, &fields, &mut lines);
    }
    let unsaid = titles::unsaid(&members, &relations, &lines);
    let titles = sheet::turned_to_titles(&lines, &settled);
    let trace = Trace::new(request.corpus, &members, &settled, &lines);
    let stale = Ways { members: &members, relations: &relations, settled: &settled, lines: &lines }.note();
    let namesakes = namesakes::notes(&members, &settled, &lines);
    let amended = if members.len() > 1 { front::amended(ground.definition, &fields) } else { Vec::new() };
    let untouched = sheet::is_base(&lines, &ground) && amended.is_empty();
    let inherited = ancestry::changed(&fields.inherited);
    // With an ancestor the order is that of the member which moved something.
    let order = if request.ancestor.is_none() { trace.turned_round() } else { Vec::new() };
    let conflicts = fields.conflicts.into_iter().chain(trace.contradictions()).chain(unsaid).chain(order).collect();
    Proposal {
        base: request.base,
        base_because: request.base_because.clone(),
        members: everybody,
        format: request.profile.name,
        file: None,
        text: text(request.corpus.agent(request.base), &lines, untouched.then_some(ground.definition)),
        untouched,
        amended,
        statements: trace.statements(&titles),
        conflicts,
        omitted: trace.omitted(),
        notes: lineage(request).chain(inherited).chain(stale).chain(namesakes).collect(),
    }
}

/// What became of every line of every member of a proposal.
#[must_use]
pub fn ledger(proposal: &Proposal, corpus: &Corpus) -> Ledger {
    ledger::of(proposal, corpus)
}

/// Holds a proposal against its own text, loaded and normalized again: what does not hold, as notes.
#[must_use]
pub fn verify(proposal: &Proposal, corpus: &Corpus, back: &Definition) -> Vec<Note> {
    verify::doubts(proposal, corpus, back)
}

/// The statements to set aside in a further try where a proposal does not hold: of what the others add, the nearest to where its
/// text, loaded and normalized again as `back`, goes another way; where it goes none, all that stand under words that give them
/// another sense than they have at home. Empty where all of it is the base's.
#[must_use]
pub fn misfits(proposal: &Proposal, corpus: &Corpus, back: &Definition) -> Vec<SourceLine> {
    verify::misfits(proposal, corpus, back)
}

/// Every statement of the members of a request but the base.
#[must_use]
pub fn of_others(request: &Request<'_>) -> Vec<SourceLine> {
    let members = members::distinct(request);
    let all = members.iter().skip(1).flat_map(|member| {
        let statements = member.definition.statements.iter().enumerate();
        statements.map(|(at, said)| SourceLine {
            agent: member.agent,
            statement: StatementIx::new(at),
            line: said.line,
        })
    });
    all.collect()
}

/// A settled agent, and the file that it was written to.
#[derive(Debug, Clone, Copy)]
pub struct Rewritten<'r> {
    /// The agent.
    pub agent: &'r Definition,
    /// Its format.
    pub from: &'r Profile,
    /// The file, loaded and normalized again.
    pub back: &'r Definition,
    /// The format that it was written in.
    pub to: &'r Profile,
    /// What the agent is called there.
    pub name: &'r str,
}

/// Holds the file that a settled agent was written to against the agent: what does not hold, as notes. The file must say
/// the same, under the name that it was given, and grant no more.
#[must_use]
pub fn verify_written(rewritten: &Rewritten<'_>) -> Vec<Note> {
    verify::doubts_on_file(rewritten)
}

/// Rules that choose words only where the times of their files do not tell.
pub const AFTER_NEWEST: &[&str] = rules::AFTER_NEWEST;

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[
    &ancestry::THREE_WAY,
    &namesakes::NAMES_MEMBER,
    &namesakes::OTHER_KIND,
    &pointers::STALE_NUMBER,
    &verify::ROUND_TRIP,
    &verify::FRONT_MATTER,
    &verify::NEW_FINDING,
    &verify::WRITTEN_OTHERWISE,
];

fn terms<'r>(request: &'r Request<'_>) -> Terms<'r> {
    Terms {
        min_support: request.options.min_support,
        aside: &request.aside,
        ancestor: request.ancestor.as_ref(),
        decisions: &request.decisions,
    }
}

/// What to say of where the members come from.
fn lineage<'r>(request: &'r Request<'_>) -> impl Iterator<Item = Note> + 'r {
    let told = |of: &'r Ancestor<'_>| std::iter::once(of.note()).chain(of.passed_over(request.corpus, request.base));
    request.ancestor.iter().flat_map(told)
}

fn settle_fields(members: &[Member<'_>], everybody: &[AgentIx], request: &Request<'_>) -> Fields {
    let support = Support((request.options.min_support as usize).min(everybody.len()));
    let ancestor = request.ancestor.as_ref().map(|ancestor| ancestor.definition);
    fields::settle(
        members,
        everybody,
        &fields::Terms { profile: request.profile, support, ancestor, decisions: &request.decisions },
    )
}

/// Puts the front matter in place of the base's, where it cannot stay as it is.
fn put_front(ground: &Ground<'_>, fields: &Fields, lines: &mut Vec<Line>) {
    let Some(end) = ground.before_body() else { return };
    if let Some(front) = front::lines(ground.definition, fields) {
        let line = |text| Line { text, origin: Origin::Added, ..Line::default() };
        let end = end.min(lines.len().saturating_sub(1));
        // What stands behind the closing dashes on their line is the prompt's.
        let glued = ground.glued_to_front().map(|rest| Line { text: rest.to_owned(), ..lines[end].clone() });
        lines.splice(..=end, front.into_iter().map(line).chain(glued));
    }
}

/// The file, whole: the base's own bytes where nothing of them changed, else with the base's line ends.
fn text(base: &Agent, lines: &[Line], untouched: Option<&Definition>) -> String {
    // Where one file holds several agents, its bytes are not this agent's alone.
    let own = base.id == base.path;
    if let Some(definition) = untouched {
        let bytes = Some(&base.bytes).filter(|bytes| own && !bytes.is_empty());
        let decoded = bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
        return decoded.unwrap_or_else(|| definition.text.clone());
    }
    let end = if has_crlf(&base.bytes) { "\r\n" } else { "\n" };
    let mut out = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(end);
    if base.definition.text.ends_with('\n') {
        out.push_str(end);
    }
    out
}

/// Whether most lines end in a carriage return and a line feed.
fn has_crlf(bytes: &[u8]) -> bool {
    let ends = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"));
    let (mut all, mut pairs) = (0_usize, 0_usize);
    for line in ends {
        all += 1;
        pairs += usize::from(line.ends_with(b"\r\n"));
    }
    2 * pairs > all
}

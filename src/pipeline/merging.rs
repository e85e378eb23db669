//! A family becomes one agent: what is known of its members beside their words is gathered, and the text that is proposed is
//! distrusted.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{
    Error,
    seat::read_again,
    writing::{in_format, is_file, settled},
};
use crate::{
    cluster, compare, load, merge,
    model::{
        AgentDiff, AgentIx, Choice, Conflict, ConflictKind, Corpus, Definition, Field, FindingCode, Ledger, Note,
        Omission, Profile, Proposal, Severity, SourceLine, StatementKind, Value,
    },
    text::{
        language::{Language, spoken},
        secrets::masked,
    },
};

/// Privileges that slept where the base lies.
pub(super) const DORMANT_PRIVILEGE: FindingCode = FindingCode {
    id: "dormant-privilege",
    severity: Severity::Warning,
    meaning: "The base lies in a plugin, whose agents the harness denies these fields: there they do nothing. Where the \
              canonical is put into a project or a home, they come alive.",
    cure: "Take the fields out, or keep the canonical in the plugin, unless that is what you want.",
};

/// Members that speak different languages.
pub(super) const MIXED_LANGUAGES: FindingCode = FindingCode {
    id: "merge-mixed-languages",
    severity: Severity::Info,
    meaning: "Some members speak another language than the base. What they say in it is left out, so that the canonical speaks \
              one language: as a translation where a line of the canonical plainly stands for it, else as a conflict that \
              names it, prohibitions one by one.",
    cure: "Merge the members of each language for themselves, or translate what the conflicts name.",
};

/// What to merge, and how.
#[derive(Debug, Clone, Default)]
pub struct Merging {
    /// The members.
    pub members: Vec<AgentIx>,
    /// The member whose order and voice are kept; by default the one that holds most of what the others say.
    pub base: Option<AgentIx>,
    /// What all of them come from.
    pub ancestor: Option<KnownAncestor>,
    /// What was decided about conflicts.
    pub decisions: Vec<Choice>,
    /// How to merge.
    pub options: merge::Options,
}

/// What all members come from.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownAncestor {
    definition: Definition,
    /// Which one it is, in a clause.
    told: String,
}

impl KnownAncestor {
    /// With how each of `members` differs from it.
    fn of(&self, corpus: &Corpus, members: &[AgentIx]) -> merge::Ancestor<'_> {
        let edits = |member: &AgentIx| (*member, compare::diff(&self.definition, corpus.definition(*member)));
        merge::Ancestor {
            definition: &self.definition,
            told: self.told.clone(),
            edits: members.par_iter().map(edits).collect(),
        }
    }
}

/// Where to look for what all members come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AncestorFrom {
    /// It is this agent.
    Agent(AgentIx),
    /// The newest version that all of them had in git.
    Git,
    /// The member that plainly is the others' parent.
    Member,
    /// In git, else among the members.
    Either,
}

/// Looks for what all of `members` come from.
///
/// # Errors
/// It is not to be found there.
pub fn ancestor(corpus: &Corpus, members: &[AgentIx], from: AncestorFrom) -> Result<KnownAncestor, Error> {
    let known = |agent: AgentIx, what: &str| KnownAncestor {
        definition: corpus.definition(agent).clone(),
        told: format!("{what}{}", corpus.agent(agent).id),
    };
    let among = || merge::parent(corpus, members).map(|agent| known(agent, "the member that the others come from, "));
    let found = match from {
        AncestorFrom::Agent(agent) => Some(known(agent, "")),
        AncestorFrom::Git => in_git(corpus, members),
        AncestorFrom::Member => among(),
        AncestorFrom::Either => in_git(corpus, members).or_else(among),
    };
    found.ok_or(Error::NoAncestor {
        place: match from {
            AncestorFrom::Git => "git has no version that all of them had",
            AncestorFrom::Member => "none of them plainly is the others' parent",
            _ => "git has no version that all of them had, and none of them plainly is the others' parent",
        },
    })
}

fn in_git(corpus: &Corpus, members: &[AgentIx]) -> Option<KnownAncestor> {
    let paths: Vec<&str> = members.iter().map(|member| corpus.agent(*member).path.as_str()).collect();
    let version = load::common_version(&paths)?;
    let definition = read_again(&String::from_utf8(version.bytes).ok()?, paths[0]).ok()?;
    Some(KnownAncestor { definition, told: format!("what all of them were in git at {}", version.commit) })
}

/// One canonical agent of `members`, without an ancestor or decisions: see [`merge_as`].
#[must_use]
pub fn merge(corpus: &Corpus, members: &[AgentIx], base: Option<AgentIx>, options: merge::Options) -> Proposal {
    merge_as(corpus, &Merging { members: members.to_vec(), base, options, ..Merging::default() })
}

/// One canonical agent, round trip and all: where the written text does not give back what was settled, the base alone is
/// proposed, with the notes that say why.
#[must_use]
pub fn merge_as(corpus: &Corpus, merging: &Merging) -> Proposal {
    let ancestor = merging.ancestor.as_ref().map(|known| known.of(corpus, &merging.members));
    let base = match merging.base {
        Some(agent) => cluster::Canonical { agent, because: "it was asked for".to_owned() },
        None => base_of(corpus, &merging.members, ancestor.as_ref()),
    };
    let others = held_against(corpus, &merging.members, base.agent);
    merge_from(corpus, merging, base, others, ancestor)
}

/// The member that the others are put into. Of members with a known ancestor that is one that moved sections or marked them
/// otherwise, where there is one: that is kept in the base alone, what others changed is kept in whichever.
fn base_of(corpus: &Corpus, members: &[AgentIx], ancestor: Option<&merge::Ancestor<'_>>) -> cluster::Canonical {
    let canonical = cluster::canonical(corpus, members);
    let mut rearranged: Vec<AgentIx> = ancestor.into_iter().flat_map(|of| of.rearranged_by(corpus)).collect();
    // A translation that looks otherwise would have the canonical speak its language.
    let foreign = Foreign::of(corpus, &rearranged, canonical.agent);
    rearranged.retain(|agent| !foreign.0.contains(agent));
    rearranged.sort_unstable();
    if rearranged.is_empty() || rearranged.contains(&canonical.agent) {
        return canonical;
    }
    let because = "its sections stand or look otherwise than where all come from".to_owned();
    cluster::Canonical { because, ..cluster::canonical(corpus, &rearranged) }
}

/// How each of `members` but the base differs from it. What is written alike is held against it once.
pub(super) fn held_against(corpus: &Corpus, members: &[AgentIx], base: AgentIx) -> Vec<(AgentIx, AgentDiff)> {
    let written = |ix: AgentIx| {
        let of = corpus.definition(ix);
        (&of.text, of.format, &of.fields)
    };
    let mut first: Vec<AgentIx> = Vec::new();
    let mut place = |ix: AgentIx| {
        first.iter().position(|known| written(*known) == written(ix)).unwrap_or_else(|| {
            first.push(ix);
            first.len() - 1
        })
    };
    let others: Vec<(AgentIx, usize)> =
        members.iter().filter(|other| **other != base).map(|other| (*other, place(*other))).collect();
    let distinct: Vec<&Definition> = first.iter().map(|ix| corpus.definition(*ix)).collect();
    let diffs = compare::diffs_from(corpus.definition(base), &distinct);
    others.into_iter().map(|(other, at)| (other, diffs[at].clone())).collect()
}

/// The same of a base, and of how each of the others differs from it.
pub(super) fn merge_from(
    corpus: &Corpus,
    merging: &Merging,
    base: cluster::Canonical,
    others: Vec<(AgentIx, AgentDiff)>,
    ancestor: Option<merge::Ancestor<'_>>,
) -> Proposal {
    let cluster::Canonical { agent: base, because } = base;
    let foreign = Foreign::of(corpus, &merging.members, base);
    let mut request = merge::Request {
        base_because: because,
        options: merging.options,
        decisions: merging.decisions.clone(),
        translations: foreign.0.clone(),
        ancestor,
        ..merge::Request::new(corpus, base, load::format(corpus.definition(base).format), others)
    };
    let settled = sound(&mut request).and_then(|proposal| with_newest(&mut request, &merging.members, proposal));
    let mut proposal = settled.unwrap_or_else(|doubts| {
        let mut alone = base_alone(&request);
        alone.notes.extend(doubts.into_iter().map(|note| Note { message: masked(&note.message).into_owned(), ..note }));
        alone
    });
    proposal.notes.extend(foreign.note(corpus));
    proposal.notes.extend(dormant(corpus, &proposal, &|_| true));
    proposal
}

/// The base as it is, where the members cannot be put together. What the others say beside it is told all the same: what stands
/// in it, what contradicts it, and what is left to be put in by hand.
fn base_alone(request: &merge::Request<'_>) -> Proposal {
    let corpus = request.corpus;
    let alone =
        merge::propose(&merge::Request { base_because: request.base_because.clone(), ..plain(corpus, request.base) });
    let told = merge::propose(&merge::Request {
        base_because: request.base_because.clone(),
        translations: request.translations.clone(),
        aside: merge::of_others(request),
        ..merge::Request::new(corpus, request.base, request.profile, request.others.clone())
    });
    let base_line = |line: u32| {
        let own = |source: &&SourceLine| source.agent == request.base;
        let said = told.statements.iter().find(|statement| statement.line == line)?.sources.iter().find(own)?;
        let stands = alone.statements.iter().find(|statement| statement.sources.contains(said));
        stands.map(|statement| statement.line)
    };
    let omitted =
        told.omitted.iter().map(|omission| Omission { by: omission.by.and_then(base_line), ..omission.clone() });
    let omitted = omitted.collect();
    let conflicts = told.conflicts.iter().map(|conflict| as_base_has_it(conflict, request.base)).collect();
    let alone = as_file(alone.clone(), corpus).unwrap_or(alone);
    Proposal { members: told.members, conflicts, omitted, ..alone }
}

/// A conflict where the base alone stands: of a field it holds its own value.
fn as_base_has_it(conflict: &Conflict, base: AgentIx) -> Conflict {
    let own = conflict.sides.iter().find(|side| side.agent == base).map(|side| side.value.clone());
    let chosen = if conflict.kind == ConflictKind::Instruction {
        conflict.chosen.clone()
    } else {
        own.filter(|value| *value != Value::Null)
    };
    Conflict { chosen, ..conflict.clone() }
}

/// The proposal again, where no rule but the length told wordings apart and git knows which is newer.
fn with_newest(
    request: &mut merge::Request<'_>,
    members: &[AgentIx],
    proposal: Proposal,
) -> Result<Proposal, Vec<Note>> {
    let open = |rule: &str| merge::AFTER_NEWEST.contains(&rule);
    if !proposal.statements.iter().any(|statement| open(statement.rule)) {
        return Ok(proposal);
    }
    let paths: Vec<&str> = members.iter().map(|member| request.corpus.agent(*member).path.as_str()).collect();
    let times = members.iter().zip(load::committed(&paths));
    request.committed = times.filter_map(|(member, time)| Some((*member, time?))).collect();
    if request.committed.len() < 2 { Ok(proposal) } else { sound(request) }
}

/// The members in another language than the base's: of one family, they are its translations as far as anybody can tell.
#[derive(Default)]
struct Foreign(Vec<AgentIx>);

impl Foreign {
    fn of(corpus: &Corpus, members: &[AgentIx], base: AgentIx) -> Self {
        let tongue = |agent: AgentIx| spoken(corpus.definition(agent).prose());
        let own = tongue(base);
        // A base of little but code is in no language that can be told, but in none either that has a script of its own.
        let differs = |other: Language| own.map_or_else(|| other.has_own_script(), |own| other != own);
        let foreign = |member: &AgentIx| {
            *member != base && tongue(*member).is_some_and(differs) && !repeats(corpus, base, *member)
        };
        Self(members.iter().copied().filter(foreign).collect())
    }

    /// What to say of them.
    fn note(&self, corpus: &Corpus) -> Option<Note> {
        let ids: Vec<&str> = self.0.iter().map(|agent| corpus.agent(*agent).id.as_str()).collect();
        let told = format!("in another language than the base, and left out: {}", ids.join(", "));
        (!ids.is_empty()).then(|| Note::new(&MIXED_LANGUAGES, told))
    }
}

/// Whether an agent says most of its prose in the base's words: no translation does, whatever the rest of it is written in.
fn repeats(corpus: &Corpus, base: AgentIx, agent: AgentIx) -> bool {
    let keys = |agent: AgentIx| {
        let code = |kind| matches!(kind, StatementKind::Code | StatementKind::Example);
        let prose = corpus.definition(agent).statements.iter().filter(move |said| !code(said.kind));
        prose.map(|said| said.key)
    };
    let said: FxHashSet<u64> = keys(base).collect();
    let shared = keys(agent).filter(|key| said.contains(key)).count();
    2 * shared > keys(agent).count()
}

/// What to say of fields that do nothing where they come from, of those by canonical name that are carried over: the base's own,
/// and what was taken from another member.
fn dormant(corpus: &Corpus, proposal: &Proposal, is_carried: &dyn Fn(&str) -> bool) -> Vec<Note> {
    let base = corpus.definition(proposal.base);
    let profile = load::format(base.format);
    let amended = |key: &str| proposal.amended.iter().find(|amendment| amendment.key == key);
    let stays = |name: &str| base.field(name).is_some_and(|field| amended(&field.key).is_none());
    let own = sleeping(corpus, proposal.base, |name| is_carried(name) && stays(name));
    let taken = proposal.members.iter().filter(|member| **member != proposal.base).filter_map(|member| {
        let is_taken = |name: &str| {
            let key = base.field(name).map(|field| field.key.as_str()).or_else(|| profile.key(name));
            let held = key.and_then(amended).and_then(|amendment| amendment.value.as_ref());
            let theirs = corpus.definition(*member).field(name);
            is_carried(name) && held.is_some() && theirs.map(Field::written) == held
        };
        sleeping(corpus, *member, is_taken)
    });
    own.into_iter().chain(taken).collect()
}

/// What to say of those fields of an agent in a plugin that the harness denies there, as far as the canonical has them.
fn sleeping(corpus: &Corpus, agent: AgentIx, is_held: impl Fn(&str) -> bool) -> Option<Note> {
    let agent = corpus.agent(agent);
    let profile = load::format(agent.definition.format);
    if !cluster::is_a_plugins(&agent.path, profile) {
        return None;
    }
    let sleeps = |name: &str| profile.dormant_in_plugin.contains(&name) && is_held(name);
    let fields = agent.definition.fields.iter().filter(|field| sleeps(&field.name)).map(|field| field.key.as_str());
    let fields: Vec<&str> = fields.collect();
    let told = format!(
        "{}: {} lies where plugins keep their agents, and there nothing comes of them",
        fields.join(", "),
        agent.path
    );
    (!fields.is_empty()).then(|| Note::new(&DORMANT_PRIVILEGE, told))
}

/// A request for the base alone.
fn plain(corpus: &Corpus, base: AgentIx) -> merge::Request<'_> {
    merge::Request::new(corpus, base, load::format(corpus.definition(base).format), Vec::new())
}

/// What became of every line of every member of a proposal.
#[must_use]
pub fn ledger(proposal: &Proposal, corpus: &Corpus) -> Ledger {
    merge::ledger(proposal, corpus)
}

/// How often statements are set aside before the members are given up: one in a hundred families needs it once, few more often.
const TRIES: usize = 24;

/// A proposal that is read again as what was settled: what cannot be put in is set aside, one statement a try, and at once all that
/// would say another thing where it was put.
///
/// # Errors
/// What does not hold of the last try.
fn sound(request: &mut merge::Request<'_>) -> Result<Proposal, Vec<Note>> {
    let corpus = request.corpus;
    let mut tries = 0;
    loop {
        let mut proposal = merge::propose(request);
        let back = settled(&proposal, corpus)?;
        let doubts = merge::verify(&proposal, corpus, &back);
        if doubts.is_empty() {
            proposal.notes.extend(compare::nearly_twice(&proposal.statements));
            return as_file(proposal, corpus);
        }
        let mut misfits = merge::misfits(&proposal, corpus, &back);
        misfits.retain(|misfit| !request.aside.contains(misfit));
        if misfits.is_empty() || tries == TRIES {
            return Err(doubts);
        }
        tries += 1;
        request.aside.extend(misfits);
    }
}

/// The proposal as a file of its base's format.
fn as_file(proposal: Proposal, corpus: &Corpus) -> Result<Proposal, Vec<Note>> {
    let base = corpus.agent(proposal.base);
    if is_file(&proposal, base) {
        return Ok(proposal);
    }
    in_format(proposal, corpus, load::format(base.definition.format))
}

/// The proposal as a file of the format `to`: what that cannot hold is told in the notes, and where the file, read again, does
/// not give back what was settled, a note of severity error says so.
#[must_use]
pub fn written(mut proposal: Proposal, corpus: &Corpus, to: &'static Profile) -> Proposal {
    let is_home = to.name == proposal.format;
    // What slept where it comes from comes alive in another format only where that carries it over.
    proposal.notes.retain(|note| *note.code != DORMANT_PRIVILEGE || is_home);
    match in_format(proposal.clone(), corpus, to) {
        Ok(mut written) => {
            let back = written.file.as_deref().and_then(|file| read_again(&written.text, file).ok());
            let is_carried = |name: &str| back.as_ref().is_some_and(|back| back.field(name).is_some());
            if !is_home {
                written.notes.extend(dormant(corpus, &proposal, &is_carried));
            }
            written
        }
        Err(doubts) => {
            proposal.notes.extend(doubts);
            proposal
        }
    }
}

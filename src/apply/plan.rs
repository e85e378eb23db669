//! What is to be done about each family: careful first. Whatever is not plainly superfluous is kept, with the reason.

use std::{collections::BTreeMap, fs, path::Path};

use super::{
    ApplyError, Kindred,
    actions::{self, Action, Case, KEEP, Leaves, MERGE},
    disk, groups, mentions,
    place::Roots,
    readers::{HOLDS_OTHERS, IN_ANOTHER_LANGUAGE, Readers},
    seal,
};
use crate::model::{
    AgentIx, Choice, Conflict, ConflictKind, Corpus, Fate, Plan, Profile, Proposal, Relation, Severity, State, Step,
};

/// What a clause says of members that contradict each other in something open.
const SETTLE_FIRST: &str = "must be settled first";

/// Whether a step leaves its file as it is because something open must be settled first.
#[must_use]
pub fn is_unsettled(step: &Step) -> bool {
    !step.changes() && step.because.contains(SETTLE_FIRST)
}

/// How far a plan goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The relation from which on members are merged into one; `None`: only what is identical is dealt with.
    pub merge_from: Option<Relation>,
    /// What becomes of a member that another one stands for, by the name of an action: see [`super::replacements`].
    pub duplicates: &'static str,
}

impl Default for Options {
    fn default() -> Self {
        Self { merge_from: Some(Relation::NearDuplicate), duplicates: "delete" }
    }
}

/// What a plan is made of.
pub struct Request<'r> {
    /// The members, loaded by name, so that their bytes are at hand.
    pub corpus: &'r Corpus,
    /// The families by the ids of the corpus.
    pub families: &'r [Kindred],
    /// The folder that paths start from.
    pub base: &'r Path,
    /// The folders and files that may be touched.
    pub roots: &'r [String],
    /// How far to go.
    pub options: Options,
    /// Makes one agent of several; without a base it chooses one.
    pub merge: &'r dyn Fn(&[AgentIx], Option<AgentIx>) -> Merged,
    /// Which of several stands for the rest.
    pub canonical: &'r dyn Fn(&[AgentIx]) -> AgentIx,
    /// Every format: they tell which harness reads a file.
    pub formats: &'r [&'r Profile],
    /// Why a decision keeps a member as it is.
    pub held: &'r dyn Fn(AgentIx) -> Option<String>,
}

/// One agent made of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The agent, with what its members contradict each other in.
    pub proposal: Proposal,
    /// What somebody decided of that.
    pub decisions: Vec<Choice>,
}

impl Merged {
    /// What is still to be decided before it stands for its members.
    fn open(&self) -> Option<&Conflict> {
        let decided = |conflict: &Conflict| self.decisions.iter().any(|decision| decision.settles(conflict));
        self.proposal.conflicts.iter().find(|conflict| is_open(conflict) && !decided(conflict))
    }
}

/// What becomes of a member.
struct Verdict {
    action: &'static dyn Action,
    because: String,
    /// Who stands for it.
    by: AgentIx,
    merged: Option<String>,
}

/// Makes the plan.
///
/// # Errors
/// A root that is not there, or a file that changed while it was read.
pub fn plan(request: &Request<'_>) -> Result<Plan, ApplyError> {
    let replace = actions::ALL.iter().copied().find(|action| action.name() == request.options.duplicates);
    let roots = Roots::new(request.base, request.roots)?;
    let readers = Readers::new(request.corpus, request.formats);
    let maker = Maker { request, roots, readers, replace: replace.unwrap_or(KEEP) };
    let mut steps = Vec::new();
    for family in request.families {
        steps.extend(maker.family(family)?);
    }
    let mentions = mentions::of(&steps, request.corpus, &maker.roots);
    let mut plan = Plan { id: String::new(), roots: request.roots.to_vec(), steps, mentions };
    plan.id = seal(&plan);
    Ok(plan)
}

struct Maker<'r> {
    request: &'r Request<'r>,
    roots: Roots,
    readers: Readers<'r>,
    replace: &'static dyn Action,
}

impl Maker<'_> {
    fn family(&self, family: &Kindred) -> Result<Vec<Step>, ApplyError> {
        let corpus = self.request.corpus;
        let all: Vec<AgentIx> = family.members.iter().filter_map(|id| corpus.find(id)).collect();
        let mut verdicts = BTreeMap::new();
        for group in groups::of(corpus, family, self.request.options.merge_from) {
            self.group(&group, self.base(family, &group), &mut verdicts);
        }
        // Whoever stays beside the canonical may still be one with the copies of its own lineage.
        for lineage in groups::of(corpus, family, None) {
            let stays = |member: &AgentIx| verdicts.get(member).is_none_or(Verdict::stays);
            let (left, gone): (Vec<AgentIx>, Vec<AgentIx>) = lineage.into_iter().partition(stays);
            // Without its middle a lineage may be none: see `groups::of`.
            let left = if gone.is_empty() { vec![left] } else { groups::by_content(corpus, &left) };
            for left in left.into_iter().filter(|left| left.len() > 1) {
                let mut own = BTreeMap::new();
                self.group(&left, self.base(family, &left), &mut own);
                verdicts.extend(own.into_iter().filter(|(_, verdict)| !verdict.stays()));
            }
        }
        for member in all {
            let alone = || kept(member, groups::alone(corpus, family, member, self.request.options.merge_from));
            verdicts.entry(member).or_insert_with(alone);
        }
        let mut steps: Vec<Step> = Vec::new();
        for (member, verdict) in verdicts {
            steps.push(self.step(family, member, verdict)?);
        }
        // What says it all is on the disk before anything goes.
        steps.sort_by_key(|step| (step.action != MERGE.name(), step.changes()));
        Ok(steps)
    }

    /// Which of a group stands for it: the family's canonical where it is among them.
    fn base(&self, family: &Kindred, group: &[AgentIx]) -> AgentIx {
        let canonical = self.request.corpus.find(&family.canonical).filter(|canonical| group.contains(canonical));
        let canonical = canonical.unwrap_or_else(|| (self.request.canonical)(group));
        // A copy that is read in one folder alone cannot stand for one that is read around it too.
        let wider = |member: &AgentIx| {
            self.readers.narrower(canonical, *member).is_some()
                && self.readers.other_harness(*member, canonical).is_none()
        };
        let wider: Vec<AgentIx> = group.iter().copied().filter(wider).collect();
        let widest =
            wider.iter().copied().filter(|one| wider.iter().all(|other| self.readers.narrower(*one, *other).is_none()));
        let widest: Vec<AgentIx> = widest.collect();
        match widest[..] {
            [] => canonical,
            [one] => one,
            _ => (self.request.canonical)(&widest),
        }
    }

    /// Members of which each may stand for each.
    fn group(&self, group: &[AgentIx], base: AgentIx, verdicts: &mut BTreeMap<AgentIx, Verdict>) {
        let corpus = self.request.corpus;
        let mut free = Vec::new();
        for member in group.iter().copied().filter(|member| *member != base) {
            let apart = || self.readers.other_harness(member, base).or_else(|| self.readers.apart(base, member));
            match self.bar(member).or_else(apart) {
                Some(because) => drop(verdicts.insert(member, kept(member, because))),
                None => free.push(member),
            }
        }
        let same = |x: AgentIx, y: AgentIx| corpus.definition(x).content == corpus.definition(y).content;
        let (copies, others): (Vec<_>, Vec<_>) = free.into_iter().partition(|member| same(*member, base));
        let (foreign, others) = self.by_tongue(base, others);
        self.kept_apart(&foreign, IN_ANOTHER_LANGUAGE, verdicts);
        let merged = if others.is_empty() { None } else { Some(self.merged(base, &others)) };
        let mut stands = kept(base, "suggested as the one to keep".to_owned());
        match merged {
            Some(Ok(merged)) => {
                for member in &others {
                    verdicts.insert(*member, self.replaced(base, "merged into"));
                }
                let because = format!("takes in what {} of its kin say", others.len());
                stands = match merged {
                    Some(text) => Verdict { action: MERGE, because, by: base, merged: Some(text) },
                    None => kept(base, "it says all that its kin say".to_owned()),
                };
            }
            Some(Err(because)) => self.kept_apart(&others, &because, verdicts),
            None => {}
        }
        for member in copies {
            verdicts.insert(member, self.replaced(base, "identical to"));
        }
        verdicts.insert(base, stands);
    }

    /// Those that are in another language than the base, where anything is to be merged, and all others.
    fn by_tongue(&self, base: AgentIx, members: Vec<AgentIx>) -> (Vec<AgentIx>, Vec<AgentIx>) {
        let merges = self.request.options.merge_from.is_some();
        members.into_iter().partition(|member| merges && self.readers.is_foreign(base, *member))
    }

    /// Members that cannot be merged: of those that say the same, the first stands for the rest.
    fn kept_apart(&self, members: &[AgentIx], because: &str, verdicts: &mut BTreeMap<AgentIx, Verdict>) {
        let mut first_of = BTreeMap::new();
        for member in members {
            let first = *first_of.entry(self.request.corpus.definition(*member).content).or_insert(*member);
            let stays = first == *member || self.readers.apart(first, *member).is_some();
            let verdict = if stays { kept(*member, because.to_owned()) } else { self.replaced(first, "identical to") };
            verdicts.insert(*member, verdict);
        }
    }

    fn replaced(&self, by: AgentIx, how: &str) -> Verdict {
        let because = format!("{how} {}", self.request.corpus.agent(by).id);
        Verdict { action: self.replace, because, by, merged: None }
    }

    /// The text of base and others as one (`None`: the base as it lies), or why there is none.
    fn merged(&self, base: AgentIx, others: &[AgentIx]) -> Result<Option<String>, String> {
        if self.request.options.merge_from.is_none() {
            return Err("no copy to the letter, and nothing is to be merged".to_owned());
        }
        if let Some(bar) = self.bar(base) {
            return Err(format!("{} cannot be written: {bar}", self.request.corpus.agent(base).id));
        }
        let members: Vec<AgentIx> = [base].into_iter().chain(others.iter().copied()).collect();
        let merged = (self.request.merge)(&members, Some(base));
        let proposal = &merged.proposal;
        if let Some(grave) = proposal.notes.iter().find(|note| note.code.severity == Severity::Error) {
            return Err(format!("the merge does not hold: {}", grave.message));
        }
        if proposal.members.len() < members.len() {
            return Err("the merge does not hold".to_owned());
        }
        // What stands in another language nobody here has held against the rest: a translation is somebody's own file.
        if proposal.omitted.iter().any(|omission| omission.reason == Fate::TranslationOf) {
            return Err(IN_ANOTHER_LANGUAGE.to_owned());
        }
        match merged.open() {
            Some(open) => Err(format!("{:?} {SETTLE_FIRST}: --resolve ask asks about it", open.what)),
            None => Ok((!proposal.untouched).then_some(merged.proposal.text)),
        }
    }

    /// Why a file must stay as it is, whatever its kin say.
    fn bar(&self, member: AgentIx) -> Option<String> {
        let agent = self.request.corpus.agent(member);
        if let Some(held) = (self.request.held)(member) {
            return Some(held);
        }
        if agent.id != agent.path {
            return Some(HOLDS_OTHERS.to_owned());
        }
        if actions::is_stub(agent) {
            return Some("it is a stub already".to_owned());
        }
        let real = match self.roots.locate(&agent.path) {
            Ok(real) => real,
            Err(ApplyError::Outside { why, .. }) => return Some(why.to_owned()),
            Err(other) => return Some(other.to_string()),
        };
        match disk::state(&real) {
            Ok(State::File { .. }) if disk::names(&real) > 1 => {
                Some("its file has a second name (a hard link)".to_owned())
            }
            Ok(State::File { .. }) if draws_on_others(agent.path.as_str(), &real) => {
                Some("other files lie in its folder, which is one with it".to_owned())
            }
            Ok(State::File { .. }) => None,
            Ok(State::Link { .. }) => Some("it is a link".to_owned()),
            Ok(State::Nothing) => Some("it is gone".to_owned()),
            Err(error) => Some(error.to_string()),
        }
    }

    fn step(&self, family: &Kindred, member: AgentIx, verdict: Verdict) -> Result<Step, ApplyError> {
        let corpus = self.request.corpus;
        let agent = corpus.agent(member);
        let at = |ix: AgentIx| self.roots.locate(&corpus.agent(ix).path);
        let unmoved = |because: String| Step {
            path: agent.path.clone(),
            action: KEEP.name().to_owned(),
            family: family.id.clone(),
            because,
            before: disk::of_bytes(&agent.bytes, None),
            after: disk::of_bytes(&agent.bytes, None),
            text: None,
        };
        // What lies outside is kept, and not even looked at.
        let Ok(real) = at(member) else { return Ok(unmoved(verdict.because)) };
        let before = disk::state(&real).map_err(ApplyError::disk("read", &real))?;
        if let State::File { .. } = before
            && !super::carry::same_bytes(&before, &agent.bytes)
        {
            return Err(ApplyError::Changed { since: "report", paths: vec![agent.path.clone()] });
        }
        let stands_for_it = at(verdict.by).unwrap_or_else(|_| real.clone());
        let case = Case { agent, real: &real, stands_for_it: &stands_for_it, merged: verdict.merged.as_deref() };
        let (action, leaves, because) = match verdict.action.leaves(&case) {
            Ok(leaves) => (verdict.action, leaves, verdict.because),
            Err(why) => (KEEP, Leaves::Same, format!("{}, but {why}", verdict.because)),
        };
        let mode = if let State::File { mode, .. } = before { mode } else { None };
        let (after, text) = match leaves {
            Leaves::Same => (before.clone(), None),
            Leaves::Nothing => (State::Nothing, None),
            Leaves::Link(to) => (State::Link { to }, None),
            Leaves::Text(text) => (disk::of_bytes(text.as_bytes(), mode), Some(text)),
        };
        let action = if after == before && action.name() != KEEP.name() { KEEP } else { action };
        Ok(Step { action: action.name().to_owned(), before, after, text, ..unmoved(because) })
    }
}

impl Verdict {
    /// Whether the file stays as it is, and nothing of another one comes into it.
    fn stays(&self) -> bool {
        self.action.name() == KEEP.name() && self.merged.is_none()
    }
}

fn kept(member: AgentIx, because: String) -> Verdict {
    Verdict { action: KEEP, because, by: member, merged: None }
}

/// Whether somebody must choose before a merge stands for its members: nothing of what an agent may do, and of what it is told to
/// do, goes unseen. That the canonical holds the base's side settles nothing. Of names and colours it does.
fn is_open(conflict: &Conflict) -> bool {
    /// What an agent is called and how it is shown: the one that is kept keeps its own.
    const ITS_OWN: &[&str] = &["name", "color"];
    let settled = conflict.kind == ConflictKind::Field && conflict.chosen.is_some();
    !(settled && ITS_OWN.contains(&conflict.what.as_str()))
}

/// Whether the file is the head of a folder that holds more: a skill with its references and scripts.
fn draws_on_others(path: &str, real: &Path) -> bool {
    let is_head = path.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("SKILL.md"));
    is_head && real.parent().and_then(|folder| fs::read_dir(folder).ok()).is_some_and(|entries| entries.count() > 1)
}

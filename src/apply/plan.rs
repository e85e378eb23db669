//! What is to be done about each family: careful first. Whatever is not plainly superfluous is kept, with the reason.

use std::{fs, path::Path};

use super::{
    ApplyError, Kindred,
    actions::{self, Action, Case, KEEP, Leaves, MERGE},
    disk,
    harness::Harnesses,
    mentions,
    place::Roots,
    readers::{HOLDS_OTHERS, IN_ANOTHER_LANGUAGE, Readers},
    seal,
    verdicts::{Judge, Lot, OneOfMany, Unmerged, Verdict},
};
use crate::model::{
    Agent, AgentIx, Choice, Conflict, ConflictKind, Corpus, Fate, Plan, Profile, Proposal, Relation, Severity, State,
    Step,
};

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
    /// What to do about a conflict that is still open.
    fn unsettled(&self, open: &Conflict) -> Unmerged {
        let decided = self.decisions.iter().any(|decision| !decision.sides(open).is_empty());
        let how = if decided {
            "by hand, in the file: what was decided cannot be carried out"
        } else {
            "--resolve ask asks about it"
        };
        Unmerged {
            because: format!("{:?} must be settled first: {how}", open.what),
            unsettled: Some(open.what.clone()),
        }
    }

    /// What is still to be decided before it stands for its members.
    fn open(&self) -> Option<&Conflict> {
        let decided = |conflict: &Conflict| self.decisions.iter().any(|decision| decision.settles(conflict));
        self.proposal.conflicts.iter().find(|conflict| is_open(conflict) && !decided(conflict))
    }
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
    let mentions = mentions::of(&steps, request.corpus, &maker.roots, &Harnesses::of(request.formats));
    let mut plan = Plan { id: String::new(), roots: request.roots.to_vec(), steps, mentions, ..Plan::default() };
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
        let Request { corpus, options, canonical, .. } = *self.request;
        let judge = Judge {
            corpus,
            readers: &self.readers,
            merge_from: options.merge_from,
            canonical,
            bar: &|member| self.bar(member),
            merged: &|base, others| self.merged(base, others),
        };
        let mut steps: Vec<Step> = Vec::new();
        for (member, verdict) in judge.family(family) {
            steps.push(self.step(family, member, verdict)?);
        }
        // What says it all is on the disk before anything goes.
        steps.sort_by_key(|step| (step.action != MERGE.name(), step.changes()));
        Ok(steps)
    }

    /// The text of base and others as one (`None`: the base as it lies), or why there is none.
    fn merged(&self, base: AgentIx, others: &[AgentIx]) -> OneOfMany {
        if self.request.options.merge_from.is_none() {
            return Err("no copy to the letter, and nothing is to be merged".to_owned().into());
        }
        if let Some(bar) = self.bar(base) {
            return Err(format!("{} cannot be written: {bar}", self.request.corpus.agent(base).id).into());
        }
        let members: Vec<AgentIx> = [base].into_iter().chain(others.iter().copied()).collect();
        let merged = (self.request.merge)(&members, Some(base));
        let proposal = &merged.proposal;
        if let Some(grave) = proposal.notes.iter().find(|note| note.code.severity == Severity::Error) {
            return Err(format!("the merge does not hold: {}", grave.message).into());
        }
        if proposal.members.len() < members.len() {
            return Err("the merge does not hold".to_owned().into());
        }
        // What stands in another language nobody here has held against the rest: a translation is somebody's own file.
        if proposal.omitted.iter().any(|omission| omission.reason == Fate::TranslationOf) {
            return Err(IN_ANOTHER_LANGUAGE.to_owned().into());
        }
        match merged.open() {
            Some(open) => Err(merged.unsettled(open)),
            None => Ok((!proposal.untouched).then_some(merged.proposal.text)),
        }
    }

    /// Why a file must stay as it is, whatever its kin say.
    fn bar(&self, member: AgentIx) -> Option<String> {
        let agent = self.request.corpus.agent(member);
        if let Some(held) = (self.request.held)(member) {
            return Some(held);
        }
        if let Some(because) = not_alone(agent) {
            return Some(because);
        }
        let real = match self.roots.locate(&agent.path) {
            Ok(real) => real,
            Err(ApplyError::Outside { why, .. }) => return Some(why.to_owned()),
            Err(other) => return Some(other.to_string()),
        };
        match disk::state(&real) {
            Ok(State::Nothing) => Some("it is gone".to_owned()),
            Err(error) => Some(error.to_string()),
            Ok(_) => bound(agent, &real),
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
            unsettled: None,
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
        let (action, merged) = match &verdict.lot {
            Lot::Takes(text) => (MERGE, Some(text.as_str())),
            Lot::Copy | Lot::Merged => (self.replace, None),
            Lot::Stands | Lot::Stays | Lot::Open(_) | Lot::Job | Lot::Beside => (KEEP, None),
        };
        let case = Case { agent, real: &real, stands_for_it: &stands_for_it, merged };
        let (action, leaves, because) = match action.leaves(&case) {
            Ok(leaves) => (action, leaves, verdict.because),
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
        let unsettled = if let Lot::Open(what) = verdict.lot { what } else { None };
        Ok(Step { action: action.name().to_owned(), unsettled, before, after, text, ..unmoved(because) })
    }
}

/// Whether somebody must choose before a merge stands for its members: nothing of what an agent may do, and of what it is told to
/// do, goes unseen. That the canonical holds the base's side settles nothing. Of names and colours it does.
fn is_open(conflict: &Conflict) -> bool {
    /// What an agent is called and how it is shown: the one that is kept keeps its own.
    const ITS_OWN: &[&str] = &["name", "color"];
    let settled = conflict.kind == ConflictKind::Field && conflict.chosen.is_some();
    !(settled && ITS_OWN.contains(&conflict.what.as_str()))
}

/// Why a member must stay as it is, whatever its kin say, as its file lies below `base`.
pub fn bar(agent: &Agent, base: &Path) -> Option<String> {
    not_alone(agent).or_else(|| bound(agent, &base.join(&agent.path)))
}

/// Why an agent cannot go by itself, by what its file holds.
fn not_alone(agent: &Agent) -> Option<String> {
    if agent.id != agent.path {
        return Some(HOLDS_OTHERS.to_owned());
    }
    actions::is_stub(agent).then(|| "it is a stub already".to_owned())
}

/// Why a file is bound to others, as it lies on the disk.
fn bound(agent: &Agent, real: &Path) -> Option<String> {
    if fs::symlink_metadata(real).is_ok_and(|told| told.is_symlink()) {
        return Some("it is a link".to_owned());
    }
    if disk::names(real) > 1 {
        return Some("its file has a second name (a hard link)".to_owned());
    }
    let draws = draws_on_others(agent.path.as_str(), real);
    draws.then(|| "other files lie in its folder, which is one with it".to_owned())
}

/// Whether the file is the head of a folder that holds more: a skill with its references and scripts.
fn draws_on_others(path: &str, real: &Path) -> bool {
    let is_head = path.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("SKILL.md"));
    is_head && real.parent().and_then(|folder| fs::read_dir(folder).ok()).is_some_and(|entries| entries.count() > 1)
}

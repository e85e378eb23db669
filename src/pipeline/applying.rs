//! What a report tells of families becomes a plan.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use rayon::prelude::*;

use super::{
    Error, Unwatched,
    deciding::Judged,
    docket::Docket,
    merging::{AncestorFrom, Merging, ancestor, merge_as},
    resolving::resolved,
};
use crate::{
    apply::{self, Kindred, Merged, Readers, Request, Told},
    cluster, load,
    merge::Options as MergeOptions,
    model::{Advice, AgentIx, Analysis, Choice, Conflict, Corpus, Decisions, Plan, Proposal},
    text::secrets::masked,
};

/// How to make a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanOptions {
    /// The folders and files that may be touched, as typed in the current folder.
    pub roots: Vec<String>,
    /// How far to go.
    pub apply: apply::Options,
    /// How to merge.
    pub merge: MergeOptions,
    /// Where to look for what the members of a family come from; a family of which nothing is found there is merged without.
    pub ancestor: Option<AncestorFrom>,
    /// What people decided.
    pub decisions: Decisions,
    /// The options beside the roots that make the same families, as they are typed, each with a space before it.
    pub as_typed: String,
}

/// Who decides what is open in a proposal.
pub type Settle<'s> = &'s dyn Fn(&Corpus, &Proposal) -> Vec<Choice>;

/// Members, and the base where one was asked for.
type Asked = (Vec<AgentIx>, Option<AgentIx>);

/// The merges of a plan, each made once: a family is looked at again when some of its members stay, and nobody is asked twice.
struct Mill<'m> {
    corpus: &'m Corpus,
    options: MergeOptions,
    ancestor: Option<AncestorFrom>,
    settle: Settle<'m>,
    /// Is told what was open, and what the decisions made of it.
    watch: &'m dyn Fn(&[Conflict], &Proposal),
    made: RefCell<BTreeMap<Asked, Merged>>,
    /// The first decision that cannot be carried out at all.
    refused: RefCell<Option<Error>>,
}

impl Mill<'_> {
    fn merged(&self, members: &[AgentIx], base: Option<AgentIx>) -> Merged {
        let key = (members.to_vec(), base);
        if let Some(known) = self.made.borrow().get(&key) {
            return known.clone();
        }
        let merged = self.settled(members.to_vec(), base);
        self.made.borrow_mut().insert(key, merged.clone());
        merged
    }

    /// One agent of several, as far as somebody decided what is open in it.
    fn settled(&self, members: Vec<AgentIx>, base: Option<AgentIx>) -> Merged {
        let found = self.ancestor.map(|from| ancestor(self.corpus, &members, from));
        let ancestor = found.and_then(Result::ok);
        let merging = Merging { members, base, ancestor, options: self.options, ..Merging::default() };
        let open = merge_as(self.corpus, &merging);
        let decisions = if open.conflicts.is_empty() { Vec::new() } else { (self.settle)(self.corpus, &open) };
        if decisions.is_empty() {
            (self.watch)(&open.conflicts, &open);
            return Merged { proposal: open, decisions };
        }
        let merging = Merging { decisions, ..merging };
        match resolved(self.corpus, &merging, &open) {
            Ok(proposal) => {
                (self.watch)(&open.conflicts, &proposal);
                Merged { proposal, decisions: merging.decisions }
            }
            Err(error) => {
                self.refused.borrow_mut().get_or_insert(error);
                Merged { proposal: open, decisions: Vec::new() }
            }
        }
    }
}

/// Families that one thread sees to at a time.
const FAMILIES_AT_ONCE: usize = 16;

/// What a report advises about the members of its families; `held`: those that decisions keep as they are, and why.
pub(super) fn advice(analysis: &Analysis, held: &BTreeMap<AgentIx, String>) -> BTreeMap<AgentIx, Advice> {
    let corpus = &analysis.corpus;
    let readers = Readers::new(corpus, load::formats());
    let canonical = |members: &[AgentIx]| cluster::canonical(corpus, members).agent;
    let bar = |member: AgentIx| held.get(&member).cloned().or_else(|| apply::bar(corpus.agent(member), Path::new(".")));
    let told = Told::of(analysis);
    let advised = |families: &[Kindred]| apply::advice(corpus, families, &readers, &canonical, &bar);
    told.families.par_chunks(FAMILIES_AT_ONCE).flat_map_iter(advised).collect()
}

/// The plan for the families that a report tells of. Their members are read again, so that it is made of what lies there now.
///
/// # Errors
/// A file that cannot be read, or says something else than when the report was made.
pub fn plan(told: &Told, options: &PlanOptions) -> Result<Plan, Error> {
    plan_settled(told, options, &|_, _| Vec::new())
}

/// The same where `settle` decides what members contradict each other in, of what one agent of them would be.
///
/// # Errors
/// As [`plan`], and where `settle` takes two values of what has one.
pub fn plan_settled(told: &Told, options: &PlanOptions, settle: Settle<'_>) -> Result<Plan, Error> {
    planned(told, options, settle, &|_, _| {})
}

/// The same with written decisions, each for whichever families it fits. The plan says which of them came to nothing.
///
/// # Errors
/// As [`plan`], and where a decision takes two values of what has one.
pub fn plan_decided(told: &Told, options: &PlanOptions, decisions: &[Choice]) -> Result<Plan, Error> {
    let docket = Docket::new(decisions);
    let watch = |open: &[Conflict], proposal: &Proposal| docket.note(open, proposal);
    let plan = planned(told, options, &|_, open| docket.fitting(open), &watch)?;
    let unmet = docket.unmet().iter().map(|told| masked(told).into_owned()).collect();
    Ok(apply::telling(plan, unmet))
}

fn planned(
    told: &Told,
    options: &PlanOptions,
    settle: Settle<'_>,
    watch: &dyn Fn(&[Conflict], &Proposal),
) -> Result<Plan, Error> {
    let paths: BTreeSet<&String> = told.members.values().map(|member| &member.path).collect();
    let paths: Vec<String> = paths.into_iter().cloned().collect();
    let corpus = if paths.is_empty() { Corpus::default() } else { super::load(&paths, &Unwatched)?.corpus };
    let changed = told.members.iter().filter(|(id, member)| {
        let now = corpus.find(id).map(|ix| corpus.definition(ix).content.to_string());
        now.as_ref() != Some(&member.content)
    });
    let changed: Vec<String> = changed.map(|(id, _)| id.clone()).collect();
    if !changed.is_empty() {
        return Err(apply::ApplyError::Changed { since: "report", paths: changed }.into());
    }
    let judged = Judged::new(&corpus, &options.decisions);
    let (made, refused) = (RefCell::default(), RefCell::default());
    let mill =
        Mill { corpus: &corpus, options: options.merge, ancestor: options.ancestor, settle, watch, made, refused };
    let plan = apply::plan(&Request {
        corpus: &corpus,
        families: &told.families,
        base: Path::new("."),
        roots: &options.roots,
        options: options.apply,
        merge: &|members, base| mill.merged(members, base),
        canonical: &|members: &[AgentIx]| cluster::canonical(&corpus, members).agent,
        formats: load::formats(),
        held: &|member: AgentIx| judged.holds(member),
    })?;
    mill.refused.into_inner().map_or(Ok(plan), Err)
}

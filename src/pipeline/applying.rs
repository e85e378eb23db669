//! What a report tells of families becomes a plan.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    Error, Unwatched,
    deciding::Judged,
    merging::{Merging, merge_as},
    resolving::resolved,
};
use crate::{
    apply::{self, Merged, Readers, Request, Told},
    cluster, load,
    merge::Options as MergeOptions,
    model::{AgentIx, Choice, Corpus, Decisions, Families, Plan, Proposal},
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
    /// What people decided.
    pub decisions: Decisions,
}

/// Who decides what is open in a proposal.
pub type Settle<'s> = &'s dyn Fn(&Corpus, &Proposal) -> Vec<Choice>;

/// One agent of several, as far as somebody decided what is open in it.
fn merged(corpus: &Corpus, merging: Merging, settle: Settle<'_>) -> Merged {
    let open = merge_as(corpus, &merging);
    let decisions = if open.conflicts.is_empty() { Vec::new() } else { settle(corpus, &open) };
    if decisions.is_empty() {
        return Merged { proposal: open, decisions };
    }
    let merging = Merging { decisions, ..merging };
    // What cannot be carried out decides nothing: the plan says what is open still.
    match resolved(corpus, &merging, &open) {
        Ok(proposal) => Merged { proposal, decisions: merging.decisions },
        Err(_) => Merged { proposal: open, decisions: Vec::new() },
    }
}

/// Of members of families why a plan leaves them beside the canonical one, as far as where they lie tells.
pub(super) fn stays(corpus: &Corpus, families: &Families) -> BTreeMap<AgentIx, String> {
    let readers = Readers::new(corpus, load::formats());
    let of_family = families.families.iter().flat_map(|family| {
        let others = family.members.iter().copied().filter(|member| *member != family.canonical);
        others.filter_map(|member| Some((member, readers.stays(family.canonical, member)?)))
    });
    of_family.collect()
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
/// As [`plan`].
pub fn plan_settled(told: &Told, options: &PlanOptions, settle: Settle<'_>) -> Result<Plan, Error> {
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
    Ok(apply::plan(&Request {
        corpus: &corpus,
        families: &told.families,
        base: Path::new("."),
        roots: &options.roots,
        options: options.apply,
        merge: &|members: &[AgentIx], base: Option<AgentIx>| {
            let members = members.to_vec();
            merged(&corpus, Merging { members, base, options: options.merge, ..Merging::default() }, settle)
        },
        canonical: &|members: &[AgentIx]| cluster::canonical(&corpus, members).agent,
        formats: load::formats(),
        held: &|member: AgentIx| judged.holds(member),
    })?)
}

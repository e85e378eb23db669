//! What a report tells of families becomes a plan.

use std::{collections::BTreeSet, path::Path};

use super::{Error, Unwatched, deciding::Judged, merge};
use crate::{
    apply::{self, Request, Told},
    cluster, load,
    merge::Options as MergeOptions,
    model::{AgentIx, Decisions, Plan},
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

/// The plan for the families that a report tells of. Their members are read again, so that it is made of what lies there now.
///
/// # Errors
/// A file that cannot be read, or says something else than when the report was made.
pub fn plan(told: &Told, options: &PlanOptions) -> Result<Plan, Error> {
    let paths: BTreeSet<&String> = told.members.values().map(|member| &member.path).collect();
    let paths: Vec<String> = paths.into_iter().cloned().collect();
    let corpus =
        if paths.is_empty() { crate::model::Corpus::default() } else { super::load(&paths, &Unwatched)?.corpus };
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
        merge: &|members: &[AgentIx], base: Option<AgentIx>| merge(&corpus, members, base, options.merge),
        canonical: &|members: &[AgentIx]| cluster::canonical(&corpus, members).agent,
        formats: load::formats(),
        held: &|member: AgentIx| judged.holds(member),
    })?)
}

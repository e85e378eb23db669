//! What the plan does about families, before it is written.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    cli::error::Failure,
    model::{Analysis, Family, Plan, Step},
    pipeline::{self, PlanOptions, Told},
};

/// The plan that `agentkin apply` makes, of these families alone.
///
/// # Errors
/// A member that cannot be read, or says something else than when the families were found.
pub(super) fn plan(analysis: &Analysis, options: &PlanOptions, families: &[&Family]) -> Result<Plan, Failure> {
    let ids: BTreeSet<&str> = families.iter().map(|family| family.id.as_str()).collect();
    let mut told = Told::of(analysis);
    told.families.retain(|family| ids.contains(family.id.as_str()));
    let members: BTreeSet<&String> = told.families.iter().flat_map(|family| &family.members).collect();
    let members: BTreeSet<String> = members.into_iter().cloned().collect();
    told.members.retain(|id, _| members.contains(id));
    Ok(pipeline::plan(&told, options)?)
}

/// What the plan does about a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Foretold {
    /// It changes files; in a sentence which stay as they are, and why.
    Something(String),
    /// It changes none, and why.
    Nothing(String),
}

/// What the plan does about a family: how many files change, and who stays beside the canonical one, and why.
pub(super) fn foretell(analysis: &Analysis, options: &PlanOptions, family: usize) -> Foretold {
    let Some(family) = analysis.families.families.get(family) else { return Foretold::Nothing(String::new()) };
    let id = &family.id;
    let plan = match plan(analysis, options, &[family]) {
        Ok(plan) => plan,
        Err(failure) => return Foretold::Nothing(format!("{id}: there can be no plan: {}", failure.message())),
    };
    let changes = plan.changes().count();
    let apart: Vec<&Step> = apart(&plan, &analysis.corpus.agent(family.canonical).path).collect();
    let who = told(&apart);
    match (changes, apart.len()) {
        (0, _) => Foretold::Nothing(format!("{id}: the plan changes nothing: {who}")),
        (_, 0) => Foretold::Something(format!("{id} goes into the plan: {}", changing(changes))),
        (_, kept) => {
            Foretold::Something(format!("{id} goes into the plan: {}, {kept} kept apart: {who}", changing(changes)))
        }
    }
}

/// Whose files stay as they are, by the reasons: `a.md, b.md (why)`.
fn told(apart: &[&Step]) -> String {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for step in apart {
        by_reason.entry(&step.because).or_default().push(step.path.rsplit('/').next().unwrap_or(&step.path));
    }
    let told = by_reason.into_iter().map(|(because, who)| format!("{} ({because})", who.join(", ")));
    told.collect::<Vec<_>>().join("; ")
}

/// The steps that leave a member as it is beside the one that is suggested to be kept.
fn apart<'p>(plan: &'p Plan, canonical: &'p str) -> impl Iterator<Item = &'p Step> {
    plan.steps.iter().filter(move |step| !step.changes() && step.path != canonical)
}

/// `2 files to change`.
pub(super) fn changing(files: usize) -> String {
    if files == 1 { "1 file to change".to_owned() } else { format!("{files} files to change") }
}

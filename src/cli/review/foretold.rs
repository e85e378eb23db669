//! What the plan does about families, before it is written.

use std::collections::BTreeSet;

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

/// What the plan does about a family, on a line: how many files change, and who stays beside the canonical one, and why.
pub(super) fn line(analysis: &Analysis, options: &PlanOptions, family: usize) -> String {
    let Some(family) = analysis.families.families.get(family) else { return String::new() };
    let plan = match plan(analysis, options, &[family]) {
        Ok(plan) => plan,
        Err(failure) => return format!("{}: there can be no plan: {}", family.id, failure.message()),
    };
    let changes = plan.changes().count();
    let apart: Vec<&Step> = apart(&plan, &analysis.corpus.agent(family.canonical).path).collect();
    let reasons: Vec<&str> =
        apart.iter().map(|step| step.because.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let reasons = reasons.join("; ");
    let id = &family.id;
    match (changes, apart.len()) {
        (0, _) => format!("{id}: the plan changes nothing: {reasons}"),
        (_, 0) => format!("{id} goes into the plan: {}", changing(changes)),
        (_, kept) => format!("{id} goes into the plan: {}, {kept} kept apart: {reasons}", changing(changes)),
    }
}

/// The steps that leave a member as it is beside the one that is suggested to be kept.
fn apart<'p>(plan: &'p Plan, canonical: &'p str) -> impl Iterator<Item = &'p Step> {
    plan.steps.iter().filter(move |step| !step.changes() && step.path != canonical)
}

/// `2 files to change`.
pub(super) fn changing(files: usize) -> String {
    if files == 1 { "1 file to change".to_owned() } else { format!("{files} files to change") }
}

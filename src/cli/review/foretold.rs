//! What the plan does about families, before it is written.

use std::{
    cell::RefCell,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

use super::panes::KEPT;
use crate::{
    cli::error::Failure,
    model::{Analysis, Family, Plan, Step},
    pipeline::{self, PlanOptions, Told},
    report::tail,
    text::{count::counted, paths::told_apart},
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

/// The plans of single families, each made when somebody first asks for it: a large family takes seconds.
pub(super) struct Plans<'a> {
    analysis: &'a Analysis,
    options: &'a PlanOptions,
    made: RefCell<HashMap<usize, Rc<Result<Plan, Failure>>>>,
}

impl<'a> Plans<'a> {
    /// None made yet.
    pub(super) fn new(analysis: &'a Analysis, options: &'a PlanOptions) -> Self {
        Self { analysis, options, made: RefCell::new(HashMap::new()) }
    }

    /// The plan of a family; `None` where there is no such family.
    pub(super) fn of(&self, family: usize) -> Option<Rc<Result<Plan, Failure>>> {
        let told = self.analysis.families.families.get(family)?;
        let mut made = self.made.borrow_mut();
        if made.len() >= KEPT {
            made.clear();
        }
        let plan = || Rc::new(plan(self.analysis, self.options, &[told]));
        Some(Rc::clone(made.entry(family).or_insert_with(plan)))
    }

    /// What is said of a family that goes into the plan while it is found out what that does.
    pub(super) fn coming(&self, family: usize) -> String {
        let id = self.analysis.families.families.get(family).map_or("", |family| &family.id);
        format!("{id} goes into the plan; looking at what that changes")
    }

    /// What the plan does about a family: how many files change, and who stays beside the canonical one, and why.
    pub(super) fn foretell(&self, family: usize) -> Foretold {
        let families = &self.analysis.families.families;
        let Some((family, plan)) = families.get(family).zip(self.of(family)) else {
            return Foretold::Nothing(String::new());
        };
        let id = &family.id;
        let plan = match plan.as_ref() {
            Ok(plan) => plan,
            Err(failure) => return Foretold::Nothing(format!("{id}: there can be no plan: {}", failure.message())),
        };
        let changes = plan.changes().count();
        let kept = apart(plan, &self.analysis.corpus.agent(family.canonical).path).count();
        let who = || told(plan, &self.analysis.corpus.agent(family.canonical).path) + &self.way_out(plan, family);
        match (changes, kept) {
            (0, _) => Foretold::Nothing(format!("{id}: the plan changes nothing: {}", who())),
            (_, 0) => Foretold::Something(format!("{id} goes into the plan: {}", changing(changes))),
            (_, _) => Foretold::Something(format!(
                "{id} goes into the plan: {}, {kept} kept apart: {}",
                changing(changes),
                who()
            )),
        }
    }

    /// The command that settles what is open in a family and carries the plan out, as the end of a sentence.
    fn way_out(&self, plan: &Plan, family: &Family) -> String {
        if !plan.steps.iter().any(|step| step.unsettled.is_some()) {
            return String::new();
        }
        let merge = self.options.apply.merge_from.map(|from| format!(" --merge {from}")).unwrap_or_default();
        let roots = tail(&self.options.roots);
        let same = &self.options.as_typed;
        format!(". To settle it: agentkin apply{roots}{same} --family {}{merge} --resolve ask --write", family.id)
    }
}

/// Whose files stay as they are, by the reasons: `a.md, b.md (why)`.
fn told(plan: &Plan, canonical: &str) -> String {
    let paths: Vec<&str> = plan.steps.iter().map(|step| step.path.as_str()).collect();
    let names: BTreeMap<&str, String> = paths.iter().copied().zip(told_apart(&paths)).collect();
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for step in apart(plan, canonical) {
        by_reason.entry(&step.because).or_default().push(&names[step.path.as_str()]);
    }
    let mut by_reason: Vec<(&str, Vec<&str>)> = by_reason.into_iter().collect();
    by_reason.sort_by_key(|(_, who)| Reverse(who.len()));
    let left = by_reason.len().saturating_sub(REASONS);
    let told = by_reason.iter().take(REASONS).map(|(because, who)| format!("{} ({because})", few(who)));
    let more = (left > 0).then(|| format!("others for {left} more reasons, which the pane 3 shows"));
    told.chain(more).collect::<Vec<_>>().join("; ")
}

/// Reasons that are told, those of most files first: what is to be done about them is said behind them, and must be in sight.
const REASONS: usize = 3;
/// Files that are named of those that stay for one reason.
const NAMED: usize = 3;

/// The first of them, and how many more there are.
fn few(who: &[&str]) -> String {
    let named = who[..who.len().min(NAMED)].join(", ");
    if who.len() > NAMED { format!("{named} and {} more", who.len() - NAMED) } else { named }
}

/// The steps that leave a member as it is beside the one that is suggested to be kept.
fn apart<'p>(plan: &'p Plan, canonical: &'p str) -> impl Iterator<Item = &'p Step> {
    plan.steps.iter().filter(move |step| !step.changes() && step.path != canonical)
}

/// `2 files to change`.
pub(super) fn changing(files: usize) -> String {
    format!("{} to change", counted(files, "file"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::State;

    #[test]
    fn what_stays_for_many_reasons_is_told_by_those_of_most_files() {
        let step = |at: usize| Step {
            path: format!("tower{at}.md"),
            action: "keep".to_owned(),
            family: "F1".to_owned(),
            because: format!("reason {}", [5, 1, 2, 3, 4, 5, 5, 5][at]),
            unsettled: None,
            before: State::Nothing,
            after: State::Nothing,
            text: None,
        };
        let (id, roots) = (String::new(), Vec::new());
        let plan = Plan { id, roots, steps: (0..8).map(step).collect(), ..Plan::default() };
        let most =
            "tower0.md, tower5.md, tower6.md and 1 more (reason 5); tower1.md (reason 1); tower2.md (reason 2); ";
        let told = told(&plan, "canonical.md");
        assert_eq!(told, format!("{most}others for 2 more reasons, which the pane 3 shows"));
    }
}

//! What was decided, on the disk: the plan that `apply` would make, and the entries that `ignore` would write.

use std::path::PathBuf;

use super::{
    Case,
    desk::{Decision, Desk},
    foretold,
};
use crate::{
    cli::{commands::set_apart, error::Failure, output::Target, session::Session},
    model::Family,
    report::{Document, reporters},
    text::count::counted,
};

/// The plan's file where nobody names one.
const PLAN: &str = "agentkin.plan.json";

/// Where the plan goes: refused before anybody decides anything where it could not be written.
///
/// # Errors
/// A file that is there already, or a folder.
pub(in crate::cli) fn plan_target(session: &Session) -> Result<Target, Failure> {
    let asked = match &session.target {
        Target::Output => Target::new(Some(&PathBuf::from(PLAN)), session.existing)?,
        asked => asked.clone(),
    };
    asked.file()?;
    Ok(asked)
}

/// What was written so far.
#[derive(Debug)]
pub(super) struct Written {
    plan: Target,
    /// What there is to say of the plan when the terminal is back; nothing while there is none.
    planned: Vec<String>,
    /// The same of families set apart.
    apart: Vec<String>,
}

impl Written {
    /// Nothing yet.
    pub(super) const fn new(plan: Target) -> Self {
        Self { plan, planned: Vec::new(), apart: Vec::new() }
    }

    /// What there is to say of all that was written.
    pub(super) fn told(&self) -> impl Iterator<Item = &str> {
        self.apart.iter().chain(&self.planned).map(String::as_str)
    }

    /// Writes what is decided and not on the disk, and says so in a clause.
    ///
    /// # Errors
    /// A plan that cannot be made or written, or settings that cannot.
    pub(super) fn write(&mut self, case: &Case<'_>, desk: &Desk) -> Result<String, Failure> {
        let families = &case.analysis.families.families;
        let merged = desk.decisions().filter(|(_, decision)| **decision == Decision::Merge);
        let merged: Vec<&Family> = merged.map(|(family, _)| &families[family]).collect();
        let mut said = Vec::new();
        // The plan first: it may be refused, and then nothing is written. One that was written is kept true.
        if !merged.is_empty() || !self.planned.is_empty() {
            said.push(self.write_plan(case, &merged)?);
        }
        let mut apart = 0;
        for (family, decision) in desk.fresh() {
            if let Decision::Ignore { reason } = decision {
                self.apart.push(set_apart(&case.analysis.corpus, &families[family].members, reason, case.session)?);
                apart += 1;
            }
        }
        if apart > 0 {
            said.push(format!("{} set apart", counted(apart, "family")));
        }
        Ok(format!("written: {}", said.join("; ")))
    }

    fn write_plan(&mut self, case: &Case<'_>, families: &[&Family]) -> Result<String, Failure> {
        let plan = foretold::plan(case.analysis, case.options, families)?;
        let json = reporters().iter().find(|reporter| reporter.name() == "json");
        let json = json.ok_or_else(|| Failure::saying("there is no reporter for JSON"))?;
        let page = case.session.page();
        self.plan.write(|out| json.write(Document::Plan(&plan), page, out))?;
        let (Target::New(path) | Target::Any(path)) = self.plan.clone() else {
            return Err(Failure::saying("a plan goes to a file"));
        };
        let said = format!("{} in {}", foretold::changing(plan.changes().count()), path.display());
        self.planned = vec![
            format!("plan of {}: {said}", counted(families.len(), "family")),
            format!("to carry it out: agentkin apply --plan {} --write", path.display()),
        ];
        // From now on the file is ours to replace.
        self.plan = Target::Any(path);
        Ok(format!("plan, {said}"))
    }
}

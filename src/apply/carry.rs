//! A plan is carried out: checked whole, written down, then done step by step.

use std::{fs, ops::Range, path::Path};

use super::{
    ApplyError, disk, git,
    journal::{self, Entry, Journal, Shelf},
    lock::Lock,
    place::Roots,
    seal,
};
use crate::model::{Outcome, Plan, Progress, Receipt, State, Step};

/// Steps that are announced together: what is announced is waited for, and a disk takes milliseconds.
const ANNOUNCED: usize = 32;

/// Whether files with changes that are not committed may be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dirty {
    /// No.
    #[default]
    Refuse,
    /// Yes.
    Allow,
}

/// Carries out a plan whose paths start from the folder `base`. Nothing is touched before everything is checked; from then
/// on a kill leaves each file as it was or as it is to be, and the receipt knows which.
///
/// # Errors
/// A plan that was edited, a file that changed since, lies outside or is not committed, an earlier run that was cut short:
/// then nothing was done. [`ApplyError::Stopped`]: then what came before it was.
pub fn carry_out(plan: &Plan, base: &Path, dirty: Dirty) -> Result<Receipt, ApplyError> {
    let shelf = Shelf::of(base);
    let _lock = if plan.changes().next().is_some() { Some(Lock::take(base)?) } else { None };
    refuse_unfinished(&shelf)?;
    if seal(plan) != plan.id {
        let why = "it was edited since it was made".to_owned();
        return Err(ApplyError::NoDocument { path: plan.id.clone(), what: "plan", why });
    }
    let work = Work { plan, roots: Roots::new(base, &plan.roots)? };
    work.check(dirty)?;
    if plan.changes().next().is_none() {
        let outcomes = vec![Outcome::Kept; plan.steps.len()];
        return Ok(Receipt { id: String::new(), plan: plan.clone(), progress: Progress::Whole, outcomes });
    }
    let mut journal = shelf.open(plan)?;
    work.back_up(&shelf.folder(&journal.id))?;
    let changing: Vec<usize> = (0..plan.steps.len()).filter(|at| plan.steps[*at].changes()).collect();
    for some in changing.chunks(ANNOUNCED) {
        work.do_some(some[0]..some[some.len() - 1] + 1, &mut journal)?;
    }
    journal.write(&Entry::End)?;
    super::receipt(base, &journal.id)
}

/// Refuses where a run was cut short: its receipt must be taken back, or nobody could tell its changes from the next one's.
fn refuse_unfinished(shelf: &Shelf) -> Result<(), ApplyError> {
    for id in shelf.ids()? {
        if shelf.read(&id)?.is_none_or(|log| log.progress == Progress::CutShort) {
            return Err(ApplyError::Unfinished { id });
        }
    }
    Ok(())
}

struct Work<'p> {
    plan: &'p Plan,
    roots: Roots,
}

impl Work<'_> {
    /// Refuses a plan of which any step could not be done as shown. What is kept is checked too: it is what stands for the
    /// rest.
    fn check(&self, dirty: Dirty) -> Result<(), ApplyError> {
        let mut changed = Vec::new();
        let mut touched = Vec::new();
        for step in &self.plan.steps {
            match self.roots.locate(&step.path) {
                Ok(real) if as_before(step, &real) => touched.extend(step.changes().then_some((real, &step.path))),
                Ok(_) => changed.push(step.path.clone()),
                // Nobody touches what is kept, wherever it lies.
                Err(_) if !step.changes() => {}
                Err(refused) => return Err(refused),
            }
        }
        if !changed.is_empty() {
            return Err(ApplyError::Changed { since: "plan", paths: changed });
        }
        if dirty == Dirty::Refuse { git::refuse_dirty(&touched) } else { Ok(()) }
    }

    /// Copies whatever the plan takes away, so that it is on the disk before anything is taken.
    fn back_up(&self, folder: &Path) -> Result<(), ApplyError> {
        for (at, step) in self.plan.steps.iter().enumerate().filter(|(_, step)| step.changes()) {
            let real = self.roots.locate(&step.path)?;
            let copy = journal::backup(folder, at);
            let bytes = fs::read(&real).map_err(ApplyError::disk("read", &real))?;
            if !same_bytes(&step.before, &bytes) {
                return Err(ApplyError::Changed { since: "plan", paths: vec![step.path.clone()] });
            }
            disk::write_new(&copy, &bytes, None).map_err(ApplyError::disk("write", &copy))?;
            disk::make_like(&copy, &real);
        }
        disk::sync_folder(folder).map_err(ApplyError::disk("write", folder))
    }

    fn do_some(&self, some: Range<usize>, journal: &mut Journal) -> Result<(), ApplyError> {
        let (first, last) = (some.start, some.end - 1);
        journal.write(&Entry::Begin(first, last))?;
        for at in some {
            let step = &self.plan.steps[at];
            if let Err(why) = self.one(at, step, &journal.id) {
                journal.write(&Entry::Stopped(why.clone()))?;
                return Err(ApplyError::Stopped { id: journal.id.clone(), path: step.path.clone(), why });
            }
        }
        journal.write(&Entry::Done(first, last))
    }

    fn one(&self, at: usize, step: &Step, receipt: &str) -> Result<(), String> {
        if !step.changes() {
            return Ok(());
        }
        let real = self.roots.locate(&step.path).map_err(|refused| refused.to_string())?;
        if !as_before(step, &real) {
            return Err("it changed while the plan was carried out".to_owned());
        }
        let text = step.text.as_deref().unwrap_or_default();
        let draft = disk::draft(&real, receipt, at);
        disk::put(&real, &draft, &step.after, text.as_bytes(), None).map_err(|error| {
            let _ = disk::clear(&draft);
            error.to_string()
        })
    }
}

fn as_before(step: &Step, real: &Path) -> bool {
    disk::state(real).is_ok_and(|state| state == step.before)
}

/// Whether these are the bytes of the file that `state` is.
pub(super) fn same_bytes(state: &State, bytes: &[u8]) -> bool {
    let State::File { mode, .. } = state else { return false };
    disk::of_bytes(bytes, *mode) == *state
}

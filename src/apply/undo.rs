//! A plan that was begun is taken back.

use std::{fs, path::Path};

use super::{
    ApplyError,
    carry::same_bytes,
    disk,
    journal::{self, Entry, Log, Shelf},
    lock::{self, Lock},
    place::Roots,
};
use crate::model::{Outcome, Progress, Receipt, State, Step};

/// What is done about files that somebody changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Touched {
    /// Nothing is taken back before somebody has looked.
    #[default]
    Refuse,
    /// They stay as they are; the rest is taken back.
    Leave,
}

/// Every receipt, oldest first, each held against the disk. One whose run was cut short before its plan was written down
/// did nothing, and is none.
///
/// # Errors
/// A journal that cannot be read.
pub fn receipts(base: &Path) -> Result<Vec<Receipt>, ApplyError> {
    let shelf = Shelf::of(base);
    let mut out = Vec::new();
    for id in shelf.ids()? {
        if let Some(log) = shelf.read(&id)? {
            out.push(held(&id, log, base));
        }
    }
    Ok(out)
}

/// The receipt of this number, held against the disk.
///
/// # Errors
/// No such receipt, or a journal that cannot be read.
pub fn receipt(base: &Path, id: &str) -> Result<Receipt, ApplyError> {
    let log = Shelf::of(base).read(id)?.ok_or_else(|| ApplyError::NoReceipt { id: Some(id.to_owned()) })?;
    Ok(held(id, log, base))
}

/// Takes back what was done of a receipt, by default of the last, newest step first, and throws the receipt away. Cut short,
/// it can be asked for again.
///
/// # Errors
/// No such receipt, a file that is neither as the plan left it nor as it was, a backup that is damaged.
pub fn undo(base: &Path, id: Option<&str>, touched: Touched) -> Result<Receipt, ApplyError> {
    let shelf = Shelf::of(base);
    let ids = shelf.ids()?;
    let was_cut_short = ids.is_empty() && lock::is_there(base);
    let _lock = if ids.is_empty() && !was_cut_short { None } else { Some(Lock::take(base)?) };
    if was_cut_short {
        return Err(ApplyError::NothingBegun);
    }
    let known = match id {
        Some(id) => ids.into_iter().find(|known| known == id || known.trim_start_matches('0') == id),
        None => ids.into_iter().next_back(),
    };
    let id = known.ok_or_else(|| ApplyError::NoReceipt { id: id.map(str::to_owned) })?;
    let Some(log) = shelf.read(&id)? else {
        // Cut short before anything was written down: nothing was done.
        shelf.discard(&id)?;
        let plan = crate::model::Plan::default();
        return Ok(Receipt { id, plan, progress: Progress::Undone, outcomes: Vec::new() });
    };
    let mut receipt = held(&id, log.clone(), base);
    let changed = receipt.plan.steps.iter().zip(&receipt.outcomes).filter(|(_, outcome)| **outcome == Outcome::Changed);
    let changed: Vec<String> = changed.map(|(step, _)| step.path.clone()).collect();
    if !changed.is_empty() && touched == Touched::Refuse {
        return Err(ApplyError::Changed { since: "change", paths: changed });
    }
    let back = Back { folder: &shelf.folder(&id), id: &id, roots: Roots::new(base, &log.plan.roots)? };
    for at in log.begun.iter().rev() {
        if receipt.outcomes[*at] == Outcome::Done {
            back.one(*at, &log.plan.steps[*at])?;
            receipt.outcomes[*at] = Outcome::NotDone;
        }
        back.clear(*at, &log.plan.steps[*at]);
    }
    receipt.progress = Progress::Undone;
    shelf.reopen(&id)?.write(&Entry::Undone)?;
    // What was left alone can still be found in the backups.
    if changed.is_empty() {
        shelf.discard(&id)?;
    }
    Ok(receipt)
}

/// A journal held against the disk.
fn held(id: &str, log: Log, base: &Path) -> Receipt {
    let roots = Roots::new(base, &log.plan.roots);
    let outcome = |(at, step): (usize, &Step)| {
        if !step.changes() {
            return Outcome::Kept;
        }
        if !log.begun.contains(&at) {
            return Outcome::NotDone;
        }
        let state = roots.as_ref().ok().and_then(|roots| disk::state(&roots.locate(&step.path).ok()?).ok());
        match state {
            Some(state) if state == step.after => Outcome::Done,
            Some(state) if state == step.before => Outcome::NotDone,
            _ => Outcome::Changed,
        }
    };
    let outcomes = log.plan.steps.iter().enumerate().map(outcome).collect();
    Receipt { id: id.to_owned(), outcomes, plan: log.plan, progress: log.progress }
}

struct Back<'b> {
    folder: &'b Path,
    id: &'b str,
    roots: Roots,
}

impl Back<'_> {
    fn one(&self, at: usize, step: &Step) -> Result<(), ApplyError> {
        let real = self.roots.locate(&step.path)?;
        let bytes = match &step.before {
            State::File { .. } => self.saved(at, step)?,
            _ => Vec::new(),
        };
        let draft = disk::draft(&real, self.id, at);
        let copy = journal::backup(self.folder, at);
        disk::put(&real, &draft, &step.before, &bytes, Some(&copy)).map_err(ApplyError::disk("put back", &real))
    }

    fn saved(&self, at: usize, step: &Step) -> Result<Vec<u8>, ApplyError> {
        let path = journal::backup(self.folder, at);
        let bytes = fs::read(&path).map_err(ApplyError::disk("read", &path))?;
        let damaged = || ApplyError::Backup { path: step.path.clone(), id: self.id.to_owned() };
        if same_bytes(&step.before, &bytes) { Ok(bytes) } else { Err(damaged()) }
    }

    /// Removes the draft that a kill may have left beside a file.
    fn clear(&self, at: usize, step: &Step) {
        if let Ok(real) = self.roots.locate(&step.path) {
            let _ = disk::clear(&disk::draft(&real, self.id, at));
        }
    }
}

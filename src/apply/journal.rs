//! The journal of a run: what is about to be done is on the disk before it is done.
//!
//! A receipt is a folder `.agentkin/receipts/0001` with `journal.jsonl`, one entry a line, and a backup of each file that
//! the plan changes, named by its step. The first line is the whole plan. Write-ahead logging as in Mohan et al., "ARIES"
//! (TODS 1992), with whole files for images: an entry `begin` comes before the changes that it names, so that after a kill
//! only those may have been made, and what lies on the disk says which.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{ApplyError, disk};
use crate::model::{Plan, Progress};

/// The folder of the receipts, from the folder that the paths of the run start from.
const SHELF: &[&str] = &[".agentkin", "receipts"];
/// What keeps it out of git.
const IGNORE: &str = "# Written by agentkin apply: backups for agentkin undo.\n*\n";
const JOURNAL: &str = "journal.jsonl";

/// A line of the journal. Steps are named by the first and the last of a run of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Entry {
    /// What is to be done.
    Plan(Plan),
    /// These steps are about to be done: their backups lie on the disk.
    Begin(usize, usize),
    /// These steps are done.
    Done(usize, usize),
    /// Everything is done.
    End,
    /// A step was refused: nothing of it, and nothing after it, was done.
    Stopped(String),
    /// Everything that could be taken back was.
    Undone,
}

/// What a journal says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Log {
    pub(super) plan: Plan,
    /// Steps that may have been done.
    pub(super) begun: BTreeSet<usize>,
    pub(super) progress: Progress,
}

/// Where receipts lie.
pub(super) struct Shelf(PathBuf);

impl Shelf {
    /// The shelf of the folder `base`.
    pub(super) fn of(base: &Path) -> Self {
        Self(SHELF.iter().fold(base.to_owned(), |folder, part| folder.join(part)))
    }

    /// The folder of a receipt.
    pub(super) fn folder(&self, id: &str) -> PathBuf {
        self.0.join(id)
    }

    /// The numbers of all receipts, oldest first.
    pub(super) fn ids(&self) -> Result<Vec<String>, ApplyError> {
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(ApplyError::disk("read", &self.0))?,
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut ids: Vec<String> = names.filter(|name| name.bytes().all(|b| b.is_ascii_digit())).collect();
        ids.sort_by_key(|id| (id.len(), id.clone()));
        Ok(ids)
    }

    /// What the journal of a receipt says; `None` where the run was cut short before there was one.
    pub(super) fn read(&self, id: &str) -> Result<Option<Log>, ApplyError> {
        let path = self.folder(id).join(JOURNAL);
        match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            text => Ok(told(&text.map_err(ApplyError::disk("read", &path))?)),
        }
    }

    /// Opens a new receipt for a plan.
    pub(super) fn open(&self, plan: &Plan) -> Result<Journal, ApplyError> {
        let last = self.ids()?.last().and_then(|id| id.parse::<u64>().ok()).unwrap_or(0);
        let id = format!("{:04}", last + 1);
        let folder = self.folder(&id);
        self.prepare().map_err(ApplyError::disk("write", &self.0))?;
        // Whoever comes second finds the folder taken.
        fs::create_dir(&folder).map_err(ApplyError::disk("make", &folder))?;
        let line = line(&Entry::Plan(plan.clone())).map_err(ApplyError::disk("write", &folder))?;
        let path = folder.join(JOURNAL);
        let begun = || {
            disk::put(&path, &folder.join("journal.tmp"), &disk::of_bytes(&line, None), &line, None)?;
            disk::sync_folder(&self.0)
        };
        begun().map_err(ApplyError::disk("write", &path))?;
        Journal::append_to(path, id)
    }

    /// Opens the journal of a receipt again.
    pub(super) fn reopen(&self, id: &str) -> Result<Journal, ApplyError> {
        let journal = Journal::append_to(self.folder(id).join(JOURNAL), id.to_owned())?;
        // What a kill left of a line stands on its own.
        (&journal.file).write_all(b"\n").map_err(ApplyError::disk("write", &journal.path))?;
        Ok(journal)
    }

    fn prepare(&self) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let ignore = self.0.with_file_name(".gitignore");
        // A kill may have left the beginning of it; what somebody wrote there is theirs.
        if is_ours(&ignore) {
            fs::write(&ignore, IGNORE)?;
        }
        let made = self.0.ancestors().take(SHELF.len() + 1);
        made.filter(|folder| !folder.as_os_str().is_empty()).try_for_each(disk::sync_folder)
    }

    /// Throws a receipt away, and the shelf where it was the last: then nothing is left of the run.
    pub(super) fn discard(&self, id: &str) -> Result<(), ApplyError> {
        let folder = self.folder(id);
        fs::remove_dir_all(&folder).map_err(ApplyError::disk("remove", &folder))?;
        if fs::remove_dir(&self.0).is_ok() {
            let ignore = self.0.with_file_name(".gitignore");
            if is_ours(&ignore) {
                let _ = fs::remove_file(&ignore);
            }
            // A folder that holds something else stays.
            let _ = self.0.parent().map(fs::remove_dir);
        }
        Ok(())
    }
}

/// A journal that is being written.
pub(super) struct Journal {
    pub(super) id: String,
    path: PathBuf,
    file: File,
}

impl Journal {
    fn append_to(path: PathBuf, id: String) -> Result<Self, ApplyError> {
        let file = OpenOptions::new().append(true).open(&path).map_err(ApplyError::disk("write", &path))?;
        Ok(Self { id, path, file })
    }

    /// Writes an entry; it is on the disk when this returns.
    pub(super) fn write(&mut self, entry: &Entry) -> Result<(), ApplyError> {
        let written = line(entry).and_then(|line| self.file.write_all(&line)).and_then(|()| self.file.sync_data());
        written.map_err(ApplyError::disk("write", &self.path))
    }
}

/// Where the bytes lie that a step takes away.
pub(super) fn backup(folder: &Path, step: usize) -> PathBuf {
    folder.join(step.to_string())
}

/// Whether the file is not there, or is what is written there or the beginning of it.
fn is_ours(ignore: &Path) -> bool {
    fs::read(ignore).map_or(true, |text| IGNORE.as_bytes().starts_with(&text))
}

fn line(entry: &Entry) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(entry)?;
    line.push(b'\n');
    Ok(line)
}

/// What the lines say. One that a kill cut in two was not on the disk when what it names was to be done: it says nothing.
fn told(text: &str) -> Option<Log> {
    let mut entries = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    let Some(Entry::Plan(plan)) = entries.next() else { return None };
    let mut log = Log { plan, begun: BTreeSet::new(), progress: Progress::CutShort };
    for entry in entries {
        match entry {
            Entry::Begin(first, last) => log.begun.extend(first..=last.min(log.plan.steps.len())),
            Entry::End => log.progress = Progress::Whole,
            Entry::Stopped(_) => log.progress = Progress::Stopped,
            Entry::Undone => log.progress = Progress::Undone,
            Entry::Plan(_) | Entry::Done(..) => {}
        }
    }
    log.begun.retain(|step| log.plan.steps.get(*step).is_some_and(crate::model::Step::changes));
    Some(log)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{State, Step};

    fn plan() -> Plan {
        let step = |path: &str, after| Step {
            path: path.to_owned(),
            action: "delete".to_owned(),
            family: "F1".to_owned(),
            because: String::new(),
            unsettled: None,
            before: disk::of_bytes(b"bees", Some(0o644)),
            after,
            text: None,
        };
        let kept = disk::of_bytes(b"bees", Some(0o644));
        Plan {
            id: "x".to_owned(),
            roots: vec![".".to_owned()],
            steps: vec![step("a.md", kept), step("b.md", State::Nothing)],
            ..Plan::default()
        }
    }

    #[test]
    fn a_line_that_was_cut_in_two_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path());
        let mut journal = shelf.open(&plan()).unwrap();
        assert_eq!(journal.id, "0001");
        journal.file.write_all(br#"{"begin":[0,"#).unwrap();
        let log = shelf.read("0001").unwrap().unwrap();
        assert!(log.begun.is_empty() && log.progress == Progress::CutShort && log.plan == plan());
        let mut journal = shelf.reopen("0001").unwrap();
        journal.write(&Entry::Begin(0, 1)).unwrap();
        assert_eq!(
            shelf.read("0001").unwrap().unwrap().begun.into_iter().collect::<Vec<_>>(),
            [1],
            "a keep does nothing"
        );
        journal.write(&Entry::End).unwrap();
        assert_eq!(shelf.read("0001").unwrap().unwrap().progress, Progress::Whole);
        assert_eq!(shelf.open(&plan()).unwrap().id, "0002");
    }

    #[test]
    fn nothing_is_left_of_the_last_receipt() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path());
        drop(shelf.open(&plan()).unwrap());
        shelf.discard("0001").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

//! Ctrl-C: ends the run, and leaves nothing half-written.
//!
//! Files are drafted beside the target and renamed into place; the draft of a run that is interrupted is taken away. What
//! `apply` and the cache write is whole or not there at any moment, and needs nothing here.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process,
    sync::{Mutex, PoisonError},
};

use super::exit::INTERRUPTED;

/// Drafts that are being written.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From here on a Ctrl-C takes the drafts away and ends the run.
pub(super) fn heed() {
    // Where no handler can be set, the system ends the run as it always does.
    let _ = ctrlc::set_handler(|| {
        let drafts = DRAFTS.lock().unwrap_or_else(PoisonError::into_inner);
        take_away(&drafts);
        let mut out = io::stderr();
        let _ = if out.is_terminal() { write!(out, "\r\u{1b}[K") } else { Ok(()) };
        process::exit(INTERRUPTED);
    });
}

fn take_away(drafts: &[PathBuf]) {
    for draft in drafts {
        // One that was renamed meanwhile is a whole file.
        let _ = fs::remove_file(draft);
    }
}

/// A draft that goes when the run is interrupted, for as long as this lives.
pub(super) struct Draft(PathBuf);

impl Draft {
    pub(super) fn at(path: &Path) -> Self {
        DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| *path != self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_go_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["half", "whole"].map(|name| folder.path().join(name));
        for path in &paths {
            fs::write(path, "x").unwrap();
        }
        let known = |path: &PathBuf| DRAFTS.lock().unwrap().contains(path);
        let (half, whole) = (Draft::at(&paths[0]), Draft::at(&paths[1]));
        drop(whole);
        assert!(known(&paths[0]) && !known(&paths[1]));
        let ours: Vec<PathBuf> = paths.iter().filter(|path| known(path)).cloned().collect();
        take_away(&ours);
        assert!(!paths[0].exists() && paths[1].exists());
        drop(half);
        assert!(!known(&paths[0]));
    }
}

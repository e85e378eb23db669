//! Prompts that are not held are read again from their files, as long as those are what they were.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use super::fingerprint::mark;
use crate::{
    load::{self, Found},
    model::{FindingCode, Held, Note, Prompt, Severity, Source},
    normalize,
};

/// A file that was changed while it was read.
pub(super) const CHANGED_MEANWHILE: FindingCode = FindingCode {
    id: "changed-meanwhile",
    severity: Severity::Warning,
    meaning: "The file was changed or removed while the run read it: what is told of its wording may be missing.",
    cure: "Run the command again.",
};

/// Files that were no longer what they were, by path.
#[derive(Debug, Default)]
pub(super) struct Changed(Mutex<BTreeSet<String>>);

impl Changed {
    /// What to say of each, with its path.
    pub(super) fn notes(&self) -> Vec<(String, Note)> {
        let changed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let note = |path: &String| (path.clone(), Note::new(&CHANGED_MEANWHILE, "changed while it was read"));
        changed.iter().map(note).collect()
    }
}

/// One agent's prompt in a file.
#[derive(Debug)]
struct Place {
    found: Found,
    nth: usize,
    /// The digest of the file when it was read first.
    mark: [u8; 32],
    changed: Arc<Changed>,
}

/// The prompt of the nth agent of a file that had this mark.
pub(super) fn held(found: &Found, nth: usize, mark: [u8; 32], changed: &Arc<Changed>) -> Held {
    Held::at(Arc::new(Place { found: found.clone(), nth, mark, changed: Arc::clone(changed) }))
}

impl Place {
    fn read(&self) -> Option<Prompt> {
        let read = load::read(&self.found);
        let same = mark(&self.found, read.as_ref()) == self.mark;
        let file = read.ok().filter(|_| same)?;
        Some(normalize::prompt(load::parse(&file).ok()?.into_iter().nth(self.nth)?))
    }
}

impl Source for Place {
    fn prompt(&self) -> Option<Prompt> {
        let prompt = self.read();
        if prompt.is_none() {
            let mut changed = self.changed.0.lock().unwrap_or_else(PoisonError::into_inner);
            changed.insert(self.found.path.clone());
        }
        prompt
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;

    #[test]
    fn a_prompt_is_had_again_while_its_file_is_the_same() {
        let path = "fixtures/leniency/crlf.md".to_owned();
        let found = Found { path, origin: Origin::Named, tree: "fixtures".to_owned() };
        let file = load::read(&found);
        let mark = mark(&found, file.as_ref());
        let changed = Arc::new(Changed::default());
        let whole = load::parse(&file.unwrap()).unwrap().swap_remove(0);
        assert_eq!(*held(&found, 0, mark, &changed), normalize::prompt(whole));
        assert!(changed.notes().is_empty());
        assert_eq!(*held(&found, 0, [0; 32], &changed), Prompt::default());
        assert_eq!(changed.notes()[0].0, found.path);
    }
}

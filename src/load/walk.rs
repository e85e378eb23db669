//! Finds the files under the given paths.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::{Discovery, Found, LoadError};
use crate::model::{Finding, FindingCode, Note, Origin, Severity};

/// A link that is not followed.
pub(super) const LINK_NOT_FOLLOWED: FindingCode = FindingCode {
    id: "link-not-followed",
    severity: Severity::Info,
    meaning: "A link leads out of the folder that was given, or nowhere. What it points to was not read.",
    cure: "Give the link's target as a path of its own if it belongs to the collection.",
};

/// An entry of a folder that the system refuses.
pub(super) const UNREADABLE: FindingCode = FindingCode {
    id: "unreadable",
    severity: Severity::Error,
    meaning: "A file or folder could not be read, so whatever it holds is missing in the report.",
    cure: "Check its permissions; if it should not be read, add it to .gitignore or .ignore.",
};

/// Walks the paths: folders are searched, files are taken as they are. The same real file is taken once, under the
/// spelling of the path that names it, else of the first folder that holds it.
pub(super) fn discover(paths: &[String]) -> Result<Discovery, LoadError> {
    let mut walk = Walk::default();
    let (mut folders, mut places) = (Vec::new(), Vec::new());
    for path in paths {
        let place = PathBuf::from(path);
        let kind = std::fs::metadata(&place).map_err(|source| LoadError::Read { path: path.clone(), source })?;
        if kind.is_dir() { folders.push(place) } else { places.push(place) }
    }
    for place in places {
        walk.take(place, Origin::Named);
    }
    for folder in folders {
        walk.folder(&folder)?;
    }
    walk.out.files.sort();
    Ok(walk.out)
}

#[derive(Default)]
struct Walk {
    met: BTreeSet<PathBuf>,
    out: Discovery,
}

impl Walk {
    fn take(&mut self, place: PathBuf, origin: Origin) {
        let real = std::fs::canonicalize(&place).unwrap_or_else(|_| place.clone());
        if self.met.insert(real) {
            self.out.files.push(Found { path: spelt(&place), origin, place });
        }
    }

    fn folder(&mut self, folder: &Path) -> Result<(), LoadError> {
        let root = std::fs::canonicalize(folder).map_err(|source| LoadError::Read { path: spelt(folder), source })?;
        // Hidden folders hold most agents; only git's own store is left out.
        let walk = WalkBuilder::new(folder)
            .hidden(false)
            .require_git(false)
            .follow_links(false)
            .sort_by_file_path(Path::cmp)
            .filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git")
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => self.entry(&entry, &root),
                Err(error) => self.say(&UNREADABLE, error.to_string(), Path::new("")),
            }
        }
        Ok(())
    }

    fn entry(&mut self, entry: &DirEntry, root: &Path) {
        let Some(kind) = entry.file_type() else { return };
        if kind.is_file() {
            self.take(entry.path().to_owned(), Origin::Found);
        } else if kind.is_symlink() {
            self.link(entry.path(), root);
        }
    }

    /// A link inside the tree leads to something that the walk meets by itself; one out of it is not followed.
    fn link(&mut self, place: &Path, root: &Path) {
        match std::fs::canonicalize(place) {
            Ok(target) if target.starts_with(root) => {}
            Ok(_) => self.say(&LINK_NOT_FOLLOWED, "leads out of the folder".to_owned(), place),
            Err(_) => self.say(&LINK_NOT_FOLLOWED, "leads nowhere".to_owned(), place),
        }
    }

    fn say(&mut self, code: &'static FindingCode, message: String, place: &Path) {
        let finding: Finding = Note::new(code, message).of(&spelt(place));
        self.out.findings.push(finding);
    }
}

/// The path as documents print it: as given, joined with `/`, without a leading `./`.
fn spelt(place: &Path) -> String {
    let text = place.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") };
    let bare = text.strip_prefix("./").unwrap_or(&text);
    if bare.is_empty() { text } else { bare.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let place = root.path().join(file);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, "x").unwrap();
        }
        root
    }

    fn names(root: &Path, out: &Discovery) -> Vec<String> {
        let prefix = format!("{}/", spelt(root));
        out.files.iter().map(|file| file.path.strip_prefix(&prefix).unwrap().to_owned()).collect()
    }

    #[test]
    fn hidden_folders_in_git_out_ignored_out() {
        let root = folder(&[".claude/agents/a.md", ".git/b.md", "c.md", "built/d.md", "deep/er/e.md"]);
        std::fs::write(root.path().join(".gitignore"), "built/\n").unwrap();
        let out = discover(&[root.path().to_string_lossy().into_owned()]).unwrap();
        assert_eq!(names(root.path(), &out), [".claude/agents/a.md", ".gitignore", "c.md", "deep/er/e.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn each_real_file_once_and_no_link_out() {
        let (root, elsewhere) = (folder(&["a.md", "sub/b.md"]), folder(&["secret.md"]));
        let link = |target: &Path, name: &str| std::os::unix::fs::symlink(target, root.path().join(name)).unwrap();
        link(Path::new("."), "loop");
        link(Path::new("a.md"), "again.md");
        link(&elsewhere.path().join("secret.md"), "out.md");
        link(Path::new("gone.md"), "broken.md");
        let given = root.path().to_string_lossy().into_owned();
        let out = discover(&[given.clone(), format!("{given}/sub"), format!("{given}/a.md")]).unwrap();
        assert_eq!(names(root.path(), &out), ["a.md", "sub/b.md"]);
        assert_eq!(out.files[0].origin, Origin::Named, "the path that names it wins");
        let said: Vec<_> = out.findings.iter().map(|f| (f.code.id, f.message.as_str())).collect();
        assert_eq!(said, [("link-not-followed", "leads nowhere"), ("link-not-followed", "leads out of the folder")]);
    }

    #[test]
    fn a_missing_path_is_an_error() {
        let error = discover(&["no/such/place".to_owned()]).unwrap_err();
        assert!(error.to_string().starts_with("cannot read no/such/place: "));
    }
}

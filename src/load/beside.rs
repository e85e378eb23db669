//! The files that another one draws in: a skill's references and scripts, a mode's rules, the file that a prompt is kept in.
//! Nothing outside of the given folder is read, and no link is followed.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use memchr::memmem;

use super::{Found, document, formats};
use crate::model::{Beside, FindingCode, Severity, SourceFile};

/// Files beside an agent that were too many or too large to read.
pub(super) const BESIDE_CAPPED: FindingCode = FindingCode {
    id: "supporting-files-capped",
    severity: Severity::Info,
    meaning: "The agent has more supporting files than are read, or some that are larger than is read. Text in those does not \
              count when agents are compared.",
    cure: "Nothing, unless agents are found not to be kin that share such text.",
};

/// Most files that are read beside one agent. Of 3,900 real skills 99 % have fewer.
const MOST_FILES: usize = 64;

/// Longest file that is read beside an agent, in bytes.
const MOST_BYTES: u64 = 256 * 1024;

/// How deep folders beside an agent are searched.
const DEEPEST: usize = 4;

/// Folders of a skill whose files belong to it.
const SKILL_FOLDERS: &[&str] = &["references", "reference", "scripts"];

/// What lies beside a file.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Sorted by path.
    pub(super) files: Vec<Beside>,
    /// How many were left out by a cap.
    pub(super) left_out: usize,
}

/// The files that the file of `found`, which holds `bytes`, draws in.
pub(super) fn of(found: &Found, bytes: &[u8]) -> Drawn {
    let path = Path::new(&found.path);
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let mut out = Drawn::default();
    if name == "skill.md" {
        for below in SKILL_FOLDERS {
            out.enter(folder, below);
        }
    } else if holds(bytes, b"customModes") {
        let modes = folder.join(".roo");
        if is_folder(&modes) {
            out.rules(&modes);
        }
    } else if holds(bytes, b"file:") {
        out.references(found, folder, bytes);
    }
    out.files.sort();
    out
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    memmem::find(bytes, word).is_some()
}

/// Whether a folder lies there, and not a link to one: that may lead anywhere.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

impl Drawn {
    /// Searches the folder of this name, where it is one.
    fn enter(&mut self, folder: &Path, name: &str) {
        if is_folder(&folder.join(name)) {
            self.search(folder, Path::new(name), 0);
        }
    }

    /// Takes the files in `folder/below` and the folders in it, in order of name.
    fn search(&mut self, folder: &Path, below: &Path, depth: usize) {
        for name in names(&folder.join(below)) {
            let below = below.join(name);
            let path = folder.join(&below);
            match fs::symlink_metadata(&path) {
                Ok(meta) if meta.is_dir() && depth < DEEPEST => self.search(folder, &below, depth + 1),
                Ok(meta) if meta.is_file() => self.take(&path, &slashed(&below), meta.len()),
                _ => {}
            }
        }
    }

    fn take(&mut self, path: &Path, named: &str, size: u64) {
        if self.files.len() >= MOST_FILES || size > MOST_BYTES {
            self.left_out += 1;
        } else if let Ok(bytes) = fs::read(path) {
            let path = slashed(&plain(path));
            self.files.push(Beside { named: named.to_owned(), path, bytes });
        }
    }

    /// The rules of every mode: `rules-<slug>/…`.
    fn rules(&mut self, folder: &Path) {
        for name in names(folder).into_iter().filter(|name| name.starts_with("rules-")) {
            self.enter(folder, &name);
        }
    }

    /// The files that prompts refer to, where they lie in the given folder.
    fn references(&mut self, found: &Found, folder: &Path, bytes: &[u8]) {
        let Ok(tree) = fs::canonicalize(&found.tree) else { return };
        for named in document::referred(&SourceFile::new(&found.path, found.origin, bytes)) {
            let Ok(real) = fs::canonicalize(folder.join(&named)) else { continue };
            if let Some(size) = fs::metadata(&real).ok().filter(|meta| meta.is_file() && real.starts_with(&tree)) {
                self.take(&folder.join(&named), &named, size.len());
            }
        }
    }
}

/// The names in a folder, sorted; none where it cannot be read.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut out: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    out.sort_unstable();
    out
}

/// Without `.` and `a/..`, so that it is the path that a walk would give.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/").replace("//", "/")
}

/// The folder that a file given by its own path may draw from: the repository whose root holds its harness's folder
/// (`.kiro`), else that folder, else its own. A user's home holds such folders too, and much that is nobody's prompt.
pub(super) fn tree_of(path: &str) -> String {
    let is_repository = |folder: &str| Path::new(folder).join(".git").exists();
    tree_in(path, is_repository)
}

fn tree_in(path: &str, is_repository: impl Fn(&str) -> bool) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let folders = &parts[..parts.len() - 1];
    let spelt = |folders: &[&str]| match folders.join("/") {
        empty if empty.is_empty() => if path.starts_with('/') { "/" } else { "." }.to_owned(),
        folder => folder,
    };
    let harness = folders.iter().rposition(|part| formats::is_own_folder(part));
    let tree = harness.map_or(folders, |at| {
        let project = &folders[..at];
        if is_repository(&spelt(project)) { project } else { &folders[..=at] }
    });
    spelt(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_file_draws_from_its_project() {
        for (path, tree) in [
            ("a/.kiro/agents/x.json", "a"),
            (".kiro/agents/x.json", "."),
            ("home/.kiro/agents/x.json", "home/.kiro"),
            ("home/.cache/b/x.json", "home/.cache/b"),
            ("a/b/x.json", "a/b"),
            ("../x.json", ".."),
            ("x.json", "."),
            ("/x.json", "/"),
        ] {
            assert_eq!(tree_in(path, |folder| ["a", "."].contains(&folder)), tree, "{path}");
        }
    }

    #[test]
    fn paths_are_those_of_a_walk() {
        assert_eq!(slashed(&plain(Path::new("a/./b/../c.md"))), "a/c.md");
        assert_eq!(slashed(&plain(Path::new("../c.md"))), "../c.md");
        assert_eq!(slashed(&plain(Path::new("/a/c.md"))), "/a/c.md");
    }
}

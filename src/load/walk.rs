//! Which files to read: folders are searched, links are kept inside, each real file counts once.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use ignore::{DirEntry, WalkBuilder};

use super::{Discovery, Found, LoadError, beside, error::UNREADABLE};
use crate::model::{Finding, FindingCode, Origin, Severity};

/// A link to a place outside of the given paths.
pub(super) const LINK_LEADS_OUT: FindingCode = FindingCode {
    id: "link-leads-out",
    severity: Severity::Warning,
    meaning: "A link points to a place outside of the given folders. It was not followed: a folder from elsewhere could bring \
              in files that nobody meant to hand over.",
    cure: "Give the link's target as a path of its own if its agents should count.",
};

/// A link to nothing.
pub(super) const LINK_BROKEN: FindingCode = FindingCode {
    id: "link-broken",
    severity: Severity::Warning,
    meaning: "A link points to something that is not there, so the agent that it may have stood for is missing.",
    cure: "Mend or remove the link.",
};

/// A path that is not Unicode.
pub(super) const PATH_NOT_UTF8: FindingCode = FindingCode {
    id: "path-not-utf8",
    severity: Severity::Warning,
    meaning: "The name of this file or folder is not valid UTF-8, so it cannot be printed as it is and was not read.",
    cure: "Rename it.",
};

/// Endings of files that may hold an agent, in lower case.
const ENDINGS: &[&str] = &[
    "md",
    "mdc",
    "markdown",
    "toml",
    "yaml",
    "yml",
    "json",
    "jsonc",
    "xml",
    "cursorrules",
    "roomodes",
    "kilocodemodes",
    "windsurfrules",
    "clinerules",
    "rules",
];

/// How directly a file was reached: the most direct way gives it its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Named,
    Met,
    Linked,
}

/// One path that was given.
struct Root<'p> {
    typed: &'p str,
    real: PathBuf,
}

/// How a file is kept: of several ways the least counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    way: Way,
    path: String,
    /// The folder inside which it may draw files in.
    tree: String,
}

/// What was met so far: real files by canonical path, so that each counts once.
struct Met<'p> {
    roots: Vec<Root<'p>>,
    files: BTreeMap<PathBuf, Kept>,
    findings: Vec<Finding>,
}

/// See [`super::discover`].
pub(super) fn discover(paths: &[String]) -> Result<Discovery, LoadError> {
    let roots = paths.iter().map(|path| root(path)).collect::<Result<Vec<_>, _>>()?;
    let mut met = Met { roots, files: BTreeMap::new(), findings: Vec::new() };
    for at in 0..met.roots.len() {
        if met.roots[at].real.is_dir() {
            met.search(at)?;
        } else {
            let path = slashed(met.roots[at].typed);
            let tree = beside::tree_of(&path);
            met.keep(met.roots[at].real.clone(), Kept { way: Way::Named, path, tree });
        }
    }
    Ok(met.done())
}

fn root(path: &str) -> Result<Root<'_>, LoadError> {
    let real = fs::canonicalize(path).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
    Ok(Root { typed: path, real })
}

impl Met<'_> {
    /// Walks the folder of root `at`. Links are never walked through, so there are no cycles.
    fn search(&mut self, at: usize) -> Result<(), LoadError> {
        let (typed, real) = (self.roots[at].typed, self.roots[at].real.clone());
        for entry in walker(typed, &real) {
            match entry {
                Err(error) => self.failed(typed, error)?,
                Ok(entry) => self.meet(typed, &real, &entry),
            }
        }
        Ok(())
    }

    fn meet(&mut self, typed: &str, real: &Path, entry: &DirEntry) {
        let Ok(below) = entry.path().strip_prefix(typed) else { return };
        let kind = entry.file_type();
        let is_link = kind.is_some_and(|kind| kind.is_symlink());
        if below.as_os_str().is_empty() || !(is_link || kind.is_some_and(|kind| kind.is_file())) {
            return;
        }
        let Some(shown) = below.to_str() else {
            let shown = joined(typed, &below.to_string_lossy());
            return self.say(&PATH_NOT_UTF8, "the name is not UTF-8, so the file was not read", shown);
        };
        let shown = joined(typed, shown);
        if is_link {
            self.follow(typed, entry.path(), shown);
        } else if may_hold_an_agent(entry.path()) {
            self.keep(real.join(below), Kept { way: Way::Met, path: shown, tree: typed.to_owned() });
        }
    }

    /// A link counts for the file that it leads to, where that lies in a given folder. The folders there are walked anyway.
    fn follow(&mut self, typed: &str, link: &Path, shown: String) {
        let agent_like = may_hold_an_agent(link);
        match fs::canonicalize(link) {
            Err(_) if agent_like || link.extension().is_none() => {
                self.say(&LINK_BROKEN, "the link leads nowhere", shown);
            }
            Ok(target) if agent_like && self.is_inside(&target) && target.is_file() => {
                self.keep(target, Kept { way: Way::Linked, path: shown, tree: typed.to_owned() });
            }
            Ok(target) if (agent_like || target.is_dir()) && !self.is_inside(&target) => {
                let written = fs::read_link(link).unwrap_or(target);
                self.say(&LINK_LEADS_OUT, &format!("the link to {} was not followed", written.display()), shown);
            }
            _ => {}
        }
    }

    fn is_inside(&self, target: &Path) -> bool {
        self.roots.iter().any(|root| target.starts_with(&root.real))
    }

    fn keep(&mut self, real: PathBuf, new: Kept) {
        let kept = self.files.entry(real).or_insert_with(|| new.clone());
        if new < *kept {
            *kept = new;
        }
    }

    /// The root itself must open; what fails below it is said and passed over.
    fn failed(&mut self, typed: &str, error: ignore::Error) -> Result<(), LoadError> {
        let (path, depth) = (place_of(&error), error.depth());
        let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("cannot be searched"));
        if depth == Some(0) {
            return Err(LoadError::Read { path: typed.to_owned(), source });
        }
        let path = path.map_or_else(
            || typed.to_owned(),
            |path| joined(typed, &path.strip_prefix(typed).unwrap_or(&path).to_string_lossy()),
        );
        self.say(&UNREADABLE, &format!("cannot be read: {source}"), path);
        Ok(())
    }

    fn say(&mut self, code: &'static FindingCode, message: &str, path: String) {
        self.findings.push(Finding { code, message: message.to_owned(), path, lines: None, wording: None });
    }

    fn done(mut self) -> Discovery {
        let mut files: Vec<Found> = self
            .files
            .into_values()
            .map(|Kept { way, path, tree }| Found { path, origin: origin(way), tree })
            .collect();
        files.sort();
        self.findings.sort_by(|a, b| (&a.path, a.code.id).cmp(&(&b.path, b.code.id)));
        self.findings.dedup();
        Discovery { files, findings: self.findings }
    }
}

const fn origin(way: Way) -> Origin {
    match way {
        Way::Named => Origin::Named,
        Way::Met | Way::Linked => Origin::Found,
    }
}

/// Only `.gitignore` hides files: what a user's own excludes hide would make the same tree give other answers elsewhere.
/// Outside of a repository the files above the given folder do not count, for many a home folder ignores everything.
fn walker(typed: &str, real: &Path) -> ignore::Walk {
    let in_repository = real.ancestors().any(|folder| folder.join(".git").exists());
    WalkBuilder::new(typed)
        .hidden(false)
        .require_git(false)
        .git_global(false)
        .git_exclude(false)
        .ignore(false)
        .parents(in_repository)
        .follow_links(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build()
}

/// The settings and baselines of agentkin itself are no agent to anybody.
const OWN_FILES: &str = ".agentkin";

fn may_hold_an_agent(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    // Unlike `Path::extension`, a name that is all ending (`.yaml`) has one.
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    !name.starts_with(OWN_FILES) && ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

fn place_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        _ => None,
    }
}

/// The path as a user would write it: below `.` without the dot, else behind what was typed.
fn joined(typed: &str, below: &str) -> String {
    let typed = slashed(typed);
    let folder = typed.trim_end_matches('/');
    match (folder, typed.as_str()) {
        (".", _) => slashed(below),
        ("", "/") => format!("/{}", slashed(below)),
        _ => format!("{folder}/{}", slashed(below)),
    }
}

fn slashed(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_printed_as_given() {
        assert_eq!(joined(".", "a/b.md"), "a/b.md");
        assert_eq!(joined("./", "a/b.md"), "a/b.md");
        assert_eq!(joined("sub/", "a.md"), "sub/a.md");
        assert_eq!(joined("../up", "a.md"), "../up/a.md");
        assert_eq!(joined("/", "a.md"), "/a.md");
    }
}

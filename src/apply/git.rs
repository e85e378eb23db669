//! What git says of files: changes that are not committed could not be had back from it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use super::ApplyError;

/// Refuses files with changes that are not committed, and files that git does not know, inside of a repository. `touched`
/// holds real paths with the paths as they are told.
pub(super) fn refuse_dirty(touched: &[(PathBuf, &String)]) -> Result<(), ApplyError> {
    let mut by_repository: BTreeMap<PathBuf, Vec<&(PathBuf, &String)>> = BTreeMap::new();
    for file in touched {
        if let Some(root) = file.0.ancestors().skip(1).find(|folder| folder.join(".git").exists()) {
            by_repository.entry(root.to_owned()).or_default().push(file);
        }
    }
    let mut paths = Vec::new();
    for (root, files) in by_repository {
        let dirty = dirty(&root)?;
        paths.extend(files.into_iter().filter(|(real, _)| dirty.contains(real)).map(|(_, told)| (*told).clone()));
    }
    if paths.is_empty() { Ok(()) } else { Err(ApplyError::Dirty { paths }) }
}

/// Everything in the repository that differs from what is committed. Nothing that its settings name is run, and its index is
/// not written.
fn dirty(root: &Path) -> Result<BTreeSet<PathBuf>, ApplyError> {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(["--no-optional-locks", "-c", "core.fsmonitor=false", "status"]);
    git.args(["--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all"]);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE"] {
        git.env_remove(name);
    }
    let failed = |why: String| ApplyError::Git { why };
    let said = git.output().map_err(|error| failed(error.to_string()))?;
    if !said.status.success() {
        let why = String::from_utf8_lossy(&said.stderr);
        return Err(failed(why.lines().next().unwrap_or("it failed").to_owned()));
    }
    Ok(entries(&String::from_utf8_lossy(&said.stdout)).map(|path| root.join(path)).collect())
}

/// The paths of `git status --porcelain=v1 -z`: two letters, a space, the path (git-status(1)).
fn entries(said: &str) -> impl Iterator<Item = &str> {
    said.split('\0').filter_map(|entry| entry.get(3..))
}

#[cfg(test)]
mod tests {
    #[test]
    fn entries_are_read_as_the_manual_has_them() {
        let said = " M agents/a b.md\0?? ü.md\0D  gone.md\0";
        assert_eq!(super::entries(said).collect::<Vec<_>>(), ["agents/a b.md", "ü.md", "gone.md"]);
    }
}

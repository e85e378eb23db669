//! Places from the root of the file system, joined with `/`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::error::Failure;

/// This folder from the root of the file system, without links where the settings have none.
pub(super) fn here() -> Result<String, Failure> {
    let here = env::current_dir().and_then(fs::canonicalize);
    here.map(|here| slashed(&here)).map_err(|error| Failure::saying(format!("cannot tell the current folder: {error}")))
}

/// This folder by each name that it has from the root: links in the name that the shell goes by are kept by some of the paths
/// that are typed.
pub(super) fn names_of_here() -> Result<Vec<String>, Failure> {
    let here = here()?;
    let typed = env::var_os("PWD").map(PathBuf::from).filter(|typed| typed.is_absolute());
    let typed = typed.filter(|typed| fs::canonicalize(typed).is_ok_and(|real| slashed(&real) == here));
    let other = typed.map(|typed| slashed(&typed)).filter(|typed| *typed != here);
    Ok(std::iter::once(here).chain(other).collect())
}

/// A path joined with `/`.
pub(super) fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Where a file lies in truth, there or not yet: what a link leads to.
pub(super) fn real(file: &Path, here: &str) -> PathBuf {
    let there = fs::canonicalize(file);
    there.unwrap_or_else(|_| {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| Path::new(here).join(folder));
        folder.join(file.file_name().unwrap_or_default())
    })
}

/// The folder that a file lies in.
pub(super) fn folder_of(file: &Path) -> String {
    slashed(file.parent().unwrap_or(Path::new("/")))
}

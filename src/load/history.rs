//! What git knows of files: when each was last committed, and what several of them come from.
//!
//! Git is asked by its command. Nothing that its settings name is run, and nothing is written.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A version of a file that git keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The commit in which a file had it, abbreviated.
    pub commit: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// When each of these files was last committed, in seconds since 1970; `None` for a file that no repository holds.
#[must_use]
pub fn committed(paths: &[&str]) -> Vec<Option<i64>> {
    let mut by_repository: BTreeMap<PathBuf, BTreeMap<String, usize>> = BTreeMap::new();
    for (at, path) in paths.iter().enumerate() {
        if let Some((root, inside)) = place(Path::new(path)) {
            by_repository.entry(root).or_default().insert(inside, at);
        }
    }
    let mut out = vec![None; paths.len()];
    for (root, files) in by_repository {
        let _ = last_commits(&root, files, &mut out);
    }
    out
}

/// Reads the log, newest first, until every file was seen. Files that git does not know are not looked for: their whole
/// history would be read for nothing.
fn last_commits(root: &Path, mut files: BTreeMap<String, usize>, out: &mut [Option<i64>]) -> Option<()> {
    let known = said(git(root).args(["ls-files", "-z", "--"]).args(files.keys()))?;
    let known: Vec<&str> = std::str::from_utf8(&known).ok()?.split('\0').collect();
    files.retain(|file, _| known.contains(&file.as_str()));
    if files.is_empty() {
        return Some(());
    }
    let mut log = git(root);
    log.args(["log", "--format=%x01%ct", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-show-signature"]);
    let mut log = log.arg("--").args(files.keys()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut time = None;
    for piece in BufReader::new(log.stdout.take()?).split(0) {
        let piece = piece.ok()?;
        let piece = String::from_utf8_lossy(&piece);
        for part in piece.split('\n').filter(|part| !part.is_empty()) {
            match part.strip_prefix('\u{1}') {
                Some(seconds) => time = seconds.parse().ok(),
                None => {
                    if let Some(at) = files.remove(part) {
                        out[at] = time;
                    }
                }
            }
        }
        if files.is_empty() {
            break;
        }
    }
    let _ = log.kill();
    let _ = log.wait();
    Some(())
}

/// The newest version that each of these files had at some time, by its content, renames followed: what they all come from. Of
/// two clones and of two branches it is what stood before they parted. `None` where there is none, or no git.
#[must_use]
pub fn common_version(paths: &[&str]) -> Option<Version> {
    /// As many letters of a commit's hash tell it from all others of a large project.
    const SHOWN: usize = 12;
    let places: Vec<(PathBuf, String)> = paths.iter().map(|path| place(Path::new(path))).collect::<Option<_>>()?;
    let histories: Vec<Vec<(String, String)>> =
        places.iter().map(|(root, file)| versions(root, file)).collect::<Option<_>>()?;
    let (first, others) = histories.split_first()?;
    let depth = |(at, (blob, _)): (usize, &(String, String))| {
        let in_others = others.iter().map(|history| history.iter().position(|(other, _)| other == blob));
        in_others.collect::<Option<Vec<_>>>().map(|places| (places.into_iter().sum::<usize>() + at, at))
    };
    let (_, at) = first.iter().enumerate().filter_map(depth).min()?;
    let (blob, commit) = &first[at];
    let commit = commit.chars().take(SHOWN).collect();
    let bytes = said(git(&places[0].0).args(["cat-file", "blob", blob]))?;
    Some(Version { commit, bytes })
}

/// What differs from a revision, by real paths, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Since {
    /// Every file that does, as far as it is there.
    pub changed: Vec<PathBuf>,
    /// Those of them that the revision does not have.
    pub added: Vec<PathBuf>,
}

/// The files that differ from what git has at `revision`, as far as they are there, by their real paths: in the repositories
/// that `paths` lie in, of a branch since it left the one that `revision` is on. Files that git does not know yet are among them.
///
/// # Errors
/// What git says, in a line: no repository, no such revision.
pub fn changed_since(paths: &[String], revision: &str) -> Result<Since, String> {
    let mut roots = Vec::new();
    for path in paths {
        let real = Path::new(path).canonicalize().map_err(|error| format!("{path}: {error}"))?;
        let root = real.ancestors().find(|folder| folder.join(".git").exists());
        roots.push(root.ok_or_else(|| format!("{path} lies in no git repository"))?.to_owned());
    }
    roots.sort();
    roots.dedup();
    let mut out = Since::default();
    for root in roots {
        let (edited, added) = differing(&root, revision)?;
        let real = |path: String| root.join(path).canonicalize().ok();
        let added: Vec<PathBuf> = added.into_iter().filter_map(real).collect();
        out.changed.extend(edited.into_iter().filter_map(real).chain(added.iter().cloned()));
        out.added.extend(added);
    }
    for files in [&mut out.changed, &mut out.added] {
        files.sort();
        files.dedup();
    }
    Ok(out)
}

/// How the complaint about a revision that a repository lacks begins.
pub const NO_COMMIT: &str = "git has no commit";

/// The files of a repository that a revision has otherwise and those that it does not have, from its root.
fn differing(root: &Path, revision: &str) -> Result<(Vec<String>, Vec<String>), String> {
    // Whatever else is wrong with the repository, it says so itself.
    told(git(root).args(["rev-parse", "--git-dir"]))?;
    let commit = format!("{revision}^{{commit}}");
    let commit = told(git(root).args(["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]))
        .map_err(|_| format!("{NO_COMMIT} {revision} in {}", root.display()))?;
    // Where the two have nothing in common, all that differs is meant.
    let commit = commit.trim();
    let base = told(git(root).args(["merge-base", commit, "HEAD"])).unwrap_or_else(|_| commit.to_owned());
    let differ = |which: &str| {
        let mut diff = git(root);
        // What was moved as it is, is what it was.
        diff.args(["diff", "--name-only", "-z", "--find-renames=100%", "--no-ext-diff", "--no-textconv", which]);
        told(diff.args([base.trim(), "--"]))
    };
    let (edited, added) = (differ("--diff-filter=adr")?, differ("--diff-filter=A")?);
    let unknown = told(git(root).args(["ls-files", "--others", "--exclude-standard", "-z"]))?;
    let names =
        |listed: String| listed.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    Ok((names(edited), [names(added), names(unknown)].concat()))
}

/// What git prints, or the first line of what it complains of.
fn told(git: &mut Command) -> Result<String, String> {
    let said = git.output().map_err(|error| format!("git: {error}"))?;
    if said.status.success() {
        return String::from_utf8(said.stdout).map_err(|_| "git told of paths that are no UTF-8".to_owned());
    }
    Err(String::from_utf8_lossy(&said.stderr).lines().next().unwrap_or("git failed").to_owned())
}

/// Every content that a file had, newest first, with the commit that brought it.
fn versions(root: &Path, file: &str) -> Option<Vec<(String, String)>> {
    let mut log = git(root);
    log.args(["log", "--follow", "--raw", "--abbrev=64", "--format=%x01%h", "--no-ext-diff", "--no-show-signature"]);
    let told = said(log.args(["--", file]))?;
    let (mut out, mut commit) = (Vec::new(), String::new());
    for line in String::from_utf8_lossy(&told).lines() {
        if let Some(hash) = line.strip_prefix('\u{1}') {
            hash.clone_into(&mut commit);
        }
        // `:100644 100644 OLD NEW M<tab>path` (git-diff(1), raw output format).
        let blob = line.strip_prefix(':').and_then(|row| row.split([' ', '\t']).nth(3));
        out.extend(blob.filter(|blob| blob.bytes().any(|b| b != b'0')).map(|blob| (blob.to_owned(), commit.clone())));
    }
    Some(out)
}

/// The repository that a file lies in, and where in it.
fn place(path: &Path) -> Option<(PathBuf, String)> {
    let real = path.canonicalize().ok()?;
    let root = real.ancestors().skip(1).find(|folder| folder.join(".git").exists())?.to_owned();
    let inside = real.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
    Some((root, inside))
}

/// Git in this folder, with nothing of the surroundings that points it elsewhere.
fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(["--no-optional-locks", "--literal-pathspecs", "--no-pager"]);
    git.args(["-c", "core.fsmonitor=false"]).stdin(Stdio::null());
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_EXTERNAL_DIFF"] {
        git.env_remove(name);
    }
    git
}

fn said(git: &mut Command) -> Option<Vec<u8>> {
    let said = git.stderr(Stdio::null()).output().ok()?;
    said.status.success().then_some(said.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository in which `lamp.md` was changed, then copied to `bell.md`, and both were changed again.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let run = |args: &[&str], time: &str| {
            let mut git = git(folder.path());
            git.args(["-c", "user.name=k", "-c", "user.email=k@x", "-c", "commit.gpgsign=false"]).args(args);
            let time = format!("@{time} +0000");
            git.env("GIT_COMMITTER_DATE", &time).env("GIT_AUTHOR_DATE", &time);
            assert!(said(&mut git).is_some(), "{args:?}");
        };
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let commit = |time: &str| {
            run(&["add", "."], time);
            run(&["commit", "-m", "x"], time);
        };
        run(&["init", "-q"], "1000");
        write("lamp.md", "Trim the wick\n");
        commit("1000");
        write("lamp.md", "Trim the wick\nWind the clock\n");
        write("bell.md", "Trim the wick\nWind the clock\n");
        commit("2000");
        write("lamp.md", "Trim the wick\nWind the clock\nOil the gears\n");
        commit("3000");
        write("bell.md", "Wind the clock\n");
        commit("4000");
        write("loose.md", "Ring\n");
        folder
    }

    #[test]
    fn git_tells_what_is_newest_and_what_they_come_from() {
        let folder = repository();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (lamp, bell, loose) = (path("lamp.md"), path("bell.md"), path("loose.md"));
        assert_eq!(committed(&[&lamp, &bell, &loose, "/nowhere.md"]), [Some(3000), Some(4000), None, None]);
        let common = common_version(&[&lamp, &bell]).unwrap();
        assert_eq!(common.bytes, b"Trim the wick\nWind the clock\n");
        assert!(common.commit.len() >= 7);
        assert_eq!(common_version(&[&lamp, &loose]), None);
    }
}

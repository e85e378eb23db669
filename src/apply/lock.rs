//! One run at a time: whoever changes files, or takes changes back, holds `.agentkin/lock`.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
    time::Duration,
};

use super::ApplyError;

/// A lock whose holder is not yet written in it, where a file cannot be given a second name, is this young at the most.
const BEING_WRITTEN: Duration = Duration::from_secs(10);

/// A lock that is held. Let go of when dropped, and then nothing is left of it.
#[derive(Debug)]
pub(super) struct Lock(PathBuf);

impl Lock {
    /// Takes the lock of the folder `base`. One that a run left behind that was killed is taken over, where the system tells
    /// which processes there are.
    ///
    /// # Errors
    /// Somebody holds it, or the system does not let it be written.
    pub(super) fn take(base: &Path) -> Result<Self, ApplyError> {
        let folder = base.join(".agentkin");
        let path = folder.join("lock");
        fs::create_dir_all(&folder).map_err(ApplyError::disk("make", &folder))?;
        match write(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => {
                written.map_err(ApplyError::disk("write", &path))?;
                sweep(&folder);
                return Ok(Self(path));
            }
        }
        let holder = fs::read_to_string(&path).unwrap_or_default();
        let process = holder.split_whitespace().next().unwrap_or_default().to_owned();
        let locked = || ApplyError::Locked { path: path.display().to_string(), holder: process.clone() };
        if !is_stale(&path, holder.trim()) {
            return Err(locked());
        }
        // Whoever comes second finds another's lock in its hands, and gives it back.
        let aside = draft(&path);
        fs::rename(&path, &aside).map_err(|_| locked())?;
        let same = fs::read_to_string(&aside).is_ok_and(|taken| taken == holder);
        if !same {
            let _ = fs::rename(&aside, &path);
            return Err(locked());
        }
        let _ = fs::remove_file(&aside);
        write(&path).map_err(|_| locked())?;
        sweep(&folder);
        Ok(Self(path.clone()))
    }
}

/// Whether a lock lies in the folder `base`, held or left behind.
pub(super) fn is_there(base: &Path) -> bool {
    base.join(".agentkin").join("lock").exists()
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
        // A folder that holds receipts stays.
        let _ = self.0.parent().map(fs::remove_dir);
    }
}

/// Writes the lock with its holder in it, at once: a kill leaves none without, which nobody could tell from one being written.
fn write(path: &Path) -> io::Result<()> {
    let since = begun(&process::id().to_string()).unwrap_or_default();
    let holder = format!("{} {since}", process::id());
    let draft = draft(path);
    fs::write(&draft, holder.trim_end())?;
    let linked = fs::hard_link(&draft, path);
    let _ = fs::remove_file(&draft);
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.write_all(holder.trim_end().as_bytes())
        }
        linked => linked,
    }
}

/// Where this process has a lock that is not in its place.
fn draft(path: &Path) -> PathBuf {
    path.with_file_name(format!("{DRAFT}{}", process::id()))
}

/// What the names of such files begin with.
const DRAFT: &str = "lock-";

/// Removes what runs that were killed left of locks that they made or took over.
fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| name.starts_with(DRAFT))
            && fs::read_to_string(entry.path()).is_ok_and(|holder| is_stale(&entry.path(), holder.trim()))
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether the process that holds the lock is gone. Where the system does not tell, it is not.
fn is_stale(path: &Path, holder: &str) -> bool {
    let mut parts = holder.split_whitespace();
    let Some(process) = parts.next() else {
        let age = fs::metadata(path).and_then(|told| told.modified()).ok().and_then(|time| time.elapsed().ok());
        return age.is_some_and(|age| age > BEING_WRITTEN);
    };
    let processes = Path::new("/proc");
    let told = processes.join("self").exists() && process.bytes().all(|b| b.is_ascii_digit());
    if told && !processes.join(process).exists() {
        return true;
    }
    // In a container numbers come back soon: another process may have it by now.
    let since = parts.next().filter(|_| told);
    since.is_some_and(|since| begun(process).is_some_and(|now| now != since))
}

/// When a process began, in ticks since the system did: the 22nd field of `/proc/PID/stat` (proc(5)), counted from behind the
/// name, which may hold blanks.
fn begun(process: &str) -> Option<String> {
    let told = fs::read_to_string(Path::new("/proc").join(process).join("stat")).ok()?;
    let (_, behind) = told.rsplit_once(')')?;
    behind.split_whitespace().nth(19).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::take(folder.path()).unwrap();
        let said = Lock::take(folder.path()).unwrap_err().to_string();
        assert!(said.contains(&process::id().to_string()), "{said}");
        drop(held);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left of it");
        drop(Lock::take(folder.path()).unwrap());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_killed_run_left_of_a_lock_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".agentkin")).unwrap();
        fs::write(folder.path().join(".agentkin/lock-99999999"), "99999999 1").unwrap();
        let held = Lock::take(folder.path()).unwrap();
        let holder = fs::read_to_string(folder.path().join(".agentkin/lock")).unwrap();
        assert!(holder.starts_with(&process::id().to_string()), "{holder}");
        drop(held);
        assert!(!folder.path().join(".agentkin").exists());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_lock_of_a_killed_run_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".agentkin")).unwrap();
        // No process has this number: they end at 2^22.
        fs::write(folder.path().join(".agentkin/lock"), "99999999").unwrap();
        drop(Lock::take(folder.path()).unwrap());
        assert!(!folder.path().join(".agentkin").exists());
        // This process has the number, and began at another time.
        fs::create_dir(folder.path().join(".agentkin")).unwrap();
        fs::write(folder.path().join(".agentkin/lock"), format!("{} 1", process::id())).unwrap();
        drop(Lock::take(folder.path()).unwrap());
        assert!(begun(&process::id().to_string()).is_some_and(|since| since.parse::<u64>().is_ok()));
    }
}

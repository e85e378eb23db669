//! The one writer: standard output, or a file that is there whole or not at all.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Component, Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use super::{error::Failure, interrupt::Draft};

/// Where a result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Standard output.
    Output,
    /// A file that must not be there yet.
    New(PathBuf),
    /// A file, there or not.
    Any(PathBuf),
    /// What is there and neither a file nor a folder, as a device or a pipe: it is written to, never replaced.
    Stream(PathBuf),
    /// A folder, in which the command names the file.
    Within(PathBuf),
}

/// Whether an existing file may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    Refuse,
    Replace,
}

impl Target {
    /// The target that was asked for; refused before any work is done where it could not be written.
    pub(super) fn new(path: Option<&Path>, existing: Existing) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Target::Output) };
        if path.is_dir() {
            return Ok(Target::Within(path.to_owned()));
        }
        if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
            return Ok(Target::Stream(path.to_owned()));
        }
        match existing {
            Existing::Replace => Ok(Target::Any(path.to_owned())),
            Existing::Refuse if path.symlink_metadata().is_ok() => Err(taken(path)),
            Existing::Refuse => Ok(Target::New(path.to_owned())),
        }
    }

    /// The same, where a file is meant: refuses a folder.
    pub(super) fn file(&self) -> Result<&Self, Failure> {
        let Target::Within(path) = self else { return Ok(self) };
        Err(Failure::saying(format!("--output {} is a folder", path.display()))
            .hinting("give the file's own name; only agentkin merge finds one, for the agent that it writes"))
    }

    /// The folder that was asked for, made where it was not there.
    pub(super) fn folder(&self) -> Result<&Path, Failure> {
        match self {
            Target::Within(folder) => Ok(folder),
            Target::New(folder) | Target::Any(folder) if !folder.exists() => {
                let made = fs::create_dir_all(folder).map(|()| folder.as_path());
                made.map_err(|error| Failure::saying(format!("cannot make the folder {}: {error}", folder.display())))
            }
            Target::New(path) | Target::Any(path) | Target::Stream(path) => {
                Err(Failure::saying(format!("--output {} is no folder", path.display())).hinting("name a folder"))
            }
            Target::Output => Err(Failure::saying("there is no folder to write to").hinting("--output DIR names it")),
        }
    }

    /// The file of this name in the folder that was asked for. It must not be there yet, whatever was said of existing
    /// files: who names a folder has not seen what the file will be called.
    pub(super) fn named(&self, name: &str) -> Result<Self, Failure> {
        let Target::Within(folder) = self else { return Ok(self.clone()) };
        let path = folder.join(safe(name)?);
        if path.symlink_metadata().is_ok() {
            return Err(Failure::saying(format!("{} exists already", path.display()))
                .hinting("name the file itself, and --force replaces it"));
        }
        Ok(Target::New(path))
    }

    /// Writes what `fill` gives. A closed pipe is a success: whoever read had enough.
    pub(super) fn write(&self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        match self {
            Target::Output => to_output(fill),
            Target::New(path) => to_file(path, fill, |file| file.persist_noclobber(path).map(drop)),
            Target::Any(path) => to_file(path, fill, |file| file.persist(path).map(drop)),
            Target::Stream(path) => to_stream(path, fill),
            Target::Within(_) => self.file().map(drop),
        }
    }
}

/// A name that is one part of a path, and leads nowhere.
fn safe(name: &str) -> Result<&str, Failure> {
    let mut parts = Path::new(name).components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(part)), None) if part == name => Ok(name),
        _ => Err(Failure::saying(format!("{name:?} cannot be the name of a file")).hinting("name the file itself")),
    }
}

fn taken(path: &Path) -> Failure {
    Failure::saying(format!("{} exists already", path.display())).hinting("--force replaces it")
}

fn to_output(fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match fill(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::saying(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes into what is there. Whoever reads a pipe may have had enough.
fn to_stream(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let open = fs::OpenOptions::new().write(true).open(path);
    let written = open.and_then(|stream| {
        let mut out = BufWriter::new(stream);
        fill(&mut out)?;
        out.flush()
    });
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::saying(format!("cannot write {}: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

/// Fills a file beside the target and renames it into place, so that no reader ever sees half of it.
fn to_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    persist: impl FnOnce(NamedTempFile) -> Result<(), tempfile::PersistError>,
) -> Result<(), Failure> {
    let broken = |error: io::Error| Failure::saying(format!("cannot write {}: {error}", path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let draft = beside(folder, path).map_err(broken)?;
    let _gone_if_interrupted = Draft::at(draft.path());
    let mut out = BufWriter::new(draft);
    fill(&mut out).map_err(broken)?;
    let draft = out.into_inner().map_err(|error| broken(error.into_error()))?;
    draft.as_file().sync_all().map_err(broken)?;
    persist(draft).map_err(|refused| match refused.error.kind() {
        io::ErrorKind::AlreadyExists => taken(path),
        _ => broken(refused.error),
    })
}

/// A temporary file with the permissions that the file it becomes would have.
fn beside(folder: &Path, path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".agentkin-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(file.path(), old.permissions())?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_replaced_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.md");
        let write = |target: Target, text: &str| target.write(|out| out.write_all(text.as_bytes()));
        write(Target::new(Some(&path), Existing::Refuse).unwrap(), "first").unwrap();
        assert!(Target::new(Some(&path), Existing::Refuse).is_err());
        assert!(write(Target::New(path.clone()), "second").is_err(), "made by somebody else meanwhile");
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        write(Target::new(Some(&path), Existing::Replace).unwrap(), "third").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "third");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nothing");
        // By a link, so that a fault here spoils no machine.
        std::os::unix::fs::symlink("/dev/null", &path).unwrap();
        for existing in [Existing::Refuse, Existing::Replace] {
            let target = Target::new(Some(&path), existing).unwrap();
            assert_eq!(target, Target::Stream(path.clone()));
            target.write(|out| out.write_all(b"gone")).unwrap();
        }
        assert!(path.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn half_a_file_is_never_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.md");
        let target = Target::new(Some(&path), Existing::Refuse).unwrap();
        let failed = target.write(|out| {
            out.write_all(b"half")?;
            Err(io::Error::other("no more"))
        });
        assert!(failed.is_err() && !path.exists());
        let within = Target::new(Some(folder.path()), Existing::Replace).unwrap();
        assert!(within.file().is_err() && within.write(|_| Ok(())).is_err(), "a folder is no file");
    }

    #[test]
    fn a_name_in_a_folder_leads_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("there.md"), "").unwrap();
        let within = Target::Within(folder.path().to_owned());
        assert_eq!(within.named("one.md").ok(), Some(Target::New(folder.path().join("one.md"))));
        for bad in ["", ".", "..", "../one.md", "a/b.md", "/etc/passwd", "there.md", "one.md/"] {
            assert!(within.named(bad).is_err(), "{bad:?}");
        }
    }
}

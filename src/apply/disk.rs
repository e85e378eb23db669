//! One file at a time: what lies there, and something else in its place, whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    model::{Digest, State},
    text::words::digest_of,
};

/// What lies at `path`; a link is not followed.
///
/// # Errors
/// What cannot be read, and what is neither file nor link.
pub(super) fn state(path: &Path) -> io::Result<State> {
    let told = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Nothing),
        told => told?,
    };
    if told.is_symlink() {
        return Ok(State::Link { to: fs::read_link(path)?.to_string_lossy().replace('\\', "/") });
    }
    if !told.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is neither a file nor a link"));
    }
    Ok(of_bytes(&fs::read(path)?, mode(&told)))
}

/// A file of these bytes.
pub(super) fn of_bytes(bytes: &[u8], mode: Option<u32>) -> State {
    State::File { digest: Digest(digest_of(bytes)).to_string(), bytes: bytes.len() as u64, mode }
}

/// Puts `to` in the place of what lies at `target`, by way of `draft` in the same folder: whoever looks sees the old or the
/// new, never half of either, and after a loss of power too. A file gets the times and the owner of the file `like`, else the
/// owner of what it takes the place of.
///
/// # Errors
/// What the system said; then the old lies there still.
pub(super) fn put(target: &Path, draft: &Path, to: &State, bytes: &[u8], like: Option<&Path>) -> io::Result<()> {
    clear(draft)?;
    match to {
        State::Nothing => fs::remove_file(target)?,
        State::Link { to } => {
            link(to, draft)?;
            fs::rename(draft, target)?;
        }
        State::File { mode, .. } => {
            write_new(draft, bytes, *mode)?;
            match like {
                Some(like) => make_like(draft, like),
                None => own_like(draft, target),
            }
            fs::rename(draft, target)?;
        }
    }
    target.parent().map_or(Ok(()), sync_folder)
}

/// Writes a file that must not be there yet, so that it is on the disk when this returns.
pub(super) fn write_new(path: &Path, bytes: &[u8], mode: Option<u32>) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    permit(&file, mode)?;
    file.sync_all()
}

/// Gives a file the owner and the times of another, as far as the system lets: whoever may write a file need not be allowed to
/// give it away.
pub(super) fn make_like(path: &Path, like: &Path) {
    own_like(path, like);
    let times = fs::metadata(like).and_then(|told| {
        let times = fs::FileTimes::new().set_modified(told.modified()?);
        Ok(told.accessed().map_or(times, |accessed| times.set_accessed(accessed)))
    });
    let _ = times.and_then(|times| File::options().write(true).open(path)?.set_times(times));
}

/// Gives a file the owner of another, where that is somebody else.
#[cfg(unix)]
fn own_like(path: &Path, like: &Path) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let (Ok(own), Ok(other)) = (fs::metadata(path), fs::symlink_metadata(like)) else { return };
    if (own.uid(), own.gid()) != (other.uid(), other.gid()) && other.is_file() {
        let given = chown(path, Some(other.uid()), Some(other.gid()));
        // Giving a file away takes bits from its mode.
        let _ = given.and_then(|()| fs::set_permissions(path, fs::Permissions::from_mode(own.mode() & 0o7777)));
    }
}

/// Gives a file the owner of another: only Unix does.
#[cfg(not(unix))]
fn own_like(_: &Path, _: &Path) {}

/// Removes a draft that a run which was cut short left behind.
pub(super) fn clear(draft: &Path) -> io::Result<()> {
    match fs::remove_file(draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The draft of a step, hidden beside its target: no agent is looked for under such a name.
pub(super) fn draft(target: &Path, receipt: &str, step: usize) -> PathBuf {
    target.with_file_name(format!(".agentkin-{receipt}-{step}.tmp"))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
fn mode(told: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(told.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> Option<u32> {
    None
}

#[cfg(unix)]
fn permit(file: &File, mode: Option<u32>) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    mode.map_or(Ok(()), |mode| file.set_permissions(fs::Permissions::from_mode(mode)))
}

#[cfg(not(unix))]
fn permit(_: &File, _: Option<u32>) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn link(to: &str, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(windows)]
fn link(to: &str, at: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(to.replace('/', "\\"), at)
}

#[cfg(not(any(unix, windows)))]
fn link(_: &str, _: &Path) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this system has no symbolic links"))
}

/// How many names the file has.
#[cfg(unix)]
pub(super) fn names(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(path).map_or(1, |told| told.nlink())
}

/// How many names the file has: only Unix tells.
#[cfg(not(unix))]
pub(super) fn names(_: &Path) -> u64 {
    1
}

/// Makes what was done to the entries of a folder last. Only Unix can, and needs it.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes what was done to the entries of a folder last: the system does it itself.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

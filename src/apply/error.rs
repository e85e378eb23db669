//! Why a plan cannot be made, carried out or taken back.

use std::{io, path::Path};

/// How many paths a message names: more would hide what it says.
const NAMED: usize = 5;

/// Why a plan cannot be made, carried out or taken back. Each says what and where.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// A file or folder could not be read or written.
    #[error("cannot {doing} {path}: {source}")]
    Disk {
        /// What was tried: `read`, `write` …
        doing: &'static str,
        /// Where.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// A path that must not be touched.
    #[error("{path} is not touched: {why}")]
    Outside {
        /// The path as the plan has it.
        path: String,
        /// Why.
        why: &'static str,
    },
    /// Files that are not what they were.
    #[error("changed since the {since} was made: {}", listed(.paths))]
    Changed {
        /// What was made of them: `report`, `plan`, `change`.
        since: &'static str,
        /// Which ones.
        paths: Vec<String>,
    },
    /// Files with changes that are not committed.
    #[error("not committed in git: {}", listed(.paths))]
    Dirty {
        /// Which ones.
        paths: Vec<String>,
    },
    /// Git lies around the files and does not answer.
    #[error("cannot ask git what is committed: {why}")]
    Git {
        /// What was said.
        why: String,
    },
    /// A file that should be a report or a plan is none.
    #[error("{path} is no {what}: {why}")]
    NoDocument {
        /// The file.
        path: String,
        /// What was expected: `report`, `plan`.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// An earlier run was cut short.
    #[error("receipt {id} is of a run that was cut short")]
    Unfinished {
        /// Its number.
        id: String,
    },
    /// Another run is at work.
    #[error("another agentkin is at work here (process {holder})")]
    Locked {
        /// The lock.
        path: String,
        /// The process that holds it.
        holder: String,
    },
    /// A run was killed before it wrote down what it was about to do.
    #[error(
        "a run was cut short before it changed anything: there is nothing to take back, and the lock that it left is gone now"
    )]
    NothingBegun,
    /// There is nothing to take back.
    #[error("{}", .id.as_ref().map_or("there is no receipt here".to_owned(), |id| format!("there is no receipt {id} here")))]
    NoReceipt {
        /// The number that was asked for.
        id: Option<String>,
    },
    /// A backup is not what was put there.
    #[error("the backup of {path} in receipt {id} is damaged")]
    Backup {
        /// Which file's.
        path: String,
        /// In which receipt.
        id: String,
    },
    /// A plan was stopped on its way.
    #[error("stopped at {path}, which is as it was: {why}; what was done before it stands in receipt {id}")]
    Stopped {
        /// The receipt's number.
        id: String,
        /// The file of the step that could not be done.
        path: String,
        /// Why.
        why: String,
    },
}

impl ApplyError {
    /// What the system said of `path`.
    pub(super) fn disk<'p>(doing: &'static str, path: &'p Path) -> impl FnOnce(io::Error) -> Self + use<'p> {
        move |source| Self::Disk { doing, path: path.display().to_string(), source }
    }
}

fn listed(paths: &[String]) -> String {
    let (named, rest) = paths.split_at(paths.len().min(NAMED));
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    format!("{}{more}", named.join(", "))
}

//! From paths to agents as written: finds files, decodes them, tells their format, cuts front matter from body.

use crate::model::{Finding, FindingCode, FormatName, Note, Origin, Profile, RawAgent, SourceFile};

/// What a walk over the given paths met.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Discovery {
    /// Files to read, sorted by path, each real file once.
    pub files: Vec<Found>,
    /// What was passed over that a user might have expected to be read.
    pub findings: Vec<Finding>,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// As given on the command line, joined with `/`.
    pub path: String,
    /// Whether its own path was given.
    pub origin: Origin,
}

/// Why a path could not be used. Says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A path that was given does not exist or cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The path as given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Walks the paths: folders are searched, files are taken as they are.
///
/// # Errors
/// A given path that does not exist or cannot be opened.
pub fn discover(_paths: &[String]) -> Result<Discovery, LoadError> {
    todo!()
}

/// Reads one file.
///
/// # Errors
/// What the system says when the file cannot be read.
pub fn read(_found: &Found) -> Result<SourceFile, LoadError> {
    todo!()
}

/// The agents in a file; where there is none, the notes that say why.
///
/// # Errors
/// The notes that say why the file is no agent.
pub fn parse(_file: &SourceFile) -> Result<Vec<RawAgent>, Vec<Note>> {
    todo!()
}

/// Every format, in the order of the roster.
#[must_use]
pub fn formats() -> &'static [&'static Profile] {
    todo!()
}

/// The format of this name.
#[must_use]
pub fn format(_name: FormatName) -> &'static Profile {
    todo!()
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[];

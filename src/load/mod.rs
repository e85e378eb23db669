//! From paths to agents as written: finds files, decodes them, tells their format, cuts front matter from body.

mod decode;
mod error;
mod formats;
mod markdown;
mod place;
mod syntax;
mod walk;

use std::io::Read;
use std::path::PathBuf;

use crate::model::{Finding, FindingCode, FormatName, Note, Origin, Profile, RawAgent, Severity, SourceFile};

pub use error::LoadError;

/// The largest file that is read: the largest real agent file seen has 0.3 MB, and what a person writes never comes near.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

const TOO_LARGE: FindingCode = FindingCode {
    id: "file-too-large",
    severity: Severity::Warning,
    meaning: "The file is larger than 16 MiB, far beyond any agent, and was not read.",
    cure: "Split it, or move it out of the folder.",
};

const NO_TEXT: FindingCode = FindingCode {
    id: "no-text",
    severity: Severity::Warning,
    meaning: "The file is empty or is not a text.",
    cure: "Remove the file, or write the agent's prompt into it.",
};

const NOT_AN_AGENT: FindingCode = FindingCode {
    id: "not-an-agent",
    severity: Severity::Info,
    meaning: "The document was passed over: neither its place nor its ending says that it is an agent, and it has no front \
              matter with a name or a description.",
    cure: "Nothing, if it is none. Else give it front matter with a name and a description, or name the file on the command line.",
};

const FORMAT_NOT_READ: FindingCode = FindingCode {
    id: "format-not-read",
    severity: Severity::Info,
    meaning: "The file is written in a syntax that this version does not read as an agent.",
    cure: "See `agentkin formats` for what is read.",
};

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
    /// The path as the system has it.
    place: PathBuf,
}

/// Walks the paths: folders are searched, files are taken as they are.
///
/// # Errors
/// A given path that does not exist or cannot be opened.
pub fn discover(paths: &[String]) -> Result<Discovery, LoadError> {
    walk::discover(paths)
}

/// Reads one file. A file whose name says that it cannot be an agent, or that is too large, is given without its bytes:
/// [`parse`] says so.
///
/// # Errors
/// What the system says when the file cannot be read.
pub fn read(found: &Found) -> Result<SourceFile, LoadError> {
    let failed = |source| LoadError::Read { path: found.path.clone(), source };
    let mut bytes = Vec::new();
    if found.origin == Origin::Named || markdown::may_be_read(&found.path) {
        let file = std::fs::File::open(&found.place).map_err(failed)?;
        // One byte more than the most, so that `parse` can tell a file that was cut.
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    Ok(SourceFile { path: found.path.clone(), origin: found.origin, bytes })
}

/// The agents in a file; where there is none, the notes that say why. Files that nobody takes for an agent (source code,
/// pictures) give none.
///
/// # Errors
/// The notes that say why the file is no agent.
pub fn parse(file: &SourceFile) -> Result<Vec<RawAgent>, Vec<Note>> {
    if file.bytes.len() as u64 > MOST_BYTES {
        return Err(vec![Note::new(&TOO_LARGE, "larger than 16 MiB")]);
    }
    markdown::parse(file)
}

/// The note for a file that was met in a folder and could not be read.
#[must_use]
pub fn unreadable(error: &LoadError) -> Note {
    Note::new(&walk::UNREADABLE, error.to_string())
}

/// Every format, in the order of the roster.
#[must_use]
pub fn formats() -> &'static [&'static Profile] {
    formats::ALL
}

/// The format of this name; the last of the roster, which takes anything, where there is none.
#[must_use]
pub fn format(name: FormatName) -> &'static Profile {
    formats::ALL.iter().find(|profile| profile.name == name).unwrap_or(&formats::ALL[formats::ALL.len() - 1])
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[
    &TOO_LARGE,
    &NO_TEXT,
    &NOT_AN_AGENT,
    &FORMAT_NOT_READ,
    &walk::LINK_NOT_FOLLOWED,
    &walk::UNREADABLE,
    &decode::NOT_UTF8,
    &decode::MOJIBAKE,
    &decode::HIDDEN_CHARACTERS,
    &decode::CONTROL_CHARACTERS,
    &decode::MIXED_LINE_ENDS,
    &syntax::front_matter::UNCLOSED,
    &syntax::front_matter::GLUED_CLOSE,
    &syntax::front_matter::LATE,
    &syntax::front_matter::FENCED_FILE,
    &syntax::front_matter::COMMENT_METADATA,
    &syntax::lenient::YAML_NOT_STRICT,
    &syntax::lenient::DOUBLED_KEY,
    &syntax::lenient::TAB_INDENT,
    &syntax::yaml::YAML_REFUSED,
];

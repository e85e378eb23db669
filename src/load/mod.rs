//! From paths to agents as written: finds files, decodes them, tells their format, cuts front matter from body.

mod address;
mod beside;
mod characters;
mod consequence;
mod data;
mod decode;
mod document;
mod error;
mod finder;
mod formats;
mod history;
mod lines;
mod pattern;
mod refusal;
mod seats;
mod spelling;
mod supporting;
mod syntax;
mod tell;
mod walk;

pub use error::LoadError;
pub use history::{NO_COMMIT, Since, Version, changed_since, committed, common_version};

use std::{
    fs::File,
    io::{self, Read},
};

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
    /// The folder inside which it may draw other files in: the one that was given, of a file given by its own path the one
    /// that holds its harness's folder.
    pub tree: String,
}

/// Walks the paths: folders are searched, files are taken as they are.
///
/// Hidden folders are searched, `.git` is not; what `.gitignore` names is left out unless its own path was given. Links
/// that lead out of the given paths are findings.
///
/// # Errors
/// A given path that does not exist or cannot be opened.
pub fn discover(paths: &[String]) -> Result<Discovery, LoadError> {
    walk::discover(paths)
}

/// Reads one file, and no more of it than [`parse`] takes, with the files that it draws in.
///
/// # Errors
/// What the system says when the file cannot be read.
pub fn read(found: &Found) -> Result<SourceFile, LoadError> {
    let bytes = bytes_at(&found.path).map_err(|source| LoadError::Read { path: found.path.clone(), source })?;
    let beside::Drawn { files, left_out } = beside::of(found, &bytes);
    Ok(SourceFile { path: found.path.clone(), origin: found.origin, bytes, beside: files, left_out })
}

/// The bytes of a file as far as any are used, and one more of a file that is longer.
fn bytes_at(path: &str) -> io::Result<Vec<u8>> {
    const MOST: u64 = document::MOST_BYTES + 1;
    let file = File::open(path)?;
    // Room for all of it and for one more byte: what is read piece by piece is asked for ten times, and of a whole nobody asks
    // whether there is more.
    let room = file.metadata()?.len().min(MOST) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
    file.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The agents in a file; where there is none, the notes that say why.
///
/// Never panics, whatever the bytes, and takes time linear in their number.
///
/// # Errors
/// The notes that say why the file is no agent: of severity error for a file that was named.
pub fn parse(file: &SourceFile) -> Result<Vec<RawAgent>, Vec<Note>> {
    document::parse(file)
}

/// The note for a file that was met in a folder and could not be read: it must not stop the run.
#[must_use]
pub fn unreadable(error: &LoadError) -> Note {
    Note::new(&error::UNREADABLE, error.to_string())
}

/// The note for a file that is a part of the agent in the file at `path`.
#[must_use]
pub fn part_of(path: &str) -> Note {
    Note::new(&data::PART_OF_ANOTHER, format!("belongs to the agent in {path}, and is no agent of its own"))
}

/// Every format, in the order of the roster.
#[must_use]
pub fn formats() -> &'static [&'static Profile] {
    formats::ALL
}

/// The format of this name; that of any Markdown prompt where no format has it.
#[must_use]
pub fn format(name: FormatName) -> &'static Profile {
    formats().iter().find(|profile| profile.name == name).unwrap_or(&&formats::markdown::PROFILE)
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[
    &beside::BESIDE_CAPPED,
    &characters::CONTROL_CHARACTERS,
    &characters::HIDDEN_UNICODE,
    &characters::MOJIBAKE,
    &characters::REPLACEMENT_CHARACTER,
    &data::PART_OF_ANOTHER,
    &data::PROMPT_ELSEWHERE,
    &data::PROMPT_NOT_READ,
    &data::TOO_MANY_AGENTS,
    &decode::BYTE_ORDER_MARK,
    &decode::MIXED_LINE_ENDS,
    &decode::NOT_TEXT,
    &decode::NOT_UTF8,
    &decode::ODD_LINE_ENDS,
    &consequence::CRLF_FALLBACK,
    &document::EMPTY_FILE,
    &document::FILE_TOO_LARGE,
    &error::UNREADABLE,
    &refusal::HARNESS_PASSES_OVER,
    &refusal::HARNESS_REFUSES,
    &spelling::KEY_CASE,
    &syntax::elsewhere::FRONT_MATTER_IN_COMMENT,
    &syntax::elsewhere::FRONT_MATTER_LATE,
    &syntax::elsewhere::FRONT_MATTER_WRAPPED,
    &syntax::doubled::DUPLICATE_KEY,
    &syntax::fields::FIELD_GUESSED,
    &syntax::fields::TABS_IN_YAML,
    &syntax::fields::YAML_NOT_STRICT,
    &syntax::front_matter::FRONT_MATTER_GLUED,
    &syntax::front_matter::FRONT_MATTER_UNCLOSED,
    &syntax::data::DATA_BROKEN,
    &syntax::data::JSON_NOT_STRICT,
    &tell::NO_PROMPT_IN_DATA,
    &tell::NOT_AN_AGENT,
    &walk::LINK_BROKEN,
    &walk::LINK_LEADS_OUT,
    &walk::PATH_NOT_UTF8,
];

/// Of these, what a file as a whole is told once: the lines that it points to are where to look, and tell it from no other.
pub const ONCE_A_FILE: &[&FindingCode] =
    &[&decode::MIXED_LINE_ENDS, &decode::ODD_LINE_ENDS, &syntax::elsewhere::FRONT_MATTER_LATE];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        let mut ids: Vec<&str> = CODES.iter().map(|code| code.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), CODES.len());
        assert!(CODES.iter().all(|code| !code.meaning.is_empty() && !code.cure.is_empty()));
    }

    #[test]
    fn a_format_is_found_by_its_name() {
        assert!(formats().iter().all(|profile| std::ptr::eq(format(profile.name), *profile)));
        assert_eq!(format(FormatName("unheard-of")).name.0, "markdown");
    }
}

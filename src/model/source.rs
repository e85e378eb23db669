//! Files as found, and agents as written.

use serde::Serialize;

use super::{
    finding::Note,
    profile::Syntax,
    span::{Lines, Span},
    value::Value,
};

/// The name of an agent format, as `--to` and the JSON spell it: `claude`, `skill`, `copilot` …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FormatName(pub &'static str);

impl std::fmt::Display for FormatName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// How a file came to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Its own path was given: it is always loaded, and a failure ends the run.
    Named,
    /// It was met in a folder: it is loaded if it looks like an agent, and a failure is a finding.
    Found,
}

/// A file with its bytes, untouched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceFile {
    /// As given on the command line, joined with `/`, without a leading `./`… unless it was typed so.
    pub path: String,
    /// How it came to be read.
    pub origin: Origin,
    /// The bytes as they lie on the disk.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Files that belong to it, sorted by path: what a skill refers to, the text that a prompt is kept in, a mode's rules.
    pub beside: Vec<Beside>,
    /// How many such files were left out, too many or too large to read.
    pub left_out: usize,
}

impl SourceFile {
    /// A file that draws in no other.
    #[must_use]
    pub fn new(path: impl Into<String>, origin: Origin, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), origin, bytes: bytes.into(), beside: Vec::new(), left_out: 0 }
    }
}

/// A file that another one draws in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Beside {
    /// Its path as the drawing file names it: `references/forms.md`, `./prompt.md`.
    pub named: String,
    /// Its path in the form of [`SourceFile::path`].
    pub path: String,
    /// Its bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// One field as written, before any meaning is given to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RawField {
    /// The key as the file spells it.
    pub key: String,
    /// What it holds.
    pub value: Value,
    /// Where key and value stand in the text, where the reader could tell.
    pub span: Option<Span>,
}

/// One agent as read from a file: fields and a body, in no harness's particular sense yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RawAgent {
    /// The format that its place or content tells.
    pub format: FormatName,
    /// What tells it from others in the same file (a Roo slug, a CrewAI key); `None` where the file is one agent.
    pub key: Option<String>,
    /// The name that the harness takes from the place: file stem, folder or relative path, by the format's rule.
    pub place_name: Option<String>,
    /// The decoded text that every span points into, line ends as `\n`, no byte order mark: for Markdown the whole file,
    /// for data the prompt alone.
    pub text: String,
    /// How its file is written.
    pub syntax: Syntax,
    /// On which line of the file each line of `text` stands.
    pub lines: Lines,
    /// The front matter with its fences, where there is one.
    pub front: Option<Span>,
    /// Whether the front matter is strict YAML that every harness reads the same.
    pub front_is_strict: bool,
    /// The fields in the order of the file.
    pub fields: Vec<RawField>,
    /// The prompt's range of `text`.
    pub body: Span,
    /// Text that belongs to the agent and is read when it is needed: a skill's references and scripts.
    #[serde(skip)]
    pub supporting: String,
    /// What there was to say on the way.
    pub notes: Vec<Note>,
}

//! What the tool says about files: notes that know no path, and findings that do.

use serde::Serialize;

use super::{ids::Digest, span::LineRange};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Info,
    /// Works here, but some harness reads it otherwise or not at all.
    Warning,
    /// Could not be used.
    Error,
}

/// One kind of finding: a constant beside the code that raises it, gathered into the catalogue for
/// `agentkin explain CODE` and docs/findings.md.
#[derive(Debug, PartialEq, Eq)]
pub struct FindingCode {
    /// The stable name, in kebab case: `yaml-not-strict`.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it means, in a sentence or two.
    pub meaning: &'static str,
    /// What to do about it.
    pub cure: &'static str,
}

/// Something to say about one definition, wherever its file lies: what the stages raise.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What kind of thing.
    pub code: &'static FindingCode,
    /// What exactly, on one line. May quote the file: printers escape it.
    pub message: String,
    /// Where, in lines of the file.
    pub lines: Option<LineRange>,
}

impl Note {
    /// A note on the whole file. What the message quotes may have line ends: they become blanks.
    pub fn new(code: &'static FindingCode, message: impl Into<String>) -> Self {
        let mut message = message.into();
        if message.contains(['\n', '\r']) {
            message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        Self { code, message, lines: None }
    }

    /// The same note, pointing at lines.
    #[must_use]
    pub fn at(mut self, lines: LineRange) -> Self {
        self.lines = Some(lines);
        self
    }

    /// The finding that this note is for the file at `path`.
    #[must_use]
    pub fn of(self, path: &str) -> Finding {
        Finding { code: self.code, message: self.message, path: path.to_owned(), lines: self.lines, wording: None }
    }
}

impl Serialize for Note {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = s.serialize_struct("Note", 4)?;
        out.serialize_field("code", self.code.id)?;
        out.serialize_field("severity", &self.code.severity)?;
        out.serialize_field("message", &self.message)?;
        out.serialize_field("lines", &self.lines)?;
        out.end()
    }
}

/// A note with the path of its file: what documents print. An empty path means the run as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What kind of thing.
    pub code: &'static FindingCode,
    /// What exactly, on one line. May quote the file: printers escape it.
    pub message: String,
    /// The file, as given on the command line, joined with `/`.
    pub path: String,
    /// Where, in lines of the file.
    pub lines: Option<LineRange>,
    /// The digest of the words on those lines, wherever they stand; `None` where there are none.
    pub wording: Option<Digest>,
}

impl Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = s.serialize_struct("Finding", 5)?;
        out.serialize_field("code", self.code.id)?;
        out.serialize_field("severity", &self.code.severity)?;
        out.serialize_field("message", &self.message)?;
        out.serialize_field("path", &self.path)?;
        out.serialize_field("lines", &self.lines)?;
        out.end()
    }
}

//! What a prompt's body is made of: sections that hold statements.

use serde::Serialize;

use super::{
    ids::{SectionIx, StatementIx},
    span::{LineRange, Span},
};

/// How a section's beginning is marked in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marker {
    /// The text before the first mark: the `role` section.
    Preamble,
    /// `## Title`, with its level 1..=6.
    Atx(u8),
    /// A title underlined with `=` (level 1) or `-` (level 2).
    Setext(u8),
    /// A line that is all bold: `**Title**`, `**Title:**`.
    BoldLine,
    /// A line that ends with a colon and leads into a list: `Your core responsibilities:`.
    LeadIn,
    /// An XML-like tag on its own line: `<role>` … `</role>`.
    Tag,
    /// A numbered or bulleted bold item that holds a list of its own: `1. **Security First**:`.
    BoldItem,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the meaning; kinship.md lists them")]
pub enum SectionKind {
    Role,
    Expertise,
    Responsibilities,
    Workflow,
    Principles,
    Quality,
    Output,
    Examples,
    Communication,
    Constraints,
    Tools,
    Escalation,
    Context,
    Other,
}

/// A titled part of the body. Sections stand in document order; nesting is by `parent` and `depth`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The title without its marks (`#`, `**`, trailing `:`), as written otherwise; empty for the preamble.
    pub title: String,
    /// What it is for.
    pub kind: SectionKind,
    /// How it is marked.
    pub marker: Marker,
    /// Nesting, 0 for the outermost.
    pub depth: u8,
    /// The section it lies in.
    pub parent: Option<SectionIx>,
    /// The whole title line or lines with marks, without the line end; for a bold item up to the end of its label; empty
    /// for the preamble.
    pub heading: Span,
    /// From the heading to the end of the section's last own block, a tag's to its closing line; sections nested in it may
    /// lie inside.
    pub span: Span,
    /// The same in lines of the file.
    pub lines: LineRange,
    /// Its own statements, in document order, those of nested sections left out.
    pub statements: Vec<StatementIx>,
}

/// What a statement looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// A paragraph of one or more sentences.
    Paragraph,
    /// An item of an unordered list, without the items nested in it.
    Bullet,
    /// An item of an ordered list, without the items nested in it.
    Step,
    /// A row of a table; the header row with its delimiter line counts as one row.
    Row,
    /// A fenced or indented block, fences included.
    Code,
    /// An `<example>` block or another run of raw HTML/XML.
    Example,
}

/// The unit that is compared, moved and merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// The section that it stands in.
    pub section: SectionIx,
    /// What it looks like.
    pub kind: StatementKind,
    /// Its wording, without its list marker: what is shown and compared.
    pub span: Span,
    /// Its whole lines, from the first byte of its first line (marker and indent included) to the end of its last line,
    /// without the line end. Blocks of different statements never overlap, nor do they with headings: what follows the
    /// label of a [`Marker::BoldItem`] on its line begins in mid-line.
    pub block: Span,
    /// The line of the file that it starts on.
    pub line: u32,
    /// How deep in lists, 0 for the outermost.
    pub depth: u8,
    /// The item that it hangs under, where it is nested in one.
    pub parent: Option<StatementIx>,
    /// Digest of its wording without noise (marks, case, spaces, punctuation): equal exactly where two statements say
    /// the same in the same words. Never 0; a statement with no word has the digest of its bare characters.
    pub key: u64,
    /// Distinct content-word hashes (stems, stop words left out), sorted; empty where it has none.
    #[serde(skip)]
    pub words: Vec<u32>,
}

//! From what a run found to bytes: one reporter a format, one document a command.

mod couple;

use std::io::{self, Write};

use crate::model::{AgentDiff, Analysis, Corpus, Finding, FindingCode, Kin, Profile, Proposal};

pub use couple::Couple;

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub enum Document<'d> {
    /// `agentkin report`.
    Report {
        /// What the run found.
        analysis: &'d Analysis,
        /// Which pairs the JSON lists.
        pairs: PairsShown,
        /// The paths as typed, for the commands that are suggested.
        paths: &'d [String],
    },
    /// `agentkin show`: every agent of the corpus.
    Show {
        /// The agents.
        corpus: &'d Corpus,
        /// What was said of their files.
        findings: &'d [Finding],
    },
    /// `agentkin find`.
    Find {
        /// Where the agents live.
        corpus: &'d Corpus,
        /// The kin, best first.
        kin: &'d Kin,
    },
    /// `agentkin compare A B`: with reasons.
    Compare(Couple<'d>),
    /// `agentkin compare --pairs FILE`: in the order of the list, without reasons.
    Pairs(&'d [Couple<'d>]),
    /// `agentkin diff A B`.
    Diff {
        /// Which two, and what is told of them.
        couple: Couple<'d>,
        /// How they differ.
        diff: &'d AgentDiff,
        /// How to lay it out for a person.
        view: DiffView,
    },
    /// `agentkin merge`.
    Merge {
        /// Where the members live.
        corpus: &'d Corpus,
        /// The canonical.
        proposal: &'d Proposal,
    },
    /// `agentkin formats`.
    Formats(&'d [&'static Profile]),
    /// `agentkin explain CODE`; without a code all of them.
    Explain(&'d [&'static FindingCode]),
}

/// Which pairs the JSON of a report lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PairsShown {
    /// Every pair at or above `related`, up to the cap of contract.md, then as `Best`.
    #[default]
    All,
    /// Each agent's ten best.
    Best,
    /// None.
    None,
}

/// How a diff is laid out for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DiffView {
    /// Aligned sections, changed statements with emphasis.
    #[default]
    Aligned,
    /// Two columns.
    SideBySide,
    /// A patch.
    Unified,
    /// Counts.
    Stat,
}

/// The paper that a document is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Which characters may be used for rules and marks.
    pub charset: Charset,
    /// Whether escape sequences for colour may be used.
    pub ink: Ink,
    /// How much is told.
    pub detail: Detail,
}

/// Which characters may be used for rules and marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Charset {
    Unicode,
    Ascii,
}

/// Whether colour may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Ink {
    Colour,
    Plain,
}

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Detail {
    Brief,
    Normal,
    Full,
}

/// A format that documents can be written in.
pub trait Reporter: Sync {
    /// The name as `--format` takes it.
    fn name(&self) -> &'static str;
    /// What it is for, in a clause.
    fn summary(&self) -> &'static str;
    /// Writes a document, escaping whatever comes from a file for this format.
    ///
    /// # Errors
    /// What `out` says when it cannot be written.
    fn write(&self, document: Document<'_>, page: Page, out: &mut dyn Write) -> io::Result<()>;
}

/// Every reporter, the default first.
#[must_use]
pub fn reporters() -> &'static [&'static dyn Reporter] {
    todo!()
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[];

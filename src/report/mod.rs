//! From what a run found to bytes: one reporter a format, one document a command.

mod advice;
mod couple;
mod diff_view;
mod escape;
mod figures;
mod fit;
mod ink;
mod ledger;
mod names;
mod next;
mod page;
mod pairs;
mod relatives;
mod reporters;
#[cfg(test)]
mod sample;
mod shadowing;
mod told_format;

use std::io::{self, Write};

use crate::model::{AgentDiff, Analysis, Corpus, Finding, FindingCode, Kin, Profile, Proposal};

pub use couple::Couple;
use escape::is_hidden;
pub use escape::{Code, Markdown, Terminal};
pub use ledger::{LedgerForm, ledger_sums, write_ledger};
pub use page::{Charset, Detail, Ink, Page, Sink};
pub use pairs::PAIRS_CUT;

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
    reporters::ALL
}

/// Writes what a stage hands on, as JSON: the window on the stages that `agentkin show --stage` opens.
///
/// # Errors
/// What `out` says when it cannot be written.
pub fn write_stage(value: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    reporters::write_stage(value, out)
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[&PAIRS_CUT];

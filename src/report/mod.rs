//! From what a run found to bytes: one reporter a format, one document a command.

mod advice;
mod blocks_view;
mod couple;
mod diff_view;
mod escape;
mod figures;
mod fit;
mod ink;
mod judged;
mod ledger;
mod many_view;
mod names;
mod network;
mod next;
mod page;
mod pairs;
mod paper;
mod powers;
mod relatives;
mod reporters;
mod rosters_view;
#[cfg(test)]
mod sample;
mod shadowing;
mod told_format;

use std::io::{self, Write};

use crate::model::{
    AgentDiff, Analysis, Choice, Core, Corpus, Finding, FindingCode, Kin, Matrix, PairsShown, Plan, Profile, Proposal,
    Receipt, Rosters,
};

pub use couple::Couple;
use escape::is_hidden;
pub use escape::{Code, Html, Markdown, Terminal};
pub use ledger::{LedgerForm, ledger_sums, write_ledger};
#[cfg(feature = "review")]
pub(crate) use next::tail;
pub(crate) use next::word;
pub use page::{Charset, Detail, Ink, Page, Sink};
pub use pairs::PAIRS_CUT;
pub(crate) use powers::stance;

/// How full the cache is, or what was taken out of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CacheState {
    /// Its file.
    pub file: String,
    /// Results in it.
    pub entries: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How many bytes of results it keeps.
    pub most_bytes: u64,
    /// Whether they were taken out.
    pub cleared: bool,
}

impl CacheState {
    /// The state in a sentence.
    pub(crate) fn sentence(&self) -> String {
        let entries = usize::try_from(self.entries).unwrap_or(usize::MAX);
        let kept = format!("{} of {} bytes", figures::count(entries, "entry"), figures::thousands(self.bytes));
        match (self.cleared, self.entries) {
            (true, _) => format!("{kept} taken out of {}", self.file),
            (false, 0) => format!("nothing kept in {}", self.file),
            (false, _) => format!("{kept} in {}, which keeps up to {}", self.file, figures::thousands(self.most_bytes)),
        }
    }
}

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
    /// `agentkin diff` of three or more.
    Matrix {
        /// Where the members live.
        corpus: &'d Corpus,
        /// The members side by side.
        matrix: &'d Matrix,
    },
    /// `agentkin diff --core`.
    Core {
        /// Where the members live.
        corpus: &'d Corpus,
        /// What they share.
        core: &'d Core,
    },
    /// `agentkin diff` of two folders.
    Rosters(&'d Rosters),
    /// `agentkin merge`.
    Merge {
        /// Where the members live.
        corpus: &'d Corpus,
        /// The canonical.
        proposal: &'d Proposal,
        /// What was decided about conflicts.
        decisions: &'d [Choice],
    },
    /// `agentkin apply`: what is to be done.
    Plan(&'d Plan),
    /// `agentkin apply --write` and `agentkin undo`: what became of it.
    Receipts(&'d [Receipt]),
    /// `agentkin formats`.
    Formats(&'d [&'static Profile]),
    /// `agentkin cache`.
    Cache(&'d CacheState),
    /// `agentkin explain CODE`; without a code all of them.
    Explain(&'d [&'static FindingCode]),
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
    /// What only A has, and what only B has.
    Summary,
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
    /// The commands whose results it can hold; `None` where it holds them all.
    fn commands(&self) -> Option<&'static [&'static str]> {
        None
    }
    /// Whether a report of it tells all of every family: then [`Analysis::dossiers`] are to be made.
    fn wants_dossiers(&self) -> bool {
        false
    }
    /// Whether a report of it lists pairs with their signals.
    fn lists_pairs(&self) -> bool {
        false
    }
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
pub const CODES: &[&FindingCode] = &[&PAIRS_CUT, &reporters::RESULTS_CUT];

//! What a signal is.

use super::sides::Sides;
use crate::model::Score;

/// Sees one facet of two agents. Symmetric: swapping the sides changes neither score nor reason.
pub(super) trait Signal: Sync {
    /// Its name in documents: one word, lower case.
    fn name(&self) -> &'static str;

    /// What it looks at, in a clause.
    fn meaning(&self) -> &'static str;

    /// How alike the two are in this; `None` where it has nothing to go by, which is not zero.
    fn score(&self, sides: &Sides<'_>) -> Option<Score>;

    /// Its reason in a plain sentence that names the evidence; `None` where it has no score. Reads the texts again, so it
    /// is asked only where a person wants to know.
    fn explain(&self, sides: &Sides<'_>) -> Option<String>;
}

/// A signal by name, for documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignalInfo {
    /// Its name in documents.
    pub name: &'static str,
    /// What it looks at, in a clause.
    pub meaning: &'static str,
}

//! Which pairs of a corpus are worth comparing: all while that is cheap, else those that share something rare. Never scores.

use crate::model::{Commonness, Corpus, FindingCode, Shortlist};

/// How to look for pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Up to how many agents every pair is taken.
    pub every_pair_up_to: usize,
}

/// The pairs worth comparing.
#[must_use]
pub fn shortlist(_corpus: &Corpus, _common: &Commonness, _options: Options) -> Shortlist {
    todo!()
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[];

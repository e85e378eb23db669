//! Which pairs of a corpus are worth comparing: all while that is cheap, else those that share something rare. Never scores.
//!
//! Up to [`EVERY_PAIR_UP_TO`] agents every pair is taken. Above that, agents of one content are folded to the first of
//! them: each copy is paired with that one only, which takes part in the search for all of them. Stages that follow can
//! hold a copy for its first without a comparison of their own.

mod every_pair;
mod hubs;
mod nearest;
mod postings;
mod same_content;
mod same_name;
mod search;
mod shared_code;
mod shared_role;
mod shared_text;

use crate::model::{Commonness, Corpus, FindingCode, Severity, Shortlist};

use search::{Finder, Search};

/// Up to how many agents every pair is taken. 1,500 agents are 1.1 million pairs, some 5 s of comparing on two cores, and
/// the index would still leave 3 % of them.
pub const EVERY_PAIR_UP_TO: usize = 1_500;

/// How to look for pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Up to how many agents every pair is taken.
    pub every_pair_up_to: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { every_pair_up_to: EVERY_PAIR_UP_TO }
    }
}

/// The ways to find pairs, in the order in which a pair's reason is named.
const ALL: &[Finder] =
    &[same_content::FINDER, shared_text::FINDER, shared_role::FINDER, same_name::FINDER, shared_code::FINDER];

/// The pairs worth comparing.
#[must_use]
pub fn shortlist(corpus: &Corpus, common: &Commonness, options: Options) -> Shortlist {
    if corpus.len() <= options.every_pair_up_to {
        return every_pair::find(corpus);
    }
    let mut search = Search::new(corpus, common);
    for finder in ALL {
        search.run(finder);
    }
    search.finish()
}

/// Copies that are compared through the first of them.
pub static COPIES_BY_ONE: FindingCode = FindingCode {
    id: "copies-compared-once",
    severity: Severity::Info,
    meaning: "In a large run agents of one content are compared with others through the first of them by path, so that \
              the list of pairs names the others only beside that one.",
    cure: "None needed: families hold every copy. For all pairs of one agent ask `agentkin find`.",
};

/// A phrase, word or name that too many agents share to pair all of them.
pub static SEARCH_NARROWED: FindingCode = FindingCode {
    id: "search-narrowed",
    severity: Severity::Info,
    meaning: "In a large run something is shared by so many agents that not every two of them were compared for it.",
    cure: "Run over a part of the agents to have every pair compared.",
};

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[&COPIES_BY_ONE, &SEARCH_NARROWED];

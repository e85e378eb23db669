//! The tools, one file each: what is asked, what is answered, and the answer in a few lines of text.

pub(super) mod compare;
pub(super) mod diff;
pub(super) mod find_kin;
pub(super) mod merge_preview;
pub(super) mod report;

use rmcp::schemars::{self, JsonSchema};
use serde::{Deserialize, Serialize};

use super::said::{clipped, piece};
use crate::model::{Agent, Relation};

/// An answer: the structured part, and the same in a few lines.
pub(super) struct Answer<T> {
    pub(super) structured: T,
    pub(super) text: String,
}

/// How close kin must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Least {
    /// The same after normalization.
    Identical,
    /// One text was made from the other.
    NearDuplicate,
    /// The same job in independent words.
    Variant,
    /// Neighbouring jobs that overlap.
    Related,
}

impl From<Least> for Relation {
    fn from(least: Least) -> Self {
        match least {
            Least::Identical => Relation::Identical,
            Least::NearDuplicate => Relation::NearDuplicate,
            Least::Variant => Relation::Variant,
            Least::Related => Relation::Related,
        }
    }
}

/// What a relation means.
pub(super) const fn meaning(relation: Relation) -> &'static str {
    match relation {
        Relation::Identical => "the same after normalization",
        Relation::NearDuplicate => "one text was made from the other, or both from a third",
        Relation::Variant => "the same job in independent words",
        Relation::Related => "neighbouring jobs that overlap",
        Relation::Unrelated => "nothing to do with each other",
    }
}

/// An agent in an answer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Card {
    /// By which every tool knows it: the file's path, with #key where one file holds several agents.
    pub(super) id: String,
    /// The file.
    pub(super) path: String,
    /// The format: claude, cursor-rule, skill ...
    format: String,
    /// The name that the file gives it.
    pub(super) name: String,
    /// The description that the file gives it, cut where it is long.
    description: String,
    /// Tokens of the whole text, estimated.
    tokens: u32,
}

/// Characters of a description in an answer, at most.
const MOST_DESCRIPTION: usize = 240;

impl Card {
    pub(super) fn of(agent: &Agent) -> Self {
        let definition = &agent.definition;
        Self {
            id: piece(&agent.id),
            path: piece(&agent.path),
            format: definition.format.to_string(),
            name: clipped(&definition.name, MOST_DESCRIPTION),
            description: clipped(&definition.description, MOST_DESCRIPTION),
            tokens: definition.tokens,
        }
    }
}

/// A figure as answers write it: four places.
pub(super) fn figure(score: crate::model::Score) -> f64 {
    score.rounded()
}

/// How many rows to show: what was asked for, up to a bound. None are asked for by whoever wants the sums alone.
pub(super) fn rows(asked: Option<usize>, default: usize, most: usize) -> usize {
    asked.unwrap_or(default).min(most)
}

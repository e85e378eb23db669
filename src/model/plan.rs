//! What is to be done about families, file by file, and what became of it.

use serde::{Deserialize, Serialize};

/// What lies at a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing.
    Nothing,
    /// A file.
    File {
        /// XXH3-128 of its bytes, in hexadecimal digits.
        digest: String,
        /// How many bytes it has.
        bytes: u64,
        /// Its permission bits, where the system has them.
        mode: Option<u32>,
    },
    /// A symbolic link.
    Link {
        /// Where it leads, as it is written, joined with `/`.
        to: String,
    },
}

/// What is to be done about one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The file, as the run was given it, joined with `/`.
    pub path: String,
    /// The action, by its name in the roster: `keep`, `delete`, `merge`, `link`, `stub`.
    pub action: String,
    /// The family that it is about: `F1`.
    pub family: String,
    /// Why, in a clause.
    pub because: String,
    /// The conflict that somebody must settle before anything is done about it, where that is why nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<String>,
    /// What must lie there before.
    pub before: State,
    /// What lies there afterwards.
    pub after: State,
    /// The text that is written, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Step {
    /// Whether anything is other afterwards.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.before != self.after
    }
}

/// What is to be done, in order: what is written comes before what it makes superfluous.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// XXH3-128 of all the rest: a plan that was edited is not the plan that was shown.
    pub id: String,
    /// The folders and files that may be touched, as given.
    pub roots: Vec<String>,
    /// What is to be done, a file each.
    pub steps: Vec<Step>,
    /// Where files that stay speak of agents that go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// Decisions that came to nothing, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<String>,
}

/// A line that names an agent which is about to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The file that the line stands in, as the run was given it.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The file of the agent that it names.
    pub of: String,
}

impl Plan {
    /// The steps that change a file.
    pub fn changes(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.changes())
    }
}

/// What became of a step, as the disk says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It asked for nothing.
    Kept,
    /// What lies there is what the step leaves.
    Done,
    /// What lies there is what lay there before.
    NotDone,
    /// It was begun or done, and something else lies there now: somebody changed the file since.
    Changed,
}

/// How far a plan came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// To its end.
    Whole,
    /// It met something that it refused, and stopped there.
    Stopped,
    /// It was cut short.
    CutShort,
    /// It was taken back, or what could be taken back of it was.
    Undone,
}

/// A plan that was begun, and what became of each step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Its number, by which `agentkin undo` knows it: `0001`.
    pub id: String,
    /// The plan.
    pub plan: Plan,
    /// How far it came.
    pub progress: Progress,
    /// What became of each step, in the plan's order.
    pub outcomes: Vec<Outcome>,
}

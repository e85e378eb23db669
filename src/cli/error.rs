//! What went wrong, said on standard error: what, where, and what to do.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::exit::{DONE, FAILED};
use crate::{
    config::ConfigError,
    pipeline::{self, ApplyError, CoreError},
    report::Terminal,
};

/// Why a command could not be done.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure with what and where.
    pub(super) fn saying(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    /// The same with what to do.
    pub(super) fn hinting(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What went wrong, without the hint.
    #[cfg(feature = "review")]
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// No command, or one that is not in the roster.
    pub(super) fn no_command() -> Self {
        Self::saying("no command given").hinting("agentkin --help lists them")
    }

    /// Says it and gives the exit status. A message may quote files and names: it is escaped.
    pub(super) fn report(&self) -> ExitCode {
        let hint = self.hint.as_ref().map(|hint| format!("hint: {}\n", Terminal(hint))).unwrap_or_default();
        let said = format!("error: {}\n{hint}", Terminal(&self.message));
        // Where standard error is closed there is nobody left to tell.
        let _ = io::stderr().write_all(said.as_bytes());
        ExitCode::from(FAILED)
    }
}

/// What clap has to say: help and version are no failure.
pub(super) fn usage(refused: &clap::Error) -> ExitCode {
    let _ = refused.print();
    if refused.use_stderr() { ExitCode::from(FAILED) } else { ExitCode::from(DONE) }
}

impl From<pipeline::Error> for Failure {
    fn from(error: pipeline::Error) -> Self {
        let failure = Self::saying(error.to_string());
        match error {
            pipeline::Error::NoAgent { .. } => failure.hinting(
                "an agent is a file in a place that a harness reads, or Markdown whose front matter has a name or a \
                 description; agentkin formats lists the places",
            ),
            pipeline::Error::NamedFile(finding) => failure.hinting(format!("agentkin explain {}", finding.code.id)),
            pipeline::Error::Apply(refused) => match cure(&refused) {
                Some(hint) => failure.hinting(hint),
                None => failure,
            },
            pipeline::Error::TwoValues { .. } => failure.hinting("leave one of them in its take"),
            pipeline::Error::Core(CoreError::Shared { .. }) => failure.hinting(
                "write each of its agents to a file of its own first: agentkin merge FILE#NAME --to claude --output NAME.md",
            ),
            pipeline::Error::NoFamily { .. } => failure.hinting("agentkin report lists the families of these paths"),
            _ => failure,
        }
    }
}

/// What to do about a plan that was refused.
fn cure(refused: &ApplyError) -> Option<&'static str> {
    Some(match refused {
        ApplyError::Changed { since: "change", .. } => {
            "--leave-changed leaves these as they are and takes the rest back"
        }
        ApplyError::Changed { .. } => "nothing was done: make it again, and look at it again",
        ApplyError::Dirty { .. } => "nothing was done: commit them first; --allow-dirty goes without",
        ApplyError::Git { .. } => "nothing was done: --allow-dirty goes without git",
        ApplyError::Locked { .. } => "wait for it; if it is gone, remove .agentkin/lock",
        ApplyError::Unfinished { .. } => "agentkin undo takes it back; nothing was done this time",
        ApplyError::Stopped { .. } => "agentkin undo takes back what was done",
        ApplyError::NothingBegun => "agentkin apply can be run again",
        ApplyError::NoReceipt { .. } => "agentkin undo --list shows those that there are",
        _ => return None,
    })
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::saying(error.to_string())
    }
}

//! Why a run could not be done.

use crate::{apply::ApplyError, load::LoadError, model::Finding, write::CoreError};

/// Why a run could not be done. Each says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path could not be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A plan that cannot be made, carried out or taken back.
    #[error(transparent)]
    Apply(#[from] ApplyError),
    /// A core that cannot be written or read, or a member that cannot be built.
    #[error(transparent)]
    Core(#[from] CoreError),
    /// Sketches that could not be written.
    #[cfg(feature = "sketch")]
    #[error("cannot write the sketches: {0}")]
    Sketch(std::io::Error),
    /// No file can be made to put things aside in.
    #[error("cannot make a temporary file in {}: {}; set TMPDIR to a folder with room for 21 KB an agent", .0.display(), .1)]
    Aside(std::path::PathBuf, std::io::Error),
    /// What was put aside cannot be had again.
    #[error(
        "a temporary file could not be read again, so that the report is not whole: run again, or set TMPDIR to another disk"
    )]
    Lost,
    /// Files named on the command line are no agents.
    #[error("{} cannot be used: {}", .0.path, .0.message)]
    NamedFile(Finding),
    /// Nothing to work on: a gate that read nothing must not pass.
    #[error("no agent found in {paths} (files looked at: {files}): give a folder that holds agents, or name the files")]
    NoAgent {
        /// The paths given, as typed.
        paths: String,
        /// How many files were looked at.
        files: usize,
    },
    /// A file holds several agents where one is meant.
    #[error("{path} holds {count} agents: name one as {path}#NAME")]
    Several {
        /// The file.
        path: String,
        /// How many.
        count: usize,
    },
    /// No agent of this id among those loaded.
    #[error("no agent {id} was loaded{}", .nearest.as_ref().map(|n| format!(": did you mean {n}?")).unwrap_or_default())]
    Unknown {
        /// What was asked for.
        id: String,
        /// The most alike id.
        nearest: Option<String>,
    },
    /// What the members come from is not to be found.
    #[error("--ancestor: {place}")]
    NoAncestor {
        /// Where was looked, and what was found there.
        place: &'static str,
    },
    /// A decision that takes several values of what has one.
    #[error("the decision on {about:?} takes {} values, and there is one to have: {}", .taken.len(), .taken.join(" | "))]
    TwoValues {
        /// What the conflict is about.
        about: String,
        /// The values.
        taken: Vec<String>,
    },
    /// No family of this id.
    #[error("no family {id} here: {}", there_are(*.families))]
    NoFamily {
        /// What was asked for.
        id: String,
        /// How many families there are.
        families: usize,
    },
}

/// How many families there are, in a clause.
fn there_are(families: usize) -> String {
    match families {
        0 => "these agents make none".to_owned(),
        1 => "there is F1 alone".to_owned(),
        many => format!("there are {many}, F1 the largest"),
    }
}

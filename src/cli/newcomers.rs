//! What of a run is new, and what was there before: options of the commands that make families.

use std::path::{Path, PathBuf};

use super::{
    error::Failure,
    places::{folder_of, here, real},
};
use crate::{
    config,
    model::Baseline,
    pipeline::{self, Since},
    report::word,
};

/// What tells a command that acts on families who was there first.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Newcomers {
    /// Only families of files that differ from what git has at REV, from where this branch left it; of each what was there before is kept
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Keep what FILE, a baseline of agentkin report, knows in favour of what is new
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

impl Newcomers {
    /// These options as they are typed, each with a space before it: what tells the same families again.
    pub(super) fn as_typed(&self) -> String {
        let since = self.since.iter().map(|revision| format!(" --since {}", word(revision)));
        let baseline = self.baseline.iter().map(|file| format!(" --baseline {}", word(&file.to_string_lossy())));
        since.chain(baseline).collect()
    }

    /// The options of a run over the paths, with what is new of them.
    ///
    /// # Errors
    /// No such revision, no such baseline.
    pub(super) fn told(&self, options: pipeline::Options, paths: &[String]) -> Result<pipeline::Options, Failure> {
        let mut options = options;
        if let Some(revision) = &self.since {
            let Since { changed, added } = since(paths, revision)?;
            (options.changed, options.added) = (Some(changed), added);
        }
        options.baseline = self.baseline.as_deref().map(baseline).transpose()?;
        Ok(options)
    }
}

/// The files that differ from what git has at the revision.
///
/// # Errors
/// What git says, and what to do about it.
pub(super) fn since(paths: &[String], revision: &str) -> Result<Since, Failure> {
    let hint = "a shallow clone lacks most revisions: git fetch --unshallow, or fetch-depth: 0 of actions/checkout";
    pipeline::changed_since(paths, revision).map_err(|why| {
        let failure = Failure::saying(format!("--since {revision}: {why}"));
        if why.starts_with(pipeline::NO_COMMIT) { failure.hinting(hint) } else { failure }
    })
}

/// The baseline in a file.
///
/// # Errors
/// It is not there, or is none.
pub(super) fn baseline(file: &Path) -> Result<Baseline, Failure> {
    let here = here()?;
    let folder = folder_of(&real(file, &here));
    let read = config::read_baseline(file, &folder, &here).map_err(Failure::from);
    read.map_err(|failed| {
        if file.exists() {
            failed
        } else {
            failed.hinting("agentkin report --baseline FILE --update-baseline writes it")
        }
    })
}

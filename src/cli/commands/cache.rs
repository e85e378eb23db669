//! `agentkin cache`.

use clap::Parser;

use super::Job;
use crate::{
    cli::{error::Failure, exit::Exit, session::Session},
    report::{CacheState, Document},
};

const EXAMPLES: &str = "\
Examples:
  agentkin cache                   where it lies and how full it is
  agentkin cache --clear           take everything out
  agentkin cache --cache .kept     the same of a cache of one's own";

/// Tell how full the cache is, or empty it
///
/// A report over many files is kept under the digest of all that it was made from: files, options and the program; the next
/// run that would make the very same one takes it from there. What comparing needs of each file is kept under the digest of the
/// file and the program: a run reads anew only what was changed.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Cache {
    /// Say where it lies and how full it is; what happens without an option too
    #[arg(long, conflicts_with = "clear")]
    stats: bool,
    /// Take everything out
    #[arg(long)]
    clear: bool,
}

impl Job for Cache {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let nowhere = || {
            Failure::saying("there is no cache: --no-cache was given, or the user has no cache folder")
                .hinting("--cache DIR names a folder")
        };
        let cache = session.memory.as_ref().ok_or_else(nowhere)?.cache();
        let told = if self.clear { cache.clear() } else { cache.stats() };
        let stats = told.map_err(|error| {
            Failure::saying(error.to_string()).hinting("wait for the other run, or name another folder with --cache")
        })?;
        let fill = CacheState {
            file: stats.file.to_string_lossy().into_owned(),
            entries: stats.entries,
            bytes: stats.bytes,
            most_bytes: stats.most_bytes,
            cleared: self.clear,
        };
        session.write(Document::Cache(&fill))?;
        Ok(Exit::Done)
    }
}

//! `agentkin undo`.

use std::{
    env,
    path::{Path, PathBuf},
};

use clap::Parser;

use super::Job;
use crate::{
    cli::{error::Failure, exit::Exit, session::Session},
    pipeline::{self, Touched},
    report::Document,
};

const EXAMPLES: &str = "\
Examples:
  agentkin undo             take the last agentkin apply back
  agentkin undo 0003        a certain one
  agentkin undo --list      what there is to take back, held against the disk

Each file gets its bytes, its mode and its name back. A run that was cut short
is taken back the same way. A file that somebody changed since is refused.";

/// Take back what agentkin apply did
///
/// Works on the receipts in .agentkin of this folder, else of the nearest one above. A receipt that was taken back whole
/// is thrown away, and nothing is left of it.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Undo {
    /// The receipt's number [default: the last]
    #[arg(value_name = "RECEIPT")]
    receipt: Option<String>,
    /// Only list the receipts, with what became of each step
    #[arg(long, conflicts_with_all = ["receipt", "leave_changed"])]
    list: bool,
    /// Leave files that were changed since as they are, and take the rest back
    #[arg(long)]
    leave_changed: bool,
}

impl Job for Undo {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let base = base();
        if self.list {
            let receipts = pipeline::receipts(&base).map_err(pipeline::Error::from)?;
            session.write(Document::Receipts(&receipts))?;
            return Ok(Exit::Done);
        }
        let touched = if self.leave_changed { Touched::Leave } else { Touched::Refuse };
        let undone = pipeline::undo(&base, self.receipt.as_deref(), touched).map_err(pipeline::Error::from)?;
        session.write(Document::Receipts(&[undone]))?;
        Ok(Exit::Done)
    }
}

/// The nearest folder with receipts, or with the lock of a run that came to none, from here upwards; else this one.
fn base() -> PathBuf {
    let here = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let left = |folder: &&Path| {
        let own = folder.join(".agentkin");
        own.join("receipts").is_dir() || own.join("lock").exists()
    };
    let found = here.ancestors().find(left).map(PathBuf::from);
    found.unwrap_or(here)
}

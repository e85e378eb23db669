//! `agentkin report`.

use clap::Parser;

use super::{Gate, Job};
use crate::{
    cli::{agents, error::Failure, exit::Exit, session::Session},
    pipeline,
    report::Document,
};

const EXAMPLES: &str = "\
Examples:
  agentkin report                            everything below this folder
  agentkin report .claude ~/.claude/agents   two rosters against each other
  agentkin report --format markdown          ready to paste in an issue
  agentkin report --blocks                   text that stands in many agents
  agentkin report --fail-on near-duplicate   a gate: exits 1 if there is a copy
  git ls-files '*.agent.md' | agentkin report --files-from -";

/// Tell which agents overlap, and what to do about it
///
/// Families of agents that do one job, names that several agents share, and findings about single files, each with what
/// to keep, delete or merge.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Report {
    /// Folders to search and files to read; - reads a list from standard input [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Read paths from FILE, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<String>,
    /// Which pairs the JSON lists: all (at 100,000 and more: best), each agent's ten best, or none
    #[arg(long = "pairs", id = "pairs_shown", value_name = "WHICH", value_parser = ["all", "best", "none"])]
    _pairs_shown: Option<String>,
    /// Tell of paragraphs and sections that stand in many agents, and of their drifted copies, instead of families
    #[arg(long)]
    blocks: bool,
    #[command(flatten)]
    _gate: Gate,
}

impl Job for Report {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let paths = agents::paths(&self.paths, self.files_from.as_deref())?;
        let settings = &session.settings;
        let mut analysis = {
            let watch = session.watch();
            pipeline::report(&paths, &session.options(), watch.as_ref())?
        };
        if self.blocks {
            pipeline::add_blocks(&mut analysis);
        }
        session.write(Document::Report { analysis: &analysis, pairs: settings.pairs, paths: &paths })?;
        if let Some(refused) = analysis.refused.first() {
            return Err(pipeline::Error::NamedFile(refused.clone()).into());
        }
        Ok(Exit::found_if(|| settings.fail_on.is_some_and(|bar| analysis.strongest().is_some_and(|met| met >= bar))))
    }
}

//! `agentkin show`.

use clap::{Parser, ValueEnum};

use super::Job;
use crate::{
    cli::{error::Failure, exit::Exit, session::Session},
    pipeline,
    report::{self, Document},
};

const EXAMPLES: &str = "\
Examples:
  agentkin show a.md                      name, fields, sections and what each is for
  agentkin show a.md --format json        every statement with its line
  agentkin show a.md --stage load         what was read, before any meaning is given to it";

/// Show an agent as agentkin sees it
///
/// Fields under their canonical names, sections with what each is for, statements, findings.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Show {
    /// The files to show
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Print what this stage hands on, as JSON, instead
    #[arg(long, value_name = "STAGE")]
    stage: Option<Window>,
}

/// The stages that can be looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Window {
    /// Agents as written
    Load,
    /// Agents with their meaning
    Normalize,
}

impl Job for Show {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        if self.stage == Some(Window::Load) {
            let raw = pipeline::raw(&self.files)?;
            session.target.write(|out| report::write_stage(&raw, out))?;
            return Ok(Exit::Done);
        }
        let loaded = pipeline::load(&self.files, session.watch().as_ref())?.whole()?;
        if self.stage == Some(Window::Normalize) {
            session.target.write(|out| report::write_stage(&loaded.corpus, out))?;
        } else {
            session.write(Document::Show { corpus: &loaded.corpus, findings: &loaded.findings })?;
        }
        Ok(Exit::Done)
    }
}

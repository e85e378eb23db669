//! `agentkin formats`.

use clap::Parser;

use super::Job;
use crate::{
    cli::{error::Failure, exit::Exit, session::Session},
    pipeline,
    report::Document,
};

const EXAMPLES: &str = "\
Examples:
  agentkin formats                     all, for a person
  agentkin formats --format json       all, for a program";

/// List the agent formats: places, fields, what is written
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Formats {}

impl Job for Formats {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        session.write(Document::Formats(pipeline::formats()))?;
        Ok(Exit::Done)
    }
}

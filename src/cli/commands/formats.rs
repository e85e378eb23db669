//! `agentkin formats`.

use clap::Parser;

use super::Job;
use crate::{
    cli::{error::Failure, exit::Exit, session::Session},
    pipeline,
    report::Document,
    text::short::nearest,
};

const EXAMPLES: &str = "\
Examples:
  agentkin formats                     all, in a list
  agentkin formats claude              one in full: places, fields, tools, who shadows whom
  agentkin formats --format json       all in full, for a program";

/// List the agent formats: where they lie, what is read and written
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Formats {
    /// A format's name; without it, all are listed
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

impl Job for Formats {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let formats = pipeline::formats();
        let Some(typed) = self.name else {
            session.write(Document::Formats(formats))?;
            return Ok(Exit::Done);
        };
        let known = formats.iter().find(|format| format.name.0.eq_ignore_ascii_case(&typed)).copied();
        let known = known.ok_or_else(|| {
            let guess = nearest(&typed, formats.iter().map(|format| format.name.0));
            let guess = guess.map(|guess| format!(": did you mean {guess}?")).unwrap_or_default();
            Failure::saying(format!("no format has the name {typed}{guess}"))
                .hinting("agentkin formats lists all names")
        })?;
        session.write(Document::Formats(&[known]))?;
        Ok(Exit::Done)
    }
}

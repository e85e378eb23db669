//! `agentkin explain`.

use clap::Parser;

use super::Job;
use crate::{
    cli::{error::Failure, exit::Exit, session::Session},
    model::FindingCode,
    pipeline,
    report::{self, Document},
    text::short::nearest,
};

const EXAMPLES: &str = "\
Examples:
  agentkin explain                     every code there is
  agentkin explain pairs-cut           one of them, with what to do about it";

/// Explain a finding: what it means, what to do about it
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// The finding's code; without it, all are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl Job for Explain {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let catalogue = catalogue();
        let Some(typed) = self.code else {
            session.write(Document::Explain(&catalogue))?;
            return Ok(Exit::Done);
        };
        let known = catalogue.iter().find(|code| code.id == typed).copied();
        let known = known.ok_or_else(|| {
            let guess = nearest(&typed, catalogue.iter().map(|code| code.id));
            let guess = guess.map(|guess| format!(": did you mean {guess}?")).unwrap_or_default();
            Failure::saying(format!("no finding has the code {typed}{guess}"))
                .hinting("agentkin explain lists all codes")
        })?;
        session.write(Document::Explain(&[known]))?;
        Ok(Exit::Done)
    }
}

/// What the stages can say, and what printing can.
fn catalogue() -> Vec<&'static FindingCode> {
    let mut all = pipeline::catalogue();
    all.extend_from_slice(report::CODES);
    all.sort_by_key(|code| code.id);
    all
}

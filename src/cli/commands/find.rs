//! `agentkin find`.

use clap::{Parser, value_parser};

use super::{Gate, Job};
use crate::{
    cli::{agents, error::Failure, exit::Exit, session::Session},
    model::Corpus,
    pipeline::{self, Loaded},
    report::Document,
};

const EXAMPLES: &str = "\
Examples:
  agentkin find new.md                     is there one like it below here already?
  agentkin find new.md ~/.claude --top 3   the nearest three of that folder
  agentkin find new.md --fail-on variant   a gate: exits 1 if the job is taken";

/// Find the nearest kin of one agent, best first
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Find {
    /// The agent whose kin is looked for
    #[arg(value_name = "FILE")]
    file: String,
    /// Where to look [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Read paths from FILE, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<String>,
    /// How many
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = value_parser!(u32).range(1..))]
    top: u32,
    #[command(flatten)]
    _gate: Gate,
}

impl Job for Find {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let corpus = self.corpus(session)?;
        let agent = pipeline::agent_at(&corpus, &self.file)?;
        let kin = {
            let watch = session.watch();
            pipeline::find(&corpus, agent, self.top as usize, &session.settings.model, watch.as_ref())
        };
        session.write(Document::Find { corpus: &corpus, kin: &kin })?;
        let bar = session.settings.fail_on;
        Ok(Exit::found_if(|| bar.is_some_and(|bar| kin.kin.iter().any(|told| told.relation >= bar))))
    }
}

impl Find {
    /// The agents under the paths with the one asked for among them, under the name that was typed.
    fn corpus(&self, session: &Session) -> Result<Corpus, Failure> {
        let own = agents::load(std::slice::from_ref(&self.file), session)?;
        let mut paths = agents::paths(&self.paths, self.files_from.as_deref())?;
        paths.push(own.corpus.agents()[0].path.clone());
        let Loaded { corpus, .. } = pipeline::load(&paths, session.watch().as_ref())?.whole()?;
        if corpus.len() <= own.corpus.len() {
            // A gate that compared with nothing must not pass.
            paths.pop();
            return Err(Failure::saying(format!("no other agent found in {}", paths.join(" ")))
                .hinting("give the folder that holds the agents to compare with"));
        }
        Ok(corpus)
    }
}

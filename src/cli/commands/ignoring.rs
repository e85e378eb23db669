//! `agentkin ignore`.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use clap::Parser;

use super::Job;
use crate::{
    cli::{
        agents,
        error::Failure,
        exit::Exit,
        output::Target,
        places::{folder_of, here, real},
        session::Session,
    },
    config::{self, Ignored, IgnoredMember},
    model::{AgentIx, Corpus},
    report::Terminal,
    text::paths::{absolute, relative},
};

const EXAMPLES: &str = "\
Examples:
  agentkin ignore short.md long.md --reason \"a card and a handbook, on purpose\"
  agentkin ignore a.md b.md c.md --reason \"one a stack\"

Written to [[ignore]] in .agentkin.toml, with what each agent says now: reports
leave these pairs out, and say how many. When one of the agents changes, they
are reported again with a finding. [[copies]] there declares the opposite.";

/// Remember that agents are no copies of one another: reports leave them out
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Ignore {
    /// The agents, two or more
    #[arg(value_name = "PATH", required = true, num_args = 2..)]
    agents: Vec<String>,
    /// Why, for whoever reads it next year
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Job for Ignore {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let loaded = agents::load(&self.agents, session)?;
        let mut seats = agents::seats(&loaded.corpus, &self.agents)?;
        seats.sort_unstable();
        seats.dedup();
        if seats.len() < 2 {
            return Err(Failure::saying("two different agents are needed").hinting("agentkin ignore A B --reason TEXT"));
        }
        within(&loaded.corpus, &seats, session)?;
        let said = set_apart(&loaded.corpus, &seats, &self.reason, session)?;
        if session.talks() {
            let _ = writeln!(io::stderr(), "{}", Terminal(&said));
        }
        Ok(Exit::Done)
    }
}

/// Refuses agents that lie outside of the folder that the settings file speaks for: no run there would know whom it means once
/// either folder is moved.
fn within(corpus: &Corpus, seats: &[AgentIx], session: &Session) -> Result<(), Failure> {
    let here = here()?;
    let file = settings(session);
    let folder = folder_of(&real(&file, &here));
    let leads_out = |ix: &&AgentIx| relative(&folder, &absolute(&here, &corpus.agent(**ix).id)).starts_with("../");
    let Some(outside) = seats.iter().find(leads_out) else { return Ok(()) };
    let outside = &corpus.agent(*outside).id;
    Err(Failure::saying(format!("{outside} lies outside of {folder}, which {} speaks for", file.display()))
        .hinting("--config FILE names a settings file in a folder that holds them all"))
}

/// Writes to the settings file that these agents are no copies of one another. Gives what there is to say of it.
pub(in crate::cli) fn set_apart(
    corpus: &Corpus,
    seats: &[AgentIx],
    reason: &str,
    session: &Session,
) -> Result<String, Failure> {
    let entry = entry(corpus, seats, reason, session)?;
    let file = settings(session);
    // A link to the settings stays one: what it leads to is written.
    let real = real(&file, &here()?);
    let old = if real.exists() { fs::read_to_string(&real) } else { Ok(String::new()) };
    let old = old.map_err(|error| Failure::saying(format!("cannot read {}: {error}", file.display())))?;
    let new = config::with_ignored(&old, &entry, &file.display().to_string())?;
    Target::Any(real).write(|out| out.write_all(new.as_bytes()))?;
    let ids: Vec<&str> = entry.members.iter().map(|member| member.agent.as_str()).collect();
    Ok(format!("{} set apart in {}: {}", ids.len(), file.display(), ids.join(", ")))
}

/// The entry for these agents, with their places as seen from the settings file.
fn entry(corpus: &Corpus, seats: &[AgentIx], reason: &str, session: &Session) -> Result<Ignored, Failure> {
    let here = here()?;
    let folder = folder_of(&real(&settings(session), &here));
    let members = seats.iter().map(|ix| {
        let agent = corpus.agent(*ix);
        let place = relative(&folder, &absolute(&here, &agent.id));
        IgnoredMember { agent: place, content: agent.definition.content.to_string() }
    });
    Ok(Ignored { members: members.collect(), reason: Some(reason.to_owned()) })
}

/// The settings file that decisions are written to.
fn settings(session: &Session) -> PathBuf {
    session.settings_file.clone().unwrap_or_else(|| PathBuf::from(config::FILE_NAME))
}

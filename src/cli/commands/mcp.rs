//! `agentkin mcp`.

use clap::Parser;

use super::Job;
use crate::cli::{error::Failure, exit::Exit, session::Session};

const EXAMPLES: &str = "\
Examples:
  agentkin mcp                             serve the agents below this folder
  agentkin mcp .claude ~/.claude           serve these folders, and nothing else
  claude mcp add agentkin -- agentkin mcp  let Claude Code ask

Speaks the Model Context Protocol on standard input and output, so it is started
by the harness and not by hand. Tools: find_kin, compare, diff, merge_preview,
report. It reads the folders given, writes nothing, and asks nothing of any
network. The settings (.agentkin.toml) are those of the folders. docs/mcp.md shows how each harness is told of it.";

/// Let agents ask what exists before they add one more: a server for the Model Context Protocol
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Mcp {
    /// Folders to serve: nothing outside of them is read or told [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
}

#[cfg(not(feature = "mcp"))]
impl Job for Mcp {
    fn run(self, _: &Session) -> Result<Exit, Failure> {
        Err(super::left_out("the MCP server", "mcp"))
    }
}

#[cfg(feature = "mcp")]
impl Job for Mcp {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        serving::serve(&self.paths, session)
    }
}

/// What takes the feature.
#[cfg(feature = "mcp")]
mod serving {
    use std::{env, fs, path::Path};

    use crate::{
        cli::{error::Failure, exit::Exit, session::Session},
        mcp::{self, Roots, Served},
        model::{DecisionKind, Decisions},
    };

    /// Serves the folders until standard input ends.
    pub(super) fn serve(typed: &[String], session: &Session) -> Result<Exit, Failure> {
        let here = [".".to_owned()];
        let typed = if typed.is_empty() { &here } else { typed };
        let places = typed.iter().map(|path| folder(path)).collect::<Result<Vec<_>, _>>()?;
        let here = env::current_dir().and_then(fs::canonicalize);
        let here = here.map_err(|error| Failure::saying(format!("cannot tell the current folder: {error}")))?;
        let (options, now, served) = (session.options(), session.decided.clone(), places.clone());
        let decisions = Box::new(move || {
            let decisions = now.read().map_err(|failure| failure.message().to_owned())?;
            Ok(inside(decisions, &served))
        });
        let roots = Roots::new(slashed(&here), places);
        // Threads of its own: this one waits for the input, and would be missing where there is but one.
        let served = Served { roots, options, decisions, settings: session.settings.clone(), pool: session.pool()? };
        mcp::serve(served).map_err(|error| Failure::saying(format!("cannot serve: {error}")))?;
        Ok(Exit::Done)
    }

    /// A folder from the root of the file system, links resolved.
    fn folder(path: &str) -> Result<String, Failure> {
        let real = fs::canonicalize(path).map_err(|error| Failure::saying(format!("cannot read {path}: {error}")))?;
        if real.is_dir() {
            return Ok(slashed(&real));
        }
        Err(Failure::saying(format!("{path} is a file, and folders are served"))
            .hinting("give the folder that it lies in"))
    }

    /// Without the declared copies that lie elsewhere: to tell whether they are equal they would be read.
    fn inside(mut decisions: Decisions, places: &[String]) -> Decisions {
        let served = |place: &str| {
            let real = fs::canonicalize(place.rsplit_once('#').map_or(place, |(file, _)| file));
            real.is_ok_and(|real| places.iter().any(|root| real.starts_with(root)))
        };
        decisions.decisions.retain(|decision| {
            decision.kind == DecisionKind::Apart || decision.members.iter().all(|member| served(&member.place))
        });
        decisions
    }

    /// Joined with `/`; what Windows puts in front of a path without links is no part of it.
    fn slashed(path: &Path) -> String {
        let slashed = path.to_string_lossy().replace('\\', "/");
        slashed.strip_prefix("//?/").map(str::to_owned).unwrap_or(slashed)
    }
}

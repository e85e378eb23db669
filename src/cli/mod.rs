//! Words in, words out: the only place that prints, reads the environment and sets the exit status.

mod agents;
mod args;
mod ask;
mod commands;
mod error;
mod exit;
mod interrupt;
mod memory;
mod newcomers;
mod output;
mod pager;
mod places;
mod progress;
#[cfg(feature = "review")]
mod review;
mod session;
mod terminal;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use clap::{ArgMatches, CommandFactory, FromArgMatches};

use args::Common;
use commands::Goes;
use error::Failure;
use exit::Exit;
#[cfg(feature = "review")]
pub use review::on_screen;
use session::Session;

/// Runs the command line and gives the exit status of contract.md.
#[must_use]
pub fn main() -> ExitCode {
    interrupt::heed();
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(refused) => return error::usage(&refused),
    };
    // A bug of our own must not look like a gate that closed: it is told by the panic, and is a 2.
    match catch_unwind(AssertUnwindSafe(|| run(&matches))) {
        Ok(Ok(exit)) => exit.code(),
        Ok(Err(failure)) => failure.report(),
        Err(_) => Failure::saying("agentkin has a bug: the lines above say where").report(),
    }
}

fn run(matches: &ArgMatches) -> Result<Exit, Failure> {
    let Some((name, given)) = matches.subcommand() else { return Err(Failure::no_command()) };
    let entry = commands::entry(name).ok_or_else(Failure::no_command)?;
    // The common options may stand before or after the command; the inner matches know both.
    let common = Common::from_arg_matches(given).map_err(|refused| Failure::saying(refused.to_string()))?;
    let session = Session::new(name, &common, given)?;
    if entry.goes == Goes::ToFile {
        session.target.file()?;
    }
    session.pool()?.install(|| (entry.run)(given, &session))
}

/// The whole command line, as help and completions show it.
fn command() -> clap::Command {
    let commands = commands::ALL.iter().map(|entry| (entry.command)().name(entry.name));
    Common::command().subcommands(commands)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_sound() {
        super::command().debug_assert();
    }

    #[test]
    fn every_command_teaches() {
        for command in super::command().get_subcommands() {
            let name = command.get_name();
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(about.len() > 20, "{name} says what it does");
            assert!(example.contains(&format!("agentkin {name}")), "{name} shows an example");
        }
    }
}

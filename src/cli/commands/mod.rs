//! ROSTER of commands: one file a command.

mod apply;
mod cache;
mod compare;
mod completions;
mod diff;
mod explain;
mod find;
mod formats;
mod ignoring;
mod man;
mod mcp;
mod merge;
mod render;
mod report;
mod review;
mod show;
mod sketch;
mod undo;

use std::path::PathBuf;

use clap::{ArgMatches, Parser};

use crate::{
    cli::{error::Failure, exit::Exit, session::Session},
    config::Layer,
};

#[cfg(feature = "review")]
pub(super) use ignoring::set_apart;

/// A command: its arguments as typed, and what it does.
trait Job: Parser {
    /// Where its result may go.
    const GOES: Goes = Goes::ToFile;

    /// Does it.
    fn run(self, session: &Session) -> Result<Exit, Failure>;
}

/// Where the result of a command may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    /// To a file.
    ToFile,
    /// To a file, or into a folder, where the command names the file.
    IntoFolder,
    /// Into a folder, which is made where it is not there.
    Folder,
}

/// A command's place in the roster.
pub(super) struct Entry {
    /// The name as typed.
    pub(super) name: &'static str,
    /// Its declaration.
    pub(super) command: fn() -> clap::Command,
    /// Where its result may go.
    pub(super) goes: Goes,
    /// What it does with its arguments.
    pub(super) run: fn(&ArgMatches, &Session) -> Result<Exit, Failure>,
}

const fn job<J: Job>(name: &'static str) -> Entry {
    Entry {
        name,
        command: J::command,
        goes: J::GOES,
        run: |given, session| match J::from_arg_matches(given) {
            Ok(job) => job.run(session),
            Err(refused) => Err(Failure::saying(refused.to_string())),
        },
    }
}

/// Every command, in the order of the help.
pub(super) const ALL: &[Entry] = &[
    job::<report::Report>("report"),
    job::<diff::Diff>("diff"),
    job::<merge::Merge>("merge"),
    job::<render::Render>("render"),
    job::<show::Show>("show"),
    job::<find::Find>("find"),
    job::<compare::Compare>("compare"),
    job::<review::Review>("review"),
    job::<apply::Apply>("apply"),
    job::<undo::Undo>("undo"),
    job::<ignoring::Ignore>("ignore"),
    job::<mcp::Mcp>("mcp"),
    job::<explain::Explain>("explain"),
    job::<formats::Formats>("formats"),
    job::<sketch::Sketch>("sketch"),
    job::<cache::Cache>("cache"),
    job::<completions::Completions>("completions"),
    job::<man::Manual>("man"),
];

/// The command of this name.
pub(super) fn entry(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.name == name)
}

/// What a command's own options set, for those that a settings file can set too.
pub(super) fn layer(given: &ArgMatches) -> Layer {
    let text = |id: &str| given.try_get_one::<String>(id).ok().flatten().cloned();
    let number = |id: &str| given.try_get_one::<u32>(id).ok().flatten().copied();
    Layer {
        fail_on: text("fail_on"),
        pairs: text("pairs_shown"),
        min_support: number("min_support"),
        ..Layer::default()
    }
}

/// The folders whose settings hold instead of the current one's: a server is started by a harness, and wherever that is.
pub(super) fn folders(command: &str, given: &ArgMatches) -> Vec<PathBuf> {
    let paths = || given.try_get_many::<String>("paths").ok().flatten();
    let served = (command == "mcp").then(paths).flatten();
    served.into_iter().flatten().map(PathBuf::from).collect()
}

/// What is said where a part was left out of this build.
#[cfg(not(all(feature = "mcp", feature = "review", feature = "sketch")))]
fn left_out(command: &str, feature: &str) -> Failure {
    Failure::saying(format!("this build of agentkin was made without {command}"))
        .hinting(format!("cargo install agentkin --features {feature}"))
}

/// The option that makes a command a gate.
#[derive(Debug, Clone, clap::Args)]
struct Gate {
    /// Exit 1 if anything at or above RELATION is found
    #[arg(long, value_name = "RELATION", value_parser = crate::config::Settings::fail_on_names())]
    fail_on: Option<String>,
}

//! The options that every command takes, as typed.

use std::path::PathBuf;

use clap::{Parser, builder::PossibleValuesParser};

use crate::{config::Layer, report::reporters};

const EXAMPLES: &str = "\
Examples:
  agentkin report                      which agents below this folder overlap
  agentkin diff a.md b.md              how two of them differ
  agentkin merge a.md b.md > one.md    one agent of the two, conflicts named
  agentkin find a.md agents/           the nearest kin of one agent

Agents are found by place (.claude/agents, .github/agents, .cursor/rules ...)
or by front matter with a name or a description. Nothing is ever written over
without --force; apply --write changes what its plan shows, and undo takes it back.

Exit status: 0 done; 1 something at or above --fail-on was found (for diff:
they differ); 2 could not do it.";

/// Find which AI agents are kin, see how they differ, and merge each family into one.
#[derive(Debug, Clone, Parser)]
#[command(
    name = "agentkin",
    version,
    after_help = EXAMPLES,
    subcommand_required = true,
    arg_required_else_help = true,
    max_term_width = 100,
    disable_help_subcommand = true
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is given or not")]
pub(super) struct Common {
    /// How to print: table is for people, json for programs, markdown for issues
    #[arg(long, global = true, value_name = "NAME", value_parser = formats(), help_heading = "Common options")]
    format: Option<String>,
    /// Write to FILE instead of standard output; an existing file is refused without --force
    #[arg(long, short, global = true, value_name = "FILE", help_heading = "Common options")]
    pub(super) output: Option<PathBuf>,
    /// Let --output replace an existing file
    #[arg(long, global = true, help_heading = "Common options")]
    pub(super) force: bool,
    /// Colour: auto heeds NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_name = "WHEN", value_parser = ["auto", "always", "never"], help_heading = "Common options")]
    color: Option<String>,
    /// Columns of tables; by default the terminal's
    #[arg(long, global = true, value_name = "COLUMNS", help_heading = "Common options")]
    width: Option<u32>,
    /// Threads; by default one a core. The answer is the same for any number
    #[arg(long, global = true, value_name = "N", help_heading = "Common options")]
    jobs: Option<u32>,
    /// Keep what was made of files in DIR for the next run; by default in the user's cache folder. Never changes an answer
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "no_cache", help_heading = "Common options")]
    pub(super) cache: Option<PathBuf>,
    /// Keep nothing between runs, and use nothing that was kept
    #[arg(long, global = true, help_heading = "Common options")]
    pub(super) no_cache: bool,
    /// Read settings from FILE instead of .agentkin.toml
    #[arg(long, global = true, value_name = "FILE", help_heading = "Common options")]
    pub(super) config: Option<PathBuf>,
    /// Say only what was asked for: no progress, no summaries beside the result
    #[arg(long, short, global = true, conflicts_with = "verbose", help_heading = "Common options")]
    pub(super) quiet: bool,
    /// Fold nothing away
    #[arg(long, short, global = true, help_heading = "Common options")]
    pub(super) verbose: bool,
}

impl Common {
    /// Whether a format was typed.
    pub(super) const fn names_format(&self) -> bool {
        self.format.is_some()
    }

    /// What these options set.
    pub(super) fn layer(&self) -> Layer {
        Layer {
            color: self.color.clone(),
            format: self.format.clone(),
            jobs: self.jobs,
            width: self.width,
            ..Layer::default()
        }
    }
}

fn formats() -> PossibleValuesParser {
    reporters().iter().map(|r| clap::builder::PossibleValue::new(r.name()).help(r.summary())).collect::<Vec<_>>().into()
}

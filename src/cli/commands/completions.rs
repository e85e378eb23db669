//! `agentkin completions`.

use clap::Parser;
use clap_complete::Shell;

use super::Job;
use crate::cli::{command, error::Failure, exit::Exit, session::Session};

const EXAMPLES: &str = "\
Examples:
  agentkin completions bash > ~/.local/share/bash-completion/completions/agentkin
  agentkin completions fish > ~/.config/fish/completions/agentkin.fish
  agentkin completions zsh  > \"${fpath[1]}/_agentkin\"";

/// Print a script that completes commands in your shell
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Job for Completions {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command(), "agentkin", &mut script);
        session.target.write(|out| out.write_all(&script))?;
        Ok(Exit::Done)
    }
}

//! `agentkin review`.

use clap::Parser;

use super::{Job, apply::How};
use crate::cli::{error::Failure, exit::Exit, newcomers::Newcomers, session::Session};

const EXAMPLES: &str = "\
Examples:
  agentkin review .claude/agents           decide on each family, with diff and merge beside it
  agentkin review . --since origin/main    the families of this branch
  agentkin review . -o plan.json           the plan goes to plan.json
  agentkin apply --plan plan.json --write  ... and is carried out

k keeps a family as it is, m merges it, i sets its members apart, u takes that
back, / filters, ? lists all keys. w writes the plan and, for families set apart,
[[ignore]] in .agentkin.toml. No agent is touched: apply does that, and undo
takes it back.";

/// Decide on families at the terminal: keep, merge or ignore, with the diff and the merged text beside
///
/// Writes the plan that agentkin apply would make of the families marked for merging, and the same entries as agentkin ignore.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Review {
    /// Folders to search and files to read [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    #[command(flatten)]
    newcomers: Newcomers,
    #[command(flatten)]
    how: How,
}

#[cfg(not(feature = "review"))]
impl Job for Review {
    fn run(self, _: &Session) -> Result<Exit, Failure> {
        Err(super::left_out("the review at the terminal", "review"))
    }
}

#[cfg(feature = "review")]
impl Job for Review {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        use std::io::{self, IsTerminal};

        use crate::{
            cli::{agents, review},
            model::Relation,
            pipeline,
        };

        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(Failure::saying("agentkin review needs a terminal to decide at")
                .hinting("agentkin report prints the families; agentkin apply makes a plan of them"));
        }
        let kept = review::plan_target(session)?;
        let paths = agents::paths(&self.paths, None)?;
        let options = self.newcomers.told(session.options(), &paths)?;
        let analysis = pipeline::report(&paths, &options, session.watch().as_ref())?;
        if let Some(refused) = analysis.refused.first() {
            return Err(pipeline::Error::NamedFile(refused.clone()).into());
        }
        let options = self.how.options(paths, &self.newcomers, Relation::Variant, session);
        review::run(&analysis, &options, kept, session)
    }
}

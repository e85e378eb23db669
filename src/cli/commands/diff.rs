//! `agentkin diff`.

use clap::Parser;

use super::Job;
use crate::{
    cli::{agents, error::Failure, exit::Exit, session::Session},
    model::Pair,
    pipeline,
    report::{Couple, DiffView, Document},
};

const EXAMPLES: &str = "\
Examples:
  agentkin diff a.md b.md              fields, sections, and what changed in each
  agentkin diff a.md b.md --stat       how much changed, section by section
  agentkin diff a.md b.md --unified    a patch
  agentkin diff modes.yaml#ask b.md    one agent of a file that holds several

Exit status: 0 no difference, 1 they differ, 2 could not do it.";

/// Show how two agents differ, section by section
///
/// Fields first, then sections and the statements in them; what was moved, renamed, split or joined is recognised.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// The one to start from
    #[arg(value_name = "A")]
    a: String,
    /// The one to compare it with
    #[arg(value_name = "B")]
    b: String,
    /// As a patch
    #[arg(long, group = "view")]
    unified: bool,
    /// As counts
    #[arg(long, group = "view")]
    stat: bool,
    /// In two columns
    #[arg(long, group = "view")]
    side_by_side: bool,
}

impl Job for Diff {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let view = self.view();
        let ids = [self.a, self.b];
        let corpus = agents::load(&ids, session)?.corpus;
        let [a, b] = [pipeline::agent_at(&corpus, &ids[0])?, pipeline::agent_at(&corpus, &ids[1])?];
        let comparison = Pair::new(a, b).map(|pair| pipeline::compare(&corpus, pair, &session.settings.model));
        let diff = pipeline::diff(&corpus, a, b);
        let couple = Couple { corpus: &corpus, a, b, comparison: comparison.as_ref() };
        session.write(Document::Diff { couple, diff: &diff, view })?;
        Ok(Exit::found_if(|| !diff.is_same()))
    }
}

impl Diff {
    const fn view(&self) -> DiffView {
        match (self.unified, self.stat, self.side_by_side) {
            (true, ..) => DiffView::Unified,
            (_, true, _) => DiffView::Stat,
            (.., true) => DiffView::SideBySide,
            _ => DiffView::Aligned,
        }
    }
}

//! `agentkin diff`.

use std::path::Path;

use clap::Parser;

use super::Job;
use crate::{
    cli::{agents, error::Failure, exit::Exit, session::Session},
    model::{AgentIx, Corpus, Pair},
    pipeline,
    report::{Couple, DiffView, Document},
};

const EXAMPLES: &str = "\
Examples:
  agentkin diff a.md b.md              fields, sections, and what changed in each
  agentkin diff a.md b.md --stat       how much changed, section by section
  agentkin diff a.md b.md --summary    what only one of them has, to paste
  agentkin diff a.md b.md --unified    a patch
  agentkin diff modes.yaml#ask b.md    one agent of a file that holds several
  agentkin diff a.md b.md c.md         who has which section, what each alone says
  agentkin diff --family F1 .claude    the same for a family of agentkin report
  agentkin diff --core --family F1     what all share, with their own terms
  agentkin diff .claude ~/.claude      two folders: the same, drifted, only here

Exit status: 0 no difference, 1 they differ, 2 could not do it.";

/// Show how two or more agents, or two folders of them, differ
///
/// Two agents: fields first, then sections and the statements in them; what was moved, renamed, split or joined is
/// recognised. More: a table of sections by agents. Two folders: which agents are the same, drifted, or in one alone.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// Two or more agents, or two folders; with --family, the paths that the report was made of
    /// (then the current folder where none is given)
    #[arg(value_name = "PATH", required_unless_present = "family")]
    paths: Vec<String>,
    /// Compare the members of a family of the report: F1, F2 ...
    #[arg(long, value_name = "ID")]
    family: Option<String>,
    /// What all share, with placeholders, and a table of what each puts there
    #[arg(long, group = "view")]
    core: bool,
    /// As a patch
    #[arg(long, group = "view")]
    unified: bool,
    /// As counts
    #[arg(long, group = "view")]
    stat: bool,
    /// As two lists: only in A, only in B
    #[arg(long, group = "view")]
    summary: bool,
    /// In two columns
    #[arg(long, group = "view")]
    side_by_side: bool,
    /// On a terminal print it all at once, without a pager
    #[arg(long)]
    no_pager: bool,
}

impl Job for Diff {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        if let Some(id) = &self.family {
            let (corpus, members) = agents::family(id, &self.paths, session)?;
            return self.many(&corpus, &members, session);
        }
        if self.paths.iter().any(|path| Path::new(path).is_dir()) {
            return self.folders(session);
        }
        let [first, rest @ ..] = &self.paths[..] else { return Err(too_few()) };
        let corpus = agents::load(&self.paths, session)?.corpus;
        let members = agents::seats(&corpus, &self.paths)?;
        match (rest, &members[..]) {
            ([], _) => {
                Err(too_few().hinting(format!("agentkin diff {first} OTHER; agentkin find {first} names its kin")))
            }
            (_, [a, b]) if !self.core => self.two(&corpus, *a, *b, session),
            _ => self.many(&corpus, &members, session),
        }
    }
}

impl Diff {
    /// Writes a document, by a pager unless none is wanted.
    fn write(&self, session: &Session, document: Document<'_>) -> Result<(), Failure> {
        if self.no_pager { session.write(document) } else { session.write_paged(document) }
    }

    fn two(&self, corpus: &Corpus, a: AgentIx, b: AgentIx, session: &Session) -> Result<Exit, Failure> {
        let comparison = Pair::new(a, b).map(|pair| pipeline::compare(corpus, pair, &session.settings.model));
        let diff = pipeline::diff(corpus, a, b);
        let couple = Couple { corpus, a, b, comparison: comparison.as_ref() };
        self.write(session, Document::Diff { couple, diff: &diff, view: self.view().unwrap_or_default() })?;
        Ok(Exit::found_if(|| !diff.is_same()))
    }

    /// The members side by side, in the order asked for, each once.
    fn many(&self, corpus: &Corpus, asked: &[AgentIx], session: &Session) -> Result<Exit, Failure> {
        let mut members: Vec<AgentIx> = Vec::new();
        for member in asked {
            if !members.contains(member) {
                members.push(*member);
            }
        }
        if let ([a, b], false) = (&members[..], self.core) {
            return self.two(corpus, *a, *b, session);
        }
        self.only_of_two("three or more agents")?;
        // What a person names first is the one to start from; a family has its canonical.
        let base = self.family.is_none().then_some(0);
        let matrix = pipeline::matrix(corpus, &members, base);
        if self.core {
            let core = pipeline::core(corpus, &matrix);
            self.write(session, Document::Core { corpus, core: &core })?;
        } else {
            self.write(session, Document::Matrix { corpus, matrix: &matrix })?;
        }
        Ok(Exit::found_if(|| !matrix.is_same()))
    }

    fn folders(&self, session: &Session) -> Result<Exit, Failure> {
        let roots = two_folders(&self.paths)?;
        self.only_of_two("folders")?;
        if self.core {
            return Err(Failure::saying("--core is of agents, and these are folders")
                .hinting("name the agents, or --family ID with the folders that the report was made of"));
        }
        let rosters = {
            let watch = session.watch();
            pipeline::rosters(&roots, &session.options(), watch.as_ref())?
        };
        self.write(session, Document::Rosters(&rosters))?;
        Ok(Exit::found_if(|| !rosters.is_same()))
    }

    /// Refuses a view that is of two agents alone.
    fn only_of_two(&self, given: &str) -> Result<(), Failure> {
        match self.view() {
            None => Ok(()),
            Some(view) => {
                Err(Failure::saying(format!("{} is a view of two agents, and these are {given}", named(view)))
                    .hinting("leave it out, or name two agents"))
            }
        }
    }

    /// The view of two agents that was asked for.
    const fn view(&self) -> Option<DiffView> {
        match (self.unified, self.stat, self.side_by_side, self.summary) {
            (true, ..) => Some(DiffView::Unified),
            (_, true, ..) => Some(DiffView::Stat),
            (_, _, true, _) => Some(DiffView::SideBySide),
            (.., true) => Some(DiffView::Summary),
            _ => None,
        }
    }
}

const fn named(view: DiffView) -> &'static str {
    match view {
        DiffView::Aligned => "the aligned view",
        DiffView::SideBySide => "--side-by-side",
        DiffView::Unified => "--unified",
        DiffView::Stat => "--stat",
        DiffView::Summary => "--summary",
    }
}

fn too_few() -> Failure {
    Failure::saying("diff needs two agents or more, or two folders")
}

/// The two folders, where that is what was named: neither lies in the other, or its agents would stand on both sides.
fn two_folders(paths: &[String]) -> Result<[String; 2], Failure> {
    let [a, b] = paths else {
        return Err(Failure::saying(format!("{} paths are given, one of them a folder", paths.len()))
            .hinting("diff takes two folders, or agents by their files"));
    };
    if let Some(file) = paths.iter().find(|path| !Path::new(path).is_dir()) {
        let folder = if file == a { b } else { a };
        if !Path::new(file).exists() {
            return Err(Failure::saying(format!("{file} is not there"))
                .hinting(format!("name another folder to hold {folder} against")));
        }
        return Err(Failure::saying(format!("{folder} is a folder and {file} is not"))
            .hinting(format!("agentkin find {file} {folder} names the agent's nearest kin there")));
    }
    let real = |path: &str| Path::new(path).canonicalize();
    let nested = |x: &Path, y: &Path| x != y && (x.starts_with(y) || y.starts_with(x));
    if real(a).is_ok_and(|x| real(b).is_ok_and(|y| nested(&x, &y))) {
        return Err(Failure::saying(format!("one of {a} and {b} lies in the other"))
            .hinting("name two folders beside each other"));
    }
    Ok([a.clone(), b.clone()])
}

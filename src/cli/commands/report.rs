//! `agentkin report`.

use std::path::{Component, Path, PathBuf};

use clap::Parser;

use super::{Gate, Job};
use crate::{
    cli::{
        agents,
        error::Failure,
        exit::Exit,
        memory::Kept,
        newcomers,
        output::Target,
        places::{folder_of, here, names_of_here, real},
        session::Session,
    },
    config,
    model::{Analysis, Baseline},
    pipeline::{self, Since, Survey},
    report::Document,
};

const EXAMPLES: &str = "\
Examples:
  agentkin report                            everything below this folder
  agentkin report .claude ~/.claude/agents   two rosters against each other
  agentkin report --format markdown          ready to paste in an issue
  agentkin report --blocks                   text that stands in many agents
  agentkin report --fail-on near-duplicate   a gate: exits 1 if there is a copy
  agentkin report --baseline known.toml --fail-on variant   only for new ones
  agentkin report --since origin/main --fail-on near-duplicate   only this branch's
  git ls-files '*.agent.md' | agentkin report --files-from -";

/// Tell which agents overlap, and what to do about it
///
/// Families of agents that do one job, names that several agents share, and findings about single files, each with what
/// to keep, delete or merge.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Report {
    /// Folders to search and files to read; - reads a list from standard input [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Read paths from FILE, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<String>,
    /// Which pairs data and graphs list: all (at 100,000 and more: best), each agent's ten best, or none
    #[arg(long = "pairs", id = "pairs_shown", value_name = "WHICH", value_parser = ["all", "best", "none"])]
    _pairs_shown: Option<String>,
    /// Tell of paragraphs and sections that stand in many agents, and of their drifted copies, instead of families
    #[arg(long)]
    blocks: bool,
    /// Compare every two agents, however many there are: the time grows with their square
    #[arg(long)]
    exhaustive: bool,
    /// Judge only these files, each against all others: a gate for what a commit brings; a folder means all files in it
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "since")]
    changed: Option<Vec<PathBuf>>,
    /// The same of the files that differ from what git has at REV, from where this branch left it; new ones among them
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Let pass what FILE knows: only what is new fails, and is told first
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all that is found to the baseline, so that it is known from now on; exits 0
    #[arg(long, requires = "baseline", conflicts_with_all = ["since", "changed"])]
    update_baseline: bool,
    #[command(flatten)]
    _gate: Gate,
}

impl Job for Report {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let paths = agents::paths(&self.paths, self.files_from.as_deref())?;
        let settings = &session.settings;
        let mut options = session.options();
        if self.exhaustive {
            options.shortlist.every_pair_up_to = usize::MAX;
        }
        options.baseline = self.known()?;
        if let Some(Since { changed, added }) = self.judged(&paths)? {
            (options.changed, options.added) = (Some(changed), added);
        }
        if paths.iter().any(|path| is_typed_from_elsewhere(path)) {
            options.here = names_of_here()?;
        }
        if self.blocks {
            // Every text is shown.
            options = pipeline::Options { let_go_from: usize::MAX, kept: None, ..options };
        }
        options.dossiers = session.reporter().wants_dossiers().then_some(settings.merge);
        // All that the answer hangs on, beside what is read.
        let (page, reporter) = (session.page(), session.reporter().name());
        let told = (settings.fail_on, self.blocks, settings.merge, settings.pairs);
        // Where things lie meanwhile is none of that.
        let answering = pipeline::Options { kept: None, aside: None, ..options.clone() };
        let asked = format!("{paths:?} {answering:?} {page:?} {reporter} {told:?}");
        let survey = surveyed(session, &paths)?;
        let known = survey.as_ref().zip(session.memory.as_ref()).filter(|_| !self.update_baseline);
        if let Some(kept) = known.and_then(|(survey, memory)| memory.fetch(survey.fingerprint(), &asked)) {
            session.put(&kept.document)?;
            return Ok(kept.exit);
        }
        let pipeline::Report { mut analysis, fingerprint } = {
            let watch = session.watch();
            pipeline::reported(&paths, survey, &options, watch.as_ref())?
        };
        if self.blocks {
            pipeline::add_blocks(&mut analysis);
        }
        let document =
            session.printed(Document::Report { analysis: &analysis, pairs: settings.pairs, paths: &paths })?;
        session.put(&document)?;
        if let Some(refused) = analysis.refused.first() {
            return Err(pipeline::Error::NamedFile(refused.clone()).into());
        }
        if let Some(file) = self.baseline.as_deref().filter(|_| self.update_baseline) {
            keep(&analysis, &options, &paths, file, session)?;
            return Ok(Exit::Done);
        }
        let met = |bar| analysis.alerts.strongest_new().is_some_and(|met| met >= bar);
        let exit = Exit::found_if(|| pipeline::fails(&analysis) || settings.fail_on.is_some_and(met));
        let memory = session.memory.as_ref().filter(|memory| analysis.summary.files as usize >= memory.least_files());
        if let Some((memory, read)) = memory.zip(fingerprint) {
            memory.keep(read, &asked, &Kept { exit, document });
        }
        // The process ends: to take a hundred thousand agents apart before it would take half a second.
        std::mem::forget(analysis);
        Ok(exit)
    }
}

impl Report {
    /// The real paths of the files to judge; `None` for all.
    fn judged(&self, paths: &[String]) -> Result<Option<Since>, Failure> {
        if let Some(revision) = &self.since {
            return newcomers::since(paths, revision).map(Some);
        }
        let real = |file: &PathBuf| {
            std::fs::canonicalize(file).map_err(|error| {
                let failure = Failure::saying(format!("--changed {}: {error}", file.display()));
                failure.hinting("leave deleted files out: git diff --name-only --diff-filter=d")
            })
        };
        let Some(files) = &self.changed else { return Ok(None) };
        // Which of them are new nobody said.
        let changed = files.iter().map(real).collect::<Result<_, _>>()?;
        Ok(Some(Since { changed, added: Vec::new() }))
    }

    /// The baseline, where there is one; its file need not be there before it is written.
    fn known(&self) -> Result<Option<Baseline>, Failure> {
        let Some(file) = &self.baseline else { return Ok(None) };
        if self.update_baseline && !file.exists() {
            return Ok(None);
        }
        newcomers::baseline(file).map(Some)
    }
}

/// Whether a path takes another way than down from this folder.
fn is_typed_from_elsewhere(path: &str) -> bool {
    Path::new(path).is_absolute() || Path::new(path).components().any(|part| part == Component::ParentDir)
}

/// Writes what was found as what is known, and says so.
fn keep(
    analysis: &Analysis,
    options: &pipeline::Options,
    paths: &[String],
    file: &Path,
    session: &Session,
) -> Result<(), Failure> {
    let here = here()?;
    let real = real(file, &here);
    let mut known = pipeline::baseline(analysis, options.alert_from, &folder_of(&real), &here);
    if let Some(earlier) = &options.baseline {
        pipeline::keep_unread(&mut known, earlier, paths);
    }
    let text = config::baseline_as_file(&known);
    Target::Any(real).write(|out| out.write_all(text.as_bytes()))?;
    let count = |n: usize, thing| format!("{n} {thing}{}", if n == 1 { "" } else { "s" });
    let (kin, findings) = (count(known.circles.len(), "group"), count(known.findings.len(), "finding"));
    session.say(&format!("known from now on, in {}: {kin} of kin, {findings}", file.display()));
    Ok(())
}

/// What lies under the paths, where anything of it may be kept.
fn surveyed(session: &Session, paths: &[String]) -> Result<Option<Survey>, Failure> {
    let Some(memory) = &session.memory else { return Ok(None) };
    Ok(Survey::of(paths, memory.least_files())?)
}

//! `agentkin apply`.

use std::{cell::RefCell, fs, path::Path};

use clap::{Parser, builder::PossibleValuesParser};

use super::{Job, merge::ancestor_from};
use crate::{
    cli::{agents, ask, error::Failure, exit::Exit, newcomers::Newcomers, session::Session},
    config,
    model::{Corpus, Plan, Proposal, Relation},
    pipeline::{self, ApplyOptions, Dirty, PlanOptions, Told},
    report::Document,
};

const EXAMPLES: &str = "\
Examples:
  agentkin apply .claude/agents                   what would be done, and why
  agentkin apply .claude/agents --write           do it; agentkin undo takes it back
  agentkin apply --report report.json             the families of a report that was kept
  agentkin apply . --format json -o plan.json     a plan to be looked at ...
  agentkin apply --plan plan.json --write         ... and carried out as it was
  agentkin apply . --since origin/main            this branch's families: main's stay
  agentkin apply . --duplicates link --write      links in the place of copies
  agentkin apply . --ancestor git --write         what somebody deleted on purpose stays so
  agentkin apply . --family F2 --resolve ask      what is open in a family, asked at the terminal

Identical agents of one harness go, near-duplicates that disagree on nothing
but their name or colour are merged into one, everything else is kept with the
reason: --resolve settles what they disagree on. Nothing outside of the paths is touched, and nothing at all that changed since the plan was
made or is not committed in git. Receipts lie in .agentkin, which git ignores.";

/// What --merge takes for no merge at all.
const NEVER: &str = "none";

/// Make a plan of a report - keep, delete, merge, link - and carry it out with --write
///
/// The plan says of each member of a family what becomes of its file, and why. Without --write nothing is changed.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Apply {
    /// Folders to search and files to read: nothing outside of them is touched [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Take the families from FILE, written by agentkin report --format json; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["since", "baseline"])]
    report: Option<String>,
    /// Take the plan from FILE, written by agentkin apply --format json; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["report", "paths", "since", "baseline", "merge", "duplicates", "family", "resolve", "ancestor"])]
    plan: Option<String>,
    /// Only this family, by its id in the report
    #[arg(long, value_name = "ID")]
    family: Option<String>,
    /// Who settles what members disagree on: ask (at a terminal), or a FILE of decisions as agentkin merge --resolve ask prints it
    #[arg(long, value_name = "ask|FILE")]
    resolve: Option<String>,
    /// Where to look for what the members of a family come from, so that what one of them deleted on purpose stays so: git,
    /// member (the one that plainly is the others' parent), or auto (git, else member)
    #[arg(long, value_name = "git|member|auto", value_parser = ["git", "member", "auto"])]
    ancestor: Option<String>,
    #[command(flatten)]
    newcomers: Newcomers,
    #[command(flatten)]
    how: How,
    /// Carry the plan out
    #[arg(long)]
    write: bool,
    /// Touch files with changes that are not committed in git, too
    #[arg(long)]
    allow_dirty: bool,
}

impl Job for Apply {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let plan = self.plan(session)?;
        if !self.write {
            session.write(Document::Plan(&plan))?;
            return Ok(Exit::Done);
        }
        let dirty = if self.allow_dirty { Dirty::Allow } else { Dirty::Refuse };
        let receipt = pipeline::carry_out(&plan, Path::new("."), dirty).map_err(pipeline::Error::from)?;
        session.write(Document::Receipts(&[receipt]))?;
        Ok(Exit::Done)
    }
}

impl Apply {
    fn plan(&self, session: &Session) -> Result<Plan, Failure> {
        if let Some(file) = &self.plan {
            let plan = pipeline::plan_from_json(&read(file)?, file).map_err(pipeline::Error::from);
            return plan.map_err(|refused| remade(refused, "agentkin apply PATH... --format json -o FILE"));
        }
        let paths = agents::paths(&self.paths, None)?;
        let mut told = match &self.report {
            Some(file) => {
                let told = Told::from_json(&read(file)?, file).map_err(pipeline::Error::from);
                told.map_err(|refused| remade(refused, "agentkin report PATH... --format json -o FILE"))?
            }
            None => found(&paths, &self.newcomers, session)?,
        };
        let families = told.families.len();
        if let Some(id) = self.family.as_ref().filter(|id| !told.keep(id)) {
            return Err(pipeline::Error::NoFamily { id: id.clone(), families }.into());
        }
        let options = self.how.options(paths, &self.newcomers, Relation::NearDuplicate, session);
        let options = PlanOptions { ancestor: self.ancestor.as_deref().and_then(ancestor_from), ..options };
        match self.resolve.as_deref() {
            None => Ok(pipeline::plan(&told, &options)?),
            Some("ask") => asked(&told, &options),
            Some(file) => {
                let decisions = config::choices(Path::new(file))?;
                Ok(pipeline::plan_decided(&told, &options, &decisions)?)
            }
        }
    }
}

/// The plan with what a person decides at the terminal, family after family.
fn asked(told: &Told, options: &PlanOptions) -> Result<Plan, Failure> {
    ask::can_ask()?;
    let failed = RefCell::new(None);
    let settle = |corpus: &Corpus, proposal: &Proposal| {
        ask::decisions(corpus, proposal).unwrap_or_else(|failure| {
            *failed.borrow_mut() = Some(failure);
            Vec::new()
        })
    };
    let plan = pipeline::plan_settled(told, options, &settle)?;
    failed.into_inner().map_or(Ok(plan), Err)
}

/// A document that cannot be taken, with the command that makes one that can.
fn remade(refused: pipeline::Error, command: &str) -> Failure {
    Failure::from(refused).hinting(format!("this agentkin makes one that it can read: {command}"))
}

/// What a plan does with members that others stand for.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct How {
    /// The relation from which on members of a family are merged into one [default: near-duplicate; for review, where each
    /// family is looked at, variant]
    #[arg(long, value_name = "RELATION", value_parser = [NEVER, "near-duplicate", "variant"])]
    merge: Option<String>,
    /// What becomes of a member that another one stands for
    #[arg(long, value_name = "ACTION", default_value = "delete", value_parser = replacements())]
    duplicates: String,
}

impl How {
    /// The options of a plan over these roots; `least` is the relation from which on to merge where nobody said.
    pub(super) fn options(
        &self,
        roots: Vec<String>,
        newcomers: &Newcomers,
        least: Relation,
        session: &Session,
    ) -> PlanOptions {
        let named = pipeline::replacements().into_iter().find(|(name, _)| *name == self.duplicates);
        let asked = self.merge.as_deref().unwrap_or(least.name());
        let merge_from = Relation::ALL.into_iter().find(|relation| relation.name() == asked);
        let default = ApplyOptions::default();
        let apply = ApplyOptions { merge_from, duplicates: named.map_or(default.duplicates, |(name, _)| name) };
        let decisions = session.decisions.clone();
        let as_typed = newcomers.as_typed();
        PlanOptions { roots, apply, merge: session.settings.merge, ancestor: None, decisions, as_typed }
    }
}

/// What a run over the paths finds; each file that was named must be an agent.
fn found(paths: &[String], newcomers: &Newcomers, session: &Session) -> Result<Told, Failure> {
    let options = newcomers.told(session.options(), paths)?;
    let analysis = pipeline::report(paths, &options, session.watch().as_ref())?;
    match analysis.refused.first() {
        Some(refused) => Err(pipeline::Error::NamedFile(refused.clone()).into()),
        None => Ok(Told::of(&analysis)),
    }
}

fn read(file: &str) -> Result<String, Failure> {
    let text = if file == "-" { std::io::read_to_string(std::io::stdin().lock()) } else { fs::read_to_string(file) };
    text.map_err(|error| Failure::saying(format!("cannot read {file}: {error}")))
}

fn replacements() -> PossibleValuesParser {
    let value = |(name, summary): (&'static str, &'static str)| clap::builder::PossibleValue::new(name).help(summary);
    pipeline::replacements().into_iter().map(value).collect::<Vec<_>>().into()
}

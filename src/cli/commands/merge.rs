//! `agentkin merge`.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Parser;

use super::{Goes, Job};
use crate::{
    cli::{agents, ask, error::Failure, exit::Exit, output::Target, session::Session},
    config,
    model::{AgentIx, Choice, Corpus, Ledger, Profile, Proposal, Severity},
    pipeline::{self, AncestorFrom, Merging},
    report::{Document, LedgerForm, Sink, Terminal, ledger_sums, write_ledger},
    text::short::nearest,
};

const EXAMPLES: &str = "\
Examples:
  agentkin merge a.md b.md > one.md            text to a file, summary beside it
  agentkin merge --family F1 .claude -o one.md   a family of agentkin report
  agentkin merge a.md b.md --base b.md         b's order, voice and privileges
  agentkin merge a.md --to codex > a.toml      one agent in another format
  agentkin merge a.md --to gemini -o agents/   the same as a new file in a folder
  agentkin merge a.md b.md --format json       each line with its source
  agentkin merge a.md b.md --ledger all.csv    what became of every line
  agentkin merge a.md b.md --ancestor old.md   what one of them deleted stays so
  agentkin merge a.md b.md --ancestor git      the same, by what both once were
  agentkin merge a.md b.md --resolve ask       decide conflicts at the terminal
  agentkin merge a.md b.md --core -o core.toml   what both share, and each one's words

Every statement of every member is kept, or listed as left out with the
reason. Fields that grant more (tools, model, hooks) come from the base alone.";

/// Make one agent of several, with every conflict named
///
/// The base's order and voice are kept, what the others add is put where it belongs, and each line can be traced to the
/// member that it comes from.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Merge {
    /// The agents to merge; with --family, the paths that the report was made of (then
    /// the current folder where none is given)
    #[arg(value_name = "PATH", required_unless_present = "family")]
    paths: Vec<String>,
    /// Merge the members of a family of the report: F1, F2 ...
    #[arg(long, value_name = "ID")]
    family: Option<String>,
    /// The member whose order, voice and privileges are kept [default: the one that holds most of the others]
    #[arg(long, value_name = "PATH")]
    base: Option<String>,
    /// Keep only what at least K members say
    #[arg(long, id = "min_support", value_name = "K")]
    _min_support: Option<u32>,
    /// The format to write [default: the base's own]; `agentkin formats` says which can be written
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// What all of them come from: what one changed or deleted, and no other touched, was done on purpose. A FILE; git: what
    /// all of them once were there; member: the one that plainly is the others' parent; auto: git, else member
    #[arg(long, value_name = "FILE|git|member|auto")]
    ancestor: Option<String>,
    /// Who settles conflicts: base, ask (at a terminal), or a FILE of decisions [default: base]
    #[arg(long, value_name = "base|ask|FILE")]
    resolve: Option<String>,
    /// Write what became of every line of every member to FILE: .md, .json or .csv
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Write what all share with a mark wherever they differ, and what each puts there, as TOML: agentkin render builds
    /// the members again
    #[arg(long, conflicts_with_all = ["base", "min_support", "to", "ancestor", "resolve", "ledger"])]
    core: bool,
}

impl Job for Merge {
    const GOES: Goes = Goes::IntoFolder;

    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let to = self.to.as_deref().map(writable).transpose()?;
        let ledger = self.ledger.as_deref().map(|path| Kept::new(path, session)).transpose()?;
        let (corpus, members, ancestor) = self.members(session)?;
        if self.core {
            return core(&corpus, &members, session);
        }
        if let Some(kept) = &ledger {
            kept.spares(&corpus, session)?;
        }
        attainable(session.settings.merge.min_support, members.len())?;
        let base = self.base.as_deref().map(|id| base(&corpus, &members, id)).transpose()?;
        let options = session.settings.merge;
        let ancestor = ancestor.map(|from| pipeline::ancestor(&corpus, &members, from)).transpose()?;
        let mut merging = Merging { members, base, ancestor, options, ..Merging::default() };
        let mut proposal = pipeline::merge_as(&corpus, &merging);
        merging.decisions = self.decisions(&corpus, &proposal)?;
        if !merging.decisions.is_empty() {
            proposal = pipeline::resolved(&corpus, &merging, &proposal)?;
        }
        let settled = ledger.is_some().then(|| pipeline::ledger(&proposal, &corpus));
        if let Some(to) = to.filter(|to| to.name != proposal.format && unsound(&proposal).is_none()) {
            proposal = pipeline::written(proposal, &corpus, to);
        }
        write(session, Document::Merge { corpus: &corpus, proposal: &proposal, decisions: &merging.decisions })?;
        unsound(&proposal).map_or(Ok(()), Err)?;
        if let (Some(kept), Some(ledger)) = (ledger, settled) {
            kept.write(session, &corpus, &ledger)?;
        }
        Ok(Exit::Done)
    }
}

/// Where a ledger is kept.
struct Kept {
    target: Target,
    form: LedgerForm,
}

impl Kept {
    /// Refused before any work is done where the ending names no form, or the file is there.
    fn new(path: &Path, session: &Session) -> Result<Self, Failure> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
        let form = LedgerForm::of_ending(ending).ok_or_else(|| {
            Failure::saying(format!("--ledger {}: its ending names no form", path.display()))
                .hinting("a ledger is .md, .json or .csv")
        })?;
        Ok(Self { target: Target::new(Some(path), session.existing)?, form })
    }

    /// Refuses to put a ledger in the place of an agent that is read, or of the canonical: `--force` speaks of older ledgers.
    fn spares(&self, corpus: &Corpus, session: &Session) -> Result<(), Failure> {
        let (Target::New(path) | Target::Any(path)) = &self.target else { return Ok(()) };
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let ours = real(path);
        let refused = |what: &str| {
            Failure::saying(format!("--ledger {}: that is {what}", path.display()))
                .hinting("give the ledger a file of its own")
        };
        if corpus.agents().iter().any(|agent| real(Path::new(&agent.path)) == ours) {
            return Err(refused("one of the agents"));
        }
        match &session.target {
            Target::New(output) | Target::Any(output) if real(output) == ours => Err(refused("where the result goes")),
            _ => Ok(()),
        }
    }

    fn write(&self, session: &Session, corpus: &Corpus, ledger: &Ledger) -> Result<(), Failure> {
        self.target.file()?.write(|out| write_ledger(self.form, corpus, ledger, out))?;
        if session.talks() {
            let _ = writeln!(io::stderr(), "ledger: {}", ledger_sums(ledger, None));
        }
        Ok(())
    }
}

impl Merge {
    /// What was decided: nothing where the base is to stand.
    fn decisions(&self, corpus: &Corpus, proposal: &Proposal) -> Result<Vec<Choice>, Failure> {
        match self.resolve.as_deref() {
            None | Some("base") => Ok(Vec::new()),
            Some("ask") => ask::decisions(corpus, proposal),
            Some(file) => Ok(config::choices(Path::new(file))?),
        }
    }

    /// The members, and where to look for what they come from.
    fn members(&self, session: &Session) -> Result<(Corpus, Vec<AgentIx>, Option<AncestorFrom>), Failure> {
        let known = self.ancestor.as_deref().and_then(ancestor_from);
        let file = self.ancestor.as_ref().filter(|_| known.is_none());
        let Some(id) = &self.family else {
            let paths: Vec<String> = self.paths.iter().chain(file).cloned().collect();
            let loaded = agents::load(&paths, session)?;
            let mut members = agents::seats(&loaded.corpus, &self.paths)?;
            members.sort_unstable();
            members.dedup();
            let agent = file.map(|id| pipeline::agent_at(&loaded.corpus, id)).transpose()?;
            return Ok((loaded.corpus, members, agent.map(AncestorFrom::Agent).or(known)));
        };
        if let Some(file) = file {
            return Err(Failure::saying(format!("--ancestor {file}: a family takes git, member or auto"))
                .hinting("name the members themselves to give a file beside them"));
        }
        let (corpus, members) = agents::family(id, &self.paths, session)?;
        Ok((corpus, members, known))
    }
}

/// Where to look for an ancestor, by its name; `None` for what is none.
pub(super) fn ancestor_from(name: &str) -> Option<AncestorFrom> {
    match name {
        "git" => Some(AncestorFrom::Git),
        "member" => Some(AncestorFrom::Member),
        "auto" => Some(AncestorFrom::Either),
        _ => None,
    }
}

/// Writes the core of the members.
fn core(corpus: &Corpus, members: &[AgentIx], session: &Session) -> Result<Exit, Failure> {
    let core = pipeline::core_file(corpus, members).map_err(pipeline::Error::from)?;
    session.target.file()?.write(|out| out.write_all(core.to_toml().as_bytes()))?;
    if session.talks() {
        let (terms, shared) = core.figures();
        let _ = writeln!(io::stderr(), "core of {} agents: {shared} % shared, {terms} terms each", members.len());
    }
    Ok(Exit::Done)
}

/// Refuses a support that no statement can have.
fn attainable(support: u32, members: usize) -> Result<(), Failure> {
    if support as usize <= members {
        return Ok(());
    }
    Err(Failure::saying(format!("--min-support {support}: there are {members} agents, and no more can say a thing"))
        .hinting(format!("give 1 to {members}")))
}

fn base(corpus: &Corpus, members: &[AgentIx], id: &str) -> Result<AgentIx, Failure> {
    let asked = pipeline::agent_at(corpus, id).ok().filter(|asked| members.contains(asked));
    asked.ok_or_else(|| {
        let ids: Vec<&str> = members.iter().map(|member| corpus.agent(*member).id.as_str()).collect();
        Failure::saying(format!("--base {id} is not one of the agents to merge"))
            .hinting(format!("they are {}", ids.join(", ")))
    })
}

/// The format of this name, refused before anything is read where it cannot be written.
fn writable(to: &str) -> Result<&'static Profile, Failure> {
    let writable = || pipeline::formats().iter().copied().filter(|format| format.written.is_some());
    if let Some(format) = writable().find(|format| format.name.0 == to) {
        return Ok(format);
    }
    let names: Vec<&str> = writable().map(|format| format.name.0).collect();
    let known = pipeline::formats().iter().any(|format| format.name.0 == to);
    let why = if known { "agents in this format are read, not written" } else { "there is no such format" };
    let guess = nearest(to, names.iter().copied()).filter(|_| !known);
    let guess = guess.map(|guess| format!(" (did you mean {guess}?)")).unwrap_or_default();
    Err(Failure::saying(format!("--to {to}{guess}: {why}"))
        .hinting(format!("what can be written: {}", names.join(", "))))
}

/// Why a proposal is not the canonical that was asked for: whoever takes it for that would lose what the others say.
fn unsound(proposal: &Proposal) -> Option<Failure> {
    let grave = proposal.notes.iter().find(|note| note.code.severity == Severity::Error)?;
    let said = Failure::saying(format!("the merge does not hold, and is not written: {}", grave.message));
    Some(said.hinting(format!("agentkin explain {}", grave.code.id)))
}

/// The text where text is asked for, with a summary beside it; else the document.
fn write(session: &Session, document: Document<'_>) -> Result<(), Failure> {
    let Document::Merge { corpus, proposal, .. } = document else { return session.write(document) };
    if session.settings.reporter.is_some_and(|reporter| reporter.name() != "table") {
        return session.write(document);
    }
    if let Some(failure) = unsound(proposal) {
        session.tell(document);
        return Err(failure);
    }
    let target = session.target.named(file_name(corpus, proposal))?;
    let bytes = bytes(corpus, proposal);
    match session.page().sink {
        Sink::Terminal => target.write(|out| shown(bytes, out))?,
        Sink::File => target.write(|out| out.write_all(bytes))?,
    }
    session.tell(document);
    if let (Target::New(path) | Target::Any(path), true) = (&target, session.talks()) {
        let _ = writeln!(io::stderr(), "written: {}", Terminal(&path.display().to_string()));
    }
    Ok(())
}

/// The text for a terminal, line by line: what would act on it is made visible.
fn shown(bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
    String::from_utf8_lossy(bytes)
        .lines()
        .try_for_each(|line| writeln!(out, "{}", Terminal(&line.replace('\t', "    "))))
}

/// What the file is called in a folder: as its format asks, where it stays in its own as the base's file.
fn file_name<'p>(corpus: &'p Corpus, proposal: &'p Proposal) -> &'p str {
    let path = proposal.file.as_deref().unwrap_or(&corpus.agent(proposal.base).path);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// One agent is given back byte for byte, whatever its encoding and line ends.
fn bytes<'b>(corpus: &'b Corpus, proposal: &'b Proposal) -> &'b [u8] {
    let base = corpus.agent(proposal.base);
    let whole =
        proposal.members.len() == 1 && proposal.file.is_none() && base.id == base.path && !base.bytes.is_empty();
    if whole { &base.bytes } else { proposal.text.as_bytes() }
}

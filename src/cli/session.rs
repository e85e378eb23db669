//! A run: the settings as meant, the page, and where the result goes.

use std::{
    env, fs,
    io::Write as _,
    path::{Component, Path, PathBuf},
};

use clap::ArgMatches;

use super::{
    args::Common,
    commands,
    error::Failure,
    memory::Memory,
    output::{Existing, Target},
    pager,
    progress::{self, Talk},
    terminal::{self, Sink},
};
use crate::{
    config::{self, Layer, Settings},
    model::{Decisions, PairsShown, Relation},
    pipeline::{self, PutAside, Watch},
    report::{Detail, Document, Page, Reporter, Terminal, reporters},
};

/// What every command needs.
pub(super) struct Session {
    pub(super) settings: Settings,
    pub(super) target: Target,
    /// What was kept of runs before; `None` where nothing may be.
    pub(super) memory: Option<Memory>,
    /// What people decided about agents.
    pub(super) decisions: Decisions,
    /// Where they come from, for whoever asks again.
    #[cfg_attr(not(feature = "mcp"), expect(dead_code, reason = "only a server lives long enough to ask again"))]
    pub(super) decided: Decided,
    /// The settings file that holds.
    pub(super) settings_file: Option<PathBuf>,
    /// Whether files that are there may be replaced.
    pub(super) existing: Existing,
    talk: Talk,
    detail: Detail,
}

/// From how many files on what comparing needs of them is put aside on a disk: fewer take some 700 MB of memory at most.
const ASIDE_FROM: usize = 32_768;

/// Where things are put aside: what `TMPDIR` says; else `/var/tmp`, which lies on a disk where `/tmp` may lie in memory
/// (Filesystem Hierarchy Standard 3.0, 5.15).
fn scratch() -> PathBuf {
    let lasting = PathBuf::from("/var/tmp");
    if env::var_os("TMPDIR").is_none() && lasting.is_dir() { lasting } else { env::temp_dir() }
}

impl Session {
    /// The session that the options and the settings file make.
    pub(super) fn new(command: &str, common: &Common, given: &ArgMatches) -> Result<Self, Failure> {
        let typed = commands::layer(given).over(common.layer());
        let decided = Decided { named: common.config.clone(), folders: commands::folders(command, given) };
        let files = decided.files();
        let settings_file = files.first().cloned();
        let written = written(settings_file.as_deref(), common)?;
        let decisions = Decided::of(&written, &files)?;
        let mut settings = Settings::of(&typed.over(written))?;
        settings.reporter = holding(settings.reporter, command, common)?;
        let existing = if common.force { Existing::Replace } else { Existing::Refuse };
        let target = Target::new(common.output.as_deref(), existing)?;
        let talk = if common.quiet { Talk::Quiet } else { Talk::Progress };
        let detail = match (common.quiet, common.verbose) {
            (true, _) => Detail::Brief,
            (_, true) => Detail::Full,
            _ => Detail::Normal,
        };
        let memory = Memory::of(common);
        Ok(Self { settings, target, memory, decisions, decided, settings_file, existing, talk, detail })
    }

    /// How to search and to judge.
    pub(super) fn options(&self) -> pipeline::Options {
        pipeline::Options {
            shortlist: self.settings.shortlist,
            model: self.settings.model.clone(),
            homes: homes(env::home_dir(), env::current_dir().ok()),
            pairs: if self.reporter().lists_pairs() { self.settings.pairs } else { PairsShown::None },
            decisions: self.decisions.clone(),
            // A gate that closes must be able to say for what.
            alert_from: self.settings.fail_on.map_or(Relation::Variant, |bar| bar.min(Relation::Variant)),
            baseline: None,
            dossiers: None,
            changed: None,
            kept: self.memory.as_ref().and_then(Memory::files),
            aside: Some(PutAside { folder: scratch(), from: ASIDE_FROM }),
            ..pipeline::Options::default()
        }
    }

    /// The threads to work on.
    pub(super) fn pool(&self) -> Result<rayon::ThreadPool, Failure> {
        let jobs = self.settings.jobs.map_or(0, std::num::NonZeroUsize::get);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
        pool.map_err(|error| Failure::saying(format!("cannot start {jobs} threads: {error}")))
    }

    /// Somebody who waits, where anybody does.
    pub(super) fn watch(&self) -> Box<dyn Watch> {
        progress::watch(self.talk)
    }

    /// Whether summaries beside the result are wanted.
    pub(super) fn talks(&self) -> bool {
        self.talk == Talk::Progress
    }

    /// The reporter asked for, else the default one.
    pub(super) fn reporter(&self) -> &'static dyn Reporter {
        self.settings.reporter.unwrap_or(reporters()[0])
    }

    /// The page that results are printed on.
    pub(super) fn page(&self) -> Page {
        let sink = if self.target == Target::Output { Sink::Output } else { Sink::File };
        terminal::page(&self.settings, sink, self.detail)
    }

    /// Writes a document to where the result goes.
    pub(super) fn write(&self, document: Document<'_>) -> Result<(), Failure> {
        self.write_as(self.reporter(), document)
    }

    /// The same by a pager, where a person reads it on a terminal.
    pub(super) fn write_paged(&self, document: Document<'_>) -> Result<(), Failure> {
        let pager = (self.target == Target::Output).then(pager::start).flatten();
        let Some(pager) = pager else { return self.write(document) };
        let page = self.page();
        let shown = pager::show(pager, |out| self.reporter().write(document, page, out));
        shown.map_err(|error| Failure::saying(format!("cannot write to the pager: {error}")))
    }

    /// The same with a reporter of the command's own choice.
    pub(super) fn write_as(&self, reporter: &dyn Reporter, document: Document<'_>) -> Result<(), Failure> {
        let page = self.page();
        self.target.write(|out| reporter.write(document, page, out))
    }

    /// A document as it would be written.
    pub(super) fn printed(&self, document: Document<'_>) -> Result<Vec<u8>, Failure> {
        let mut out = Vec::new();
        self.reporter().write(document, self.page(), &mut out).map_err(|error| Failure::saying(error.to_string()))?;
        Ok(out)
    }

    /// Writes what was printed to where the result goes.
    pub(super) fn put(&self, printed: &[u8]) -> Result<(), Failure> {
        self.target.write(|out| out.write_all(printed))
    }

    /// Says a line beside the result, to standard error; nothing where silence was asked for.
    pub(super) fn say(&self, line: &str) {
        if self.talks() {
            let _ = writeln!(std::io::stderr(), "{}", Terminal(line));
        }
    }

    /// Writes a document beside the result, to standard error; nothing where silence was asked for.
    pub(super) fn tell(&self, document: Document<'_>) {
        if !self.talks() {
            return;
        }
        let page = terminal::page(&self.settings, Sink::Error, self.detail);
        // A summary that nobody can read is no reason to fail: the result itself is written.
        let _ = reporters()[0].write(document, page, &mut std::io::stderr().lock());
    }
}

/// The reporter that was asked for, where it can hold what the command tells. One that the settings file names speaks for the
/// commands that can use it; the others have their default.
fn holding(
    asked: Option<&'static dyn Reporter>,
    command: &str,
    common: &Common,
) -> Result<Option<&'static dyn Reporter>, Failure> {
    let Some((reporter, held)) = asked.and_then(|reporter| Some((reporter, reporter.commands()?))) else {
        return Ok(asked);
    };
    match (held.contains(&command), common.names_format()) {
        (true, _) => Ok(Some(reporter)),
        (false, false) => Ok(None),
        (false, true) => {
            let name = reporter.name();
            let failure = Failure::saying(format!("--format {name} cannot hold what agentkin {command} tells"));
            Err(failure.hinting(format!("{name} is for agentkin {}", held.join(" and agentkin "))))
        }
    }
}

/// How paths spell the user's home: from the root of the file system, and from here where one lies in the other.
fn homes(home: Option<PathBuf>, here: Option<PathBuf>) -> Vec<String> {
    let Some(home) = home.filter(|home| home.is_absolute()) else { return Vec::new() };
    let from_here = here.and_then(|here| match (home.strip_prefix(&here), here.strip_prefix(&home)) {
        (Ok(below), _) => Some(below.to_path_buf()),
        (_, Ok(above)) => Some(above.components().map(|_| Component::ParentDir).collect()),
        _ => None,
    });
    let spelt = |path: PathBuf| path.to_string_lossy().replace('\\', "/");
    std::iter::once(home.clone()).chain(from_here).map(spelt).collect()
}

/// Where what people decided about agents is written.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    /// The settings file that was named.
    named: Option<PathBuf>,
    /// The folders that the command brings its settings from.
    folders: Vec<PathBuf>,
}

impl Decided {
    /// What was decided, as it lies on the disk now: in files too that were not there before.
    #[cfg(feature = "mcp")]
    pub(super) fn read(&self) -> Result<Decisions, Failure> {
        let files = self.files();
        let first = files.first().map_or(Ok(Layer::default()), |file| config::read(file)).map_err(Failure::from)?;
        Self::of(&first, &files)
    }

    /// The settings files: the one named, else those of the folders that the command brings its settings from, else the one that
    /// lies beside. The first holds; of the others only what was decided about agents does.
    fn files(&self) -> Vec<PathBuf> {
        if let Some(named) = &self.named {
            return vec![named.clone()];
        }
        let mut out: Vec<PathBuf> = Vec::new();
        let real = self.folders.iter().filter_map(|folder| fs::canonicalize(folder).ok());
        for file in real.filter_map(|folder| config::beside(&folder)) {
            if !out.contains(&file) {
                out.push(file);
            }
        }
        let beside = || env::current_dir().ok().and_then(|here| config::beside(&here));
        if out.is_empty() { beside().into_iter().collect() } else { out }
    }

    /// What was decided in these files, the first of which says `written`.
    fn of(written: &Layer, files: &[PathBuf]) -> Result<Decisions, Failure> {
        let mut out = decisions(written, files.first().map(PathBuf::as_path))?;
        for other in files.iter().skip(1) {
            let written = config::read(other).map_err(Failure::from)?;
            out.decisions.extend(decisions(&written, Some(other))?.decisions);
        }
        Ok(out)
    }
}

/// What the settings file says.
fn written(file: Option<&Path>, common: &Common) -> Result<Layer, Failure> {
    let read = file.map_or(Ok(Layer::default()), config::read).map_err(Failure::from);
    let named = common.config.is_some();
    read.map_err(
        |failed| if named { failed.hinting("--config names the file; leave it out to do without") } else { failed },
    )
}

/// The decisions of the settings file, with the agents as paths from the root of the file system.
fn decisions(written: &Layer, file: Option<&Path>) -> Result<Decisions, Failure> {
    let (ignored, copies) = (written.ignore.as_deref().unwrap_or(&[]), written.copies.as_deref().unwrap_or(&[]));
    let real = |path: &Path| fs::canonicalize(path).ok();
    let (Some(here), Some(file)) = (real(Path::new(".")), file.and_then(real)) else { return Ok(Decisions::default()) };
    let spelt = |path: &Path| path.to_string_lossy().replace('\\', "/");
    Ok(config::decisions(ignored, copies, &spelt(file.parent().unwrap_or(&here)), &spelt(&here))?)
}

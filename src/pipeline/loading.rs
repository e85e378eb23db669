//! Files are read and become agents of a corpus; what was kept of a file between runs stands for reading it again.

use std::{path::PathBuf, sync::Arc};

use rayon::prelude::*;

use super::{
    Error, Fingerprint, Stage, Survey, Watch,
    fingerprint::keyed,
    kept,
    reread::{Changed, held},
    seat::{Read, Seated, read, seat, without_parts},
    sort_findings,
};
use crate::{
    cache::{Aside, Cache, Key},
    load::{self, Found},
    model::{Corpus, Finding, Shelf},
};

/// Files that are read before what is kept of them is asked for: some 30 MB.
const FILES_AT_ONCE: usize = 4_096;

/// Agents with what was said on the way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loaded {
    /// The agents.
    pub corpus: Corpus,
    /// What was said of files that are agents and of files that are not, sorted.
    pub findings: Vec<Finding>,
    /// How many files were read.
    pub files: usize,
    /// Files named on the command line that are no agents, with the reason: they are among the findings too.
    pub refused: Vec<Finding>,
    /// The digest of all that was read.
    pub fingerprint: Option<Fingerprint>,
}

/// Files as they are read for a report.
pub(super) struct Stock {
    pub(super) loaded: Loaded,
    /// Files that are found to have changed when their prompts are read again.
    pub(super) changed: Arc<Changed>,
    /// Where sketches lie aside.
    pub(super) shelf: Option<Arc<Aside>>,
}

impl Loaded {
    /// The same, where every file that was named is an agent.
    ///
    /// # Errors
    /// The first file that is none.
    pub fn whole(self) -> Result<Self, Error> {
        match self.refused.first() {
            Some(refused) => Err(Error::NamedFile(refused.clone())),
            None => Ok(self),
        }
    }
}

/// What is kept of each file between runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFiles {
    /// Where.
    pub cache: Cache,
    /// The digest of the program that reads them: another one may read them in another way.
    pub program: Key,
    /// The number of files from which on anything is kept or asked for.
    pub least: usize,
}

/// Where sketches and weights are put aside while nobody asks for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutAside {
    /// The folder in which a file without a name is made for them: some 21 KB an agent.
    pub folder: PathBuf,
    /// The number of files from which on they are.
    pub from: usize,
}

/// How files are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'r> {
    /// The number of files from which on prompts are let go of, to be read again where they are needed.
    pub(super) let_go_from: usize,
    /// What is kept of each file between runs.
    pub(super) kept: Option<&'r KeptFiles>,
    /// Where sketches are put aside, and from how many files on.
    pub(super) aside: Option<&'r PutAside>,
}

impl Reading<'_> {
    /// Every prompt is held.
    const HELD: Self = Self { let_go_from: usize::MAX, kept: None, aside: None };
}

/// Reads and normalizes every agent under `paths`.
///
/// # Errors
/// A path that cannot be read, a named file that is no agent, or no agent at all.
pub fn load(paths: &[String], watch: &dyn Watch) -> Result<Loaded, Error> {
    load_as(paths, None, Reading::HELD, watch).map(|stock| stock.loaded)
}

/// The same in a way of reading.
pub(super) fn load_as(
    paths: &[String],
    survey: Option<Survey>,
    reading: Reading<'_>,
    watch: &dyn Watch,
) -> Result<Stock, Error> {
    let (discovery, seen) = match survey {
        Some(Survey { discovery, marks }) => (discovery, marks),
        None => (load::discover(paths)?, Vec::new()),
    };
    watch.begin(Stage::Load, discovery.files.len());
    let changed = Arc::new(Changed::default());
    let kept = reading.kept.filter(|kept| discovery.files.len() >= kept.least);
    let lets_go = discovery.files.len() >= reading.let_go_from;
    let shelf = match reading.aside.filter(|aside| discovery.files.len() >= aside.from) {
        Some(aside) => {
            Some(Arc::new(Aside::new(&aside.folder).map_err(|error| Error::Aside(aside.folder.clone(), error))?))
        }
        None => None,
    };
    let desk = Desk { kept, lets_go, changed: &changed, shelf: shelf.clone().map(|shelf| shelf as _), watch };
    let (mut agents, mut findings) = (Vec::new(), discovery.findings.clone());
    let (mut refused, mut parts, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for (nth, files) in discovery.files.chunks(FILES_AT_ONCE).enumerate() {
        let seen = seen.chunks(FILES_AT_ONCE).nth(nth).unwrap_or_default();
        for file in desk.seated(files, seen)? {
            agents.extend(file.agents);
            findings.extend(file.findings);
            refused.extend(file.refused);
            parts.extend(file.parts);
            marks.push(file.mark);
        }
    }
    let fingerprint = Some(Fingerprint::sealed(&discovery, &marks));
    if agents.is_empty() {
        let nothing = Error::NoAgent { paths: paths.join(" "), files: discovery.files.len() };
        return Err(refused.into_iter().next().map_or(nothing, Error::NamedFile));
    }
    without_parts(&mut agents, &mut findings, parts);
    sort_findings(&mut findings);
    let files = discovery.files.len();
    let loaded = Loaded { corpus: Corpus::new(agents), findings, files, refused, fingerprint };
    Ok(Stock { loaded, changed, shelf })
}

/// Where files become agents.
struct Desk<'d> {
    kept: Option<&'d KeptFiles>,
    lets_go: bool,
    changed: &'d Arc<Changed>,
    shelf: Option<Arc<dyn Shelf>>,
    watch: &'d dyn Watch,
}

impl Desk<'_> {
    /// The agents of some files, in order, with their sketches put aside where that is wanted; these marks of the files are known
    /// already: of all or of none.
    fn seated(&self, files: &[Found], seen: &[Key]) -> Result<Vec<Seated>, Error> {
        let Some(kept) = self.kept else {
            return files.par_iter().map(|found| Ok(self.settled(self.normalized(found, read(found))?))).collect();
        };
        let read_all = || files.par_iter().map(|found| Some(read(found))).collect();
        let now: Vec<Option<Read>> = if seen.is_empty() { read_all() } else { files.iter().map(|_| None).collect() };
        let marks = now.iter().flatten().map(|read| &read.mark).chain(seen);
        let known = kept.cache.fetch_all(&marks.clone().map(|mark| keyed(mark, &kept.program)).collect::<Vec<_>>());
        let known = known.into_iter().zip(marks.copied()).collect::<Vec<_>>();
        let each = files.par_iter().zip(now).zip(known).map(|((found, now), (known, mark))| {
            match known.and_then(|bytes| self.recalled(found, mark, &bytes)) {
                Some(file) => Ok((self.settled(file), None)),
                None => self.normalized(found, now.unwrap_or_else(|| read(found))).map(|file| {
                    let bytes = kept::encode(&file);
                    (self.settled(file), bytes)
                }),
            }
        });
        let each: Vec<(Seated, Option<Vec<u8>>)> = each.collect::<Result<_, _>>()?;
        let fresh = each.iter().filter_map(|(file, bytes)| Some((keyed(&file.mark, &kept.program), bytes.as_deref()?)));
        // What cannot be kept is made again by the next run.
        let _ = kept.cache.keep_all(&fresh.collect::<Vec<_>>());
        Ok(each.into_iter().map(|(file, _)| file).collect())
    }

    /// A file with the sketches of its agents put aside where that is wanted, while they are at hand.
    fn settled(&self, mut file: Seated) -> Seated {
        if let Some(shelf) = &self.shelf {
            for agent in &mut file.agents {
                agent.definition.sketch.bulk.put_aside(shelf);
            }
        }
        file
    }

    /// What was kept of a file.
    fn recalled(&self, found: &Found, mark: Key, bytes: &[u8]) -> Option<Seated> {
        let file = kept::decode(bytes, found, |nth| held(found, nth, mark, self.changed))?;
        self.watch.step();
        Some(Seated { mark, ..file })
    }

    fn normalized(&self, found: &Found, read: Read) -> Result<Seated, Error> {
        let mark = read.mark;
        let mut file = seat(found, read)?;
        if self.lets_go {
            for (nth, agent) in file.agents.iter_mut().enumerate() {
                agent.definition.prompt = held(found, nth, mark, self.changed);
            }
        }
        self.watch.step();
        Ok(file)
    }
}

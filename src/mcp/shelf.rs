//! The agents at hand: read once, read again when a file changed.

use super::{Roots, Served};
use crate::{
    config::Settings,
    model::{Analysis, Corpus, Decisions},
    pipeline::{self, Fingerprint, Loaded, Report, Scales, Survey, Unwatched},
};

/// The agents of the roots, with what was found about them.
pub(super) struct Shelf {
    served: Served,
    held: Option<Held>,
}

/// The agents as they lay on the disk when they were read.
#[derive(Debug)]
struct Held {
    known: Known,
    /// Made where somebody asks who is like whom, and kept as long as the agents: to weigh thousands takes seconds.
    scales: Option<Scales>,
}

/// What was read, and as far as somebody asked what it comes to.
#[derive(Debug)]
enum Known {
    Loaded(Box<Loaded>),
    Analysed(Box<Report>),
}

impl Known {
    fn fingerprint(&self) -> Option<Fingerprint> {
        match self {
            Known::Loaded(loaded) => loaded.fingerprint,
            Known::Analysed(report) => report.fingerprint,
        }
    }

    fn corpus(&mut self) -> &mut Corpus {
        match self {
            Known::Loaded(loaded) => &mut loaded.corpus,
            Known::Analysed(report) => &mut report.analysis.corpus,
        }
    }
}

/// Why there is no answer, said to whoever asked.
pub(super) type Refusal = String;

impl Shelf {
    pub(super) fn new(served: Served) -> Self {
        Self { served, held: None }
    }

    pub(super) fn roots(&self) -> &Roots {
        &self.served.roots
    }

    /// What people decided about agents when the call at work began.
    pub(super) fn decisions(&self) -> &Decisions {
        &self.served.options.decisions
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.served.settings
    }

    /// Works on the agents as they lie on the disk now.
    pub(super) fn corpus<T>(&mut self, work: impl FnOnce(&Self, &Corpus) -> T + Send) -> Result<T, Refusal>
    where
        T: Send,
    {
        // Taken out: where the work panics, nothing half done is left behind, and the next call reads again.
        let mut held = self.current()?;
        let out = self.served.pool.install(|| work(self, held.known.corpus()));
        self.held = Some(held);
        Ok(out)
    }

    /// Works on the agents as they lie on the disk now, weighed. What `work` puts in it must take out again.
    pub(super) fn weighed<T>(
        &mut self,
        work: impl FnOnce(&Self, &mut Corpus, &mut Scales) -> T + Send,
    ) -> Result<T, Refusal>
    where
        T: Send,
    {
        let Held { mut known, scales } = self.current()?;
        let (out, scales) = self.served.pool.install(|| {
            let corpus = known.corpus();
            let mut scales = scales.unwrap_or_else(|| Scales::of(corpus, &self.served.settings.model));
            (work(self, corpus, &mut scales), scales)
        });
        self.held = Some(Held { known, scales: Some(scales) });
        Ok(out)
    }

    /// Works on what a report says of the agents as they lie on the disk now.
    pub(super) fn analysis<T>(&mut self, work: impl FnOnce(&Self, &Analysis) -> T + Send) -> Result<T, Refusal>
    where
        T: Send,
    {
        let Held { known, scales } = self.current()?;
        let report = self.served.pool.install(|| match known {
            Known::Analysed(report) => report,
            Known::Loaded(loaded) => {
                Box::new(pipeline::analysed(*loaded, &self.served.roots.paths(), &self.served.options, &Unwatched))
            }
        });
        let out = self.served.pool.install(|| work(self, &report.analysis));
        self.held = Some(Held { known: Known::Analysed(report), scales });
        Ok(out)
    }

    /// What is held, read again where anything changed. Whether it did is told by reading the files, not by their times: who
    /// has just written one and asks must not be told of the old one.
    fn current(&mut self) -> Result<Held, Refusal> {
        let paths = self.served.roots.paths();
        let decisions = (self.served.decisions)()?;
        let decided_anew = decisions != self.served.options.decisions;
        self.served.options.decisions = decisions;
        // What was analysed is no answer to other decisions.
        let stale = |held: &Held| decided_anew && matches!(held.known, Known::Analysed(_));
        let held = self.held.take().filter(|held| !stale(held));
        self.served.pool.install(|| {
            if let Some(held) = held {
                let now = Survey::of(&paths, 0).map_err(|error| self.unread(&error))?;
                let now = now.map(|survey| survey.fingerprint());
                if now.is_some() && now == held.known.fingerprint() {
                    return Ok(held);
                }
            }
            let loaded = match pipeline::load(&paths, &Unwatched) {
                Ok(loaded) => Box::new(loaded),
                // Nobody has written an agent yet: then nothing exists already, which is an answer.
                Err(pipeline::Error::NoAgent { .. }) => Box::default(),
                Err(error) => return Err(self.unread(&error)),
            };
            Ok(Held { known: Known::Loaded(loaded), scales: None })
        })
    }

    fn unread(&self, error: &pipeline::Error) -> Refusal {
        format!("the folders {} cannot be read: {error}", self.served.roots.named())
    }
}

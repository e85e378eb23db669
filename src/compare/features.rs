//! What the model sees of a pair: numbers read off its signals.

use crate::model::{Score, SignalScore};

/// A number that the model reads off the signals.
#[derive(Clone, Copy)]
pub(super) struct Feature {
    pub(super) name: &'static str,
    /// What a high value says of two agents: a clause.
    pub(super) means: &'static str,
    pub(super) of: fn(&Signals) -> f64,
}

/// What the model sees. A signal that says nothing is stood in for by the nearest one that does.
pub(super) const FEATURES: [Feature; 17] = [
    Feature { name: "text", means: "they share phrases", of: |s| s.get(Seen::Text, 0.0) },
    Feature { name: "containment", means: "one lies in the other", of: |s| s.get(Seen::Containment, 0.0) },
    Feature { name: "role", means: "they are for the same, by all their words", of: |s| s.role() },
    Feature { name: "name", means: "their names agree", of: |s| s.name() * (1.0 - s.foreign()) },
    Feature { name: "description", means: "their descriptions agree", of: |s| s.description() },
    Feature { name: "opening", means: "their openings agree", of: |s| s.get(Seen::Opening, s.role()) },
    Feature {
        name: "code",
        means: "they share code and identifiers",
        of: |s| s.get(Seen::Code, s.get(Seen::Body, s.role())),
    },
    Feature { name: "namesake", means: "they have one name, on what looks like one job", of: |s| s.namesake() },
    Feature {
        name: "independent",
        means: "they are for the same, in another form",
        of: |s| f64::midpoint(s.role(), s.description()) * (1.0 - s.form()) * (1.0 - s.foreign()),
    },
    Feature { name: "patchwork", means: "a part of the text is copied, on another job", of: |s| s.patchwork() },
    Feature { name: "scaffold", means: "they are built alike, for other jobs", of: |s| s.form() * (1.0 - s.role()) },
    Feature { name: "apart", means: "each keeps speaking of what the other never names", of: |s| s.apart() },
    Feature {
        name: "template",
        means: "one form or text, filled with other subjects",
        of: |s| s.apart() * s.get(Seen::Text, 0.0).max(s.form()),
    },
    Feature { name: "foreign", means: "they are written in different languages", of: |s| s.foreign() },
    Feature {
        name: "foreign-name",
        means: "one name in two languages",
        of: |s| s.foreign() * one(s.get(Seen::Name, 0.0)),
    },
    Feature {
        name: "foreign-build",
        means: "one build in two languages, with a name or code in common",
        of: |s| s.translated() * s.build() * s.get(Seen::Name, 0.0).max(s.get(Seen::Code, 0.0)),
    },
    Feature {
        name: "foreign-code",
        means: "one code in two languages",
        of: |s| s.translated() * s.get(Seen::Code, 0.0),
    },
];

/// How nearly two names are one, `0..=1`: a name tells the job only where nearly all of it agrees. A coach is not yet the same
/// coach, in one language or in two.
fn nearly_one(name: f64) -> f64 {
    const NEARLY: f64 = 0.85;
    (name - NEARLY).max(0.0) / (1.0 - NEARLY)
}

/// The same where hardly anything else can be held against it: between two languages `architect` and `code-architect` are two
/// names, and only spelling may differ.
fn one(name: f64) -> f64 {
    const ONE: f64 = 0.99;
    (name - ONE).max(0.0) / (1.0 - ONE)
}

/// A signal that features are read off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    Text,
    Containment,
    Role,
    Name,
    Description,
    Opening,
    Titles,
    Body,
    Subject,
    Code,
    Structure,
    Language,
}

/// Their names, in order.
pub(super) const NAMES: [&str; 12] = [
    "text",
    "containment",
    "role",
    "name",
    "description",
    "opening",
    "titles",
    "body",
    "subject",
    "code",
    "structure",
    "language",
];

impl Seen {
    /// The signal of this name; `None` for one that no feature is read off.
    pub(super) fn named(name: &str) -> Option<usize> {
        NAMES.iter().position(|known| *known == name)
    }
}

/// A pair's signals, as far as features are read off them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signals([Option<Score>; NAMES.len()]);

impl Signals {
    /// Those of a list, by their names.
    pub(super) fn named(scores: &[SignalScore]) -> Self {
        let mut out = Self::default();
        for signal in scores {
            if let Some(at) = Seen::named(signal.name) {
                out.0[at] = signal.score;
            }
        }
        out
    }

    /// Those of a list of scores of which the signal at `places[n]` is the `n`-th.
    pub(super) fn placed(scores: &[Option<Score>], places: &[Option<usize>]) -> Self {
        let mut out = Self::default();
        for (score, place) in scores.iter().zip(places) {
            if let Some(at) = place {
                out.0[*at] = *score;
            }
        }
        out
    }

    /// Has a signal say this much.
    pub(super) fn set(&mut self, signal: Seen, score: f64) {
        self.0[signal as usize] = Some(Score::new(score));
    }

    /// What a signal says, or `silent` where it says nothing.
    pub(super) fn get(&self, signal: Seen, silent: f64) -> f64 {
        self.0[signal as usize].map_or(silent, Score::get)
    }

    fn role(&self) -> f64 {
        self.get(Seen::Role, 0.0)
    }

    fn name(&self) -> f64 {
        self.get(Seen::Name, self.role())
    }

    fn description(&self) -> f64 {
        self.get(Seen::Description, self.role())
    }

    /// Two bodies too short to have a build are built a little alike, as any two are.
    fn build(&self) -> f64 {
        self.get(Seen::Structure, 0.2)
    }

    /// How alike the two are in form: what a scaffold gives, whatever the job.
    fn form(&self) -> f64 {
        self.get(Seen::Titles, self.role()).max(self.build())
    }

    /// (Nearly) one name on what looks like one job: a name alone proves nothing, and a word of it less.
    fn namesake(&self) -> f64 {
        nearly_one(self.name()) * self.role()
    }

    /// A part of the text copied, on another job. A whole text copied is none: then the job is the same, however named.
    fn patchwork(&self) -> f64 {
        let text = self.get(Seen::Text, 0.0);
        text * (1.0 - text) * (1.0 - self.role())
    }

    /// How much each speaks of what the other never names. Of translations that says nothing, and of a text that lies whole
    /// in the other neither: there it is the other that says more.
    fn apart(&self) -> f64 {
        const NEARLY_WHOLE: i32 = 8;
        let whole = self.get(Seen::Containment, 0.0).powi(NEARLY_WHOLE);
        // A text too short to keep speaking of anything speaks of what it shares.
        let subject = self.get(Seen::Subject, self.role().max(self.get(Seen::Containment, 0.0)));
        (1.0 - subject) * (1.0 - self.foreign()) * (1.0 - whole)
    }

    /// How much the two look like one text in two languages: some of what an agent is for (names of products, of
    /// techniques) is never translated. Without any of that a shared build and code are a shared scaffold.
    fn translated(&self) -> f64 {
        const KEPT: f64 = 0.04;
        self.foreign() * (self.role() / KEPT).min(1.0).max(self.get(Seen::Name, 0.0))
    }

    /// 1 where the two are written in different languages.
    fn foreign(&self) -> f64 {
        1.0 - self.get(Seen::Language, 1.0)
    }
}

/// What a high value of each feature says, in the order of [`features`].
#[must_use]
pub fn feature_meanings() -> Vec<&'static str> {
    FEATURES.iter().map(|f| f.means).collect()
}

/// The names of the features, in the order of [`features`].
#[must_use]
pub fn feature_names() -> Vec<&'static str> {
    FEATURES.iter().map(|f| f.name).collect()
}

/// What the model reads off the signals of a pair.
#[must_use]
pub fn features(signals: &[SignalScore]) -> Vec<f64> {
    let signals = Signals::named(signals);
    FEATURES.iter().map(|f| (f.of)(&signals)).collect()
}

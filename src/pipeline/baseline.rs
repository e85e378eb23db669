//! What is known, held against what a run found. Everything goes by content: a copy of what is known is new, and so is an
//! agent that says something else by now; one that was only moved is known.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::alerts::place_of;
use crate::{
    cluster,
    model::{
        ALONE, Against, AgentIx, Alert, Analysis, Arrival, Baseline, Bond, Corpus, Decided, Digest, Finding,
        FindingCode, KnownCircle, KnownFinding, Note, Relation, Severity, Stale,
    },
    text::{
        paths::{absolute, relative},
        words::digest,
    },
};

/// Entries that nothing answers to.
const BASELINE_STALE: FindingCode = FindingCode {
    id: "baseline-stale",
    severity: Severity::Info,
    meaning: "Entries of the baseline are about agents that are gone or say something else by now, about relations that no \
              longer hold, or about findings that were cleared up. They let nothing pass any longer.",
    cure: "`agentkin report --baseline FILE --update-baseline` writes the baseline anew, without them. Look at what is new \
           first: it is let pass from then on.",
};

/// What holding against a baseline can say.
pub(super) const CODES: &[&FindingCode] = &[&BASELINE_STALE];

/// Stale entries that are named; the others are counted.
const NAMED: usize = 3;

/// All that is known from now on: what a baseline that lies in `folder` keeps of this analysis. `folder` and `here`, which the
/// paths of the run start from, are paths from the root of the file system.
#[must_use]
pub fn baseline(analysis: &Analysis, least: Relation, folder: &str, here: &str) -> Baseline {
    let corpus = &analysis.corpus;
    let decided = |path: &str, content: Option<String>| {
        let place = absolute(here, path);
        Decided { id: relative(folder, &place), place, content }
    };
    let member = |ix: &AgentIx| decided(&corpus.agent(*ix).id, Some(corpus.definition(*ix).content.to_string()));
    let circles = cluster::circles(corpus, &analysis.comparisons, least);
    let kin: BTreeSet<AgentIx> = circles.iter().flat_map(|circle| circle.members.iter().copied()).collect();
    let alone = corpus.indexes().filter(|ix| !kin.contains(ix)).map(|ix| member(&ix)).collect();
    let circles = circles
        .into_iter()
        .map(|circle| KnownCircle { relation: circle.relation, members: circle.members.iter().map(member).collect() });
    let contents = Contents::new(corpus);
    let mut times: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let kept = |finding: &&Finding| !finding.path.is_empty() && *finding.code != BASELINE_STALE;
    for finding in analysis.findings.iter().filter(kept) {
        *times.entry((&finding.path, finding.code.id)).or_default() += 1;
    }
    let findings = times.into_iter().map(|((path, code), times)| KnownFinding {
        code: code.to_owned(),
        file: decided(path, contents.of(path)),
        times,
    });
    Baseline {
        name: String::new(),
        place: String::new(),
        here: here.to_owned(),
        alone,
        circles: circles.collect(),
        findings: findings.collect(),
    }
}

/// Adds to a baseline what an earlier one holds of agents and files that do not lie under `paths`: nobody looked at them.
pub fn keep_unread(known: &mut Baseline, earlier: &Baseline, paths: &[String]) {
    let roots: Vec<String> = paths.iter().map(|path| absolute(&earlier.here, path)).collect();
    let unread = |member: &Decided| !roots.iter().any(|root| below(root, &member.place));
    for circle in &earlier.circles {
        let left: Vec<Decided> = circle.members.iter().filter(|member| unread(member)).cloned().collect();
        if left.len() > 1 {
            known.circles.push(KnownCircle { relation: circle.relation, members: left });
        } else {
            known.alone.extend(left);
        }
    }
    known.alone.extend(earlier.alone.iter().filter(|member| unread(member)).cloned());
    known.findings.extend(earlier.findings.iter().filter(|finding| unread(&finding.file)).cloned());
    let order = |member: &Decided| (member.place.clone(), member.content.clone());
    known.alone.sort_by_cached_key(order);
    known.alone.dedup();
    known
        .circles
        .sort_by_cached_key(|circle| (Reverse(circle.relation), circle.members.iter().map(order).collect::<Vec<_>>()));
    known.findings.sort_by_cached_key(|finding| (order(&finding.file), finding.code.clone()));
}

/// Takes out what was said of the baseline's own file, where it lies among the agents.
pub(super) fn pass_over(findings: &mut Vec<Finding>, baseline: &Baseline) {
    findings.retain(|finding| finding.path.is_empty() || place_of(&baseline.here, finding) != baseline.place);
}

/// When each agent came, by what the baseline holds: whoever says what an agent of it said was there before, be it elsewhere, as
/// often as it was said; of two that are kin the later one is to be looked at.
pub(super) fn arrivals(corpus: &Corpus, baseline: &Baseline) -> Vec<Arrival> {
    let members = baseline.circles.iter().flat_map(|circle| &circle.members).chain(&baseline.alone);
    // An agent may be in several circles.
    let known: BTreeMap<(&str, Option<&str>), &Decided> =
        members.map(|member| ((member.place.as_str(), member.content.as_deref()), member)).collect();
    let present = Present::new(corpus, baseline);
    let seats = Seats::new(&present, known.values().copied());
    let arrival = |ix: AgentIx| {
        if seats.taken.contains(&ix) {
            Arrival::Before
        } else if present.known.contains(&absolute(&baseline.here, &corpus.agent(ix).id)) {
            Arrival::Changed
        } else {
            Arrival::New
        }
    };
    corpus.indexes().map(arrival).collect()
}

/// Marks the alerts that the baseline knows, and says which of its entries nothing under `paths` answers to.
pub(super) fn hold(analysis: &mut Analysis, baseline: &Baseline, paths: &[String], least: Relation) -> Option<Finding> {
    let present = Present::new(&analysis.corpus, baseline);
    let seated = |circle: &KnownCircle| Seats::new(&present, &circle.members);
    let seats: Vec<(Relation, Seats)> =
        baseline.circles.iter().map(|circle| (circle.relation, seated(circle))).collect();
    let there: BTreeSet<String> =
        analysis.corpus.agents().iter().map(|agent| absolute(&baseline.here, &agent.path)).collect();
    let mut known = Known::new(baseline, &there);
    let contents = Contents::new(&analysis.corpus);
    // First those that are where they were; what is left goes to those that were moved.
    for moved in [Moved::No, Moved::Yes] {
        for alert in analysis.alerts.rows.iter_mut().filter(|alert| !alert.known) {
            alert.known = match alert.bond {
                Some(bond) => seats.iter().any(|(relation, seats)| *relation >= bond.relation && seats.hold(bond)),
                // What is said of the run as a whole is the news of no file.
                None if alert.finding.path.is_empty() => true,
                None => known.takes(alert, &contents, moved),
            };
        }
    }
    let circles = cluster::circles(&analysis.corpus, &analysis.comparisons, least);
    let holds = |relation: Relation, seats: &Seats| {
        let mut closer = circles.iter().filter(|circle| circle.relation >= relation);
        closer.any(|circle| seats.taken.iter().all(|ix| circle.members.binary_search(ix).is_ok()))
    };
    // Where only some are judged, the others were not compared with each other: whether they still are kin nobody looked.
    let looked_at = if analysis.judged.is_some() { &[] } else { paths };
    let roots: Vec<String> = looked_at.iter().map(|path| absolute(&baseline.here, path)).collect();
    let read = |member: &Decided| roots.iter().any(|root| below(root, &member.place));
    let gone = baseline.circles.iter().zip(&seats).filter(|(circle, (relation, seats))| {
        *relation >= least && circle.members.iter().all(read) && (seats.empty > 0 || !holds(*relation, seats))
    });
    let relation = |circle: &KnownCircle| Stale {
        rule: circle.relation.name().to_owned(),
        about: circle.members.iter().map(|member| member.id.clone()).collect(),
    };
    let mut stale: Vec<Stale> = gone.map(|(circle, _)| relation(circle)).collect();
    let left = baseline.findings.iter().zip(&known.left).filter(|(finding, left)| **left > 0 && read(&finding.file));
    stale.extend(left.map(|(known, _)| Stale { rule: known.code.clone(), about: vec![known.file.id.clone()] }));
    let gone = baseline.alone.iter().filter(|member| read(member) && !present.has(member));
    stale.extend(gone.map(|member| Stale { rule: ALONE.to_owned(), about: vec![member.id.clone()] }));
    let of_files = analysis.alerts.rows.iter().filter(|alert| alert.bond.is_some() || !alert.finding.path.is_empty());
    let (told, new): (Vec<&Alert>, Vec<&Alert>) = of_files.partition(|alert| alert.known);
    analysis.alerts.against = Some(Against { known: told.len(), new: new.len(), stale: stale.len() });
    let finding = (!stale.is_empty()).then(|| said(&baseline.name, &stale));
    analysis.alerts.stale = stale;
    finding
}

fn said(name: &str, stale: &[Stale]) -> Finding {
    let mut names: Vec<&str> =
        stale.iter().filter_map(|entry| entry.about.first()).take(NAMED).map(String::as_str).collect();
    if stale.len() > NAMED {
        names.push("…");
    }
    let entries =
        if stale.len() == 1 { "1 entry answers".to_owned() } else { format!("{} entries answer", stale.len()) };
    Note::new(&BASELINE_STALE, format!("{entries} to nothing any longer, about {}", names.join(", "))).of(name)
}

/// Whether a place is a folder or lies below it; both from the root of the file system.
fn below(root: &str, place: &str) -> bool {
    let rest = place.strip_prefix(root.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#']))
}

/// Takes the first seat that is `fit`; whether there was one.
fn take(free: &mut Vec<&str>, fit: impl Fn(&str) -> bool) -> bool {
    let at = free.iter().position(|seat| fit(seat));
    at.map(|at| free.swap_remove(at)).is_some()
}

/// Who is there in a run, and which places a baseline knows.
struct Present {
    /// Of each content the agents that say it, with their places.
    of_content: BTreeMap<String, Vec<(AgentIx, String)>>,
    places: BTreeSet<String>,
    known: BTreeSet<String>,
}

impl Present {
    fn new(corpus: &Corpus, baseline: &Baseline) -> Self {
        let mut of_content: BTreeMap<String, Vec<(AgentIx, String)>> = BTreeMap::new();
        for ix in corpus.indexes() {
            let place = absolute(&baseline.here, &corpus.agent(ix).id);
            of_content.entry(corpus.definition(ix).content.to_string()).or_default().push((ix, place));
        }
        let places = of_content.values().flatten().map(|(_, place)| place.clone()).collect();
        let members = baseline.circles.iter().flat_map(|circle| &circle.members).chain(&baseline.alone);
        Self { of_content, places, known: members.map(|member| member.place.clone()).collect() }
    }

    /// Whether somebody is where this one was, or says the same elsewhere.
    fn has(&self, member: &Decided) -> bool {
        let said = || member.content.as_ref().is_some_and(|content| self.of_content.contains_key(content));
        self.places.contains(&member.place) || said()
    }
}

/// Who of a run is one of some that were known.
struct Seats {
    taken: BTreeSet<AgentIx>,
    /// Members that nobody answers to.
    empty: usize,
}

impl Seats {
    /// Whoever says what a member said takes its seat: first those where they were, then others as long as there are seats. A
    /// member whose place somebody still has was not moved, but says something else by now: nobody comes from elsewhere to take
    /// its seat, unless known ones changed places.
    fn new<'d>(present: &Present, known: impl IntoIterator<Item = &'d Decided>) -> Self {
        let mut seats: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut out = Self { taken: BTreeSet::new(), empty: 0 };
        for member in known {
            seats.entry(member.content.as_deref().unwrap_or_default()).or_default().push(&member.place);
            out.empty += 1;
        }
        for (content, mut free) in seats {
            let who = present.of_content.get(content).map_or(&[][..], Vec::as_slice);
            let (stayed, moved): (Vec<_>, Vec<_>) = who.iter().partition(|(_, place)| free.contains(&place.as_str()));
            let seated =
                stayed.into_iter().filter(|(_, place)| take(&mut free, |seat| seat == place)).collect::<Vec<_>>();
            let from = |place: &String| present.known.contains(place);
            let moved = moved
                .into_iter()
                .filter(|(_, place)| take(&mut free, |seat| from(place) || !present.places.contains(seat)));
            let moved: Vec<_> = moved.collect();
            seated.into_iter().chain(moved).for_each(|(ix, _)| out.sit(*ix));
        }
        out
    }

    fn sit(&mut self, ix: AgentIx) {
        self.taken.insert(ix);
        self.empty -= 1;
    }

    fn hold(&self, bond: Bond) -> bool {
        self.taken.contains(&bond.agent) && self.taken.contains(&bond.kin)
    }
}

/// Whether a file that is not where it was counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moved {
    No,
    Yes,
}

/// Known findings that nothing has answered to yet.
struct Known<'b> {
    baseline: &'b Baseline,
    /// The files that hold agents, from the root of the file system.
    there: &'b BTreeSet<String>,
    /// The places of the entries about one code and content.
    about: BTreeMap<(&'b str, Option<&'b str>), Vec<usize>>,
    /// Of each entry how many times it may answer still.
    left: Vec<usize>,
}

impl<'b> Known<'b> {
    fn new(baseline: &'b Baseline, there: &'b BTreeSet<String>) -> Self {
        let mut about: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, finding) in baseline.findings.iter().enumerate() {
            about.entry((finding.code.as_str(), finding.file.content.as_deref())).or_default().push(at);
        }
        Self { baseline, there, about, left: baseline.findings.iter().map(|finding| finding.times).collect() }
    }

    /// Whether an entry answers to the alert, which it does once.
    fn takes(&mut self, alert: &Alert, contents: &Contents<'_>, moved: Moved) -> bool {
        let content = contents.of(&alert.finding.path);
        let Some(entries) = self.about.get(&(alert.finding.code.id, content.as_deref())) else { return false };
        let place = place_of(&self.baseline.here, &alert.finding);
        // What no agent is in has its place only.
        let elsewhere = moved == Moved::Yes && content.is_some();
        let known = |at: usize| &self.baseline.findings[at].file.place;
        let fits = |at: &&usize| {
            let was_moved = elsewhere && !self.there.contains(known(**at));
            self.left[**at] > 0 && (was_moved || *known(**at) == place)
        };
        let Some(at) = entries.iter().find(fits).copied() else { return false };
        self.left[at] -= 1;
        true
    }
}

/// What the agents of each file say, in one digest.
struct Contents<'c>(BTreeMap<&'c str, Vec<Digest>>);

impl<'c> Contents<'c> {
    fn new(corpus: &'c Corpus) -> Self {
        let mut of_path: BTreeMap<&str, Vec<Digest>> = BTreeMap::new();
        for agent in corpus.agents() {
            of_path.entry(&agent.path).or_default().push(agent.definition.content);
        }
        Self(of_path)
    }

    /// The digest of the one agent, or of all of them together.
    fn of(&self, path: &str) -> Option<String> {
        match self.0.get(path)?.as_slice() {
            [only] => Some(only.to_string()),
            many => {
                let all: Vec<String> = many.iter().map(Digest::to_string).collect();
                Some(Digest(digest(&all.join("\n"))).to_string())
            }
        }
    }
}

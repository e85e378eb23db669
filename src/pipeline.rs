//! The order of the stages: the only file that knows it.
//!
//! paths → files → raw agents → definitions → corpus → shortlist → comparisons → families → proposal, and nothing printed.

mod alerts;
mod applying;
mod baseline;
mod deciding;
mod docket;
mod dossiers;
mod error;
mod fingerprint;
mod gate;
mod kept;
mod kin;
mod kinfolk;
mod loading;
mod merging;
mod reread;
mod resolving;
mod rosters;
mod seat;
#[cfg(feature = "sketch")]
mod sketching;
mod summary;
mod sweeping;
mod watch;
mod writing;

use std::{borrow::Cow, path::PathBuf};

use crate::{
    apply,
    cluster::{self, Rivalry},
    compare::{self, Model, Weighed},
    load, merge,
    model::{
        AgentDiff, AgentIx, Analysis, Baseline, Comparison, Comparisons, Core, Corpus, Decisions, Families, Finding,
        FindingCode, Matrix, Note, Pair, PairsShown, Profile, RawAgent, Relation, Routes, Summary,
    },
    normalize, shortlist,
    text::secrets::masked,
    write,
};

pub use crate::cache::{Cache, CacheError, CacheStats};
pub use apply::{
    ApplyError, Dirty, Options as ApplyOptions, Told, Touched, carry_out, plan_from_json, receipts, replacements, undo,
};
pub use applying::{PlanOptions, Settle, plan, plan_decided, plan_settled};
pub use baseline::{baseline, keep_unread};
use deciding::Judged;
pub use deciding::fails;
use dossiers::dossiers;
pub use error::Error;
pub use fingerprint::{Fingerprint, Survey, program};
pub use gate::changed_since;
pub use kin::{Ranked, Scales, Wanted, find, newcomer, set_apart};
pub use load::{NO_COMMIT, Since};
pub use loading::{KeptFiles, Loaded, PutAside, load};
use loading::{Reading, Stock, load_as};
pub use merging::{AncestorFrom, KnownAncestor, Merging, ancestor, ledger, merge, merge_as, written};
use merging::{DORMANT_PRIVILEGE, MIXED_LANGUAGES};
pub use resolving::resolved;
pub use rosters::rosters;
use seat::refused;
#[cfg(feature = "sketch")]
pub use sketching::{AGENTS, SHINGLES, Sketched, sketched_agents, sketches};
use summary::{count, summary};
use sweeping::Swept;
pub use watch::{Stage, Unwatched, Watch};
pub use write::{CoreError, CoreFile};
pub use writing::core_file;

/// How to search and to judge.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How to look for pairs.
    pub shortlist: shortlist::Options,
    /// What tells a relation from signals.
    pub model: Model,
    /// The user's home as paths under the run spell it: agents there are seen from every project. Homes that lie where homes
    /// do on Linux, macOS and Windows are known without.
    pub homes: Vec<String>,
    /// Of which pairs all is kept that was found, for a report that lists them.
    pub pairs: PairsShown,
    /// What people decided about agents.
    pub decisions: Decisions,
    /// The folder of the run by each name that it has from the root, where paths are not typed from it: whatever lies in it is
    /// told to code hosts from there, however it was typed.
    pub here: Vec<String>,
    /// The relation from which on agents are alerts.
    pub alert_from: Relation,
    /// What is known already.
    pub baseline: Option<Baseline>,
    /// How to merge each family for a page on it, where a reporter shows one.
    pub dossiers: Option<merge::Options>,
    /// The real paths of the files to judge, each against all others; without it all are judged.
    pub changed: Option<Vec<PathBuf>>,
    /// Those of them that were not there before: of identical agents they stand for none that was.
    pub added: Vec<PathBuf>,
    /// The number of files from which on their texts are let go of, to be read again where something of them is shown: a
    /// definition without its text takes a third of the room.
    pub let_go_from: usize,
    /// What is kept of each file between runs.
    pub kept: Option<KeptFiles>,
    /// Where what comparing needs of many files lies while nobody asks for it; `None` for in memory.
    pub aside: Option<PutAside>,
}

/// [`Options::let_go_from`], by default: the texts of fewer files are some ten megabytes.
const LET_GO_FROM: usize = 2_000;

impl Default for Options {
    fn default() -> Self {
        Self {
            shortlist: shortlist::Options::default(),
            model: Model::built_in().clone(),
            homes: Vec::new(),
            pairs: PairsShown::All,
            decisions: Decisions::default(),
            here: Vec::new(),
            alert_from: Relation::Variant,
            baseline: None,
            dossiers: None,
            changed: None,
            added: Vec::new(),
            let_go_from: LET_GO_FROM,
            kept: None,
            aside: None,
        }
    }
}

/// The agents of the files as written, before any meaning is given: what `show --stage load` prints.
///
/// # Errors
/// As [`load()`].
pub fn raw(paths: &[String]) -> Result<Vec<RawAgent>, Error> {
    let discovery = load::discover(paths)?;
    let mut out = Vec::new();
    for found in &discovery.files {
        let file = load::read(found)?;
        out.extend(load::parse(&file).map_err(|notes| refused(&file.path, notes))?);
    }
    Ok(out)
}

/// The whole report.
///
/// # Errors
/// As [`load()`].
pub fn report(paths: &[String], options: &Options, watch: &dyn Watch) -> Result<Analysis, Error> {
    Ok(reported(paths, None, options, watch)?.analysis)
}

/// A whole report, and the digest of all that it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The report.
    pub analysis: Analysis,
    /// The digest.
    pub fingerprint: Option<Fingerprint>,
}

/// The whole report, with the digest of what was read: under it the report may be kept. Where somebody has surveyed the paths
/// already, files that are kept are not read again.
///
/// # Errors
/// As [`load()`].
pub fn reported(
    paths: &[String],
    survey: Option<Survey>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Report, Error> {
    // A page that shows merges shows every text: it would only be read twice.
    let let_go_from = if options.dossiers.is_some() { usize::MAX } else { options.let_go_from };
    let reading = Reading { let_go_from, kept: options.kept.as_ref(), aside: options.aside.as_ref() };
    let Stock { loaded, changed, shelf } = load_as(paths, survey, reading, watch)?;
    let mut report = analysed(loaded, paths, options, watch);
    if shelf.is_some_and(|shelf| shelf.is_broken()) {
        return Err(Error::Lost);
    }
    report.analysis.findings.extend(changed.notes().into_iter().map(|(path, note)| note.of(&path)));
    sort_findings(&mut report.analysis.findings);
    Ok(report)
}

/// The whole report of agents that were loaded from `paths`.
#[must_use]
pub fn analysed(loaded: Loaded, paths: &[String], options: &Options, watch: &dyn Watch) -> Report {
    let Loaded { corpus, mut findings, files, refused, fingerprint } = loaded;
    watch.begin(Stage::Shortlist, 1);
    let judged_only = options.changed.as_deref().map(|files| gate::judged(&corpus, files));
    let arrivals = gate::arrivals(&corpus, options, judged_only.as_deref());
    let corpus = corpus.arrived(arrivals);
    let judged = Judged::new(&corpus, &options.decisions);
    // A stub says nothing of its own: what it stands for was decided.
    let stubs: Vec<bool> = corpus.agents().iter().map(apply::is_stub).collect();
    let of_stub = |pair: Pair| stubs[pair.a().get()] || stubs[pair.b().get()];
    let aside = |pair: Pair| of_stub(pair) || judged.aside(pair);
    let (shortlist, weighed) = if let Some(only) = &judged_only {
        kinfolk::around(&corpus, options, only, |pair| !aside(pair))
    } else {
        let common = compare::commonness(&corpus);
        let shortlist = shortlist::shortlist(&corpus, &common, options.shortlist);
        (shortlist, compare::weigh(&corpus, &common, &options.model))
    };
    let swept = Swept::of(&corpus, &weighed, &shortlist, options, watch);
    // Families are made of all pairs that were compared; of a part of the agents only their own are told.
    let is_told = |pair: Pair| judged_only.as_deref().is_none_or(|only| gate::touches(only, pair));
    let counts = |row: &Rivalry| row.competes() && is_told(row.kinship.pair) && !aside(row.kinship.pair);
    let competing: Vec<Rivalry> = swept.rows.iter().copied().filter(counts).collect();
    let comparisons = Comparisons::new(swept.rows.iter().map(|row| row.kinship).collect());
    watch.begin(Stage::Cluster, 1);
    // What agents of one name are to each other stays true, whatever was decided about them.
    let cluster::Named { mut collisions, notes } =
        cluster::collisions(&corpus, &comparisons, load::formats(), &options.homes);
    collisions.retain(|collision| !judged.covers(&collision.agents));
    let comparisons = comparisons.only(|pair| !of_stub(pair));
    let ignored = comparisons.rows().iter().filter(|row| is_told(row.pair) && judged.aside(row.pair)).count();
    let comparisons = comparisons.only(|pair| !judged.aside(pair));
    findings.extend(judged.findings(&options.decisions, judged_only.as_deref()));
    let held = judged.all_held();
    let mut families = cluster::families(&corpus, &comparisons);
    if let Some(only) = &judged_only {
        gate::keep_told(&mut families.families, only);
    }
    let of_family = |pair: Pair| gate::ties_to_canonical(&corpus, &families.families, pair);
    let comparisons = comparisons.only(|pair| is_told(pair) || of_family(pair));
    findings.extend(notes.into_iter().map(|(agent, note)| note.of(&corpus.agent(agent).path)));
    let (routes, said) = routes(&corpus, &weighed, &families, &competing, options);
    let of_all = shortlist.notes.into_iter().chain(families.notes.clone()).chain(said);
    findings.extend(of_all.map(|note| note.of("")));
    sort_findings(&mut findings);
    let summary = Summary { ignored: count(ignored), ..summary(files, &corpus, &families) };
    let told = swept.tell(&corpus, &weighed, &options.pairs.of(&comparisons));
    let comparisons = comparisons.telling(told);
    let mut analysis = Analysis {
        summary,
        corpus,
        comparisons,
        families,
        collisions,
        routes,
        findings,
        refused,
        ..Analysis::default()
    };
    analysis.advice = applying::advice(&analysis, &held);
    if let Some(only) = judged_only {
        gate::narrow(&mut analysis, only);
    }
    alerts::add(&mut analysis, options, paths);
    analysis.dossiers = options.dossiers.map(|merging| dossiers(&analysis, &weighed, merging, watch));
    Report { analysis, fingerprint }
}

/// Who competes for requests, and why, with what there is to say of it.
fn routes(
    corpus: &Corpus,
    weighed: &Weighed,
    families: &Families,
    competing: &[Rivalry],
    options: &Options,
) -> (Routes, Vec<Note>) {
    let (mut routes, said) = cluster::routes(corpus, families, competing, load::formats(), &options.homes);
    let overlapping: Vec<Pair> = routes.overlaps.iter().map(|overlap| overlap.pair).collect();
    let reasons = compare::reasons(corpus, weighed, &overlapping, "description");
    for (overlap, reason) in routes.overlaps.iter_mut().zip(reasons) {
        overlap.because = reason.unwrap_or_default();
    }
    (routes, said)
}

/// What is told of two agents of a corpus, with reasons.
#[must_use]
pub fn compare(corpus: &Corpus, pair: Pair, model: &Model) -> Comparison {
    let weighed = compare::weigh(corpus, &compare::commonness(corpus), model);
    compare::explain(corpus, &weighed, pair)
}

/// What is told of many pairs of a corpus, in the order given, without reasons. A pair that is one agent twice is `None`.
#[must_use]
pub fn compare_all(
    corpus: &Corpus,
    pairs: &[(AgentIx, AgentIx)],
    model: &Model,
    watch: &dyn Watch,
) -> Vec<Option<Comparison>> {
    let weighed = compare::weigh(corpus, &compare::commonness(corpus), model);
    watch.begin(Stage::Compare, pairs.len());
    let each: Vec<Pair> = pairs.iter().filter_map(|(a, b)| Pair::new(*a, *b)).collect();
    let mut told = compare::sweep(corpus, &weighed, &each, |judged| {
        watch.step();
        Some(judged.told())
    })
    .into_iter();
    pairs.iter().map(|(a, b)| Pair::new(*a, *b).and_then(|_| told.next())).collect()
}

/// How B differs from A, with how changed statements stand to each other.
#[must_use]
pub fn diff(corpus: &Corpus, a: AgentIx, b: AgentIx) -> AgentDiff {
    let (a, b) = (corpus.definition(a), corpus.definition(b));
    let mut diff = compare::diff(a, b);
    compare::fold_nested(a, b, &mut diff);
    compare::stand(a, b, &mut diff);
    diff
}

/// The members side by side, the one at `base` first held against the others; by default the one that holds most of what the
/// others say.
#[must_use]
pub fn matrix(corpus: &Corpus, members: &[AgentIx], base: Option<usize>) -> Matrix {
    let canonical = || members.iter().position(|member| *member == cluster::canonical(corpus, members).agent);
    compare::matrix(corpus, members, base.or_else(canonical).unwrap_or_default(), &[])
}

/// What all members of a matrix share, with a placeholder wherever they use a word of their own.
#[must_use]
pub fn core(corpus: &Corpus, matrix: &Matrix) -> Core {
    compare::core(corpus, matrix)
}

/// Adds to a report the paragraphs and sections that stand in many agents.
pub fn add_blocks(analysis: &mut Analysis) {
    analysis.blocks = Some(cluster::blocks(&analysis.corpus, &analysis.families));
}

/// The agent with this id or path.
///
/// # Errors
/// No such agent (with the most alike id), or several in that file.
pub fn agent_at(corpus: &Corpus, id: &str) -> Result<AgentIx, Error> {
    if let Some(ix) = corpus.find(id) {
        return Ok(ix);
    }
    let typed = id.trim_start_matches("./");
    let of_file: Vec<AgentIx> =
        corpus.indexes().filter(|ix| corpus.agent(*ix).path.trim_start_matches("./") == typed).collect();
    match of_file[..] {
        [only] => Ok(only),
        [] => Err(Error::Unknown {
            id: id.to_owned(),
            nearest: crate::text::short::nearest(id, corpus.agents().iter().map(|a| a.id.as_str())).map(str::to_owned),
        }),
        _ => Err(Error::Several { path: id.to_owned(), count: of_file.len() }),
    }
}

/// The members of the family with this id, read again as named files, so that a merge has their bytes.
///
/// # Errors
/// No such family, or as [`load()`].
pub fn family(analysis: &Analysis, id: &str) -> Result<(Loaded, Vec<AgentIx>), Error> {
    let families = &analysis.families.families;
    let family = families
        .iter()
        .find(|family| family.id.eq_ignore_ascii_case(id))
        .ok_or_else(|| Error::NoFamily { id: id.to_owned(), families: families.len() })?;
    let members = || family.members.iter().map(|ix| analysis.corpus.agent(*ix));
    let paths: Vec<String> = members().map(|agent| agent.path.clone()).collect();
    let loaded = load(&paths, &Unwatched)?;
    let places = members().map(|agent| agent_at(&loaded.corpus, &agent.id)).collect::<Result<_, _>>()?;
    Ok((loaded, places))
}

/// Every kind of finding that any stage can raise, sorted by id: what `explain` and docs/findings.md list.
#[must_use]
pub fn catalogue() -> Vec<&'static FindingCode> {
    let stages =
        [load::CODES, normalize::CODES, shortlist::CODES, compare::CODES, cluster::CODES, merge::CODES, write::CODES];
    let own: &[&FindingCode] =
        &[&resolving::DECISION_UNMET, &DORMANT_PRIVILEGE, &MIXED_LANGUAGES, &reread::CHANGED_MEANWHILE];
    let stages = stages.into_iter().chain([alerts::CODES, apply::CODES, baseline::CODES, deciding::CODES, own]);
    let mut all: Vec<_> = stages.flatten().copied().collect();
    all.sort_by_key(|code| code.id);
    all
}

/// Every agent format, in the order of the roster: what `formats` lists.
#[must_use]
pub fn formats() -> &'static [&'static Profile] {
    load::formats()
}

/// Brings findings into order. What they quote is masked here, for every stage and every reporter alike.
fn sort_findings(findings: &mut [Finding]) {
    for finding in findings.iter_mut() {
        if let Cow::Owned(masked) = masked(&finding.message) {
            finding.message = masked;
        }
    }
    findings.sort_by(|x, y| (&x.path, x.lines, x.code.id, &x.message).cmp(&(&y.path, y.lines, y.code.id, &y.message)));
}

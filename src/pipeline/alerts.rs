//! What is worth a word at one place of one file, made of a whole analysis.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Options, baseline, catalogue, gate::touches, sort_findings};
use crate::{
    cluster, load,
    model::{
        Alert, Alerts, Analysis, Bond, Corpus, Digest, Finding, FindingCode, LineRange, Pair, Relation, Score, Severity,
    },
    text::{
        paths::{absolute, below},
        words::digest,
    },
};

/// The same agent twice.
const IDENTICAL: FindingCode = FindingCode {
    id: "identical",
    severity: Severity::Warning,
    meaning: "Another agent says the same: line ends, spacing, quoting and the harness's spelling of fields aside.",
    cure: "Delete one of the two. Where both are needed, declare them in `[[copies]]` of `.agentkin.toml`, so that they stay \
           equal.",
};

/// A copy that was changed.
const NEAR_DUPLICATE: FindingCode = FindingCode {
    id: "near-duplicate",
    severity: Severity::Warning,
    meaning: "This agent was made from another one, or both were made from a third: most of what they say is word for word the \
              same or lightly edited.",
    cure: "Look at `agentkin diff` of the two and keep one; `agentkin merge` makes one of both. Where they differ on purpose, \
           `agentkin ignore` says so.",
};

/// The same job in other words.
const VARIANT: FindingCode = FindingCode {
    id: "variant",
    severity: Severity::Info,
    meaning: "Another agent does the same job in independent words: somebody who has one would not add the other.",
    cure: "`agentkin merge` makes one agent of both; or keep the one that is used. Where both are wanted, `agentkin ignore` \
           says so.",
};

/// Neighbouring jobs.
const RELATED: FindingCode = FindingCode {
    id: "related",
    severity: Severity::Info,
    meaning: "Another agent does a neighbouring job, and the two overlap.",
    cure: "Nothing, or sharpen the descriptions where the two are mixed up.",
};

/// What relations say.
pub(super) const CODES: &[&FindingCode] = &[&IDENTICAL, &NEAR_DUPLICATE, &VARIANT, &RELATED];

/// Adds the alerts to an analysis of what lies under `paths` that has all the rest.
pub(super) fn add(analysis: &mut Analysis, options: &Options, paths: &[String]) {
    let held = options.baseline.as_ref();
    if let Some(known) = held {
        baseline::pass_over(&mut analysis.findings, known);
    }
    let corpus = &analysis.corpus;
    // Of two the one that came later is to be looked at, though it may be the better one.
    let later = |bond: Bond| corpus.arrival(bond.agent) >= corpus.arrival(bond.kin);
    // How others of a family are kin to each other is no news of a judged agent.
    let is_news = |pair: Pair| analysis.judged.as_deref().is_none_or(|judged| touches(judged, pair));
    let bonds = match analysis.judged {
        Some(_) => cluster::bonds(corpus, &analysis.comparisons.clone().only(is_news), options.alert_from),
        None => cluster::bonds(corpus, &analysis.comparisons, options.alert_from),
    };
    let bonds = bonds.into_iter();
    let mut bonds: Vec<Bond> = bonds.map(|bond| if later(bond) { bond } else { bond.turned() }).collect();
    // Of many that hang together by one newcomer alone it has one bond.
    bonds.sort_by_key(|bond| (bond.agent, Reverse(bond.relation), Reverse(bond.similarity), bond.kin));
    bonds.dedup_by_key(|bond| (bond.agent, bond.relation));
    let mut rows: Vec<Alert> = bonds.into_iter().filter_map(|bond| of_bond(corpus, bond, &options.here)).collect();
    let typed = Typed::new(&options.here, paths);
    rows.extend(analysis.findings.iter().map(|finding| alert(finding, &typed)));
    in_order(&mut rows);
    analysis.alerts = Alerts { rows, rules: catalogue(), here: options.here.clone(), ..Alerts::default() };
    let Some(known) = held else { return };
    if let Some(stale) = baseline::hold(analysis, known, paths, options.alert_from) {
        analysis.alerts.rows.push(alert(&stale, &typed));
        analysis.findings.push(stale);
        sort_findings(&mut analysis.findings);
    }
    in_order(&mut analysis.alerts.rows);
}

/// Brings alerts into the order of their places, and tells those apart that are about the same.
fn in_order(rows: &mut [Alert]) {
    // Stable: what is said of one place keeps its order.
    rows.sort_by(|x, y| place(x).cmp(&place(y)));
    number(rows);
}

/// The place of a finding from the root of the file system.
pub(super) fn place_of(here: &str, finding: &Finding) -> String {
    absolute(here, &finding.path)
}

fn place(alert: &Alert) -> (&str, Option<u32>, bool) {
    (&alert.finding.path, alert.finding.lines.map(|lines| lines.first), alert.bond.is_none())
}

/// A relation as a finding on the agent, told apart by its place in the folder of the run.
fn of_bond(corpus: &Corpus, bond: Bond, here: &[String]) -> Option<Alert> {
    let code = match bond.relation {
        Relation::Identical => &IDENTICAL,
        Relation::NearDuplicate => &NEAR_DUPLICATE,
        Relation::Variant => &VARIANT,
        Relation::Related => &RELATED,
        Relation::Unrelated => return None,
    };
    let (agent, kin) = (corpus.agent(bond.agent), corpus.agent(bond.kin));
    let line = agent.definition.lines.of(0);
    let finding = Finding {
        code,
        message: format!("{} {}", agent.definition.name, sentence(bond, &below(here, &kin.id))),
        path: agent.path.clone(),
        lines: Some(LineRange::new(line, line)),
        wording: None,
    };
    let in_file = agent.id.strip_prefix(&agent.path).unwrap_or_default();
    let print = Digest(digest(&format!("{}\n{}{in_file}", code.id, below(here, &agent.path))));
    Some(Alert { finding, bond: Some(bond), print, known: false })
}

/// What an agent is to its kin: the end of a sentence.
fn sentence(bond: Bond, kin: &str) -> String {
    // Rounded down: only what is the same is 100 %.
    let percent = if bond.similarity == Score::FULL { 100.0 } else { (bond.similarity.get() * 100.0).min(99.0) };
    match bond.relation {
        Relation::Identical => format!("says the same as {kin}"),
        Relation::NearDuplicate => format!("and {kin} are copies of one text, {percent:.0} % alike"),
        Relation::Variant => format!("does the job of {kin} in other words, {percent:.0} % alike"),
        Relation::Related | Relation::Unrelated => format!("overlaps with {kin}, {percent:.0} % alike"),
    }
}

/// How the paths of the run were typed.
struct Typed<'o> {
    /// [`Options::here`].
    here: &'o [String],
    /// Each typed path with what it is from here, the longest first: one may lie in another.
    paths: Vec<(String, String)>,
}

impl<'o> Typed<'o> {
    fn new(here: &'o [String], paths: &[String]) -> Self {
        let folder = |path: &str| if path.is_empty() { String::new() } else { format!("{path}/") };
        let both = paths.iter().map(|path| (folder(path.trim_end_matches('/')), folder(&below(here, path))));
        let mut paths: Vec<(String, String)> = both.filter(|(from, to)| from != "./" && from != to).collect();
        paths.sort_by_key(|(from, _)| Reverse(from.len()));
        Self { here, paths }
    }

    /// A message in which other files are told from here too.
    fn evened(&self, message: &str) -> String {
        self.paths.iter().fold(message.to_owned(), |message, (from, to)| message.replace(from, to))
    }
}

/// A finding as an alert.
fn alert(finding: &Finding, typed: &Typed<'_>) -> Alert {
    let about = if load::ONCE_A_FILE.contains(&finding.code) { String::new() } else { about(finding, typed) };
    let print = Digest(digest(&format!("{}\n{}\n{about}", finding.code.id, below(typed.here, &finding.path))));
    // What is said at an address tells of other files as the address does: from here.
    let finding = Finding { message: typed.evened(&finding.message), ..finding.clone() };
    Alert { finding, bond: None, print, known: false }
}

/// What tells a finding from others of its kind in the file: the text that it points to, or else its message, but for the
/// lines and counts in it.
fn about(finding: &Finding, typed: &Typed<'_>) -> String {
    let message = || typed.evened(&finding.message).replace(|c: char| c.is_ascii_digit(), "#");
    finding.wording.map_or_else(message, |wording| wording.to_string())
}

/// Tells alerts apart that are about the same: the second of them is the second in every run.
fn number(rows: &mut [Alert]) {
    let mut times: BTreeMap<Digest, u32> = BTreeMap::new();
    for row in rows {
        let seen = times.entry(row.print).or_default();
        if *seen > 0 {
            row.print = Digest(digest(&format!("{}\n{seen}", row.print)));
        }
        *seen += 1;
    }
}

//! For code hosts and editors: SARIF 2.1.0 (OASIS Standard, 2020).

mod log;
mod place;

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    io::{self, Write},
};

use crate::{
    model::{Alert, Analysis, Finding, FindingCode, Note, PairsShown, Severity},
    report::{CODES, Terminal, reporters::OfReport},
    text::paths::below,
};
use log::{
    Configuration, Driver, Invocation, Level, Location, Log, Message, Multiformat, Notification, Prints,
    RelatedLocation, RuleReference, Run, Tool,
};

/// Results that a log holds: GitHub refuses a run of more ("SARIF support for code scanning", its documentation).
const MOST_RESULTS: usize = 25_000;
/// Results of a run that GitHub shows, the gravest of those that it takes.
const SHOWN: usize = 5_000;

/// Raised when a code host shows fewer results than there are.
pub(in crate::report) static RESULTS_CUT: FindingCode = FindingCode {
    id: "results-cut",
    severity: Severity::Warning,
    meaning: "There is more to say than a code host shows: GitHub shows the 5,000 gravest results of a run and refuses more than \
              25,000, so the log holds no more than those, new ones and relations first.",
    cure: "Clear up the gravest, keep what is known in a baseline (`--update-baseline`), or report on fewer paths at a time.",
};

/// SARIF 2.1.0 on one line a result.
pub(super) const SARIF: OfReport =
    OfReport { name: "sarif", summary: "for code hosts and editors: SARIF 2.1.0", write };

fn write(analysis: &Analysis, _: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    super::json::document(&log(analysis), 4, out)
}

/// The whole log.
fn log(analysis: &Analysis) -> Log {
    let (of_files, of_run): (Vec<&Alert>, Vec<&Alert>) =
        analysis.alerts.rows.iter().partition(|alert| !alert.finding.path.is_empty());
    let all = of_files.len();
    let shown = gravest(of_files);
    let cut = (all > SHOWN).then(|| Note::new(&RESULTS_CUT, cut(shown.len(), all)).of(""));
    let said: Vec<&Finding> = of_run.into_iter().map(|alert| &alert.finding).collect();
    let notifications = said.into_iter().chain(&cut).map(notification).collect();
    let mut rules: Vec<&FindingCode> = analysis.alerts.rules.iter().chain(CODES).copied().collect();
    rules.sort_by_key(|code| code.id);
    let places: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, code)| (code.id, at)).collect();
    let results = shown.into_iter().map(|alert| result(analysis, alert, &places)).collect();
    let driver = Driver::new(rules.into_iter().map(rule).collect());
    Log::of(Run::new(Tool { driver }, Invocation { execution_successful: true, notifications }, results))
}

fn cut(held: usize, all: usize) -> String {
    let held =
        if held < all { format!("{held} of {all} results are in this log, and") } else { format!("of {all} results") };
    format!("{held} GitHub shows {SHOWN}, the gravest")
}

/// At most [`MOST_RESULTS`] alerts in their order: new ones, relations, and grave ones first.
fn gravest(alerts: Vec<&Alert>) -> Vec<&Alert> {
    if alerts.len() <= MOST_RESULTS {
        return alerts;
    }
    let mut order: Vec<usize> = (0..alerts.len()).collect();
    order.sort_by_key(|at| {
        let alert = alerts[*at];
        (alert.known, alert.bond.is_none(), Reverse(alert.finding.code.severity), *at)
    });
    order.truncate(MOST_RESULTS);
    order.sort_unstable();
    order.into_iter().map(|at| alerts[at]).collect()
}

fn rule(code: &'static FindingCode) -> log::Rule {
    // An abbreviation has its dots inside the sentence, never at a line's end.
    let short = code.meaning.split_once(". ").map_or_else(|| code.meaning.to_owned(), |(first, _)| format!("{first}."));
    log::Rule {
        id: code.id,
        short_description: Message::plain(short),
        full_description: Message::plain(code.meaning),
        help: Multiformat {
            text: format!("{}\n\nWhat to do: {}", code.meaning, code.cure),
            markdown: format!("{}\n\n**What to do:** {}", code.meaning, code.cure),
        },
        help_uri: log::help_uri(code),
        default_configuration: Configuration { level: level(code) },
    }
}

const fn level(code: &FindingCode) -> Level {
    match code.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Note,
    }
}

fn notification(finding: &Finding) -> Notification {
    Notification {
        associated_rule: RuleReference { id: finding.code.id },
        level: level(finding.code),
        message: Message::plain(Terminal(&finding.message).to_string()),
    }
}

fn result<'a>(analysis: &'a Analysis, alert: &'a Alert, rules: &BTreeMap<&str, usize>) -> log::ResultRow {
    let finding = &alert.finding;
    let corpus = &analysis.corpus;
    let kin = alert.bond.map(|bond| corpus.agent(bond.kin));
    let agent = alert.bond.map(|bond| corpus.agent(bond.agent));
    let physical = |path: &str, lines| place::physical(&below(&analysis.alerts.here, path), lines);
    let told = linkless(&finding.message);
    let text = if kin.is_some() { format!("{told} ([the other](1)).") } else { told };
    log::ResultRow {
        rule_id: finding.code.id,
        rule_index: rules.get(finding.code.id).copied(),
        level: level(finding.code),
        message: Message::plain(text),
        locations: vec![Location::new(physical(&finding.path, finding.lines), agent, &analysis.alerts.here)],
        related_locations: kin
            .map(|kin| RelatedLocation {
                id: 1,
                physical_location: physical(&kin.path, Some(place::first_line(kin))),
                message: Message::plain(Terminal(&below(&analysis.alerts.here, &kin.id)).to_string()),
            })
            .into_iter()
            .collect(),
        partial_fingerprints: Prints::of(alert.print),
        baseline_state: analysis.alerts.against.map(|_| if alert.known { "unchanged" } else { "new" }),
    }
}

/// Text in which nothing reads as a link: brackets have a backslash before them, as in SARIF 3.11.6.
fn linkless(text: &str) -> String {
    let mut out = String::new();
    for c in Terminal(text).to_string().chars() {
        if matches!(c, '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_log_past_the_bound_is_cut_and_says_so() {
        let mut analysis = sample::analysis();
        let rows = analysis.alerts.rows.clone();
        let finding = rows.iter().find(|alert| alert.bond.is_none()).unwrap();
        analysis.alerts.rows.extend(std::iter::repeat_n(finding.clone(), MOST_RESULTS));
        let log = serde_json::to_value(log(&analysis)).unwrap();
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), MOST_RESULTS);
        assert_eq!(results.iter().filter(|result| result["relatedLocations"].is_array()).count(), 2, "relations stay");
        let said = &run["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(said["associatedRule"]["id"], "results-cut");
        assert!(said["message"]["text"].as_str().unwrap().starts_with("25000 of 25004 results"), "{said}");
    }

    #[test]
    fn no_text_makes_a_link() {
        assert_eq!(linkless("[a](https://x)"), "\\[a\\](https://x)");
    }

    #[test]
    fn a_log_for_a_code_host() {
        let log = serde_json::to_string_pretty(&log(&sample::analysis())).unwrap();
        // The list of rules is long, and holds the version of the program.
        let results = log.split_once("\"automationDetails\"").unwrap().1;
        insta::assert_snapshot!(results);
    }
}

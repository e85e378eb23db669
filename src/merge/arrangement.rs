//! What the order of words says: of two sentences of the same words one may ask for what the other forbids ("rebase, do not merge"),
//! or give each thing the other's number, owner or place. Only what is listed may stand in another order.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::{
    verbs::is_verb,
    words::{is_stop, stem, words},
};

/// Marks that part what stands in one sentence.
const COMMAS: &[char] = &[',', ';', '、', '，', '；', '\u{2014}', '\u{2013}', '(', ')', '.', '。', '\n'];

/// Words that forbid all that stands behind them, over the marks of a list.
const BANS: &[&str] = &["never", "not", "no", "avoid", "refuse", "cannot", "without"];

/// Words that turn what stands behind them in their clause.
const BEFORE: &[&str] = &[
    "except", "instead", "over", "than", "under", "below", "above", "before", "after", "until", "unless", "some",
    "less",
];

/// Words that turn their whole clause.
const AROUND: &[&str] = &["off", "out", "only", "optional", "optionally"];

/// Words by which a clause behind one that forbids asks for something again.
const TURN_BACK: &[&str] =
    &["always", "only", "but", "instead", "just", "rather", "yes", "do", "then", "please", "with"];

/// Whether each telling word of `less` stands in `more` turned as it is there: not forbidden in the one and asked for in the other.
pub(super) fn turns_alike(more: &str, less: &str) -> bool {
    if !is_turned(more) && !is_turned(less) {
        return true;
    }
    let (here, there) = (turned(more), turned(less));
    there.iter().all(|(word, ways)| here.get(word).is_none_or(|own| !own.is_disjoint(ways)))
}

/// Whether two sentences of the same words turn them the other way round: one asks for what the other forbids, and forbids what that
/// asks for.
pub(super) fn is_exchanged(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut out: Vec<String> = telling(text);
        out.sort_unstable();
        out
    };
    if !is_turned(a) || !is_turned(b) || sorted(a) != sorted(b) {
        return false;
    }
    let (here, there) = (turned(a), turned(b));
    let ways = here.iter().filter_map(|(word, own)| Some((own, there.get(word)?)));
    let ways: Vec<(&Ways, &Ways)> = ways.filter(|(own, other)| own != other).collect();
    ways.iter().any(|(own, other)| ways.contains(&(other, own)))
}

/// The ways in which a word is turned where it stands.
type Ways = BTreeSet<Vec<String>>;

fn telling(text: &str) -> Vec<String> {
    let told = words(text).into_iter().filter(|word| !is_stop(word) && !turns(word));
    told.map(|word| stem(&word).into_owned()).collect()
}

fn turns(word: &str) -> bool {
    BEFORE.contains(&word) || AROUND.contains(&word) || is_ban(word)
}

fn is_ban(word: &str) -> bool {
    BANS.contains(&word) || word.ends_with("n't")
}

fn is_turned(text: &str) -> bool {
    words(text).iter().any(|word| turns(word))
}

/// The telling words of a text, each with the ways in which it is turned somewhere.
fn turned(text: &str) -> BTreeMap<String, Ways> {
    let mut out: BTreeMap<String, Ways> = BTreeMap::new();
    // A ban goes on over what is listed behind it: "never oil the lamp, the bell or the gate".
    let mut banned = false;
    for clause in text.split(COMMAS) {
        let all = words(clause);
        let around: Vec<String> = all.iter().filter(|word| AROUND.contains(&word.as_str())).cloned().collect();
        let asks =
            all.iter().any(|word| TURN_BACK.contains(&word.as_str())) || all.first().is_some_and(|word| is_verb(word));
        banned &= !asks;
        let mut way = banned.then_some(BANS[1]);
        for word in &all {
            if is_ban(word) || BEFORE.contains(&word.as_str()) {
                banned = is_ban(word);
                way = Some(if banned && word != "without" { BANS[1] } else { word });
            } else if !is_stop(word) && !turns(word) {
                let ways = around.iter().cloned().chain(way.map(str::to_owned)).collect();
                out.entry(stem(word).into_owned()).or_default().insert(ways);
            }
        }
    }
    out
}

/// Whether two sentences of the same words differ in the order of what they list alone: the same things between the same words, none
/// of them a step, and nothing said of their order.
pub(super) fn lists_alike(a: &str, b: &str) -> bool {
    /// Words that say that the order matters.
    const ORDERS: &[&str] = &[
        "order",
        "priority",
        "priorities",
        "precedence",
        "sequence",
        "steps",
        "first",
        "then",
        "flow",
        "workflow",
        "pipeline",
        "rank",
        "ranked",
        "before",
        "after",
        "from",
        "phases",
        "stages",
        "hierarchy",
        "cycle",
    ];
    let [one, other] = [a, b].map(pieces);
    if one.iter().chain(&other).any(|token| token.as_deref().is_some_and(|word| ORDERS.contains(&word))) {
        return false;
    }
    let common = one.iter().zip(&other).take_while(|(x, y)| x == y).count();
    let most = one.len().min(other.len()) - common;
    let ending = one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(x, y)| x == y).count();
    let same = |begin: usize, end: usize| {
        let [one, other] = [&one, &other].map(|all| items(&all[begin..all.len() - end]));
        one == other && !are_steps(&one, &pieces_before(a, begin))
    };
    [(common, ending), (common, 0), (0, ending), (0, 0)].into_iter().any(|(begin, end)| same(begin, end))
}

/// The words of a text in order, with `None` where a mark or a word parts what is listed.
fn pieces(text: &str) -> Vec<Option<String>> {
    const ARTICLES: &[&str] = &["a", "an", "the"];
    let mut out = Vec::new();
    for part in text.split([',', ';', '、', '，', '；', '/', '&', '+', '\u{2014}', '\u{2013}']) {
        for word in words(part).into_iter().filter(|word| !ARTICLES.contains(&word.as_str())) {
            out.push((word != "and" && word != "or").then(|| stem(&word).into_owned()));
        }
        out.push(None);
    }
    out.pop();
    out
}

fn pieces_before(text: &str, end: usize) -> Vec<String> {
    pieces(text).into_iter().take(end).flatten().collect()
}

/// What stands between the marks, sorted.
fn items(pieces: &[Option<String>]) -> Vec<Vec<&str>> {
    let parts = pieces.split(Option::is_none).map(|item| item.iter().flatten().map(String::as_str).collect::<Vec<_>>());
    let mut out: Vec<Vec<&str>> = parts.filter(|item| !item.is_empty()).collect();
    out.sort_unstable();
    out
}

/// Whether all that is listed is to be done, one behind the other: verbs that no verb before them governs.
fn are_steps(items: &[Vec<&str>], before: &[String]) -> bool {
    let verbs = items.iter().all(|item| item.first().is_some_and(|word| is_verb(word)));
    verbs && !before.iter().any(|word| is_verb(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_and_forbidden_the_other_way_round_is_told() {
        for (a, b) in [
            ("Rebase, do not merge", "Merge, do not rebase"),
            ("Never ropes, always chains", "Always ropes, never chains"),
            ("Flag, don't fix", "Fix, don't flag"),
            ("Write tests, no docs", "Write docs, no tests"),
            ("Lamps: on, sirens: off", "Lamps: off, sirens: on"),
            ("Ask the mate, don't ask the cook", "Ask the cook, don't ask the mate"),
        ] {
            assert!(is_exchanged(a, b) && is_exchanged(b, a), "{a} | {b}");
        }
        for (a, b) in [
            ("Facts only, no guesses", "No guesses, facts only"),
            ("Never oil the lamp, the bell or the gate", "Never oil the gate, the lamp or the bell"),
            ("Do not oil the lamp", "Never oil the lamp"),
            ("Oil the lamp", "Never oil the bell"),
            ("Keys not hidden", "No hidden keys"),
            ("Set `oil.grade` in `lamp.toml`", "Set it in `lamp.toml` under `oil.grade`"),
        ] {
            assert!(!is_exchanged(a, b), "{a} | {b}");
        }
        assert!(!turns_alike("Merge daily, do not rebase", "Rebase, do not merge"));
        assert!(turns_alike("Never oil the lamp, the bell or the gate", "Never oil the lamp or the bell"));
    }

    #[test]
    fn only_lists_are_the_same_in_another_order() {
        for (a, b) in [
            ("Keep logs, charts and lamps", "Keep lamps, logs, charts"),
            ("Use ropes for boats, chains for gates", "Use chains for gates, ropes for boats"),
            ("Read old logs, new logs", "Read new logs, old logs"),
            ("Lamps / bells are checked daily", "Bells / lamps are checked daily"),
        ] {
            assert!(lists_alike(a, b) && lists_alike(b, a), "{a} | {b}");
        }
        for (a, b) in [
            ("Keep logs, drop charts", "Drop logs, keep charts"),
            ("5 boats, 3 lamps", "3 boats, 5 lamps"),
            ("Owner: mate, reviewer: cook", "Owner: cook, reviewer: mate"),
            ("Read, then write", "Write, then read"),
            ("Test, commit, push", "Commit, push, test"),
            ("Priority: safety, speed, cost", "Priority: cost, speed, safety"),
            ("First the lamp, second the bell", "First the bell, second the lamp"),
        ] {
            assert!(!lists_alike(a, b), "{a} | {b}");
        }
    }
}

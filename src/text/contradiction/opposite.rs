//! One word of a sentence turned into its opposite: "include the tests" against "omit the tests".

use super::{Claim, polarity::order};
use crate::text::{
    opposites::{Pole, pole},
    words::{is_stop, stem},
};

/// Where each word that has an opposite stands, under all that the sentence says beside it.
pub(super) fn stands(words: &[&str]) -> Vec<Claim> {
    let (order, ordered) = order(words);
    let skipped = words.len() - ordered.len();
    let at = |place: Option<usize>| place.and_then(|place| words.get(place).copied());
    let pole_at = |nth: usize| pole(at(nth.checked_sub(1)), words[nth], at(Some(nth + 1)));
    let turns = |nth: &usize| pole_at(*nth).filter(|pole| *nth == skipped || !pole.heads()).map(|pole| (*nth, pole));
    let turns: Vec<(usize, Pole)> = (0..words.len()).filter_map(|nth| turns(&nth)).collect();
    let mut out: Vec<Claim> = Vec::new();
    for (nth, pole) in &turns {
        // Who names two of a few chooses none; who names one twice chooses it.
        let beside = || turns.iter().filter(|(_, other)| pole.is_one_of_few() && pole.is_beside(*other));
        let first = beside().next().is_none_or(|(first, _)| first == nth);
        if first && beside().all(|(_, other)| other == pole) {
            let taken: Vec<usize> = beside().map(|(at, _)| *at).chain([*nth]).collect();
            out.extend(stand((words, ordered), &taken, *pole, order));
        }
    }
    out
}

/// The claim of the words at `taken`, under the others of what is `ordered`, which `words` end with.
fn stand((words, ordered): (&[&str], &[&str]), taken: &[usize], pole: Pole, order: &str) -> Option<Claim> {
    // Who stops waits.
    let waits = |at: usize| words[at] == "wait" && at > 1 && words[at - 1] == "and" && taken.contains(&(at - 2));
    let tells = |at: usize| !is_stop(words[at]) || DENIES.contains(&words[at]);
    let said = |at: &usize| !taken.contains(at) && tells(*at) && !waits(*at);
    let rest: Vec<_> = (words.len() - ordered.len()..words.len()).filter(said).map(|at| stem(words[at])).collect();
    let (side, axis) = pole.names();
    let enough = rest.iter().any(|word| word.starts_with(char::is_alphabetic) && !DENIES.contains(&word.as_ref()));
    // Bounds and amounts of nothing in particular are met everywhere; what is to be chosen, an order says in few words.
    let chosen = || pole.is_one_of_few() && ordered.first().is_some_and(|verb| ORDERS.contains(verb));
    let enough = enough && (rest.len() >= FEWEST || pole.tells_how() || pole.heads() || pole.judges() || chosen());
    enough.then(|| Claim::new(&format!("pole {axis} {order} {}", rest.join(" ")), side, ""))
}

/// Words that a sentence needs beside one that does not begin it.
const FEWEST: usize = 2;

/// Verbs that order one thing of a few to be chosen.
const ORDERS: &[&str] = &[
    "answer", "emit", "format", "indent", "name", "output", "prefer", "print", "produce", "reply", "respond", "return",
    "run", "save", "sort", "store", "use", "write",
];

/// Stop words that turn a sentence round.
const DENIES: &[&str] = &["not", "no", "never", "only", "before", "after", "until", "off", "out"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    fn held(sentence: &str) -> Vec<Claim> {
        let words = words(sentence);
        stands(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn one_word_turns_it_round() {
        for (a, b) in [
            ("Include the tests.", "Omit the tests."),
            ("List at least 3 risks", "List exactly 3 risks"),
            ("Check all lamps at dusk", "Check few lamps at dusk"),
            ("Never report drafts", "Never ignore drafts"),
            ("Back the log up daily", "Back the log up weekly"),
            ("Return JSON", "Return YAML"),
            ("Indent with tabs", "Indent with spaces"),
            ("Ask Claude what Claude saw", "Ask Gemini what Gemini saw"),
        ] {
            let (one, other) = (held(a), held(b));
            let meet = |x: &Claim| other.iter().any(|y| x.topic == y.topic && x.stance != y.stance);
            assert!(one.iter().any(meet), "{a} | {b}: {one:?} {other:?}");
        }
        for (a, b) in [
            ("Include the tests", "Omit the docs"),
            ("Never show drafts", "Hide drafts"),
            ("Use", "Omit"),
            ("JSON files", "YAML files"),
            ("Back up daily", "Oil it weekly"),
            ("Let Claude ask Gemini again", "Let Gemini ask Codex again"),
        ] {
            let (one, other) = (held(a), held(b));
            assert!(!one.iter().any(|x| other.iter().any(|y| x.topic == y.topic && x.stance != y.stance)), "{a} | {b}");
        }
    }
}

//! A name may stand in a sentence that asks for something else: "steer by the stars" says nothing of stars as a thing to know, and
//! neither does each item of a list that hangs on such words.

use super::{
    narrow::{CONDITIONS, EXAMPLES, NARROWING},
    phrase::Word,
};
use crate::text::verbs::{is_verb, is_verb_form, orders};

/// Whether the name that begins with the word at `first` is only mentioned there: what stands before it in its clause binds it to
/// something that is not among the `known` roots.
pub(super) fn is_bound(words: &[Word], first: usize, known: &[&str]) -> bool {
    governs(&words[begin_of(words, first)..first], known)
}

/// Whether what begins with the word at `first` is an item of a list that hangs on such words.
pub(super) fn hangs_on_list(words: &[Word], first: usize, known: &[&str]) -> bool {
    let begin = begin_of(words, first);
    if opens_with_verb(&words[begin..]) {
        return false;
    }
    let Some(head) = head_of(words, begin) else { return false };
    let end = words[head..].iter().position(|word| word.clause != words[head].clause).map_or(begin, |at| head + at);
    // Behind a label each item stands for itself, unless the first is an order that the others go on with.
    let labelled = is_label_mark(words[head].mark);
    (!labelled || is_verb_form(&words[head].text)) && governs(&words[head..end], known)
}

/// Where the clause begins that the word at `at` stands in.
fn begin_of(words: &[Word], at: usize) -> usize {
    words.partition_point(|word| word.clause < words[at].clause)
}

/// Where the list begins of which the clause that begins at `begin` is a further item. An order begins a list of its own.
fn head_of(words: &[Word], begin: usize) -> Option<usize> {
    let mut at = begin;
    while at > 0 && !words[at].opens && (words[at].is_listed() || matches!(words[at].mark, '(' | '（')) {
        at = begin_of(words, at - 1);
        if is_order(words, at) {
            break;
        }
    }
    (at < begin).then_some(at)
}

/// Whether the clause that begins at `begin` is an order: "trim wicks", but not "open or closed".
fn is_order(words: &[Word], begin: usize) -> bool {
    let own = words[begin..].iter().take_while(|word| word.clause == words[begin].clause);
    let told: Vec<String> = own.skip_while(|word| word.joins()).map(|word| word.text.clone()).collect();
    orders(&told)
}

/// Whether words, those before it that only join left out, begin with a verb as orders do.
fn opens_with_verb(words: &[Word]) -> bool {
    words.iter().find(|word| !word.joins()).is_some_and(|word| is_verb(&word.text))
}

const fn is_label_mark(mark: char) -> bool {
    matches!(mark, ':' | '：' | '-' | '\u{2014}' | '\u{2013}')
}

/// Whether words that bind stand among these: "for harbour lamps", but not "expert in harbour lamps".
fn governs(words: &[Word], known: &[&str]) -> bool {
    let binds = |at: usize| {
        let word = &words[at];
        let behind = words.get(at + 1).map_or("", |next| next.text.as_str());
        let before = at.checked_sub(1).map(|before| &words[before]);
        let able = before.is_some_and(|before| before.is_one_of(ABILITIES));
        let plain = able || EXAMPLES.contains(&(word.text.as_str(), behind));
        !plain && [NARROWING, CONDITIONS, BINDING].iter().any(|list| word.is_one_of(list))
    };
    let new = |at: &usize| !known.contains(&words[*at].root.as_str());
    (0..words.len()).filter(new).any(|at| binds(at) || words[at].is_one_of(AWAY))
}

/// Further words that bind what stands behind them to what stands before.
const BINDING: &[&str] = &["after", "before", "through", "using", "via", "without"];

/// Words of which the thing behind the next one is what it is about: "knowledge of tides", "expert in knots".
const ABILITIES: &[&str] = &[
    "ability",
    "able",
    "approach",
    "approaches",
    "attention",
    "aware",
    "awareness",
    "background",
    "command",
    "competence",
    "competent",
    "experience",
    "experienced",
    "expert",
    "expertise",
    "familiar",
    "familiarity",
    "fluency",
    "fluent",
    "focus",
    "focused",
    "focuses",
    "focusing",
    "handling",
    "implementation",
    "knowledge",
    "knowledgeable",
    "known",
    "mastery",
    "need",
    "proficiency",
    "proficient",
    "skilled",
    "skills",
    "specialise",
    "specialised",
    "specialize",
    "specialized",
    "specializes",
    "specializing",
    "strong",
    "support",
    "understanding",
    "use",
    "variety",
    "range",
    "versed",
];

/// Words that say of a thing that it is not there, or is to go.
const AWAY: &[&str] =
    &["avoid", "avoiding", "eliminate", "instead", "lacking", "missing", "no", "not", "prevent", "unlike"];

#[cfg(test)]
mod tests {
    use crate::merge::narrow::narrows;

    #[test]
    fn a_name_that_something_else_hangs_on_is_no_item() {
        for (less, more) in [
            ("Fog signals", "Work with the keeper on fog signals"),
            ("Fog signals", "Load the night book for older fog signals"),
            ("Tide tables", "Make a sail plan from charts, tide tables and letters"),
            ("Tide tables", "**Goal**: Make a sail plan from charts, tide tables and letters"),
            ("Trim wicks", "Work on lamp oil, bells, and wick trimming"),
            ("Fog signals", "Name missing lamps, fog signals and bells"),
            ("Fog signals", "Look for breaches of night rules (Open/closed piers, Reef lamps, Fog signals)"),
            ("Oil lamps", "Harbour masters who ask twice (about oil lamps)"),
        ] {
            assert!(narrows(more, less), "{less} | {more}");
        }
    }

    #[test]
    fn a_name_that_is_listed_is_one_item() {
        for (less, more) in [
            ("Fog signals", "Signals: lamps at dusk, fog signals, bells"),
            ("Fog signals", "Expert in flags, fog signals and bells"),
            ("Fog signals", "Knowledge of fog signals"),
            ("Fog signals", "Night work (flags, fog signals, bells)"),
            ("Fog signals", "**Night**: send proper fog signals and flags"),
            ("Fog signals", "Handle fog signals with care"),
            ("Fog signals", "Ask the keeper for oil, trim wicks, fog signals, and bells"),
            ("Build piers", "Approach: plan for fog, build piers, light lamps"),
            ("Fog signals", "Night: in-house lamps, fog signals, bells"),
            ("Tide tables", "Log: end-to-end counts, tide tables, letters"),
            ("Knots for fog", "Nets, knots for fog, sails"),
        ] {
            assert!(!narrows(more, less), "{less} | {more}");
        }
    }
}

//! What is set to one of a few values wherever it is set: how deep code is indented, how much is logged.

use super::{Claim, is_number};
use crate::text::{
    count::spelt,
    words::{is_stop, stem},
};

/// What a sentence of these words sets.
pub(super) fn stands(sentence: &str, words: &[&str]) -> Vec<Claim> {
    let many = how_many(words);
    if many.is_some() || words.iter().any(|word| HEDGES.contains(word)) {
        return many.into_iter().collect();
    }
    let many = extent(words);
    indentation(sentence, words).into_iter().chain(log_level(words)).chain(length(words)).chain(many).collect()
}

/// How long the answers are to be, where nothing else is said: "be concise", "write long answers".
fn length(words: &[&str]) -> Option<Claim> {
    let long = |word: &str| LONG.contains(&word);
    let (longs, shorts) = (words.iter().any(|word| long(word)), words.iter().any(|word| SHORT.contains(word)));
    let plain = |word: &&str| long(word) || SHORT.contains(word) || OF_ANSWERS.contains(word);
    let told = longs != shorts && words.len() > 1 && words.iter().all(plain);
    told.then(|| Claim::new("length of the answers", if longs { "long" } else { "short" }, "length of the answers"))
}

const LONG: &[&str] = &["long", "lengthy", "verbose", "wordy", "exhaustive", "verbosely"];
const SHORT: &[&str] =
    &["short", "brief", "terse", "concise", "succinct", "briefly", "tersely", "concisely", "succinctly"];

/// What an order for long or short answers is made of besides.
const OF_ANSWERS: &[&str] = &[
    "be",
    "keep",
    "it",
    "stay",
    "write",
    "give",
    "always",
    "your",
    "the",
    "answers",
    "answer",
    "responses",
    "response",
    "replies",
    "reply",
    "output",
    "as",
    "possible",
    "very",
    "and",
    "please",
    "you",
    "should",
    "must",
    "in",
    "all",
    "are",
    "respond",
    "provide",
    "explain",
    "each",
    "every",
    "step",
    "change",
    "detail",
    "thorough",
];

/// How many sentences, words or paragraphs an answer has, where that is all that is said: "reply in two sentences".
fn extent(words: &[&str]) -> Option<Claim> {
    let rest = words.strip_prefix(&["always"]).unwrap_or(words);
    let [verb, "in" | "with", number, unit] = rest else { return None };
    let answers = matches!(*verb, "answer" | "reply" | "respond");
    let figure = spelt(number).or_else(|| is_number(number).then_some(number))?;
    let unit = stem(unit);
    let told = answers && matches!(unit.as_ref(), "sentence" | "paragraph" | "word" | "line" | "bullet");
    told.then(|| Claim::new("extent of the answers", &format!("{figure} {unit}"), "length of the answers"))
}

/// Whether all of something is to be given, or some at most: "return at most 5 findings", "list every finding".
fn how_many(words: &[&str]) -> Option<Claim> {
    let (_, rest) = words.split_first().filter(|(verb, _)| GIVES.contains(verb))?;
    let rest = rest.strip_prefix(&["only"]).unwrap_or(rest);
    let (thing, stance) = match rest {
        ["every" | "all" | "each", thing] => (thing, "all"),
        ["at", "most", number, thing] | ["up", "to", number, thing] | ["no", "more", "than", number, thing]
            if spelt(number).is_some() || is_number(number) =>
        {
            (thing, "some")
        }
        _ => return None,
    };
    Some(Claim::new(&format!("how many {}", stem(thing)), stance, ""))
}

/// Verbs by which things are given.
const GIVES: &[&str] = &["list", "return", "report", "show", "give", "name", "output", "include", "present"];

/// With what, and how deep, code is indented: "use 2 spaces for indentation", "indent with tabs", "2-space indentation".
fn indentation(sentence: &str, words: &[&str]) -> Vec<Claim> {
    let spaces = |word: &&str| matches!(*word, "space" | "spaces");
    let at = words.iter().position(spaces);
    let tabs = words.iter().any(|word| matches!(*word, "tab" | "tabs"));
    let told = words.iter().any(|word| word.starts_with("indent"));
    let width = at.and_then(|at| at.checked_sub(1)).map(|at| words[at]);
    let width = width.and_then(|word| spelt(word).or_else(|| is_number(word).then_some(word)));
    // "Use 4 spaces" can mean nothing else.
    let alone = width.is_some() && matches!(words, ["use" | "always", ..]) && words.len() <= 4;
    if tabs == at.is_some() || !(told || alone) || sentence.contains([':', '(']) {
        return Vec::new();
    }
    let of = rest(words, |word| spaces(&word) || matches!(word, "tab" | "tabs") || word.starts_with("indent"));
    let claim = |what: &str, stance: &str| Claim::new(&format!("indentation {what} {of}"), stance, "");
    let mut out = vec![claim("with", if tabs { "tabs" } else { "spaces" })];
    out.extend(width.map(|width| claim("by", &format!("{width} spaces"))));
    out
}

/// From which level on something is logged.
fn log_level(words: &[&str]) -> Option<Claim> {
    let levels: Vec<&&str> = words.iter().filter(|word| LEVELS.iter().any(|names| names.contains(word))).collect();
    let [level] = levels[..] else { return None };
    let is_log = |word: &str| matches!(stem(word).as_ref(), "log" | "logging" | "logger" | "verbosity");
    let told = words.iter().any(|word| is_log(word)) && words.iter().any(|word| matches!(*word, "level" | "verbosity"));
    let of = rest(words, |word| is_log(word) || word == "level" || word == *level);
    let level = LEVELS.iter().find(|names| names.contains(level))?[0];
    told.then(|| Claim::new(&format!("log level {of}"), level, format!("log level: {of}").trim_end_matches([':', ' '])))
}

/// What else a sentence says, without the verb that sets and what is `known`.
fn rest(words: &[&str], known: impl Fn(&str) -> bool) -> String {
    let sets = |word: &str| SETS.contains(&word);
    let number = |word: &str| is_number(word) || spelt(word).is_some();
    let said = words.iter().filter(|word| !is_stop(word) && !sets(word) && !known(word) && !number(word));
    said.map(|word| stem(word)).collect::<Vec<_>>().join(" ")
}

/// Each with its other names.
const LEVELS: &[&[&str]] =
    &[&["trace"], &["debug"], &["info"], &["warn", "warning"], &["error"], &["fatal", "critical"]];

/// Verbs that set something, and how it is set.
const SETS: &[&str] = &[
    "use",
    "set",
    "keep",
    "run",
    "always",
    "prefer",
    "default",
    "code",
    "file",
    "files",
    "source",
    "everywhere",
    "write",
];

/// What binds it to a case, turns it round, or sets it beside another.
const HEDGES: &[&str] =
    &["if", "when", "unless", "not", "never", "don't", "avoid", "no", "or", "either", "instead", "than", "except"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    fn held(sentence: &str) -> Vec<String> {
        read(sentence, stands).into_iter().map(|claim| claim.stance).collect()
    }

    #[test]
    fn what_is_set() {
        assert_eq!(held("Use 2 spaces for indentation."), ["spaces", "2 spaces"]);
        assert_eq!(held("Indent with four spaces"), ["spaces", "4 spaces"]);
        assert_eq!(held("Use 4-space indentation"), ["spaces", "4 spaces"]);
        assert_eq!(held("Use 4 spaces"), ["spaces", "4 spaces"]);
        assert_eq!(held("Indent with tabs"), ["tabs"]);
        assert_eq!(
            (held("Be concise."), held("Give long answers")),
            (vec!["short".to_owned()], vec!["long".to_owned()])
        );
        assert_eq!(held("Log at debug level"), ["debug"]);
        assert_eq!(held("Set the log level to warning"), ["warn"]);
    }

    #[test]
    fn other_talk_sets_nothing() {
        for other in [
            "Leave 2 spaces behind each name of a boat",
            "Indent with tabs or spaces",
            "Log errors at error level and warnings at warning level",
            "Never indent with tabs",
            "Log each error",
            "Use tabs",
            "Be concise but exhaustive",
            "Write short tests",
        ] {
            assert!(held(other).is_empty(), "{other}");
        }
    }
}

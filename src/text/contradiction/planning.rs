//! Whether the agent builds things itself or plans alone: "plan only", "do not write any code" against "implement the modules".
//!
//! One deed on one object ("never write code", "write code") is told elsewhere; here the words differ: who writes no code at all
//! implements no module either. Held only where a sentence is whole, and what is built is plainly something that runs.

use super::{Claim, polarity::order};
use crate::text::words::{is_stop, stem};

/// What a sentence holds on it, which is made of `words`.
pub(super) fn stand(sentence: &str, words: &[&str]) -> Option<Claim> {
    if plans_alone(sentence, words) || forbids_building(words) {
        return Some(claim("plan only"));
    }
    builds(sentence).then(|| claim("build"))
}

fn claim(stance: &str) -> Claim {
    Claim::new("plan only or build", stance, "plan only or build")
}

/// "Plan only", "planning only: …", "you only plan", "this agent produces plans, not code".
fn plans_alone(sentence: &str, words: &[&str]) -> bool {
    if words.iter().any(|word| BINDS.contains(word)) {
        return false;
    }
    // "Plan only the next watch" tells what to plan.
    let bare = sentence.trim_start().trim_start_matches(['*', '_']).to_lowercase();
    let ended = |rest: &str| rest.trim_end().is_empty() || rest.starts_with([':', '.', '!', '*', '_', ')']);
    let labelled = ["plan only", "planning only", "plan-only", "planning-only"]
        .iter()
        .any(|label| bare.strip_prefix(label).is_some_and(ended));
    let own = match words {
        ["you", rest @ ..] | ["this" | "the", "agent", rest @ ..] => rest,
        _ => &[],
    };
    let only = matches!(own, ["only", "plan" | "plans"] | ["plan" | "plans", "only"]);
    let not_code = matches!(own, ["produce" | "produces" | "create" | "creates" | "write" | "writes", ..])
        && matches!(words, [.., "not" | "never", "code"] | [.., "not", _, "code"])
        && own.iter().any(|word| matches!(*word, "plan" | "plans"));
    labelled || only || not_code
}

/// "Do not write any code", "never implement anything": bare, and about no code of some sort.
fn forbids_building(words: &[&str]) -> bool {
    let (order, rest) = order(words);
    let Some((verb, object)) = rest.split_first().filter(|_| order == "no") else { return false };
    let plain = |word: &&str| WHATEVER.contains(word) || is_stop(word) && !BINDS.contains(word);
    let names = object.iter().any(|word| matches!(*word, "code" | "anything" | "changes" | "edits"));
    let makes = BUILDS.contains(verb) || *verb == "make" && object.contains(&"code");
    makes && names && object.iter().all(plain)
}

/// "Implement the feature", "write code".
fn builds(sentence: &str) -> bool {
    // What a comma or a bracket sets apart goes into details, what a colon leads into is something else.
    let clause = sentence.split([',', '(', ';', '\u{2014}', '\u{2013}']).next().unwrap_or("");
    let words = crate::text::words::words(clause);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (order, rest) = order(&words);
    let Some((verb, object)) = rest.split_first() else { return false };
    let denied = || rest.iter().any(|word| DENIES.contains(word));
    if sentence.contains([':', '?']) || order == "no" || !BUILDS.contains(verb) || denied() {
        return false;
    }
    let end = object.iter().position(|word| BINDS.contains(word) || PLACES.contains(word)).unwrap_or(object.len());
    // A case that it is bound to may be one in which nobody plans.
    let bound = object[end..].iter().any(|word| matches!(*word, "if" | "when" | "unless" | "once" | "only"));
    object[..end].last().is_some_and(|thing| !bound && RUNS.contains(&stem(thing).as_ref()))
}

/// Verbs of those who build.
const BUILDS: &[&str] = &["implement", "build", "write", "code", "develop", "program"];

/// What fills the place of an object that is left open.
const WHATEVER: &[&str] =
    &["any", "actual", "production", "implementation", "source", "the", "code", "anything", "changes", "edits"];

/// Things that are built of code, without plural endings.
const RUNS: &[&str] = &[
    "code",
    "feature",
    "module",
    "component",
    "configuration",
    "function",
    "endpoint",
    "class",
    "service",
    "infrastructure",
    "automation",
    "application",
    "app",
];

/// What binds a sentence to a case, takes something out, or goes on to another deed.
const BINDS: &[&str] = &[
    "if", "when", "whenever", "until", "unless", "before", "after", "while", "where", "once", "as", "and", "or",
    "then", "for", "so", "because", "during", "without", "except", "instead", "rather", "than", "but", "yet", "first",
    "that", "which", "who", "beyond", "outside",
];

const PLACES: &[&str] = &["to", "in", "on", "into", "with", "by", "from", "at", "via", "using", "of", "per", "through"];

const DENIES: &[&str] = &["not", "never", "no", "don't", "avoid", "cannot", "only", "without", "plan", "instead"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    fn held(sentence: &str) -> Option<String> {
        read(sentence, stand).map(|claim| claim.stance)
    }

    #[test]
    fn who_plans_alone_and_who_builds() {
        for plans in [
            "Plan only.",
            "**Planning only**: somebody else builds the pier",
            "You only plan.",
            "This agent produces mooring plans, not code",
            "Do not write any code.",
            "Never implement anything",
            "You must not make any code changes",
        ] {
            assert_eq!(held(plans).as_deref(), Some("plan only"), "{plans}");
        }
        for builds in ["Implement the mooring module", "Write clean code", "You build features, tests and docs"] {
            assert_eq!(held(builds).as_deref(), Some("build"), "{builds}");
        }
    }

    #[test]
    fn what_is_bound_or_means_something_else_holds_nothing() {
        for other in [
            "Plan only the next watch",
            "Do not write code before the plan is approved",
            "Do not write code that nobody reads",
            "Never write dead code",
            "Write code only when asked",
            "Write code comments",
            "Build the plan",
            "Implement what was agreed",
            "Write: code",
            "Shall I write code?",
        ] {
            assert_eq!(held(other), None, "{other}");
        }
    }
}

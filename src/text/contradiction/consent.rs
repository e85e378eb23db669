//! Whether somebody is to be asked first: "ask for confirmation before deploying" against "deploy without asking".

use super::{
    Claim,
    deed::{deed, root},
    polarity::order,
};
use crate::text::words::{is_stop, stem};

/// What a sentence of these words makes depend on somebody's word, or frees from it.
pub(super) fn stand(words: &[&str]) -> Vec<Claim> {
    if let Some(claims) = only_after(words).or_else(|| at_once(words)) {
        return claims;
    }
    if words.iter().any(|word| EXCEPTS.contains(word)) {
        return Vec::new();
    }
    let told = words.iter().any(|word| matches!(*word, "before" | "without"));
    let of_one = || told.then(|| before(words).or_else(|| without(words))).flatten();
    of_all(words).or_else(|| unneeded(words)).or_else(of_one).or_else(|| on_its_own(words)).unwrap_or_default()
}

/// "Merge only after review", "deploy only with permission".
fn only_after(words: &[&str]) -> Option<Vec<Claim>> {
    let (order, rest) = order(words);
    let [verb, object @ .., "only", "after" | "with", consent] = rest else { return None };
    (order == "yes" && CONSENT.contains(consent)).then(|| guard(verb, object))
}

/// "Push as soon as the tests pass": whoever may do it at once need not ask. The deed alone, so that it is one that is asked
/// for wherever it is done.
fn at_once(words: &[&str]) -> Option<Vec<Claim>> {
    let (order, rest) = order(words);
    let (verb, rest) = rest.split_first()?;
    let soon = |rest: &[&str]| rest.starts_with(&["as", "soon", "as"]) || rest.starts_with(&["at", "once"]);
    let at = (0..rest.len()).find(|at| soon(&rest[*at..]))?;
    let open = rest[..at].iter().all(|word| is_stop(word) || matches!(*word, "work" | "changes" | "everything" | "it"));
    let asked =
        rest.iter().any(|word| CONSENT.contains(word) || matches!(*word, "user" | "approves" | "not" | "never"));
    let outward = matches!(*verb, "push" | "merge" | "deploy" | "release" | "publish" | "commit");
    (order == "yes" && open && outward && !asked).then(|| vec![of_whole(verb, FREE)])
}

fn of_whole(verb: &str, stance: &str) -> Claim {
    let deed = deed(verb).unwrap_or_else(|| root(verb));
    Claim::new(&format!("consent whole {deed}"), stance, &format!("asking first: {deed}"))
}

/// "Delete files on your own initiative", "deploy at your own discretion": the agent is its own judge.
fn on_its_own(words: &[&str]) -> Option<Vec<Claim>> {
    let ends = |way: &&&[&str]| words.ends_with(way);
    let way = OWN_JUDGE.iter().find(ends)?;
    let (order, rest) = order(&words[..words.len() - way.len()]);
    let (verb, object) = rest.split_first()?;
    Some(if order == "no" { guard(verb, object) } else { licence(verb, object) })
}

/// "You need no approval to delete files", "no confirmation is needed before deploying"; "approval is required before …".
fn unneeded(words: &[&str]) -> Option<Vec<Claim>> {
    let asked = words.iter().position(|word| CONSENT.contains(word))?;
    let (before, behind) = words.split_at(asked);
    let needs = |words: &[&str]| words.iter().any(|word| NEEDS.contains(word));
    if !needs(words) {
        return None;
    }
    let denied = words.iter().any(|word| matches!(*word, "no" | "not" | "don't" | "isn't" | "never" | "needn't"));
    let to = behind.iter().position(|word| matches!(*word, "to" | "before" | "for"))?;
    let plain = |word: &&str| is_stop(word) || NEEDS.contains(word) || GENERAL.contains(word) || *word == "never";
    let (verb, object) = behind[to + 1..].split_first()?;
    let acts = behind[to] == "to" || verb.ends_with("ing");
    if !acts || !before.iter().all(plain) || !behind[1..to].iter().all(plain) {
        return None;
    }
    Some(if denied { licence(verb, object) } else { guard(verb, object) })
}

/// What says that something has to be had.
const NEEDS: &[&str] = &["need", "needs", "needed", "require", "requires", "required", "necessary", "mandatory"];

/// How a sentence ends that leaves a deed to the agent.
const OWN_JUDGE: &[&[&str]] = &[
    &["on", "your", "own", "initiative"],
    &["on", "its", "own", "initiative"],
    &["on", "your", "own", "authority"],
    &["at", "your", "own", "discretion"],
    &["at", "your", "discretion"],
    &["on", "your", "own"],
    &["at", "will"],
    &["as", "you", "see", "fit"],
    &["autonomously"],
];

/// Somebody is asked, or nobody, whatever is done: "ask first", "wait for approval", "auto-approve all changes".
fn of_all(words: &[&str]) -> Option<Vec<Claim>> {
    let (order, rest) = order(words);
    let (verb, rest) = rest.split_first()?;
    let approves = matches!(rest, ["approve", object @ ..] if *verb == "auto" && is_all(object))
        || *verb == "automatically" && matches!(rest, ["approve", object @ ..] if is_all(object))
        || *verb == "proceed"
            && matches!(rest, ["without", asking, object @ ..]
            if CONSENT.contains(asking) && is_all(object));
    if approves {
        return Some(vec![of_anything(if order == "no" { ASKED } else { FREE })]);
    }
    let asks = ASKS.contains(verb) || matches!(*verb, "asking" | "waiting");
    let named = rest.iter().any(|word| CONSENT.contains(word)) || matches!(rest, ["first"]);
    let plain = rest.iter().all(|word| is_stop(word) || CONSENT.contains(word) || GENERAL.contains(word));
    (asks && named && plain).then(|| vec![of_anything(if order == "no" { FREE } else { ASKED })])
}

/// Whether an object is whatever there is.
fn is_all(object: &[&str]) -> bool {
    object.iter().all(|word| is_stop(word) || GENERAL.contains(word))
}

fn of_anything(stance: &str) -> Claim {
    Claim::new("consent", stance, "asking first")
}

const ASKED: &str = "ask first";
const FREE: &str = "do not ask";

/// Words that name no deed of their own.
const GENERAL: &[&str] = &[
    "first",
    "user",
    "human",
    "explicit",
    "proceeding",
    "continuing",
    "acting",
    "anything",
    "everything",
    "action",
    "actions",
    "any",
    "change",
    "changes",
    "edit",
    "edits",
    "request",
    "requests",
    "always",
    "making",
    "taking",
    "further",
];

/// "Ask … before doing it", "never ask … before doing it".
fn before(words: &[&str]) -> Option<Vec<Claim>> {
    let at = words.iter().position(|word| *word == "before")?;
    let (order, rest) = order(&words[..at]);
    rest.first().filter(|verb| ASKS.contains(verb))?;
    rest.iter().find(|word| CONSENT.contains(word))?;
    let (verb, object) = match &words[at + 1..] {
        ["you", verb, object @ ..] => (verb, object),
        [verb, object @ ..] if verb.ends_with("ing") => (verb, object),
        _ => return None,
    };
    // "Confirm that the lamp burns before …" asks nobody.
    let asks_somebody = rest[1..].iter().any(|word| CONSENT.contains(word)) || is_all(&rest[1..]);
    Some(match order {
        "no" => licence(verb, object),
        _ => guard(verb, object).into_iter().chain(asks_somebody.then(|| of_anything(ASKED))).collect(),
    })
}

/// "Do it without asking", "never do it without asking".
fn without(words: &[&str]) -> Option<Vec<Claim>> {
    let at = words.iter().position(|word| *word == "without")?;
    words[at + 1..].iter().take(3).find(|word| CONSENT.contains(word))?;
    let (order, rest) = order(&words[..at]);
    let (verb, object) = rest.split_first()?;
    Some(match order {
        "no" => guard(verb, object).into_iter().chain([of_anything(ASKED)]).collect(),
        _ => licence(verb, object),
    })
}

/// Somebody is asked before the deed: of whatever it is done to, and so whoever frees all of the deed says otherwise too.
fn guard(verb: &str, object: &[&str]) -> Vec<Claim> {
    let things = things(object);
    let mut out = vec![claim(verb, &things, ASKED)];
    if things.is_empty() {
        out.push(of_whole(verb, ASKED));
    } else {
        out.push(claim(verb, &[], ASKED));
    }
    out
}

/// Nobody is asked.
fn licence(verb: &str, object: &[&str]) -> Vec<Claim> {
    vec![claim(verb, &things(object), FREE)]
}

fn claim(verb: &str, things: &[String], stance: &str) -> Claim {
    let deed = deed(verb).unwrap_or_else(|| root(verb));
    let what = std::iter::once(deed).chain(things.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    Claim::new(&format!("consent {what}"), stance, &format!("asking first: {what}"))
}

fn things(object: &[&str]) -> Vec<String> {
    let telling = object.iter().filter(|word| !is_stop(word));
    let mut out: Vec<String> = telling.map(|word| stem(word).into_owned()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// What takes a case out.
const EXCEPTS: &[&str] = &["unless", "except", "only", "if", "when", "whenever", "or", "and"];

/// How a sentence begins that has somebody asked.
const ASKS: &[&str] =
    &["ask", "confirm", "get", "obtain", "request", "require", "seek", "wait", "await", "need", "check", "secure"];

/// What is asked for.
const CONSENT: &[&str] = &[
    "ask",
    "asking",
    "confirm",
    "confirming",
    "confirmation",
    "approval",
    "permission",
    "consent",
    "prompting",
    "checking",
    "approved",
    "review",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    fn held(sentence: &str) -> Vec<(String, String)> {
        read(sentence, |_, words| stand(words)).into_iter().map(|claim| (claim.stance, claim.name)).collect()
    }

    #[test]
    fn asked_or_not() {
        let is = |stance: &str, name: &str| (stance.to_owned(), format!("asking first: {name}"));
        let ask = "Ask for confirmation before deploying.";
        let all = ("ask first".to_owned(), "asking first".to_owned());
        // Of deploying this, and of all deploying.
        assert_eq!(held(ask), [is("ask first", "deploy"), is("ask first", "deploy"), all.clone()]);
        assert_eq!(held("Deploy without asking."), [is("do not ask", "deploy")]);
        let files = [is("ask first", "delete file"), is("ask first", "delete"), all.clone()];
        assert_eq!(held("Never delete files without permission"), files);
        assert_eq!(held("Confirm that oil is there before lighting lamps").len(), 2, "nobody is asked");
        for asked in ["Ask first.", "Always wait for explicit approval before proceeding", "Never auto-approve changes"]
        {
            assert_eq!(held(asked), std::slice::from_ref(&all), "{asked}");
        }
        for free in ["Auto-approve all edits", "Do not wait for confirmation", "Proceed without asking"] {
            assert_eq!(held(free), [("do not ask".to_owned(), "asking first".to_owned())], "{free}");
        }
        assert_eq!(held("Do not ask for approval before you delete files"), [is("do not ask", "delete file")]);
    }

    #[test]
    fn left_to_the_agent_or_not() {
        let told = |sentence: &str| held(sentence).into_iter().next();
        let is = |stance: &str| Some((stance.to_owned(), "asking first: delete file".to_owned()));
        for free in
            ["Delete files on your own initiative.", "No approval is needed to delete files", "Delete files at will"]
        {
            assert_eq!(told(free), is("do not ask"), "{free}");
        }
        for asked in [
            "Approval is required before deleting files",
            "You need approval to delete files",
            "Never delete files on your own initiative",
        ] {
            assert_eq!(told(asked), is("ask first"), "{asked}");
        }
    }

    #[test]
    fn other_talk_is_not() {
        for other in [
            "Check the tide before sailing",
            "Finish the work on your own boat",
            "Ask before noon",
            "Sail without a map",
            "Deploy without asking if told",
            "Auto-approve formatting",
        ] {
            assert_eq!(held(other), [], "{other}");
        }
    }
}

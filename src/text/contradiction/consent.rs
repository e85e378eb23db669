//! Whether somebody is to be asked first: "ask for confirmation before deploying" against "deploy without asking".

use super::{
    Claim,
    deed::{deed, root},
    polarity::order,
};
use crate::text::words::{is_stop, stem};

/// What a sentence of these words makes depend on somebody's word, or frees from it.
pub(super) fn stand(words: &[&str]) -> Vec<Claim> {
    let told = words.iter().any(|word| matches!(*word, "before" | "without"));
    if !told || words.iter().any(|word| EXCEPTS.contains(word)) {
        return Vec::new();
    }
    before(words).or_else(|| without(words)).unwrap_or_default()
}

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
    Some(if order == "no" { licence(verb, object) } else { guard(verb, object) })
}

/// "Do it without asking", "never do it without asking".
fn without(words: &[&str]) -> Option<Vec<Claim>> {
    let at = words.iter().position(|word| *word == "without")?;
    words[at + 1..].iter().take(3).find(|word| CONSENT.contains(word))?;
    let (order, rest) = order(&words[..at]);
    let (verb, object) = rest.split_first()?;
    Some(if order == "no" { guard(verb, object) } else { licence(verb, object) })
}

/// Somebody is asked before the deed: of whatever it is done to, and so whoever frees all of the deed says otherwise too.
fn guard(verb: &str, object: &[&str]) -> Vec<Claim> {
    let things = things(object);
    let mut out = vec![claim(verb, &things, "ask first")];
    if !things.is_empty() {
        out.push(claim(verb, &[], "ask first"));
    }
    out
}

/// Nobody is asked.
fn licence(verb: &str, object: &[&str]) -> Vec<Claim> {
    vec![claim(verb, &things(object), "do not ask")]
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
        assert_eq!(held(ask), [is("ask first", "deploy")]);
        assert_eq!(held("Deploy without asking."), [is("do not ask", "deploy")]);
        let files = [is("ask first", "delete file"), is("ask first", "delete")];
        assert_eq!(held("Never delete files without permission"), files);
        assert_eq!(held("Do not ask for approval before you delete files"), [is("do not ask", "delete file")]);
    }

    #[test]
    fn other_talk_is_not() {
        for other in
            ["Check the tide before sailing", "Ask before noon", "Sail without a map", "Deploy without asking if told"]
        {
            assert_eq!(held(other), [], "{other}");
        }
    }
}

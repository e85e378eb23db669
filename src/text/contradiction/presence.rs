//! What an answer, or what is written, is to have in it or not, whatever verb puts it there: "never use emojis" against "sprinkle
//! emojis", "do not write comments" against "comment every function".

use super::{Claim, polarity::order};
use crate::text::words::stem;

/// What a sentence of these words puts into what is written, or keeps out of it.
pub(super) fn stand(sentence: &str, words: &[&str]) -> Option<Claim> {
    if sentence.contains(':') || words.iter().any(|word| EXCEPTS.contains(word)) {
        return None;
    }
    let (order, rest) = order(words);
    if rest.iter().any(|word| matches!(*word, "not" | "never" | "no" | "don't" | "avoid")) {
        return None;
    }
    let (thing, bare) = put(rest).or_else(|| (order == "no").then(|| alone(rest)).flatten())?;
    let names_only = order == "yes" && rest.first().is_some_and(|verb| verb.ends_with("ing"));
    if names_only {
        return None;
    }
    // What is kept out of one place, or of one sort, says nothing of the others.
    let stance = if order == "no" { bare.then_some("no")? } else { "yes" };
    Some(Claim::new(&format!("presence {thing}"), stance, &format!("use {thing}")))
}

/// What is put in, and whether that is all that is said.
fn put(rest: &[&str]) -> Option<(&'static str, bool)> {
    let (verb, object) = rest.split_first()?;
    if let Some(thing) = by_verb(verb, object) {
        return Some((thing, object.iter().all(|word| FILLS.contains(word))));
    }
    let object = match object.iter().position(|word| *word == "with").filter(|_| MARK.contains(verb)) {
        Some(with) => &object[with + 1..],
        None if ADD.contains(verb) => object,
        None => return None,
    };
    // Of what: "short comments in German" are comments.
    let upto = object.iter().position(|word| ENDS.contains(word)).unwrap_or(object.len());
    let (last, before) = object[..upto].split_last()?;
    let thing = thing(last)?;
    let further = object[upto..].iter().all(|word| FILLS.contains(word));
    Some((thing, further && before.iter().all(|word| FILLS.contains(word))))
}

/// "No emojis", "avoid comments".
fn alone(rest: &[&str]) -> Option<(&'static str, bool)> {
    let at = rest.iter().position(|word| thing(word).is_some())?;
    let plain = |words: &[&str]| words.iter().all(|word| FILLS.contains(word));
    (plain(&rest[..at]) && plain(&rest[at + 1..])).then(|| thing(rest[at]).map(|thing| (thing, true))).flatten()
}

/// A verb that names what it puts: "comment every function".
fn by_verb(verb: &str, object: &[&str]) -> Option<&'static str> {
    let first = object.first()?;
    let names = matches!(verb, "comment" | "commenting")
        && !matches!(*first, "on" | "out" | "by" | "in" | "with" | "is" | "and");
    names.then_some("comment")
}

fn thing(word: &str) -> Option<&'static str> {
    let word = stem(word);
    THINGS.iter().copied().find(|thing| *thing == word)
}

/// What stands in what is written and could as well be left out.
const THINGS: &[&str] = &[
    "emoji",
    "emoticon",
    "comment",
    "docstring",
    "hashtag",
    "heading",
    "header",
    "bullet",
    "table",
    "jargon",
    "slang",
    "preamble",
    "disclaimer",
    "citation",
    "footnote",
    "apology",
    "filler",
    "greeting",
    "placeholder",
    "todo",
    "diagram",
    "joke",
    "humor",
    "humour",
    "metaphor",
    "analogy",
    "acronym",
    "abbreviation",
    "passive",
    "contraction",
    "profanity",
    "semicolon",
    "mock",
];

/// Verbs that put something in.
const ADD: &[&str] = &[
    "use",
    "using",
    "utilize",
    "employ",
    "add",
    "adding",
    "include",
    "including",
    "insert",
    "inserting",
    "write",
    "writing",
    "put",
    "putting",
    "place",
    "placing",
    "leave",
    "leaving",
    "sprinkle",
    "sprinkling",
    "append",
    "generate",
    "have",
    "create",
    "produce",
    "prefer",
];

/// Verbs that do so with it.
const MARK: &[&str] = &[
    "decorate",
    "mark",
    "start",
    "end",
    "begin",
    "open",
    "close",
    "prefix",
    "spice",
    "illustrate",
    "annotate",
    "garnish",
    "pepper",
    "enrich",
    "season",
    "answer",
    "respond",
    "reply",
];

/// What ends the name of a thing.
const ENDS: &[&str] = &[
    "to",
    "in",
    "on",
    "into",
    "with",
    "by",
    "from",
    "at",
    "of",
    "for",
    "that",
    "which",
    "where",
    "when",
    "whenever",
    "if",
    "as",
    "so",
    "while",
    "after",
    "before",
    "throughout",
    "here",
    "there",
    "liberally",
    "generously",
    "freely",
    "often",
    "anywhere",
    "at",
    "all",
    "and",
    "or",
];

/// What says nothing more of it.
const FILLS: &[&str] = &[
    "a",
    "an",
    "any",
    "the",
    "at",
    "all",
    "ever",
    "anywhere",
    "your",
    "every",
    "in",
    "output",
    "answers",
    "responses",
    "everything",
    "it",
    "please",
    "them",
];

/// What takes something out, or says something else of it.
const EXCEPTS: &[&str] = &[
    "unless",
    "without",
    "except",
    "only",
    "instead",
    "rather",
    "than",
    "other",
    "but",
    "nothing",
    "nor",
    "unnecessary",
    "excessive",
    "redundant",
    "obvious",
    "too",
    "if",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    fn held(sentence: &str) -> Option<(String, String)> {
        read(sentence, stand).map(|claim| (claim.name, claim.stance))
    }

    #[test]
    fn what_is_put_in_and_what_is_kept_out() {
        let is = |thing: &str, stance: &str| Some((format!("use {thing}"), stance.to_owned()));
        for put in
            ["Sprinkle emojis", "Use an emoji in each title", "Start each title with an emoji", "Answer with emojis"]
        {
            assert_eq!(held(put), is("emoji", "yes"), "{put}");
        }
        for kept_out in ["Never use emojis.", "No emojis", "Avoid emojis in your output", "Do not add any emoji"] {
            assert_eq!(held(kept_out), is("emoji", "no"), "{kept_out}");
        }
        for put in ["Comment every function", "Add comments where it is hard to read", "Write short comments"] {
            assert_eq!(held(put), is("comment", "yes"), "{put}");
        }
        assert_eq!(held("Do not write comments"), is("comment", "no"));
    }

    #[test]
    fn what_is_kept_out_of_one_place_is_not() {
        for other in [
            "Never use emojis in logs",
            "Do not write long comments",
            "Use comments only where needed",
            "Comment on the change",
            "Read the comments",
            "Do not leave comments unanswered",
        ] {
            assert_eq!(held(other), None, "{other}");
        }
    }
}

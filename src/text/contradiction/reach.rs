//! How far a deed may go: "only edit files in src" against "edit any file".

use super::{Claim, deed::deed, polarity::order};
use crate::text::words::stem;

/// How far a sentence of these words lets a deed go: to some of its objects alone, or to any.
pub(super) fn stand(words: &[&str]) -> Option<Claim> {
    let (order, rest) = order(words);
    if order == "no" || rest.iter().any(|word| BINDS.contains(word)) {
        return None;
    }
    match rest {
        ["only", verb, object @ ..] | [verb, "only", object @ ..] => some(verb, object),
        [verb, "any" | "all" | "every", object @ ..] => any(verb, object),
        _ => None,
    }
}

/// Only those of a place.
fn some(verb: &str, object: &[&str]) -> Option<Claim> {
    let at = object.iter().position(|word| PLACES.contains(word)).filter(|at| at + 1 < object.len())?;
    let thing = object[..at].last()?;
    (at <= 2).then(|| claim(verb, thing, "some"))?
}

/// Any of them, wherever it is.
fn any(verb: &str, object: &[&str]) -> Option<Claim> {
    let (thing, rest) = object.split_first()?;
    let everywhere = |word: &&str| EVERYWHERE.contains(word);
    rest.iter().all(everywhere).then(|| claim(verb, thing, "any"))?
}

fn claim(verb: &str, thing: &str, stance: &str) -> Option<Claim> {
    let what = format!("{} {}", deed(verb)?, stem(thing));
    Some(Claim::new(&format!("reach {what}"), stance, &format!("how far: {what}")))
}

/// Words behind which a place is named.
const PLACES: &[&str] = &["in", "inside", "under", "within", "below", "of", "from", "at"];

/// What names no place of its own.
const EVERYWHERE: &[&str] = &[
    "in",
    "the",
    "this",
    "of",
    "repo",
    "repository",
    "project",
    "codebase",
    "you",
    "need",
    "needed",
    "like",
    "want",
    "directly",
    "freely",
];

/// What binds a deed to a case, or takes something out.
const BINDS: &[&str] =
    &["if", "when", "whenever", "unless", "except", "but", "until", "or", "and", "after", "before", "that"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    fn held(sentence: &str) -> Option<(String, String)> {
        read(sentence, |_, words| stand(words)).map(|claim| (claim.stance, claim.name))
    }

    #[test]
    fn some_and_any() {
        let is = |stance: &str| Some((stance.to_owned(), "how far: change file".to_owned()));
        assert_eq!(held("Only edit files in src"), is("some"));
        assert_eq!(held("You may only modify files under `harbour/`."), is("some"));
        assert_eq!(held("Edit any file"), is("any"));
        assert_eq!(held("You can change any files in the repository."), is("any"));
    }

    #[test]
    fn other_talk_is_neither() {
        for other in
            ["Only edit", "Edit any file in docs", "Edit any file if asked", "Never edit any file", "Only sail in fog"]
        {
            assert_eq!(held(other), None, "{other}");
        }
    }
}

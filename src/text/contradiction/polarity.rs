//! What is to be done and what never: the same deed on the same object, ordered here and forbidden there.

use super::{Claim, topic};
use crate::text::words::{is_stop, stem, words};

/// The deed that `sentence` orders or forbids. Hedged sentences (unless, without, before …) hold nothing.
pub(super) fn stand(sentence: &str) -> Option<Claim> {
    let clause = sentence.trim().trim_end_matches(['.', '!', ';', '。']);
    if clause.contains([',', ':', '(', '\u{2014}', '\u{2013}', '/']) {
        return None;
    }
    let words: Vec<String> = words(clause).into_iter().map(|word| word.replace('\u{2019}', "'")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.iter().any(|word| HEDGES.contains(word)) {
        return None;
    }
    let (order, rest) = order(&words);
    let (verb, object) = rest.split_first()?;
    let deed = deed(verb)?;
    let mut things: Vec<_> = object.iter().filter(|word| !is_stop(word)).map(|word| stem(word)).collect();
    things.sort_unstable();
    things.dedup();
    // A long object is a description: two of them that agree in words may still mean two cases.
    let told = (1..=3).contains(&things.len());
    let name = format!("{deed} {}", things.join(" "));
    told.then(|| Claim { topic: topic(&format!("deed {name}")), stance: order.to_owned(), name })
}

/// Whether it is ordered or forbidden, and what comes behind the words that say so.
pub(super) fn order<'w, 's>(words: &'w [&'s str]) -> (&'static str, &'w [&'s str]) {
    let at = usize::from(words.first().is_some_and(|word| matches!(*word, "you" | "always" | "agents")));
    let words = &words[at..];
    for (mark, stance) in MARKS {
        if words.starts_with(mark) {
            return (stance, &words[mark.len()..]);
        }
    }
    ("yes", words)
}

/// The deed that a verb stands for; edits of all sorts are one deed.
fn deed(verb: &str) -> Option<&'static str> {
    let bare = verb.strip_suffix("ing").unwrap_or(verb);
    let forms = [verb.to_owned(), bare.to_owned(), format!("{bare}e"), bare[..bare.len() - last_len(bare)].to_owned()];
    if CHANGES.iter().any(|known| forms.iter().any(|form| form == known)) {
        return Some("change");
    }
    DEEDS.iter().find(|known| forms.iter().any(|form| form == **known)).copied()
}

fn last_len(word: &str) -> usize {
    word.chars().next_back().map_or(0, char::len_utf8)
}

/// What orders and what forbids, longest first.
const MARKS: &[(&[&str], &str)] = &[
    (&["are", "not", "allowed", "to"], "no"),
    (&["are", "allowed", "to"], "yes"),
    (&["must", "never"], "no"),
    (&["should", "never"], "no"),
    (&["must", "not"], "no"),
    (&["should", "not"], "no"),
    (&["may", "not"], "no"),
    (&["do", "not"], "no"),
    (&["refrain", "from"], "no"),
    (&["must", "always"], "yes"),
    (&["should", "always"], "yes"),
    (&["never"], "no"),
    (&["don't"], "no"),
    (&["mustn't"], "no"),
    (&["shouldn't"], "no"),
    (&["cannot"], "no"),
    (&["can't"], "no"),
    (&["avoid"], "no"),
    (&["must"], "yes"),
    (&["should"], "yes"),
    (&["may"], "yes"),
    (&["can"], "yes"),
    (&["always"], "yes"),
];

const HEDGES: &[&str] = &[
    "unless", "without", "if", "when", "whenever", "until", "before", "after", "except", "only", "while", "where",
    "instead", "but", "and", "or", "then", "just", "other", "yet", "rather", "than", "for", "directly",
];

const CHANGES: &[&str] = &["edit", "modify", "change", "alter", "touch", "update", "write", "rewrite"];

const DEEDS: &[&str] = &[
    "use",
    "run",
    "execute",
    "commit",
    "push",
    "merge",
    "delete",
    "remove",
    "install",
    "deploy",
    "create",
    "add",
    "include",
    "mock",
    "skip",
    "ask",
    "assume",
    "guess",
    "log",
    "expose",
    "share",
    "mention",
    "refactor",
    "implement",
    "fix",
    "generate",
    "read",
    "access",
    "call",
    "import",
    "format",
    "rename",
    "move",
    "disable",
    "enable",
    "ignore",
    "apologize",
    "speculate",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn held(sentence: &str) -> Option<(String, String)> {
        stand(sentence).map(|claim| (claim.stance, claim.name))
    }

    #[test]
    fn deeds_and_their_sign() {
        let is = |stance: &str, name: &str| Some((stance.to_owned(), name.to_owned()));
        assert_eq!(held("You must never modify the migrations."), is("no", "change migration"));
        assert_eq!(held("Avoid using globals"), is("no", "use global"));
        assert_eq!(held("Always run the linter"), is("yes", "run linter"));
    }

    #[test]
    fn hedges_hold_nothing() {
        assert_eq!(held("Never push commits unless asked"), None);
        assert_eq!(held("Prune roses"), None, "not a deed that the table knows");
        assert_eq!(held("Use: hammers"), None);
    }
}

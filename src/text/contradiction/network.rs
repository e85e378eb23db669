//! Whether the agent goes on the network: "do not access the network" against "fetch pages from the web".

use super::{Claim, polarity::order};

/// What a sentence of these words holds on it. A prohibition that names a case, or what is not fetched, holds nothing.
pub(super) fn stand(words: &[&str]) -> Option<Claim> {
    let (order, rest) = order(words);
    let stance = match (order, rest) {
        ("no", ["go", "online"]) => "no",
        ("no", ["access" | "use" | "search" | "browse" | "network" | "internet" | "web", object @ ..])
            if object.iter().all(|word| is_network(word) || FILLS.contains(word)) && named(rest) =>
        {
            "no"
        }
        ("yes", [verb, object @ ..]) if FETCHES.contains(verb) && reaches(object) && !denied(object) => "yes",
        _ => return None,
    };
    Some(Claim::new("network", stance, "network access"))
}

fn named(words: &[&str]) -> bool {
    words.iter().any(|word| is_network(word))
}

fn is_network(word: &str) -> bool {
    matches!(word, "network" | "internet" | "web")
}

/// Whether an object names the network as a place of its own: "the web archive on disk" is another.
fn reaches(object: &[&str]) -> bool {
    let alone = |at: usize| object.get(at + 1).is_none_or(|next| BEHIND.contains(next));
    (0..object.len()).any(|at| {
        object[at] == "online" && alone(at) || at > 0 && object[at - 1] == "the" && is_network(object[at]) && alone(at)
    })
}

fn denied(object: &[&str]) -> bool {
    object.iter().any(|word| matches!(*word, "not" | "never" | "no" | "without" | "only"))
}

/// Verbs that bring something from elsewhere.
const FETCHES: &[&str] = &["fetch", "download", "search", "browse", "query", "research", "retrieve"];

/// What may stand behind the network's name.
const BEHIND: &[&str] =
    &["for", "when", "whenever", "if", "to", "as", "before", "after", "where", "using", "with", "and", "first"];

const FILLS: &[&str] = &["the", "any", "at", "all", "ever", "access"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    #[test]
    fn on_the_network_or_not() {
        let held = |sentence| read(sentence, |_, words| stand(words)).map(|claim| claim.stance);
        for no in ["Never go online.", "Do not use the internet", "Do not access the network"] {
            assert_eq!(held(no).as_deref(), Some("no"), "{no}");
        }
        for yes in ["Search the web for tide tables", "Fetch tables from the web when unsure"] {
            assert_eq!(held(yes).as_deref(), Some("yes"), "{yes}");
        }
        for other in [
            "Do not use the internet for private mail",
            "Fetch the table from the web archive on disk",
            "Do not use nets",
            "Never use access",
        ] {
            assert_eq!(held(other), None, "{other}");
        }
    }
}

//! Whether the user is asked anything at all: "do not ask the user anything" against "ask the user when it is unclear".

use super::{Claim, polarity::order};

/// What a sentence of these words holds on it.
pub(super) fn stand(words: &[&str]) -> Option<Claim> {
    let (order, rest) = order(words);
    let ["ask", object @ ..] = rest else { return None };
    let bare = !object.is_empty() && object.iter().all(|word| NOTHING_ELSE.contains(word));
    // What is ordered may be bound to a case: who never asks does not ask then either.
    let asks = || {
        OPENS.iter().any(|open| object.starts_with(open))
            && !rest.iter().any(|word| matches!(*word, "not" | "never" | "only" | "without" | "unless"))
    };
    let stance = match order {
        "no" if bare => "never",
        "yes" if asks() => "ask",
        _ => return None,
    };
    Some(Claim::new("asking the user", stance, "asking the user"))
}

/// All that the object of a prohibition is made of that forbids every question.
const NOTHING_ELSE: &[&str] = &[
    "the",
    "user",
    "users",
    "human",
    "any",
    "anything",
    "questions",
    "clarifying",
    "for",
    "clarification",
    "clarifications",
    "me",
    "a",
    "question",
];

/// How an order to ask somebody goes on.
const OPENS: &[&[&str]] = &[
    &["the", "user"],
    &["clarifying", "questions"],
    &["for", "clarification"],
    &["a", "clarifying", "question"],
    &["questions"],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    #[test]
    fn asked_or_never() {
        let held = |sentence| read(sentence, |_, words| stand(words)).map(|claim| claim.stance);
        for never in ["Never ask the user anything", "Do not ask questions.", "Never ask for clarification"] {
            assert_eq!(held(never).as_deref(), Some("never"), "{never}");
        }
        for asks in ["Ask the user when it is unclear", "Always ask clarifying questions first"] {
            assert_eq!(held(asks).as_deref(), Some("ask"), "{asks}");
        }
        for other in ["Never ask the user twice", "Ask before noon", "Do not ask for passwords", "Ask only the warden"]
        {
            assert_eq!(held(other), None, "{other}");
        }
    }
}

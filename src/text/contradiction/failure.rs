//! What comes of a failure: "stop at the first error" against "continue past errors".

use super::Claim;

/// Whether a sentence of these words goes on after a failure. What sort of failure it is keeps two sorts apart.
pub(super) fn stand(words: &[&str]) -> Option<Claim> {
    let (verb, rest) = words.split_first()?;
    let stance = match *verb {
        "stop" | "halt" | "abort" => "stop",
        "continue" | "proceed" => "continue",
        _ => return None,
    };
    let (link, object) = rest.split_first()?;
    let fails = object.iter().any(|word| is_failure(word));
    let plain = object.iter().all(|word| is_failure(word) || FILLS.contains(word) || KINDS.contains(word));
    if !LINKS.contains(link) || !fails || !plain {
        return None;
    }
    let kinds = object.iter().filter(|word| KINDS.contains(word)).map(|word| word.trim_end_matches('s'));
    let under = format!("on failure {}", kinds.collect::<Vec<_>>().join(" "));
    Some(Claim::new(&under, stance, "what comes of a failure"))
}

fn is_failure(word: &str) -> bool {
    matches!(word, "error" | "errors" | "failure" | "failures" | "fail" | "fails" | "failing" | "failed")
}

/// What stands between the verb and the failure.
const LINKS: &[&str] = &["at", "on", "after", "past", "upon", "despite", "when", "if", "through"];
const FILLS: &[&str] = &["the", "a", "an", "any", "first", "every", "each", "all", "occurs", "occur"];

/// Sorts of what fails.
const KINDS: &[&str] =
    &["test", "tests", "build", "builds", "check", "checks", "step", "steps", "command", "commands", "task", "tasks"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    #[test]
    fn on_or_not() {
        let held = |sentence| read(sentence, |_, words| stand(words)).map(|claim| claim.stance);
        assert_eq!(held("Stop at the first error.").as_deref(), Some("stop"));
        assert_eq!(held("Continue past errors").as_deref(), Some("continue"));
        for other in ["Stop at the first moored boat", "Continue past style warnings", "Stop"] {
            assert_eq!(held(other), None, "{other}");
        }
    }
}

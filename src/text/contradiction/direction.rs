//! Which way something goes: "copy the log from harbour to tower" against "copy the log from tower to harbour".

use super::Claim;
use crate::text::words::{is_stop, stem};

/// From where to where a sentence of these words has something go.
pub(super) fn stand(words: &[&str]) -> Option<Claim> {
    let from = words.iter().position(|word| *word == "from")?;
    let to = from + words[from..].iter().position(|word| matches!(*word, "to" | "into"))?;
    let once = words.iter().filter(|word| matches!(**word, "from" | "to" | "into")).count() == 2;
    if !once || words.iter().any(|word| DENIES.contains(word)) {
        return None;
    }
    let (source, rest) = (things(&words[from + 1..to]), things(&words[..from]));
    let goal = things(&words[to + 1..]);
    if source.is_empty() || goal.is_empty() || rest.is_empty() || source == goal {
        return None;
    }
    let mut both = [source.as_str(), goal.as_str()];
    both.sort_unstable();
    let name = format!("which way: {}", both.join(" and "));
    Some(Claim::new(&format!("{name} {rest}"), &source, &name))
}

fn things(words: &[&str]) -> String {
    let telling = words.iter().filter(|word| !is_stop(word));
    telling.map(|word| stem(word)).collect::<Vec<_>>().join(" ")
}

/// What turns a sentence round.
const DENIES: &[&str] = &["never", "not", "don't", "avoid", "cannot", "without", "if", "when", "unless"];

//! Numbers: years of experience, and amounts in sentences that are otherwise alike.

use super::{Claim, is_number, topic};
use crate::text::words::{is_stop, stem};

/// The years of experience that the agent is said to have.
pub(super) fn years(words: &[&str]) -> Option<Claim> {
    let mut spots = words
        .iter()
        .enumerate()
        .filter(|(_, word)| is_number(word))
        .filter(|(at, _)| words[at + 1..].iter().take(3).any(|word| matches!(*word, "years" | "year" | "yrs")));
    let (at, number) = spots.next()?;
    // Two spans of years in one sentence are about two things.
    let only = spots.next().is_none();
    let own = words[..at].iter().any(|word| matches!(*word, "you" | "your" | "you're" | "i" | "i'm"));
    let experience = words[at..].iter().take(10).any(|word| matches!(*word, "experience" | "expertise"));
    (only && own && experience).then(|| Claim {
        topic: topic("years of experience"),
        stance: years_of(number),
        name: String::new(),
    })
}

fn years_of(number: &str) -> String {
    format!("{} years", number.trim_end_matches('+'))
}

/// The number in a sentence, under what the rest of the sentence says.
pub(super) fn amount(sentence: &str, words: &[&str]) -> Option<Claim> {
    let numbers: Vec<usize> = (0..words.len()).filter(|at| is_number(words[*at])).collect();
    let [at] = numbers[..] else { return None };
    let labels = |word: &str| LABELS.contains(&stem(word).as_ref());
    let plain = words[at].chars().all(|c| c.is_ascii_digit() || c == '.');
    if at == 0 || labels(words[at - 1]) || !plain || names_a_version(sentence, words[at]) {
        return None;
    }
    let mut rest: Vec<_> = words.iter().filter(|w| !is_number(w) && !is_stop(w)).map(|w| stem(w)).collect();
    rest.sort_unstable();
    rest.dedup();
    let under = format!("amount {} {}", denials(words), rest.join(" "));
    (rest.len() >= 3).then(|| Claim { topic: topic(&under), stance: words[at].to_owned(), name: String::new() })
}

/// Whether the number stands right behind a name ("Nuxt 4"), which it then belongs to.
fn names_a_version(sentence: &str, number: &str) -> bool {
    let before = sentence.find(number).map_or("", |at| sentence[..at].trim_end());
    let (rest, last) = before.rsplit_once(char::is_whitespace).unwrap_or(("", before));
    !rest.trim().is_empty() && last.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
}

/// Stop words that turn a sentence round, so that "at least 5" and "no more than 10" are two topics.
fn denials(words: &[&str]) -> String {
    let turns = ["not", "no", "never", "more", "most", "over", "under", "below", "above", "before", "after"];
    words.iter().filter(|word| turns.contains(word)).copied().collect::<Vec<_>>().join(" ")
}

/// Words before a number that is a label, not an amount.
const LABELS: &[&str] = &[
    "step", "phase", "part", "section", "chapter", "example", "level", "option", "tier", "stage", "week", "day",
    "page", "case",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_the_agents_own() {
        let own = years(&["you", "are", "a", "smith", "with", "20", "years", "of", "experience"]);
        assert_eq!(own.map(|claim| claim.stance).as_deref(), Some("20 years"));
        assert_eq!(years(&["hire", "smiths", "with", "20", "years", "of", "experience"]), None);
    }

    #[test]
    fn amounts_stand_under_the_rest_of_their_sentence() {
        let five = amount("", &["retry", "failed", "calls", "5", "times"]);
        let nine = amount("", &["retry", "failed", "calls", "9", "times"]);
        assert_eq!(five.as_ref().map(|c| c.topic), nine.as_ref().map(|c| c.topic));
        assert_ne!(five, nine);
        assert_eq!(amount("", &["wait", "5", "seconds"]), None, "too little to be sure that both mean the same");
    }
}

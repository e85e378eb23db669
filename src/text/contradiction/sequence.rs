//! What comes first: "run the linter before the tests" against "run the tests before the linter".

use super::Claim;
use crate::text::words::{is_stop, stem};

/// Which of two things `sentence`, which is made of `words`, puts first, where it names one `before` the other, `after` it or
/// `then`.
pub(super) fn stand(sentence: &str, words: &[&str]) -> Option<Claim> {
    let parts = |word: &&str| matches!(*word, "before" | "after" | "then");
    let at = words.iter().position(parts)?;
    let told = sentence.matches(',').count();
    let then =
        if told == 1 { sentence.matches(", then ").count() + sentence.matches(", and then ").count() } else { 0 };
    let again = words[at + 1..].iter().any(parts);
    if again || told > then || sentence.contains([':', '(']) || words.iter().any(|word| FORBIDS.contains(word)) {
        return None;
    }
    let (one, other) = (things(&words[..at]), things(&words[at + 1..]));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let first = if words[at] == "after" { &other } else { &one };
    let mut all: Vec<&String> = one.iter().chain(&other).collect();
    all.sort_unstable();
    all.dedup();
    let all = all.iter().map(|thing| thing.as_str()).collect::<Vec<_>>().join(" ");
    // What is done with both ("run") stands on either side.
    let stance = first.iter().filter(|thing| !DOES.contains(&thing.as_str())).cloned().collect::<Vec<_>>().join(" ");
    Some(Claim::new(&format!("first {all}"), &stance, &format!("what comes first: {all}")))
}

/// The words that say something, without their endings, each once and in order.
fn things(words: &[&str]) -> Vec<String> {
    let telling = words.iter().filter(|word| !is_stop(word) && !matches!(**word, "always" | "only"));
    let mut out: Vec<String> = telling.map(|word| bare(word)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The word without a plural's or a past's ending: `committed` is `commit`.
fn bare(word: &str) -> String {
    let word = stem(word);
    let Some(past) = word.strip_suffix("ed").filter(|past| past.len() > 2) else { return word.into_owned() };
    let mut letters = past.chars().rev();
    let doubled = letters.next() == letters.next();
    past[..past.len() - usize::from(doubled)].to_owned()
}

/// A sentence that forbids an order turns it round, or not: nothing is claimed.
const FORBIDS: &[&str] = &["never", "not", "don't", "avoid", "without", "unless"];

/// Verbs that say what is done with either thing.
const DOES: &[&str] = &["run", "execute", "do", "start", "perform", "check", "write", "read", "use"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::{Topic, read};

    fn told(sentence: &str) -> (Topic, String) {
        let claim = read(sentence, stand).unwrap();
        (claim.topic, claim.stance)
    }

    #[test]
    fn turned_round_is_another_stance_on_one_topic() {
        for (a, b) in [
            ("Run the linter before the tests.", "Run the tests before the linter."),
            ("Run the tests before you commit.", "Run the tests only after you have committed."),
            ("Run the linter, then the tests", "Run the tests then the linter"),
        ] {
            let ((one, first), (other, second)) = (told(a), told(b));
            assert!(one == other && first != second, "{a} | {b}: {first} {second}");
        }
        let (same, again) = (told("Run the linter before the tests."), told("Run tests after the linter"));
        assert!(same == again, "{same:?} {again:?}");
        assert_eq!(read("Never commit before the tests pass", stand), None);
    }
}

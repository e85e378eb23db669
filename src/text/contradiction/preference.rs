//! Which of two is to be had: "prefer composition over inheritance" turned round, tabs here and spaces there.

use super::Claim;
use crate::text::words::{is_stop, stem, words as words_of};

/// What `sentence`, which is made of `words`, puts over something else, or chooses of what there can be one of.
pub(super) fn stand(sentence: &str, words: &[&str]) -> Option<Claim> {
    // "Prefer this over that, always" says no more than without its end.
    let sentence = sentence.trim_end_matches(['.', '!', ' ', '*', '_']);
    let sentence = ALWAYS.iter().find_map(|end| sentence.strip_suffix(end)).unwrap_or(sentence);
    let words = &words[..words.len().min(words_of(sentence).len())];
    if let Some(claim) = not_that(sentence) {
        return Some(claim);
    }
    if sentence.contains([',', ':', '(']) {
        return None;
    }
    over(words).or_else(|| one_of(words))
}

/// "Prefer this over that", "use this instead of that".
fn over(words: &[&str]) -> Option<Claim> {
    let prefers = |word: &&str| matches!(*word, "prefer" | "favor" | "favour" | "trust" | "value" | "rank");
    let at = words.iter().position(|word| prefers(word) || matches!(*word, "use" | "choose" | "pick"))?;
    let rest = &words[at + 1..];
    let by = rest.iter().position(|word| {
        matches!(*word, "instead" | "rather") || prefers(&words[at]) && matches!(*word, "over" | "to")
    })?;
    let denied = words.iter().any(|word| matches!(*word, "not" | "never" | "don't" | "when" | "if" | "unless"));
    let behind = &rest[by + 1..];
    let (that, purpose) = behind.split_at(behind.iter().position(|word| FOR.contains(word)).unwrap_or(behind.len()));
    let (this, that, purpose) = (things(&rest[..by]), things(that), things(purpose));
    if denied || this.is_empty() || that.is_empty() || this == that {
        return None;
    }
    let mut both = [this.as_str(), that.as_str()];
    both.sort_unstable();
    let name = format!("preference: {}", both.join(" or "));
    Some(Claim::new(&format!("{name} for {purpose}"), &this, &name))
}

/// "Use this, not that".
fn not_that(sentence: &str) -> Option<Claim> {
    let this = chosen(sentence)?;
    let that = NOT.iter().find_map(|not| sentence[this.len()..].strip_prefix(not))?;
    if that.contains([',', ':', '(', ';']) || this.contains([',', ':', '(']) {
        return None;
    }
    let joined = format!("{} instead of {that}", this.trim());
    over(&words_of(&joined).iter().map(String::as_str).collect::<Vec<_>>())
}

/// What is chosen, where a sentence says what is not.
pub(super) fn chosen(sentence: &str) -> Option<&str> {
    NOT.iter().find_map(|not| sentence.split_once(not)).map(|(chosen, _)| chosen)
}

/// What stands before what is not to be had.
const NOT: &[&str] = &[", not ", ", never ", " and not ", " \u{2014} not ", " (not "];

/// "Use this for that", where of a set there can be one alone.
fn one_of(words: &[&str]) -> Option<Claim> {
    let words = words.strip_prefix(&["always"]).unwrap_or(words);
    let [verb, this, "for", that @ ..] = words else { return None };
    let set = SETS.iter().position(|set| set.contains(this))?;
    let that = things(that);
    let told = matches!(*verb, "use" | "prefer") && !that.is_empty();
    told.then(|| Claim::new(&format!("one of {set} for {that}"), this, &format!("what to use for {that}")))
}

fn things(words: &[&str]) -> String {
    let telling = words.iter().filter(|word| !is_stop(word));
    telling.map(|word| stem(word)).collect::<Vec<_>>().join(" ")
}

/// How a sentence ends that says nothing new there.
const ALWAYS: &[&str] = &[", always", ", please", ", everywhere", ", in all cases", ", without exception"];

/// What says to what end, or where, one is to be had.
const FOR: &[&str] = &["for", "in", "on", "with", "as", "at", "to"];

/// Of each, one alone can be had for one thing.
const SETS: &[&[&str]] =
    &[&["tabs", "spaces"], &["snake_case", "camelcase", "pascalcase", "kebab", "screaming_snake_case"]];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    #[test]
    fn turned_round_is_another_stance() {
        for (a, b) in [
            ("Prefer composition over inheritance.", "Prefer inheritance over composition."),
            ("Use ropes instead of chains", "Use chains rather than ropes"),
            ("Prefer ropes over chains, always.", "Prefer chains over ropes."),
            ("Use ropes instead of chains for boats", "Use chains instead of ropes for boats"),
            ("Use ropes, not chains", "Use chains, not ropes"),
            ("Use ropes, not chains", "Use chains instead of ropes"),
            ("Use tabs for indentation", "Always use spaces for indentation."),
        ] {
            let (one, other) = (read(a, stand).unwrap(), read(b, stand).unwrap());
            assert!(one.topic == other.topic && one.stance != other.stance, "{a} | {b}");
        }
        for other in ["Prefer not to sail", "Use tabs", "Use oil for lamps", "Prefer ropes over chains when it rains"] {
            assert_eq!(read(other, stand), None, "{other}");
        }
    }
}

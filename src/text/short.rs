//! Likeness of short strings: names, titles, keys.

use strsim::{damerau_levenshtein, jaro_winkler};

use super::words::{fold, words};

/// Likeness of two names or titles in `0.0..=1.0`: 1 where their words are the same in any order, else the better of the
/// Jaro-Winkler similarity (Winkler 1990) of the whole and the share of words in common (Dice 1945).
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    Short::of(a).likeness(&Short::of(b))
}

/// A short string made ready to be held against many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// Its words, sorted.
    words: Vec<String>,
    /// The same in one string; where it has no word, its folded characters.
    spelt: String,
}

impl Short {
    /// Makes a string ready.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words = words(text);
        words.sort_unstable();
        let spelt = if words.is_empty() { fold(text.trim()).into_owned() } else { words.join(" ") };
        Self { words, spelt }
    }

    /// [`likeness`] of the two.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let (x, y) = (&self.words, &other.words);
        if x.is_empty() || y.is_empty() {
            return if x.is_empty() == y.is_empty() && self.spelt == other.spelt { 1.0 } else { 0.0 };
        }
        if x == y {
            return 1.0;
        }
        let common = x.iter().filter(|word| y.binary_search(word).is_ok()).count();
        #[expect(clippy::cast_precision_loss, reason = "titles have few words")]
        let dice = (2 * common.min(x.len()).min(y.len())) as f64 / (x.len() + y.len()) as f64;
        let spelt = jaro_winkler(&self.spelt, &other.spelt);
        // Jaro-Winkler is generous to strangers (0.5 is common between unrelated words): only the upper part of it says anything.
        dice.max((spelt - 0.7).max(0.0) / 0.3 * 0.99)
    }
}

/// The one of `known` that `typed` most probably meant: within a third of its length in edits, none otherwise.
#[must_use]
pub fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known
        .into_iter()
        .map(|name| (damerau_levenshtein(typed, name), name))
        .filter(|(edits, name)| *edits <= name.chars().count().div_ceil(3))
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet() {
        assert!((likeness("backend-engineer", "Backend Engineer") - 1.0).abs() < 1e-9);
        assert!(likeness("core competencies", "core competences") > 0.8);
        assert!(likeness("workflow", "boundaries") < 0.4);
        assert_eq!(nearest("jsno", ["json", "table"]), Some("json"));
        assert_eq!(nearest("zebra", ["json", "table"]), None);
    }
}

//! Likeness of short strings: names, titles, keys.

use strsim::{damerau_levenshtein, jaro_winkler};

use super::words::{fold, hash, words};

/// Likeness of two names or titles in `0.0..=1.0`: 1 where their words are the same in any order, else the better of the
/// Jaro-Winkler similarity (Winkler 1990) of the whole and the share of words in common (Dice 1945).
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    Short::of(a).likeness(&Short::of(b))
}

/// Jaro-Winkler is generous to strangers (0.5 is common between unrelated words): only what is above this says anything. No prefix
/// lifts what is not above it (Winkler 1990).
const TELLING: f64 = 0.7;

/// Winkler's prefix: how many characters count, and how much each lifts.
const PREFIX: usize = 4;
const PREFIX_WEIGHT: f64 = 0.1;
/// More than sums of a few fractions are off by.
const ROUNDING: f64 = 1e-9;

/// What a Jaro-Winkler similarity says.
fn told(spelt: f64) -> f64 {
    (spelt - TELLING).max(0.0) / 0.3 * 0.99
}

/// A short string made ready to be held against many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// The hashes of its words, sorted.
    words: Vec<u64>,
    /// The same in one string; where it has no word, its folded characters.
    spelt: String,
    /// How many of its characters are each of `a` to `z`, and how many are any other.
    letters: [u8; 27],
}

impl Short {
    /// Makes a string ready.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words = words(text);
        words.sort_unstable();
        let spelt = if words.is_empty() { fold(text.trim()).into_owned() } else { words.join(" ") };
        let mut letters = [0_u8; 27];
        for c in spelt.chars() {
            let slot = &mut letters[usize::from(u8::try_from(c).map_or(26, |c| c.wrapping_sub(b'a').min(26)))];
            *slot = slot.saturating_add(1);
        }
        let mut words: Vec<u64> = words.iter().map(|word| hash(word)).collect();
        words.sort_unstable();
        Self { words, spelt, letters }
    }

    /// [`likeness`] of the two.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let by_words = self.by_words(other);
        if self.told_at_most(other) <= by_words { by_words } else { by_words.max(self.by_spelling(other)) }
    }

    /// Whether their [`likeness`] is at least so much: for most that are not so alike, that needs no spelling out.
    #[must_use]
    pub fn reaches(&self, other: &Self, least: f64) -> bool {
        self.by_words(other) >= least || (self.told_at_most(other) >= least && self.by_spelling(other) >= least)
    }

    /// 1 where their words are the same, else the share of words in common.
    fn by_words(&self, other: &Self) -> f64 {
        let (x, y) = (&self.words, &other.words);
        if x == y {
            return if x.is_empty() && self.spelt != other.spelt { 0.0 } else { 1.0 };
        }
        let common = x.iter().filter(|word| y.binary_search(word).is_ok()).count();
        #[expect(clippy::cast_precision_loss, reason = "titles have few words")]
        let dice = (2 * common.min(x.len()).min(y.len())) as f64 / (x.len() + y.len()) as f64;
        dice
    }

    fn by_spelling(&self, other: &Self) -> f64 {
        told(jaro_winkler(&self.spelt, &other.spelt))
    }

    /// What the spelling of the two could say at most: by their letters in any order, and by how they begin.
    fn told_at_most(&self, other: &Self) -> f64 {
        if self.words.is_empty() || other.words.is_empty() {
            return 0.0;
        }
        let jaro = self.most_alike(other);
        if jaro <= TELLING {
            return 0.0;
        }
        let pairs = self.spelt.chars().zip(other.spelt.chars());
        let prefix = pairs.take(PREFIX).take_while(|(x, y)| x == y).map(|_| PREFIX_WEIGHT).sum::<f64>();
        told(jaro + prefix * (1.0 - jaro)) + ROUNDING
    }

    /// The Jaro similarity that the two could have by their letters in any order: what it is not above needs no spelling out.
    fn most_alike(&self, other: &Self) -> f64 {
        let (mut met, mut all, mut theirs) = (0_u32, 0_u32, 0_u32);
        for (x, y) in self.letters.iter().zip(&other.letters) {
            if *x == u8::MAX || *y == u8::MAX {
                return 1.0;
            }
            met += u32::from(*x.min(y));
            all += u32::from(*x);
            theirs += u32::from(*y);
        }
        (f64::from(met) / f64::from(all) + f64::from(met) / f64::from(theirs) + 1.0) / 3.0
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

    proptest::proptest! {
        #[test]
        fn letters_bound_the_spelling(a in "[a-eé ]{1,12}", b in "[a-eé ]{1,12}") {
            let (x, y) = (Short::of(&a), Short::of(&b));
            if !x.words.is_empty() && !y.words.is_empty() {
                proptest::prop_assert!(strsim::jaro(&x.spelt, &y.spelt) <= x.most_alike(&y) + 1e-9);
                proptest::prop_assert!(x.by_spelling(&y) <= x.told_at_most(&y));
            }
            for least in [0.3, 0.6, 0.95] {
                proptest::prop_assert_eq!(x.reaches(&y, least), x.likeness(&y) >= least);
            }
        }
    }

    #[test]
    fn names_meet() {
        assert!((likeness("backend-engineer", "Backend Engineer") - 1.0).abs() < 1e-9);
        assert!(likeness("core competencies", "core competences") > 0.8);
        assert!(likeness("workflow", "boundaries") < 0.4);
        assert_eq!(nearest("jsno", ["json", "table"]), Some("json"));
        assert_eq!(nearest("zebra", ["json", "table"]), None);
    }
}

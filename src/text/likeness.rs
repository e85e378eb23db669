//! Whether two statements say the same: the judge that diffing and merging share.

use super::words::{content_words, key};

/// How two statements stand to each other in what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meeting {
    /// The same, in the same or nearly the same words.
    Same,
    /// The first says all that the second says, and more.
    Covers,
    /// The second says all that the first says, and more.
    CoveredBy,
    /// They share part of what they say.
    Overlaps,
    /// They say different things.
    Different,
}

/// What is known of one statement before it is held against others: made once, used often.
#[derive(Debug, Clone, Copy)]
pub struct Said<'t> {
    /// Its wording.
    pub text: &'t str,
    /// [`key`] of the wording.
    pub key: u64,
    /// [`content_words`] of the wording.
    pub words: &'t [u32],
}

/// The verdict on two statements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// How they stand to each other.
    pub meeting: Meeting,
    /// How much they share, `0.0..=1.0`, symmetric, 1 for the same words: what statements are aligned by.
    pub score: f64,
}

/// Holds two statements against each other. Swapping them swaps `Covers` and `CoveredBy` and nothing else.
#[must_use]
pub fn likeness(a: Said<'_>, b: Said<'_>) -> Likeness {
    if a.key == b.key {
        return Likeness { meeting: Meeting::Same, score: 1.0 };
    }
    let common = common(a.words, b.words);
    let (x, y) = (share(common, a.words.len()), share(common, b.words.len()));
    let score = if x + y > 0.0 { 2.0 * x * y / (x + y) } else { 0.0 };
    let meeting = match (x >= 0.95, y >= 0.95) {
        (true, true) => Meeting::Same,
        (false, true) => Meeting::Covers,
        (true, false) => Meeting::CoveredBy,
        _ if score >= 0.4 => Meeting::Overlaps,
        _ => Meeting::Different,
    };
    Likeness { meeting, score: score.min(0.999) }
}

/// The same for two bare texts.
#[must_use]
pub fn likeness_of(a: &str, b: &str) -> Likeness {
    let (x, y) = (content_words(a), content_words(b));
    likeness(Said { text: a, key: key(a), words: &x }, Said { text: b, key: key(b), words: &y })
}

/// How many items two sorted sets share.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                n += 1;
                i += 1;
                j += 1;
            }
        }
    }
    n
}

#[expect(clippy::cast_precision_loss, reason = "statements have few words")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts() {
        assert_eq!(likeness_of("Never run it.", "never run *it*").meeting, Meeting::Same);
        let more = likeness_of("Validate and sanitize all user inputs", "Validate and sanitize all inputs");
        assert_eq!(more.meeting, Meeting::Covers);
        assert_eq!(likeness_of("Prune the roses", "Quote every expansion").meeting, Meeting::Different);
    }
}

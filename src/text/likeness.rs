//! Whether two statements say the same: the judge that diffing and merging share.

mod reading;

use std::borrow::Borrow;

use super::words::{content_words, key};
pub use reading::{Item, Reading, chunks, is_weak, root};

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

/// Shared content words, by the side that has fewer, below which two statements are not worth reading closely.
const WORTH_READING: f64 = 0.34;
/// Likeness from which two statements have something in common.
const OVERLAP: f64 = 0.4;

/// Holds two statements against each other. Swapping them swaps `Covers` and `CoveredBy` and nothing else.
///
/// What is `Same` or covered may be dropped from a merge, so both are said only where nothing is lost: every content word,
/// number and identifier of the covered one stands in the other, close together, and both turn the same way (negations,
/// exceptions, limits, permissions). Words that add nothing ("comprehensive", "ensure") do not count.
#[must_use]
pub fn likeness(a: Said<'_>, b: Said<'_>) -> Likeness {
    glance(a, b).unwrap_or_else(|| closely(&Reading::of(a.text), &Reading::of(b.text)))
}

/// The same where readings are kept: they are asked for only where the two are worth reading closely.
#[must_use]
pub fn likeness_by<R: Borrow<Reading>>(
    a: Said<'_>,
    b: Said<'_>,
    read_a: impl FnOnce() -> R,
    read_b: impl FnOnce() -> R,
) -> Likeness {
    glance(a, b).unwrap_or_else(|| closely(read_a().borrow(), read_b().borrow()))
}

/// What two statements' words say of them before they are read; `None` where they must be read [`closely`].
#[must_use]
pub fn glance(a: Said<'_>, b: Said<'_>) -> Option<Likeness> {
    if a.key == b.key {
        return Some(Likeness { meeting: Meeting::Same, score: 1.0 });
    }
    let shared = common(a.words, b.words);
    let (x, y) = (share(shared, a.words.len()), share(shared, b.words.len()));
    if x.max(y) < WORTH_READING {
        return Some(Likeness { meeting: Meeting::Different, score: dice(x, y) });
    }
    None
}

/// [`likeness`] of two statements that were read, where a [`glance`] did not tell.
#[must_use]
pub fn closely(a: &Reading, b: &Reading) -> Likeness {
    let shared = a.shared(b);
    let score = a.dice(b, shared).min(0.999);
    let meeting = match (a.holds_all(b, shared), b.holds_all(a, shared)) {
        (true, true) => Meeting::Same,
        (true, false) => Meeting::Covers,
        (false, true) => Meeting::CoveredBy,
        _ if score >= OVERLAP => Meeting::Overlaps,
        _ => Meeting::Different,
    };
    Likeness { meeting, score }
}

/// The same for two bare texts.
#[must_use]
pub fn likeness_of(a: &str, b: &str) -> Likeness {
    let (x, y) = (content_words(a), content_words(b));
    likeness(Said { text: a, key: key(a), words: &x }, Said { text: b, key: key(b), words: &y })
}

/// How many items two sorted sets share.
#[must_use]
pub fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        shared += usize::from(a[i] == b[j]);
        let behind = a[i].cmp(&b[j]);
        i += usize::from(behind.is_le());
        j += usize::from(behind.is_ge());
    }
    shared
}

/// The harmonic mean of two shares (Dice 1945).
fn dice(x: f64, y: f64) -> f64 {
    if x + y > 0.0 { 2.0 * x * y / (x + y) } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "statements have few words")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(a: &str, b: &str) -> Meeting {
        let there = likeness_of(a, b);
        let back = likeness_of(b, a);
        assert!((there.score - back.score).abs() < 1e-12, "{a} | {b}");
        let turned = match back.meeting {
            Meeting::Covers => Meeting::CoveredBy,
            Meeting::CoveredBy => Meeting::Covers,
            other => other,
        };
        assert_eq!(there.meeting, turned, "{a} | {b}");
        there.meeting
    }

    #[test]
    fn the_same_in_other_clothes() {
        for (a, b) in [
            ("Never run it.", "never run *it*"),
            ("Optimizes harbour ledgers", "Optimizing the harbour ledgers"),
            ("Ensure comprehensive ledger validation", "**Ledger Validation**"),
            ("Do not paint wet walls", "Never paint a wet wall"),
            ("Keep herons and moss apart", "Keep moss and herons apart"),
            ("Run `slip -all` twice a day", "Run `slip -all` twice a day:"),
            ("Sailors DO NOT paint wet walls", "Sailors never paint wet walls"),
        ] {
            assert_eq!(meeting(a, b), Meeting::Same, "{a} | {b}");
        }
    }

    #[test]
    fn more_covers_less() {
        for (more, less) in [
            ("Validate and sanitize all user inputs", "Validate and sanitize all inputs"),
            ("Limit visits per keeper (e.g. 100 a day)", "Limit visits per keeper"),
            ("Follow the WHO rules for boats", "Follow the rules for boats"),
            ("Count herons at dawn; enter each visit into the ledger", "Enter each visit into the ledger"),
            ("Oil the bronze winch to start without a jolt after storms", "Oil the winch"),
        ] {
            assert_eq!(meeting(more, less), Meeting::Covers, "{more} | {less}");
        }
    }

    #[test]
    fn what_says_something_of_its_own_is_neither_same_nor_covered() {
        for (a, b) in [
            ("Always edit the ledger by hand", "Never edit the ledger by hand"),
            ("You have 10+ years of harbour experience", "You have 15+ years of harbour experience"),
            ("Read `hull.toml` before a launch", "Read `mast.toml` before a launch"),
            ("Keep wait below 200 ms for visits", "Keep wait above 200 ms for visits"),
            ("Write to logs/game-{project}.md each night", "Write to logs/games-{project}.md each night"),
            ("You must hand over the keys", "You may hand over the keys"),
            ("Never oil the winch to save grease", "Oil the winch"),
            ("Copy the ledger from harbour to tower", "Copy the ledger from tower to harbour"),
            ("Paint the wall after the rain", "Paint the wall before the rain"),
            ("Omit the tide table in reports", "Use the tide table in reports"),
            ("Stop ringing the bell in fog", "Ringing the bell in fog"),
            ("Replace the bronze bell", "Bronze bell"),
            ("Note at least two ships", "Note at most two ships"),
            ("Read access to the tide log", "Write access to the tide log"),
            ("Moor at any pier but the north one", "Moor at the north pier"),
            ("Prefer rope over chain for small boats", "Prefer chain over rope"),
            ("Use oil instead of gas in the lamp", "Use gas instead of oil"),
            ("Wash the deck then paint the deck twice", "Paint the deck then wash the deck"),
            ("Check all lamps at dusk", "Check few lamps at dusk"),
            ("Both keepers sign the log", "Neither keeper signs the log"),
            ("Night sailing isn\u{2019}t allowed here", "Night sailing is allowed here"),
            ("Ask IT for the lamp keys", "Ask WHO for the lamp keys"),
            ("必ず台帳を編集する", "台帳を編集しない"),
            ("永远不要编辑账本文件", "永远编辑账本文件"),
        ] {
            let met = meeting(a, b);
            assert!(matches!(met, Meeting::Overlaps | Meeting::Different), "{a} | {b}: {met:?}");
        }
    }

    #[test]
    fn words_scattered_over_a_long_text_cover_nothing() {
        let long = "Count herons at dawn, note the wind, feed the dogs, sweep both yards, mend nets, and when the evening comes \
                    write to the warden about tiles, paint and rope";
        assert_ne!(meeting(long, "Count rope"), Meeting::Covers);
        assert_eq!(meeting("Prune the roses", "Quote every expansion"), Meeting::Different);
    }
}

//! How far what a statement says reaches: more words say less where they narrow a ban, a whole or a condition.

use std::collections::BTreeMap;

use super::{arrangement, narrow::narrows, phrase::RESTRICTS};
use crate::text::{
    likeness::Meeting,
    words::{is_stop, stem, words},
};

/// Whether one of two statements of which all words meet as `meeting` has it may stand for the other: what stands reaches as far.
pub(super) fn allow(meeting: Meeting, a: (&str, &Scope), b: (&str, &Scope)) -> bool {
    match meeting {
        Meeting::Covers => holds(a, b),
        Meeting::CoveredBy => holds(b, a),
        Meeting::Same => {
            let alike = arrangement::turns_alike(a.0, b.0) && arrangement::turns_alike(b.0, a.0);
            agree(a, b) && says_written(a.1, b.1) && says_written(b.1, a.1) && alike
        }
        Meeting::Overlaps | Meeting::Different => true,
    }
}

fn holds(more: (&str, &Scope), less: (&str, &Scope)) -> bool {
    let as_far = || reaches(more.1, less.1) && !narrows(more.0, less.0);
    let says = says_written(more.1, less.1) && (as_far() || widens(more.0, less.0));
    says && arrangement::turns_alike(more.0, less.0)
}

/// Whether the case that `more` is bound to is that of `less` or a further one, and in it the same is asked for: "If a lamp or a bell
/// fails, ring" says all of "If a lamp fails, ring".
fn widens(more: &str, less: &str) -> bool {
    /// Words that make another case of what stands with them.
    const TURNS: &[&str] = &["and", "but", "unless", "except", "without", "only", "both", "either"];
    let cut = |text: &str| text.split_once(',').map(|(case, deed)| (words(case), words(deed)));
    let (Some((wide, done)), Some((case, asked))) = (cut(more), cut(less)) else { return false };
    let turned = |word: &String| is_ban(word) || TURNS.contains(&word.as_str());
    let bound = case.first() == wide.first() && case.first().is_some_and(|word| CONDITIONS.contains(&word.as_str()));
    if done != asked || !bound || case.iter().chain(&wide).any(turned) || case.iter().any(|word| word == "or") {
        return false;
    }
    let Some(or) = wide.iter().position(|word| word == "or") else { return false };
    let all_in =
        |some: &[String], all: &[String]| some.iter().filter(|word| !is_stop(word)).all(|word| all.contains(word));
    all_in(&wide[..or], &case) && all_in(&case, &wide)
}

/// Whether `more` has something written where `less` says "write": likeness takes the word for one that adds nothing, and "write
/// timeouts" are not all timeouts.
fn says_written(more: &Scope, less: &Scope) -> bool {
    !less.has(&WRITES[..3]) || more.has(WRITES)
}

/// Words that say that something is written: the first three in so many words.
const WRITES: &[&str] = &["write", "writes", "writing", "written", "create", "draft", "document", "record", "produce"];

/// A statement as far as its reach hangs on it.
pub(super) struct Scope {
    words: Vec<String>,
    /// Its telling words, stemmed, in order.
    told: Vec<String>,
    /// Marks and words that begin another clause.
    clauses: usize,
}

impl Scope {
    pub(super) fn of(text: &str) -> Self {
        let words = words(text);
        // "Never" and "do not" tell alike.
        let telling = words.iter().filter(|word| !is_stop(word) && !is_ban(word));
        let told = telling.map(|word| stem(word.strip_suffix("'s").unwrap_or(word)).into_owned()).collect();
        let inner = text.trim().trim_end_matches(['.', '!', ';', '。', '*', '_']);
        let marks = inner.matches(['.', ',', ';', ':', '(', '\u{2014}', '\u{2013}', '\n', '。', '、', '，']).count();
        let joins = words.iter().filter(|word| *word == "and").count();
        // "Ring the bell, when the fog is thick": the comma begins no clause of its own.
        let binds = |part: &str| {
            CONDITIONS.iter().any(|word| part.trim_start().to_lowercase().starts_with(&format!("{word} ")))
        };
        let bound = inner.split(',').skip(1).filter(|part| binds(part)).count();
        Self { words, told, clauses: marks - bound + joins }
    }

    fn has(&self, list: &[&str]) -> bool {
        self.words.iter().any(|word| list.contains(&word.as_str()))
    }

    fn count(&self, word: &str) -> usize {
        self.words.iter().filter(|own| *own == word).count()
    }

    /// Whether it forbids.
    fn bans(&self) -> bool {
        self.words.iter().take(2).any(|word| is_ban(word))
    }

    /// The telling words that say of what all is meant.
    fn wholes(&self) -> impl Iterator<Item = &str> {
        /// Words after "all" that may still narrow it.
        const NEAR: usize = 3;
        let at = (0..self.words.len()).filter(|at| WHOLES.contains(&self.words[*at].as_str()));
        at.flat_map(|at| self.words.iter().skip(at + 1).take(NEAR)).filter(|word| !is_stop(word)).map(String::as_str)
    }

    /// Whether it says how much is the most, and how much the least that may be.
    fn bounds(&self) -> (bool, bool) {
        let at = |place: usize| self.words.get(place).map_or("", String::as_str);
        let (mut most, mut least) = (false, false);
        for (nth, word) in self.words.iter().enumerate() {
            let denied = nth > 0 && matches!(at(nth - 1), "no" | "not");
            match (word.as_str(), at(nth + 1)) {
                ("up", "to") => most |= !matches!(at(nth + 2), "date" | "speed" | "you"),
                ("more", _) if denied => most = true,
                ("less" | "fewer", _) if denied => least = true,
                ("maximum" | "max", _) | ("at", "most") | ("less" | "fewer", "than") => most = true,
                ("minimum" | "min", _) | ("at", "least") | ("more", "than") => least = true,
                _ => {}
            }
        }
        (most, least)
    }

    /// Whether both speak of a number of things, one of all of them and the other of one.
    fn all_against_one(&self, other: &Self) -> bool {
        self.has(WHOLES) != other.has(WHOLES) && (self.has(SINGLES) || other.has(SINGLES))
    }

    /// Whether it speaks of a part of something: "most lamps", but not "the most urgent lamps", nor "at most".
    fn is_partial(&self) -> bool {
        let plural = |word: &String| word.ends_with('s') && !word.ends_with("ss");
        let parts = |pair: &[String]| pair[0] == "most" && plural(&pair[1]) || PARTS.contains(&pair[0].as_str());
        let at_most = |at: usize| at > 0 && self.words[at - 1] == "at";
        self.words.windows(2).enumerate().any(|(at, pair)| parts(pair) && !at_most(at))
    }

    /// How often each telling word stands there.
    fn counted(&self) -> BTreeMap<&str, usize> {
        let mut out = BTreeMap::new();
        self.told.iter().for_each(|word| *out.entry(word.as_str()).or_default() += 1);
        out
    }
}

/// Whether `more`, which says all words of `less` and others, asks for all that `less` asks for.
fn reaches(more: &Scope, less: &Scope) -> bool {
    let (here, there) = (more.counted(), less.counted());
    if there.iter().any(|(word, times)| *times > 1 && here.get(word).is_none_or(|own| own < times)) {
        return false;
    }
    if more.is_partial() && !less.is_partial() {
        return false;
    }
    let bans = less.bans();
    if less.has(&["only"]) || !bans && more.count("or") > less.count("or") {
        return false;
    }
    // What is said in another clause is said beside it.
    if more.clauses > less.clauses {
        return true;
    }
    if more.bounds() != less.bounds() || more.all_against_one(less) {
        return false;
    }
    let bound = more.has(CONDITIONS) && !less.has(CONDITIONS);
    let narrowed = || more.wholes().any(|word| !less.words.iter().any(|own| own == word));
    let bans = bans && more.count("or") == less.count("or");
    !(bound || bans || less.has(WHOLES) && narrowed())
}

/// Whether two statements of the same words ask for the same.
fn agree((text, a): (&str, &Scope), (other, b): (&str, &Scope)) -> bool {
    let quantified = |scope: &Scope, list: &[&str]| {
        let pairs = scope.words.windows(2);
        pairs.filter(|pair| CONDITIONS.contains(&pair[0].as_str()) && list.contains(&pair[1].as_str())).count()
    };
    let cases = |scope: &Scope| scope.words.iter().filter(|word| CONDITIONS.contains(&word.as_str())).count();
    if cases(a) != cases(b) || a.has(RESTRICTS) != b.has(RESTRICTS) {
        return false;
    }
    let parts = |scope: &Scope| (quantified(scope, &["any"]), quantified(scope, WHOLES), every_other(scope));
    if a.bounds() != b.bounds() || a.all_against_one(b) || a.is_partial() != b.is_partial() {
        return false;
    }
    if parts(a) != parts(b) || (a.bans() || b.bans()) && a.counted() != b.counted() {
        return false;
    }
    // "The captain, not the mate": where nothing is listed, who comes first matters.
    a.told == b.told || a.counted() != b.counted() || arrangement::lists_alike(text, other)
}

fn every_other(scope: &Scope) -> bool {
    scope.words.windows(2).any(|pair| pair == ["every", "other"])
}

/// Whether a word forbids what is said behind it.
fn is_ban(word: &str) -> bool {
    BANS.contains(&word) || word.ends_with("n't")
}

/// How a ban begins.
const BANS: &[&str] = &["never", "not", "no", "avoid", "refuse", "forbid", "cannot"];

/// Words that mean all of something.
const WHOLES: &[&str] = &["all", "every", "each", "any"];

/// Words that mean a part of several.
const PARTS: &[&str] = &["few", "half"];

/// Words that mean one of several.
const SINGLES: &[&str] = &["one", "single", "first", "1"];

/// Words that bind what is asked for to a case.
const CONDITIONS: &[&str] = &["if", "when", "whenever", "where", "while", "unless", "until"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::likeness::likeness_of;

    fn kept_apart(a: &str, b: &str) -> bool {
        let (there, back) = (likeness_of(a, b).meeting, likeness_of(b, a).meeting);
        let (one, other) = (Scope::of(a), Scope::of(b));
        let apart = !allow(there, (a, &one), (b, &other));
        assert_eq!(apart, !allow(back, (b, &other), (a, &one)), "whichever is asked first: {a} | {b}");
        apart || matches!(there, Meeting::Overlaps | Meeting::Different)
    }

    #[test]
    fn a_further_case_widens() {
        let less = "If a lamp number is given, use that lamp directly.";
        for (more, widens) in [
            ("If a lamp number or a name is given, use that lamp directly", true),
            ("If a lamp number is given or a name is shown, use that lamp directly", true),
            ("If a red or green lamp number is given, use that lamp directly", false),
            ("If a lamp number is given or not, use that lamp directly", false),
            ("If a lamp number and a name or a place is given, use that lamp directly", false),
            ("If a lamp number or a name is given, use that lamp directly or ask", false),
        ] {
            assert_eq!(!kept_apart(more, less), widens, "{more}");
        }
    }

    #[test]
    fn a_bound_is_not_the_number_and_all_is_not_one() {
        for (a, b) in [
            ("Keep 5 lamps.", "Keep 5 lamps at most."),
            ("Wait 10 minutes.", "Wait up to 10 minutes."),
            ("Keep the log for 30 days.", "Keep the log for at least 30 days."),
            ("Keep more than 5 lamps.", "Keep no more than 5 lamps."),
            ("Keep less than 5 lamps.", "Keep no less than 5 lamps."),
            ("Ask one question at a time.", "Ask all questions at once."),
            ("Read the first page.", "Read all pages."),
        ] {
            assert!(kept_apart(a, b), "{a} | {b}");
        }
        assert!(!kept_apart("Keep at most 5 lamps.", "Keep 5 lamps at most."));
        assert!(!kept_apart("Keep the log.", "Keep the log up to date."), "no bound");
    }

    #[test]
    fn the_narrower_does_not_stand_for_the_wider() {
        for (wide, narrow) in [
            ("Never lend the keys.", "Never lend the keys to strangers."),
            ("Do not paint numbered hulls.", "Do not paint numbered hulls by hand."),
            ("Check all lamps.", "Check all failed lamps."),
            ("Check lamps.", "Check most lamps."),
            ("Check all lamps.", "Check most lamps."),
            ("Ring the bell.", "Ring the bell when the fog is thick."),
            ("Ring the bell.", "Ring the bell, when the fog is thick."),
            ("Only the warden may dim it.", "Only the warden or the keeper may dim it."),
            ("Each boat needs two ropes.", "Each boat needs two ropes or one chain."),
            ("Moor boats with boats.", "Moor boats with ropes."),
            ("Do not use the winch.", "Do not use the winch that creates sparks."),
            ("Write timeouts", "Lamp timeouts"),
            ("Trim the wick at dusk.", "Trim the long wick at dusk."),
        ] {
            assert!(kept_apart(wide, narrow), "{wide} | {narrow}");
        }
        for (less, more) in [
            ("Never lend the keys.", "Never lend the keys, and lock the store at dusk."),
            ("Never lend the keys.", "Never lend the keys or the ledger."),
            ("Check all lamps.", "Check all lamps and trim the wicks."),
            ("Trim the wick at dusk.", "Trim the whole wick at dusk."),
            ("Mend the urgent leaks.", "Mend the most urgent leaks."),
        ] {
            assert!(!kept_apart(less, more), "{less} | {more}");
        }
    }

    #[test]
    fn the_same_words_turned_round_are_two() {
        for (a, b) in [
            ("Ask the captain, not the mate.", "Ask the mate, not the captain."),
            ("Ring if any lamp fails.", "Ring if all lamps fail."),
            ("Keep the log in ink and the list in chalk.", "Keep the log in chalk and the list in ink."),
            ("Sound the horn every day.", "Sound the horn every other day."),
            ("Lend the keys.", "Lend the necessary keys."),
            ("Ring the bell.", "Ring the bell when needed."),
        ] {
            assert!(kept_apart(a, b), "{a} | {b}");
        }
        assert!(!kept_apart("Carry rope, oil, chalk", "Carry chalk, oil, rope"));
        assert!(!kept_apart("Do not paint wet walls", "Never paint a wet wall"));
        assert!(!kept_apart("Ask for the boat's length", "Ask for the boat length"));
    }
}

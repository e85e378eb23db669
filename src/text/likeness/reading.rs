//! A statement read closely: what it says, and which way it turns it.

use std::borrow::Cow;

use super::dice;
use crate::text::{
    count::spelt,
    opposites::{Pole, may_be_common, opposed, pole, takes_away},
    verbs::is_verb,
    words::{for_each_word, hash, is_stop, stem, words},
};

/// What a statement says.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What it says, in order: roots of content words, identifiers and numbers as they stand.
    pub said: Vec<Item>,
    /// The distinct hashes of `said`, sorted, each with what weighs so.
    set: Vec<Weighed>,
    /// What all of `said` weighs.
    weight: u32,
    /// Words and marks that turn the sense, sorted: two statements that turn differently never say the same.
    pub turns: Vec<u32>,
    /// Whether the order of what is said matters ("from … to", "over", "than").
    ordered: bool,
    /// Where its words stand among their opposites, sorted, each once.
    poles: Vec<Pole>,
    /// Whether it has a word that says something only beside its neighbours.
    needs_neighbours: bool,
    /// What it says without what that is for, where that turns the sense of something: "Oil the winch to start without a jolt"
    /// says "Oil the winch".
    core: Option<Box<Reading>>,
}

/// Something that is said, however often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Weighed {
    hash: u32,
    weight: u32,
}

/// What two statements both say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shared {
    /// How many things.
    count: usize,
    /// What they weigh in either.
    weights: (u32, u32),
}

/// One thing that a statement says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Of the word's root, or of the identifier or number as it stands.
    pub hash: u32,
    /// [`hash`] of the word's [`stem`], by which it is known how common it is.
    pub stem: u64,
    /// An identifier or a number: it stands for one thing and no other, and so weighs more than a word.
    pub exact: bool,
    /// Of its first letters, for a word that is long enough to be known by them; else 0.
    pub start: u32,
    /// Written in ASCII: what a translation into another script leaves standing.
    pub latin: bool,
    /// Whether it takes away what it is said of ("omit", "stop").
    away: bool,
}

/// Words that a covered statement needs: one word is met by chance.
const FEWEST: usize = 2;
/// Bytes of a word that tell it from most others whatever its ending: "jurisdiction", "jurisdictional".
const STARTS: usize = 6;
/// How much more an identifier or a number weighs than a word.
const EXACT: u32 = 2;

impl Reading {
    /// Reads a statement's wording.
    #[must_use]
    pub fn of(text: &str) -> Self {
        // Prompts kept in JSON or YAML strings bring their line ends as two characters.
        let text: Cow<'_, str> =
            if text.contains("\\n") { Cow::Owned(text.replace("\\n", " ")) } else { Cow::Borrowed(text) };
        let mut out = Self::whole(&text);
        if !out.turns.is_empty()
            && let Some(purpose) = purpose(&text)
        {
            let core = Self::whole(&text[..purpose]);
            out.core = (core.turns != out.turns).then(|| Box::new(core));
        }
        out
    }

    fn whole(text: &str) -> Self {
        let mut out = Self::default();
        let shouted = !text.contains(char::is_lowercase);
        for (at, piece) in text.split('`').enumerate() {
            for (chunk, is_name) in chunks(piece) {
                if is_name && !shouted {
                    out.said.push(named(chunk));
                } else if at % 2 == 1 || is_codelike(chunk) {
                    out.read_code(chunk);
                } else {
                    out.read_prose(chunk);
                }
            }
        }
        out.turns
            .extend(text.chars().filter(|c| matches!(c, '<' | '>' | '≤' | '≥' | '≠')).map(|c| low(&c.to_string())));
        out.turns.extend(unspaced_negations(text));
        // Who asks does not say.
        let asks = text.trim_end_matches(['"', '\'', '*', '_', '`', ')', '”', '»', ' ']).ends_with(['?', '？']);
        out.turns.extend(asks.then(|| low("?")));
        out.turns.sort_unstable();
        if out.needs_neighbours {
            out.read_with_neighbours(text);
        }
        out.weigh();
        out
    }

    fn weigh(&mut self) {
        let weighed = |item: &Item| Weighed { hash: item.hash, weight: if item.exact { EXACT } else { 1 } };
        self.set = self.said.iter().map(weighed).collect();
        self.weight = self.set.iter().map(|item| item.weight).sum();
        self.set.sort_unstable_by_key(|item| item.hash);
        self.set.dedup_by(|item, first| {
            let same = item.hash == first.hash;
            first.weight += if same { item.weight } else { 0 };
            same
        });
    }

    /// The hashes of what it says, each once, sorted. What another says that [`holds`](Self::holds) all of this is among them.
    pub fn things(&self) -> impl Iterator<Item = u32> + '_ {
        self.set.iter().map(|item| item.hash)
    }

    /// What both say.
    pub(super) fn shared(&self, other: &Reading) -> Shared {
        let (x, y) = (&self.set[..], &other.set[..]);
        let (mut i, mut j, mut out) = (0, 0, Shared::default());
        while i < x.len() && j < y.len() {
            if x[i].hash == y[j].hash {
                out.count += 1;
                out.weights = (out.weights.0 + x[i].weight, out.weights.1 + y[j].weight);
            }
            let behind = x[i].hash.cmp(&y[j].hash);
            i += usize::from(behind.is_le());
            j += usize::from(behind.is_ge());
        }
        out
    }

    fn read_code(&mut self, chunk: &str) {
        for_each_word(chunk, |word| {
            let (hash, stem, latin) = (low(word), hash(word), word.is_ascii());
            self.said.push(Item { hash, stem, start: 0, exact: true, latin, away: false });
        });
    }

    fn read_prose(&mut self, chunk: &str) {
        for_each_word(chunk, |word| {
            if let Some(way) = turn(word) {
                self.turns.push(low(way));
                self.ordered |= TURNS_WITH_ORDER.contains(&way);
                return;
            }
            self.ordered |= DIRECTIONS.contains(&word);
            self.needs_neighbours |= word == "but" || may_be_common(word);
            if !is_stop(word) && !is_weak(word) {
                self.said.push(Item {
                    hash: low(&root(word)),
                    stem: hash(&stem(word)),
                    start: word.get(..STARTS).map_or(0, low),
                    exact: false,
                    latin: word.is_ascii(),
                    away: takes_away(word),
                });
            }
        });
    }

    /// Reads what a word says only beside its neighbours: "at most", "any but one".
    fn read_with_neighbours(&mut self, text: &str) {
        let words = words(text);
        let at = |place: Option<usize>| place.and_then(|place| words.get(place)).map(String::as_str);
        let of = |nth: usize| pole(at(nth.checked_sub(1)), &words[nth], at(Some(nth + 1)));
        self.poles = (0..words.len()).filter_map(of).filter(|pole| pole.is_common()).collect();
        self.poles.sort_unstable();
        self.poles.dedup();
        let whole_before =
            |nth: usize| words[nth.saturating_sub(3)..nth].iter().any(|word| WHOLES.contains(&word.as_str()));
        let takes_out = (0..words.len()).filter(|nth| words[*nth] == "but" && whole_before(*nth)).count();
        self.turns.extend(std::iter::repeat_n(low("except"), takes_out));
        self.turns.sort_unstable();
    }

    /// Whether this says all that `other` says.
    #[must_use]
    pub fn holds(&self, other: &Reading) -> bool {
        self.holds_all(other, self.shared(other))
    }

    /// The same where it is known what both say.
    pub(super) fn holds_all(&self, other: &Reading, shared: Shared) -> bool {
        let core = || self.core.as_ref().is_some_and(|core| core.holds_whole(other, core.shared(other)));
        self.holds_whole(other, shared) || shared.count == other.set.len() && core()
    }

    fn holds_whole(&self, other: &Reading, shared: Shared) -> bool {
        if shared.count < other.set.len() || other.set.is_empty() || self.turns != other.turns {
            return false;
        }
        if opposed(&self.poles, &other.poles) {
            return false;
        }
        let in_order = || !(self.ordered || other.ordered) || self.order_of(&other.set) == other.order_of(&other.set);
        if self.set.len() == other.set.len() {
            return in_order();
        }
        other.set.len() >= FEWEST && self.says_in_one_place(&other.set) && in_order()
    }

    /// What is said of `wanted`, each thing once, in the order of its first place.
    fn order_of(&self, wanted: &[Weighed]) -> Vec<u32> {
        let mut out: Vec<u32> = Vec::with_capacity(wanted.len());
        for item in &self.said {
            if place(wanted, item).is_some() && !out.contains(&item.hash) {
                out.push(item.hash);
            }
        }
        out
    }

    /// Whether a short run of `said` holds all of `wanted`, which all of it is known to hold, and nothing takes that away again.
    fn says_in_one_place(&self, wanted: &[Weighed]) -> bool {
        let longest = wanted.len() * 3 / 2 + 2;
        let places: Vec<Option<usize>> = self.said.iter().map(|item| place(wanted, item)).collect();
        let mut last = vec![None; wanted.len()];
        for (at, place) in places.iter().enumerate() {
            let Some(place) = place else { continue };
            last[*place] = Some(at);
            let first = last.iter().copied().min().flatten();
            if first.is_some_and(|first| at + 1 - first <= longest && !self.is_taken_away(first, at, wanted)) {
                return true;
            }
        }
        false
    }

    /// Whether a verb in the run from `first` to `last`, or right before it, takes away what `wanted` only says.
    fn is_taken_away(&self, first: usize, last: usize, wanted: &[Weighed]) -> bool {
        /// How far before its object a verb may stand, in things said.
        const REACH: usize = 2;
        let run = &self.said[first.saturating_sub(REACH)..=last];
        run.iter().any(|item| item.away && place(wanted, item).is_none())
    }

    /// How much the two share of what they say, by weight, where it is known what that is.
    pub(super) fn dice(&self, other: &Reading, shared: Shared) -> f64 {
        let share = |met: u32, all: u32| if all > 0 { f64::from(met) / f64::from(all) } else { 0.0 };
        dice(share(shared.weights.0, self.weight), share(shared.weights.1, other.weight))
    }
}

/// Where in what is wanted an item stands.
fn place(wanted: &[Weighed], item: &Item) -> Option<usize> {
    wanted.binary_search_by_key(&item.hash, |wanted| wanted.hash).ok()
}

#[expect(clippy::cast_possible_truncation, reason = "half a hash tells the words of two statements apart")]
fn low(word: &str) -> u32 {
    hash(word) as u32
}

/// Whether a piece of text is code, a path, a name with capitals inside, or holds a digit: taken as it stands.
fn is_codelike(chunk: &str) -> bool {
    let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    if joins_words(chunk) {
        return false;
    }
    let inside = |marks: &[char]| inner.contains(marks);
    inside(&['_', '/', '{', '(', '=', '$', '@', '\\', '.'])
        || inner.contains(|c: char| c.is_ascii_digit())
        || inner.chars().zip(inner.chars().skip(1)).any(|(c, next)| c.is_lowercase() && next.is_uppercase())
}

/// The pieces of a text between its white space, each with whether it is a name that folds to a word which says nothing.
pub fn chunks(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut chunks = text.split_whitespace().peekable();
    let mut before = "";
    std::iter::from_fn(move || {
        let chunk = chunks.next()?;
        let last = std::mem::replace(&mut before, chunk);
        Some((chunk, is_acronym(last, chunk, chunks.peek().copied())))
    })
}

/// Whether a piece of text is the name of something that is spelt like a little word: "WHO", "IT". What only stresses such a word
/// begins a text or stands before a "NOT".
fn is_acronym(before: &str, chunk: &str, after: Option<&str>) -> bool {
    let bare = |chunk: &str| chunk.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let stresses = || before.is_empty() || after.is_some_and(|after| matches!(&*bare(after), "NOT" | "NEVER"));
    ACRONYMS.contains(&bare(chunk).as_str()) && !stresses()
}

/// Names that fold to words which say nothing. Others of them ("ONLY", "ALL") are stressed more often than they name something.
const ACRONYMS: &[&str] = &["AM", "AS", "DO", "HE", "IT", "ME", "OR", "SO", "US", "WHO"];

/// A name as it is spelt.
fn named(chunk: &str) -> Item {
    let name = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    Item { hash: low(name), stem: hash(name), start: 0, exact: true, latin: true, away: false }
}

/// Where in a text begins what is done for: "to" with a verb behind it, behind a few words.
fn purpose(text: &str) -> Option<usize> {
    const WORDS_BEFORE: usize = 3;
    let begins = |at: &usize| {
        let next = text[at + " to ".len()..].split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        is_verb(&next.to_lowercase()) && text[..*at].split_whitespace().count() >= WORDS_BEFORE
    };
    text.match_indices(" to ").map(|(at, _)| at).find(begins)
}

/// Whether a piece of text is words with a slash between them ("loaders/actions") and no path: that begins or ends with a slash,
/// or has more parts.
fn joins_words(chunk: &str) -> bool {
    const FEWEST_LETTERS: usize = 3;
    let bare = chunk.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' | '*' | '"'));
    let is_word = |part: &str| part.len() >= FEWEST_LETTERS && part.bytes().skip(1).all(|c| c.is_ascii_lowercase());
    bare.split_once('/').is_some_and(|(one, other)| {
        let ascii = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic());
        [one, other].into_iter().all(|part| ascii(part) && is_word(part))
    })
}

/// The way in which a word turns the sense of what it stands with; words that turn alike have one name.
fn turn(word: &str) -> Option<&'static str> {
    Some(match word {
        "not" | "no" | "never" | "cannot" | "neither" | "none" | "nothing" | "nobody" | "avoid" | "refuse"
        | "forbidden" | "нельзя" | "не" | "não" | "nunca" | "nicht" | "nie" | "kein" | "keine" | "pas" | "jamais"
        | "asla" => "not",
        "can" | "may" | "might" | "could" | "optional" | "optionally" => "may",
        "without" | "except" | "unless" | "only" | "before" | "after" | "until" | "instead" | "off" | "out"
        | "under" | "below" | "above" | "some" | "less" => TURNING.iter().find(|known| **known == word)?,
        _ if word.ends_with("n't") => "not",
        _ => return None,
    })
}

/// Turns of which it matters what stands before them and what behind.
const TURNS_WITH_ORDER: &[&str] = &["before", "after", "until", "instead"];

/// What a "but" takes something out of.
const WHOLES: &[&str] = &["any", "every", "all", "anything", "everything", "anyone", "everyone", "none", "nothing"];

/// Words that turn the sense each in its own way.
const TURNING: &[&str] = &[
    "without", "except", "unless", "only", "before", "after", "until", "instead", "off", "out", "under", "below",
    "above", "some", "less",
];

/// Words after which it matters what stands on which side.
const DIRECTIONS: &[&str] = &["to", "from", "into", "over", "than", "then", "against", "rather"];

/// Negations of scripts without spaces, where they are part of longer runs.
fn unspaced_negations(text: &str) -> impl Iterator<Item = u32> {
    const NEGATIONS: &[&str] = &[
        "不",
        "没",
        "勿",
        "禁止",
        "避免",
        "ない",
        "ません",
        "なく",
        "せず",
        "ずに",
        "않",
        "마세요",
        "말고",
        "말 것",
        "없",
        "금지",
    ];
    let count = if text.is_ascii() { 0 } else { NEGATIONS.iter().map(|n| text.matches(n).count()).sum() };
    std::iter::repeat_n(low("not"), count)
}

/// The word without its ending, so that "optimizes", "optimizing" and "optimization" are one: lighter than Porter's
/// ("An algorithm for suffix stripping", 1980), in that it takes one ending and leaves four letters.
#[must_use]
pub fn root(word: &str) -> Cow<'_, str> {
    const ENDINGS: &[&str] =
        &["ations", "ation", "ating", "ates", "ated", "ate", "ings", "ing", "ions", "ion", "ed", "es", "e", "ly"];
    if !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    if FETCHES.contains(&word) {
        return Cow::Borrowed("get");
    }
    if let Some(figure) = spelt(word) {
        return Cow::Borrowed(figure);
    }
    let word = word.strip_suffix("'s").unwrap_or(word);
    let bare = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|bare| bare.len() >= 4));
    bare.map_or_else(|| stem(word), |bare| Cow::Borrowed(single(bare)))
}

/// A word without the consonant that was doubled before its ending: "committ", of "committing". Some end in two by themselves.
fn single(bare: &str) -> &str {
    const DOUBLED: &[&str] = &["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"];
    if DOUBLED.iter().any(|doubled| bare.ends_with(doubled)) { &bare[..bare.len() - 1] } else { bare }
}

/// Verbs by which prompts say "get".
const FETCHES: &[&str] =
    &["fetch", "fetches", "fetching", "retrieve", "retrieves", "retrieving", "obtain", "obtains", "obtaining"];

/// Whether a folded word may go without loss.
#[must_use]
pub fn is_weak(word: &str) -> bool {
    WEAK.binary_search(&word).is_ok()
}

/// Words that may go without loss: praise, and verbs that say no more than "do". Sorted.
const WEAK: &[&str] = &[
    "always",
    "appropriate",
    "appropriately",
    "carefully",
    "clear",
    "clearly",
    "comprehensive",
    "create",
    "effective",
    "effectively",
    "ensure",
    "ensures",
    "ensuring",
    "excellent",
    "exceptional",
    "good",
    "great",
    "high-quality",
    "implement",
    "implementing",
    "must",
    "necessary",
    "needed",
    "optimal",
    "perform",
    "performing",
    "please",
    "proper",
    "properly",
    "provide",
    "provides",
    "providing",
    "relevant",
    "robust",
    "thorough",
    "thoroughly",
    "use",
    "uses",
    "using",
    "utilize",
    "various",
    "world-class",
    "write",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_words_are_sorted_for_the_search() {
        assert!(WEAK.is_sorted());
    }

    #[test]
    fn roots_meet() {
        for family in [["optimizes", "optimizing", "optimization"], ["validate", "validated", "validation"]] {
            assert!(family.iter().all(|word| root(word) == root(family[0])), "{:?}", family.map(root));
        }
        assert_eq!(root("retrieve"), root("get"));
        assert_eq!(root("three"), root("3"));
        assert_eq!(root("keeper's"), root("keeper"));
        assert!(
            [("committing", "commit"), ("planned", "plan"), ("calling", "call"), ("passed", "pass")]
                .iter()
                .all(|(form, bare)| root(form) == root(bare))
        );
        assert_ne!(root("general"), root("generate"));
        assert_ne!(root("test"), root("text"));
    }

    #[test]
    fn a_slash_between_words_makes_no_path() {
        for words in ["loaders/actions", "Comments/notes.", "(lamps/wicks)"] {
            assert!(!is_codelike(words), "{words}");
        }
        for path in ["/lamps/wicks", "tide/lamps/wicks", "a/b", "lamps/wick.md", "lamps/TideLog"] {
            assert!(is_codelike(path), "{path}");
        }
    }

    #[test]
    fn turns_are_read_in_many_scripts() {
        for text in ["Never go", "Do not go", "行かない", "不去那里", "가지 않습니다", "не ходить"]
        {
            assert_eq!(Reading::of(text).turns, [low("not")], "{text}");
        }
        assert!(Reading::of("go now").turns.is_empty());
    }
}

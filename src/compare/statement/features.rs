//! What is read off two statements before they are judged.

use std::sync::OnceLock;

use super::hollow::is_hollow;
use crate::{
    model::{Commonness, upper},
    text::{
        likeness::{Item, Reading},
        words::key,
    },
};

/// A statement made ready to be judged.
#[derive(Debug)]
pub(super) struct Side<'t> {
    text: &'t str,
    reading: Reading,
    /// What it says, each thing once, sorted by hash, with its weight.
    set: Vec<(u32, f64, u32)>,
    /// The beginnings of its longer words, sorted.
    starts: Vec<u32>,
    /// What is written in Latin letters or digits, sorted: what a translation leaves standing.
    latin: Vec<u32>,
    /// Neighbouring things, sorted.
    couples: Vec<u64>,
    /// Trigrams of its letters and digits, sorted; made where they are first asked for.
    trigrams: OnceLock<Vec<u64>>,
    /// What stands before its first colon or dash, or in its first cell; 0 where there is none.
    label: u64,
    is_row: bool,
    script: Script,
    /// The Han characters in it, sorted.
    han: Vec<char>,
}

/// How two statements stand to each other, in numbers. All lie in `0.0..=1.0` and none changes when the two are swapped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pairing<'s> {
    a: &'s Side<'s>,
    b: &'s Side<'s>,
    /// What A says against B, and B against A: most features ask for it.
    parts: (Part, Part),
}

impl<'s> Pairing<'s> {
    pub(super) fn new(a: &'s Side<'_>, b: &'s Side<'_>) -> Self {
        Self { a, b, parts: (a.part(b), b.part(a)) }
    }

    /// What A says against B, and B against A.
    pub(super) const fn parts(&self) -> (Part, Part) {
        self.parts
    }
}

/// What a word that every agent uses weighs at least, beside a rare one with 1.
const LEAST_WEIGHT: f64 = 0.3;
/// How well a word is known by its beginning alone.
const BY_BEGINNING: f64 = 0.8;
/// What a word weighs that says little.
const HOLLOW_WEIGHT: f64 = 0.1;

impl<'t> Side<'t> {
    pub(super) fn of(text: &'t str, common: &Commonness) -> Self {
        let reading = Reading::of(text);
        let mut set: Vec<_> = reading.said.iter().map(|item| (item.hash, weight(item, common), item.start)).collect();
        set.sort_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
        set.dedup_by_key(|entry| entry.0);
        let letters: Vec<char> = letters(text).collect();
        Self {
            starts: sorted(reading.said.iter().map(|item| item.start).filter(|start| *start != 0)),
            latin: sorted(reading.said.iter().filter(|item| item.latin).map(|item| item.hash)),
            couples: sorted(reading.said.windows(2).map(|w| u64::from(w[0].hash) << 32 | u64::from(w[1].hash))),
            trigrams: OnceLock::new(),
            label: label(text),
            is_row: text.trim_start().starts_with('|'),
            script: Script::of(&letters),
            han: sorted(letters.iter().copied().filter(|c| is_han(*c))),
            reading,
            set,
            text,
        }
    }

    fn trigrams(&self) -> &[u64] {
        self.trigrams.get_or_init(|| {
            let letters: Vec<char> = letters(self.text).collect();
            let trigram = |w: &[char]| w.iter().fold(0_u64, |sum, c| sum << 21 | u64::from(u32::from(*c)));
            sorted(letters.windows(3).map(trigram))
        })
    }

    fn total(&self) -> f64 {
        self.set.iter().map(|(_, weight, _)| weight).sum()
    }

    /// How well it knows a thing: whole, by its beginning alone, or not.
    fn knows(&self, (hash, _, start): &(u32, f64, u32)) -> f64 {
        if self.set.binary_search_by_key(hash, |entry| entry.0).is_ok() {
            1.0
        } else if self.starts.binary_search(start).is_ok() {
            BY_BEGINNING
        } else {
            0.0
        }
    }

    /// What it says that `other` knows, and what not.
    fn part(&self, other: &Side<'_>) -> Part {
        let (mut met, mut left, mut own) = (0.0, 0.0, 0.0_f64);
        for entry in &self.set {
            let known = other.knows(entry);
            met += entry.1 * known;
            left += entry.1 * (1.0 - known);
            own = own.max(entry.1 * (1.0 - known));
        }
        Part { met: if self.set.is_empty() { 0.0 } else { met / self.total() }, left: left.min(1.0), own }
    }
}

/// What one statement says, against another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The part of it, by weight, that the other says too.
    pub(super) met: f64,
    /// How much of it, by weight, the other does not say: nothing is 0, a rare word or more 1.
    left: f64,
    /// The weight of the weightiest thing that the other does not say.
    own: f64,
}

/// A feature: its name and how it is read.
pub(super) struct Feature {
    pub(super) name: &'static str,
    pub(super) of: fn(&Pairing<'_>) -> f64,
}

/// Features that take long to read.
pub(super) const DEAR: &[&str] = &["letters", "letters-held"];

/// What the judge sees.
pub(super) const FEATURES: &[Feature] = &[
    Feature { name: "held", of: |p| p.held() },
    Feature { name: "cover", of: |p| p.cover() },
    Feature { name: "both", of: |p| p.both() },
    Feature { name: "run", of: |p| p.run() },
    Feature { name: "couples", of: |p| overlap(&p.a.couples, &p.b.couples) },
    Feature { name: "letters", of: |p| dice(p.a.trigrams(), p.b.trigrams()) },
    Feature { name: "letters-held", of: |p| overlap(p.a.trigrams(), p.b.trigrams()) },
    Feature { name: "own", of: |p| p.parts.0.own.min(p.parts.1.own) },
    Feature { name: "left", of: |p| p.parts.0.left.min(p.parts.1.left) },
    Feature { name: "label", of: |p| p.label() },
    Feature { name: "row-apart", of: |p| p.row_apart() },
    Feature { name: "han", of: |p| p.han() },
    Feature { name: "few", of: |p| 1.0 / (1.0 + fewest(p)) },
    Feature { name: "few-met", of: |p| p.cover() / (1.0 + fewest(p)) },
    Feature {
        name: "turned",
        of: |p| f64::from(u8::from(p.a.reading.turns != p.b.reading.turns)) * (1.0 - p.foreign()),
    },
    Feature { name: "foreign-met", of: |p| p.foreign() * overlap(&p.a.latin, &p.b.latin) },
    Feature { name: "foreign-both", of: |p| p.foreign() * dice(&p.a.latin, &p.b.latin) * count_of_latin(p) },
    Feature { name: "foreign", of: |p| p.foreign() },
];

#[expect(clippy::cast_precision_loss, reason = "statements have few words")]
fn fewest(p: &Pairing<'_>) -> f64 {
    p.a.set.len().min(p.b.set.len()) as f64
}

#[expect(clippy::cast_precision_loss, reason = "statements have few words")]
fn count_of_latin(p: &Pairing<'_>) -> f64 {
    (p.a.latin.len().min(p.b.latin.len()) as f64 / 3.0).min(1.0)
}

impl Pairing<'_> {
    fn held(&self) -> f64 {
        f64::from(u8::from(self.a.reading.holds(&self.b.reading) || self.b.reading.holds(&self.a.reading)))
    }

    fn cover(&self) -> f64 {
        self.parts.0.met.max(self.parts.1.met)
    }

    fn both(&self) -> f64 {
        self.parts.0.met.min(self.parts.1.met)
    }

    /// The longest run that both say in the same order, as a part of what the shorter says.
    fn run(&self) -> f64 {
        let (x, y) = (&self.a.reading.said, &self.b.reading.said);
        let (mut row, mut best) = (vec![0_usize; y.len() + 1], 0);
        for item in x {
            let mut before = 0;
            for (at, other) in y.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if item.hash == other.hash { before + 1 } else { 0 };
                best = best.max(row[at + 1]);
                before = above;
            }
        }
        part(best, x.len().min(y.len()))
    }

    /// 1 where the two are written in different scripts.
    fn foreign(&self) -> f64 {
        f64::from(u8::from(self.a.script != self.b.script))
    }

    fn label(&self) -> f64 {
        f64::from(u8::from(self.a.label != 0 && self.a.label == self.b.label))
    }

    /// 1 where both are rows of tables that are about different things.
    fn row_apart(&self) -> f64 {
        f64::from(u8::from(self.a.is_row && self.b.is_row && self.a.label != self.b.label))
    }

    /// How many of the Han characters two scripts share: a Chinese and a Japanese edition have many in common.
    fn han(&self) -> f64 {
        if self.a.script == self.b.script { 0.0 } else { dice(&self.a.han, &self.b.han) }
    }
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The script that a statement is mostly written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Han,
    Kana,
    Hangul,
    Other,
}

impl Script {
    /// Kana and Hangul tell their language beside any number of Han characters and of English names.
    fn of(letters: &[char]) -> Self {
        let share = |is: fn(char) -> bool| part(letters.iter().filter(|c| is(**c)).count(), letters.len());
        let found = [(Self::Kana, share(is_kana)), (Self::Hangul, share(is_hangul)), (Self::Han, share(is_han))];
        let other = share(|c| !c.is_ascii() && !is_kana(c) && !is_hangul(c) && !is_han(c));
        let found = found.into_iter().find(|(_, share)| *share > 0.08).map(|(script, _)| script);
        found.unwrap_or(if other > 0.5 { Self::Other } else { Self::Latin })
    }
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}')
}

const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}')
}

/// The digest of what stands before the first colon or dash, or in the first cell of a row.
fn label(text: &str) -> u64 {
    let row = text.trim().strip_prefix('|').and_then(|row| row.split_once('|'));
    let said = row.or_else(|| text.split_once([':', '：', '—', '–']));
    said.map_or(0, |(label, _)| key(label))
}

fn weight(item: &Item, common: &Commonness) -> f64 {
    match item {
        Item { exact: true, .. } => 1.0,
        item if is_hollow(item.hash) => HOLLOW_WEIGHT,
        item => LEAST_WEIGHT + (1.0 - LEAST_WEIGHT) * common.word_weight(upper(item.stem)),
    }
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut out: Vec<T> = items.collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    a.iter().filter(|item| b.binary_search(item).is_ok()).count()
}

/// How much of the smaller set the larger holds (Szymkiewicz and Simpson).
fn overlap<T: Ord>(a: &[T], b: &[T]) -> f64 {
    part(shared(a, b), a.len().min(b.len()))
}

/// Twice what is shared over what there is (Dice 1945).
fn dice<T: Ord>(a: &[T], b: &[T]) -> f64 {
    part(2 * shared(a, b), a.len() + b.len())
}

#[expect(clippy::cast_precision_loss, reason = "statements have few words")]
fn part(of: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { of as f64 / whole as f64 }
}

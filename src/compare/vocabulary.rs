//! The words of a corpus by number, so that an agent's words can be spread out and others' looked up without searching.

use std::{cmp::Reverse, iter::Peekable};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::facet::Facet;
use crate::model::{Bulk, Lookup, Numbers, Sketch, list};

/// Which words are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbered {
    /// Those that two agents or more use: no other can be shared.
    Shared,
    /// All of them: an agent that comes later may share any.
    All,
}

/// The words that agents may share. Those that most agents use have the lowest numbers, so that where agents meet most the
/// numbers' places lie together.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Sorted.
    hashes: Vec<u32>,
    /// The number of the word at each place in `hashes`.
    numbers: Vec<u32>,
    lookup: Lookup,
}

/// A word of an agent with what it weighs there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Word {
    number: u32,
    /// In all that the agent says of its job.
    role: f32,
    /// In its body.
    body: f32,
    /// Among what it keeps speaking of; 0 for what it does not.
    subject: f32,
}

impl Vocabulary {
    /// Numbers the words of these agents.
    pub(super) fn of<'s>(sketches: impl ParallelIterator<Item = &'s Sketch>, which: Numbered) -> Self {
        let counted = sketches.fold(FxHashMap::default, |mut users: FxHashMap<u32, u32>, sketch| {
            for hash in own_words(sketch, &sketch.bulk.get()) {
                *users.entry(hash).or_default() += 1;
            }
            users
        });
        let users = counted.reduce(FxHashMap::default, |x, y| {
            let (mut more, less) = if x.len() < y.len() { (y, x) } else { (x, y) };
            for (hash, users) in less {
                *more.entry(hash).or_default() += users;
            }
            more
        });
        let least = if which == Numbered::All { 1 } else { 2 };
        let mut words: Vec<(u32, u32)> = users.into_iter().filter(|(_, users)| *users >= least).collect();
        words.par_sort_unstable();
        let hashes: Vec<u32> = words.iter().map(|(hash, _)| *hash).collect();
        let mut by_use: Vec<usize> = (0..words.len()).collect();
        by_use.par_sort_unstable_by_key(|at| (Reverse(words[*at].1), *at));
        let mut numbers = vec![0; words.len()];
        for (number, at) in (0u32..).zip(by_use) {
            numbers[at] = number;
        }
        let lookup = Lookup::new(&hashes);
        Self { hashes, numbers, lookup }
    }

    /// The number of a word.
    fn number(&self, hash: u32) -> Option<u32> {
        self.lookup.place(&self.hashes, hash).map(|at| self.numbers[at])
    }

    /// An agent's words that others use too, sorted by hash: sums over what two agents share then hang on nothing else. What body
    /// and subject hold, the role holds too.
    pub(super) fn words(&self, role: &Facet, body: &Facet, subject: &Facet) -> Box<[Word]> {
        let (mut body, mut subject) = (body.iter().peekable(), subject.iter().peekable());
        let mut out = Vec::with_capacity(role.len());
        for (hash, weight) in role.iter() {
            let (body, subject) = (weight_at(&mut body, hash), weight_at(&mut subject, hash));
            if let Some(number) = self.number(hash) {
                out.push(Word { number, role: weight, body, subject });
            }
        }
        out.into_boxed_slice()
    }

    /// What a word weighs in the role and in the body of the agent with these words; zeros where the agent does not have it, or
    /// nobody else.
    pub(super) fn weights(&self, words: &[Word], hash: u32) -> (f32, f32) {
        let found = self.number(hash).and_then(|number| words.iter().find(|word| word.number == number));
        found.map_or((0.0, 0.0), |word| (word.role, word.body))
    }

    /// How many words are numbered.
    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }
}

/// Writes words down in numbers.
pub(super) fn write(words: &[Word], out: &mut Vec<u32>) {
    list(words.iter().map(|word| word.number), out);
    out.extend(words.iter().flat_map(|word| [word.role, word.body, word.subject].map(f32::to_bits)));
}

/// The words that [`write()`] wrote.
pub(super) fn read(from: &mut Numbers<'_>) -> Box<[Word]> {
    let numbers = from.list();
    let weights = from.some(numbers.len() * 3).as_chunks::<3>().0;
    let word = |(number, weights): (&u32, &[u32; 3])| {
        let [role, body, subject] = weights.map(f32::from_bits);
        Word { number: *number, role, body, subject }
    };
    numbers.iter().zip(weights).map(word).collect()
}

/// Each word of the role once.
fn own_words<'s>(sketch: &'s Sketch, bulk: &'s Bulk) -> impl Iterator<Item = u32> + 's {
    let body = |hash: u32| bulk.body.binary_search_by_key(&hash, |term| term.hash).is_ok();
    let beside = [&sketch.name, &sketch.description, &bulk.titles, &bulk.opening];
    let mut beside: Vec<u32> = beside.into_iter().flatten().map(|term| term.hash).filter(|hash| !body(*hash)).collect();
    beside.sort_unstable();
    beside.dedup();
    bulk.body.iter().map(|term| term.hash).chain(beside)
}

/// The weight of `hash` in what is left of a facet, walked through in step.
fn weight_at(facet: &mut Peekable<impl Iterator<Item = (u32, f32)>>, hash: u32) -> f32 {
    while facet.next_if(|one| one.0 < hash).is_some() {}
    facet.next_if(|one| one.0 == hash).map_or(0.0, |one| one.1)
}

/// What the words of two agents have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Meeting {
    /// The cosine of their roles.
    pub(super) role: f64,
    /// The cosine of their bodies.
    pub(super) body: f64,
    /// The weight of what A keeps speaking of and B names.
    pub(super) subject_a: f64,
    /// The weight of what B keeps speaking of and A names.
    pub(super) subject_b: f64,
}

/// One agent's words, each at its number's place, and zeros between: role, body, subject, and 1 for being there.
#[derive(Debug, Default)]
pub(super) struct Spread(Vec<[f32; 4]>);

impl Spread {
    /// Room for all words of a vocabulary.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        Self(vec![[0.0; 4]; vocabulary.len()])
    }

    /// Puts an agent's words in their places.
    pub(super) fn lay(&mut self, words: &[Word]) {
        for w in words {
            self.0[w.number as usize] = [w.role, w.body, w.subject, 1.0];
        }
    }

    /// Takes them away again.
    pub(super) fn clear(&mut self, words: &[Word]) {
        for w in words {
            self.0[w.number as usize] = [0.0; 4];
        }
    }

    /// What the agent laid out has in common with another. No step waits for a comparison: what is not shared adds zero.
    pub(super) fn meet(&self, others: &[Word]) -> Meeting {
        let mut sums = [0.0_f64; 4];
        for word in others {
            let here = self.0[word.number as usize];
            let there = [word.role, word.body, 1.0, word.subject];
            for ((sum, x), y) in sums.iter_mut().zip(here).zip(there) {
                *sum += f64::from(x * y);
            }
        }
        let [role, body, subject_a, subject_b] = sums;
        Meeting { role, body, subject_a, subject_b }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bulk, Term};

    fn facet(of: &[(u32, f64)]) -> Facet {
        Facet::set(of.iter().map(|(hash, weight)| (*hash, *weight)))
    }

    fn sketch(name: &[u32], body: &[u32]) -> Sketch {
        let terms = |of: &[u32]| of.iter().map(|hash| Term { hash: *hash, count: 1 }).collect();
        Sketch { name: terms(name), bulk: Bulk { body: terms(body), ..Bulk::default() }.into(), ..Sketch::default() }
    }

    #[test]
    fn words_meet_where_both_have_them() {
        let sketches = [sketch(&[2, 9], &[1, 2]), sketch(&[2], &[2, 3]), sketch(&[], &[1, 3])];
        let roles =
            [facet(&[(1, 0.5), (2, 0.25), (9, 1.0)]), facet(&[(2, 0.5), (3, 0.5)]), facet(&[(1, 1.0), (3, 1.0)])];
        assert_eq!(Vocabulary::of(sketches.par_iter(), Numbered::All).len(), 4);
        let vocabulary = Vocabulary::of(sketches.par_iter(), Numbered::Shared);
        assert_eq!(vocabulary.len(), 3, "9 is one agent's alone");
        let subject = facet(&[(2, 4.0)]);
        let words: Vec<_> = roles.iter().map(|role| vocabulary.words(role, role, &subject)).collect();
        assert_eq!([1, 3, 9].map(|hash| vocabulary.weights(&words[0], hash)), [(0.5, 0.5), (0.0, 0.0), (0.0, 0.0)]);
        let mut spread = Spread::new(&vocabulary);
        spread.lay(&words[0]);
        let met = spread.meet(&words[1]);
        assert_eq!(met, Meeting { role: 0.125, body: 0.125, subject_a: 4.0, subject_b: 4.0 });
        spread.clear(&words[0]);
        assert_eq!(spread.meet(&words[1]), Meeting::default());
        spread.lay(&words[1]);
        assert_eq!(spread.meet(&words[0]).role.to_bits(), met.role.to_bits());
    }
}

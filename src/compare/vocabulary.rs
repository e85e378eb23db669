//! The words of a corpus by number, so that an agent's words can be spread out and others' looked up without searching.

use std::iter::Peekable;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::facet::Facet;

/// Which words are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbered {
    /// Those that two agents or more use: no other can be shared.
    Shared,
    /// All of them: an agent that comes later may share any.
    All,
}

/// The words that agents may share, numbered.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(FxHashMap<u32, u32>);

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
    /// Numbers the words of these roles by their hashes.
    pub(super) fn of<'f>(roles: impl IndexedParallelIterator<Item = &'f Facet>, which: Numbered) -> Self {
        let counted = roles.fold(FxHashMap::default, |mut users: FxHashMap<u32, bool>, role| {
            for hash in role.hashes() {
                users.entry(*hash).and_modify(|again| *again = true).or_insert(false);
            }
            users
        });
        let users = counted.reduce(FxHashMap::default, |x, y| {
            let (mut more, less) = if x.len() < y.len() { (y, x) } else { (x, y) };
            for (hash, again) in less {
                more.entry(hash).and_modify(|known| *known = true).or_insert(again);
            }
            more
        });
        let counts = |again: bool| again || which == Numbered::All;
        let mut numbered: Vec<u32> =
            users.into_iter().filter(|(_, again)| counts(*again)).map(|(hash, _)| hash).collect();
        numbered.par_sort_unstable();
        Self(numbered.into_iter().zip(0..).collect())
    }

    /// An agent's words that others use too, sorted by number. What body and subject hold, the role holds too.
    pub(super) fn words(&self, role: &Facet, body: &Facet, subject: &Facet) -> Box<[Word]> {
        let (mut body, mut subject) = (body.iter().peekable(), subject.iter().peekable());
        let mut out = Vec::with_capacity(role.len());
        for (hash, weight) in role.iter() {
            let (body, subject) = (weight_at(&mut body, hash), weight_at(&mut subject, hash));
            if let Some(number) = self.0.get(&hash) {
                out.push(Word { number: *number, role: weight, body, subject });
            }
        }
        out.into_boxed_slice()
    }

    /// How many words are numbered.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
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

/// One agent's words, each at its number's place, and zeros between.
#[derive(Debug, Default)]
pub(super) struct Spread(Vec<[f32; 3]>);

impl Spread {
    /// Room for all words of a vocabulary.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        Self(vec![[0.0; 3]; vocabulary.len()])
    }

    /// Puts an agent's words in their places.
    pub(super) fn lay(&mut self, words: &[Word]) {
        for w in words {
            self.0[w.number as usize] = [w.role, w.body, w.subject];
        }
    }

    /// Takes them away again.
    pub(super) fn clear(&mut self, words: &[Word]) {
        for w in words {
            self.0[w.number as usize] = [0.0; 3];
        }
    }

    /// What the agent laid out has in common with another. No step waits for a comparison: what is not shared adds zero.
    pub(super) fn meet(&self, others: &[Word]) -> Meeting {
        let mut sums = Meeting::default();
        for word in others {
            let [role, body, subject] = self.0[word.number as usize];
            sums.role += f64::from(role * word.role);
            sums.body += f64::from(body * word.body);
            sums.subject_a += f64::from(subject);
            sums.subject_b += f64::from(if role > 0.0 { word.subject } else { 0.0 });
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(of: &[(u32, f64)]) -> Facet {
        Facet::set(of.iter().map(|(hash, weight)| (*hash, *weight)))
    }

    #[test]
    fn words_meet_where_both_have_them() {
        let roles =
            [facet(&[(1, 0.5), (2, 0.25), (9, 1.0)]), facet(&[(2, 0.5), (3, 0.5)]), facet(&[(1, 1.0), (3, 1.0)])];
        assert_eq!(Vocabulary::of(roles.par_iter(), Numbered::All).len(), 4);
        let vocabulary = Vocabulary::of(roles.par_iter(), Numbered::Shared);
        assert_eq!(vocabulary.len(), 3, "9 is one agent's alone");
        let subject = facet(&[(2, 4.0)]);
        let words: Vec<_> = roles.iter().map(|role| vocabulary.words(role, role, &subject)).collect();
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

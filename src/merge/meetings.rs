//! Which statements have anything to do with one another, and what: found once for each wording, however many say it.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::{
    index::Index,
    saying::{Class, Saying},
    verdict::{Verdict, verdict},
};
use crate::text::contradiction::Topic;

/// How the sayings of a list stand to each other; places are those of the list.
pub(super) struct Meetings {
    /// The wording of each saying.
    wordings: Vec<usize>,
    /// Who says each wording, in order.
    speakers: Vec<Vec<usize>>,
    index: Index,
    /// The others that a wording meets, sorted, with how they stand to it; found where it is first asked for.
    met: Vec<OnceCell<Vec<(usize, Verdict)>>>,
}

/// What two sayings have in common that stand to all others alike: class, who the agent is, keys, words.
type Wording<'s> = (Class, [bool; 2], [u64; 2], &'s str);

impl Meetings {
    pub(super) fn of(sayings: &[Saying<'_>]) -> Self {
        let mut known: FxHashMap<Wording<'_>, usize> = FxHashMap::default();
        let (mut wordings, mut speakers) = (Vec::with_capacity(sayings.len()), Vec::<Vec<usize>>::new());
        for (at, saying) in sayings.iter().enumerate() {
            let wording = *known
                .entry((
                    saying.class(),
                    [saying.is_persona, saying.opens_as_persona],
                    [saying.key(), saying.row],
                    saying.text,
                ))
                .or_insert(speakers.len());
            if wording == speakers.len() {
                speakers.push(Vec::new());
            }
            speakers[wording].push(at);
            wordings.push(wording);
        }
        let firsts: Vec<&Saying<'_>> = speakers.iter().map(|said| &sayings[said[0]]).collect();
        let met = vec![OnceCell::new(); speakers.len()];
        Self { wordings, index: Index::of(&firsts), met, speakers }
    }

    /// The wording of the saying at `at`.
    pub(super) fn wording(&self, at: usize) -> usize {
        self.wordings[at]
    }

    /// The wordings that the one at `at` meets, its own among them, with how they stand to it: [`Verdict::Covers`] where one
    /// says more.
    pub(super) fn of_wordings(&self, at: usize, sayings: &[Saying<'_>]) -> &[(usize, Verdict)] {
        let own = self.wordings[at];
        self.met[own].get_or_init(|| self.found(own, sayings))
    }

    /// Every other saying that has something to do with the one at `at`, with how it stands to that one. Sorted by place
    /// within each wording.
    pub(super) fn with<'s>(
        &'s self,
        at: usize,
        sayings: &'s [Saying<'_>],
    ) -> impl Iterator<Item = (usize, &'s Verdict)> + 's {
        let met = self.of_wordings(at, sayings).iter();
        let of_each = met.flat_map(|(wording, how)| self.speakers[*wording].iter().map(move |by| (*by, how)));
        of_each.filter(move |(by, _)| *by != at)
    }

    fn found(&self, own: usize, sayings: &[Saying<'_>]) -> Vec<(usize, Verdict)> {
        let first = |wording: usize| &sayings[self.speakers[wording][0]];
        let near = self.index.near(own, first);
        let held = near.into_iter().map(|wording| {
            let how = match self.told(own, wording, sayings) {
                Some(how) => how,
                None if wording == own => Verdict::Same,
                None => verdict(first(wording), first(own)),
            };
            (wording, how)
        });
        held.filter(|(_, how)| *how != Verdict::Apart).collect()
    }

    /// How `wording` stands to `own`, where it was asked before how that one stands to it and the answer is the same turned round:
    /// what two statements are at odds about may be told otherwise from either side, and only one of two sentences gives way to
    /// the other for saying who the agent is.
    fn told(&self, own: usize, wording: usize, sayings: &[Saying<'_>]) -> Option<Verdict> {
        let met = self.met[wording].get()?;
        let opens = |wording: usize| sayings[self.speakers[wording][0]].opens_as_persona;
        match met.binary_search_by_key(&own, |(other, _)| *other).map(|at| &met[at].1) {
            Ok(Verdict::Same) => Some(Verdict::Same),
            Ok(Verdict::Covers) => Some(Verdict::CoveredBy),
            Ok(Verdict::CoveredBy) => Some(Verdict::Covers),
            Err(_) if !opens(own) && !opens(wording) => Some(Verdict::Apart),
            _ => None,
        }
    }
}

/// Kept statements by their wording, by what they make claims about, and those that begin with who the agent is.
#[derive(Default)]
pub(super) struct Keepers {
    wordings: FxHashMap<usize, Vec<usize>>,
    keys: FxHashMap<(Class, u64), Vec<usize>>,
    topics: FxHashMap<Topic, Vec<usize>>,
    personas: Vec<usize>,
}

impl Keepers {
    /// Takes in the statement at `at`.
    pub(super) fn add(&mut self, at: usize, saying: &Saying<'_>, wording: usize) {
        self.wordings.entry(wording).or_default().push(at);
        self.keys.entry((saying.class(), saying.key())).or_default().push(at);
        self.personas.extend(saying.opens_as_persona.then_some(at));
        for topic in saying.gist.claims.topics() {
            self.topics.entry(topic).or_default().push(at);
        }
    }

    /// Those with this wording.
    pub(super) fn with(&self, wording: usize) -> &[usize] {
        self.wordings.get(&wording).map_or(&[], Vec::as_slice)
    }

    /// Those that say the same in the same words, however they are marked.
    pub(super) fn twins(&self, saying: &Saying<'_>) -> &[usize] {
        self.keys.get(&(saying.class(), saying.key())).map_or(&[], Vec::as_slice)
    }

    /// Those with a claim on one of its topics, who the agent is among them, sorted.
    pub(super) fn on_topic(&self, saying: &Saying<'_>) -> Vec<usize> {
        let mut out: Vec<usize> =
            saying.gist.claims.topics().filter_map(|topic| self.topics.get(&topic)).flatten().copied().collect();
        out.extend(self.personas.iter().filter(|_| saying.is_persona));
        out.sort_unstable();
        out.dedup();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::{members::Member, sample, saying};

    #[test]
    fn who_is_asked_first_makes_no_difference() {
        let texts = [
            "- Water the roses\n- Oil the gate\n- Never oil the gate\n",
            "- Water all the roses daily\n- You oil gates\n",
        ];
        let definitions = texts.map(sample::definition);
        let members: Vec<Member<'_>> = definitions.iter().enumerate().map(|(at, of)| sample::member(at, of)).collect();
        let sayings = saying::all(&members);
        let met = |order: &[usize]| {
            let meetings = Meetings::of(&sayings);
            for at in order {
                assert!(!meetings.of_wordings(*at, &sayings).is_empty(), "each meets itself");
            }
            (0..sayings.len()).map(|at| meetings.of_wordings(at, &sayings).to_vec()).collect::<Vec<_>>()
        };
        let (forth, back) = (met(&[0, 1, 2, 3, 4]), met(&[4, 3, 2, 1, 0]));
        assert_eq!(forth, back);
        assert!(forth.iter().flatten().any(|(_, how)| *how == Verdict::Covers), "{forth:?}");
    }
}

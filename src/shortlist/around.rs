//! Whoever may be kin to a few agents: found by walking through the corpus once, where an index would have to be made of all.
//!
//! Nobody is scored here as comparing scores: for text, role and code each the most promising are taken, many more than any
//! agent has kin.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::model::{
    AgentIx, Bulk, Candidate, Commonness, Corpus, Lookup, Pair, Scale, Score, Shortlist, Sketch, Term, Why,
};

use super::{nearest::vector, shared_role};

/// Contents taken for each way of being promising: of 8,900 real agents none has a third as many that are `related`.
const MOST: usize = 400;

/// The pairs of these agents with whoever may be their kin.
pub(super) fn find(corpus: &Corpus, common: &Commonness, agents: &[AgentIx]) -> Shortlist {
    let scale = common.scale();
    let mut candidates = Vec::new();
    for one in agents {
        let asked = Asked::of(&corpus.definition(*one).sketch, common, &scale);
        let others: Vec<AgentIx> = corpus.indexes().collect();
        let promises: Vec<Promises> =
            others.into_par_iter().map(|other| asked.promises(&corpus.definition(other).sketch)).collect();
        for (way, why) in WAYS.into_iter().enumerate() {
            let best = most_promising(corpus, &promises, way);
            let pairs = best.into_iter().filter_map(|other| Pair::new(*one, other));
            candidates.extend(pairs.map(|pair| Candidate { pair, why }));
        }
    }
    candidates.sort_unstable();
    candidates.dedup_by_key(|candidate| candidate.pair);
    Shortlist { candidates, notes: Vec::new() }
}

/// The ways of being promising.
const WAYS: [Why; 4] = [Why::SharedText, Why::SharedRole, Why::SameName, Why::SharedCode];

/// How promising an agent is in each way, `0..=1`.
type Promises = [Score; WAYS.len()];

/// The agents of the contents that promise most in one way; of equals those of the lowest digests.
fn most_promising(corpus: &Corpus, promises: &[Promises], way: usize) -> Vec<AgentIx> {
    let mut order: Vec<(Reverse<Score>, u128, AgentIx)> = corpus
        .indexes()
        .zip(promises)
        .filter(|(_, promises)| promises[way] > Score::NONE)
        .map(|(other, promises)| (Reverse(promises[way]), corpus.definition(other).content.0, other))
        .collect();
    order.sort_unstable();
    let mut contents = FxHashSet::default();
    let taken = order.into_iter().take_while(|(_, content, _)| {
        contents.insert(*content);
        contents.len() <= MOST
    });
    taken.map(|(.., other)| other).collect()
}

/// What is asked of the others: an agent's own phrases, words and code, each with its weight.
struct Asked {
    name: Vec<u32>,
    text: Laid,
    role: Laid,
    code: Laid,
}

impl Asked {
    fn of(sketch: &Sketch, common: &Commonness, scale: &Scale) -> Self {
        let word = |hash: u32| scale.weight(common.word_users(hash));
        let phrase = |hash: &u32| (*hash, scale.weight(common.phrase_users(*hash)).powi(2));
        let bulk = sketch.bulk.get();
        let role = vector(shared_role::words(sketch, &bulk, word), usize::MAX);
        let role = role.into_iter().map(|one| (one.term, f64::from(one.weight)));
        Self {
            name: hashes(&sketch.name).collect(),
            text: Laid::of(bulk.shingles.iter().map(phrase)),
            role: Laid::of(role),
            code: Laid::of(hashes(&bulk.code).map(|hash| (hash, word(hash)))),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "agents have few words")]
    fn promises(&self, other: &Sketch) -> Promises {
        let bulk = other.bulk.get();
        let within = |own: &Laid, met: f64, len: usize| met / own.total.min(len as f64).max(1.0);
        let code = self.code.met(hashes(&bulk.code));
        let text = self.text.met(bulk.shingles.iter().copied());
        let beside = self.text.met(other.supporting.iter().copied());
        let named = !self.name.is_empty() && self.name.iter().copied().eq(hashes(&other.name));
        [
            Score::new(within(&self.text, text, bulk.shingles.len()) + within(&self.text, beside, usize::MAX)),
            Score::new(self.role_met(other, &bulk)),
            if named { Score::FULL } else { Score::NONE },
            Score::new(within(&self.code, code, bulk.code.len())),
        ]
    }

    /// The weight of the words in common, less the more words the other has: near enough to a cosine to tell who is far.
    #[expect(clippy::cast_precision_loss, reason = "agents have few words")]
    fn role_met(&self, other: &Sketch, bulk: &Bulk) -> f64 {
        let (mut met, mut length) = (0.0, 0.0);
        for (terms, boost) in shared_role::parts(other, bulk) {
            met += boost * self.role.met(hashes(terms));
            length += boost * boost * terms.len() as f64;
        }
        met / f64::max(length, 1.0).sqrt()
    }
}

fn hashes(terms: &[Term]) -> impl Iterator<Item = u32> + '_ {
    terms.iter().map(|term| term.hash)
}

/// Weighed hashes, laid out to be looked up.
struct Laid {
    hashes: Vec<u32>,
    weights: Vec<f64>,
    total: f64,
    lookup: Lookup,
}

impl Laid {
    /// Of hashes sorted, each once.
    fn of(weights: impl Iterator<Item = (u32, f64)>) -> Self {
        let (hashes, weights): (Vec<u32>, Vec<f64>) = weights.unzip();
        Self { lookup: Lookup::new(&hashes), total: weights.iter().sum(), hashes, weights }
    }

    /// The weight of those that are met.
    fn met(&self, others: impl Iterator<Item = u32>) -> f64 {
        others.filter_map(|hash| self.lookup.place(&self.hashes, hash)).map(|at| self.weights[at]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Agent,
        shortlist::made::{agent, body},
    };

    /// What is found around the agent that comes first, as `(id, why)`.
    fn around(agents: Vec<Agent>) -> Vec<(String, Why)> {
        let corpus = Corpus::new(agents);
        let found = find(&corpus, &Commonness { agents: 1_000, ..Commonness::default() }, &[AgentIx::new(0)]);
        found.candidates.iter().map(|row| (corpus.agent(row.pair.b()).id.clone(), row.why)).collect()
    }

    #[test]
    fn kin_of_each_way_are_found_and_strangers_are_not() {
        let code = "`w0x1_a w0x2_b w0x3_c w0x4_d`";
        let asked = agent("0", "heron keeper", "counts herons", &format!("{} {code}", body(0, 60)));
        let strangers = (0..9).map(|n| agent(&format!("z{n}"), &format!("n{n}"), &format!("d{n}"), &body(n + 5, 60)));
        let kin = [
            agent("1-copied", "x", "y", &body(0, 50)),
            agent("2-same-job", "counts", "herons of a keeper", &body(50, 20)),
            agent("3-same-name", "heron keeper", "", &body(51, 20)),
            agent("4-same-code", "x", "y", &format!("{} {code}", body(52, 60))),
        ];
        let found = around([asked].into_iter().chain(kin).chain(strangers).collect());
        let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["1-copied", "2-same-job", "3-same-name", "4-same-code"]);
        assert_eq!((found[0].1, found[1].1), (Why::SharedText, Why::SharedRole));
    }

    #[test]
    fn many_copies_of_one_text_crowd_nobody_out() {
        let copies = (0..MOST * 2).map(|n| agent(&format!("1-{n:04}"), "x", "y", &body(0, 59)));
        let edited = agent("2-edited", "other", "thing", &body(0, 60).replace("w0x5 ", "changed "));
        let asked = agent("0", "name", "description", &body(0, 60));
        let found = around([asked, edited].into_iter().chain(copies).collect());
        assert_eq!(found.len(), MOST * 2 + 1);
    }
}

//! Agents that share wording: copied and edited texts, one inside another.
//!
//! Each agent is known by a sample of its word shingles, those with the lowest hashes, so that what two texts share shows
//! in both samples (bottom-k sketches: Cohen and Kaplan, "Summarizing data using bottom-k sketches", PODC 2007). A pair is
//! taken where the shared part of either sample weighs enough, phrases that everybody uses weighing little.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{Note, Pair, Why};

use super::{
    SEARCH_NARROWED,
    hubs::hubs,
    postings::{Postings, Weighted, narrow},
    search::{Finder, Found, Search},
};

/// The way to find pairs.
pub(super) const FINDER: Finder = Finder { why: Why::SharedText, find };

/// Phrases in a sample at the least: a pair that shares a third of its text is missed once in 10^10.
const SAMPLE: usize = 64;

/// Of a longer text one phrase in so many is in the sample: a text of 40 words inside it still leaves five of them.
const ONE_IN: usize = 8;

/// Share of the weight of either sample from which a pair is taken: half of what a near-duplicate has at the least, since
/// a sample of 64 is off by 0.06 (one standard deviation).
const LEAST_SHARE: f64 = 0.2;

/// Users above which a phrase links each of them to its hubs only. No phrase of 24,000 real files that is not boilerplate
/// stands in more different contents.
const HOT_USERS: usize = 512;

/// Share of an agent's hot phrases that a hub must have for the two to be a pair.
const LEAST_HOT_SHARE: f64 = 0.5;

fn find(search: &Search<'_>) -> Found {
    let weigh = |phrase: &u32| Weighted { term: *phrase, weight: narrow(search.phrase_weight(*phrase)) };
    let lists = search.map(|sketch| {
        let bulk = sketch.bulk.get();
        let list: Vec<Weighted> = sample(&bulk.shingles).iter().map(weigh).collect();
        let whole = list.len() == bulk.shingles.len();
        let reach = if whole { u32::MAX } else { list.last().map_or(0, |w| w.term) };
        (list, reach)
    });
    let (lists, reach): (Vec<Vec<Weighted>>, Vec<u32>) = lists.into_iter().unzip();
    let postings = Postings::new(&lists);
    let samples: Vec<Sample<'_>> = lists.iter().zip(reach).map(|(list, reach)| Sample::new(list, reach)).collect();
    let rows = (0..samples.len()).into_par_iter().map_init(FxHashMap::default, |shared, node| {
        meet(node, &samples, &postings, shared)
            .into_iter()
            .filter_map(|at| search.pair(node, at))
            .collect::<Vec<Pair>>()
    });
    let mut pairs: Vec<Pair> = rows.flatten_iter().collect();
    pairs.extend(through_hubs(search, &lists, &postings));
    let notes = match postings.above(HOT_USERS).count() {
        0 => Vec::new(),
        n => {
            vec![Note::new(&SEARCH_NARROWED, format!("{n} sampled phrases stand in more than {HOT_USERS} agents each"))]
        }
    };
    Found { pairs, notes }
}

/// The lowest hashes of an agent's shingles: [`SAMPLE`] of them, or one in [`ONE_IN`] if that is more.
fn sample(all: &[u32]) -> &[u32] {
    &all[..all.len().min(SAMPLE.max(all.len() / ONE_IN))]
}

/// A sample with running sums of weight.
struct Sample<'s> {
    /// Sorted by term.
    phrases: &'s [Weighted],
    /// `sums[i]` is the weight of the first `i` phrases.
    sums: Vec<f64>,
    /// The hash up to which every phrase of the agent is in the sample.
    reach: u32,
}

impl<'s> Sample<'s> {
    /// Of these phrases, all that the agent has up to `reach`.
    fn new(phrases: &'s [Weighted], reach: u32) -> Self {
        let sums = std::iter::once(0.0).chain(phrases.iter().scan(0.0, |sum, w| {
            *sum += f64::from(w.weight);
            Some(*sum)
        }));
        Self { phrases, sums: sums.collect(), reach }
    }

    /// The weight of its phrases up to hash `reach`.
    fn weight_to(&self, reach: u32) -> f64 {
        self.sums[self.phrases.partition_point(|w| w.term <= reach)]
    }
}

/// The nodes before `node` of which enough is shared, in order. `shared` is room to work in.
fn meet(node: usize, samples: &[Sample<'_>], postings: &Postings, shared: &mut FxHashMap<u32, f64>) -> Vec<usize> {
    shared.clear();
    let known = samples[node].phrases.iter().map(|phrase| (phrase.weight, postings.users(phrase.term)));
    for (weight, users) in known.filter(|(_, users)| users.len() <= HOT_USERS) {
        let before = users.iter().take_while(|user| (user.node as usize) < node);
        before.for_each(|user| *shared.entry(user.node).or_default() += f64::from(weight));
    }
    let mine = &samples[node];
    let enough = |(other, weight): (&u32, &f64)| {
        let theirs = &samples[*other as usize];
        let reach = mine.reach.min(theirs.reach);
        let least = mine.weight_to(reach).min(theirs.weight_to(reach));
        (*weight > 0.0 && *weight >= least * LEAST_SHARE).then_some(*other as usize)
    };
    let mut out: Vec<usize> = shared.iter().filter_map(enough).collect();
    out.sort_unstable();
    out
}

/// Each node with the hubs of its hot phrases, where they share enough of these.
fn through_hubs(search: &Search<'_>, lists: &[Vec<Weighted>], postings: &Postings) -> Vec<Pair> {
    let ranks = search.ranks();
    let hubs_of: FxHashMap<u32, Vec<u32>> = postings
        .above(HOT_USERS)
        .map(|(phrase, users)| (phrase, hubs(&users.iter().map(|user| user.node).collect::<Vec<_>>(), &ranks)))
        .collect();
    if hubs_of.is_empty() {
        return Vec::new();
    }
    let rows = lists.par_iter().enumerate().map(|(node, list)| {
        let hot: Vec<&Vec<u32>> = list.iter().filter_map(|w| hubs_of.get(&w.term)).collect();
        let near = common_hubs(&hot).into_iter().filter_map(|hub| search.pair(node, hub as usize));
        near.collect::<Vec<_>>()
    });
    rows.flatten_iter().collect()
}

/// The hubs that stand in enough of the lists.
fn common_hubs(lists: &[&Vec<u32>]) -> Vec<u32> {
    let mut all: Vec<u32> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    all.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "a sample is small")]
    let enough = |group: &[u32]| group.len() as f64 >= lists.len() as f64 * LEAST_HOT_SHARE;
    all.chunk_by(|x, y| x == y).filter(|group| enough(group)).map(|group| group[0]).collect()
}

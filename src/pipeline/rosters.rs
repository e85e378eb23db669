//! Two trees of agents: who is whose counterpart, and what drifted.

use rayon::prelude::*;

use super::{Error, Loaded, Options, Stage, Watch, load};
use crate::{
    cluster::{self, Ties, Trees},
    compare::{self, Weighed},
    model::{AgentIx, Corpus, Pair, Relation, RosterPair, Rosters, Score, Tie, Tree},
    shortlist,
};

/// Pairs of what no name ties that are compared one by one; beyond, those that share something rare. A hundred thousand take
/// half a second on two cores.
const EVERY_PAIR_UP_TO: usize = 100_000;

/// Pairs the agents of two folders, and tells what drifted.
///
/// # Errors
/// As [`load()`], for either folder.
pub fn rosters(roots: &[String; 2], options: &Options, watch: &dyn Watch) -> Result<Rosters, Error> {
    let [first, second] = [load(&roots[..1], watch)?, load(&roots[1..], watch)?];
    let tree = |at: usize, of: &Loaded| Tree { root: roots[at].clone(), files: of.files, agents: of.corpus.len() };
    let (a, b) = (tree(0, &first), tree(1, &second));
    let corpus = Corpus::new([first.corpus.agents(), second.corpus.agents()].concat());
    let [in_a, in_b] = [&first, &second].map(|of| seats(&corpus, &of.corpus));
    drop((first, second));
    let trees = Trees { corpus: &corpus, roots: [&roots[0], &roots[1]], agents: [&in_a, &in_b] };
    let mut ties = cluster::ties(trees);
    let weighed = compare::weigh(&corpus, &compare::commonness(&corpus), &options.model);
    let left = across(&corpus, &ties);
    watch.begin(Stage::Compare, left.len() + ties.tied.len());
    let rows = compare::sweep(&corpus, &weighed, &left, |judged| {
        watch.step();
        Some(judged.kinship()).filter(|kinship| kinship.relation >= Relation::NearDuplicate)
    });
    cluster::tie_kindred(&mut ties, &rows);
    let told = ties.tied.par_iter().map(|tied| {
        watch.step();
        pair(&corpus, &weighed, *tied)
    });
    let mut pairs: Vec<RosterPair> = told.collect();
    pairs.sort_by_key(|pair| (pair.a, pair.b));
    let (only_a, only_b) = (ties.left_a.into_iter().collect(), ties.left_b.into_iter().collect());
    Ok(Rosters { corpus, a, b, pairs, only_a, only_b })
}

/// Where the agents of one tree sit among those of both.
fn seats(corpus: &Corpus, tree: &Corpus) -> Vec<AgentIx> {
    tree.agents().iter().filter_map(|agent| corpus.find(&agent.id)).collect()
}

/// The pairs, one of each tree, that are worth comparing.
fn across(corpus: &Corpus, ties: &Ties) -> Vec<Pair> {
    let (a, b) = (&ties.left_a, &ties.left_b);
    if a.len() * b.len() <= EVERY_PAIR_UP_TO {
        return a.iter().flat_map(|x| b.iter().filter_map(|y| Pair::new(*x, *y))).collect();
    }
    let found = shortlist::shortlist(corpus, &compare::commonness(corpus), shortlist::Options { every_pair_up_to: 0 });
    let across = |pair: &Pair| {
        (a.contains(&pair.a()) && b.contains(&pair.b())) || (a.contains(&pair.b()) && b.contains(&pair.a()))
    };
    found.candidates.into_iter().map(|candidate| candidate.pair).filter(across).collect()
}

/// What is told of two agents that are one.
fn pair(corpus: &Corpus, weighed: &Weighed, (a, b, tie): (AgentIx, AgentIx, Tie)) -> RosterPair {
    let (x, y) = (corpus.definition(a), corpus.definition(b));
    let drift = if compare::same(x, y) { None } else { Some(compare::diff(x, y)).filter(|diff| !diff.is_same()) };
    let drift = drift.map(|mut drift| {
        compare::fold_nested(x, y, &mut drift);
        drift
    });
    let told = drift.as_ref().and_then(|_| Pair::new(a, b)).map(|pair| compare::compare(corpus, weighed, pair));
    RosterPair {
        a,
        b,
        tie,
        relation: told.as_ref().map_or(Relation::Identical, |told| told.relation),
        similarity: told.map_or(Score::FULL, |told| told.similarity),
        drift,
        beside_differs: x.sketch.supporting != y.sketch.supporting,
    }
}

//! What a page on each family shows, made for reporters that ask.

use std::{cmp::Reverse, collections::BTreeMap};

use rayon::prelude::*;

use super::{
    Merging, Options, Stage, Watch, compare,
    merging::{held_against, merge_from},
};
use crate::{
    cluster::Canonical,
    compare::Weighed,
    merge::Options as MergeOptions,
    model::{AgentIx, Analysis, Comparison, Corpus, Dossier, Family, Pair},
};

/// Adds to a report what a page on each family shows: why its members are kin, their contents side by side, and the one agent
/// that they would make. A merge a family: some seconds for a thousand.
pub fn add_dossiers(analysis: &mut Analysis, options: &Options, merging: MergeOptions, watch: &dyn Watch) {
    let corpus = &analysis.corpus;
    let families = &analysis.families.families;
    let weighed = compare::weigh(corpus, &compare::commonness(corpus), &options.model);
    watch.begin(Stage::Merge, families.len());
    // The largest first, one after the other to whoever is free: a large one begun last would be waited for by all.
    let mut order: Vec<usize> = (0..families.len()).collect();
    order.sort_by_key(|at| Reverse(families[*at].members.len()));
    let told = order.into_iter().par_bridge().map(|at| {
        let told = dossier(corpus, &weighed, &families[at], merging);
        watch.step();
        (at, told)
    });
    let mut told: Vec<(usize, Dossier)> = told.collect();
    told.sort_by_key(|(at, _)| *at);
    analysis.dossiers = Some(told.into_iter().map(|(_, told)| told).collect());
}

fn dossier(corpus: &Corpus, weighed: &Weighed, family: &Family, options: MergeOptions) -> Dossier {
    let (members, columns) = contents(corpus, family);
    let base = columns[place(&family.members, family.canonical)];
    let others = held_against(corpus, &family.members, family.canonical);
    let matrix = compare::matrix(corpus, &members, base, &others);
    let canonical = Canonical { agent: family.canonical, because: family.canonical_because.clone() };
    let merging = Merging { members: family.members.clone(), options, ..Merging::default() };
    Dossier {
        kin: kin(corpus, family, &columns, |pair| compare::explain(corpus, weighed, pair)),
        matrix,
        columns,
        proposal: merge_from(corpus, &merging, canonical, others),
    }
}

/// What is told of each member beside the canonical; found once of members of one text and name.
fn kin(corpus: &Corpus, family: &Family, columns: &[usize], told: impl Fn(Pair) -> Comparison) -> Vec<Comparison> {
    let mut known: BTreeMap<(usize, &str, bool), Comparison> = BTreeMap::new();
    let mut out = Vec::with_capacity(family.members.len());
    for (member, column) in family.members.iter().zip(columns) {
        let Some(pair) = Pair::new(family.canonical, *member) else { continue };
        // A name may come from the file's place; and what lies in what is told by who of the two comes first.
        let copy = (*column, corpus.definition(*member).name.as_str(), *member < family.canonical);
        out.push(Comparison { pair, ..known.entry(copy).or_insert_with(|| told(pair)).clone() });
    }
    out
}

/// The first member of each content, the canonical before the others of its own; and of each member the place among them.
fn contents(corpus: &Corpus, family: &Family) -> (Vec<AgentIx>, Vec<usize>) {
    let text = |ix: AgentIx| (corpus.definition(ix).content, &corpus.definition(ix).text);
    let mut first = vec![family.canonical];
    let mut columns = Vec::with_capacity(family.members.len());
    for member in &family.members {
        // Not only the digest: a copy in another format has its own lines, and they are shown.
        let known = first.iter().position(|one| text(*one) == text(*member));
        columns.push(known.unwrap_or(first.len()));
        if known.is_none() {
            first.push(*member);
        }
    }
    (first, columns)
}

fn place(members: &[AgentIx], one: AgentIx) -> usize {
    members.iter().position(|member| *member == one).unwrap_or_default()
}

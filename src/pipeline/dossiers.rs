//! What a page on each family shows, made for reporters that ask.

use std::{cmp::Reverse, collections::BTreeMap};

use rayon::prelude::*;

use super::{
    Merging, Stage, Watch, compare,
    gate::touches,
    merging::{held_against, merge_from},
};
use crate::{
    cluster::Canonical,
    compare::Weighed,
    merge::Options as MergeOptions,
    model::{AgentIx, Analysis, Comparison, Corpus, Dossier, Family, Pair},
};

/// What a page on each family shows: why its members are kin, their contents side by side, and the one agent that they would
/// make. A merge a family: some seconds for a thousand.
pub(super) fn dossiers(
    Analysis { corpus, families, judged, .. }: &Analysis,
    weighed: &Weighed,
    merging: MergeOptions,
    watch: &dyn Watch,
) -> Vec<Dossier> {
    let families = &families.families;
    watch.begin(Stage::Merge, families.len());
    // The largest first, one after the other to whoever is free: a large one begun last would be waited for by all.
    let mut order: Vec<usize> = (0..families.len()).collect();
    order.sort_by_key(|at| Reverse(families[*at].members.len()));
    let told = order.into_iter().par_bridge().map(|at| {
        let told = dossier(corpus, weighed, (&families[at], judged.as_deref()), merging);
        watch.step();
        (at, told)
    });
    let mut told: Vec<(usize, Dossier)> = told.collect();
    told.sort_by_key(|(at, _)| *at);
    told.into_iter().map(|(_, told)| told).collect()
}

/// The dossier of a family; where only some agents are judged, no kin is told but theirs.
fn dossier(
    corpus: &Corpus,
    weighed: &Weighed,
    (family, judged): (&Family, Option<&[AgentIx]>),
    options: MergeOptions,
) -> Dossier {
    let (members, columns) = contents(corpus, family);
    let base = columns[place(&family.members, family.canonical)];
    let others = held_against(corpus, &family.members, family.canonical);
    let matrix = compare::matrix(corpus, &members, base, &others);
    let canonical = Canonical { agent: family.canonical, because: family.canonical_because.clone() };
    let merging = Merging { members: family.members.clone(), options, ..Merging::default() };
    Dossier {
        kin: kin(corpus, (family, judged), &columns, |pairs| compare::explain_each(corpus, weighed, pairs)),
        matrix,
        columns,
        proposal: merge_from(corpus, &merging, canonical, others, None),
    }
}

/// What is told of each member beside the canonical; found once of members of one text and name.
fn kin(
    corpus: &Corpus,
    (family, judged): (&Family, Option<&[AgentIx]>),
    columns: &[usize],
    told: impl FnOnce(&[Pair]) -> Vec<Comparison>,
) -> Vec<Comparison> {
    let mut places: BTreeMap<(usize, &str, bool), usize> = BTreeMap::new();
    let (mut asked, mut rows) = (Vec::new(), Vec::with_capacity(family.members.len()));
    for (member, column) in family.members.iter().zip(columns) {
        let Some(pair) = Pair::new(family.canonical, *member) else { continue };
        if judged.is_some_and(|judged| !touches(judged, pair)) {
            continue;
        }
        // A name may come from the file's place; and what lies in what is told by who of the two comes first.
        let copy = (*column, corpus.definition(*member).name.as_str(), *member < family.canonical);
        let place = *places.entry(copy).or_insert(asked.len());
        if place == asked.len() {
            asked.push(pair);
        }
        rows.push((pair, place));
    }
    let told = told(&asked);
    rows.into_iter().map(|(pair, place)| Comparison { pair, ..told[place].clone() }).collect()
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

//! What a page on each family shows, made for reporters that ask.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Options, Stage, Watch, compare, merge};
use crate::{
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
    let dossier = |family: &Family| {
        let (members, columns) = contents(corpus, family);
        let base = columns[place(&family.members, family.canonical)];
        let told = Dossier {
            kin: kin(corpus, family, &columns, |pair| compare::explain(corpus, &weighed, pair)),
            matrix: compare::matrix(corpus, &members, base),
            columns,
            proposal: merge(corpus, &family.members, None, merging),
        };
        watch.step();
        told
    };
    let dossiers = families.par_iter().map(dossier).collect();
    analysis.dossiers = Some(dossiers);
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

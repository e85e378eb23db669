//! The run in numbers.

use crate::model::{AgentIx, Corpus, Families, Summary};

/// The run in numbers, as far as nothing was decided about agents.
pub(super) fn summary(files: usize, corpus: &Corpus, families: &Families) -> Summary {
    let tokens = |ix: AgentIx| u64::from(corpus.definition(ix).tokens);
    let lineages = families.families.iter().flat_map(|family| &family.lineages);
    let spare = families.families.iter().flat_map(|family| {
        let canonical = family.canonical;
        family.members.iter().copied().filter(move |member| *member != canonical)
    });
    Summary {
        files: count(files),
        agents: count(corpus.len()),
        families: count(families.families.len()),
        duplicates: count(lineages.map(|lineage| lineage.members.len() - 1).sum()),
        tokens: corpus.indexes().map(tokens).sum(),
        tokens_saved: spare.map(tokens).sum(),
        ignored: 0,
    }
}

/// A number of things; more than anybody counts is the most there is.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

//! The pairs of a run judged: what stays of each of them, and what a report lists.

use super::{Options, Stage, Watch};
use crate::{
    cluster::Rivalry,
    compare::{self, Judged, Weighed},
    model::{Comparison, Corpus, Pair, PairsShown, Relation, Shortlist},
};

/// Pairs of which all is kept while they are judged: some 300 MB.
const TOLD_AT_ONCE: usize = 400_000;

/// What stays of a pair of kin, or of two that may compete for requests; `None` of any other, which is told early of most.
pub(super) fn worth_telling(judged: &Judged<'_>) -> Option<Rivalry> {
    let descriptions = judged.descriptions().unwrap_or_default();
    if judged.strangers() && !Rivalry::may_compete(descriptions) {
        return None;
    }
    let rivalry = Rivalry { kinship: judged.kinship(), descriptions };
    (rivalry.kinship.relation >= Relation::Related || rivalry.competes()).then_some(rivalry)
}

/// What stays of pairs that were judged.
pub(super) struct Swept {
    /// Kin, and whoever may compete for requests.
    pub(super) rows: Vec<Rivalry>,
    /// All that is told of kin, where a report may list it and few pairs were judged. Of many it is told again, of those that
    /// are listed.
    told: Option<Vec<Comparison>>,
}

impl Swept {
    /// Judges the shortlisted pairs.
    pub(super) fn of(
        corpus: &Corpus,
        weighed: &Weighed,
        shortlist: &Shortlist,
        options: &Options,
        watch: &dyn Watch,
    ) -> Self {
        watch.begin(Stage::Compare, shortlist.candidates.len());
        let pairs: Vec<Pair> = shortlist.candidates.iter().map(|candidate| candidate.pair).collect();
        let at_once = options.pairs != PairsShown::None && pairs.len() <= TOLD_AT_ONCE;
        let rows = compare::sweep(corpus, weighed, &pairs, |judged| {
            watch.step();
            let rivalry = worth_telling(judged)?;
            let kin = rivalry.kinship.relation >= Relation::Related;
            Some((rivalry, (kin && at_once).then(|| Box::new(judged.told()))))
        });
        let (rows, told): (Vec<Rivalry>, Vec<Option<Box<Comparison>>>) = rows.into_iter().unzip();
        let told = at_once.then(|| told.into_iter().flatten().map(|row| *row).collect());
        Self { rows, told }
    }

    /// All that is told of these pairs, which are kin and sorted.
    pub(super) fn tell(self, corpus: &Corpus, weighed: &Weighed, listed: &[Pair]) -> Vec<Comparison> {
        match self.told {
            Some(told) => told.into_iter().filter(|row| listed.binary_search(&row.pair).is_ok()).collect(),
            None => compare::sweep(corpus, weighed, listed, |judged| Some(judged.told())),
        }
    }
}

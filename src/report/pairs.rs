//! Which pairs a report lists.

use crate::{
    model::{Analysis, Comparison, Finding, FindingCode, Severity},
    report::PairsShown,
};

/// Contract: every pair up to this many, then each agent's best. At 100,000 pairs the list is some 25 MB of JSON.
const MOST_PAIRS: usize = 100_000;
/// Contract: how many pairs an agent keeps under `best`.
const BEST: usize = 10;

/// Raised when the list of pairs is cut down.
pub static PAIRS_CUT: FindingCode = FindingCode {
    id: "pairs-cut",
    severity: Severity::Info,
    meaning: "More than 100,000 pairs are at or above `related`: the report lists each agent's ten best instead of all. \
              Families, collisions and the summary are made from all of them.",
    cure: "Nothing to mend. Ask for `--pairs best` or `--pairs none` to say so yourself, or report on fewer paths at a time.",
};

/// The pairs to list, sorted by pair, and the finding that some were left out unasked.
pub(crate) fn listed(analysis: &Analysis, shown: PairsShown) -> (Vec<&Comparison>, Option<Finding>) {
    let rows = analysis.comparisons.rows();
    match shown {
        PairsShown::None => (Vec::new(), None),
        PairsShown::All if rows.len() <= MOST_PAIRS => (rows.iter().collect(), None),
        PairsShown::Best => (best(analysis), None),
        PairsShown::All => {
            let best = best(analysis);
            let message = format!("{} of {} pairs are listed: each agent's {BEST} best", best.len(), rows.len());
            (best, Some(Finding { code: &PAIRS_CUT, message, path: String::new(), lines: None }))
        }
    }
}

fn best(analysis: &Analysis) -> Vec<&Comparison> {
    let mut of_agent: Vec<Vec<&Comparison>> = vec![Vec::new(); analysis.corpus.len()];
    for row in analysis.comparisons.rows() {
        of_agent[row.pair.a().get()].push(row);
        of_agent[row.pair.b().get()].push(row);
    }
    let mut kept: Vec<&Comparison> = Vec::new();
    for mut rows in of_agent {
        rows.sort_by(|x, y| y.similarity.cmp(&x.similarity).then(x.pair.cmp(&y.pair)));
        kept.extend(rows.into_iter().take(BEST));
    }
    kept.sort_by_key(|row| row.pair);
    kept.dedup_by_key(|row| row.pair);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn an_agent_keeps_its_ten_best() {
        let analysis = sample::crowd(40);
        let (all, cut) = listed(&analysis, PairsShown::All);
        assert_eq!((all.len(), cut), (40 * 39 / 2, None));
        let (best, _) = listed(&analysis, PairsShown::Best);
        assert!(best.len() <= 400 && best.len() >= 200, "{}", best.len());
        assert!(best.windows(2).all(|w| w[0].pair < w[1].pair));
        assert!(listed(&analysis, PairsShown::None).0.is_empty());
    }

    #[test]
    fn a_list_past_the_cap_is_cut_and_says_so() {
        let analysis = sample::crowd(460);
        let (rows, cut) = listed(&analysis, PairsShown::All);
        assert!(rows.len() <= 4600);
        assert!(cut.is_some_and(|finding| finding.message.contains("of 105570 pairs")));
    }
}

//! Which pairs a report lists.

use crate::model::{Analysis, BEST, Comparison, Finding, FindingCode, PairsShown, Severity};

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
    let pairs = shown.of(&analysis.comparisons);
    let told = analysis.comparisons.told().iter();
    let listed: Vec<&Comparison> = told.filter(|row| pairs.binary_search(&row.pair).is_ok()).collect();
    let cut = shown.cuts(&analysis.comparisons).then(|| {
        let all = analysis.comparisons.rows().len();
        let message = format!("{} of {all} pairs are listed: each agent's {BEST} best", listed.len());
        Finding { code: &PAIRS_CUT, message, path: String::new(), lines: None, wording: None }
    });
    (listed, cut)
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

//! Which pairs a report lists.

use super::{
    comparison::{Comparisons, Kinship},
    pair::Pair,
};

/// Contract: every pair up to this many, then each agent's best. At 100,000 pairs the list is some 25 MB of JSON.
const MOST_PAIRS: usize = 100_000;
/// Contract: how many pairs an agent keeps under `best`.
pub(crate) const BEST: usize = 10;

/// Which pairs the JSON of a report lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PairsShown {
    /// Every pair at or above `related`, up to 100,000, then as `Best`.
    #[default]
    All,
    /// Each agent's ten best.
    Best,
    /// None.
    None,
}

impl PairsShown {
    /// Whether more pairs were asked for than are listed.
    #[must_use]
    pub fn cuts(self, comparisons: &Comparisons) -> bool {
        self == Self::All && comparisons.rows().len() > MOST_PAIRS
    }

    /// The pairs to list, sorted.
    #[must_use]
    pub fn of(self, comparisons: &Comparisons) -> Vec<Pair> {
        match self {
            Self::None => Vec::new(),
            Self::All if !self.cuts(comparisons) => comparisons.rows().iter().map(|row| row.pair).collect(),
            Self::All | Self::Best => best(comparisons.rows()),
        }
    }
}

fn best(rows: &[Kinship]) -> Vec<Pair> {
    let agents = rows.iter().map(|row| row.pair.b().get() + 1).max().unwrap_or(0);
    let mut of_agent: Vec<Vec<&Kinship>> = vec![Vec::new(); agents];
    for row in rows {
        of_agent[row.pair.a().get()].push(row);
        of_agent[row.pair.b().get()].push(row);
    }
    let mut kept: Vec<Pair> = Vec::new();
    for mut rows in of_agent {
        rows.sort_by(|x, y| y.similarity.cmp(&x.similarity).then(x.pair.cmp(&y.pair)));
        kept.extend(rows.into_iter().take(BEST).map(|row| row.pair));
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

//! Who goes with whom: one partner each, so that the likenesses of all couples together are the greatest.

/// A possible couple.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// The row.
    pub(super) a: usize,
    /// The column.
    pub(super) b: usize,
    /// What the couple is worth, above 0; anything else is never taken.
    pub(super) worth: f64,
}

/// How far a search went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Search {
    /// Everything was looked at.
    #[default]
    Whole,
    /// There was too much: the likeliest was looked at, the best taken first.
    Narrowed,
}

/// Who goes with whom, and how well that is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Assignment {
    /// The couples, sorted by row.
    pub(super) couples: Vec<(usize, usize)>,
    /// Whether no others are worth more together.
    pub(super) search: Search,
}

/// Cells of the table up to which the exact answer is sought (400 by 400). The work grows with the cube of the shorter
/// side.
const MOST_CELLS: usize = 160_000;

/// The couples of the greatest total worth; above [`MOST_CELLS`] the best first (at least half of the greatest total). Of two
/// answers of equal worth the same one is given each time.
pub(super) fn assign(candidates: &[Candidate]) -> Assignment {
    let worthy: Vec<Candidate> = candidates.iter().copied().filter(|c| c.worth > 0.0).collect();
    let (rows, columns) = (distinct(worthy.iter().map(|c| c.a)), distinct(worthy.iter().map(|c| c.b)));
    if rows.len() * columns.len() > MOST_CELLS {
        return Assignment { couples: greedy(worthy), search: Search::Narrowed };
    }
    let at = |list: &[usize], x: usize| list.binary_search(&x).unwrap_or(0);
    // The shorter side proposes, as the algorithm wants it.
    let turned = rows.len() > columns.len();
    let mut table = Table::new(rows.len().min(columns.len()), rows.len().max(columns.len()));
    for c in worthy {
        let (row, column) = (at(&rows, c.a), at(&columns, c.b));
        let (row, column) = if turned { (column, row) } else { (row, column) };
        table.raise(row, column, c.worth);
    }
    let mut out: Vec<(usize, usize)> = table
        .couples()
        .map(|(row, column)| if turned { (rows[column], columns[row]) } else { (rows[row], columns[column]) })
        .collect();
    out.sort_unstable();
    Assignment { couples: out, search: Search::Whole }
}

fn distinct(items: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut out: Vec<usize> = items.collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn greedy(mut candidates: Vec<Candidate>) -> Vec<(usize, usize)> {
    candidates.sort_by(|x, y| y.worth.total_cmp(&x.worth).then((x.a, x.b).cmp(&(y.a, y.b))));
    let (mut rows, mut columns) = (rustc_hash::FxHashSet::default(), rustc_hash::FxHashSet::default());
    let mut out = Vec::new();
    for c in candidates {
        if !rows.contains(&c.a) && !columns.contains(&c.b) {
            rows.insert(c.a);
            columns.insert(c.b);
            out.push((c.a, c.b));
        }
    }
    out.sort_unstable();
    out
}

/// Worths by row and column, not more rows than columns.
struct Table {
    columns: usize,
    worth: Vec<f64>,
}

/// The state of the search: a price for each row and column, and which row each column has, all counted from 1 with 0 for
/// "none yet".
struct Market {
    row_price: Vec<f64>,
    column_price: Vec<f64>,
    owner: Vec<usize>,
}

impl Table {
    fn new(rows: usize, columns: usize) -> Self {
        Self { columns, worth: vec![0.0; rows * columns] }
    }

    fn raise(&mut self, row: usize, column: usize, worth: f64) {
        let cell = &mut self.worth[row * self.columns + column];
        *cell = cell.max(worth);
    }

    fn worth(&self, row: usize, column: usize) -> f64 {
        self.worth[row * self.columns + column]
    }

    /// Row and column of each couple of some worth.
    fn couples(&self) -> impl Iterator<Item = (usize, usize)> {
        let rows = self.worth.len().checked_div(self.columns).unwrap_or(0);
        let mut market = Market {
            row_price: vec![0.0; rows + 1],
            column_price: vec![0.0; self.columns + 1],
            owner: vec![0; self.columns + 1],
        };
        for row in 1..=rows {
            self.place(row, &mut market);
        }
        let couples: Vec<(usize, usize)> = (1..=self.columns)
            .filter(|column| market.owner[*column] > 0)
            .map(|column| (market.owner[column] - 1, column - 1))
            .filter(|(row, column)| self.worth(*row, *column) > 0.0)
            .collect();
        couples.into_iter()
    }

    /// Finds a column for `row`, moving others on along the cheapest path: the Hungarian method in its form with prices
    /// (Kuhn 1955; Jonker and Volgenant, "A shortest augmenting path algorithm", Computing 38, 1987).
    fn place(&self, row: usize, market: &mut Market) {
        market.owner[0] = row;
        let mut slack = vec![f64::INFINITY; self.columns + 1];
        let mut came_from = vec![0; self.columns + 1];
        let mut seen = vec![false; self.columns + 1];
        let mut at = 0;
        while market.owner[at] != 0 {
            seen[at] = true;
            let (step, next) = self.cheapest(at, market, &seen, (&mut slack, &mut came_from));
            for column in 0..=self.columns {
                if seen[column] {
                    market.row_price[market.owner[column]] += step;
                    market.column_price[column] -= step;
                } else {
                    slack[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            let before = came_from[at];
            market.owner[at] = market.owner[before];
            at = before;
        }
    }

    /// The unseen column that is cheapest to reach, and by how much, after looking from the owner of column `at`.
    fn cheapest(
        &self,
        at: usize,
        market: &Market,
        seen: &[bool],
        (slack, came_from): (&mut [f64], &mut [usize]),
    ) -> (f64, usize) {
        let row = market.owner[at];
        let (mut step, mut next) = (f64::INFINITY, 0);
        for column in (1..=self.columns).filter(|column| !seen[*column]) {
            let cost = -self.worth(row - 1, column - 1) - market.row_price[row] - market.column_price[column];
            if cost < slack[column] {
                slack[column] = cost;
                came_from[column] = at;
            }
            if slack[column] < step {
                step = slack[column];
                next = column;
            }
        }
        (step, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(cells: &[(usize, usize, f64)]) -> Vec<Candidate> {
        cells.iter().map(|(a, b, worth)| Candidate { a: *a, b: *b, worth: *worth }).collect()
    }

    #[test]
    fn the_best_couple_yields_where_all_gain() {
        let cells = of(&[(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8), (7, 9, 0.1), (3, 3, 0.0)]);
        assert_eq!(assign(&cells).couples, [(0, 1), (1, 0), (7, 9)]);
        assert_eq!(greedy(cells[..3].to_vec()), [(0, 0)]);
        assert_eq!(assign(&[]), Assignment::default());
    }

    /// Every way to pair rows with columns, tried.
    fn exhaustive(worth: &[Vec<f64>], row: usize, taken: u32) -> f64 {
        let Some(cells) = worth.get(row) else { return 0.0 };
        let without = exhaustive(worth, row + 1, taken);
        let with = cells.iter().enumerate().filter(|(b, _)| taken & (1 << b) == 0);
        with.map(|(b, w)| w + exhaustive(worth, row + 1, taken | 1 << b)).fold(without, f64::max)
    }

    proptest! {
        #[test]
        fn nothing_beats_it(worth in prop::collection::vec(prop::collection::vec(0.0..1.0f64, 5), 1..7)) {
            let cells: Vec<Candidate> = worth.iter().enumerate()
                .flat_map(|(a, row)| row.iter().enumerate().map(move |(b, worth)| Candidate { a, b, worth: *worth }))
                .collect();
            let couples = assign(&cells).couples;
            let total: f64 = couples.iter().map(|(a, b)| worth[*a][*b]).sum();
            prop_assert!((total - exhaustive(&worth, 0, 0)).abs() < 1e-9);
            let columns: std::collections::BTreeSet<_> = couples.iter().map(|(_, b)| b).collect();
            prop_assert_eq!(columns.len(), couples.len());
        }
    }
}

//! What changed its place: the fewest items that must move to bring one order into the other.

/// Which items of a sequence stay where they are: `places[i]` is where item `i` stands in the other order (no two the
/// same), `weights[i]` what moving it costs. The items that stay are the increasing subsequence of the greatest weight;
/// of two of equal weight the one that ends first. O(n log n) (Fredman, "On computing the length of longest increasing
/// subsequences", 1975, with weights in a Fenwick tree).
pub(super) fn staying(places: &[usize], weights: &[u64]) -> Vec<bool> {
    let mut ranks: Vec<usize> = (0..places.len()).collect();
    ranks.sort_by_key(|item| places[*item]);
    let mut rank_of = vec![0; places.len()];
    for (rank, item) in ranks.into_iter().enumerate() {
        rank_of[item] = rank;
    }
    let mut best = Tree(vec![(0, None); places.len() + 1]);
    let mut before = vec![None; places.len()];
    for (item, rank) in rank_of.iter().enumerate() {
        let (weight, last) = best.up_to(*rank);
        before[item] = last;
        best.raise(*rank, (weight + weights[item], Some(item)));
    }
    let mut stays = vec![false; places.len()];
    let mut at = best.up_to(places.len()).1;
    while let Some(item) = at {
        stays[item] = true;
        at = before[item];
    }
    stays
}

/// The heaviest chain that ends below a rank, with its last item (Fenwick 1994).
struct Tree(Vec<(u64, Option<usize>)>);

impl Tree {
    fn up_to(&self, rank: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut at = rank;
        while at > 0 {
            if self.0[at].0 > best.0 {
                best = self.0[at];
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, rank: usize, chain: (u64, Option<usize>)) {
        let mut at = rank + 1;
        while at < self.0.len() {
            if chain.0 > self.0[at].0 {
                self.0[at] = chain;
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_move() {
        assert_eq!(staying(&[0, 1, 2], &[1; 3]), [true; 3]);
        assert_eq!(staying(&[0, 3, 1, 2], &[1; 4]), [true, false, true, true]);
        assert_eq!(staying(&[2, 0, 1], &[1; 3]), [false, true, true]);
        assert_eq!(staying(&[40, 10, 20], &[9, 1, 1]), [true, false, false]);
        assert!(staying(&[], &[]).is_empty());
    }

    #[test]
    fn heavier_items_stay() {
        assert_eq!(staying(&[1, 0], &[1, 2]), [false, true]);
        assert_eq!(staying(&[1, 0], &[2, 1]), [true, false]);
    }
}

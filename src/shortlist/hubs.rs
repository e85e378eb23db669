//! Groups too large to pair every two of: each with a few hubs, so that the pairs grow with the group, not its square.

/// Hubs of a group: with eight, one of them is nearly always central enough to hold the group together.
pub(super) const HUBS: usize = 8;

/// The hubs of `group`: the nodes with the lowest ranks, lowest first, so that groups of the same nodes have the same hubs.
pub(super) fn hubs(group: &[u32], ranks: &[u128]) -> Vec<u32> {
    let mut out = group.to_vec();
    let rank = |node: &u32| (ranks[*node as usize], *node);
    if out.len() > HUBS {
        out.select_nth_unstable_by_key(HUBS - 1, rank);
        out.truncate(HUBS);
    }
    out.sort_unstable_by_key(rank);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_nodes_give_the_same_hubs() {
        let ranks: Vec<u128> = (0..50).map(|n| (n * 17) % 50).collect();
        let (forth, back): (Vec<u32>, Vec<u32>) = ((0..50).collect(), (0..50).rev().collect());
        assert_eq!(hubs(&forth, &ranks), hubs(&back, &ranks));
        assert_eq!(hubs(&forth, &ranks).len(), HUBS);
        assert_eq!(hubs(&[1, 3], &ranks), [3, 1]);
    }
}

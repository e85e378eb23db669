//! Numbers that are spread evenly, as hashes are: where each of them belongs is told by its first bits, so that sorting
//! them takes next to no comparisons (bucket sort: Knuth, The Art of Computer Programming 3, 5.2.5).

/// Fewer are sorted sooner as any numbers are.
const FEWEST: usize = 48;
/// Bits of a bucket's number: of more buckets the ends do not fit into the nearest cache.
const MOST_BITS: u32 = 11;
/// Numbers in a bucket that are put in order one by one. Hashes of words that are said again and again share one.
const MOST_IN_ORDER: usize = 16;

/// Sorts them, as [`slice::sort_unstable`] does. Numbers that are not spread evenly take longer, and no longer than there.
pub fn sort(hashes: &mut Vec<u32>) {
    let len = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
    let (Some(least), Some(most)) = (hashes.iter().min(), hashes.iter().max()) else { return };
    let (least, width) = (*least, u32::BITS - (most - least).leading_zeros());
    if hashes.len() < FEWEST || len == u32::MAX {
        hashes.sort_unstable();
        return;
    }
    let bits = len.ilog2().min(MOST_BITS);
    let shift = width.saturating_sub(bits);
    let bucket = |hash: u32| ((hash - least) >> shift) as usize;
    // Where each bucket begins, then where its next number goes, and so in the end where it ends.
    let mut ends = vec![0u32; (1 << bits) + 1];
    for hash in &*hashes {
        ends[bucket(*hash) + 1] += 1;
    }
    let mut before = 0;
    for end in &mut ends {
        before += *end;
        *end = before;
    }
    let mut out = vec![0; hashes.len()];
    for hash in &*hashes {
        let end = &mut ends[bucket(*hash)];
        out[*end as usize] = *hash;
        *end += 1;
    }
    settle(&mut out, &ends);
    *hashes = out;
}

/// Puts the numbers of each bucket in order, which ends where `ends` says.
fn settle(out: &mut [u32], ends: &[u32]) {
    let mut start = 0;
    for end in ends.iter().map(|end| *end as usize) {
        let bucket = &mut out[start..end];
        start = end;
        if bucket.len() > MOST_IN_ORDER {
            bucket.sort_unstable();
            continue;
        }
        for at in 1..bucket.len() {
            let (hash, mut free) = (bucket[at], at);
            while free > 0 && bucket[free - 1] > hash {
                bucket[free] = bucket[free - 1];
                free -= 1;
            }
            bucket[free] = hash;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(mut hashes: Vec<u32>) -> Vec<u32> {
        hashes.sort_unstable();
        hashes
    }

    proptest! {
        #[test]
        fn any_numbers_are_sorted(
            spread in prop::collection::vec(any::<u32>(), 0..3000),
            near in prop::collection::vec(0..40_u32, 0..300),
            from in any::<u32>(),
        ) {
            let near: Vec<u32> = near.into_iter().map(|more| from.saturating_add(more)).collect();
            for all in [[spread.clone(), near.clone()].concat(), spread, near] {
                let mut told = all.clone();
                sort(&mut told);
                prop_assert_eq!(told, sorted(all));
            }
        }
    }

    #[test]
    fn the_least_and_the_greatest_number_have_their_place() {
        for ends in [[0, u32::MAX], [7, 7], [u32::MAX, u32::MAX], [1 << 31, (1 << 31) - 1]] {
            let all = ends.repeat(99);
            let mut told = all.clone();
            sort(&mut told);
            assert_eq!(told, sorted(all));
        }
    }
}

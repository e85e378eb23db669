//! Where a hash stands in a sorted list, found without searching: most that is asked for is not there.
//!
//! Stepping through a list waits at every step for the comparison before; a filter of bits does not (Bloom, "Space/time
//! trade-offs in hash coding with allowable errors", 1970, with one hash function: the hash itself).

/// Bits of the filter for each hash: one look-up in so many of what is not there goes on to the list.
const BITS_A_HASH: usize = 32;

/// What is known of a sorted list of distinct hashes, beside the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lookup {
    /// Which top bits any hash of the list has; empty where the list is.
    filter: Vec<u64>,
    filter_shift: u32,
    /// Where in the list the hashes of each run of top bits begin.
    starts: Vec<u32>,
    start_shift: u32,
}

impl Lookup {
    /// Lays the list `hashes` out, in time linear in its length.
    #[must_use]
    pub fn new(hashes: &[u32]) -> Self {
        if hashes.is_empty() {
            return Self::default();
        }
        let filter_log = (hashes.len() * BITS_A_HASH).next_power_of_two().ilog2().clamp(6, 28);
        let start_log = hashes.len().next_power_of_two().ilog2().clamp(1, 24);
        let mut filter = vec![0u64; 1 << (filter_log - 6)];
        let mut starts = vec![0u32; 1 << start_log];
        let (filter_shift, start_shift) = (32 - filter_log, 32 - start_log);
        let mut next = 0;
        for (at, hash) in (0u32..).zip(hashes) {
            let bit = hash >> filter_shift;
            filter[(bit >> 6) as usize] |= 1 << (bit & 63);
            let run = (hash >> start_shift) as usize;
            if run >= next {
                starts[next..=run].fill(at);
                next = run + 1;
            }
        }
        let end = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
        starts[next..].fill(end);
        Self { filter, filter_shift, starts, start_shift }
    }

    /// Whether the list is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.filter.is_empty()
    }

    /// The place of `hash` in `hashes`, the list that was laid out.
    #[must_use]
    pub fn place(&self, hashes: &[u32], hash: u32) -> Option<usize> {
        let bit = hash >> self.filter_shift;
        let word = self.filter.get((bit >> 6) as usize)?;
        if word >> (bit & 63) & 1 == 0 {
            return None;
        }
        let start = self.starts[(hash >> self.start_shift) as usize] as usize;
        let ahead = hashes[start..].iter().position(|one| *one >= hash)?;
        (hashes[start + ahead] == hash).then_some(start + ahead)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_stands_in_an_empty_list() {
        assert!(Lookup::new(&[]).is_empty());
        assert_eq!([0, 7, u32::MAX].map(|hash| Lookup::new(&[]).place(&[], hash)), [None; 3]);
    }

    proptest! {
        /// As searching the list has it.
        #[test]
        fn each_is_found_where_it_stands(
            all in prop::collection::btree_set(prop_oneof![0u32..40, any::<u32>(), u32::MAX - 9..=u32::MAX], 0..80),
            asked in prop::collection::vec(prop_oneof![0u32..40, any::<u32>(), u32::MAX - 9..=u32::MAX], 0..80),
        ) {
            let all: BTreeSet<u32> = all;
            let list: Vec<u32> = all.into_iter().collect();
            let lookup = Lookup::new(&list);
            for hash in list.iter().chain(&asked) {
                prop_assert_eq!(lookup.place(&list, *hash), list.binary_search(hash).ok());
            }
        }
    }
}

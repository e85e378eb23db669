//! A facet laid out so that what others have in common with it is found without walking through it.
//!
//! An agent is held against dozens of others in a row. Stepping through two sorted lists at once waits at every step for the
//! comparison before; looking each hash of the other up in a filter of bits does not, and most are not there (Bloom,
//! "Space/time trade-offs in hash coding with allowable errors", 1970, with one hash function: the hash itself).

use super::facet::Facet;

/// Bits of the filter for each hash: one look-up in so many of what is not there goes on to the list.
const BITS_A_HASH: usize = 32;

/// A facet with its filter.
#[derive(Debug)]
pub(super) struct Imprint<'f> {
    facet: &'f Facet,
    /// Which top bits any hash of the facet has.
    filter: Vec<u64>,
    filter_shift: u32,
    /// Where in the facet the hashes of each run of top bits begin.
    starts: Vec<u32>,
    start_shift: u32,
}

impl<'f> Imprint<'f> {
    /// Lays `facet` out, in time linear in its length.
    pub(super) fn new(facet: &'f Facet) -> Self {
        let filter_log = (facet.len() * BITS_A_HASH).next_power_of_two().ilog2().clamp(6, 28);
        let start_log = facet.len().next_power_of_two().ilog2().clamp(1, 24);
        let mut filter = vec![0u64; 1 << (filter_log - 6)];
        let mut starts = vec![0u32; 1 << start_log];
        let (filter_shift, start_shift) = (32 - filter_log, 32 - start_log);
        let mut next = 0;
        for (at, hash) in (0u32..).zip(facet.hashes()) {
            let bit = hash >> filter_shift;
            filter[(bit >> 6) as usize] |= 1 << (bit & 63);
            let run = (hash >> start_shift) as usize;
            if run >= next {
                starts[next..=run].fill(at);
                next = run + 1;
            }
        }
        let end = u32::try_from(facet.len()).unwrap_or(u32::MAX);
        starts[next..].fill(end);
        Self { facet, filter, filter_shift, starts, start_shift }
    }

    /// A facet in which nothing is looked up.
    pub(super) const fn none(facet: &'f Facet) -> Self {
        Self { facet, filter: Vec::new(), filter_shift: 0, starts: Vec::new(), start_shift: 0 }
    }

    /// Calls `each` with the weights here and there of every hash that `other` has too, in the order of the hashes.
    pub(super) fn meet(&self, other: &Facet, mut each: impl FnMut(f32, f32)) {
        let own = self.facet.hashes();
        if own.is_empty() {
            return;
        }
        for (there, hash) in other.hashes().iter().enumerate() {
            let bit = hash >> self.filter_shift;
            if self.filter[(bit >> 6) as usize] >> (bit & 63) & 1 == 0 {
                continue;
            }
            let start = self.starts[(hash >> self.start_shift) as usize] as usize;
            let run = own[start..].iter().position(|one| one >= hash);
            if let Some(here) = run.map(|ahead| start + ahead).filter(|here| own[*here] == *hash) {
                each(self.facet.weight_at(here), other.weight_at(there));
            }
        }
    }

    /// The weight of what both sets hold.
    pub(super) fn shared(&self, other: &Facet) -> f64 {
        self.sum(other, f32::min)
    }

    /// The cosine of two vectors.
    pub(super) fn cosine(&self, other: &Facet) -> f64 {
        self.sum(other, |x, y| x * y)
    }

    fn sum(&self, other: &Facet, both: impl Fn(f32, f32) -> f32) -> f64 {
        let mut sum = 0.0;
        self.meet(other, |x, y| sum += f64::from(both(x, y)));
        sum
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn facet(of: &BTreeMap<u32, u16>) -> Facet {
        Facet::set(of.iter().map(|(hash, weight)| (*hash, f64::from(*weight))))
    }

    fn close(x: f64, y: f64) -> bool {
        (x - y).abs() < 1e-6 * (1.0 + x.abs())
    }

    proptest! {
        #[test]
        fn what_is_shared_is_what_both_hold(
            a in prop::collection::btree_map(prop_oneof![0u32..40, any::<u32>()], 1u16..9, 0..60),
            b in prop::collection::btree_map(prop_oneof![0u32..40, any::<u32>()], 1u16..9, 0..60),
        ) {
            let both = || a.iter().filter_map(|(hash, x)| b.get(hash).map(|y| (f64::from(*x), f64::from(*y))));
            let (one, other) = (facet(&a), facet(&b));
            let imprint = Imprint::new(&one);
            prop_assert!(close(imprint.shared(&other), both().map(|(x, y)| x.min(y)).sum()));
            prop_assert!(close(imprint.cosine(&other), both().map(|(x, y)| x * y).sum()));
            // Not one bit may hang on which side was laid out.
            prop_assert_eq!(imprint.shared(&other).to_bits(), Imprint::new(&other).shared(&one).to_bits());
        }
    }
}

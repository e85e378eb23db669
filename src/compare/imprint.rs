//! A facet laid out so that what others have in common with it is found without walking through it: an agent is held against
//! dozens of others in a row.

use std::{cell::OnceCell, ops::Range};

use super::facet::Facet;
use crate::model::Lookup;

/// A facet with its filter, which is made once somebody asks: many aspects are not asked for of pairs that are only judged.
#[derive(Debug)]
pub(super) struct Imprint<'f> {
    facet: &'f Facet,
    lookup: OnceCell<Lookup>,
}

impl<'f> Imprint<'f> {
    /// Lays `facet` out, in time linear in its length where it is asked for.
    pub(super) fn new(facet: &'f Facet) -> Self {
        Self { facet, lookup: OnceCell::new() }
    }

    /// Calls `each` with the weights here and there of every hash that `other` has too, in the order of the hashes.
    fn meet(&self, other: &Facet, each: impl FnMut(f32, f32)) {
        self.meet_some(other, 0..other.len(), each);
    }

    /// The same of the hashes that stand in `other` at these places.
    pub(super) fn meet_some(&self, other: &Facet, places: Range<usize>, mut each: impl FnMut(f32, f32)) {
        let (own, first) = (self.facet.hashes(), places.start);
        if own.is_empty() {
            return;
        }
        let lookup = self.lookup.get_or_init(|| Lookup::new(own));
        for (there, hash) in other.hashes()[places].iter().enumerate() {
            if let Some(here) = lookup.place(own, *hash) {
                each(self.facet.weight_at(here), other.weight_at(first + there));
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

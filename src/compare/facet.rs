//! One facet of an agent as weighed hashes: what every signal but the plainest reads.

use std::sync::Arc;

use crate::model::{Numbers, Record, Term, list, upper, wide};

/// Weighed hashes, sorted, distinct: the upper half of a hash is enough to tell the words of two agents apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facet {
    hashes: Arc<[u32]>,
    weights: Box<[f32]>,
    total: f64,
    early: Early,
}

/// What of a facet is met first: hashes are even, so that the lowest are a sample of all (Broder, "On the resemblance and
/// containment of documents", SEQUENCES 1997).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Early {
    /// How many hashes.
    pub(super) count: usize,
    /// What they weigh together.
    pub(super) weight: f64,
}

/// Hashes below this are met first: a quarter of all.
const EARLY: u32 = 1 << 30;

impl Early {
    fn of(hashes: &[u32], weights: &[f32]) -> Self {
        let count = hashes.partition_point(|hash| *hash < EARLY);
        Self { count, weight: weights[..count].iter().map(|weight| f64::from(*weight)).sum() }
    }
}

impl Facet {
    /// A set: each hash with its weight.
    pub(super) fn set(weights: impl IntoIterator<Item = (u32, f64)>) -> Self {
        let mut all: Vec<(u32, f32)> = weights.into_iter().map(|(hash, weight)| (hash, narrow(weight))).collect();
        if !all.is_sorted_by_key(|one| one.0) {
            all.sort_by_key(|one| one.0);
        }
        all.dedup_by_key(|one| one.0);
        Self::of(all)
    }

    fn of(sorted: Vec<(u32, f32)>) -> Self {
        let hashes = sorted.iter().map(|one| one.0).collect();
        Self::new(hashes, sorted.into_iter().map(|one| one.1).collect())
    }

    /// Each of these hashes, sorted and distinct, with the weight at its place.
    fn new(hashes: Arc<[u32]>, weights: Box<[f32]>) -> Self {
        let total = weights.iter().map(|weight| f64::from(*weight)).sum();
        let early = Early::of(&hashes, &weights);
        Self { hashes, weights, total, early }
    }

    /// The set of these hashes, sorted and distinct, each with its weight. They are held once, whoever else holds them.
    pub(super) fn over(hashes: &Arc<[u32]>, weight: impl Fn(u32) -> f64) -> Self {
        let weights: Box<[f32]> = hashes.iter().map(|hash| narrow(weight(*hash))).collect();
        Self::new(Arc::clone(hashes), weights)
    }

    /// What is left when nothing will be looked up: whether it is empty.
    pub(super) fn closed(&self) -> Self {
        Self { total: self.total, ..Self::default() }
    }

    /// A vector of length 1 (or of no entries): each term weighs `(1 + ln count) * weight(hash)`, Salton's `ltc`.
    pub(super) fn vector(terms: &[Term], weight: impl Fn(u32) -> f64) -> Self {
        // Most words of most texts stand there once.
        let often = |count: u32| if count == 1 { 1.0 } else { 1.0 + f64::from(count).ln() };
        Self::set(terms.iter().map(|t| (t.hash, often(t.count) * weight(t.hash)))).normalized()
    }

    /// The weighted sum of vectors, made length 1 again.
    pub(super) fn blend(parts: &[(&Facet, f64)]) -> Self {
        let mut all: Vec<(u32, f32)> = Vec::with_capacity(parts.iter().map(|(facet, _)| facet.len()).sum());
        for (facet, by) in parts {
            all.extend(facet.iter().map(|(hash, weight)| (hash, narrow(f64::from(weight) * by))));
        }
        // A stable sort keeps the order of the parts, so that the sums below do not depend on chance.
        all.sort_by_key(|one| one.0);
        all.dedup_by(|later, first| {
            let same = later.0 == first.0;
            first.1 += if same { later.1 } else { 0.0 };
            same
        });
        Self::of(all).normalized()
    }

    fn normalized(mut self) -> Self {
        let length = self.iter().map(|(_, weight)| f64::from(weight).powi(2)).sum::<f64>().sqrt();
        if self.weights.iter().any(|weight| *weight <= 0.0) {
            self = Self::of(self.iter().filter(|(_, weight)| *weight > 0.0).collect());
        }
        for weight in &mut self.weights {
            *weight = narrow(f64::from(*weight) / length);
        }
        Self::new(self.hashes, self.weights)
    }

    /// Hashes with their weights, sorted by hash.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.hashes.iter().copied().zip(self.weights.iter().copied())
    }

    /// The hashes, sorted.
    pub(super) fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The weight of the hash at a place in [`Facet::hashes`].
    pub(super) fn weight_at(&self, at: usize) -> f32 {
        self.weights[at]
    }

    /// Whether nothing in it weighs anything.
    pub(super) fn is_empty(&self) -> bool {
        self.total <= 0.0
    }

    /// How many hashes.
    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The sum of its weights.
    pub(super) const fn total(&self) -> f64 {
        self.total
    }

    /// What of it is met first.
    pub(super) const fn early(&self) -> Early {
        self.early
    }

    /// The weight of a hash; 0 for one that it does not hold.
    pub(super) fn weight(&self, hash: u64) -> f64 {
        self.hashes.binary_search(&upper(hash)).map_or(0.0, |at| f64::from(self.weights[at]))
    }
}

impl Record for Facet {
    fn write(&self, out: &mut Vec<u32>) {
        wide(self.total.to_bits(), out);
        list(self.hashes.iter().copied(), out);
        out.extend(self.weights.iter().map(|weight| weight.to_bits()));
    }

    fn read(from: &mut Numbers<'_>) -> Self {
        let total = f64::from_bits(from.wide());
        let hashes = from.list();
        let weights = from.some(hashes.len());
        let hashes: Arc<[u32]> = hashes[..weights.len()].into();
        let weights: Box<[f32]> = weights.iter().map(|bits| f32::from_bits(*bits)).collect();
        let early = Early::of(&hashes, &weights);
        Self { hashes, weights, total, early }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more than 24 bits")]
fn narrow(weight: f64) -> f32 {
    weight as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(hashes: &[u32]) -> Vec<Term> {
        hashes.iter().map(|hash| Term { hash: *hash, count: 1 }).collect()
    }

    fn length(facet: &Facet) -> f64 {
        facet.iter().map(|(_, weight)| f64::from(weight).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn a_set_knows_its_weights() {
        let a = Facet::set([(3, 0.25), (1, 1.0), (2, 0.5)]);
        assert_eq!(a.hashes(), [1, 2, 3]);
        assert!((a.total() - 1.75).abs() < 1e-9);
        assert!((a.weight(2 << 32) - 0.5).abs() < 1e-9);
        assert!(a.weight(9 << 32) <= 0.0);
    }

    #[test]
    fn vectors_have_length_one() {
        let a = Facet::vector(&terms(&[1, 2]), |_| 0.7);
        let b = Facet::vector(&terms(&[2, 3]), |_| 0.7);
        let both = Facet::blend(&[(&a, 1.0), (&b, 1.0)]);
        assert!([&a, &b, &both].iter().all(|facet| (length(facet) - 1.0).abs() < 1e-6));
        assert!(both.weight(2 << 32) > both.weight(1 << 32));
    }

    #[test]
    fn what_weighs_nothing_is_empty() {
        assert!(Facet::vector(&terms(&[1]), |_| 0.0).is_empty());
        assert!(Facet::vector(&[], |_| 1.0).is_empty());
    }
}

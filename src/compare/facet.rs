//! One facet of an agent as weighed hashes: what every signal but the plainest reads.

use crate::model::{Term, upper};

/// A hash (its upper half, enough to tell the words of two agents apart) with its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weight {
    pub(super) hash: u32,
    pub(super) weight: f32,
}

/// Weighed hashes, sorted, distinct.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facet {
    weights: Vec<Weight>,
    total: f64,
}

impl Facet {
    /// A set: each hash with its weight.
    pub(super) fn set(weights: impl IntoIterator<Item = (u64, f64)>) -> Self {
        let mut out: Vec<Weight> = weights.into_iter().map(|(hash, weight)| narrow(upper(hash), weight)).collect();
        out.sort_unstable_by_key(|w| w.hash);
        out.dedup_by_key(|w| w.hash);
        let total = out.iter().map(|w| f64::from(w.weight)).sum();
        Self { weights: out, total }
    }

    /// A vector of length 1 (or of no entries): each term weighs `(1 + ln count) * weight(hash)`, Salton's `ltc`.
    pub(super) fn vector(terms: &[Term], weight: impl Fn(u64) -> f64) -> Self {
        let raw = terms.iter().map(|t| (t.hash, (1.0 + f64::from(t.count).ln()) * weight(t.hash)));
        Self::set(raw).normalized()
    }

    /// The weighted sum of vectors, made length 1 again.
    pub(super) fn blend(parts: &[(&Facet, f64)]) -> Self {
        let mut all: Vec<Weight> = Vec::new();
        for (facet, by) in parts {
            all.extend(facet.weights.iter().map(|w| narrow(w.hash, f64::from(w.weight) * by)));
        }
        // A stable sort keeps the order of the parts, so that the sums below do not depend on chance.
        all.sort_by_key(|w| w.hash);
        let mut out: Vec<Weight> = Vec::with_capacity(all.len());
        for w in all {
            match out.last_mut() {
                Some(last) if last.hash == w.hash => last.weight += w.weight,
                _ => out.push(w),
            }
        }
        Self { weights: out, total: 0.0 }.normalized()
    }

    fn normalized(mut self) -> Self {
        let length = self.weights.iter().map(|w| f64::from(w.weight).powi(2)).sum::<f64>().sqrt();
        self.weights.retain(|w| w.weight > 0.0);
        for w in &mut self.weights {
            *w = narrow(w.hash, f64::from(w.weight) / length);
        }
        self.total = self.weights.iter().map(|w| f64::from(w.weight)).sum();
        self
    }

    /// Whether nothing in it weighs anything.
    pub(super) fn is_empty(&self) -> bool {
        self.total <= 0.0
    }

    /// How many hashes.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    /// The sum of its weights.
    pub(super) const fn total(&self) -> f64 {
        self.total
    }

    /// The weight of a hash; 0 for one that it does not hold.
    pub(super) fn weight(&self, hash: u64) -> f64 {
        let at = self.weights.binary_search_by_key(&upper(hash), |w| w.hash);
        at.map_or(0.0, |at| f64::from(self.weights[at].weight))
    }

    /// The weight of what both sets hold.
    pub(super) fn shared(&self, other: &Facet) -> f64 {
        self.meet(other, f32::min)
    }

    /// How many hashes both hold.
    pub(super) fn shared_count(&self, other: &Facet) -> f64 {
        self.meet(other, |_, _| 1.0)
    }

    /// The cosine of two vectors.
    pub(super) fn cosine(&self, other: &Facet) -> f64 {
        self.meet(other, |x, y| x * y)
    }

    /// The weight of what `other` does not hold.
    pub(super) fn lacking(&self, other: &Facet) -> f64 {
        let mut rest = other.weights.as_slice();
        let mut sum = 0.0;
        for own in &self.weights {
            rest = &rest[rest.partition_point(|w| w.hash < own.hash)..];
            if rest.first().is_none_or(|w| w.hash != own.hash) {
                sum += f64::from(own.weight);
            }
        }
        sum
    }

    fn meet(&self, other: &Facet, both: impl Fn(f32, f32) -> f32) -> f64 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < self.weights.len() && j < other.weights.len() {
            let (x, y) = (self.weights[i], other.weights[j]);
            if x.hash == y.hash {
                sum += f64::from(both(x.weight, y.weight));
            }
            // Both steps without a branch: which side is behind cannot be foretold, and a wrong guess costs more than this.
            i += usize::from(x.hash <= y.hash);
            j += usize::from(y.hash <= x.hash);
        }
        sum
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more than 24 bits")]
fn narrow(hash: u32, weight: f64) -> Weight {
    Weight { hash, weight: weight as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(hashes: &[u64]) -> Vec<Term> {
        hashes.iter().map(|h| Term { hash: h << 32, count: 1 }).collect()
    }

    #[test]
    fn sets_share_what_both_hold() {
        let a = Facet::set([(1 << 32, 1.0), (2 << 32, 0.5), (3 << 32, 0.25)]);
        let b = Facet::set([(2 << 32, 0.5), (3 << 32, 0.25), (4 << 32, 1.0)]);
        assert!((a.shared(&b) - 0.75).abs() < 1e-9);
        assert!((a.shared_count(&b) - 2.0).abs() < 1e-9);
        assert!((a.total() - 1.75).abs() < 1e-9);
        assert!((a.weight(2 << 32) - 0.5).abs() < 1e-9);
        assert!(a.weight(9 << 32) <= 0.0);
        assert!((a.lacking(&b) - 1.0).abs() < 1e-9 && (b.lacking(&a) - 1.0).abs() < 1e-9);
        assert!(a.lacking(&a) <= 0.0);
    }

    #[test]
    fn vectors_have_length_one() {
        let a = Facet::vector(&terms(&[1, 2]), |_| 0.7);
        let b = Facet::vector(&terms(&[2, 3]), |_| 0.7);
        assert!((a.cosine(&a) - 1.0).abs() < 1e-6);
        assert!((a.cosine(&b) - 0.5).abs() < 1e-6);
        let both = Facet::blend(&[(&a, 1.0), (&b, 1.0)]);
        assert!((both.cosine(&both) - 1.0).abs() < 1e-6);
        assert!(both.weight(2 << 32) > both.weight(1 << 32));
    }

    #[test]
    fn what_weighs_nothing_is_empty() {
        assert!(Facet::vector(&terms(&[1]), |_| 0.0).is_empty());
        assert!(Facet::vector(&[], |_| 1.0).is_empty());
    }
}

//! A likeness between nothing and the same.

use serde::Serialize;

/// A likeness in `0.0..=1.0`: never NaN, never outside. Serialized rounded to four places.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score(f64);

impl Score {
    /// Nothing in common.
    pub const NONE: Score = Score(0.0);
    /// The same.
    pub const FULL: Score = Score(1.0);

    /// `value` clamped into `0.0..=1.0`; NaN (a division of nothing by nothing) counts as nothing in common.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self(if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) })
    }

    /// `part / whole`, or `None` where there is no whole to take a part of.
    #[must_use]
    pub fn ratio(part: f64, whole: f64) -> Option<Self> {
        (whole > 0.0).then(|| Self::new(part / whole))
    }

    /// The bare number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// Rounded to four places, as every document prints it.
    #[must_use]
    pub fn rounded(self) -> f64 {
        (self.0 * 10_000.0).round() / 10_000.0
    }
}

impl Eq for Score {}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_f64(self.rounded())
    }
}

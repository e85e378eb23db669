//! Settings as one source writes them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Copies, Ignored};

/// Every key, as a file spells it.
pub const KEYS: &[&str] = &[
    "color",
    "copies",
    "fail-on",
    "format",
    "ignore",
    "jobs",
    "min-support",
    "pairs",
    "thresholds",
    "weights",
    "width",
];

/// What one source says; `None` where it says nothing.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Layer {
    /// `auto`, `always` or `never`.
    pub color: Option<String>,
    /// Agents that must stay equal.
    pub copies: Option<Vec<Copies>>,
    /// The relation from which on a run exits 1.
    pub fail_on: Option<String>,
    /// A reporter's name.
    pub format: Option<String>,
    /// Agents that are no copies of one another.
    pub ignore: Option<Vec<Ignored>>,
    /// Threads, at least 1.
    pub jobs: Option<u32>,
    /// Keep what at least so many members say, at least 1.
    pub min_support: Option<u32>,
    /// Which pairs a report lists: `all`, `best` or `none`.
    pub pairs: Option<String>,
    /// For `copy`, `family` and `related` the probability from which it is told.
    pub thresholds: Option<BTreeMap<String, f64>>,
    /// For the same the log odds that each feature brings.
    pub weights: Option<BTreeMap<String, BTreeMap<String, f64>>>,
    /// Columns of the page, at least 40.
    pub width: Option<u32>,
}

impl Layer {
    /// What this layer says, and where it says nothing, what `below` says.
    #[must_use]
    pub fn over(self, below: Layer) -> Layer {
        Layer {
            color: self.color.or(below.color),
            copies: self.copies.or(below.copies),
            fail_on: self.fail_on.or(below.fail_on),
            format: self.format.or(below.format),
            ignore: self.ignore.or(below.ignore),
            jobs: self.jobs.or(below.jobs),
            min_support: self.min_support.or(below.min_support),
            pairs: self.pairs.or(below.pairs),
            thresholds: self.thresholds.or(below.thresholds),
            weights: self.weights.or(below.weights),
            width: self.width.or(below.width),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_layer_wins_where_it_speaks() {
        let typed = Layer { format: Some("json".to_owned()), ..Layer::default() };
        let written = Layer { format: Some("table".to_owned()), jobs: Some(2), ..Layer::default() };
        let meant = typed.over(written);
        assert_eq!((meant.format.as_deref(), meant.jobs), (Some("json"), Some(2)));
    }

    #[test]
    fn every_field_is_a_key() {
        let all = KEYS.iter().map(|key| format!("{key} = 1")).collect::<Vec<_>>().join("\n");
        let said = toml::from_str::<Layer>(&all).unwrap_err().to_string();
        assert!(!said.contains("unknown field"), "{said}");
        assert!(toml::from_str::<Layer>("colour = 1").unwrap_err().to_string().contains("unknown field"));
    }
}

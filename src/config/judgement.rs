//! Thresholds and weights as the settings file writes them, and the model that they make.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ConfigError;
use crate::{
    compare::{Line, Model, feature_names},
    text::short::nearest,
};

/// The questions that a model asks of a pair.
const QUESTIONS: &[&str] = &["copy", "family", "related"];
/// The name of a line's log odds where every feature is 0.
const BIAS: &str = "bias";

/// `[thresholds]` and `[weights.QUESTION]`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Judgement {
    /// For a question the probability from which its answer is yes, above 0 and below 1.
    pub thresholds: BTreeMap<String, f64>,
    /// For a question the log odds that a feature (or the bias) brings, instead of those built in.
    pub weights: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Judgement {
    /// The built-in model with what is said here instead.
    ///
    /// # Errors
    /// A question or a feature that does not exist, a threshold that is no probability, a weight that is no number.
    pub fn model(&self) -> Result<Model, ConfigError> {
        let mut out = Model::built_in().clone();
        for (question, from) in &self.thresholds {
            let slot = match question.as_str() {
                "copy" => &mut out.thresholds.copy,
                "family" => &mut out.thresholds.family,
                "related" => &mut out.thresholds.related,
                other => return Err(refused("thresholds", other, QUESTIONS)),
            };
            if !(*from > 0.0 && *from < 1.0) {
                return Err(ConfigError::Value {
                    key: "thresholds",
                    value: from.to_string(),
                    nearest: None,
                    allowed: "numbers above 0 and below 1".to_owned(),
                });
            }
            *slot = *from;
        }
        for (question, weights) in &self.weights {
            let line = match question.as_str() {
                "copy" => &mut out.copy,
                "family" => &mut out.family,
                "related" => &mut out.related,
                other => return Err(refused("weights", other, QUESTIONS)),
            };
            weights.iter().try_for_each(|(feature, weight)| reweigh(line, feature, *weight))?;
        }
        Ok(out)
    }
}

fn reweigh(line: &mut Line, feature: &str, weight: f64) -> Result<(), ConfigError> {
    let features: Vec<&str> = feature_names().into_iter().chain([BIAS]).collect();
    if !features.contains(&feature) {
        return Err(refused("weights", feature, &features));
    }
    if !weight.is_finite() {
        let (value, allowed) = (weight.to_string(), "finite numbers".to_owned());
        return Err(ConfigError::Value { key: "weights", value, nearest: None, allowed });
    }
    if feature == BIAS {
        line.bias = weight;
    } else {
        line.weights.insert(feature.to_owned(), weight);
    }
    Ok(())
}

fn refused(key: &'static str, value: &str, allowed: &[&str]) -> ConfigError {
    let nearest = nearest(value, allowed.iter().copied()).map(str::to_owned);
    ConfigError::Value { key, value: value.to_owned(), nearest, allowed: allowed.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(text: &str) -> Result<Model, String> {
        let judgement: Judgement = toml::from_str(text).map_err(|error| error.to_string())?;
        judgement.model().map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_said_stands_instead_of_what_is_built_in() {
        let said = model("thresholds.copy = 0.8\n[weights.family]\nname = 2.5\nbias = -3.0\n").unwrap();
        assert!((said.thresholds.copy - 0.8).abs() < 1e-9 && (said.thresholds.family - 0.5).abs() < 1e-9);
        assert!((said.family.bias + 3.0).abs() < 1e-9 && (said.family.weights["name"] - 2.5).abs() < 1e-9);
        assert_eq!(said.copy, Model::built_in().copy);
    }

    #[test]
    fn what_does_not_exist_is_spelt_back() {
        let said = model("[weights.familly]\nname = 1.0").unwrap_err();
        assert!(said.contains("weights") && said.contains("did you mean family?"), "{said}");
        let said = model("[weights.copy]\nnames = 1.0").unwrap_err();
        assert!(said.contains("did you mean name?"), "{said}");
        assert!(model("thresholds.copy = 1.0").unwrap_err().contains("below 1"));
        assert!(model("[weights.copy]\nname = inf").unwrap_err().contains("finite"));
    }
}

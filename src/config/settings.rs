//! Settings as meant.

use std::num::NonZeroUsize;

use super::{ConfigError, Judgement, Layer};
use crate::{
    compare::Model,
    merge,
    model::{PairsShown, Relation},
    report::{Reporter, reporters},
    shortlist,
    text::short::nearest,
};

/// A narrower page cannot hold a path and a relation side by side.
const LEAST_WIDTH: u32 = 40;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Where the stream is a terminal and the environment does not object.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Settings as meant: every name known, every number in range.
#[derive(Clone)]
pub struct Settings {
    /// When to colour.
    pub colour: Colour,
    /// The relation from which on a run exits 1; `None` never.
    pub fail_on: Option<Relation>,
    /// The reporter asked for; `None` leaves it to the command.
    pub reporter: Option<&'static dyn Reporter>,
    /// Threads; `None` as many as the machine has cores.
    pub jobs: Option<NonZeroUsize>,
    /// Which pairs a report lists.
    pub pairs: PairsShown,
    /// Columns of the page; `None` as the terminal has.
    pub width: Option<usize>,
    /// How to look for pairs.
    pub shortlist: shortlist::Options,
    /// What tells a relation from signals.
    pub model: Model,
    /// How to merge.
    pub merge: merge::Options,
}

impl Settings {
    /// The relations that `fail-on` takes, strongest first.
    #[must_use]
    pub fn fail_on_names() -> Vec<&'static str> {
        Relation::ALL.into_iter().filter(|relation| *relation != Relation::Unrelated).map(Relation::name).collect()
    }

    /// What the layer means.
    ///
    /// # Errors
    /// A name that does not exist, or a number out of range.
    pub fn of(layer: &Layer) -> Result<Self, ConfigError> {
        Ok(Self {
            colour: colour(layer.color.as_deref())?,
            fail_on: layer.fail_on.as_deref().map(relation).transpose()?,
            reporter: layer.format.as_deref().map(reporter).transpose()?,
            jobs: jobs(layer.jobs)?,
            pairs: pairs(layer.pairs.as_deref())?,
            width: width(layer.width)?,
            shortlist: shortlist::Options::default(),
            model: model(layer)?,
            merge: merge::Options { min_support: support(layer.min_support)? },
        })
    }
}

fn refused(key: &'static str, value: &str, allowed: &[&str]) -> ConfigError {
    let nearest = nearest(value, allowed.iter().copied()).map(str::to_owned);
    ConfigError::Value { key, value: value.to_owned(), nearest, allowed: allowed.join(", ") }
}

fn out_of_range(key: &'static str, value: u32, least: u32) -> ConfigError {
    ConfigError::Value { key, value: value.to_string(), nearest: None, allowed: format!("{least} and more") }
}

fn model(layer: &Layer) -> Result<Model, ConfigError> {
    let (thresholds, weights) = (layer.thresholds.clone(), layer.weights.clone());
    Judgement { thresholds: thresholds.unwrap_or_default(), weights: weights.unwrap_or_default() }.model()
}

fn colour(name: Option<&str>) -> Result<Colour, ConfigError> {
    match name {
        None | Some("auto") => Ok(Colour::Auto),
        Some("always") => Ok(Colour::Always),
        Some("never") => Ok(Colour::Never),
        Some(other) => Err(refused("color", other, &["auto", "always", "never"])),
    }
}

fn pairs(name: Option<&str>) -> Result<PairsShown, ConfigError> {
    match name {
        None | Some("all") => Ok(PairsShown::All),
        Some("best") => Ok(PairsShown::Best),
        Some("none") => Ok(PairsShown::None),
        Some(other) => Err(refused("pairs", other, &["all", "best", "none"])),
    }
}

fn relation(name: &str) -> Result<Relation, ConfigError> {
    let allowed = Settings::fail_on_names();
    let known = Relation::ALL.into_iter().find(|relation| relation.name() == name && allowed.contains(&name));
    known.ok_or_else(|| refused("fail-on", name, &allowed))
}

fn reporter(name: &str) -> Result<&'static dyn Reporter, ConfigError> {
    let known = reporters().iter().copied().find(|reporter| reporter.name() == name);
    known.ok_or_else(|| refused("format", name, &reporters().iter().map(|r| r.name()).collect::<Vec<_>>()))
}

/// Threads that are started at the most: past the machine's cores more only cost memory, and tens of thousands hang it.
const MOST_JOBS: usize = 256;

fn jobs(number: Option<u32>) -> Result<Option<NonZeroUsize>, ConfigError> {
    match number {
        None => Ok(None),
        Some(n) => NonZeroUsize::new((n as usize).min(MOST_JOBS)).map(Some).ok_or_else(|| out_of_range("jobs", n, 1)),
    }
}

fn width(number: Option<u32>) -> Result<Option<usize>, ConfigError> {
    match number {
        Some(n) if n < LEAST_WIDTH => Err(out_of_range("width", n, LEAST_WIDTH)),
        number => Ok(number.map(|n| n as usize)),
    }
}

fn support(number: Option<u32>) -> Result<u32, ConfigError> {
    match number {
        Some(0) => Err(out_of_range("min-support", 0, 1)),
        number => Ok(number.unwrap_or(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_is_spelt_back() {
        let layer = Layer { fail_on: Some("near-duplicates".to_owned()), ..Layer::default() };
        let said = Settings::of(&layer).err().unwrap().to_string();
        assert!(said.contains("fail-on") && said.contains("did you mean near-duplicate?"), "{said}");
    }

    #[test]
    fn numbers_have_a_floor() {
        for layer in [
            Layer { jobs: Some(0), ..Layer::default() },
            Layer { width: Some(12), ..Layer::default() },
            Layer { min_support: Some(0), ..Layer::default() },
        ] {
            assert!(Settings::of(&layer).is_err(), "{layer:?}");
        }
    }

    #[test]
    fn what_nobody_says_has_its_default() {
        let settings = Settings::of(&Layer::default()).ok().unwrap();
        assert_eq!((settings.pairs, settings.merge.min_support), (PairsShown::All, 1));
        assert!(settings.fail_on.is_none() && settings.reporter.is_none());
    }
}

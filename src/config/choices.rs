//! A file of decisions on the conflicts of a merge: kept beside the agents, applied again at each merge.
//!
//! ```toml
//! [[decision]]
//! about = "language"
//! take = ["Always reply in Dutch"]
//! of = "Reply in the user's language" # where several conflicts have one name
//! ```

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{ConfigError, file::one_line};
use crate::model::Choice;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    decision: Vec<WrittenDecision>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDecision {
    about: String,
    take: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<String>,
}

/// Reads a file of decisions.
///
/// # Errors
/// A file that cannot be read, is no TOML, or holds anything else.
pub fn choices(path: &Path) -> Result<Vec<Choice>, ConfigError> {
    let shown = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: shown(), source })?;
    parse(&text, &shown())
}

fn parse(text: &str, path: &str) -> Result<Vec<Choice>, ConfigError> {
    let syntax = |error: toml::de::Error| ConfigError::Syntax { path: path.to_owned(), message: one_line(&error) };
    let written: Written = toml::from_str(text).map_err(syntax)?;
    Ok(written.decision.into_iter().map(|WrittenDecision { about, take, of }| Choice { about, take, of }).collect())
}

/// What stands over the file: whoever finds it later knows what it is for.
const HEAD: &str = "# Decisions for agentkin: merge or apply with --resolve THIS_FILE decides the same again.\n\n";

/// Decisions as the file that [`choices`] reads.
#[must_use]
pub fn choices_as_file(decisions: &[Choice]) -> String {
    let written = |d: &Choice| WrittenDecision { about: d.about.clone(), take: d.take.clone(), of: d.of.clone() };
    // Strings and lists of strings are TOML whatever they hold.
    let decided = toml::to_string(&Written { decision: decisions.iter().map(written).collect() }).unwrap_or_default();
    format!("{HEAD}{decided}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let take = vec!["Reply in \"Dutch\"".to_owned(), "b".to_owned()];
        let plain = Choice { about: "language".to_owned(), take, of: None };
        let made = [Choice { of: Some("Reply in English".to_owned()), ..plain.clone() }, plain];
        assert_eq!(parse(&choices_as_file(&made), "x.toml").unwrap(), made);
        let said = parse("[[decision]]\nabout = 'x'\ntakes = ['y']\n", "x.toml").unwrap_err().to_string();
        assert!(said.contains("x.toml") && said.contains("takes"), "{said}");
    }
}

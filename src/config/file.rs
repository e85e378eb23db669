//! The settings file.

use std::path::{Path, PathBuf};

use super::{ConfigError, KEYS, Layer};
use crate::text::short::nearest;

/// The name of the file that is looked for.
pub const FILE_NAME: &str = ".agentkin.toml";

/// The settings file that holds for `folder`: its own, else the nearest above it up to the root of the repository.
#[must_use]
pub fn beside(folder: &Path) -> Option<PathBuf> {
    // Outside of a repository nothing above the folder is known to belong to it.
    let root = folder.ancestors().find(|above| above.join(".git").exists()).unwrap_or(folder);
    let above = folder.ancestors().take_while(|above| above.starts_with(root));
    above.map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
}

/// Reads a settings file.
///
/// # Errors
/// A file that cannot be read, is no TOML, holds a key that does not exist or a value of the wrong type.
pub fn read(path: &Path) -> Result<Layer, ConfigError> {
    let shown = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: shown(), source })?;
    parse(&text, &shown())
}

fn parse(text: &str, path: &str) -> Result<Layer, ConfigError> {
    let syntax = |error: toml::de::Error| ConfigError::Syntax { path: path.to_owned(), message: one_line(&error) };
    let table: toml::Table = toml::from_str(text).map_err(syntax)?;
    if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let nearest = nearest(&key.replace('_', "-"), KEYS.iter().copied()).map(str::to_owned);
        return Err(ConfigError::Key { path: path.to_owned(), key: key.clone(), nearest });
    }
    toml::from_str(text).map_err(syntax)
}

/// The reader draws its errors over several lines: the first says where, the last says what.
pub(super) fn one_line(error: &toml::de::Error) -> String {
    let drawn = error.to_string();
    let place = drawn.lines().next().filter(|line| line.contains(" at line ")).map(|line| format!(" ({line})"));
    format!("{}{}", error.message(), place.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_key_is_spelt_back() {
        let said = parse("fail_on = 'variant'", "x.toml").unwrap_err().to_string();
        assert!(said.contains("x.toml sets fail_on") && said.contains("did you mean fail-on?"), "{said}");
        let said = parse("zzz = 1", "x.toml").unwrap_err().to_string();
        assert!(said.contains("zzz") && said.contains("the keys are color, copies"), "{said}");
    }

    #[test]
    fn a_wrong_type_names_its_line() {
        let said = parse("\njobs = 'two'", "x.toml").unwrap_err().to_string();
        assert!(said.contains("x.toml") && said.contains("line 2"), "{said}");
    }
}

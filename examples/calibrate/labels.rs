//! Labelled pairs.

use std::{collections::BTreeSet, error::Error, fs};

use serde::Deserialize;

/// A pair as its line says.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Labelled {
    /// Its name.
    pub(crate) id: String,
    /// The first agent's path in the corpus.
    pub(crate) a: String,
    /// The second's.
    pub(crate) b: String,
    label: String,
    confidence: u8,
    /// Whether the two share a scaffold but not the job.
    pub(crate) template: bool,
}

/// Relations as the figures count them.
pub(crate) const CLASSES: [&str; 4] = ["unrelated", "related", "variant", "copy"];

impl Labelled {
    /// The label as a place in [`CLASSES`].
    pub(crate) fn class(&self) -> usize {
        match self.label.as_str() {
            "unrelated" => 0,
            "related" => 1,
            "variant" => 2,
            _ => 3,
        }
    }

    /// The upstreams that the two come from.
    pub(crate) fn homes(&self) -> BTreeSet<&str> {
        [home(&self.a), home(&self.b)].into()
    }

    /// The repositories that the two come from.
    pub(crate) fn repositories(&self) -> BTreeSet<&str> {
        [repository(&self.a), repository(&self.b)].into()
    }
}

/// The repository of a path in the corpus.
fn repository(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// The upstream of a path in the corpus: its repository without owner and commit; forks and translations keep the name of
/// what they were made from in theirs, and count as it.
pub(crate) fn home(path: &str) -> &str {
    const MUCH_FORKED: [&str; 3] = ["everything-claude-code", "claude-code-plugins-plus", "BMAD-METHOD"];
    let folder = repository(path);
    let name = folder.split_once("__").map_or(folder, |(_, name)| name);
    let name = name.split('@').next().unwrap_or_default();
    MUCH_FORKED.into_iter().find(|known| name.contains(known)).unwrap_or(name)
}

/// The pairs of a file, guesses left out.
pub(crate) fn read(path: &str) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let mut out = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let pair: Labelled = serde_json::from_str(line)?;
        if pair.confidence > 1 {
            out.push(pair);
        }
    }
    Ok(out)
}

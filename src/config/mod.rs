//! Settings as written, a layer a source, and as meant.
//!
//! A layer holds what one source says: the command line, or a file `.agentkin.toml`. The first layer that says something
//! wins; what no layer says has its default.

mod baseline;
mod choices;
mod decisions;
mod file;
mod judgement;
mod layer;
mod settings;

pub use baseline::{baseline_as_file, read_baseline};
pub use choices::{choices, choices_as_file};
pub use decisions::{Copies, Ignored, IgnoredMember, decisions, with_ignored};
pub use file::{FILE_NAME, beside, read};
pub use judgement::Judgement;
pub use layer::{KEYS, Layer};
pub use settings::{Colour, Settings};

/// Why settings cannot be used. Each says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not TOML, or a value has the wrong type.
    #[error("{path} is not what settings look like: {message}")]
    Syntax {
        /// The file.
        path: String,
        /// What the reader said, with the line.
        message: String,
    },
    /// A key that does not exist.
    #[error("{path} sets {key}, which does not exist{}; the keys are {}", did_you_mean(.nearest.as_deref()), KEYS.join(", "))]
    Key {
        /// The file.
        path: String,
        /// The key as written.
        key: String,
        /// The key most probably meant.
        nearest: Option<String>,
    },
    /// A value that the key does not take.
    #[error("{key} cannot be {value:?}{}: it takes {allowed}", did_you_mean(.nearest.as_deref()))]
    Value {
        /// The key.
        key: &'static str,
        /// The value as written.
        value: String,
        /// The value most probably meant.
        nearest: Option<String>,
        /// What it takes.
        allowed: String,
    },
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!(" (did you mean {nearest}?)")).unwrap_or_default()
}

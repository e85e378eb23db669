//! Why a path could not be used.

use crate::model::{FindingCode, Severity};

/// A file or folder that the system did not let us read.
pub(super) const UNREADABLE: FindingCode = FindingCode {
    id: "unreadable",
    severity: Severity::Error,
    meaning: "The system did not let agentkin read this file or folder, so whatever agents it holds are missing from the \
              result.",
    cure: "Check the permissions, or leave the path out.",
};

/// Why a path could not be used. Says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A path that was given does not exist or cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The path as given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_and_why() {
        let error = LoadError::Read { path: "a/b.md".to_owned(), source: std::io::Error::other("disk on fire") };
        assert_eq!(error.to_string(), "cannot read a/b.md: disk on fire");
    }
}

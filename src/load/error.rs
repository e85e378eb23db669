//! Why a path could not be used.

use crate::model::{Finding, FindingCode, Severity};

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

impl LoadError {
    /// The same as a finding, for a file that was met in a folder and must not stop the run.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let Self::Read { path, source } = self;
        Finding { code: &UNREADABLE, message: format!("cannot be read: {source}"), path: path.clone(), lines: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_also_a_finding() {
        let error = LoadError::Read { path: "a/b.md".to_owned(), source: std::io::Error::other("disk on fire") };
        assert_eq!(error.to_string(), "cannot read a/b.md: disk on fire");
        let finding = error.finding();
        assert_eq!((finding.code.id, finding.path.as_str()), ("unreadable", "a/b.md"));
        assert!(finding.message.contains("disk on fire"));
    }
}

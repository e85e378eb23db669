//! Why a path could not be used.

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

//! What can go wrong with a cache; nothing of it stops a run.

use std::{io, path::PathBuf};

use thiserror::Error;

/// Why a cache could not be read or written.
#[derive(Debug, Error)]
pub enum CacheError {
    /// Its folder or file cannot be made or removed.
    #[error("cannot keep anything at {}: {source}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another run holds it.
    #[error("{} is held by another run", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The store says no.
    #[error("{}: {source}", path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// What the store says.
        source: Box<redb::Error>,
    },
    /// The store broke over what is in its file.
    #[error("{} is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
}

impl CacheError {
    /// Whether the file is at fault, so that beginning anew helps.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged { .. } => true,
            Self::Store { source, .. } => match &**source {
                redb::Error::Corrupted(_)
                | redb::Error::UpgradeRequired(_)
                | redb::Error::RepairAborted
                | redb::Error::TableTypeMismatch { .. }
                | redb::Error::TypeDefinitionChanged { .. } => true,
                redb::Error::Io(error) => {
                    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
                }
                _ => false,
            },
            Self::Folder { .. } | Self::Busy { .. } => false,
        }
    }
}

//! What runs before this one made, kept by the digest of all that it was made from.

use std::{env, fs, path::PathBuf, sync::OnceLock};

use etcetera::{BaseStrategy, choose_base_strategy};

use super::{args::Common, exit::Exit};
use crate::pipeline::{self, Cache, Fingerprint, KeptFiles};

/// Files below which a run is done before anything could be fetched.
const WORTH_IT: usize = 500;

/// Where results are kept.
#[derive(Debug, Clone)]
pub(super) struct Memory {
    cache: Cache,
    /// Whether the folder was asked for, so that it is used for the smallest run too.
    asked: bool,
    program: OnceLock<Option<[u8; 32]>>,
}

/// A result as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// How the run ended.
    pub(super) exit: Exit,
    /// The document, byte for byte.
    pub(super) document: Vec<u8>,
}

impl Memory {
    /// The memory that the options ask for; `None` for none.
    pub(super) fn of(common: &Common) -> Option<Self> {
        if common.no_cache {
            return None;
        }
        let asked = common.cache.clone();
        let folder = asked.clone().or_else(folder)?;
        Some(Self { cache: Cache::in_folder(&folder), asked: asked.is_some(), program: OnceLock::new() })
    }

    /// The cache itself.
    pub(super) const fn cache(&self) -> &Cache {
        &self.cache
    }

    /// From how many files on anything is worth being kept or fetched: from one on where the folder was asked for.
    pub(super) const fn least_files(&self) -> usize {
        if self.asked { 1 } else { WORTH_IT }
    }

    /// What is kept of single files.
    pub(super) fn files(&self) -> Option<KeptFiles> {
        Some(KeptFiles { cache: self.cache.clone(), program: self.program()?, least: self.least_files() })
    }

    /// What was kept of a run that read the same and was asked the same.
    pub(super) fn fetch(&self, read: Fingerprint, asked: &str) -> Option<Kept> {
        let mut document = self.cache.fetch(&self.key(read, asked)?)?;
        let exit = Exit::of_byte(document.pop()?)?;
        Some(Kept { exit, document })
    }

    /// Keeps the result of a run. That it could not be kept is worth no word: the next run makes it again.
    pub(super) fn keep(&self, read: Fingerprint, asked: &str, kept: &Kept) {
        let value = [kept.document.as_slice(), &[kept.exit.byte()]].concat();
        if let Some(key) = self.key(read, asked) {
            let _ = self.cache.keep(&key, &value);
        }
    }

    /// The key of a run: what it read, what it was asked, and the very program that answers.
    fn key(&self, read: Fingerprint, asked: &str) -> Option<[u8; 32]> {
        Some(read.with(&[&self.program()?, asked.as_bytes()]))
    }

    fn program(&self) -> Option<[u8; 32]> {
        *self.program.get_or_init(program)
    }
}

/// The digest of this program; `None` where it cannot read itself.
fn program() -> Option<[u8; 32]> {
    fs::read(env::current_exe().ok()?).ok().map(|bytes| pipeline::program(&bytes))
}

/// The user's cache folder for us, by the conventions of the system.
fn folder() -> Option<PathBuf> {
    choose_base_strategy().ok().map(|base| base.cache_dir().join("agentkin"))
}

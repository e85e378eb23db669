//! What was made once, kept between runs by the digest of all that it was made from.
//!
//! One file of the `redb` store in a folder. Every value carries a checksum, so that damage is a miss and never an answer; a
//! store that cannot be opened for damage is begun anew. It is held only while something is fetched or kept, so that runs
//! beside each other hardly meet, and where they do the later one goes without. The values used longest ago go first once
//! there are more than [`MOST_BYTES`] of them.

mod error;
mod shelf;
mod store;

use std::{
    fs,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

pub use error::CacheError;
pub use shelf::Aside;
use store::Store;

/// Bytes of values that are kept.
pub const MOST_BYTES: u64 = 2 << 30;
/// The largest value that is kept: one must not push all others out.
pub const MOST_BYTES_OF_ONE: usize = 256 << 20;

/// Seconds by which it is known when a value was used last: saying so is a write.
const GRAIN: u64 = 3_600;

/// The digest of all that a value was made from.
pub type Key = [u8; 32];

/// A folder in which values are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    file: PathBuf,
}

/// How full a cache is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheStats {
    /// Its file.
    pub file: PathBuf,
    /// Values in it.
    pub entries: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How many bytes of values it keeps.
    pub most_bytes: u64,
}

impl Cache {
    /// The cache in `folder`, which is made when something is kept.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { file: folder.join("kept.redb") }
    }

    /// The value kept under `key`; `None` where there is none, where it is damaged, or where another run holds the store.
    #[must_use]
    pub fn fetch(&self, key: &Key) -> Option<Vec<u8>> {
        self.fetch_all(&[*key]).pop().flatten()
    }

    /// The value kept under each of `keys`, as [`Cache::fetch`] gives it.
    #[must_use]
    pub fn fetch_all(&self, keys: &[Key]) -> Vec<Option<Vec<u8>>> {
        let nothing = || vec![None; keys.len()];
        if !self.file.exists() {
            return nothing();
        }
        let Ok(store) = Store::open(&self.file) else { return nothing() };
        let Ok(values) = store.get(keys) else { return nothing() };
        let used: Vec<Key> =
            keys.iter().zip(&values).filter(|(_, value)| value.is_some()).map(|(key, _)| *key).collect();
        // When they were used is worth no failure.
        let _ = store.touch(&used, now(), GRAIN);
        values
    }

    /// Keeps `value` under `key`; one larger than [`MOST_BYTES_OF_ONE`] is not kept.
    ///
    /// # Errors
    /// The folder or the file cannot be written, or another run holds the store.
    pub fn keep(&self, key: &Key, value: &[u8]) -> Result<(), CacheError> {
        self.keep_all(&[(*key, value)])
    }

    /// Keeps each of these values under its key, all or none of them; one larger than [`MOST_BYTES_OF_ONE`] is not kept.
    ///
    /// # Errors
    /// As [`Cache::keep`].
    pub fn keep_all(&self, values: &[(Key, &[u8])]) -> Result<(), CacheError> {
        let values: Vec<(Key, &[u8])> =
            values.iter().filter(|(_, value)| value.len() <= MOST_BYTES_OF_ONE).copied().collect();
        if values.is_empty() {
            return Ok(());
        }
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder).map_err(|source| CacheError::Folder { path: folder.to_owned(), source })?;
        }
        let put = |store: &Store| store.put(&values, now()).and_then(|()| store.shrink(MOST_BYTES));
        match Store::open(&self.file).and_then(|store| put(&store)) {
            Err(error) if error.is_damage() => {
                fs::remove_file(&self.file).map_err(|source| CacheError::Folder { path: self.file.clone(), source })?;
                Store::open(&self.file).and_then(|store| put(&store))
            }
            told => told,
        }
    }

    /// How full it is.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn stats(&self) -> Result<CacheStats, CacheError> {
        let (entries, bytes) = if self.file.exists() { Store::open(&self.file)?.size()? } else { (0, 0) };
        Ok(CacheStats { file: self.file.clone(), entries, bytes, most_bytes: MOST_BYTES })
    }

    /// Takes everything out of it, damaged or not; gives what was there.
    ///
    /// # Errors
    /// Another run holds the store, or its file cannot be removed.
    pub fn clear(&self) -> Result<CacheStats, CacheError> {
        let was = match self.stats() {
            Err(error) if error.is_damage() => {
                CacheStats { file: self.file.clone(), entries: 0, bytes: 0, most_bytes: MOST_BYTES }
            }
            told => told?,
        };
        match fs::remove_file(&self.file) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                Err(CacheError::Folder { path: self.file.clone(), source })
            }
            _ => Ok(was),
        }
    }
}

/// Seconds since 1970; 0 on a clock before that.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(of: u8) -> Key {
        [of; 32]
    }

    #[test]
    fn what_was_kept_is_fetched_and_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::in_folder(&folder.path().join("deep/er"));
        assert_eq!(cache.fetch(&key(1)), None);
        cache.keep(&key(1), b"one").unwrap();
        cache.keep(&key(2), b"two").unwrap();
        assert_eq!(cache.fetch(&key(1)).as_deref(), Some(&b"one"[..]));
        let all = cache.fetch_all(&[2, 3, 1].map(key));
        assert_eq!(all, [Some(b"two".to_vec()), None, Some(b"one".to_vec())]);
        let stats = cache.stats().unwrap();
        assert_eq!((stats.entries, stats.bytes), (2, 6));
        assert_eq!(cache.clear().unwrap(), stats);
        assert_eq!((cache.fetch(&key(1)), cache.stats().unwrap().entries), (None, 0));
    }

    #[test]
    fn two_that_hold_it_at_once_go_on_without() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::in_folder(folder.path());
        cache.keep(&key(1), b"one").unwrap();
        let held = Store::open(&cache.file).unwrap();
        assert_eq!(cache.fetch(&key(1)), None);
        assert!(matches!(cache.keep(&key(2), b"two"), Err(CacheError::Busy { .. })));
        drop(held);
        assert!(cache.fetch(&key(1)).is_some());
    }

    #[test]
    fn the_oldest_go_first() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("s")).unwrap();
        for (of, used) in [(1, 30), (2, 10), (3, 20)] {
            store.put(&[(key(of), &[of; 100])], used).unwrap();
        }
        store.touch(&[key(2)], 40, 30).unwrap();
        store.touch(&[key(3)], 49, 30).unwrap();
        store.shrink(250).unwrap();
        let there: Vec<bool> = store.get(&[1, 2, 3].map(key)).unwrap().iter().map(Option::is_some).collect();
        assert_eq!(there, [true, true, false]);
        assert_eq!(store.size().unwrap(), (2, 200));
    }

    #[test]
    fn damage_is_a_miss_and_is_mended() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::in_folder(folder.path());
        let value: Vec<u8> = (0..50_000u32).flat_map(u32::to_le_bytes).collect();
        cache.keep(&key(1), &value).unwrap();
        let whole = fs::read(&cache.file).unwrap();
        for step in 0..40 {
            let mut bytes = whole.clone();
            let from = bytes.len() / 40 * step;
            bytes[from..from + 400].iter_mut().for_each(|byte| *byte ^= 0x5a);
            fs::write(&cache.file, &bytes).unwrap();
            let told = cache.fetch(&key(1));
            assert!(told.is_none_or(|told| told == value), "damage at {from} gave an answer");
            cache.keep(&key(2), b"two").unwrap();
            assert_eq!(cache.fetch(&key(2)).as_deref(), Some(&b"two"[..]), "mended after damage at {from}");
        }
        fs::write(&cache.file, b"no store at all").unwrap();
        assert_eq!(cache.fetch(&key(1)), None);
        cache.keep(&key(1), b"one").unwrap();
        assert!(cache.fetch(&key(1)).is_some());
    }
}

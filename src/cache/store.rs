//! The store under a cache: two tables of one `redb` file.

#![expect(clippy::result_large_err, reason = "the store's own error, boxed as soon as it leaves the closure")]

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use redb::{Database, ReadableTable, TableDefinition, TableError};

use super::{CacheError, Key};

/// Each value, after its checksum.
const VALUES: TableDefinition<'_, Key, &[u8]> = TableDefinition::new("values");
/// When each was used last, and its bytes.
const USES: TableDefinition<'_, Key, (u64, u64)> = TableDefinition::new("uses");
/// Bytes of a checksum.
const SUM: usize = 32;

/// An open store.
pub(super) struct Store {
    database: Database,
    path: PathBuf,
}

impl Store {
    /// Opens the store in the file, or makes one.
    pub(super) fn open(path: &Path) -> Result<Self, CacheError> {
        let opened = guarded(path, || Ok(Database::create(path)?));
        Ok(Self { database: opened?, path: path.to_owned() })
    }

    /// The value under `key`; one whose checksum is wrong is damage.
    pub(super) fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, CacheError> {
        let kept = self.guarded(|| {
            let reading = self.database.begin_read()?;
            let values = match reading.open_table(VALUES) {
                Err(TableError::TableDoesNotExist(_)) => return Ok(None),
                table => table?,
            };
            Ok(values.get(key)?.map(|value| value.value().to_vec()))
        })?;
        let Some(kept) = kept else { return Ok(None) };
        match kept.split_at_checked(SUM) {
            Some((sum, value)) if blake3::hash(value).as_bytes() == sum => Ok(Some(value.to_vec())),
            _ => Err(CacheError::Damaged { path: self.path.clone() }),
        }
    }

    /// Puts a value under `key`, used at `now`.
    pub(super) fn put(&self, key: &Key, value: &[u8], now: u64) -> Result<(), CacheError> {
        let summed = [blake3::hash(value).as_bytes(), value].concat();
        self.guarded(|| {
            let writing = self.database.begin_write()?;
            writing.open_table(VALUES)?.insert(key, summed.as_slice())?;
            writing.open_table(USES)?.insert(key, (now, value.len() as u64))?;
            Ok(writing.commit()?)
        })
    }

    /// Says that the value under `key` was used at `now`.
    pub(super) fn touch(&self, key: &Key, now: u64) -> Result<(), CacheError> {
        self.guarded(|| {
            let writing = self.database.begin_write()?;
            {
                let mut uses = writing.open_table(USES)?;
                let bytes = uses.get(key)?.map(|use_| use_.value().1);
                if let Some(bytes) = bytes {
                    uses.insert(key, (now, bytes))?;
                }
            }
            Ok(writing.commit()?)
        })
    }

    /// Takes the values used longest ago out until at most `most` bytes are left.
    pub(super) fn shrink(&self, most: u64) -> Result<(), CacheError> {
        let (_, mut bytes) = self.size()?;
        if bytes <= most {
            return Ok(());
        }
        self.guarded(|| {
            let writing = self.database.begin_write()?;
            {
                let (mut values, mut uses) = (writing.open_table(VALUES)?, writing.open_table(USES)?);
                let mut oldest: Vec<(u64, Key, u64)> = Vec::new();
                for entry in uses.iter()? {
                    let (one, told) = entry?;
                    oldest.push((told.value().0, one.value(), told.value().1));
                }
                oldest.sort_unstable();
                for (_, key, own) in oldest {
                    if bytes <= most {
                        break;
                    }
                    values.remove(&key)?;
                    uses.remove(&key)?;
                    bytes -= own;
                }
            }
            Ok(writing.commit()?)
        })
    }

    /// How many values there are, and their bytes.
    pub(super) fn size(&self) -> Result<(u64, u64), CacheError> {
        self.guarded(|| {
            let reading = self.database.begin_read()?;
            let uses = match reading.open_table(USES) {
                Err(TableError::TableDoesNotExist(_)) => return Ok((0, 0)),
                table => table?,
            };
            let (mut entries, mut bytes) = (0, 0);
            for entry in uses.iter()? {
                entries += 1;
                bytes += entry?.1.value().1;
            }
            Ok((entries, bytes))
        })
    }

    fn guarded<T>(&self, job: impl FnOnce() -> Result<T, redb::Error>) -> Result<T, CacheError> {
        guarded(&self.path, job)
    }
}

/// Does what touches the file: the store trusts its file more than a cache may, and panics over some damage.
fn guarded<T>(path: &Path, job: impl FnOnce() -> Result<T, redb::Error>) -> Result<T, CacheError> {
    match catch_unwind(AssertUnwindSafe(job)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(redb::Error::DatabaseAlreadyOpen)) => Err(CacheError::Busy { path: path.to_owned() }),
        Ok(Err(source)) => Err(CacheError::Store { path: path.to_owned(), source: Box::new(source) }),
        Err(_) => Err(CacheError::Damaged { path: path.to_owned() }),
    }
}

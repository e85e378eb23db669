//! The store under a cache: two tables of one `redb` file.

#![expect(clippy::result_large_err, reason = "the store's own error, boxed as soon as it leaves the closure")]

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use redb::{Database, ReadableTable, TableDefinition, TableError};

use super::{CacheError, Key};
use crate::text::words::digest_of;

/// Each value, after its checksum.
const VALUES: TableDefinition<'_, Key, &[u8]> = TableDefinition::new("values");
/// When each was used last, and its bytes.
const USES: TableDefinition<'_, Key, (u64, u64)> = TableDefinition::new("uses");
/// Bytes of a checksum.
const SUM: usize = 16;

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

    /// The value under each of `keys`; one whose checksum is wrong is not there.
    pub(super) fn get(&self, keys: &[Key]) -> Result<Vec<Option<Vec<u8>>>, CacheError> {
        self.guarded(|| {
            let reading = self.database.begin_read()?;
            let values = match reading.open_table(VALUES) {
                Err(TableError::TableDoesNotExist(_)) => return Ok(vec![None; keys.len()]),
                table => table?,
            };
            // The store panics over some damage, which is to be caught on the thread that meets it.
            let value = |key: &Key| {
                let kept =
                    catch_unwind(AssertUnwindSafe(|| values.get(key).ok()?.and_then(|kept| sound(kept.value()))));
                kept.unwrap_or_default()
            };
            Ok(keys.par_iter().map(value).collect())
        })
    }

    /// Puts each value under its key, used at `now`.
    pub(super) fn put(&self, values: &[(Key, &[u8])], now: u64) -> Result<(), CacheError> {
        self.guarded(|| {
            let writing = self.database.begin_write()?;
            {
                let (mut kept, mut uses) = (writing.open_table(VALUES)?, writing.open_table(USES)?);
                for (key, value) in values {
                    kept.insert(key, [&sum_of(value)[..], *value].concat().as_slice())?;
                    uses.insert(key, (now, value.len() as u64))?;
                }
            }
            Ok(writing.commit()?)
        })
    }

    /// Says that the values under `keys` were used at `now`, as far as that is `grain` or more after what is known.
    pub(super) fn touch(&self, keys: &[Key], now: u64, grain: u64) -> Result<(), CacheError> {
        self.guarded(|| {
            let reading = self.database.begin_read()?;
            let uses = match reading.open_table(USES) {
                Err(TableError::TableDoesNotExist(_)) => return Ok(()),
                table => table?,
            };
            let mut late = Vec::new();
            for key in keys {
                let known = uses.get(key)?.map(|used| used.value());
                late.extend(known.filter(|(used, _)| used.saturating_add(grain) <= now).map(|(_, bytes)| (key, bytes)));
            }
            if late.is_empty() {
                return Ok(());
            }
            let writing = self.database.begin_write()?;
            {
                let mut uses = writing.open_table(USES)?;
                for (key, bytes) in late {
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

/// What was kept, without its checksum; `None` where that is wrong.
fn sound(kept: &[u8]) -> Option<Vec<u8>> {
    let (sum, value) = kept.split_at_checked(SUM)?;
    (sum_of(value) == sum).then(|| value.to_vec())
}

/// The checksum of a value: it tells damage, and nobody who can write the file would need to forge it.
fn sum_of(value: &[u8]) -> [u8; SUM] {
    digest_of(value).to_le_bytes()
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

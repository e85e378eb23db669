//! A file without a name that things are put aside in while a run lasts; it is gone with the run, however that ends.

use std::{
    cell::RefCell,
    fs::File,
    io,
    ops::Range,
    path::Path,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use crate::model::Shelf;

/// Bytes of a number.
const WIDTH: usize = size_of::<u32>();

thread_local! {
    /// A record on its way to the file or from it.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Records in a file, as numbers of four bytes, the lowest first.
#[derive(Debug)]
pub struct Aside {
    file: File,
    end: AtomicU64,
    broken: AtomicBool,
}

impl Aside {
    /// A new file in `folder`, where nobody sees it.
    ///
    /// # Errors
    /// No file can be made there.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let file = tempfile::tempfile_in(folder)?;
        Ok(Self { file, end: AtomicU64::new(0), broken: AtomicBool::new(false) })
    }

    /// Whether anything that was put aside could not be had again: what was made of it cannot be trusted.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed)
    }
}

impl Shelf for Aside {
    fn put(&self, record: &[u32]) -> Option<Range<u64>> {
        let len = u64::try_from(record.len() * WIDTH).ok()?;
        let start = self.end.fetch_add(len, Ordering::Relaxed);
        let written = BYTES.with_borrow_mut(|bytes| {
            bytes.resize(record.len() * WIDTH, 0);
            for (bytes, number) in bytes.as_chunks_mut::<WIDTH>().0.iter_mut().zip(record) {
                *bytes = number.to_le_bytes();
            }
            write_at(&self.file, bytes, start)
        });
        written.ok().map(|()| start..start + len)
    }

    fn take(&self, place: Range<u64>, record: &mut Vec<u32>) {
        record.clear();
        let len = usize::try_from(place.end - place.start).unwrap_or_default();
        let read = BYTES.with_borrow_mut(|bytes| {
            // What is left of the record before is written over: only what is longer than that is cleared.
            bytes.resize(len, 0);
            read_at(&self.file, bytes, place.start)?;
            record.extend(bytes.as_chunks::<WIDTH>().0.iter().map(|number| u32::from_le_bytes(*number)));
            io::Result::Ok(())
        });
        if read.is_err() {
            self.broken.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = &bytes[written..];
        at += written as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        at += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_whoever_puts_them_there() {
        let shelf = Aside::new(tempfile::tempdir().unwrap().path()).unwrap();
        let record = |nth: u32| (0..nth * 7).map(|at| at.wrapping_mul(0x9e37_79b9) ^ nth).collect::<Vec<u32>>();
        let places: Vec<Vec<Range<u64>>> = std::thread::scope(|scope| {
            let put = |first: u32| {
                let shelf = &shelf;
                scope.spawn(move || (0..50).map(|nth| shelf.put(&record(first + nth)).unwrap()).collect())
            };
            [0, 50].map(put).into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let mut taken = vec![7];
        for (nth, place) in (0..).zip(places.into_iter().flatten()) {
            shelf.take(place, &mut taken);
            assert_eq!(taken, record(nth));
        }
        assert!(!shelf.is_broken());
    }

    #[test]
    fn what_is_not_there_is_remembered() {
        let shelf = Aside::new(tempfile::tempdir().unwrap().path()).unwrap();
        let mut taken = vec![7];
        shelf.take(0..8, &mut taken);
        assert!(taken.is_empty() && shelf.is_broken());
    }
}

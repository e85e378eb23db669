//! What is put aside outside of memory while nobody asks for it: a corpus of a million agents is larger than a laptop.

use std::{
    cell::RefCell,
    fmt::Debug,
    ops::{Deref, Range},
    sync::Arc,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where records are put aside.
pub trait Shelf: Debug + Send + Sync {
    /// Puts a record down; `None` where there is no room for it.
    fn put(&self, record: &[u32]) -> Option<Range<u64>>;

    /// Lays the record at a place that [`Shelf::put`] gave into `record`, over what was in it. One that cannot be had again is
    /// empty, and the shelf remembers that.
    fn take(&self, place: Range<u64>, record: &mut Vec<u32>);
}

/// What can be put aside.
pub trait Record: Sized {
    /// Writes it down in numbers.
    fn write(&self, out: &mut Vec<u32>);

    /// Makes it again of what [`Record::write`] wrote.
    fn read(from: &mut Numbers<'_>) -> Self;
}

/// The numbers of a record, from first to last. Where none are left there are zeros.
#[derive(Debug)]
pub struct Numbers<'n>(&'n [u32]);

impl<'n> Numbers<'n> {
    /// The next one.
    pub fn one(&mut self) -> u32 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// The next one, of twice the width.
    pub fn wide(&mut self) -> u64 {
        u64::from(self.one()) | u64::from(self.one()) << 32
    }

    /// A list that [`list`] wrote.
    pub fn list(&mut self) -> &'n [u32] {
        let len = (self.one() as usize).min(self.0.len());
        self.some(len)
    }

    /// The next `len`, or none where there are fewer.
    pub fn some(&mut self, len: usize) -> &'n [u32] {
        let len = if len > self.0.len() { 0 } else { len };
        let (list, rest) = self.0.split_at(len);
        self.0 = rest;
        list
    }
}

/// Writes a number of twice the width.
pub fn wide(number: u64, out: &mut Vec<u32>) {
    #[expect(clippy::cast_possible_truncation, reason = "the lower half, and then the upper one")]
    out.extend([number as u32, (number >> 32) as u32]);
}

/// Writes a list with its length.
pub fn list(numbers: impl ExactSizeIterator<Item = u32>, out: &mut Vec<u32>) {
    out.push(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    out.extend(numbers);
}

thread_local! {
    /// Where a thread lays a record while it is written or read: hundreds of thousands are, and memory that was just used is near.
    static DESK: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Something that is held, or put aside.
#[derive(Debug, Clone)]
pub enum Shelved<T> {
    /// It is held.
    Held(Box<T>),
    /// It lies on a shelf.
    Aside(Arc<dyn Shelf>, Range<u64>),
}

impl<T: Record> Shelved<T> {
    /// It, held already or made again.
    #[must_use]
    pub fn get(&self) -> Taken<'_, T> {
        match self {
            Self::Held(it) => Taken::Held(it),
            Self::Aside(store, place) => DESK.with_borrow_mut(|record| {
                store.take(place.clone(), record);
                Taken::Again(Arc::new(T::read(&mut Numbers(record))))
            }),
        }
    }

    /// Puts it on a shelf, where there is room.
    pub fn put_aside(&mut self, store: &Arc<dyn Shelf>) {
        if let Self::Held(it) = self {
            let place = DESK.with_borrow_mut(|record| {
                record.clear();
                it.write(record);
                store.put(record)
            });
            if let Some(place) = place {
                *self = Self::Aside(Arc::clone(store), place);
            }
        }
    }

    /// The shelf that it lies on.
    #[must_use]
    pub const fn shelf(&self) -> Option<&Arc<dyn Shelf>> {
        match self {
            Self::Held(_) => None,
            Self::Aside(store, _) => Some(store),
        }
    }
}

impl<T> From<T> for Shelved<T> {
    fn from(it: T) -> Self {
        Self::Held(Box::new(it))
    }
}

impl<T: Default> Default for Shelved<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: Record + PartialEq> PartialEq for Shelved<T> {
    fn eq(&self, other: &Self) -> bool {
        *self.get() == *other.get()
    }
}

impl<T: Record + Eq> Eq for Shelved<T> {}

impl<T: Record + Serialize> Serialize for Shelved<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(s)
    }
}

impl<'d, T: Deserialize<'d>> Deserialize<'d> for Shelved<T> {
    fn deserialize<D: Deserializer<'d>>(d: D) -> Result<Self, D::Error> {
        T::deserialize(d).map(Self::from)
    }
}

/// What [`Shelved::get`] gives.
#[derive(Debug)]
pub enum Taken<'t, T> {
    /// It was held.
    Held(&'t T),
    /// It was made again, and is let go of after use.
    Again(Arc<T>),
}

impl<T> Clone for Taken<'_, T> {
    fn clone(&self) -> Self {
        match self {
            Self::Held(it) => Self::Held(it),
            Self::Again(it) => Self::Again(Arc::clone(it)),
        }
    }
}

impl<T> Deref for Taken<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Held(it) => it,
            Self::Again(it) => it,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Debug, Default)]
    struct Plank(Mutex<Vec<Vec<u32>>>, usize);

    impl Shelf for Plank {
        fn put(&self, record: &[u32]) -> Option<Range<u64>> {
            let mut all = self.0.lock().unwrap();
            all.push(record.to_vec());
            (all.len() <= self.1).then(|| all.len() as u64 - 1..all.len() as u64)
        }

        fn take(&self, place: Range<u64>, record: &mut Vec<u32>) {
            record.clear();
            record.extend(self.0.lock().unwrap().get(usize::try_from(place.start).unwrap()).into_iter().flatten());
        }
    }

    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    struct Ledger(u64, Vec<u32>);

    impl Record for Ledger {
        fn write(&self, out: &mut Vec<u32>) {
            wide(self.0, out);
            list(self.1.iter().copied(), out);
        }

        fn read(from: &mut Numbers<'_>) -> Self {
            Self(from.wide(), from.list().to_vec())
        }
    }

    #[test]
    fn what_is_put_aside_is_what_it_was() {
        let shelf: Arc<dyn Shelf> = Arc::new(Plank(Mutex::default(), 1));
        let ledger = Ledger(7 << 40 | 3, vec![1, 2, u32::MAX]);
        let mut aside = Shelved::from(ledger.clone());
        aside.put_aside(&shelf);
        assert!(aside.shelf().is_some());
        assert_eq!(*aside.get(), ledger);
        assert_eq!(aside, Shelved::from(ledger.clone()));
        let mut no_room = Shelved::from(ledger.clone());
        no_room.put_aside(&shelf);
        assert!(no_room.shelf().is_none());
        assert_eq!(*no_room.get(), ledger);
    }

    #[test]
    fn what_is_cut_short_reads_as_zeros() {
        let mut numbers = Numbers(&[5, 1]);
        assert_eq!((numbers.list(), numbers.one(), numbers.wide()), (&[1][..], 0, 0));
    }
}

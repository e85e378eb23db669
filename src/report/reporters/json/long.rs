//! Documents whose lists are long: rows are laid out on all threads, some thousands at a time, so that never all of them are held.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::layout::Layout;

/// Rows that are laid out before they are written.
const AT_ONCE: usize = 8_192;
/// Rows that one thread lays out at a time.
const A_THREAD: usize = 128;
/// Where the rows of a document's lists stand: each on a line of its own.
const DEPTH: usize = 2;

/// An object that is written entry by entry, as [`document`](super::document) with a depth of 2 would write it whole.
pub(super) struct Long<'o> {
    out: &'o mut dyn Write,
    filled: bool,
}

impl<'o> Long<'o> {
    /// Opens the object.
    pub(super) fn open(out: &'o mut dyn Write) -> io::Result<Self> {
        out.write_all(b"{")?;
        Ok(Self { out, filled: false })
    }

    /// The next entry: a value laid out whole. The key needs no escapes.
    pub(super) fn entry(&mut self, key: &str, value: &impl Serialize) -> io::Result<()> {
        self.key(key)?;
        let mut laid = Vec::new();
        lay(value, 1, &mut laid)?;
        self.out.write_all(&laid)
    }

    /// The next entry: a list of `len` rows, each given by its place.
    pub(super) fn list<T: Serialize>(
        &mut self,
        key: &str,
        len: usize,
        row: impl Fn(usize) -> T + Sync,
    ) -> io::Result<()> {
        self.key(key)?;
        self.out.write_all(b"[")?;
        for first in (0..len).step_by(AT_ONCE) {
            let some = (first..len.min(first + AT_ONCE)).into_par_iter().chunks(A_THREAD);
            let laid: io::Result<Vec<Vec<u8>>> = some.map(|places| lay_rows(&places, &row)).collect();
            laid?.iter().try_for_each(|laid| self.out.write_all(laid))?;
        }
        self.out.write_all(if len > 0 { b"\n  ]" } else { b"]" })
    }

    /// Closes the object and its line.
    pub(super) fn close(self) -> io::Result<()> {
        self.out.write_all(if self.filled { b"\n}\n" } else { b"}\n" })
    }

    fn key(&mut self, key: &str) -> io::Result<()> {
        let comma = if self.filled { "," } else { "" };
        self.filled = true;
        write!(self.out, "{comma}\n  \"{key}\": ")
    }
}

fn lay_rows<T: Serialize>(places: &[usize], row: impl Fn(usize) -> T) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for place in places {
        out.extend_from_slice(if *place > 0 { b",\n    " } else { b"\n    " });
        lay(&row(*place), DEPTH, &mut out)?;
    }
    Ok(out)
}

/// Lays a value out that stands `level` deep in its document.
fn lay(value: &impl Serialize, level: usize, out: &mut Vec<u8>) -> io::Result<()> {
    let mut json = serde_json::Serializer::with_formatter(out, Layout::within(level, DEPTH));
    value.serialize(&mut json).map_err(io::Error::from)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::report::reporters::json::document;

    fn long(entries: &Map<String, Value>) -> String {
        let mut out = Vec::new();
        let mut long = Long::open(&mut out).unwrap();
        for (key, value) in entries {
            match value {
                Value::Array(rows) => long.list(key, rows.len(), |at| &rows[at]).unwrap(),
                other => long.entry(key, other).unwrap(),
            }
        }
        long.close().unwrap();
        String::from_utf8(out).unwrap()
    }

    fn whole(entries: &Map<String, Value>) -> String {
        let mut out = Vec::new();
        document(entries, DEPTH, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn it_reads_as_if_it_were_written_whole() {
        let rows = |n: usize| Value::from((0..n).map(|i| json!({"n": i, "of": [i, {}]})).collect::<Vec<_>>());
        let some =
            json!({"none": [], "one": rows(1), "text": "a\u{202e}", "in": {"list": rows(2), "empty": {}}, "nil": null});
        let many = json!({"many": rows(AT_ONCE + A_THREAD + 1), "depth": [[1, [2]], "x"]});
        for entries in [json!({}), some, many] {
            let entries = entries.as_object().unwrap();
            assert_eq!(long(entries), whole(entries));
        }
    }
}

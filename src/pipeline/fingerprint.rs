//! The digest of all that a run reads: two runs that read the same tell the same.

use rayon::prelude::*;

use super::Error;
use crate::{
    load::{self, Discovery, Found},
    model::SourceFile,
};

/// Of what a run read: paths, bytes, files drawn in, and what was passed over. BLAKE3, so that no file can be made to be taken
/// for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

/// What lies under some paths, and the mark of each file there: enough to tell whether anything was changed, and which files.
#[derive(Debug, Clone)]
pub struct Survey {
    pub(super) discovery: Discovery,
    /// In the order of the files.
    pub(super) marks: Vec<[u8; 32]>,
}

impl Survey {
    /// What lies under `paths` now; `None` where that is fewer than `least` files.
    ///
    /// # Errors
    /// A path that cannot be read.
    pub fn of(paths: &[String], least: usize) -> Result<Option<Self>, Error> {
        let discovery = load::discover(paths)?;
        if discovery.files.len() < least {
            return Ok(None);
        }
        let marks = discovery.files.par_iter().map(|found| mark(found, load::read(found).as_ref())).collect();
        Ok(Some(Self { discovery, marks }))
    }

    /// The fingerprint of all of it.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::sealed(&self.discovery, &self.marks)
    }
}

impl Fingerprint {
    /// The fingerprint of what was found, with the mark of each file in order.
    pub(super) fn sealed(discovery: &Discovery, marks: &[[u8; 32]]) -> Self {
        let mut all = blake3::Hasher::new();
        for mark in marks {
            all.update(mark);
        }
        all.update(format!("{:?}", discovery.findings).as_bytes());
        Self(*all.finalize().as_bytes())
    }

    /// The digest of this and of whatever else an answer hangs on.
    #[must_use]
    pub fn with(self, parts: &[&[u8]]) -> [u8; 32] {
        let mut all = blake3::Hasher::new();
        all.update(&self.0);
        for part in parts {
            put(&mut all, part);
        }
        *all.finalize().as_bytes()
    }
}

/// The key of what is kept of a file with this mark by a program of this digest.
pub(super) fn keyed(mark: &[u8; 32], program: &[u8; 32]) -> [u8; 32] {
    let mut out = blake3::Hasher::new();
    put(&mut out, b"file");
    put(&mut out, program);
    put(&mut out, mark);
    *out.finalize().as_bytes()
}

/// The digest of a program's bytes, for [`KeptFiles`](super::KeptFiles).
#[must_use]
pub fn program(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

/// The mark of one file as it was read, or of why it was not.
pub(super) fn mark(found: &Found, read: Result<&SourceFile, &load::LoadError>) -> [u8; 32] {
    let mut out = blake3::Hasher::new();
    put(&mut out, format!("{found:?}").as_bytes());
    match read {
        Ok(file) => {
            put(&mut out, &file.bytes);
            for beside in &file.beside {
                put(&mut out, beside.named.as_bytes());
                put(&mut out, beside.path.as_bytes());
                put(&mut out, &beside.bytes);
            }
            put(&mut out, &file.left_out.to_le_bytes());
        }
        Err(error) => put(&mut out, error.to_string().as_bytes()),
    }
    *out.finalize().as_bytes()
}

/// Each part after its length, so that no two lists of parts are one text.
fn put(out: &mut blake3::Hasher, part: &[u8]) {
    out.update(&(part.len() as u64).to_le_bytes());
    out.update(part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;

    fn found(path: &str) -> Found {
        Found { path: path.to_owned(), origin: Origin::Found, tree: ".".to_owned() }
    }

    #[test]
    fn whatever_is_read_counts() {
        let file = |bytes: &str| SourceFile::new("a.md", Origin::Found, bytes);
        let one = mark(&found("a.md"), Ok(&file("x")));
        assert_eq!(one, mark(&found("a.md"), Ok(&file("x"))));
        assert_ne!(one, mark(&found("b.md"), Ok(&file("x"))));
        assert_ne!(one, mark(&found("a.md"), Ok(&file("y"))));
        let left = SourceFile { left_out: 1, ..file("x") };
        assert_ne!(one, mark(&found("a.md"), Ok(&left)));
        let sealed = |marks: &[[u8; 32]]| Fingerprint::sealed(&Discovery::default(), marks);
        assert_ne!(sealed(&[one]), sealed(&[one, one]));
        assert_ne!(sealed(&[one]).with(&[b"ab", b"c"]), sealed(&[one]).with(&[b"a", b"bc"]));
    }
}

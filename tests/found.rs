//! What fuzzing found stays found: every file under `fixtures/found/` held to the laws of `tests/laws`.
//!
//! A case is a folder; a file lies in it where it would lie in a project, for the place tells how it is read. Where a case
//! has several files, each is merged with the next.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod laws;

use std::{
    fs,
    path::{Path, PathBuf},
};

use laws::{agents, merges, prints, reads};

const FOUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/found");

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    out.sort();
    out
}

/// The files of a case, with their paths inside it.
fn files(case: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut out, mut folders) = (Vec::new(), vec![case.to_owned()]);
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(case).unwrap().to_string_lossy().replace('\\', "/");
                out.push((inside, fs::read(&path).unwrap()));
            }
        }
    }
    out.sort();
    out
}

#[test]
fn what_was_found_is_borne() {
    let cases: Vec<PathBuf> = entries(FOUND.as_ref()).into_iter().filter(|path| path.is_dir()).collect();
    assert!(!cases.is_empty(), "fixtures/found holds no case");
    for case in cases {
        let files = files(&case);
        for (at, (path, bytes)) in files.iter().enumerate() {
            println!("{}: {path}", case.display());
            reads(path, bytes);
            let (other, beside) = &files[(at + 1) % files.len()];
            merges((path, bytes), (other, beside));
            if let ([x, ..], [y, ..]) = (&agents(path, bytes)[..], &agents(other, beside)[..]) {
                prints(x, y);
            }
        }
    }
}

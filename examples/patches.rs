//! Holds `agentkin diff --unified` to its word: the patch of two files, applied by `git apply`, gives the second byte for byte.
//!
//! ```text
//! cargo run --release --example patches -- FOLDER [PAIRS]
//! ```
//!
//! Half of the pairs are files of one name, so that copies are among them, half are strangers. What fails is named, and the exit
//! status is 1. Files that are not UTF-8 are passed over: git patches bytes, and the patch is text.

use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use agentkin::{
    load,
    model::{Corpus, Pair},
    pipeline::{self, Unwatched},
    report::{Charset, Couple, Detail, DiffView, Document, Ink, Page, Sink, reporters},
};

const PAGE: Page =
    Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: patches FOLDER [PAIRS]")?;
    let count: usize = arguments.next().map_or(Ok(500), |n| n.parse())?;
    let files: Vec<PathBuf> = load::discover(&[folder])?.files.into_iter().map(|found| found.path.into()).collect();
    let room = tempfile::tempdir()?;
    let (mut held, mut failed) = (0, Vec::new());
    for (a, b) in pairs(&files).into_iter().filter(|(a, b)| is_text(a) && is_text(b)).take(count) {
        match applied(a, b, room.path()) {
            Ok(()) => held += 1,
            Err(why) => failed.push(format!("{} {}: {why}", a.display(), b.display())),
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{held} of {} patches give the second file byte for byte", held + failed.len())?;
    failed.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    Ok(if failed.is_empty() && held > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Files of one name and strangers, by turns.
fn pairs(files: &[PathBuf]) -> Vec<(&Path, &Path)> {
    let mut by_name: BTreeMap<_, Vec<&Path>> = BTreeMap::new();
    for file in files {
        by_name.entry(file.file_name()).or_default().push(file);
    }
    let kin = by_name.values().flat_map(|list| list.windows(2).map(|two| (two[0], two[1])));
    // A step that shares no divisor with most counts goes through all files in no order that means anything.
    let stranger = |at: usize| (&*files[at], &*files[(at * 7919 + 101) % files.len()]);
    let strangers = (0..files.len()).map(stranger).filter(|(a, b)| a != b);
    kin.zip(strangers).flat_map(|(kin, strangers)| [kin, strangers]).collect()
}

fn is_text(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| std::str::from_utf8(&bytes).is_ok())
}

/// Makes the patch, applies it to a copy of `a`, and holds that against `b`.
fn applied(a: &Path, b: &Path, room: &Path) -> Result<(), Box<dyn Error>> {
    // By its own name: some formats are known by nothing else.
    let copy = room.join(a.file_name().ok_or("a file without a name")?);
    fs::write(&copy, fs::read(a)?)?;
    let names = [copy.to_string_lossy().into_owned(), b.to_string_lossy().into_owned()];
    let loaded = pipeline::load(&names, &Unwatched)?.whole()?;
    let patch = room.join("patch");
    fs::write(&patch, unified(&loaded.corpus, &names)?)?;
    if fs::metadata(&patch)?.len() > 0 {
        // The names in a patch lead from the folder that git stands in.
        let above = format!("-p{}", names[0].trim_start_matches('/').split('/').count());
        let git = Command::new("git")
            .args(["apply", &above, "--whitespace=nowarn"])
            .arg(&patch)
            .current_dir(room)
            .output()?;
        if !git.status.success() {
            return Err(String::from_utf8_lossy(&git.stderr).into());
        }
    }
    if fs::read(&copy)? == fs::read(b)? { Ok(()) } else { Err("another file than the second".into()) }
}

/// The patch as a file would hold it. Of a file that holds several agents any stands for it.
fn unified(corpus: &Corpus, names: &[String; 2]) -> Result<Vec<u8>, Box<dyn Error>> {
    let seat = |name: &String| corpus.indexes().find(|ix| corpus.agent(*ix).path == *name).ok_or("no agent in it");
    let (a, b) = (seat(&names[0])?, seat(&names[1])?);
    let diff = pipeline::diff(corpus, a, b);
    let comparison = Pair::new(a, b).map(|pair| pipeline::compare(corpus, pair, agentkin::compare::Model::built_in()));
    let couple = Couple { corpus, a, b, comparison: comparison.as_ref() };
    let mut out = Vec::new();
    reporters()[0].write(Document::Diff { couple, diff: &diff, view: DiffView::Unified }, PAGE, &mut out)?;
    Ok(out)
}

//! `agentkin sketch`: what its tables hold is what comparing reads.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    path::Path,
    process::{Command, Output},
};

use agentkin::{
    model::upper,
    normalize,
    pipeline::{self, Unwatched},
    text::words::hash,
};
use assert_cmd::cargo::CommandCargoExt;
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::{Row, RowAccessor},
};

fn run(args: &[&str]) -> Output {
    Command::cargo_bin("agentkin").unwrap().args(args).output().unwrap()
}

fn fixtures() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").to_string_lossy().into_owned()
}

fn rows(file: &Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(File::open(file).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().collect::<Result<_, _>>().unwrap()
}

/// The shingles of each agent's number.
fn shingles(folder: &Path) -> BTreeMap<u64, Vec<u64>> {
    let mut out: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for row in rows(&folder.join("shingles.parquet")) {
        out.entry(row.get_ulong(0).unwrap()).or_default().push(row.get_ulong(1).unwrap());
    }
    out
}

#[test]
fn the_tables_hold_what_comparing_reads() {
    let (folder, fixtures) = (tempfile::tempdir().unwrap(), fixtures());
    let (whole, part) = (folder.path().join("a/whole"), folder.path().join("part"));
    let done = run(&["sketch", &fixtures, "--output", whole.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(run(&["sketch", &fixtures, "--one-in", "8", "--output", part.to_str().unwrap()]).status.success());

    let loaded = pipeline::load(&[fixtures], &Unwatched).unwrap();
    let (all, sample) = (shingles(&whole), shingles(&part));
    let mut seen = BTreeSet::new();
    for row in rows(&whole.join("agents.parquet")) {
        let id = row.get_string(1).unwrap();
        let definition = loaded.corpus.definition(loaded.corpus.find(id).unwrap());
        let (number, empty) = (row.get_ulong(0).unwrap(), Vec::new());
        assert_eq!(number, hash(id));
        assert_eq!(row.get_string(3).unwrap(), definition.format.0);
        assert_eq!(row.get_string(4).unwrap(), &definition.name);
        assert_eq!(row.get_string(5).unwrap(), &definition.content.to_string());
        assert_eq!(row.get_ulong(6).unwrap(), u64::from(definition.tokens));
        let shingles = normalize::shingles(definition);
        let halves: BTreeSet<u32> = shingles.iter().copied().map(upper).collect();
        assert!(halves.iter().eq(definition.sketch.bulk.get().shingles.iter()), "{id}");
        assert_eq!(row.get_ulong(8).unwrap(), shingles.len() as u64);
        assert_eq!(all.get(&number).unwrap_or(&empty), &shingles, "{id}");
        let lowest: Vec<u64> = shingles.iter().copied().filter(|one| *one <= u64::MAX / 8).collect();
        assert_eq!(sample.get(&number).unwrap_or(&empty), &lowest, "{id}");
        seen.insert(id.clone());
    }
    assert_eq!(seen.len(), loaded.corpus.len(), "every agent, once");
}

#[test]
fn nothing_is_written_over_unasked() {
    let (folder, fixtures) = (tempfile::tempdir().unwrap(), fixtures());
    let into = folder.path().to_str().unwrap();
    fs::write(folder.path().join("agents.parquet"), "mine").unwrap();
    let refused = run(&["sketch", &fixtures, "--output", into]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("agents.parquet")).unwrap(), b"mine");
    assert!(!folder.path().join("shingles.parquet").exists());
    assert!(run(&["sketch", &fixtures, "--output", into, "--force"]).status.success());
    assert!(fs::read(folder.path().join("agents.parquet")).unwrap().starts_with(b"PAR1"));
}

#[test]
fn a_file_that_could_not_be_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let agents = folder.path().join("agents");
    fs::create_dir(&agents).unwrap();
    let agent = "---\nname: owl\ndescription: Watches the barn.\n---\n\nYou watch the barn at night.\n";
    fs::write(agents.join("owl.md"), agent).unwrap();
    fs::write(agents.join("big.md"), agent.repeat(200_000)).unwrap();
    let done = run(&["sketch", agents.to_str().unwrap(), "--output", folder.path().join("out").to_str().unwrap()]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success() && said.contains("big.md") && said.contains("agents sketched: 1, from 2 files"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_sketched_ends_in_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let (empty, into) = (folder.path().join("empty"), folder.path().join("out"));
    fs::create_dir(&empty).unwrap();
    let nothing = run(&["sketch", empty.to_str().unwrap(), "--output", into.to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("no agent found"), "{nothing:?}");
    assert_eq!(fs::read_dir(&into).unwrap().count(), 0, "nothing half-written");
    let nowhere = run(&["sketch", &fixtures()]);
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("--output DIR names it"), "{nowhere:?}");
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    assert_eq!(run(&["sketch", &fixtures(), "--output", file.to_str().unwrap()]).status.code(), Some(2));
}

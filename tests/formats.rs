//! Every format over its fixtures, and every odd file: what is read, from where, and what is said.
//!
//! A case is a folder with an `expected.txt`: to add a file, put it there and run
//! `AGENTKIN_BLESS=1 cargo test --test formats`, then read what was written before keeping it. Under
//! `fixtures/known-bad/load/` stands what is not right yet, with a `wanted.txt` that says what would be.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use agentkin::{
    load,
    model::{Note, Origin, RawAgent, SourceFile},
};

/// The folders under `fixtures/` that hold cases, or are one.
const FORMATS: &str = "fixtures/formats";
const LENIENCY: &str = "fixtures/leniency";
const KNOWN_BAD: &str = "fixtures/known-bad/load";

fn folders(under: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(under).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.is_dir());
    all.sort();
    assert!(!all.is_empty(), "{under} holds no case");
    all
}

/// The files of a case by their paths inside it, for the folders above must not tell a format.
fn files(case: &Path) -> Vec<SourceFile> {
    let root = case.to_str().unwrap().replace('\\', "/");
    let found = load::discover(std::slice::from_ref(&root)).unwrap();
    assert_eq!(found.findings, [], "{root}");
    let inside = |path: &str| path.strip_prefix(&format!("{root}/")).unwrap().to_owned();
    let read = |found| load::read(found).unwrap();
    found.files.iter().map(read).map(|file| SourceFile { path: inside(&file.path), ..file }).collect()
}

/// What a file gives, when met in a folder and when named.
fn told(file: &SourceFile) -> String {
    let by = |origin| outcome(&load::parse(&SourceFile { origin, ..file.clone() }));
    let (found, named) = (by(Origin::Found), by(Origin::Named));
    let mut out = format!("{}\n{found}", file.path);
    if named != found {
        write!(out, "  when named:\n{named}").unwrap();
    }
    out
}

fn outcome(parsed: &Result<Vec<RawAgent>, Vec<Note>>) -> String {
    match parsed {
        Ok(agents) => agents.iter().map(agent).collect(),
        Err(notes) => format!("  no agent\n{}", notes.iter().map(note).collect::<String>()),
    }
}

fn agent(agent: &RawAgent) -> String {
    let place = agent.place_name.as_deref().unwrap_or("-");
    let key = agent.key.as_ref().map_or(String::new(), |key| format!("#{key}"));
    let front = if agent.front_is_strict { "strict" } else { "lenient" };
    let first = agent.lines.of(agent.text[..agent.body.start].matches('\n').count());
    let mut out = format!("  {} {place}{key}, {front}, body from line {first}\n", agent.format);
    if !agent.syntax.is_markdown() {
        writeln!(out, "  {} of {:?}", lines(agent), agent.body.of(&agent.text)).unwrap();
    }
    if !agent.supporting.is_empty() {
        writeln!(out, "  beside it {:?}", agent.supporting).unwrap();
    }
    for field in &agent.fields {
        let lines = field.span.map_or("-", |span| span.of(&agent.text)).lines().count();
        writeln!(out, "  {} ({lines}) = {}", field.key, serde_json::to_string(&field.value).unwrap()).unwrap();
    }
    out + &agent.notes.iter().map(note).collect::<String>()
}

/// On which lines of its file a prompt in data stands.
fn lines(agent: &RawAgent) -> String {
    let rows: Vec<u32> = agent.text.lines().enumerate().map(|(row, _)| agent.lines.of(row)).collect();
    format!("{:?} {rows:?}", agent.syntax)
}

fn note(note: &Note) -> String {
    let lines = note.lines.map_or(String::new(), |lines| format!(" {}-{}", lines.first, lines.last));
    format!("  ! {}{lines}: {}\n", note.code.id, note.message.escape_debug())
}

/// Compares a case with its `expected.txt`, or writes it.
fn check(case: &Path) {
    let found: String = files(case).iter().map(|file| told(file) + "\n").collect();
    let stored = case.join("expected.txt");
    if std::env::var_os("AGENTKIN_BLESS").is_some() {
        fs::write(&stored, &found).unwrap();
    }
    let want = fs::read_to_string(&stored).unwrap_or_default();
    assert!(!want.is_empty(), "{} is missing: AGENTKIN_BLESS=1 cargo test --test formats", stored.display());
    for (found, want) in found.split("\n\n").zip(want.split("\n\n")) {
        assert_eq!(found, want, "{}", case.display());
    }
    assert_eq!(found, want, "{}", case.display());
}

#[test]
fn every_format_reads_its_fixtures() {
    for case in folders(FORMATS) {
        check(&case);
    }
}

#[test]
fn every_format_of_the_roster_has_a_fixture() {
    for profile in load::formats() {
        let files = files(&Path::new(FORMATS).join(profile.name.0));
        let agents = files.iter().filter_map(|file| load::parse(file).ok()).flatten();
        assert!(agents.filter(|agent| agent.format == profile.name).count() > 0, "{}: no fixture of it", profile.name);
    }
}

#[test]
fn odd_files_are_read_and_said() {
    check(Path::new(LENIENCY));
}

#[test]
fn what_is_not_right_yet_is_as_it_was() {
    for case in folders(KNOWN_BAD) {
        assert!(case.join("wanted.txt").is_file(), "{}: say in wanted.txt what would be right", case.display());
        check(&case);
    }
}

/// The file with its front matter once more, as a copy with CR LF, has the same fields and body.
#[test]
fn line_ends_change_nothing_that_is_read() {
    for case in folders(FORMATS) {
        for file in files(&case) {
            let Ok(agents) = load::parse(&file) else { continue };
            let text = String::from_utf8(file.bytes.clone()).unwrap().replace('\n', "\r\n");
            let copy = load::parse(&SourceFile { bytes: text.into_bytes(), ..file.clone() }).unwrap();
            assert_eq!(agents, copy, "{}", file.path);
        }
    }
}

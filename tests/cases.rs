//! Runs every folder under fixtures/cases with the real binary: `inputs/` in, `expected.*` out. A case is added without
//! touching Rust; `AGENTKIN_BLESS=1 cargo test --test cases` writes what is expected, to be read before it is kept.
//!
//! - `expected.facts`: what a report tells, without the figures that calibration may move
//! - `expected.diff.md`: the first agent against each other one, as Markdown
//! - `expected.merge.md`: the canonical of all of them, with its conflicts and omissions

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn folders(of: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(of);
    let mut out: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    out.retain(|path| path.is_dir());
    out.sort();
    out
}

/// Runs agentkin in `folder`; standard output, whatever of 0 and 1 the exit status is.
fn agentkin(folder: &Path, args: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_agentkin")).args(args).current_dir(folder).env("NO_COLOR", "1").output();
    let run = run.unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0 | 1)), "agentkin {args:?} in {}: {said}", folder.display());
    String::from_utf8(run.stdout).unwrap()
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&agentkin(folder, &[args, &["--format", "json"]].concat())).unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn joined(values: &[Value]) -> String {
    values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}

fn facts(report: &Value) -> String {
    let mut out = String::new();
    for agent in items(report, "agents") {
        let _ = writeln!(out, "agent {} = {} ({})", text(agent, "id"), text(agent, "name"), text(agent, "format"));
    }
    for pair in items(report, "pairs") {
        let _ = writeln!(out, "pair {}: {} | {}", text(pair, "relation"), text(pair, "a"), text(pair, "b"));
    }
    for family in items(report, "families") {
        let members = joined(items(family, "members"));
        let _ =
            writeln!(out, "family {}: {members}; canonical {}", text(family, "relation"), text(family, "canonical"));
        for lineage in items(family, "lineages") {
            let _ = writeln!(out, "  lineage {}: {}", text(lineage, "relation"), joined(items(lineage, "members")));
        }
    }
    for collision in items(report, "collisions") {
        let agents = joined(items(collision, "agents"));
        let _ = writeln!(out, "collision {} ({}): {agents}", text(collision, "name"), text(collision, "relation"));
    }
    for finding in items(report, "findings") {
        let _ = writeln!(out, "finding {} {} {}", text(finding, "code"), text(finding, "path"), finding["lines"]);
    }
    out
}

fn merged(merge: &Value) -> String {
    let mut out = format!("{}\n=== base {}\n", text(merge, "text"), text(merge, "base"));
    for conflict in items(merge, "conflicts") {
        let _ = writeln!(out, "conflict {} over {}:", text(conflict, "kind"), text(conflict, "what"));
        for side in items(conflict, "sides") {
            let _ = writeln!(out, "  {} says {}", text(side, "id"), side["value"]);
        }
        let _ = writeln!(out, "  chosen {}", conflict["chosen"]);
    }
    for left in items(merge, "omitted") {
        let by = &left["by"]["line"];
        let _ = writeln!(out, "left out, {} line {by}: {}", text(left, "reason"), text(left, "text"));
    }
    out
}

fn hold(file: &Path, found: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("AGENTKIN_BLESS").is_some() {
        fs::write(file, found).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected != found {
        wrong.push(format!("{}\n--- expected\n{expected}\n--- found\n{found}", file.display()));
    }
}

#[test]
fn every_case_gives_what_it_should() {
    let (mut wrong, cases) = (Vec::new(), folders("cases"));
    assert!(cases.len() >= 9, "the cases are found");
    for case in &cases {
        let inputs = case.join("inputs");
        let report = json(&inputs, &["report", "."]);
        hold(&case.join("expected.facts"), &facts(&report), &mut wrong);
        let ids: Vec<&str> = items(&report, "agents").iter().map(|agent| text(agent, "id")).collect();
        let mut diffs = String::new();
        for other in &ids[1..] {
            diffs.push_str(&agentkin(&inputs, &["diff", ids[0], other, "--format", "markdown"]));
            diffs.push('\n');
        }
        hold(&case.join("expected.diff.md"), &diffs, &mut wrong);
        let merge = json(&inputs, &[&["merge"], &ids[..]].concat());
        hold(&case.join("expected.merge.md"), &merged(&merge), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What holds for every case, whatever it is about.
#[test]
fn laws_hold_in_every_case() {
    for case in folders("cases") {
        let inputs = case.join("inputs");
        let once = agentkin(&inputs, &["report", ".", "--format", "json", "--jobs", "1"]);
        let twice = agentkin(&inputs, &["report", ".", "--format", "json", "--jobs", "2"]);
        assert_eq!(once, twice, "{}: --jobs changes the bytes", case.display());
        let report: Value = serde_json::from_str(&once).unwrap();
        let mut ids: Vec<&str> = items(&report, "agents").iter().map(|agent| text(agent, "id")).collect();
        let merge = json(&inputs, &[&["merge"], &ids[..]].concat());
        ids.reverse();
        let reversed = json(&inputs, &[&["merge"], &ids[..]].concat());
        assert_eq!(merge["text"], reversed["text"], "{}: the order of members matters", case.display());
        for id in ids {
            let alone = agentkin(&inputs, &["merge", id]);
            let bytes = fs::read(inputs.join(id)).unwrap();
            assert_eq!(alone.as_bytes(), bytes, "{}: merging {id} alone changes it", case.display());
        }
    }
}

/// What is known to be wrong stays known: a wish that came true moves to fixtures/cases.
#[test]
fn known_bad_cases_are_still_bad() {
    for case in folders("known-bad/cases") {
        let found = facts(&json(&case.join("inputs"), &["report", "."]));
        let wish = fs::read_to_string(case.join("wish")).unwrap();
        let granted: Vec<&str> = wish.lines().filter(|line| found.lines().any(|fact| fact == *line)).collect();
        assert!(!wish.trim().is_empty());
        assert!(granted.is_empty(), "{} is right now: move it to fixtures/cases\n{granted:?}", case.display());
    }
}

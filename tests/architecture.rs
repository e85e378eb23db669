//! Holds what docs/architecture.md says of the house: who may import whom, where each package lives, that rosters are
//! whole, and that rooms stay small. The compiler cannot. Each rule is shown to fail on a planted fault.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const GROUND: &[&str] = &["model", "text"];
const STAGES: &[&str] =
    &["load", "normalize", "shortlist", "compare", "cluster", "merge", "write", "sketch", "apply", "report"];
const DOORS: &[&str] = &["cli", "mcp"];

/// Folders whose files must all stand in the roster of their `mod.rs`.
const ROSTERS: &[&str] = &[
    "src/load/formats",
    "src/compare/signals",
    "src/merge/rules",
    "src/apply/actions",
    "src/report/reporters",
    "src/cli/commands",
];

/// Packages with a home: whoever names one elsewhere breaks the rule.
const HOMES: &[(&str, &[&str])] = &[
    ("petgraph", &["src/cluster/"]),
    ("serde_yaml", &["src/load/syntax/yaml.rs"]),
    ("csv", &["src/report/reporters/separated.rs"]),
    ("quick_xml", &["src/report/reporters/graphml.rs"]),
    ("clap_mangen", &["src/cli/"]),
    ("percent_encoding", &["src/report/reporters/sarif"]),
    ("askama", &["src/report/reporters/html/"]),
    ("flate2", &["src/report/reporters/html/"]),
    ("base64", &["src/report/reporters/html/"]),
    ("sha2", &["src/report/reporters/html/"]),
    ("comfy_table", &["src/report/reporters/table"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("indicatif", &["src/cli/"]),
    ("ctrlc", &["src/cli/interrupt.rs"]),
    ("tempfile", &["src/cli/", "src/cache/", "src/apply/", "src/load/history.rs"]),
    ("redb", &["src/cache/"]),
    ("postcard", &["src/pipeline/kept.rs"]),
    ("mimalloc", &["src/main.rs"]),
    ("parquet", &["src/sketch/"]),
    ("blake3", &["src/pipeline/fingerprint.rs"]),
    ("etcetera", &["src/cli/"]),
    ("terminal_size", &["src/cli/"]),
    ("anstream", &["src/cli/"]),
    ("similar", &["src/text/edit.rs"]),
    ("strsim", &["src/text/short.rs"]),
    ("pulldown_cmark", &["src/text/markdown.rs"]),
    ("unicode_normalization", &["src/text/"]),
    ("unicode_segmentation", &["src/text/"]),
    ("xxhash_rust", &["src/text/"]),
    ("encoding_rs", &["src/load/decode"]),
    ("ignore", &["src/load/"]),
    ("toml_edit", &["src/config/"]),
    ("toml", &["src/config/", "src/load/syntax/", "src/write/"]),
    ("jsonc_parser", &["src/load/syntax/json.rs"]),
    ("chardetng", &["src/load/decode"]),
    (
        "rayon",
        &[
            "src/pipeline",
            "src/load/",
            "src/shortlist/",
            "src/compare/",
            "src/cluster/",
            "src/report/reporters/html/",
            "src/report/reporters/json/",
            "src/cache/",
            "src/cli/",
            "src/mcp/",
        ],
    ),
    ("ratatui", &["src/cli/review/"]),
    ("rmcp", &["src/mcp/"]),
    ("tokio", &["src/mcp/"]),
    ("std::fs", &["src/load/", "src/config/", "src/cache/", "src/apply/", "src/cli/"]),
    ("std::process::Command", &["src/apply/git.rs", "src/load/history.rs"]),
    ("std::env", &["src/cli/"]),
    // docs/privacy.md promises it.
    ("std::net", &[]),
];

const MOST_LINES: usize = 500;
const CATCH_ALL: &[&str] = &["utils", "util", "common", "helpers", "misc"];

/// The sources by path, so that a fault can be planted without touching the disk.
#[derive(Clone)]
struct Tree(BTreeMap<String, String>);

impl Tree {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = BTreeMap::new();
        let mut folders = vec![root.join("src")];
        while let Some(folder) = folders.pop() {
            for path in entries(&folder) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "rs") {
                    let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                    files.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        Self(files)
    }

    fn with(&self, path: &str, line: &str) -> Self {
        let mut tree = self.clone();
        let text = tree.0.entry(path.to_owned()).or_default();
        *text = format!("{line}\n{text}");
        tree
    }

    fn without(&self, path: &str, text: &str) -> Self {
        let mut tree = self.clone();
        let file = tree.0.get_mut(path).unwrap();
        assert!(file.contains(text), "{path} does not hold {text:?}: the planted fault would plant nothing");
        *file = file.replace(text, "");
        tree
    }

    fn faults(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (path, text) in &self.0 {
            let code = code_of(text);
            out.extend(import_faults(path, &code));
            out.extend(home_faults(path, &code));
            out.extend(room_faults(path, &code));
        }
        out.extend(ROSTERS.iter().flat_map(|folder| self.roster_faults(folder)));
        out.extend(self.ground_fault());
        out
    }

    fn roster_faults(&self, folder: &str) -> Vec<String> {
        let Some(door) = self.0.get(&format!("{folder}/mod.rs")) else {
            return vec![format!("{folder}/mod.rs: the roster is gone")];
        };
        let code = code_of(door);
        let roster = code.find("ALL").and_then(|at| code[at..].find('=').map(|eq| &code[at + eq..])).unwrap_or("");
        let mut out = Vec::new();
        for name in self.rooms_in(folder) {
            if !code.contains(&format!("mod {name};")) {
                out.push(format!("{folder}/{name}.rs: `mod {name};` is missing in {folder}/mod.rs"));
            } else if !roster.contains(&format!("{name}::")) {
                out.push(format!("{folder}/{name}.rs: not in the ALL roster of {folder}/mod.rs"));
            }
        }
        out
    }

    /// Files and folders directly in `folder`, as module names.
    fn rooms_in(&self, folder: &str) -> BTreeSet<String> {
        let inside = self.0.keys().filter_map(|path| path.strip_prefix(&format!("{folder}/")));
        inside
            .map(|rest| rest.split('/').next().unwrap().trim_end_matches(".rs").to_owned())
            .filter(|name| name != "mod")
            .collect()
    }

    /// If `model` grows past a fifth of the lines, something in it is behaviour.
    fn ground_fault(&self) -> Option<String> {
        let lines = |prefix: &str| -> usize {
            self.0.iter().filter(|(path, _)| path.starts_with(prefix)).map(|(_, text)| text.lines().count()).sum()
        };
        let (model, all) = (lines("src/model/"), lines("src/"));
        (model * 5 > all).then(|| format!("src/model: {model} of {all} lines is more than a fifth"))
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// The room of a file: the first part of its path below src.
fn room(path: &str) -> &str {
    path.trim_start_matches("src/").split('/').next().unwrap().trim_end_matches(".rs")
}

/// What the rooms on each floor may import besides themselves.
fn allowed(room: &str) -> Vec<&'static str> {
    let mut list: Vec<&str> = Vec::new();
    match room {
        "lib" => return [GROUND, STAGES, DOORS, &["config", "pipeline"]].concat(),
        "main" => return vec!["cli"],
        "cache" => return GROUND.to_vec(),
        _ if GROUND.contains(&room) => return list,
        _ if STAGES.contains(&room) => {}
        "config" => list.extend(STAGES),
        "pipeline" => list.extend(STAGES.iter().filter(|stage| **stage != "report").chain(&["config", "cache"])),
        // The command line opens the other doors; they open none.
        "cli" => list.extend(["pipeline", "config", "report", "mcp"]),
        _ => list.extend(["pipeline", "config", "report"]),
    }
    list.extend(GROUND);
    list
}

fn import_faults(path: &str, code: &str) -> Vec<String> {
    let here = room(path);
    let allowed = allowed(here);
    let mut out: Vec<String> = crate_paths(code)
        .into_iter()
        .filter(|there| there != here && !allowed.contains(&there.as_str()))
        .map(|there| format!("{path}: {here} may not import {there}"))
        .collect();
    if code.contains("super::super") {
        out.push(format!("{path}: super::super reaches over a door"));
    }
    out
}

/// The first part of every `crate::…` path, those inside `crate::{…}` too.
fn crate_paths(code: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if at > 0 && code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            out.extend(top_names(list));
        } else {
            out.extend(name_at(rest));
        }
    }
    out
}

/// The names at the top level of a `{…}` list, up to its end.
fn top_names(list: &str) -> Vec<String> {
    let (mut depth, mut fresh, mut out) = (0, true, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if c.is_alphabetic() && fresh && depth == 0 => {
                out.extend(name_at(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    out
}

fn name_at(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

fn home_faults(path: &str, code: &str) -> Vec<String> {
    HOMES
        .iter()
        .filter(|(package, homes)| names(code, package) && !homes.iter().any(|home| path.starts_with(home)))
        .map(|(package, homes)| format!("{path}: {package} lives in {}", homes.join(", ")))
        .collect()
}

/// Whether `code` names the package: `package::…` or `use package`, not as part of a longer name or path.
fn names(code: &str, package: &str) -> bool {
    code.match_indices(package).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + package.len()..]);
        let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        whole && (after.starts_with("::") || (after.starts_with(';') && before.trim_end().ends_with("use")))
    })
}

fn room_faults(path: &str, code: &str) -> Vec<String> {
    let mut out = Vec::new();
    let lines = code.split("#[cfg(test)]\nmod tests").next().unwrap_or("").lines().count();
    if lines > MOST_LINES {
        out.push(format!("{path}: {lines} lines, more than {MOST_LINES}"));
    }
    if CATCH_ALL.iter().any(|name| path.ends_with(&format!("/{name}.rs")) || path.contains(&format!("/{name}/"))) {
        out.push(format!("{path}: a room needs a name that says what is in it"));
    }
    let stage_door = STAGES.iter().any(|stage| path == format!("src/{stage}/mod.rs"));
    if stage_door && code.lines().any(|line| line.starts_with("pub mod ")) {
        out.push(format!("{path}: mod.rs is the stage's only door, so its rooms are private"));
    }
    out
}

/// The text with comments and string contents blanked, line breaks kept.
fn code_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
            '"' => string_end(rest),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#") => raw_end(rest),
            '\'' => char_end(rest),
            _ => 0,
        };
        if taken == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            out.extend(rest[..taken].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[taken..];
        }
    }
    out
}

fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_end(text: &str) -> usize {
    let hashes = text[1..].chars().take_while(|c| *c == '#').count();
    if !text[1 + hashes..].starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    text[hashes + 2..].find(&close).map_or(text.len(), |at| hashes + 2 + at + close.len())
}

/// The end of a character literal; 0 for a lifetime.
fn char_end(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[2..].find('\'').map_or(0, |at| if text[2..].starts_with('\'') { 4 } else { at + 3 }),
        Some((at, c)) if text[at + c.len_utf8()..].starts_with('\'') => at + c.len_utf8() + 1,
        _ => 0,
    }
}

#[test]
fn the_house_stands_as_drawn() {
    let faults = Tree::read().faults();
    assert!(faults.is_empty(), "docs/architecture.md does not allow:\n{}", faults.join("\n"));
}

#[test]
fn the_import_rule_fails_on_planted_faults() {
    let tree = Tree::read();
    for (path, line) in [
        ("src/model/span.rs", "use crate::text::words;"),
        ("src/text/words.rs", "use crate::model::Span;"),
        ("src/compare/mod.rs", "use crate::shortlist::Options;"),
        ("src/merge/mod.rs", "use crate::{model::Span, compare::diff};"),
        ("src/load/mod.rs", "use crate::config;"),
        ("src/report/mod.rs", "fn x() { crate::pipeline::catalogue(); }"),
        ("src/pipeline.rs", "use crate::report::Page;"),
        ("src/pipeline/seat.rs", "use crate::cli;"),
        ("src/cli/mod.rs", "use crate::merge::Options;"),
        ("src/mcp/mod.rs", "use crate::load::Found;"),
        ("src/mcp/shelf.rs", "use crate::cli;"),
        ("src/config/mod.rs", "use crate::pipeline;"),
        ("src/load/formats/claude.rs", "use super::super::walk;"),
    ] {
        let new = tree.with(path, line).faults();
        assert!(new.iter().any(|fault| fault.starts_with(path)), "{path}: {line} was let through: {new:?}");
    }
}

#[test]
fn the_package_homes_fail_on_planted_faults() {
    let tree = Tree::read();
    for (path, line) in [
        ("src/merge/mod.rs", "use petgraph::Graph;"),
        ("src/load/syntax/front_matter.rs", "fn x() { serde_yaml::from_str(\"\"); }"),
        ("src/report/reporters/json.rs", "use comfy_table::Table;"),
        ("src/pipeline.rs", "use clap::Parser;"),
        ("src/pipeline.rs", "use rmcp::ServiceExt;"),
        ("src/cli/mod.rs", "use tokio::runtime;"),
        ("src/mcp/shelf.rs", "use std::fs;"),
        ("src/merge/mod.rs", "use similar::TextDiff;"),
        ("src/normalize/mod.rs", "use std::fs;"),
        ("src/report/mod.rs", "fn x() { std::env::var(\"HOME\"); }"),
        ("src/cluster/mod.rs", "use strsim::jaro;"),
        ("src/cli/mod.rs", "fn x() { std::net::TcpStream::connect(\"\"); }"),
    ] {
        let new = tree.with(path, line).faults();
        assert!(new.iter().any(|fault| fault.starts_with(path)), "{path}: {line} was let through: {new:?}");
    }
}

#[test]
fn the_rosters_fail_on_planted_faults() {
    let tree = Tree::read();
    for folder in ROSTERS {
        let forgotten = format!("{folder}/forgotten.rs");
        let faults = tree.with(&forgotten, "//! Nobody knows this room.").faults();
        assert!(faults.iter().any(|fault| fault.contains("forgotten")), "{folder}: a forgotten file went unseen");
        let door = format!("{folder}/mod.rs");
        let half = tree.with(&forgotten, "").with(&door, "mod forgotten;").faults();
        assert!(half.iter().any(|fault| fault.contains("ALL")), "{folder}: a file missing in ALL went unseen");
        let gone = tree.without(&door, "ALL").faults();
        assert!(gone.iter().any(|fault| fault.contains(folder)), "{folder}: a roster without ALL went unseen");
    }
}

#[test]
fn the_rooms_fail_on_planted_faults() {
    let tree = Tree::read();
    let long = "fn x() {}\n".repeat(MOST_LINES);
    for (path, line) in [
        ("src/compare/mod.rs", "pub mod signals;"),
        ("src/compare/utils.rs", "//! Odds and ends."),
        ("src/merge/endless.rs", long.as_str()),
    ] {
        let new = tree.with(path, line).faults();
        assert!(new.iter().any(|fault| fault.starts_with(path)), "{path} was let through: {new:?}");
    }
    let fat = tree.with("src/model/behaviour.rs", &"fn x() {}\n".repeat(20_000)).faults();
    assert!(fat.iter().any(|fault| fault.contains("more than a fifth")));
}

#[test]
fn comments_and_strings_are_no_code() {
    let tree = Tree::read().with("src/model/span.rs", "// see crate::text\nconst X: &str = \"use petgraph::Graph;\";");
    assert_eq!(tree.faults(), Vec::<String>::new());
}

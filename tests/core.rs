//! What `merge --core` writes, `render` builds the members of again, to the byte: over made families and over every folder of
//! fixtures.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use assert_cmd::cargo::CommandCargoExt;

/// A folder of its own for each call: tests run side by side.
fn folder() -> PathBuf {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let nth = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("core-{}-{nth}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(at: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("agentkin").unwrap().current_dir(at).args(args).output().unwrap()
}

fn done(at: &Path, args: &[&str]) {
    let out = run(at, args);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
}

fn said(at: &Path, args: &[&str]) -> String {
    let out = run(at, args);
    assert_eq!(out.status.code(), Some(2), "{args:?}");
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// Writes the core of these files and builds them again in another folder.
fn comes_back(at: &Path, files: &[&str]) {
    let mut args = vec!["merge", "--core", "-o", "core.toml", "--force", "--quiet"];
    args.extend(files);
    done(at, &args);
    let _ = fs::remove_dir_all(at.join("built"));
    fs::create_dir(at.join("built")).unwrap();
    done(at, &["render", "core.toml", "--output", "built", "--quiet"]);
    for file in files {
        assert_eq!(fs::read(at.join(file)).unwrap(), fs::read(at.join("built").join(file)).unwrap(), "{file}");
    }
}

const HEAD: &str = "---\nname: tide-clerk\ndescription: Keeps the tide book.\n---\n\n";
const BODY: &str =
    "You keep the tide book of the harbour.\n\n## Rounds\n\n- Read the tide gauge at dawn\n- Close the tide book\n";

#[test]
fn members_are_built_to_the_byte() {
    let at = folder();
    let tide = format!("{HEAD}{BODY}");
    let wind = tide.replace("tide", "wind") + "- Grease the vane in spring\n";
    fs::write(at.join("tide.md"), &tide).unwrap();
    fs::write(at.join("wind.md"), wind.replace('\n', "\r\n")).unwrap();
    fs::write(at.join("bare.md"), format!("\u{feff}{}", tide.trim_end())).unwrap();
    comes_back(&at, &["tide.md", "wind.md", "bare.md"]);
    let core = fs::read_to_string(at.join("core.toml")).unwrap();
    assert!(core.contains("You keep the {{term-") && core.contains("line-ends = \"crlf\""), "{core}");
    let one = run(&at, &["render", "core.toml", "--member", "wind.md"]);
    assert_eq!(String::from_utf8(one.stdout).unwrap(), wind.replace('\n', "\r\n"));
    // Somebody gives one of them another word.
    fs::write(at.join("core.toml"), core.replace("wind", "swell")).unwrap();
    let one = run(&at, &["render", "core.toml", "--member", "swell.md"]);
    assert!(String::from_utf8(one.stdout).unwrap().contains("You keep the swell book"));
    fs::remove_dir_all(&at).unwrap();
}

#[test]
fn faults_are_told() {
    let at = folder();
    for name in ["a.md", "b.md"] {
        fs::write(at.join(name), format!("{HEAD}{BODY}- Answer as {name}\n")).unwrap();
    }
    done(&at, &["merge", "a.md", "b.md", "--core", "-o", "core.toml", "--quiet"]);
    assert!(said(&at, &["render", "core.toml"]).contains("holds 2 members"));
    assert!(said(&at, &["render", "core.toml", "--member", "z.md"]).contains("a.md, b.md"));
    assert!(said(&at, &["render", "a.md"]).contains("a.md is no core"));
    assert!(said(&at, &["render", "none.toml"]).contains("none.toml"));
    assert!(said(&at, &["merge", "a.md", "b.md", "--core", "--to", "codex"]).contains("--to"));
    fs::write(at.join("a.md"), "changed since").unwrap();
    let refused = said(&at, &["render", "core.toml", "--output", "."]);
    assert!(refused.contains("a.md exists already") && refused.contains("--force"), "{refused}");
    assert_eq!(fs::read_to_string(at.join("a.md")).unwrap(), "changed since");
    done(&at, &["render", "core.toml", "--output", ".", "--force", "--quiet"]);
    assert!(fs::read_to_string(at.join("a.md")).unwrap().ends_with("- Answer as a.md\n"));
    fs::remove_dir_all(&at).unwrap();
}

/// The Markdown files in a folder and below it.
fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "md") && fs::read_to_string(&path).is_ok() {
            out.push(path);
        }
    }
}

#[test]
fn the_families_of_the_fixtures_come_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut tried = 0;
    for case in fs::read_dir(root.join("cases")).unwrap() {
        let mut members = Vec::new();
        files(&case.unwrap().path().join("inputs"), &mut members);
        let at = folder();
        let names: Vec<String> = (0..members.len()).map(|nth| format!("m{nth}.md")).collect();
        for (member, name) in members.iter().zip(&names) {
            fs::copy(member, at.join(name)).unwrap();
        }
        if members.len() > 1 {
            comes_back(&at, &names.iter().map(String::as_str).collect::<Vec<_>>());
            tried += 1;
        }
        fs::remove_dir_all(&at).unwrap();
    }
    assert!(tried > 5);
}

/// Fifty families of agents as they lie about, where there are any at hand: data beside the repository, not part of it.
#[test]
fn real_families_come_back() {
    const TRIED: usize = 50;
    /// Repositories that hold as many, and are read in seconds by a binary that is not optimized.
    const READ: usize = 8;
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        return;
    }
    let mut repositories: Vec<_> = fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    repositories.sort();
    let read = repositories.iter().filter_map(|name| name.to_str()).take(READ);
    let args: Vec<&str> = ["report", "--format", "json", "--pairs", "none"].into_iter().chain(read).collect();
    let out = run(&corpus, &args);
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let families = report["families"].as_array().unwrap().iter().map(|family| {
        let members = family["members"].as_array().unwrap().iter().map(|member| member.as_str().unwrap());
        members.collect::<Vec<_>>()
    });
    // A core is of whole files of UTF-8.
    let whole = |member: &&str| !member.contains('#') && fs::read_to_string(corpus.join(member)).is_ok();
    let fit: Vec<Vec<&str>> = families.filter(|family| family.len() < 9 && family.iter().all(&whole)).collect();
    let mut tried = 0;
    for family in fit.iter().step_by((fit.len() / TRIED).max(1)).take(TRIED) {
        let at = folder();
        let names: Vec<String> = (0..family.len()).map(|nth| format!("m{nth}.md")).collect();
        for (member, name) in family.iter().zip(&names) {
            fs::write(at.join(name), fs::read(corpus.join(member)).unwrap()).unwrap();
        }
        comes_back(&at, &names.iter().map(String::as_str).collect::<Vec<_>>());
        tried += 1;
        fs::remove_dir_all(&at).unwrap();
    }
    assert_eq!(tried, TRIED);
}

/// A core holds whole files: whoever has many agents in one is told how to part them.
#[test]
fn agents_of_one_file_are_parted_first() {
    let folder = tempfile::tempdir().unwrap();
    let mode = |slug: &str, tide: &str| {
        format!(
            "  - slug: {slug}\n    name: {slug}\n    roleDefinition: You read the {tide} tide.\n    groups: [read]\n"
        )
    };
    let modes = format!("customModes:\n{}{}", mode("ebb", "low"), mode("flood", "high"));
    fs::write(folder.path().join("custom_modes.yaml"), modes).unwrap();
    let run =
        |args: &[&str]| Command::cargo_bin("agentkin").unwrap().current_dir(folder.path()).args(args).output().unwrap();
    let refused = run(&["merge", "custom_modes.yaml#ebb", "custom_modes.yaml#flood", "--core"]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("agentkin merge FILE#NAME --to claude --output NAME.md"), "{said}");
    for name in ["ebb", "flood"] {
        let (agent, file) = (format!("custom_modes.yaml#{name}"), format!("{name}.md"));
        let parted = run(&["merge", &agent, "--to", "claude", "--output", &file]);
        assert!(parted.status.success(), "{}", String::from_utf8_lossy(&parted.stderr));
    }
    let core = run(&["merge", "ebb.md", "flood.md", "--core"]);
    assert!(core.status.success(), "{}", String::from_utf8_lossy(&core.stderr));
}

/// A core names files; a link on the way to one of them leads somewhere else.
#[cfg(unix)]
#[test]
fn nothing_is_built_behind_a_link() {
    let at = folder();
    fs::create_dir_all(at.join("out")).unwrap();
    fs::create_dir_all(at.join("elsewhere")).unwrap();
    fs::create_dir_all(at.join("in")).unwrap();
    fs::write(at.join("in/a.md"), format!("{HEAD}{BODY}")).unwrap();
    fs::write(at.join("b.md"), format!("{HEAD}{BODY}- Wipe the lamp\n")).unwrap();
    done(&at, &["merge", "--core", "-o", "core.toml", "in/a.md", "b.md", "--quiet"]);
    std::os::unix::fs::symlink(at.join("elsewhere"), at.join("out/in")).unwrap();
    assert!(said(&at, &["render", "core.toml", "--output", "out"]).contains("is a link"));
    assert!(!at.join("elsewhere/a.md").exists() && !at.join("out/b.md").exists());
}

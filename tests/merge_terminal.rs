//! `agentkin merge --resolve ask` in a real terminal, driven by tmux: what is asked, what comes of the answers, and that the
//! decisions it prints say the same again when they are given as a file.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod terminal;

use std::{fs, path::Path, process::Command};

use terminal::Terminal;

const AGENTKIN: &str = env!("CARGO_BIN_EXE_agentkin");
const HEAD: &str = "---\nname: lamp-keeper\ndescription: Keeps the lamp of the light.\nmodel: ";
const ONE: &str =
    "haiku\n---\n\nYou keep the lamp.\n\n## Rounds\n\n- Trim the wick at dusk\n- Reply in the user's language\n";
const OTHER: &str =
    "opus\n---\n\nYou keep the lamp.\n\n## Rounds\n\n- Trim the wick at dusk\n- Always reply in Danish\n";

fn lamps() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.md"), format!("{HEAD}{ONE}")).unwrap();
    fs::write(folder.path().join("other.md"), format!("{HEAD}{OTHER}")).unwrap();
    folder
}

fn merged(at: &Path, resolve: &str) -> String {
    let args = ["merge", "one.md", "other.md", "--base", "one.md", "--resolve", resolve];
    let out = Command::new(AGENTKIN).current_dir(at).args(args).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn a_diff_goes_through_a_pager_unless_none_is_wanted() {
    let Some(terminal) = Terminal::open("pager", lamps(), (100, 40), &["PAGER='sed s/opus/PAGED/'"]) else { return };
    terminal.keys(&[&format!("{AGENTKIN} diff one.md other.md"), "Enter"]);
    terminal.sees("PAGED");
    terminal.keys(&[&format!("clear; {AGENTKIN} diff one.md other.md --no-pager; echo all''over"), "Enter"]);
    let screen = terminal.sees("allover");
    assert!(screen.contains("opus") && !screen.contains("PAGED"), "{screen}");
}

#[test]
fn what_is_answered_is_merged_and_can_be_decided_again() {
    let Some(terminal) = Terminal::open("ask", lamps(), (120, 50), &[]) else { return };
    let ask = format!("{AGENTKIN} merge one.md other.md --base one.md --resolve ask -o asked.md; echo all''over");
    terminal.keys(&[&ask, "Enter"]);
    let screen = terminal.sees("keep which?");
    assert!(screen.contains("1 of 2: model") && screen.contains("*1  haiku  (one.md)"), "{screen}");
    // What is no side is asked again, and Enter leaves it as it is.
    terminal.keys(&["-l", "7"]);
    terminal.keys(&["Enter"]);
    terminal.sees("there is no such side");
    terminal.keys(&["Enter"]);
    let screen = terminal.sees("2 of 2: language");
    assert!(screen.contains("2  Always reply in Danish  (other.md)"), "{screen}");
    terminal.keys(&["-l", "2"]);
    terminal.keys(&["Enter"]);
    let screen = terminal.sees("allover");
    let asked = fs::read_to_string(terminal.path().join("asked.md")).unwrap();
    assert!(asked.contains("- Always reply in Danish") && !asked.contains("the user's language"), "{asked}");
    assert!(asked.contains("model: haiku"), "{asked}");

    let from = screen.find("[[decision]]").expect(&screen);
    let told = screen[from..].lines().map(str::trim_end).take_while(|line| !line.is_empty());
    let told = told.collect::<Vec<_>>().join("\n");
    fs::write(terminal.path().join("decisions.toml"), &told).unwrap();
    assert_eq!(merged(terminal.path(), "decisions.toml"), asked, "{told}");
    assert_ne!(merged(terminal.path(), "base"), asked);
}

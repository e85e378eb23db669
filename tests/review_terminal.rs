//! `agentkin review` in a real terminal, driven by tmux: what is seen, what is decided, and that the disk says afterwards what
//! `apply` and `ignore` would have written.

#![cfg(all(feature = "review", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod terminal;

use std::{fs, path::Path, process::Command};

use serde_json::Value;
use tempfile::TempDir;
use terminal::Terminal;

const AGENTKIN: &str = env!("CARGO_BIN_EXE_agentkin");

/// Starts a review of the fixture.
fn review(terminal: &Terminal, more: &str) -> String {
    terminal.keys(&[&format!("{AGENTKIN} review agents {more}"), "Enter"]);
    terminal.sees("3 families")
}

fn collection() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("agents")).unwrap();
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/review/agents")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join("agents").join(entry.file_name())).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(AGENTKIN).args(args).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn decisions_are_written_as_apply_and_ignore_write_them() {
    let Some(terminal) = Terminal::open("decide", collection(), (100, 30), &[]) else { return };
    review(&terminal, "");
    // The panes are filled one after the other.
    let screen = terminal.sees("agents/heron-keeper.md");
    assert!(screen.contains("tide-reader"), "{screen}");
    terminal.keys(&["2"]);
    let diff = terminal.sees("green");
    assert!(diff.contains("blue"), "{diff}");
    terminal.keys(&["3"]);
    terminal.sees("into one");
    terminal.keys(&["NPage", "NPage", "NPage"]);
    terminal.sees("Never wake the ducks");
    terminal.keys(&["m"]);
    terminal.sees("F1 goes into the plan: 1 file to change, 1 kept apart: heron-keeper-copy.md (\"tools\"");
    terminal.keys(&["k"]);
    terminal.sees("F2 kept as it is");
    terminal.keys(&["i"]);
    terminal.sees("F3 is set apart");
    terminal.keys(&["u"]);
    terminal.sees("F3: taken back");
    terminal.keys(&["r"]);
    terminal.sees("why ignore:");
    terminal.keys(&["-l", "two harbours"]);
    terminal.keys(&["Enter"]);
    terminal.sees("F3 is set apart");
    terminal.keys(&["q"]);
    terminal.sees("2 decisions are not written");
    assert!(!terminal.path().join("agentkin.plan.json").exists() && !terminal.path().join(".agentkin.toml").exists());
    terminal.keys(&["w"]);
    let left = terminal.sees("to carry it out");
    assert!(left.contains("done0"), "{left}");

    let twin = collection();
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let ours = json(&fs::read_to_string(terminal.path().join("agentkin.plan.json")).unwrap());
    let theirs = json(&run(twin.path(), &["apply", "agents", "--merge", "variant", "--format", "json"]));
    let of_first = |plan: &Value| {
        let steps = plan["steps"].as_array().unwrap().iter().filter(|step| step["family"] == "F1").cloned();
        steps.collect::<Vec<_>>()
    };
    assert_eq!(ours["steps"].as_array().unwrap(), &of_first(&theirs));
    assert!(of_first(&ours).len() == 3 && ours["roots"] == theirs["roots"]);
    run(twin.path(), &["ignore", "agents/tide-reader.md", "agents/tide-teller.md", "--reason", "two harbours"]);
    let settings = |folder: &Path| fs::read_to_string(folder.join(".agentkin.toml")).unwrap();
    assert_eq!(settings(terminal.path()), settings(twin.path()));
    let report = json(&run(terminal.path(), &["report", "agents", "--format", "json"]));
    assert_eq!(report["families"].as_array().unwrap().len(), 2, "what was set apart is a family no more");
    run(terminal.path(), &["apply", "--plan", "agentkin.plan.json", "--write"]);
    assert!(!terminal.path().join("agents/heron-keeper.md").exists(), "the one of two equal files");
}

#[test]
fn a_narrow_terminal_without_colour_shows_it_all() {
    let Some(terminal) = Terminal::open("narrow", collection(), (40, 20), &["NO_COLOR=1"]) else { return };
    let screen = review(&terminal, "");
    assert!(screen.contains("heron-keeper") && screen.contains("help"), "{screen}");
    terminal.keys(&["?"]);
    terminal.sees("undo the last");
    // Any key closes it. Escape and the letter after it would be one key to a terminal.
    terminal.keys(&["?"]);
    terminal.keys(&["/"]);
    terminal.sees("filter: _");
    terminal.keys(&["-l", "MOSS"]);
    terminal.keys(&["Enter"]);
    let filtered = terminal.sees("families with");
    assert!(filtered.contains("moss-painter") && !filtered.contains("tide"), "{filtered}");
    let drawn = String::from_utf8(terminal.tmux(&["capture-pane", "-p", "-e"]).stdout).unwrap();
    for colour in ["[31m", "[32m", "[33m", "[38;"] {
        assert!(!drawn.contains(colour), "{colour} in {drawn}");
    }
    terminal.keys(&["C-c"]);
    let left = terminal.sees("done0");
    assert!(!left.contains("families with"), "the screen from before is back: {left}");
}

#[test]
fn leaving_at_once_writes_nothing_and_says_so() {
    let Some(terminal) = Terminal::open("leave", collection(), (80, 24), &[]) else { return };
    review(&terminal, "--output plan.json");
    terminal.keys(&["m"]);
    terminal.sees("goes into the plan");
    terminal.keys(&["C-c"]);
    terminal.sees("1 decision was not written");
    terminal.keys(&["stty -a | grep -o ' echo ' && echo restored", "Enter"]);
    terminal.sees("restored");
    assert!(!terminal.path().join("plan.json").exists());
    terminal.keys(&["clear", "Enter"]);
    fs::write(terminal.path().join("plan.json"), "mine").unwrap();
    terminal.keys(&[&format!("{AGENTKIN} review agents -o plan.json"), "Enter"]);
    terminal.sees("exists already");
    terminal.sees("done2");
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let folder = collection();
    let output = Command::new(AGENTKIN).args(["review", "agents"]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("needs a terminal") && said.contains("agentkin report"), "{said}");
}

/// What is run in a terminal by the next test.
#[test]
#[ignore = "needs a terminal of its own"]
fn planted_panic() {
    let ended = agentkin::cli::on_screen(|terminal| -> () {
        terminal.draw(|frame| frame.render_widget("in the way", frame.area())).unwrap();
        // As the threads that the work is done on hand it over.
        std::panic::resume_unwind(std::thread::spawn(|| panic!("a planted panic")).join().unwrap_err());
    });
    unreachable!("{ended:?}");
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let Some(terminal) = Terminal::open("panic", collection(), (100, 30), &["RUST_BACKTRACE=0"]) else { return };
    let this = std::env::current_exe().unwrap();
    terminal.keys(&["stty -g > before; echo written", "Enter"]);
    terminal.sees("\nwritten");
    terminal.keys(&[&format!("{} --exact planted_panic --ignored --nocapture", this.display()), "Enter"]);
    let screen = terminal.sees("done101");
    assert!(screen.contains("a planted panic") && !screen.contains("in the way"), "{screen}");
    let state = terminal.tmux(&["display-message", "-p", "#{alternate_on} #{cursor_flag}"]).stdout;
    assert_eq!(String::from_utf8(state).unwrap().trim(), "0 1", "the screen is the shell's, and the cursor shows");
    terminal.keys(&["stty -g > after; echo again", "Enter"]);
    terminal.sees("\nagain");
    let lines = |name| fs::read_to_string(terminal.path().join(name)).unwrap();
    assert_eq!(lines("before"), lines("after"));
}

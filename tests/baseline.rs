//! `report --baseline`: only what is new fails, and everything goes by content.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod apiary;

use std::{fs, path::Path, process::Command};

use apiary::{BEES, BOATS, write};
use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

/// A collection with a copy and a near copy, and a file without a description.
fn collection() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "agents/bees.md", BEES);
    write(folder.path(), "old/bees.md", BEES);
    write(folder.path(), "old/bees-too.md", &BEES.replace("at dawn", "at dawn and at dusk"));
    write(folder.path(), "agents/boats.md", BOATS);
    write(folder.path(), ".claude/agents/silent.md", "---\nname: silent\n---\n\nYou say nothing of what you do.\n");
    folder
}

fn report(folder: &Path, args: &[&str]) -> (i32, Value) {
    let mut command = Command::cargo_bin("agentkin").unwrap();
    command.args(["report", "--no-cache", "--format", "json", "--baseline", "known.toml"]).args(args);
    let output = command.current_dir(folder).output().unwrap();
    let told = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output.status.code().unwrap(), told)
}

/// The codes of what is new, and whether the gate closed.
fn gate(folder: &Path) -> (bool, Vec<String>) {
    let (code, told) = report(folder, &["--fail-on", "near-duplicate"]);
    assert!(code < 2, "{told}");
    let new = told["baseline"]["new"].as_array().unwrap();
    (
        code == 1,
        new.iter()
            .map(|finding| format!("{} {}", finding["code"].as_str().unwrap(), finding["path"].as_str().unwrap()))
            .collect(),
    )
}

/// The report as a person reads it in this format.
fn printed(folder: &Path, format: &str) -> String {
    let mut command = Command::cargo_bin("agentkin").unwrap();
    command.args(["report", "--no-cache", "--format", format, "--baseline", "known.toml"]).current_dir(folder);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn known() -> tempfile::TempDir {
    let folder = collection();
    assert_eq!(report(folder.path(), &["--update-baseline"]).0, 0);
    folder
}

#[test]
fn what_is_known_passes() {
    let folder = collection();
    assert_eq!(report(folder.path(), &[]).0, 2, "a baseline that is not there lets nothing pass");
    assert_eq!(report(folder.path(), &["--update-baseline", "--fail-on", "near-duplicate"]).0, 0);
    let text = fs::read_to_string(folder.path().join("known.toml")).unwrap();
    insta::assert_snapshot!(text);
    assert_eq!(gate(folder.path()), (false, Vec::new()));
    let (_, told) = report(folder.path(), &[]);
    assert!(told["baseline"]["known"].as_u64().unwrap() >= 3 && told["baseline"]["stale"] == 0, "{told}");
    assert_eq!(report(folder.path(), &["--update-baseline"]).0, 0);
    assert_eq!(fs::read_to_string(folder.path().join("known.toml")).unwrap(), text, "the same again");
}

#[test]
fn a_further_copy_is_new_though_its_text_is_known() {
    let folder = known();
    write(folder.path(), "agents/zz/bees.md", BEES);
    assert_eq!(gate(folder.path()), (true, vec!["identical agents/zz/bees.md".to_owned()]));
}

/// By its path the copy comes first, and its agent was in no group that the baseline holds.
#[test]
fn a_copy_of_an_agent_without_kin_is_the_new_one() {
    let folder = known();
    write(folder.path(), "aa/boats.md", BOATS);
    assert_eq!(gate(folder.path()), (true, vec!["identical aa/boats.md".to_owned()]));
    let (_, told) = report(folder.path(), &[]);
    let families = told["families"].as_array().unwrap();
    let family = families.iter().find(|family| family["members"].to_string().contains("boats.md")).unwrap();
    assert_eq!(family["canonical"], "agents/boats.md", "what was there is not to go in favour of its copy: {family}");
    // Where the agent itself was changed, so that the copy says what it says by now, the copy is the new one still.
    for place in ["agents/boats.md", "aa/boats.md"] {
        write(folder.path(), place, &BOATS.replace("boats", "ships"));
    }
    let (closed, new) = gate(folder.path());
    assert!(closed && new.contains(&"identical aa/boats.md".to_owned()), "{new:?}");
}

/// The first layout held kin alone.
#[test]
fn a_newcomer_whose_name_comes_first_leaves_the_others_known() {
    let folder = known();
    write(folder.path(), "aaa/bees.md", BEES);
    assert_eq!(gate(folder.path()), (true, vec!["identical aaa/bees.md".to_owned()]));
}

#[test]
fn where_some_are_judged_nothing_is_stale_and_no_baseline_is_written() {
    let folder = known();
    let file = folder.path().join("known.toml");
    let before = fs::read(&file).unwrap();
    write(folder.path(), "aaa/bees.md", BEES);
    let (_, told) = report(folder.path(), &["--changed", "aaa/bees.md"]);
    assert_eq!(told["baseline"]["stale"], 0, "{told}");
    assert_eq!(report(folder.path(), &["--changed", "aaa/bees.md", "--update-baseline"]).0, 2);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn what_an_update_did_not_look_at_stays_known() {
    let folder = known();
    write(folder.path(), "old/bees-three.md", BEES);
    write(folder.path(), "other/boats.md", BOATS);
    assert_eq!(report(folder.path(), &["other", "--update-baseline"]).0, 0);
    let (closed, new) = gate(folder.path());
    assert_eq!(
        (closed, new),
        (true, vec!["identical old/bees-three.md".to_owned(), "identical other/boats.md".to_owned()])
    );
}

#[test]
fn a_baseline_of_the_first_layout_is_read() {
    let folder = known();
    let text = fs::read_to_string(folder.path().join("known.toml")).unwrap();
    let (head, rest) = text.split_once("alone = [").unwrap();
    let (alone, rest) = rest.split_once("\n]\n").unwrap();
    assert!(alone.contains("agents/boats.md") && !alone.contains("bees"), "{alone}");
    let first = format!("{}{rest}", head.replace("version = 2", "version = 1"));
    fs::write(folder.path().join("known.toml"), first).unwrap();
    assert_eq!(gate(folder.path()), (false, Vec::new()));
    write(folder.path(), "zz/bees.md", BEES);
    assert_eq!(gate(folder.path()), (true, vec!["identical zz/bees.md".to_owned()]));
}

#[test]
fn what_was_moved_or_reformatted_is_known() {
    let folder = known();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    fs::rename(folder.path().join("old/bees.md"), folder.path().join("elsewhere/bees.md")).unwrap();
    write(
        folder.path(),
        "agents/bees.md",
        &BEES.replace('\n', "\r\n").replace("## Rounds\r\n", "## Rounds\r\n\r\n\r\n"),
    );
    let (closed, new) = gate(folder.path());
    assert!(!closed && new.iter().all(|said| said.starts_with("line-ends")), "{new:?}");
}

#[test]
fn what_says_something_else_is_new() {
    let folder = known();
    write(folder.path(), "old/bees-too.md", &BEES.replace("at dawn", "at dawn and at noon"));
    let (closed, new) = gate(folder.path());
    assert!(closed && new.contains(&"near-duplicate old/bees-too.md".to_owned()), "{new:?}");
    assert!(report(folder.path(), &[]).1["baseline"]["stale"].as_u64().unwrap() > 0);
}

#[test]
fn what_is_gone_is_stale_only_where_it_was_looked_for() {
    let folder = known();
    fs::remove_file(folder.path().join("old/bees-too.md")).unwrap();
    assert_eq!(gate(folder.path()), (false, Vec::new()));
    let (_, told) = report(folder.path(), &[]);
    assert_eq!(
        (&told["baseline"]["stale"], told["findings"].to_string().contains("baseline-stale")),
        (&1.into(), true)
    );
    let (_, told) = report(folder.path(), &["agents"]);
    assert_eq!(told["baseline"]["stale"], 0, "{told}");
    assert_eq!(report(folder.path(), &["--update-baseline"]).0, 0);
    assert_eq!(gate(folder.path()), (false, Vec::new()));
}

#[test]
fn stale_entries_are_listed_where_a_person_reads() {
    let folder = known();
    fs::remove_file(folder.path().join("old/bees-too.md")).unwrap();
    let (_, told) = report(folder.path(), &[]);
    let entries = told["baseline"]["stale_entries"].as_array().unwrap();
    assert_eq!(entries.len(), told["baseline"]["stale"], "{told}");
    assert_eq!(entries[0]["rule"], "near-duplicate");
    assert!(entries[0]["about"].as_array().unwrap().contains(&"old/bees-too.md".into()), "{told}");
    for (format, title) in [("table", "Stale in the baseline"), ("markdown", "## Stale in the baseline: 1")] {
        let said = printed(folder.path(), format);
        let (_, listed) = said.split_once(title).unwrap();
        assert!(listed.contains("near-duplicate") && listed.contains("old/bees-too.md"), "{format}: {said}");
    }
    assert!(printed(folder.path(), "github").contains(", 1 entry of it stale"));
}

/// An agent without kin is an entry as others are: it is missed where it is gone, and not where it moved or was edited.
#[test]
fn an_agent_without_kin_that_is_gone_is_stale() {
    let folder = known();
    let stale = || report(folder.path(), &[]).1["baseline"]["stale_entries"].clone();
    let boats = folder.path().join("agents/boats.md");
    fs::rename(&boats, folder.path().join("boats-moved.md")).unwrap();
    assert_eq!(stale(), serde_json::json!([]));
    fs::remove_file(folder.path().join("boats-moved.md")).unwrap();
    assert_eq!(stale(), serde_json::json!([{ "rule": "alone", "about": ["agents/boats.md"] }]));
    write(folder.path(), "agents/boats.md", &BOATS.replace("boats", "ships"));
    assert_eq!(stale(), serde_json::json!([]));
}

/// What is stale is told as stale, and is no news.
#[test]
fn what_is_stale_is_not_told_as_new() {
    let folder = known();
    fs::remove_file(folder.path().join("old/bees-too.md")).unwrap();
    write(folder.path(), "agents/zz/bees.md", BEES);
    let (_, told) = report(folder.path(), &[]);
    let listed = told["baseline"]["new"].as_array().unwrap();
    assert_eq!((listed.len(), listed[0]["path"].as_str().unwrap()), (1, "agents/zz/bees.md"), "{told}");
    for format in ["table", "markdown"] {
        let said = printed(folder.path(), format);
        let (_, new) = said.split_once("New").unwrap();
        let (new, stale) = new.split_once("Stale in the baseline").unwrap();
        assert!(new.contains("agents/zz/bees.md") && !new.contains("baseline-stale"), "{format}: {new}");
        assert!(stale.contains("old/bees-too.md"), "{format}");
    }
}

/// A branch copies an agent's text into a new file and edits the original: the text did not move, its first place is still taken.
#[test]
fn the_new_file_is_marked_where_the_original_was_edited() {
    let folder = known();
    write(folder.path(), "agents/boats-too.md", BOATS);
    write(folder.path(), "agents/boats.md", &BOATS.replace("a day apart", "two days apart"));
    assert_eq!(gate(folder.path()), (true, vec!["near-duplicate agents/boats-too.md".to_owned()]));
    // The same of an agent that has kin, and of a finding.
    let folder = known();
    write(folder.path(), "old/bees-new.md", &BEES.replace("at dawn", "at dawn and at dusk"));
    write(folder.path(), "old/bees-too.md", &BEES.replace("at dawn", "at noon and at dusk"));
    let (closed, new) = gate(folder.path());
    assert!(closed && new.contains(&"near-duplicate old/bees-new.md".to_owned()), "{new:?}");
    let silent = ".claude/agents/silent.md";
    let text = fs::read_to_string(folder.path().join(silent)).unwrap();
    write(folder.path(), ".claude/agents/silent-too.md", &text);
    write(folder.path(), silent, &text.replace("name: silent", "name: silent\ndescription: Says little."));
    let (_, new) = gate(folder.path());
    assert!(new.iter().any(|said| said.starts_with("description") && said.ends_with("silent-too.md")), "{new:?}");
}

/// Two that changed places are where the baseline knows somebody to be.
#[test]
fn two_that_changed_places_are_known() {
    let folder = known();
    let (one, other) = (folder.path().join("old/bees.md"), folder.path().join("old/bees-too.md"));
    let texts = [&one, &other].map(|file| fs::read(file).unwrap());
    fs::write(&one, &texts[1]).unwrap();
    fs::write(&other, &texts[0]).unwrap();
    assert_eq!(gate(folder.path()), (false, Vec::new()));
}

#[test]
fn a_stronger_relation_than_the_known_one_is_new() {
    let folder = known();
    let text = fs::read_to_string(folder.path().join("known.toml")).unwrap();
    fs::write(folder.path().join("known.toml"), text.replace("\"identical\"", "\"variant\"")).unwrap();
    let (closed, new) = gate(folder.path());
    assert!(closed && new.iter().any(|said| said.starts_with("identical ")), "{new:?}");
}

#[test]
fn what_concerns_the_whole_run_is_no_news() {
    let folder = collection();
    for n in 0..4 {
        let told = format!("Reads the tide at jetty {n} and writes it down. ").repeat(400);
        let text = format!("---\nname: tide-{n}\ndescription: {told}\n---\n\nYou read the tide at jetty {n}.\n");
        write(folder.path(), &format!(".claude/agents/tide-{n}.md"), &text);
    }
    let (_, told) = report(folder.path(), &["--update-baseline"]);
    let of_all = told["findings"].as_array().unwrap().iter().any(|finding| finding["path"] == "");
    assert!(of_all, "the descriptions are more than the harness bears: {told}");
    assert_eq!(gate(folder.path()), (false, Vec::new()));
    // Nor does the baseline know it: it is no entry there, and counted as none.
    write(folder.path(), "empty.toml", "version = 1\n");
    let mut command = Command::cargo_bin("agentkin").unwrap();
    command.args(["report", ".claude", "--no-cache", "--format", "github", "--baseline", "empty.toml"]);
    let said = String::from_utf8(command.current_dir(folder.path()).output().unwrap().stdout).unwrap();
    let annotated = said.lines().filter(|line| line.starts_with("::")).count();
    assert!(annotated > 0 && !said.contains("descriptions-over-budget"), "{said}");
    assert!(said.ends_with("; 0 known to the baseline\n"), "{said}");
}

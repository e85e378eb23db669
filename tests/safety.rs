//! What agentkin must never do with an agent's text (formats.md 5): take hidden characters for nothing, pass a secret on,
//! drop a guard without a word.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod laws;

use std::{fs, path::Path, process::Command};

use agentkin::{
    compare::Model,
    merge,
    model::{AgentIx, Corpus, Pair, Relation},
    pipeline,
};

const KEEPER: &str = "---\nname: keeper\ndescription: Keeps the light.\n---\n\nYou keep the light.\n\n- Trim the wick\n- Wind the clock\n";

fn corpus(a: &str, b: &str) -> Corpus {
    let agent = |path: &str, text: &str| laws::agents(path, text.as_bytes()).remove(0);
    Corpus::new(vec![agent(".claude/agents/a.md", a), agent(".claude/agents/b.md", b)])
}

fn relation(a: &str, b: &str) -> Relation {
    let pair = Pair::new(AgentIx::new(0), AgentIx::new(1)).unwrap();
    pipeline::compare(&corpus(a, b), pair, Model::built_in()).relation
}

#[test]
fn a_copy_with_hidden_characters_is_not_identical() {
    assert_eq!(relation(KEEPER, KEEPER), Relation::Identical);
    for hidden in [
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{2060}",
        "\u{feff}",
        "\u{202e}",
        "\u{2066}",
        "\u{e0041}\u{e0042}",
        "\u{fe01}\u{fe02}",
        "\u{ad}",
        "\u{61c}",
    ] {
        for place in ["wick", "light.\n\n", "keeper", "Keeps"] {
            let (first, rest) = place.split_at(1);
            let copy = KEEPER.replacen(place, &format!("{first}{hidden}{rest}"), 1);
            assert_ne!(copy, KEEPER);
            let told = relation(KEEPER, &copy);
            assert_ne!(told, Relation::Identical, "{} in {place:?}", hidden.escape_unicode());
        }
    }
}

#[test]
fn a_guard_in_a_comment_stays_or_is_told() {
    let guarded = KEEPER.replace("- Wind the clock", "- Wind the clock\n\n<!-- Never open the oil store. -->");
    let corpus = corpus(KEEPER, &guarded);
    let members: Vec<AgentIx> = corpus.indexes().collect();
    for base in &members {
        let proposal = pipeline::merge(&corpus, &members, Some(*base), merge::Options::default());
        let told = proposal.omitted.iter().any(|omitted| omitted.text.contains("Never open"));
        assert!(proposal.text.contains("<!-- Never open the oil store. -->") || told, "{}", proposal.text);
    }
}

#[test]
fn a_list_that_is_left_out_is_not_an_empty_one() {
    let with = |tools: &str| KEEPER.replace("---\n\nYou", &format!("{tools}---\n\nYou"));
    let corpus = corpus(&with(""), &with("tools: Read\n"));
    let members: Vec<AgentIx> = corpus.indexes().collect();
    for base in &members {
        let proposal = pipeline::merge(&corpus, &members, Some(*base), merge::Options::default());
        assert_eq!(proposal.text.contains("tools:"), base.get() == 1, "the base's, left out or not");
        assert!(proposal.conflicts.iter().any(|conflict| conflict.what == "tools"), "told, not settled in silence");
    }
}

/// Made by lot for this test, and spelt in two parts so that no scanner takes this file for a leak.
fn secret() -> String {
    ["ghp_", "a8Kd03JfLq92MxvT7bWcR5yZ1nEu6GhPs4Vo"].concat()
}

fn agentkin(folder: &Path, args: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_agentkin")).args(args).current_dir(folder).output().unwrap();
    assert!(matches!(run.status.code(), Some(0 | 1)), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    [run.stdout, run.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
}

#[test]
fn a_secret_is_said_and_not_passed_on() {
    let folder = tempfile::tempdir().unwrap();
    let secret = secret();
    let a = KEEPER.replace("Wind the clock", &format!("Push with {secret} at night"));
    let b = KEEPER.replace("Wind the clock", &format!("Push with {secret}9 at dawn\n- Ring the bell in fog"));
    fs::write(folder.path().join("a.md"), a.replace("the light.\n---", &format!("the light with {secret}.\n---")))
        .unwrap();
    fs::write(folder.path().join("b.md"), b).unwrap();
    for args in [
        &["report"][..],
        &["report", "--verbose"],
        &["report", "--format", "markdown"],
        &["diff", "a.md", "b.md"],
        &["diff", "a.md", "b.md", "--side-by-side"],
        &["diff", "a.md", "b.md", "--format", "markdown"],
        &["show", "a.md", "b.md"],
        &["compare", "a.md", "b.md"],
        &["compare", "a.md", "b.md", "--format", "markdown"],
        &["find", "a.md"],
        &["merge", "a.md", "b.md", "-o", "merged.md"],
    ] {
        assert!(!agentkin(folder.path(), args).contains(&secret[8..]), "{args:?} passes it on");
    }
    let report = agentkin(folder.path(), &["report", "--format", "json"]);
    assert!(report.contains("secret-in-prompt") && report.contains("`ghp_****`"), "{report}");
    let merged = fs::read_to_string(folder.path().join("merged.md")).unwrap();
    assert!(merged.contains(&secret), "the text itself is never altered:\n{merged}");
    assert!(agentkin(folder.path(), &["diff", "a.md", "b.md", "--unified"]).contains(&secret), "a patch must apply");
}

#[test]
fn what_a_format_cannot_hold_is_told_without_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let secret = secret();
    let hooks = format!("hooks:\n  Stop: curl -H {secret}\ntools: Read, Bash(curl -H {secret})\n");
    let servers = format!("mcpServers:\n  tide:\n    command: tide --key {secret}\n");
    let keeper = KEEPER.replace("---\n\nYou", &format!("{hooks}{servers}---\n\nYou"));
    fs::write(folder.path().join("a.md"), keeper).unwrap();
    for format in pipeline::formats().iter().filter(|format| format.written.is_some()) {
        let told = agentkin(folder.path(), &["merge", "a.md", "--to", format.name.0, "--format", "json"]);
        let document: serde_json::Value = serde_json::from_str(&told).unwrap();
        let notes = document["notes"].to_string();
        assert!(format.name.0 == "claude" || notes.contains("hooks"), "{}: {notes}", format.name);
        // Half of a secret is one too.
        assert!(!notes.contains(&secret[4..12]), "{}: {notes}", format.name);
    }
}

//! Written decisions: what is empty is a side of its own, what came to nothing is told, and nothing is written anew for a decision
//! for what stands.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{fs, path::PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};

/// A folder of agents that goes with the test.
struct Shed(PathBuf);

impl Shed {
    fn new(name: &str, files: &[(&str, String)]) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("decided-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("agents")).unwrap();
        for (path, text) in files {
            fs::write(folder.join(path), text).unwrap();
        }
        Self(folder)
    }

    fn run(&self, args: &[&str]) -> (bool, Value, String) {
        let out = Command::cargo_bin("agentkin").unwrap().current_dir(&self.0).args(args).output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        (out.status.success(), serde_json::from_slice(&out.stdout).unwrap_or(Value::Null), said)
    }
}

impl Drop for Shed {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const BODY: &str = "You keep the light of a small harbour.\n\n## Rounds\n\n- Trim the wick of the great lamp at dusk\n\
                    - Wind the clock in the tower by hand\n- Write the tide into the blue book at noon\n\
                    - Ring the bronze bell whenever fog comes up the bay\n";

fn keeper(name: &str, fields: &str, more: &str) -> String {
    format!("---\nname: {name}\ndescription: Keeps the light of a small harbour\n{fields}---\n\n{BODY}{more}")
}

fn decision(about: &str, take: &str) -> String {
    format!("[[decision]]\nabout = {about:?}\ntake = {take}\n")
}

const MERGE: [&str; 9] =
    ["merge", "agents/one.md", "agents/two.md", "--base", "agents/one.md", "--format", "json", "--resolve", "d.toml"];

/// The merge of two keepers with these fields, with what was decided about their tools.
fn decided(name: &str, [one, two]: [&str; 2], take: &str) -> Value {
    let files = [
        ("agents/one.md", keeper("keeper", one, "")),
        ("agents/two.md", keeper("keeper", two, "- Polish the lens with a soft cloth\n")),
        ("d.toml", decision("tools", take)),
    ];
    let (done, merged, said) = Shed::new(name, &files).run(&MERGE);
    assert!(done, "{said}");
    assert_eq!(merged["notes"], json!([]), "{merged}");
    merged
}

#[test]
fn no_tools_at_all_and_no_list_of_tools_are_two_sides() {
    let none = decided("none", ["tools: []\n", ""], "[\"(an empty list)\"]");
    assert!(none["text"].as_str().unwrap().contains("tools: []"), "{none}");
    assert_eq!(none["conflicts"][0]["decided"], json!([[]]));
    let all = decided("all", ["tools: []\n", ""], "[\"\"]");
    assert!(!all["text"].as_str().unwrap().contains("tools:"), "{all}");
    assert_eq!(all["conflicts"][0]["decided"], json!([null]));
    let other = decided("other", ["", "tools: []\n"], "[\"(an empty list)\"]");
    assert!(other["text"].as_str().unwrap().contains("tools: []"), "{other}");
}

/// One thing in two spellings is one side: taking it is not taking two.
#[test]
fn a_list_in_two_spellings_is_one_side() {
    let files = [
        ("agents/one.md", keeper("keeper", "tools: Read, Grep\n", "")),
        ("agents/two.md", keeper("keeper", "tools: [Read, Grep]\n", "")),
        ("agents/three.md", keeper("keeper", "tools: Read\n", "")),
        ("d.toml", decision("tools", "[\"Read, Grep\"]")),
    ];
    let shed = Shed::new("spellings", &files);
    let (done, merged, said) = shed.run(&[&MERGE[..], &["agents/three.md"]].concat());
    assert!(done, "{said}");
    assert!(merged["text"].as_str().unwrap().contains("tools: Read, Grep\n"), "{merged}");
}

#[test]
fn a_decision_for_what_stands_writes_nothing_anew() {
    let merged = decided("own", ["tools: \"Read, Grep\" # enough\n", ""], "[\"Read, Grep\"]");
    assert!(merged["text"].as_str().unwrap().contains("\ntools: \"Read, Grep\" # enough\n"), "{merged}");
}

/// Two near-duplicates that disagree on their tools, with decisions.
fn planned(name: &str, decisions: &str) -> (bool, Value, String) {
    let files = [
        ("agents/one.md", keeper("keeper", "tools: Read\n", "")),
        ("agents/two.md", keeper("warden", "tools: Read, Bash\n", "- Polish the lens with a soft cloth\n")),
        ("d.toml", decisions.to_owned()),
    ];
    Shed::new(name, &files).run(&["apply", "agents", "--format", "json", "--resolve", "d.toml"])
}

#[test]
fn what_a_plan_has_no_use_for_is_told() {
    let (done, plan, said) = planned("unmet", &(decision("tools", "[\"Read\"]") + &decision("tool", "[\"Read\"]")));
    assert!(done, "{said}");
    assert_eq!(plan["unmet"].as_array().unwrap().len(), 1, "{plan}");
    let told = plan["unmet"][0].as_str().unwrap();
    assert!(told.contains("no conflict is about \"tool\" (did you mean \"tools\"?)"), "{told}");
    let actions: Vec<&str> =
        plan["steps"].as_array().unwrap().iter().map(|step| step["action"].as_str().unwrap()).collect();
    assert!(actions.contains(&"delete"), "the first decision settled them: {plan}");
    let (_, plan, _) = planned("no-side", &decision("tools", "[\"Write\"]"));
    assert_eq!(plan["unmet"], json!(["\"Write\" is no side of the conflict about \"tools\""]));
}

#[test]
fn a_plan_that_merges_nothing_says_so() {
    let files = ["one", "two"].map(|name| (format!("agents/{name}.md"), keeper("keeper", "tools: Read\n", "")));
    let mut files: Vec<(&str, String)> = files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    files.push(("d.toml", decision("tools", "[\"Read\"]")));
    let shed = Shed::new("no-merge", &files);
    let (done, plan, said) = shed.run(&["apply", "agents", "--format", "json", "--resolve", "d.toml"]);
    assert!(done, "{said}");
    assert_eq!(plan["unmet"], json!(["no conflict is about \"tools\": no merge of this plan has any"]));
}

#[test]
fn a_plan_refuses_two_values_of_one_field() {
    let (done, plan, said) = planned("twice", &decision("tools", "[\"Read\", \"Read, Bash\"]"));
    assert!(!done && plan.is_null(), "{plan}");
    assert!(said.contains("\"tools\""), "{said}");
}

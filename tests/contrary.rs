//! What turns a sentence into its contrary without standing in it: the words that lead into its list, the title over it, the head of
//! its column, a remark, a box. It is told as a conflict, and never merged away.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

const HEAD: &str =
    "---\nname: keeper\ndescription: Keeps the light of a small harbour.\n---\n\nYou keep the light.\n\n## Rules\n\n";
const REST: &str = "\n\n## Leaving\n\nHang your coat behind the iron door.\n";

/// The merge of agents with these rules, the first of them the base.
fn merged(name: &str, rules: &[&str], ancestor: Option<&str>, decision: Option<&str>) -> Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("contrary-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let files: Vec<String> = (0..rules.len()).map(|at| format!("{at}.md")).collect();
    for (file, rules) in files.iter().zip(rules) {
        fs::write(folder.join(file), format!("{HEAD}{rules}{REST}")).unwrap();
    }
    let mut run = Command::cargo_bin("agentkin").unwrap();
    run.current_dir(&folder).arg("merge").args(&files).args(["--base", "0.md", "--format", "json"]);
    if let Some(rules) = ancestor {
        fs::write(folder.join("old.md"), format!("{HEAD}{rules}{REST}")).unwrap();
        run.args(["--ancestor", "old.md"]);
    }
    if let Some(decision) = decision {
        fs::write(folder.join("decided.toml"), decision).unwrap();
        run.args(["--resolve", "decided.toml"]);
    }
    let out = run.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    fs::remove_dir_all(&folder).unwrap();
    serde_json::from_slice(&out.stdout).unwrap()
}

/// The rules of the canonical.
fn rules(merged: &Value) -> &str {
    let text = merged["text"].as_str().unwrap();
    text.split_once("## Rules\n\n").unwrap().1.split_once("\n\n## Leaving").unwrap().0
}

/// The canonical has the rules of the base alone, and a conflict tells what the other says with these words.
fn tells(name: &str, base: &str, other: &str, words: &str) {
    let merged = merged(name, &[base, other], None, None);
    assert_eq!(rules(&merged), base, "{name}");
    assert!(merged["conflicts"].to_string().contains(words), "{name}: {}", merged["conflicts"]);
}

/// Two sentences of the same words: one asks for what the other forbids, or gives each thing what the other has for another.
#[test]
fn the_same_words_the_other_way_round_are_no_copy() {
    let about = "asked for and forbidden, the other way round";
    for (nth, (base, other)) in [
        ("- Rebase, do not merge", "- Merge, do not rebase"),
        ("- Never ropes, always chains", "- Always ropes, never chains"),
        ("- With lamp, without pilot", "- With pilot, without lamp"),
        ("- Lamps: on, sirens: off", "- Lamps: off, sirens: on"),
    ]
    .into_iter()
    .enumerate()
    {
        tells(&format!("exchanged-{nth}"), base, other, about);
    }
    for (nth, (base, other)) in [
        ("- 5 boats, 3 lamps", "- 3 boats, 5 lamps"),
        ("- Owner: mate, reviewer: cook", "- Owner: cook, reviewer: mate"),
        ("- Read, then write", "- Write, then read"),
        ("- Priority: safety, speed, cost", "- Priority: cost, speed, safety"),
    ]
    .into_iter()
    .enumerate()
    {
        let merged = merged(&format!("other-order-{nth}"), &[base, other], None, None);
        let both = rules(&merged).contains(base) && rules(&merged).contains(other);
        assert!(both || !merged["conflicts"].as_array().unwrap().is_empty(), "{base} | {other}: {}", rules(&merged));
    }
    let listed = merged("listed", &["- Keep logs, charts and flags", "- Keep flags, logs and charts"], None, None);
    assert_eq!(rules(&listed), "- Keep logs, charts and flags");
}

#[test]
fn a_list_is_not_led_into_by_the_contrary() {
    let pairs = [
        ("Never:", "Always:"),
        ("Do not:", "Do:"),
        ("Allowed tools:", "Forbidden tools:"),
        ("You MUST:", "You MUST NOT:"),
        ("Before the storm:", "After the storm:"),
        ("If the wind rises:", "If the wind falls:"),
        ("In scope:", "Out of scope:"),
        ("On success, you:", "On failure, you:"),
    ];
    for (nth, (one, another)) in pairs.into_iter().enumerate() {
        // What is forbidden is told of each item, what holds in another case of the words that say so.
        let told = if one.starts_with(['B', 'I', 'O']) { another } else { "ring the bell" };
        let list = |lead: &str| format!("{lead}\n\n- ring the bell\n- oil the door");
        tells(&format!("led-{nth}"), &list(one), &list(another), told);
        let nested = |lead: &str| format!("- {lead}\n  - ring the bell\n  - oil the door");
        tells(&format!("nested-{nth}"), &nested(one), &nested(another), told);
    }
    // The lists under labels that count hang on what leads into all of them.
    let labelled = |lead: &str| {
        format!(
            "{lead}\n\n1. **Ring**\n   - ring the bell twice\n   - ring the horn\n\n2. **Close**\n   - bar the door\n   - bar the gate"
        )
    };
    let (when, unless) = ("When a strange boat calls:", "Unless a strange boat calls:");
    tells("labelled", &labelled(unless), &labelled(when), when);
}

#[test]
fn a_list_keeps_the_words_that_lead_into_it() {
    let forbidden = "Never do these:\n\n- burn the rope\n- sell the boat papers";
    let text = merged("plain", &[forbidden, "- wash the ladder"], None, None);
    assert!(rules(&text).find("wash") < rules(&text).find("Never"), "a duty is not forbidden: {}", rules(&text));
    let text = merged(
        "leave",
        &["Ask first about:\n\n- burn the rope\n- sell the boat papers", "- wash the ladder"],
        None,
        None,
    );
    assert!(rules(&text).find("wash") < rules(&text).find("Ask"), "nor asked for leave: {}", rules(&text));
    let base = format!("- fold the sail\n\n## Guests\n\n{forbidden}");
    let other =
        "- fold the sail\n\nNever do these:\n\n- open the sluice\n- drop the anchor\n\n## Guests\n\n- greet them";
    let text = merged("bare", &[&base, other], None, None);
    let (own, guests) = rules(&text).split_once("## Guests").unwrap();
    assert!(own.contains("Never do these:\n- open the sluice\n- drop the anchor"), "{own}");
    assert!(guests.find("greet") < guests.find("Never"), "{guests}");
}

#[test]
fn what_else_turns_a_thing_round_is_told() {
    let table = |head: &str| format!("{head}\n|---|---|---|\n| West | 7 | 9 |\n| East | 8 | 10 |");
    tells("columns", &table("| Gate | Open | Shut |"), &table("| Gate | Shut | Open |"), "Shut | Open");
    let code = |one: &str, another: &str| format!("```js\n// {one}\nring(1);\n// {another}\nring(2);\n```");
    tells("remarks", &code("BAD", "GOOD"), &code("GOOD", "BAD"), "comments in");
    tells("boxes", "- [ ] ring the bell\n- oil the door", "- [x] ring the bell\n- oil the door", "[x]");
    tells("steps", "1. ring the bell\n2. open the gate", "1. open the gate\n2. ring the bell", "the order of steps");
    let depth = |metres: &str| format!("```text\nAllow a draught of {metres} metres in the basin\n```");
    tells("points", &depth("2.5"), &depth("25"), "25 metres");
    let titled = |title: &str| format!("Look first.\n\n### {title}\n\n- ring the bell\n- oil the door");
    tells("titles", &titled("On success"), &titled("On failure"), "On failure");
}

#[test]
fn what_one_alone_changed_since_the_ancestor_is_taken() {
    let titled = |title: &str, more: &str| format!("{more}### {title}\n\n- ring the bell\n- oil the door");
    let (old, new) = (titled("Rounds", "Look first.\n\n"), titled("Evening", "Look first.\n\n"));
    let base = titled("Rounds", "Look first.\n\nThen look again, and listen.\n\n");
    let text = merged("title", &[&base, &new], Some(&old), None);
    assert_eq!(rules(&text), base.replace("Rounds", "Evening"));
    // A section beside the old one is a new one, and a translation calls every one otherwise.
    let beside = format!("{old}\n\n### Evening rounds\n\n- ring the bell\n- oil the door\n- trim the wick");
    let text = merged("beside", &[&base, &beside], Some(&old), None);
    assert!(rules(&text).contains("### Rounds\n"), "{}", rules(&text));
    let german = "Schau zuerst nach, bevor du etwas anderes machst.\n\n### Rundgang\n\n- die Glocke wird geläutet, und nicht zu leise\n- das Tor wird von dir mit dem Öl geschmiert";
    let text = merged("translated", &[&base, german], Some(&old), None);
    assert!(rules(&text).contains("### Rounds\n"), "{}", rules(&text));
    let led = |lead: &str, more: &str| format!("{lead}:\n\n- ring the bell\n- oil the door{more}");
    let (old, new) = (led("Never do these", ""), led("Always do these", ""));
    let text = merged("lead", &[&led("Never do these", "\n\nThen sleep."), &new], Some(&old), None);
    // What was forbidden stays so until somebody decides, and the other words are told.
    assert!(rules(&text).contains("Never do these:\n\n- ring the bell"), "{}", rules(&text));
    assert!(text["conflicts"].to_string().contains("Always do these"), "{}", text["conflicts"]);
}

#[test]
fn what_is_forbidden_can_be_chosen() {
    let list = |lead: &str| format!("{lead}:\n\n- notify the captain\n- ring the bell");
    let (base, other) = (list("Always do these"), list("Never do these"));
    let decision = "[[decision]]\nabout = \"asked for, and forbidden by its title\"\ntake = [\"Never do these: notify the captain\"]\n";
    let text = merged("chosen", &[&base, &other], None, Some(decision));
    assert_eq!(
        rules(&text),
        "Always do these:\n\n- ring the bell\n\nNever do these:\n\n- notify the captain",
        "{}",
        text["conflicts"]
    );
}

#[test]
fn two_limits_of_one_thing_are_told_and_two_cases_are_not() {
    tells("retries", "- Ring at most 3 times.", "- Ring at most 10 times.", "10 / 3");
    tells("online", "- Never go online.", "- Search the web for the tide.", "network access");
    tells("tongue", "- Always answer in Japanese.", "- 常に英語で回答する", "language");
    for (name, base, other) in [
        ("urgency", "- Urgent: mend it within 3 hours.", "- Idle: mend it within 9 days."),
        ("keys", "- Log every visit.", "- Do not log passwords."),
    ] {
        let merged = merged(name, &[base, other], None, None);
        assert_eq!(merged["conflicts"].as_array().unwrap().len(), 0, "{name}: {}", merged["conflicts"]);
    }
}

//! Contradictions of a merge, and what is decided about them: what is told, what `--resolve` carries out.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use serde_json::Value;

const HEAD: &str = "---\nname: keeper\ndescription: Keeps the light.\n---\n\nYou keep the light.\n\n";

/// A folder of its own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("resolving-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn merged(folder: &Path, args: &[&str]) -> Value {
    let mut command = Command::cargo_bin("agentkin").unwrap();
    let out = command.current_dir(folder).args(["merge", "--format", "json"]).args(args).output().unwrap();
    let told = String::from_utf8_lossy(&out.stdout).into_owned();
    serde_json::from_str(&told).unwrap_or_else(|_| panic!("{told}{}", String::from_utf8_lossy(&out.stderr)))
}

/// Merges agents with these bodies, the first of which is the base, in a folder of their own; `more` is written beside them.
fn of_bodies(name: &str, bodies: &[&str], more: &[(&str, &str)], args: &[&str]) -> Value {
    let folder = folder(name);
    let names: Vec<String> = (0..bodies.len()).map(|nth| format!("m{nth}.md")).collect();
    for (name, body) in names.iter().zip(bodies) {
        fs::write(folder.join(name), format!("{HEAD}{body}")).unwrap();
    }
    for (name, text) in more {
        fs::write(folder.join(name), text).unwrap();
    }
    let names = names.iter().map(String::as_str);
    let args: Vec<&str> = names.chain(["--base", "m0.md"]).chain(args.iter().copied()).collect();
    let merged = merged(&folder, &args);
    fs::remove_dir_all(&folder).unwrap();
    merged
}

/// The messages of the findings with this code.
fn told<'m>(merged: &'m Value, code: &str) -> Vec<&'m str> {
    let notes = merged["notes"].as_array().unwrap().iter().filter(|note| note["code"] == code);
    notes.map(|note| note["message"].as_str().unwrap()).collect()
}

fn text(merged: &Value) -> &str {
    merged["text"].as_str().unwrap()
}

#[test]
fn a_deletion_is_decided_with_nothing() {
    let old = "## Rounds\n\n- Trim the wick of the great lamp at dusk\n- Wind the clock\n- Sweep the stair\n";
    let edit = old.replace("great lamp at dusk", "great lamp an hour before dusk");
    let gone = old.replace("- Trim the wick of the great lamp at dusk\n", "");
    let about = "changed or deleted: “Trim the wick of the great lamp at dusk”";
    let decision = format!("[[decision]]\nabout = {about:?}\ntake = [\"\"]\n");
    let whole = format!("{HEAD}{old}");
    let more = [("old.md", whole.as_str()), ("d.toml", decision.as_str())];
    let open = of_bodies("deletion-open", &[&edit, &gone], &more, &["--ancestor", "old.md"]);
    assert!(text(&open).contains("an hour before dusk"), "{open}");
    let args = ["--ancestor", "old.md", "--resolve", "d.toml"];
    let decided = of_bodies("deletion", &[&edit, &gone], &more, &args);
    assert!(!text(&decided).contains("Trim the wick"), "{decided}");
    assert!(told(&decided, "decision-unmet").is_empty(), "{decided}");
    let conflict = decided["conflicts"].as_array().unwrap().iter().find(|one| one["what"] == about).unwrap();
    assert_eq!((&conflict["chosen"], &conflict["decided"]), (&Value::Null, &serde_json::json!([null])));
}

#[test]
fn what_was_put_under_something_deleted_goes_with_it() {
    let old = "## Rounds\n\n1. Fill the great lamp\n2. Wind the clock\n3. Sweep the stair\n";
    let nested = old.replace("lamp\n", "lamp\n   - Strain the oil through linen\n");
    let gone = "## Rounds\n\n1. Wind the clock\n2. Sweep the stair\n";
    let whole = format!("{HEAD}{old}");
    let decision = "[[decision]]\nabout = \"changed or deleted: “Fill the great lamp”\"\ntake = [\"\"]\n";
    let more = [("old.md", whole.as_str()), ("d.toml", decision)];
    let args = ["--ancestor", "old.md", "--resolve", "d.toml"];
    for (nth, bodies) in [[gone, nested.as_str()], [nested.as_str(), gone]].iter().enumerate() {
        let decided = of_bodies(&format!("held-{nth}"), bodies, &more, &args);
        assert_eq!(text(&decided), format!("{HEAD}{gone}"), "{decided}");
        assert!(told(&decided, "decision-unmet").is_empty(), "{decided}");
    }
}

#[test]
fn conflicts_of_one_name_are_decided_apart() {
    let one = "## Rounds\n\n- Show at most 3 lamps\n- Ring at most 3 bells\n";
    let other = "## Rounds\n\n- Show at least 3 lamps\n- Ring at least 3 bells\n";
    let decision = |of: &str| {
        let take = "take = [\"Show at least 3 lamps\", \"Ring at least 3 bells\"]";
        format!("[[decision]]\nabout = \"least / most\"\n{take}\nof = {of:?}\n")
    };
    let merged =
        |name: &str, of: &str| of_bodies(name, &[one, other], &[("d.toml", &decision(of))], &["--resolve", "d.toml"]);
    let bells = merged("apart", "Ring at most 3 bells");
    assert!(text(&bells).contains("Show at most 3 lamps") && text(&bells).contains("Ring at least 3 bells"), "{bells}");
    assert!(told(&bells, "decision-unmet").is_empty(), "{bells}");
    let nothing = merged("apart-not", "Ring at noon");
    assert!(told(&nothing, "decision-unmet")[0].contains("\"Ring at noon\""), "{nothing}");
}

/// A block that shares a line with another is left out late: what was decided for it holds there too.
#[test]
fn a_version_of_a_block_can_be_taken() {
    let block =
        |first: &str, last: &str| format!("```sh\n{first}\nlamp --wick trimmed --oil full --at dusk\n{last}\n```\n");
    let one = format!("## Dusk\n\n- Oil the lamp\n\n{}", block("a", "b"));
    let many = "lamp --dim\nlamp --count 1\nlamp --count 2\nlamp --glass clean\nlamp --brass bright --daily";
    let other = format!("## Dusk\n\n- Oil the lamp\n\n{}", block(many, &many.replace("lamp", "bell")));
    let open = of_bodies("block-open", &[&one, &other], &[], &[]);
    let conflict = &open["conflicts"][0];
    let (about, side) = (conflict["what"].as_str().unwrap(), conflict["sides"][1]["value"].as_str().unwrap());
    assert!(about.starts_with("versions of") && !text(&open).contains("lamp --dim"), "{open}");
    let decision = format!("[[decision]]\nabout = {about:?}\ntake = [{side:?}]\n");
    let decided = of_bodies("block", &[&one, &other], &[("d.toml", &decision)], &["--resolve", "d.toml"]);
    assert!(told(&decided, "decision-unmet").is_empty(), "{decided}");
    assert!(text(&decided).contains("lamp --dim") && !text(&decided).contains("\na\nlamp"), "{decided}");
}

#[test]
fn a_field_can_be_decided_away() {
    let folder = folder("field-away");
    let agent = |more: &str| format!("---\nname: keeper\ndescription: Keeps.\n{more}---\n\nYou keep the light.\n");
    fs::write(folder.join("one.md"), agent("model: opus\n")).unwrap();
    fs::write(folder.join("other.md"), agent("")).unwrap();
    fs::write(folder.join("d.toml"), "[[decision]]\nabout = \"model\"\ntake = [\"\"]\n").unwrap();
    let merged = merged(&folder, &["one.md", "other.md", "--base", "one.md", "--resolve", "d.toml"]);
    assert!(!text(&merged).contains("model:"), "{merged}");
    assert!(told(&merged, "decision-unmet").is_empty(), "{merged}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn boxes_and_cells_are_not_lost() {
    let one = "## Rounds\n\n- [x] Ring the bell at noon\n- Wind the clock\n\n| lamp | lit | dark |\n|---|---|---|\n| great | x | |\n| small | ❌ | |\n";
    let other = "## Rounds\n\n- [ ] Ring the bell at noon\n- [ ] Wind the clock\n\n| lamp | lit | dark |\n|---|---|---|\n| great | | x |\n| small | ✅ | |\n";
    let merged = of_bodies("boxes", &[one, other], &[], &[]);
    let what = merged["conflicts"].as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap());
    assert_eq!(what.collect::<Vec<_>>(), ["[ ] / [x]", "the cells of “great”", "no sign / ✗"]);
}

/// A skill is called what its folder is: with another name the canonical would not load, and the base stands alone.
#[test]
fn what_the_others_say_is_told_where_the_base_stands_alone() {
    let folder = folder("alone");
    let skill = |name: &str, body: &str| {
        fs::create_dir_all(folder.join(name)).unwrap();
        let head = format!("---\nname: {name}\ndescription: Keeps the great lamp lit.\n---\n");
        fs::write(folder.join(name).join("SKILL.md"), format!("{head}\n# Lamp\n\n- Trim the wick\n{body}")).unwrap();
    };
    skill("lamp", "- Hide the tide table\n");
    skill("light", "- Show the tide table\n- Ring the bell in fog\n");
    fs::write(folder.join("d.toml"), "[[decision]]\nabout = \"name\"\ntake = [\"light\"]\n").unwrap();
    let args = ["lamp/SKILL.md", "light/SKILL.md", "--base", "lamp/SKILL.md", "--resolve", "d.toml"];
    let merged = merged(&folder, &args);
    assert_eq!(told(&merged, "merge-new-finding").len(), 1, "{merged}");
    assert_eq!(told(&merged, "decision-unmet").len(), 1, "{merged}");
    assert!(!text(&merged).contains("Ring the bell"), "{merged}");
    assert!(merged["conflicts"].to_string().contains("hide / show"), "{merged}");
    for said in ["Show the tide table", "Ring the bell in fog"] {
        assert!(
            merged["conflicts"].to_string().contains(said) && merged["omitted"].to_string().contains(said),
            "{said}"
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Files of data have fields too: what is decided about them, or what one member changed on purpose, is written.
#[test]
fn fields_of_a_file_of_data_are_settled_as_in_front_matter() {
    let folder = folder("data-fields");
    let role = |description: &str, sandbox: &str, more: &str| {
        format!(
            "name = \"keeper\"\ndescription = \"{description}\"\nsandbox_mode = \"{sandbox}\"\n{more}\
             developer_instructions = \"\"\"\nYou keep the light.\n\n- Trim the wick\n\"\"\"\n"
        )
    };
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    put("old.toml", &role("Keeps the light.", "read-only", ""));
    put("m0.toml", &role("Keeps the light.", "read-only", ""));
    put("m1.toml", &role("Keeps the lamp.", "workspace-write", "notify = [\"bell\", \"rung\"]\n"));
    let base = ["m0.toml", "m1.toml", "--base", "m0.toml"];
    // With the ancestor at hand a description is as one member changed it; what grants anything is the base's.
    let inherited = merged(&folder, &[&base[..], &["--ancestor", "old.toml"]].concat());
    assert!(text(&inherited).contains("description = \"Keeps the lamp.\""), "{}", text(&inherited));
    assert!(text(&inherited).contains("\"read-only\"") && !text(&inherited).contains("notify"), "{}", text(&inherited));
    assert!(told(&inherited, "merge-three-way").iter().any(|message| message.ends_with(": description")));
    // What is decided is written, and can be read there.
    put(
        "d.toml",
        "[[decision]]\nabout = \"description\"\ntake = [\"Keeps the lamp.\"]\n\n[[decision]]\nabout = \"permission\"\ntake = [\"workspace-write\"]\n",
    );
    let decided = merged(&folder, &[&base[..], &["--resolve", "d.toml"]].concat());
    assert!(text(&decided).contains("description = \"Keeps the lamp.\""), "{}", text(&decided));
    assert!(text(&decided).contains("sandbox_mode = \"workspace-write\""), "{}", text(&decided));
    // A mode in which nobody is asked is no base's to give where another member has less.
    put("m0.toml", &role("Keeps the light.", "danger-full-access", ""));
    let narrowed = merged(&folder, &base);
    assert!(!text(&narrowed).contains("sandbox_mode"), "{}", text(&narrowed));
    fs::remove_dir_all(&folder).unwrap();
}

/// A text without front matter can be given no field: a decision for one is said to come to nothing.
#[test]
fn a_file_without_fields_is_given_none() {
    let folder = folder("no-fields");
    fs::write(folder.join("m0.md"), "# Keeper\n\nYou keep the light.\n\n- Trim the wick\n").unwrap();
    fs::write(folder.join("m1.md"), format!("{HEAD}- Ring the bell\n")).unwrap();
    fs::write(folder.join("d.toml"), "[[decision]]\nabout = \"description\"\ntake = [\"Keeps the light.\"]\n").unwrap();
    let decided = merged(&folder, &["m0.md", "m1.md", "--base", "m0.md", "--resolve", "d.toml"]);
    fs::remove_dir_all(&folder).unwrap();
    assert!(!text(&decided).contains("description") && !told(&decided, "decision-unmet").is_empty(), "{decided}");
}

/// What another harness grants is spelled in its way: under the base's key it would mean something else, or nothing.
#[test]
fn no_privilege_is_taken_in_another_harness_s_words() {
    let folder = folder("two-harnesses");
    let put = |name: &str, text: &str| {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
    };
    let body = "You keep the light.\n\n- Trim the wick\n";
    put(
        ".claude/agents/keeper.md",
        &format!("---\nname: keeper\ndescription: Keeps the light.\npermissionMode: plan\n---\n\n{body}"),
    );
    let theirs = "description: Keeps the light.\nmode: subagent\npermission:\n  edit: deny\n  bash: ask\n";
    put(".opencode/agents/keeper.md", &format!("---\n{theirs}---\n\n{body}- Ring the bell\n"));
    let members = [".claude/agents/keeper.md", ".opencode/agents/keeper.md", "--base", ".claude/agents/keeper.md"];
    let open = merged(&folder, &members);
    let of_permission = |conflict: &&Value| conflict["what"] == "permission";
    assert!(open["conflicts"].as_array().unwrap().iter().any(|conflict| of_permission(&conflict)), "{open}");
    put("d.toml", "[[decision]]\nabout = \"permission\"\ntake = [\"edit: deny, bash: ask\"]\n");
    let decided = merged(&folder, &[&members[..], &["--resolve", "d.toml"]].concat());
    fs::remove_dir_all(&folder).unwrap();
    assert!(text(&decided).contains("permissionMode: plan") && !text(&decided).contains("deny"), "{}", text(&decided));
    assert!(!told(&decided, "decision-unmet").is_empty(), "{}", decided["notes"]);
}

/// Commands that differ in a mark, a letter's case or what is quoted are two commands.
#[test]
fn no_command_stands_for_another_one() {
    let commands = [
        ("rm -rf $HOME/log", "rm -rf HOME/log"),
        ("wick --now; # trim --all", "wick --now; trim --all"),
        ("curl -k quay", "curl -K quay"),
        ("tail log | wc", "tail log ; wc"),
        ("rm 'old log'", "rm old log"),
    ];
    for (nth, (one, other)) in commands.into_iter().enumerate() {
        let body = |command: &str| format!("## Rounds\n\n- Trim the wick\n\n```bash\n{command}\n```\n");
        let merged = of_bodies(&format!("command-{nth}"), &[&body(one), &body(other)], &[], &[]);
        let named = format!("{}{}", merged["conflicts"], merged["omitted"]).contains(&other.replace('"', "\\\""));
        assert!(text(&merged).contains(one), "{}", text(&merged));
        assert!(text(&merged).lines().any(|line| line == other) || named, "{other}: {merged}");
    }
}

/// Code inside a sentence is taken by the letter too: of two spellings one stands and the other is told; whether it is marked as
/// code is style.
#[test]
fn code_in_a_sentence_is_taken_by_the_letter() {
    for (nth, (one, other)) in [
        ("Ask with `curl -k` first", "Ask with `curl -K` first"),
        ("Ask with curl -k first", "Ask with curl -K first"),
        ("Write all to `$OIL/log`", "Write all to `OIL/log`"),
        ("Call `Trim` at dusk", "Call `trim` at dusk"),
    ]
    .into_iter()
    .enumerate()
    {
        let body = |line: &str| format!("## Rounds\n\n- Oil the lamp\n- {line}\n");
        let merged = of_bodies(&format!("spelled-{nth}"), &[&body(one), &body(other)], &[], &[]);
        assert!(text(&merged).contains(one), "{}", text(&merged));
        let told = format!("{}{}", merged["conflicts"], merged["omitted"]).contains(other);
        assert!(told || text(&merged).contains(other), "{other}: {merged}");
    }
    let bodies = ["- Run `npm test` at dusk\n", "- Run npm test at dusk\n"];
    let merged = of_bodies("spelled-alike", &bodies.map(|body| body), &[], &[]);
    assert_eq!(text(&merged).matches("npm test").count(), 1, "{}", text(&merged));
    assert_eq!(merged["conflicts"].as_array().map(Vec::len), Some(0), "{}", merged["conflicts"]);
}

/// Two decisions that take two values of one field are as one that takes both.
#[test]
fn two_decisions_on_one_field_are_refused() {
    let folder = folder("two-decisions");
    for (file, color) in [("m0.md", "red"), ("m1.md", "blue")] {
        let text = HEAD.replace("description", &format!("color: {color}\ndescription"));
        fs::write(folder.join(file), format!("{text}- Trim the wick\n")).unwrap();
    }
    let decision = |color: &str| format!("[[decision]]\nabout = \"color\"\ntake = [\"{color}\"]\n\n");
    let run = |decisions: String| {
        fs::write(folder.join("d.toml"), decisions).unwrap();
        let args = ["merge", "m0.md", "m1.md", "--base", "m0.md", "--resolve", "d.toml"];
        Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap()
    };
    let refused = run(decision("red") + &decision("blue"));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("color") && said.contains("red") && said.contains("blue"), "{said}");
    assert!(run(decision("blue") + &decision("blue")).status.success(), "the same twice is one");
    fs::remove_dir_all(&folder).unwrap();
}

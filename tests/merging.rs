//! What `agentkin merge` writes beside the canonical, and what it is told: the ledger, decisions.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use assert_cmd::Command;
use serde_json::Value;

const ONE: &str = "---\nname: keeper\ndescription: Keeps the light.\nmodel: haiku\n---\n\nYou keep the light.\n\n## Rounds\n\n- Trim the wick\n- Reply in the user's language\n- Wind the clock\n";
const OTHER: &str = "---\nname: keeper\ndescription: Keeps the light.\nmodel: opus\n---\n\nYou keep the light.\n\n## Rounds\n\n- Trim the wick\n- Always reply in Danish\n- Ring the bell in fog\n";

/// A folder of its own with both agents in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("merging-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("one.md"), ONE).unwrap();
    fs::write(folder.join("other.md"), OTHER).unwrap();
    folder
}

fn merge(folder: &Path, args: &[&str]) -> Output {
    let fixed = ["merge", "one.md", "other.md", "--base", "one.md"];
    Command::cargo_bin("agentkin").unwrap().current_dir(folder).args(fixed).args(args).output().unwrap()
}

#[test]
fn a_ledger_adds_up_in_every_form() {
    let folder = folder("ledger");
    for name in ["all.md", "all.json", "all.csv"] {
        let out = merge(&folder, &["--ledger", name]);
        assert!(out.status.success());
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        let lines = ONE.lines().count() + OTHER.lines().count();
        assert!(said.contains(&format!("ledger: {lines} lines: ")), "{said}");
    }
    let json: Value = serde_json::from_str(&fs::read_to_string(folder.join("all.json")).unwrap()).unwrap();
    assert_eq!(json["members"][0]["lines"], ONE.lines().count());
    let fate = |text: &str| {
        let lines = json["lines"].as_array().unwrap();
        let line = lines.iter().find(|line| line["text"] == text).unwrap();
        (line["fate"].as_str().unwrap(), line["by"].as_u64().is_some())
    };
    assert_eq!(fate("- Ring the bell in fog"), ("kept", true));
    assert_eq!(fate("- Always reply in Danish"), ("conflict", true));
    assert_eq!(fate("model: opus"), ("conflict", false));
    let csv = fs::read_to_string(folder.join("all.csv")).unwrap();
    assert_eq!(csv.lines().count(), 1 + ONE.lines().count() + OTHER.lines().count());
    assert!(csv.contains("\"other.md\",12,conflict,"), "{csv}");
    assert!(fs::read_to_string(folder.join("all.md")).unwrap().contains("| conflict |"));
    let again = merge(&folder, &["--ledger", "all.csv"]);
    assert_eq!(again.status.code(), Some(2), "what is there is not written over");
    assert_eq!(merge(&folder, &["--ledger", "all.txt"]).status.code(), Some(2));
    for args in [&["--ledger", "./other.md", "--force"][..], &["--ledger", "new.md", "--output", "new.md"]] {
        let refused = merge(&folder, args);
        assert_eq!(refused.status.code(), Some(2), "{args:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("a file of its own"), "{args:?}");
    }
    assert_eq!(fs::read_to_string(folder.join("other.md")).unwrap(), OTHER, "no member is written over");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn decisions_are_kept_in_a_file() {
    let folder = folder("decisions");
    let decided = |text: &str| {
        fs::write(folder.join("decisions.toml"), text).unwrap();
        let out = merge(&folder, &["--resolve", "decisions.toml"]);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    let plain = String::from_utf8(merge(&folder, &["--resolve", "base"]).stdout).unwrap();
    assert!(plain.contains("Reply in the user's language") && !plain.contains("Danish"));
    let danish = decided("[[decision]]\nabout = \"language\"\ntake = [\"Always reply in Danish\"]\n");
    assert_eq!(danish, plain.replace("Reply in the user's language", "Always reply in Danish"));
    let both =
        "[[decision]]\nabout = \"language\"\ntake = [\"Always reply in Danish\", \"Reply in the user's language\"]\n";
    let both = decided(both);
    assert!(both.contains("Danish") && both.contains("the user's language"), "{both}");
    let model = decided("[[decision]]\nabout = \"model\"\ntake = [\"opus\"]\n");
    assert_eq!(model, plain.replace("model: haiku", "model: opus"));
    assert_eq!(merge(&folder, &["--resolve", "nowhere.toml"]).status.code(), Some(2));
    let ask = merge(&folder, &["--resolve", "ask"]);
    assert_eq!(ask.status.code(), Some(2), "nobody is there to ask");
    fs::remove_dir_all(&folder).unwrap();
}

/// A decision that passes in silence would be taken for one that was carried out.
#[test]
fn what_a_decision_did_is_said() {
    let folder = folder("unmet");
    let told = |format: &str, text: &str| {
        fs::write(folder.join("decisions.toml"), text).unwrap();
        let out = merge(&folder, &["--resolve", "decisions.toml", "--format", format]);
        (out.status.code(), String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap())
    };
    let decision = |about: &str, take: &str| format!("[[decision]]\nabout = \"{about}\"\ntake = [{take}]\n");
    let unmet = |text: &str| {
        let merged: Value = serde_json::from_str(&told("json", text).1).unwrap();
        let notes = merged["notes"].as_array().unwrap().iter().filter(|note| note["code"] == "decision-unmet");
        notes.map(|note| note["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let wrong = unmet(&(decision("langage", "\"Always reply in Danish\"") + &decision("model", "\"sonnet\"")));
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].contains("no conflict is about \"langage\" (did you mean \"language\"?)"), "{wrong:?}");
    assert!(wrong[1].contains("\"sonnet\" is no side of the conflict about \"model\""), "{wrong:?}");

    let both = "\"Always reply in Danish\", \"Reply in the user's language\"";
    let all = decision("model", "\"opus\"") + &decision("language", both);
    assert!(unmet(&all).is_empty());
    let merged: Value = serde_json::from_str(&told("json", &all).1).unwrap();
    let of = |what: &str| merged["conflicts"].as_array().unwrap().iter().find(|one| one["what"] == what).unwrap();
    assert_eq!(of("model")["decided"], serde_json::json!(["opus"]));
    assert_eq!(of("language")["decided"].as_array().unwrap().len(), 2, "{merged}");
    let (_, table) = told("table", &all);
    assert!(table.contains("Settled") && !table.contains("To settle"), "{table}");
    let (_, half) = told("markdown", &decision("model", "\"opus\""));
    let (open, settled) = half.split_once("## Settled by decisions").unwrap();
    assert!(open.contains("## To settle") && open.contains("language") && settled.contains("model"), "{half}");

    let (code, two) = told("table", &decision("model", "\"opus\", \"haiku\""));
    assert_eq!(code, Some(2));
    assert!(two.contains("the decision on \"model\" takes 2 values") && two.contains("leave one of them"), "{two}");
    fs::remove_dir_all(&folder).unwrap();
}

/// Merges two agents of which these are the whole front matters.
fn of_heads(name: &str, heads: [&str; 2]) -> Value {
    let folder = folder(name);
    for (place, head) in ["a.md", "b.md"].iter().zip(heads) {
        fs::write(folder.join(place), format!("---\n{head}---\n\nYou keep the light.\n\n- Trim the wick at dusk.\n"))
            .unwrap();
    }
    let out = Command::cargo_bin("agentkin")
        .unwrap()
        .current_dir(&folder)
        .args(["merge", "a.md", "b.md", "--base", "a.md", "--format", "json"])
        .output();
    fs::remove_dir_all(&folder).unwrap();
    serde_json::from_slice(&out.unwrap().stdout).unwrap()
}

/// Merges two agents that differ in this front matter alone, the first as the base.
fn of_fronts(name: &str, places: [&str; 2], fronts: [&str; 2]) -> Value {
    let folder = folder(name);
    for (place, front) in places.iter().zip(fronts) {
        let agent = ONE.replace("model: haiku\n", front);
        fs::create_dir_all(folder.join(place).parent().unwrap()).unwrap();
        fs::write(folder.join(place), agent).unwrap();
    }
    let args = ["merge", places[0], places[1], "--base", places[0], "--format", "json"];
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    fs::remove_dir_all(&folder).unwrap();
    serde_json::from_slice(&out.stdout).unwrap()
}

/// A server that is started otherwise is another server, whatever it is called.
#[test]
fn a_server_that_others_start_otherwise_is_refused() {
    let server = |command: &str, more: &str| format!("mcpServers:\n  tides:\n    command: {command}\n{more}");
    let places = ["own.md", "theirs.md"];
    let theirs = server("./fetch-and-run", "  winds:\n    command: winds\n");
    let merged = of_fronts("servers", places, [&server("tides", ""), &theirs]);
    let conflicts = merged["conflicts"].as_array().unwrap();
    let of = |what: &str| conflicts.iter().find(|conflict| conflict["what"] == what).unwrap();
    assert_eq!(of("MCP server tides")["kind"], "privilege");
    assert_eq!(of("MCP server tides")["sides"][1]["value"]["command"], "./fetch-and-run");
    let text = merged["text"].as_str().unwrap();
    assert!(text.contains("command: tides") && !text.contains("fetch-and-run") && !text.contains("winds"), "{text}");
    assert_eq!(conflicts.iter().filter(|conflict| conflict["kind"] == "privilege").count(), 2, "{conflicts:?}");
    let same = of_fronts("same-servers", places, [&server("tides", ""), &server("tides", "")]);
    assert_eq!(same["conflicts"], Value::Array(Vec::new()));
}

/// What a harness denies an agent in a plugin it grants the same agent in a project.
#[test]
fn sets_are_joined_and_the_fullest_description_stands() {
    let fronts = [
        "name: keeper\ndescription: Keeps the light.\ntags: [lamp, Oil]\n",
        "name: keeper\ndescription: Keeps the light, trims its wick and calls the boats home when fog comes in.\ntags: [oil, fog]\n",
    ];
    for order in [[0, 1], [1, 0]] {
        let merged = of_heads("sets", order.map(|at| fronts[at]));
        let text = merged["text"].as_str().unwrap();
        assert!(text.contains("when fog comes in"), "{text}");
        assert_eq!(text.matches("oil").count() + text.matches("Oil").count(), 1, "{text}");
        assert!(text.contains("lamp") && text.contains("fog\n"), "{text}");
        let told: Vec<_> = merged["conflicts"].as_array().unwrap().iter().map(|c| c["what"].clone()).collect();
        assert_eq!(told, ["description"], "a set is joined, a description is chosen");
    }
    let named = [
        "name: keeper\ndescription: Keeps the light.\n",
        "name: warden\ndescription: Keeps the light and the quay. Call the warden when fog comes in.\n",
    ];
    let merged = of_heads("sets-named", named);
    assert!(!merged["text"].as_str().unwrap().contains("warden"), "{}", merged["text"]);
    for other in
        ["Mends nets for the boats of the east quay, day and night.", "Use this skill when the light goes out in fog."]
    {
        let merged = of_heads("sets-other", [named[0], &format!("name: keeper\ndescription: {other}\n")]);
        assert!(merged["text"].as_str().unwrap().contains("description: Keeps the light."), "{}", merged["text"]);
    }
}

/// A harness that passes over a file for its description gets none that is too long from another member.
#[test]
fn no_description_is_longer_than_the_harness_takes() {
    let folder = folder("longest");
    let more = "Calls the boats home in fog, in rain, by night and by day. ";
    let places = [".claude/skills/keeper/SKILL.md", "other/keeper.md"];
    let told = [(String::new(), "Trim the wick"), (more.repeat(30), "Ring the bell")];
    for (place, (more, item)) in places.iter().zip(told) {
        fs::create_dir_all(folder.join(place).parent().unwrap()).unwrap();
        let head = format!("---\nname: keeper\ndescription: Keeps the light of the harbour. {more}\n---\n\n");
        fs::write(folder.join(place), format!("{head}You keep the light.\n\n- {item}\n")).unwrap();
    }
    let args = ["merge", places[0], places[1], "--base", places[0], "--format", "json"];
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let merged: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(merged["notes"], Value::Array(Vec::new()));
    let text = merged["text"].as_str().unwrap();
    assert!(!text.contains("Calls the boats home") && text.contains("Ring the bell"), "{text}");
}

#[test]
fn privileges_that_sleep_are_named() {
    let told = |place: &str, fronts: [&str; 2]| {
        let merged = of_fronts("dormant", [place, "other.md"], fronts);
        let notes = merged["notes"].as_array().unwrap();
        let dormant = notes.iter().find(|note| note["code"] == "dormant-privilege");
        dormant.map(|note| note["message"].as_str().unwrap().to_owned())
    };
    let front = "permissionMode: acceptEdits\n";
    let in_plugin = told("plugins/lights/agents/keeper.md", [front, front]).unwrap();
    assert!(in_plugin.starts_with("permissionMode: plugins/lights/agents/keeper.md lies where plugins"), "{in_plugin}");
    assert_eq!(told("plugins/lights/agents/keeper.md", ["", front]), None, "the base has nothing that sleeps");
    assert_eq!(told("plugins/lights/agents/keeper.md", [front, ""]), None, "what goes does not come alive");
    assert_eq!(told(".claude/agents/keeper.md", [front, ""]), None, "there it is awake");
}

/// What slept in a plugin wakes in another harness that it is written for.
#[test]
fn what_wakes_in_another_format_is_named() {
    let folder = folder("dormant-elsewhere");
    let place = folder.join("plugins/lights/agents");
    fs::create_dir_all(&place).unwrap();
    let agent =
        |front: &str| format!("---\nname: keeper\ndescription: Keeps the light.\n{front}---\n\nYou keep the light.\n");
    for (file, front) in [("own.md", "mcpServers:\n  tide:\n    command: tide\n"), ("plain.md", "")] {
        fs::write(place.join(file), agent(front)).unwrap();
    }
    let told = |base: &str, to: &str| {
        let (base, more) = (format!("plugins/lights/agents/{base}"), "plugins/lights/agents");
        let args = ["merge", &base, &format!("{more}/plain.md"), "--base", &base, "--to", to, "--format", "json"];
        let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap();
        let merged: Value = serde_json::from_slice(&out.stdout).unwrap();
        let named = merged["notes"].as_array().unwrap().iter().any(|note| note["code"] == "dormant-privilege");
        (merged["text"].as_str().unwrap().contains("command"), named)
    };
    assert_eq!(told("own.md", "copilot"), (true, true), "it comes alive there");
    assert_eq!(told("own.md", "opencode").0, told("own.md", "opencode").1, "named where it is carried, and only there");
    fs::remove_dir_all(&folder).unwrap();
}

/// The canonical of two texts, the first as the base.
fn of_texts(name: &str, base: &str, other: &str) -> String {
    let folder = folder(name);
    for (file, body) in [("base.md", base), ("more.md", other)] {
        fs::write(folder.join(file), format!("---\nname: net-mender\ndescription: Mends nets.\n---\n\n{body}"))
            .unwrap();
    }
    let args = ["merge", "base.md", "more.md", "--base", "base.md", "--quiet"];
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    fs::remove_dir_all(&folder).unwrap();
    String::from_utf8(out.stdout).unwrap()
}

/// The lines of a text that begin with one of these, in order.
fn lines_of<'t>(text: &'t str, marks: &[&str]) -> Vec<&'t str> {
    text.lines().filter(|line| marks.iter().any(|mark| line.starts_with(mark))).collect()
}

#[test]
fn a_chapter_stands_among_chapters() {
    let base = "You mend nets.\n\n## Process\n\n### 1. Spread the net\n\n- Spread it on the grass by the slipway\n\n\
                ### 2. Mend the holes\n\n- Knot each torn mesh with tarred twine\n\n## Report\n\n- Name every net by its boat\n";
    let other = "You mend nets.\n\n## Background\n\nNets tear on the wreck off the point every autumn.\n\n\
                 ## 1. Spread the net\n\n- Spread it on the grass by the slipway\n- Weigh the corners down with stones\n\n\
                 ## Drying sheds\n\n- Hang what is wet under the eaves until Sunday\n\n## Report\n\n- Name every net by its boat\n";
    let merged = of_texts("chapters", base, other);
    let headings = [
        "## Background",
        "## Process",
        "### 1. Spread the net",
        "### 2. Mend the holes",
        "## Drying sheds",
        "## Report",
    ];
    assert_eq!(lines_of(&merged, &["#"]), headings, "{merged}");
}

#[test]
fn steps_count_on_behind_a_block() {
    let base = "You mend nets.\n\n## Report\n\n- Name every net by its boat\n";
    let steps = "You mend nets.\n\n## Lending\n\n1. Look up the boat in the register:\n\n```sh\nregister --boat NAME\n```\n\n\
                 2. Write the date beside the net\n3. Ask for a signature in ink\n\n## Report\n\n- Name every net by its boat\n";
    let merged = of_texts("steps", base, steps);
    assert_eq!(lines_of(&merged, &["1.", "2.", "3."]).len(), 3, "{merged}");
}

#[test]
fn an_agent_is_told_once_who_it_is() {
    let base =
        "You are a mender of herring nets on the east quay. You answer to the harbour master.\n\n- Knot each mesh\n";
    let other = "You are an old hand at repairing trawls for anybody who asks.\n\n- Knot each mesh\n- Tar the twine\n";
    let merged = of_texts("persona", base, other);
    assert_eq!(lines_of(&merged, &["You are"]).len(), 1, "{merged}");
    assert!(merged.contains("harbour master") && merged.contains("- Tar the twine"), "{merged}");
    // A paragraph that goes on to describe the agent is one with its first sentence.
    let described = other.replace("anybody who asks.", "anybody who asks. Your expertise lies in hemp and tar.");
    let merged = of_texts("persona-described", base, &described);
    assert!(!merged.contains("old hand") && merged.contains("- Tar the twine"), "{merged}");
    // What says more than who it is is never left out for that.
    let merged = of_texts("persona-too", other, base);
    assert!(merged.contains("harbour master") && merged.contains("old hand"), "{merged}");
}

#[test]
fn what_tells_more_is_named_before_who_the_agent_is() {
    let base = "You are a hand at the pier.\n\n## Work\n\nYou are a mender of nets with 15+ years of experience. Knot each mesh.\n";
    let other = "You are a net mender with 10+ years of experience in herring nets.\n";
    let told = of_bodies("years", [base, other]);
    let years = |conflict: &Value| conflict["what"] == "10 years / 15 years";
    assert!(told["conflicts"].as_array().unwrap().iter().any(years), "{told}");
}

/// Merges two agents of which these are the bodies, the first as the base.
fn of_bodies(name: &str, bodies: [&str; 2]) -> Value {
    let folder = folder(name);
    for (place, body) in ["a.md", "b.md"].iter().zip(bodies) {
        let head = "---\nname: keeper\ndescription: Keeps the light.\n---\n";
        fs::write(folder.join(place), format!("{head}\n{body}")).unwrap();
    }
    let args = ["merge", "a.md", "b.md", "--base", "a.md", "--format", "json"];
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output();
    fs::remove_dir_all(&folder).unwrap();
    serde_json::from_slice(&out.unwrap().stdout).unwrap()
}

const ENGLISH: &str = "You are the keeper of the light in the old harbour and you answer for it.\n\n## Rounds\n\n- Trim the wick every evening before the boats come home\n- Run `lamp check` and write down what it says about the oil\n- Never leave the tower while a boat is out there\n";
const CHINESE: &str = "你是老港口灯塔的看守人，对灯塔负责。\n\n## 巡查\n\n- 每天傍晚在渔船回港之前修剪灯芯\n- 运行 `lamp check` 并记录油量情况\n- 有船在外时绝不离开灯塔\n- 禁止任何人触碰起重机的开关\n- 每周清洗一次玻璃\n";

/// What only another language says is named, prohibitions one by one.
#[test]
fn what_another_language_alone_says_is_told() {
    let merged = of_bodies("foreign", [ENGLISH, CHINESE]);
    let omitted = merged["omitted"].as_array().unwrap();
    let fate = |part: &str| {
        let found = omitted.iter().find(|o| o["text"].as_str().unwrap().contains(part)).unwrap();
        (found["reason"].as_str().unwrap(), found["by"]["line"].as_u64())
    };
    assert_eq!(fate("禁止任何人"), ("conflict", None));
    assert_eq!(fate("每周清洗"), ("conflict", None));
    let conflicts = merged["conflicts"].as_array().unwrap();
    let about =
        |what: &str| conflicts.iter().filter(|c| c["what"] == what).map(|c| c["sides"].to_string()).collect::<String>();
    assert!(about("forbidden in another language alone").contains("禁止任何人触碰起重机的开关"), "{conflicts:?}");
    assert!(about("said in another language alone").contains("每周清洗一次玻璃"), "{conflicts:?}");
    for omission in omitted.iter().filter(|o| o["reason"] == "translation-of") {
        assert!(!omission["by"].is_null(), "nothing stands for {omission}");
    }
}

#[test]
fn a_faithful_translation_is_answered_for() {
    let faithful: String = CHINESE.lines().take(7).fold(String::new(), |text, line| text + line + "\n");
    let merged = of_bodies("faithful", [ENGLISH, &faithful]);
    assert_eq!(merged["conflicts"].as_array().unwrap().len(), 0, "{}", merged["conflicts"]);
    assert!(merged["omitted"].as_array().unwrap().iter().all(|o| o["reason"] == "translation-of"));
}

/// Keywords that stand in English in a base of another script make no English sentence known.
#[test]
fn a_canonical_in_one_script_says_nothing_twice_in_another() {
    let base =
        CHINESE.replace("每周清洗一次玻璃", "使用 TypeScript strict mode 并保持 type safety across modules 的一致");
    let other = ENGLISH.replace(
        "Trim the wick every evening before the boats come home",
        "TypeScript strict mode and type safety across modules",
    );
    let merged = of_bodies("script", [&base, &other]);
    assert_eq!(merged["text"].as_str().unwrap().matches("strict mode").count(), 1, "{}", merged["text"]);
}

/// The ledger's rows of one member.
fn ledger_of(name: &str, bodies: [&str; 2], member: &str) -> Vec<(String, Option<u64>, String)> {
    let folder = folder(name);
    for (place, text) in ["a.md", "b.md"].iter().zip(bodies) {
        fs::write(folder.join(place), text).unwrap();
    }
    let args = ["merge", "a.md", "b.md", "--base", "a.md", "--ledger", "l.json", "--quiet"];
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let ledger: Value = serde_json::from_slice(&fs::read(folder.join("l.json")).unwrap()).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let rows = ledger["lines"].as_array().unwrap().iter().filter(|row| row["id"] == member);
    let row = |row: &Value| {
        (row["fate"].as_str().unwrap().to_owned(), row["by"].as_u64(), row["text"].as_str().unwrap().to_owned())
    };
    rows.map(row).collect()
}

/// The ledger of two members in a file of data: of each row its member, line and fate.
fn ledger_of_data(name: &str, place: &str, texts: [&str; 2]) -> Vec<(String, u64, String)> {
    let folder = folder(name);
    let places = ["a", "b"].map(|team| format!("{team}/{place}"));
    for (place, text) in places.iter().zip(texts) {
        let file = folder.join(place);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let args = ["merge", &places[0], &places[1], "--base", &places[0], "--ledger", "l.json", "--quiet"];
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let ledger: Value = serde_json::from_slice(&fs::read(folder.join("l.json")).unwrap()).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = ledger["lines"].as_array().unwrap().iter().filter(|row| row["id"] == places[1].as_str());
    rows.map(|row| (text(row, "fate"), row["line"].as_u64().unwrap(), text(row, "text"))).collect()
}

#[test]
fn a_ledger_holds_every_line_of_a_file_of_data() {
    let toml = "# by the harbour\nname = \"keeper\"\ndescription = \"Keeps the light\"\nsandbox_mode = \"read-only\"\n\ndeveloper_instructions = \"\"\"\nYou keep the light.\n\n- Trim the wick at dusk\n\"\"\"\n";
    let other = toml.replace("read-only", "workspace-write").replace("dusk\n", "dusk\n- Wind the clock at dawn\n");
    let rows = ledger_of_data("toml-ledger", ".codex/agents/keeper.toml", [toml, &other]);
    let told: Vec<(&str, u64)> = rows.iter().map(|(fate, line, _)| (fate.as_str(), *line)).collect();
    let fates = ["frame", "kept", "kept", "conflict", "blank", "kept", "kept", "blank", "kept", "kept", "frame"];
    assert_eq!(told, fates.into_iter().zip(1..).collect::<Vec<_>>(), "{rows:?}");

    let json = "{\n  \"name\": \"keeper\",\n  \"prompt\": \"You keep the light.\\n\\n- Trim the wick at dusk\\n\",\n  \"tools\": [\n    \"read\"\n  ],\n  \"model\": \"one\"\n}\n";
    let rows = ledger_of_data("json-ledger", ".kiro/agents/keeper.json", [json, &json.replace("one", "two")]);
    let told: Vec<(&str, u64)> = rows.iter().map(|(fate, line, _)| (fate.as_str(), *line)).collect();
    let expected = [
        ("frame", 1),
        ("kept", 2),
        ("kept", 3),
        ("kept", 3),
        ("kept", 4),
        ("kept", 5),
        ("frame", 6),
        ("conflict", 7),
        ("frame", 8),
    ];
    assert_eq!(told, expected, "{rows:?}");

    let yaml = "agent:\n  metadata:\n    id: keeper\n    title: Keeps the light\n  persona:\n    role: You keep the light\n    identity: >\n      A patient keeper\n      of lamps\n    principles:\n      - Trim the wick at dusk\n";
    let rows = ledger_of_data(
        "yaml-ledger",
        "keeper.agent.yaml",
        [yaml, &yaml.replace("at dusk", "at dusk\n      - Wind the clock")],
    );
    let lines: std::collections::BTreeSet<u64> = rows.iter().map(|(_, line, _)| *line).collect();
    assert_eq!(lines, (1..=12).collect(), "{rows:?}");
    assert!(
        rows.iter().any(|(fate, line, text)| fate == "kept" && *line == 9 && text.trim() == "of lamps"),
        "{rows:?}"
    );
}

#[test]
fn a_line_that_is_broken_otherwise_is_found_where_it_stands() {
    let head = "---\nname: keeper\ndescription: Keeps the light.\n---\n\n";
    let base = format!(
        "{head}Every evening before the boats come home\ntrim the wick, fill the lamp and wind the clock,\nthen write it down.\n"
    );
    let other = format!(
        "{head}Every evening\nbefore the boats come home trim the wick,\nfill the lamp and wind the clock, then write it down.\n"
    );
    let rows = ledger_of("broken", [&base, &other], "b.md");
    let by: Vec<_> = rows[5..].iter().map(|(fate, by, _)| (fate.as_str(), *by)).collect();
    assert_eq!(by, [("kept", Some(6)), ("kept", Some(6)), ("kept", Some(7))]);
}

#[test]
fn what_is_said_the_same_is_said_on_a_line() {
    let of = |tags: &str| {
        format!(
            "---\nname: keeper\ndescription: >-\n  Keeps the light\n  and the quay.\ntags: {tags}\n---\n\nYou keep the light.\n"
        )
    };
    let base = of("[oil, lamp]").replace(">-\n  Keeps the light\n  and the quay.", "Keeps the light and the quay.");
    for (fate, by, text) in ledger_of("fields", [&base, &of("[lamp, oil]")], "b.md") {
        assert!(fate != "same-as" || by.is_some(), "{text}");
    }
}

/// Behind a block of code that nothing closes, whatever is put in would be code.
#[test]
fn an_open_fence_is_closed_before_what_is_put_behind_it() {
    for end in ["", "\n", "\n\n\n"] {
        let base = format!("You keep the light.\n\n## Rounds\n\n- Trim the wick\n\n```sh\nlamp check --all\n{end}");
        let other = "You keep the light.\n\n## Rounds\n\n- Trim the wick\n\n## Storms\n\n- Ring the bell every minute while fog lies on the water\n";
        let merged = of_bodies("fence", [&base, other]);
        let text = merged["text"].as_str().unwrap();
        let (closed, bell) = (text.rfind("```").unwrap(), text.find("Ring the bell").unwrap());
        assert!(text.matches("```").count() == 2 && closed < bell || bell < text.find("```").unwrap(), "{text}");
    }
}

/// A chain of steps says more words than a sentence, and is none.
#[test]
fn an_arrow_does_not_take_the_place_of_a_sentence() {
    let text = of_texts(
        "arrow",
        "## Rounds\n\n- Trim the wick and fill the lamp\n",
        "## Rounds\n\n- → Trim the wick and fill the brass lamp\n",
    );
    assert!(text.contains("- Trim the wick and fill the lamp\n"), "{text}");
}

/// A lead-in without what it led into says nothing.
#[test]
fn no_lead_in_stands_alone() {
    let base = "You keep the light.\n\n## Rounds\n\n- Trim the wick\n- Fill the lamp with oil\n- Wind the clock\n";
    for (lead, told) in [("Return:", false), ("Before you go to bed at night make sure that you have done:", true)] {
        let other = format!(
            "You keep the light.\n\n## Evening\n\n{lead}\n\n- Trim the wick\n- Fill the lamp with oil\n\nSing a song for the boats on their way home.\n"
        );
        let merged = of_bodies("lead", [base, &other]);
        let text = merged["text"].as_str().unwrap();
        assert!(!text.contains(lead) && text.contains("Sing a song"), "{text}");
        assert_eq!(merged["conflicts"].to_string().contains(lead), told, "{}", merged["conflicts"]);
    }
}

/// What stands behind a lead-in goes where its first item goes; where that took the place of an item of the base, the lead-in
/// would stand alone.
#[test]
fn a_lead_in_goes_with_its_first_item() {
    let base = "You keep the light.\n\n## Rounds\n\n- Trim the wick\n- Fill the lamp\n\nThe rounds end at dawn.\n";
    let other = "You keep the light.\n\n## Rounds\n\nReturn:\n\n- Trim the wick of the great lamp\n- Paint the boats before winter comes\n";
    let merged = of_bodies("first", [base, other]);
    let text = merged["text"].as_str().unwrap();
    assert!(text.contains("Paint the boats"), "{text}");
    let behind = text.split("Return:").nth(1).map(|rest| rest.trim_start().starts_with("- "));
    assert!(behind.is_none_or(|led| led), "{text}");
}

/// A block that contradicts the base's is no longer there: its lead-in goes the same way.
#[test]
fn no_lead_in_stands_before_a_block_that_lost() {
    let block = |last: &str| format!("```\nlamp: lit or dark or broken\nkeeper: who had the watch\n{last}\n```\n");
    let base = format!("You keep the light.\n\n## Report\n\n{}", block("hour: when the watch was over"));
    let lead = "Write it in the form of the house:";
    let other =
        format!("You keep the light.\n\n## Report\n\n{lead}\n\n{}\nSing a song.\n", block("wind: where it blew from"));
    let merged = of_bodies("lost-block", [&base, &other]);
    let text = merged["text"].as_str().unwrap();
    assert!(!text.contains(lead) && text.contains("Sing a song"), "{text}");
    assert!(merged["omitted"].to_string().contains(lead), "{merged}");
}

/// A step with a bold beginning is no title: what it holds stays in it.
#[test]
fn sub_items_stay_under_a_step_with_a_bold_beginning() {
    let base = "You keep the light.\n\n## Rounds\n\n- Trim the wick\n";
    let held = "2. **For each ship in sight**, write down:\n   - Her name and where she is bound\n   - How many lanterns she shows\n3. Wake the harbour master\n";
    let other = format!("You keep the light.\n\n## Night\n\n1. Climb to the lantern room\n{held}");
    let merged = of_bodies("sub-items", [base, &other]);
    let text = merged["text"].as_str().unwrap();
    assert!(text.contains(held), "{text}");
}

/// A heading or an item that is put in, or taken out, leaves no number twice and none out.
#[test]
fn numbers_count_on() {
    let chapter = |number: usize, title: &str, item: &str| format!("## {number}. {title}\n\n- {item}\n\n");
    let (dusk, dawn) = ("Trim the wick of the great lamp", "Sweep the stair of the tower");
    let base = chapter(1, "Dusk", dusk) + &chapter(2, "Dawn", dawn);
    let fog = "Ring the bell twice an hour";
    let other = chapter(1, "Dusk", dusk) + &chapter(2, "Fog", fog) + &chapter(3, "Dawn", dawn);
    let titles = |merged: &Value| {
        let text = merged["text"].as_str().unwrap();
        text.lines().filter(|line| line.starts_with("## ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(titles(&of_bodies("chapters", [&base, &other])), ["## 1. Dusk", "## 2. Fog", "## 3. Dawn"]);
    // What stands in a block of code is no heading, and of the same kind it may be one behind a fence that is not closed.
    for (mark, dawn) in [("#", "## 3. Dawn"), ("##", "## 2. Dawn")] {
        let shown = format!("{base}```\n{mark} 2. Dusk of all days\n```\n");
        let text = of_bodies("drawn-chapters", [&shown, &other])["text"].as_str().unwrap().to_owned();
        assert!(text.contains(&format!("```\n{mark} 2. Dusk of all days")) && text.contains(dawn), "{text}");
    }
    let plain = base.replace("1. ", "").replace("2. ", "");
    assert_eq!(titles(&of_bodies("plain-chapters", [&plain, &other])), ["## Dusk", "## Fog", "## Dawn"]);
}

/// Lines that a sign marks are a list without bullets: a further one stands right under them.
#[test]
fn a_line_with_a_sign_goes_on_those_of_the_base() {
    let base = "## Habits\n\n✅ Trim the wick\n✅ Count the oil\n\n❌ Leave the lamp alone\n❌ Lend the keys\n";
    let other = "## Habits\n\n✅ Trim the wick\n✅ Ring at noon\n✅ Sweep the stair\n\n❌ Leave the lamp alone\n❌ Sleep on watch\n";
    let text = of_texts("signs", base, other);
    let want = "✅ Trim the wick\n✅ Count the oil\n✅ Ring at noon\n✅ Sweep the stair\n\n❌ Leave the lamp alone\n❌ Lend the keys\n❌ Sleep on watch\n";
    assert!(text.contains(want), "{text}");
}

/// A list stays behind what leads into it, though its first item is said in passing elsewhere.
#[test]
fn a_list_is_not_torn_from_its_lead_in() {
    let base = "## Steps\n\n- Fetch the tide height, then return the numeric tide height with its unit to the tower.\n";
    let other = "## Report\n\nReport to the caller:\n\n- Tide height (numeric)\n- Wind force\n- Boats seen\n";
    let text = of_texts("torn", base, other);
    assert!(text.contains("Report to the caller:") && text.contains("\n- Wind force\n- Boats seen\n"), "{text}");
    assert!(text.find("Report to the caller:") < text.find("- Wind force"), "{text}");
}

/// What is indented by tabs is put in as what it is.
#[test]
fn items_behind_tabs_stay_items() {
    let base = "## Rounds\n\n- Light the lamp\n\t- Trim the wick\n\t- Count the oil\n";
    let other =
        "## Rounds\n\n- Light the lamp\n\t- Trim the wick\n- Tend the bell\n\t- Ring it in fog\n\t- Grease its yoke\n";
    let text = of_texts("tabs", base, other);
    for item in ["- Tend the bell", "- Ring it in fog", "- Grease its yoke"] {
        assert!(text.lines().any(|line| line.trim_start() == item), "{item}: {text}");
    }
}

//! What a merge does not settle by itself: contradictions, and what would do something by being read.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

const HEAD: &str = "---\nname: keeper\ndescription: Keeps the light of a small harbour.\n---\n\n";

/// The merge of members with these bodies, the first of them the base, as JSON.
fn merged(name: &str, bodies: &[&str], args: &[&str]) -> Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("settling-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let files: Vec<String> = (0..bodies.len()).map(|at| format!("{at}.md")).collect();
    for (file, body) in files.iter().zip(bodies) {
        fs::write(folder.join(file), format!("{HEAD}{body}")).unwrap();
    }
    let decisions = folder.join("decisions.toml");
    let args: Vec<&str> = match args {
        [] => vec![],
        text => {
            fs::write(&decisions, text.concat()).unwrap();
            vec!["--resolve", "decisions.toml"]
        }
    };
    let mut run = Command::cargo_bin("agentkin").unwrap();
    run.current_dir(&folder).arg("merge").args(&files).args(["--base", "0.md", "--format", "json"]).args(&args);
    let out = run.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    fs::remove_dir_all(&folder).unwrap();
    serde_json::from_slice(&out.stdout).unwrap()
}

/// A file with this stem that holds an agent of this name.
fn named(stem: &str, name: &str, body: &str) -> (String, String) {
    (stem.to_owned(), HEAD.replace("name: keeper", &format!("name: {name}")) + body)
}

/// The merge of these files, the first of them the base, as JSON.
fn merged_files(folder: &str, files: &[(String, String)]) -> Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("settling-{}-{folder}", std::process::id()));
    let paths: Vec<String> =
        files.iter().enumerate().map(|(at, (stem, _))| format!("{at}/.claude/{stem}.md")).collect();
    for (path, (_, written)) in paths.iter().zip(files) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, written).unwrap();
    }
    let mut run = Command::cargo_bin("agentkin").unwrap();
    run.current_dir(&folder).arg("merge").args(&paths).args(["--base", &paths[0], "--format", "json"]);
    let out = run.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    fs::remove_dir_all(&folder).unwrap();
    serde_json::from_slice(&out.stdout).unwrap()
}

fn text(merged: &Value) -> &str {
    merged["text"].as_str().unwrap()
}

/// What the conflicts are about, with how many sides of each say something.
fn conflicts(merged: &Value) -> Vec<(String, usize)> {
    let told = |conflict: &Value| {
        let sides = conflict["sides"].as_array().unwrap().iter().filter(|side| !side["value"].is_null()).count();
        (conflict["what"].as_str().unwrap().to_owned(), sides)
    };
    merged["conflicts"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn both_sides_of_a_contradiction_are_told() {
    let (one, other) =
        ("- Back the tide log up daily\n- Use single quotes\n", "- Back the tide log up weekly\n- Use double quotes\n");
    let told = merged("choices", &[one, other], &[]);
    assert_eq!(conflicts(&told), [("daily / weekly".to_owned(), 2), ("double / single".to_owned(), 2)]);
    assert!(text(&told).contains("daily") && !text(&told).contains("weekly"));
}

/// What is forbidden under a title of its own is not ordered under another.
#[test]
fn what_is_forbidden_by_its_title_stays_under_one_that_forbids() {
    let base =
        "## Practices\n\n### Do\n\n- Trim the wick at dusk\n- Fill the lamp with clean oil\n- Wind the clock by hand\n";
    let other = "## Practices\n\n**Never do this:**\n- Trim the wick in a draught\n- Fill the lamp to the brim\n- Wind the clock backwards\n";
    let told = merged("bans", &[base, other], &[]);
    let text = text(&told);
    let (order, ban) = (text.find("### Do").unwrap(), text.find("Never do this").unwrap());
    let items = ["in a draught", "to the brim", "backwards"].map(|item| text.find(item).unwrap());
    assert!(order < ban && items.iter().all(|at| *at > ban), "{text}");
}

/// A second text that says who the agent is stays where it orders something, and somebody is asked.
#[test]
fn who_the_agent_is_told_twice_is_told() {
    let own = "You are the keeper of a small harbour light.\n\n- Trim the wick at dusk\n";
    let other = "You are an old hand at lamps. Polish the lens each noon.\n\n- Wind the clock at dawn\n";
    let plain = merged("twofold", &[own, other], &[]);
    assert_eq!(conflicts(&plain), [("who the agent is, told twice".to_owned(), 2)]);
    assert!(text(&plain).contains("harbour light") && text(&plain).contains("old hand"));
    for (nth, (take, stays)) in [
        ("the keeper of a small harbour light.", [true, false]),
        ("an old hand at lamps. Polish the lens each noon.", [false, true]),
    ]
    .into_iter()
    .enumerate()
    {
        let decision = format!("[[decision]]\nabout = \"who the agent is, told twice\"\ntake = [\"You are {take}\"]\n");
        let told = merged(&format!("twofold-{nth}"), &[own, other], &[&decision]);
        assert_eq!([text(&told).contains("harbour light"), text(&told).contains("old hand")], stays, "{}", text(&told));
        assert!(told["notes"].as_array().unwrap().is_empty(), "{}", told["notes"]);
    }
}

/// What says nearly the same stands beside it, but not apart from the sentence that leads into its list.
#[test]
fn an_item_stands_beside_its_kin() {
    let base =
        "## Rounds\n\n- Count the boats at the north pier each morning\n- Sweep the stairs\n- Fill the lamp with oil\n";
    let items = "- Count the boats at the north pier each evening\n- Ring the bell in fog\n";
    let plain = merged("kin", &[base, &format!("## Rounds\n\n- Sweep the stairs\n{items}")], &[]);
    assert!(
        text(&plain).contains("each morning\n- Count the boats at the north pier each evening\n"),
        "{}",
        text(&plain)
    );
    let led = merged(
        "kin-led",
        &[base, &format!("## Rounds\n\n- Sweep the stairs\n\nWhen the mate is ill:\n\n{items}")],
        &[],
    );
    assert!(!text(&led).contains("each morning\n- Count the boats at the north pier each evening\n"), "{}", text(&led));
}

#[test]
fn rows_of_one_thing_are_not_both_kept() {
    let table = |rows: &str| format!("## Crews\n\n| Ship | Men |\n|---|---|\n{rows}");
    let (one, other) = (table("| Tug | 20 |\n| Yawl | 3 |\n"), table("| Tug | 25 |\n| Skiff | 3 |\n"));
    let told = merged("rows", &[&one, &other], &[]);
    assert_eq!(conflicts(&told), [("the cells of \u{201c}Tug\u{201d}".to_owned(), 2)]);
    assert!(text(&told).contains("| Tug | 20 |") && text(&told).contains("| Skiff | 3 |"));
    assert!(!text(&told).contains("25"));
    let both = table("| Tug | 20 |\n| Tug | 21 |\n");
    assert_eq!(
        conflicts(&merged("many-rows", &[&both, &other], &[])),
        [],
        "a cell that stands twice names no one thing"
    );
}

#[test]
fn what_would_run_does_not_come_in_by_itself() {
    let base = "- Trim the wick\n- Log: !`tide --now`\n";
    let other = "- Trim the wick\n- Wind the clock\n- Log: !`tide --now`\n- Swell: !`swell --all`\n- Read @/etc/harbour.md first\n";
    let told = merged("powers", &[base, other], &[]);
    let about = [("file put in: @/etc/harbour.md".to_owned(), 1), ("shell line: !`swell --all`".to_owned(), 1)];
    assert_eq!(conflicts(&told), about);
    assert!(told["conflicts"].as_array().unwrap().iter().all(|conflict| conflict["kind"] == "privilege"));
    assert!(text(&told).contains("Wind the clock") && text(&told).contains("tide --now"));
    assert!(!text(&told).contains("swell") && !text(&told).contains("/etc"));
    let decision = "[[decision]]\nabout = \"shell line: !`swell --all`\"\ntake = [\"Swell: !`swell --all`\"]\n";
    let decided = merged("granted", &[base, other], &[decision]);
    assert!(text(&decided).contains("- Swell: !`swell --all`") && !text(&decided).contains("/etc"));
    assert_eq!(decided["notes"].as_array().unwrap().len(), 0, "{}", decided["notes"]);
}

#[test]
fn a_block_that_is_run_does_not_come_in_by_itself() {
    let base = "- Trim the wick\n";
    let run = "```!\nswell --all | sh\n```";
    let told = merged("run-block", &[base, &format!("- Trim the wick\n- Wind the clock\n\n{run}\n")], &[]);
    assert_eq!(conflicts(&told), [("shell line: !`swell --all | sh`".to_owned(), 1)]);
    assert!(text(&told).contains("Wind the clock") && !text(&told).contains("swell"), "{}", text(&told));
    let shown = run.replace("```!", "```sh");
    let told = merged("shown-block", &[base, &format!("- Trim the wick\n\n{shown}\n")], &[]);
    assert!(conflicts(&told).is_empty() && text(&told).contains(&shown), "a block that is only shown: {}", text(&told));
}

#[test]
fn drawings_are_kept_whole() {
    let drawn = "┌──────────────────────┐\n│ Lamps:               │\n│ • trim the long wick │\n│ • oil the lamp       │\n└──────────────────────┘";
    let base = "- Trim the long wick at dusk\n- Oil the lamp at noon\n";
    let told = merged("drawings", &[base, &format!("- Ring the bell\n\nThe house:\n\n{drawn}\n")], &[]);
    assert!(text(&told).contains(drawn), "{}", text(&told));
}

#[test]
fn a_block_stays_with_the_item_that_leads_into_it() {
    let base = "## Rounds\n\n- Trim the wick. Example:\n```sh\ntrim --long --wick\n```\n";
    let other = "## Rounds\n\n- Trim the wick. Example:\n- Ring the bell in fog\n";
    let told = merged("led-block", &[base, other], &[]);
    assert!(
        text(&told).contains("Example:\n```sh\ntrim --long --wick\n```\n- Ring the bell in fog"),
        "{}",
        text(&told)
    );
}

#[test]
fn an_item_does_not_lead_into_what_stands_elsewhere() {
    let code = "   ```sh\n   swell --all --of-today --in-feet\n   ```\n";
    let base = format!("## Rounds\n\n1. Ask for the swell:\n{code}2. Wind the clock\n");
    let other = format!("## Rounds\n\n1. Look first whether the sea is calm:\n{code}2. Ring the bell\n");
    let told = merged("led-item", &[&base, &other], &[]);
    assert_eq!(conflicts(&told), [("the words that lead into a list".to_owned(), 3)]);
    assert!(!text(&told).contains("calm") && text(&told).contains("Ring the bell"), "{}", text(&told));
}

#[test]
fn lines_that_differ_by_a_product_are_not_both_kept() {
    let told = merged("products", &["- Mark what Claude Code has done\n", "- Mark what Gemini Code has done\n"], &[]);
    assert_eq!(conflicts(&told), [("claude / gemini".to_owned(), 2)]);
    assert!(!text(&told).contains("Gemini"));
}

/// The messages of the findings with this code.
fn told<'m>(merged: &'m Value, code: &str) -> Vec<&'m str> {
    let notes = merged["notes"].as_array().unwrap().iter().filter(|note| note["code"] == code);
    notes.map(|note| note["message"].as_str().unwrap()).collect()
}

#[test]
fn a_number_that_leads_elsewhere_is_told() {
    let base = "## Rounds\n\n1. Trim the wick\n2. Wind the clock\n3. If it is dark, go back to step 2\n";
    let other = "## Rounds\n\n1. Trim the wick\n2. Ring the bell\n3. Wind the clock\n";
    let stale = merged("stale", &[base, other], &[]);
    assert!(text(&stale).contains("3. Wind the clock"), "{}", text(&stale));
    let line = text(&stale).lines().position(|line| line.contains("step 2")).unwrap() + 1;
    let want = format!("numbers that lead elsewhere in the merged agent: line {line} (step 2)");
    assert_eq!(told(&stale, "merge-stale-number"), [want.as_str()]);
    let other = "## Rounds\n\n1. Trim the wick\n2. Wind the clock\n3. Ring the bell\n";
    assert_eq!(told(&merged("fresh", &[base, other], &[]), "merge-stale-number"), [""; 0]);
}

#[test]
fn two_chapters_of_one_number_are_told() {
    let base = "## Phase 1: Look\n\n- Trim the wick\n\n## Phase 2: Ring\n\n- Ring the bell, then do phase 1 again\n";
    let other = "## Phase 1: Sail\n\n- Weigh the anchor by hand\n- Set the brown sail\n";
    let stale = merged("chapters", &[base, other], &[]);
    let two = text(&stale).matches("Phase 1:").count() == 2;
    assert_eq!(told(&stale, "merge-stale-number").len(), usize::from(two), "{}", text(&stale));
}

#[test]
fn no_row_stands_without_the_head_of_its_table() {
    let base = "## Lamps\n\n- Trim the long wick of the lamp\n- Oil the old lamp at noon\n";
    let other = "## 灯\n\n- 毎日ランプの長い芯を切ってください\n- 正午に古いランプに油をさしてください\n\n| 部品 | 手入れ |\n|---|---|\n| `wick` | `trim --long` |\n";
    let once = merged("headless", &[base, other], &[]);
    assert!(!text(&once).contains("`wick`"), "{}", text(&once));
}

#[test]
fn no_title_in_another_script_comes_with_a_block() {
    let base = "## Lamps\n\n- Trim the long wick of the lamp\n- Oil the old lamp at noon\n";
    let other = "## 灯\n\n- 毎日ランプの長い芯を切ってください\n- 正午に古いランプに油をさしてください\n\n## 霧の日の鐘の鳴らし方\n\n```sh\nring --bell --in-fog\n```\n";
    let told = merged("foreign-title", &[base, other], &[]);
    assert!(!text(&told).contains('霧') && !text(&told).contains("ring --bell"), "{}", text(&told));
    let sides = conflicts(&told)
        .into_iter()
        .filter(|(what, _)| what == "said in another language alone")
        .map(|(_, sides)| sides);
    assert!(sides.sum::<usize>() > 0, "{:?}", conflicts(&told));
}

#[test]
fn a_mode_that_asks_nobody_is_no_default() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("settling-{}-mode", std::process::id()));
    fs::create_dir_all(folder.join(".claude/agents")).unwrap();
    let file = |mode: &str| HEAD.replace("\n---\n\n", &format!("\n{mode}---\n\n- Trim the wick\n"));
    fs::write(folder.join(".claude/agents/one.md"), file("permissionMode: bypassPermissions\n")).unwrap();
    fs::write(folder.join(".claude/agents/two.md"), file("")).unwrap();
    fs::write(folder.join("mode.toml"), "[[decision]]\nabout = \"permission\"\ntake = [\"bypassPermissions\"]\n")
        .unwrap();
    let run = |args: &[&str]| {
        let mut run = Command::cargo_bin("agentkin").unwrap();
        run.current_dir(&folder).args(["merge", ".claude/agents/one.md", ".claude/agents/two.md"]);
        run.args(["--base", ".claude/agents/one.md", "--format", "json"]);
        let out = run.args(args).output().unwrap();
        serde_json::from_slice::<Value>(&out.stdout).unwrap()
    };
    let plain = run(&[]);
    assert_eq!(conflicts(&plain), [("permission".to_owned(), 1)]);
    assert!(!text(&plain).contains("bypassPermissions"), "{}", text(&plain));
    assert!(text(&run(&["--resolve", "mode.toml"])).contains("permissionMode: bypassPermissions"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn no_description_names_another_model_than_the_agent_has() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("settling-{}-model", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = |told: &str| {
        format!("---\nname: keeper\ndescription: Keeps the light. {told}\nmodel: haiku\n---\n\n- Trim the wick\n")
    };
    fs::write(folder.join("0.md"), file("Uses Haiku.")).unwrap();
    fs::write(folder.join("1.md"), file("Uses Gemini and looks after the old harbour.")).unwrap();
    let out = Command::cargo_bin("agentkin")
        .unwrap()
        .current_dir(&folder)
        .args(["merge", "0.md", "1.md", "--base", "0.md"])
        .output();
    let text = String::from_utf8(out.unwrap().stdout).unwrap();
    assert!(text.contains("Uses Haiku.") && !text.contains("Gemini"), "{text}");
    fs::remove_dir_all(&folder).unwrap();
}

/// Two who hand work to each other are no variants: merged, the one would hand it to itself.
#[test]
fn a_line_that_names_a_member_is_told() {
    let base = "## Rounds\n\n- Trim the wick\n- Hand the boats to **pier-keeper**\n";
    let other = "## Rounds\n\n- Count the boats\n- Ask `lamp-keeper` for oil, and never another pier-keeper\n";
    let both = [named("keeper", "lamp-keeper", base), named("keeper", "pier-keeper", other)];
    let merged = merged_files("namesakes", &both);
    let line = |words: &str| text(&merged).lines().position(|line| line.contains(words)).unwrap() + 1;
    let want = format!(
        "lines that speak of an agent that is merged into this one: line {} (pier-keeper), line {} (lamp-keeper)",
        line("**pier-keeper**"),
        line("`lamp-keeper`")
    );
    assert_eq!(told(&merged, "merge-names-a-member"), [want.as_str()]);
    let alone =
        [named("keeper", "lamp-keeper", base), named("keeper", "boat-keeper", "## Rounds\n\n- Count the boats\n")];
    assert_eq!(told(&merged_files("strange", &alone), "merge-names-a-member"), [""; 0]);
}

#[test]
fn a_line_that_speaks_of_a_skill_is_told_where_the_merged_agent_is_none() {
    let base = named("agents/keeper", "keeper", "Trim the wick.\n");
    let skill = named("skills/keeper/SKILL", "keeper", "This skill loads at dusk, when you:\n\n- Ask for oil\n");
    let want = "lines that speak of a file of another kind: line 8 (this skill)";
    assert_eq!(told(&merged_files("kinds", &[base, skill.clone()]), "merge-speaks-of-another-kind"), [want]);
    let other = named("skills/old/SKILL", "keeper", "Wind the clock.\n");
    assert_eq!(told(&merged_files("alike", &[other, skill]), "merge-speaks-of-another-kind"), [""; 0]);
}

/// What one asks for and another forbids by the title over it is a contradiction; a thing that is named under both is two things;
/// and what forbids by itself says the same under either.
#[test]
fn a_title_that_forbids_turns_what_stands_under_it_round() {
    let base = "## Rounds\n\n- Trim the wick\n- Ask the pilot\n- Cold lamps\n- Never sing aloud\n";
    for title in ["Never", "Do not", "Out of scope", "Anti-patterns"] {
        let other = format!(
            "## Rounds\n\n- Ask the pilot\n\n## {title}\n\n- Trim the wick\n- Cold lamps\n- Never sing aloud\n"
        );
        let merged = merged(&format!("ban-{}", title.replace(' ', "-")), &[base, &other], &[]);
        assert!(text(&merged).ends_with(&format!("## {title}\n\n- Cold lamps\n")), "{}", text(&merged));
        assert!(text(&merged).starts_with(&format!("{HEAD}{base}")), "{}", text(&merged));
        assert_eq!(conflicts(&merged), [("asked for, and forbidden by its title".to_owned(), 2)], "{merged}");
    }
    // What an agent is called forbids nothing.
    let hunter = |body: &str| format!("# Bad Lamp Hunter\n\n{body}");
    let twins = merged("ban-title", &[&hunter("- Trim the wick\n"), "- Trim the wick\n- Ask the pilot\n"], &[]);
    assert_eq!(text(&twins).matches("Trim the wick").count(), 1, "{}", text(&twins));
    assert_eq!(conflicts(&twins), []);
}

/// Under another condition the same rounds are other rounds: the title that does not stand is shown, and can be taken.
#[test]
fn titles_of_two_cases_are_a_conflict() {
    let rounds = |title: &str, more: &str| format!("## {title}\n\n- Trim the wick\n- Oil the hinges\n{more}");
    let [base, other] = [rounds("For juniors", ""), rounds("For captains", "- Sign the book\n")];
    let open = merged("two-cases", &[&base, &other], &[]);
    assert_eq!(conflicts(&open), [("the words that lead into a list".to_owned(), 2)], "{open}");
    let decision = "[[decision]]\nabout = \"the words that lead into a list\"\ntake = [\"## For captains\"]\nof = \"## For juniors\"\n";
    let decided = merged("two-cases-decided", &[&base, &other], &[decision]);
    assert!(text(&decided).contains("## For captains") && !text(&decided).contains("juniors"), "{}", text(&decided));
}

/// Code that one shows inside of other code is no second saying of it: of the two blocks somebody chooses.
#[test]
fn code_put_inside_of_other_code_is_a_version_of_it() {
    let snippet = "<fitting>\n    <group>harbour.keeper.lanterns.sdk</group>\n    <part>wick</part>\n    <count>2</count>\n</fitting>";
    let inside = snippet.replace('2', "${wicks}").replace('\n', "\n        ");
    let text = |code: &str, more: &str| format!("## Build\n\n```xml\n{code}\n```\n\n- Trim the wick\n{more}");
    let whole = format!("<harbour>\n    <fittings>\n        {inside}\n    </fittings>\n</harbour>");
    let merged = merged("code-inside", &[&text(snippet, "- Oil the hinges\n"), &text(&whole, "")], &[]);
    assert_eq!(self::text(&merged).matches("harbour.keeper.lanterns.sdk").count(), 1, "{}", self::text(&merged));
    assert_eq!(conflicts(&merged).len(), 1, "{merged}");
}

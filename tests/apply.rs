//! The real binary carries plans out, is killed on the way, and takes everything back.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

fn agentkin(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("agentkin").unwrap();
    command.args(args).current_dir(folder).env("LANG", "C.UTF-8").env_remove("LC_ALL").env_remove("LC_CTYPE");
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    agentkin(folder, args).output().unwrap()
}

/// What a run prints that must end with `code`.
fn printed(folder: &Path, code: i32, args: &[&str]) -> String {
    let output = run(folder, args);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "agentkin {args:?}: {complained}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a run complains of that must end with 2.
fn refused(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert_eq!(output.status.code(), Some(2), "agentkin {args:?} was let through");
    String::from_utf8(output.stderr).unwrap()
}

fn json(folder: &Path, code: i32, args: &[&str]) -> Value {
    serde_json::from_str(&printed(folder, code, &[args, &["--format", "json"]].concat())).unwrap()
}

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// Whatever lies in a folder: bytes and mode of files, targets of links, folders.
fn all(folder: &Path) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder_at) = folders.pop() {
        for entry in fs::read_dir(folder_at).unwrap() {
            let path = entry.unwrap().path();
            let told = fs::symlink_metadata(&path).unwrap();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            let what = if told.is_symlink() {
                format!("link {}", fs::read_link(&path).unwrap().display())
            } else if told.is_dir() {
                folders.push(path);
                "folder".to_owned()
            } else {
                format!("{:?} {}", told.permissions(), String::from_utf8_lossy(&fs::read(&path).unwrap()))
            };
            out.insert(name, what);
        }
    }
    out
}

/// A word that stands for a number.
fn word(n: usize) -> String {
    const PARTS: [&str; 16] =
        ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wu", "za", "fe", "gi", "ho", "du", "pa"];
    let n = n.wrapping_mul(2_654_435_761) >> 4;
    (0..4).map(|at| PARTS[(n >> (at * 4)) % 16]).collect()
}

/// An agent of family `k`, with one line more where it is a variation.
fn agent(k: usize, more: &str) -> String {
    let line = |at: usize| (0..9).map(|w| word(k * 1000 + at * 10 + w)).collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = (0..14).map(|at| format!("- {}\n", line(at))).collect();
    format!("---\nname: {}\ndescription: {}\n---\n\n## Work\n\n{}{more}", word(k), line(90), lines.concat())
}

/// Families of three: two of one content, and one that says one thing otherwise.
fn roster(folder: &Path, families: usize) {
    for k in 0..families {
        let twice = agent(k, &format!("- {} {}\n", word(k + 3), word(k + 5)));
        write(folder, &format!("agents/{k}.md"), &twice);
        write(folder, &format!("old/{k}.md"), &twice);
        write(folder, &format!("team/{k}.md"), &agent(k, &format!("- {} {}\n", word(k + 7), word(k + 9))));
    }
}

fn actions(plan: &Value) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for step in plan["steps"].as_array().unwrap() {
        *out.entry(step["action"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    out
}

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn applied_and_taken_back_everything_is_as_it_was() {
    let folder = scratch();
    roster(folder.path(), 4);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        for (path, mode) in [("agents/0.md", 0o600), ("old/1.md", 0o755), ("team/2.md", 0o444)] {
            fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
        }
        symlink("../agents/0.md", folder.path().join("team/alias.md")).unwrap();
    }
    let before = all(folder.path());
    for duplicates in ["delete", "link", "stub"] {
        let args = ["apply", "--duplicates", duplicates];
        let plan = json(folder.path(), 0, &args);
        assert_eq!(all(folder.path()), before, "showing a plan changes nothing");
        assert_eq!(actions(&plan)[duplicates], 8, "{plan}");
        let receipt = json(folder.path(), 0, &[&args[..], &["--write"]].concat());
        assert_eq!(receipt["receipts"][0]["progress"], "whole");
        for step in plan["steps"].as_array().unwrap() {
            let path = folder.path().join(step["path"].as_str().unwrap());
            assert_eq!(path.symlink_metadata().is_ok(), step["action"] != "delete", "{step}");
            assert!(step["action"] == "delete" || path.exists(), "a link leads somewhere: {step}");
        }
        let again = json(folder.path(), 0, &["apply"]);
        assert!(again["steps"].as_array().unwrap().iter().all(|step| step["action"] == "keep"), "{again}");
        assert!(printed(folder.path(), 0, &["undo", "--list"]).contains("Receipt 0001"));
        printed(&folder.path().join("agents"), 0, &["undo"]);
        assert_eq!(all(folder.path()), before, "{duplicates}");
    }
}

#[test]
fn what_is_not_plainly_superfluous_is_kept_with_the_reason() {
    let folder = scratch();
    let at = folder.path();
    write(at, ".claude/agents/a.md", &agent(1, ""));
    write(at, ".github/agents/a.agent.md", &agent(1, ""));
    for at_home in [".claude/commands/dawn.md", ".opencode/command/dawn.md", "AGENTS.md", "CLAUDE.md"] {
        let at_home_says = if at_home.contains("dawn") { agent(5, "") } else { agent(6, "") };
        write(at, at_home, &at_home_says);
    }
    write(at, "skills/one/SKILL.md", &agent(2, ""));
    write(at, "skills/two/SKILL.md", &agent(2, ""));
    write(at, "skills/one/references/more.txt", "More.\n");
    write(at, "skills/two/references/more.txt", "More.\n");
    write(at, ".claude/agents/c.md", &agent(3, "").replace("description", "tools: Read\ndescription"));
    write(at, ".claude/agents/d.md", &agent(3, "").replace("description", "tools: Bash\ndescription"));
    let mut reasons = vec![
        "another harness: copilot, not claude",
        "another harness: .opencode, not .claude",
        "another harness: CLAUDE, not AGENTS",
        "other files lie in its folder",
        "\"tools\" must be settled",
    ];
    if cfg!(unix) {
        write(at, ".claude/agents/e.md", &agent(4, ""));
        write(at, ".claude/agents/f.md", &agent(4, ""));
        fs::create_dir(at.join("kept")).unwrap();
        for name in ["e", "f"] {
            let file = at.join(format!(".claude/agents/{name}.md"));
            fs::hard_link(file, at.join(format!("kept/{name}.txt"))).unwrap();
        }
        reasons.push("hard link");
    }
    let plan = json(at, 0, &["apply", "--merge", "variant"]);
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.len() >= 2 * reasons.len() && steps.iter().all(|step| step["action"] == "keep"), "{plan}");
    for reason in reasons {
        let said = steps.iter().any(|step| step["because"].as_str().unwrap().contains(reason));
        assert!(said, "{reason}: {plan}");
    }
}

/// A family has one middle, and its canonical may be another: who is only related to that one is not its to stand for.
#[test]
fn who_is_only_related_to_the_canonical_stays() {
    let folder = scratch();
    let at = folder.path();
    roster(at, 1);
    let mut report = json(at, 1, &["report", "--fail-on", "variant"]);
    let family = &mut report["families"][0];
    let kinship = family["to_canonical"].as_object().unwrap();
    assert_eq!(kinship.len(), 2, "{family}");
    let canonical = family["canonical"].as_str().unwrap().to_owned();
    let others: Vec<String> = kinship.keys().cloned().collect();
    family["lineages"] = serde_json::json!([]);
    family["to_canonical"] = serde_json::json!({ &others[0]: "variant", &others[1]: "related" });
    write(at, "report.json", &report.to_string());
    let plan = json(at, 0, &["apply", "--report", "report.json", "--merge", "variant"]);
    let step = |path: &str| plan["steps"].as_array().unwrap().iter().find(|step| step["path"] == path).unwrap().clone();
    assert_eq!(step(&others[0])["action"], "delete", "{plan}");
    assert_eq!(step(&others[1])["action"], "keep", "{plan}");
    let because = step(&others[1])["because"].as_str().unwrap().to_owned();
    assert_eq!(because, format!("only related to {canonical}, which cannot stand for it"));
    report["families"][0].as_object_mut().unwrap().remove("to_canonical");
    write(at, "old.json", &report.to_string());
    assert!(refused(at, &["apply", "--report", "old.json"]).contains("make it again"));
}

/// What lies in a nested `.claude` is read by those who work in that folder, and by nobody else.
#[test]
fn the_copy_that_is_read_most_widely_stays() {
    let step = |plan: &Value, path: &str| {
        let found = plan["steps"].as_array().unwrap().iter().find(|step| step["path"] == path).cloned();
        found.unwrap_or_else(|| panic!("{path}: {plan}"))
    };
    let folder = scratch();
    // The nested one says more, and so would be the canonical.
    write(folder.path(), ".claude/agents/a.md", &agent(1, ""));
    write(folder.path(), "app/.claude/agents/a.md", &agent(1, &format!("- {} {}\n", word(5), word(6))));
    write(folder.path(), "app/web/.claude/agents/a.md", &agent(1, ""));
    let plan = json(folder.path(), 0, &["apply"]);
    assert_eq!(step(&plan, ".claude/agents/a.md")["action"], "merge", "{plan}");
    assert_eq!(step(&plan, "app/.claude/agents/a.md")["action"], "delete", "{plan}");
    assert_eq!(step(&plan, "app/web/.claude/agents/a.md")["action"], "delete", "{plan}");

    let apart = scratch();
    write(apart.path(), "app/.claude/agents/a.md", &agent(1, ""));
    write(apart.path(), "web/.claude/agents/a.md", &agent(1, ""));
    let plan = json(apart.path(), 0, &["apply"]);
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.len() == 2 && steps.iter().all(|step| step["action"] == "keep"), "{plan}");
    assert!(plan.to_string().contains("it is read in app, and web/.claude/agents/a.md is not"), "{plan}");
}

/// Nobody is known to read what lies outside of the harnesses' folders: it stands for no file that somebody reads.
#[test]
fn what_a_harness_reads_is_not_deleted_for_what_none_does() {
    let folder = scratch();
    // The one among the papers says more, and so is the canonical.
    write(folder.path(), ".claude/agents/a.md", &agent(1, ""));
    write(folder.path(), "docs/agents/a.md", &agent(1, &format!("- {} {}\n", word(5), word(6))));
    for args in [&["apply"][..], &["apply", "--merge", "variant"]] {
        let plan = json(folder.path(), 0, args);
        let steps = plan["steps"].as_array().unwrap();
        assert!(steps.len() == 2 && steps.iter().all(|step| step["action"] == "keep"), "{plan}");
        assert!(plan.to_string().contains("none is known to read docs/agents/a.md"), "{plan}");
    }
}

/// The canonical holds the base's side of a contradiction; the other side would go with its file.
#[test]
fn an_instruction_that_is_contradicted_is_nobodys_to_delete() {
    let folder = scratch();
    for (name, time) in [("painter", "ten"), ("varnisher", "twelve")] {
        write(
            folder.path(),
            &format!("agents/{name}.md"),
            &agent(1, &format!("- Stir the varnish for {time} minutes.\n")),
        );
    }
    let plan = json(folder.path(), 0, &["apply", "--merge", "variant"]);
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.len() == 2 && steps.iter().all(|step| step["action"] == "keep"), "{plan}");
    assert!(
        steps.iter().any(|step| step["because"]
            .as_str()
            .unwrap()
            .contains("\"10 minutes / 12 minutes\" must be settled first")),
        "{plan}"
    );
}

#[test]
fn a_field_that_differs_is_nobodys_to_delete() {
    for (line, merges) in [("color: blue\n", true), ("argument-hint: \"[yard]\"\n", false), ("", false)] {
        let folder = scratch();
        let first = agent(1, "- Oil the gate once a week\n").replace("description:", &format!("{line}description:"));
        let second = agent(1, "- Rake the path twice a month\n");
        let second = match line {
            "" => second.replace("description: ", "description: Not for the yard, but for the harbour and its boats: "),
            line => second.replace(
                "description:",
                &format!("{}description:", line.replace("blue", "red").replace("yard", "quay")),
            ),
        };
        write(folder.path(), "agents/a.md", &first);
        write(folder.path(), "agents/b.md", &second);
        let plan = json(folder.path(), 0, &["apply"]);
        assert_eq!(actions(&plan).contains_key("merge"), merges, "{line:?}: {plan}");
        let open = plan["steps"].to_string().contains("must be settled first");
        assert_eq!(open, !merges, "{line:?}: {plan}");
        // Who reads the plan need not read its sentences.
        let told = |step: &Value| step["unsettled"].is_string();
        assert_eq!(plan["steps"].as_array().unwrap().iter().any(told), !merges, "{line:?}: {plan}");
    }
}

/// The way out of a refusal: what is open is decided, the plan takes the decision, and both can be taken back.
#[test]
fn what_is_open_is_settled_by_decisions_and_carried_out() {
    let folder = scratch();
    let root = folder.path();
    let text = |name: &str, tools: &str| {
        agent(1, "").replacen("---\n", &format!("---\ntools: {tools}\n"), 1).replace("agent-1", name)
    };
    write(root, ".claude/agents/one.md", &text("one", "Read, Grep, Bash"));
    write(root, ".claude/agents/two.md", &text("two", "Read, Bash"));
    let before = all(root);
    let plan = json(root, 0, &["apply"]);
    assert!(plan["steps"].to_string().contains("\\\"tools\\\" must be settled first: --resolve ask"), "{plan}");
    // The base's side or the other's: either way the plan is open no more.
    for (tools, stays) in [("Read, Grep, Bash", "Grep"), ("Read, Bash", "Read, Bash")] {
        write(root, "answers.toml", &format!("[[decision]]\nabout = \"tools\"\ntake = [\"{tools}\"]\n"));
        let asked = ["apply", ".claude", "--family", "F1", "--resolve", "answers.toml"];
        let settled = json(root, 0, &asked);
        assert_eq!(actions(&settled).get("delete"), Some(&1), "{settled}");
        printed(root, 0, &[&asked[..], &["--write", "--allow-dirty"]].concat());
        let left: Vec<String> = all(root)
            .into_iter()
            .filter(|(path, _)| path.starts_with(".claude/agents/"))
            .map(|(_, text)| text)
            .collect();
        assert!(left.len() == 1 && left[0].contains(stays), "{left:?}");
        printed(root, 0, &["undo"]);
        fs::remove_file(root.join("answers.toml")).unwrap();
        let mut after = all(root);
        after.retain(|path, _| !path.contains(".agentkin"));
        assert_eq!(after, before, "undo gives both back");
    }
    write(root, "answers.toml", "[[decision]]\nabout = \"model\"\ntake = [\"opus\"]\n");
    let plan = json(root, 0, &["apply", ".claude", "--resolve", "answers.toml"]);
    assert!(plan["steps"].to_string().contains("must be settled first"), "what fits nothing settles nothing: {plan}");
    assert!(refused(root, &["apply", ".claude", "--family", "F9"]).contains("no family F9"));
    assert!(refused(root, &["apply", ".claude", "--resolve", "ask"]).contains("needs a terminal"));
}

#[test]
fn what_is_said_in_another_language_is_nobodys_to_delete() {
    let folder = scratch();
    let english = "- Never touch the ledger of the harbour office.\n- Tell the keeper when the tide turns and the boats come in.\n";
    let german = "- Lösche niemals die Liste der Boote, wenn der Hafenmeister nicht da ist.\n- Sage dem Wärter, wann die Flut kommt und die Boote einlaufen.\n";
    write(folder.path(), "agents/painter.md", &agent(1, english));
    write(folder.path(), "agents/de/painter.md", &agent(1, german));
    let plan = json(folder.path(), 0, &["apply", "--merge", "variant"]);
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.len() == 2 && steps.iter().all(|step| step["action"] == "keep"), "{plan}");
    let why = |step: &Value| step["because"].as_str().is_some_and(|because| because.contains("in another language"));
    assert!(steps.iter().any(why), "{plan}");
    // It stays for itself: who speaks the canonical's language is merged all the same.
    write(folder.path(), "agents/two/painter.md", &agent(1, &format!("{english}- Ring the bell at noon.\n")));
    let plan = json(folder.path(), 0, &["apply", "--merge", "variant"]);
    let steps = plan["steps"].as_array().unwrap();
    let foreign: Vec<&Value> = steps.iter().filter(|step| why(step)).collect();
    assert!(foreign.len() == 1 && foreign[0]["path"] == "agents/de/painter.md", "{plan}");
    assert!(steps.iter().any(|step| step["action"] == "delete"), "{plan}");
}

#[test]
fn what_people_see() {
    let folder = scratch();
    roster(folder.path(), 2);
    write(folder.path(), "solo/bees.md", "---\nname: bees\ndescription: Keeps bees.\n---\n\nYou keep bees.\n");
    insta::assert_snapshot!("a_plan", printed(folder.path(), 0, &["apply", "--width", "80"]));
    insta::assert_snapshot!("a_plan_as_markdown", printed(folder.path(), 0, &["apply", "--format", "markdown"]));
    insta::assert_snapshot!("a_plan_as_json", printed(folder.path(), 0, &["apply", "--format", "json"]));
    insta::assert_snapshot!("a_receipt", printed(folder.path(), 0, &["apply", "--write", "--width", "80"]));
    insta::assert_snapshot!("a_receipt_as_json", printed(folder.path(), 0, &["undo", "--list", "--format", "json"]));
    insta::assert_snapshot!("taken_back", printed(folder.path(), 0, &["undo", "--format", "markdown"]));
}

#[test]
fn a_plan_is_carried_out_as_it_was_shown_or_not_at_all() {
    let folder = scratch();
    let at = folder.path();
    roster(at, 2);
    let report = printed(at, 0, &["report", "--format", "json"]);
    write(at, "kept/report.txt", &report);
    printed(at, 0, &["apply", "--report", "kept/report.txt", "--format", "json", "-o", "kept/plan.txt"]);
    let plan = fs::read_to_string(at.join("kept/plan.txt")).unwrap();
    assert_eq!(plan, printed(at, 0, &["apply", ".", "--format", "json"]), "a report on disk is as good as a run");
    let before = all(at);

    write(at, "kept/edited.txt", &plan.replace("\"old/0.md\"", "\"agents/1.md\""));
    assert!(refused(at, &["apply", "--plan", "kept/edited.txt", "--write"]).contains("edited"));
    fs::remove_file(at.join("kept/edited.txt")).unwrap();

    // What is kept is checked like what goes: it stands for the rest.
    for changed in ["agents/0.md", "old/0.md", "team/1.md"] {
        let text = fs::read_to_string(at.join(changed)).unwrap();
        write(at, changed, &format!("{text}\nOne more.\n"));
        let said = refused(at, &["apply", "--plan", "kept/plan.txt", "--write"]);
        assert!(said.contains("changed since the plan") && said.contains(changed), "{said}");
        let said = refused(at, &["apply", "--report", "kept/report.txt", "--write"]);
        assert!(said.contains("changed since the report"), "{said}");
        write(at, changed, &text);
    }
    assert_eq!(all(at), before);
    let said = refused(at, &["apply", "--report", "kept/plan.txt"]);
    assert!(said.contains("no report") && said.contains("agentkin report PATH... --format json -o FILE"), "{said}");
    assert!(refused(at, &["apply", "--plan", "kept/report.txt"]).contains("no plan"));
    printed(at, 0, &["apply", "--plan", "kept/plan.txt", "--write"]);
    assert!(!at.join("old/0.md").exists());

    write(at, "old/0.md", "Somebody's own.\n");
    assert!(refused(at, &["undo"]).contains("changed since"));
    printed(at, 0, &["undo", "1", "--leave-changed"]);
    assert_eq!(fs::read_to_string(at.join("old/0.md")).unwrap(), "Somebody's own.\n");
    assert!(at.join("old/1.md").exists());
    assert!(at.join(".agentkin/receipts/0001").exists(), "what was not taken back lies in the backups still");
}

#[test]
fn nothing_outside_of_the_given_folders_is_touched() {
    let folder = scratch();
    let at = folder.path();
    roster(at, 2);
    let report = printed(at, 0, &["report", "--format", "json"]);
    write(at, "report.txt", &report);
    let before = all(at);
    let plan = json(at, 0, &["apply", "agents", "--report", "report.txt"]);
    assert_eq!(plan["steps"].as_array().unwrap().len(), 6);
    for step in plan["steps"].as_array().unwrap() {
        let inside = step["path"].as_str().unwrap().starts_with("agents/");
        assert!(inside || step["action"] == "keep", "{step}");
    }
    printed(at, 0, &["apply", "agents", "--report", "report.txt", "--write"]);
    let now = all(at);
    let touched = |path: &&String| now.get(*path) != before.get(*path) && !path.starts_with("agents/");
    assert_eq!(before.keys().find(touched), None);
}

#[cfg(unix)]
#[test]
fn a_folder_that_became_a_link_is_not_walked_through() {
    let folder = scratch();
    let at = folder.path();
    roster(&at.join("in"), 2);
    let inside = at.join("in");
    printed(&inside, 0, &["apply", "--format", "json", "-o", "plan.txt"]);
    fs::rename(inside.join("old"), at.join("out")).unwrap();
    std::os::unix::fs::symlink("../out", inside.join("old")).unwrap();
    let before = all(at);
    let said = refused(&inside, &["apply", "--plan", "plan.txt", "--write"]);
    assert!(said.contains("a link leads there"), "{said}");
    assert_eq!(all(at), before);
}

#[test]
fn what_is_not_committed_is_refused() {
    let git = |at: &Path, args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(at).args(["-c", "user.name=bee", "-c", "user.email=bee@example.org"]).args(args);
        git.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let folder = scratch();
    let at = folder.path();
    roster(at, 2);
    if !git(at, &["init", "-q"]) {
        return;
    }
    assert!(refused(at, &["apply", "--write"]).contains("not committed"), "untracked files are in no commit");
    assert!(git(at, &["add", "."]) && git(at, &["commit", "-qm", "bees"]));
    write(at, "old/0.md", &format!("{}\n", agent(0, "")));
    let said = refused(at, &["apply", "--write"]);
    assert!(said.contains("old/0.md") && !said.contains("old/1.md") && said.contains("--allow-dirty"), "{said}");
    assert!(git(at, &["commit", "-qam", "more"]));
    printed(at, 0, &["apply", "--write"]);
    printed(at, 0, &["undo"]);
    let clean = Command::new("git").current_dir(at).args(["status", "--porcelain"]).output().unwrap();
    assert!(clean.stdout.is_empty(), "{}", String::from_utf8_lossy(&clean.stdout));
}

/// Kills a run after so long; whether it was killed before it ended.
fn killed(at: &Path, args: &[&str], after: Duration) -> bool {
    let mut child = agentkin(at, args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(after);
    let _ = child.kill();
    !child.wait().unwrap().success()
}

#[test]
fn a_kill_at_any_moment_leaves_each_file_old_or_new_and_the_receipt_true() {
    const ROUNDS: u64 = 16;
    let folder = scratch();
    let at = folder.path();
    roster(at, 60);
    printed(at, 0, &["apply", "--duplicates", "stub", "--format", "json", "-o", "plan.txt"]);
    let before = all(at);
    let apply = ["apply", "--plan", "plan.txt", "--write"];
    let began = Instant::now();
    printed(at, 0, &apply);
    let whole = began.elapsed();
    let after = all(at);
    printed(at, 0, &["undo"]);
    assert_eq!(all(at), before);
    let (mut cut, mut random) = (0, 0x9e37_79b9_7f4a_7c15_u64);
    for round in 0..ROUNDS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = |share: u64| whole * u32::try_from(share % 1100).unwrap() / 1000;
        let was_killed = killed(at, &apply, share(random >> 33));
        let now = all(at);
        for (path, was) in &before {
            let is = now.get(path);
            assert!(is == Some(was) || is == after.get(path), "round {round}: {path} is neither old nor new");
        }
        let receipts = json(at, 0, &["undo", "--list"]);
        let steps = receipts["receipts"].as_array().unwrap().iter().flat_map(|r| r["steps"].as_array().unwrap());
        for step in steps {
            let path = step["path"].as_str().unwrap();
            let (is_old, is_new) = (now[path] == before[path], now.get(path) == after.get(path));
            match step["outcome"].as_str().unwrap() {
                "done" => assert!(is_new, "round {round}: {step}"),
                "not-done" | "kept" => assert!(is_old, "round {round}: {step}"),
                other => panic!("round {round}: {other}"),
            }
        }
        if was_killed && at.join(".agentkin/receipts/0001").exists() {
            cut += 1;
            let said = refused(at, &apply);
            assert!(said.contains("cut short") || said.contains("changed since"), "{said}");
        }
        // Taking back is killed too, and asked for again.
        killed(at, &["undo"], share(random >> 43));
        let rest = run(at, &["undo"]);
        assert!(matches!(rest.status.code(), Some(0 | 2)), "{}", String::from_utf8_lossy(&rest.stderr));
        let left: BTreeMap<_, _> = all(at).into_iter().filter(|(path, _)| !path.starts_with(".agentkin")).collect();
        assert_eq!(left, before, "round {round}");
        let _ = fs::remove_dir_all(at.join(".agentkin"));
    }
    assert!(cut > 0, "no run was killed on the way");
}

mod decisions {
    use super::*;

    fn bees(more: &str) -> String {
        agent(1, more)
    }

    fn codes(report: &Value) -> Vec<&str> {
        report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
    }

    #[test]
    fn a_pair_that_was_set_apart_is_left_out_until_it_changes() {
        let folder = scratch();
        let at = folder.path();
        write(at, "a.md", &bees(""));
        write(at, "b.md", &bees("- one thing more\n"));
        write(at, ".agentkin.toml", "# ours\nwidth = 80\n");
        let gate = ["report", "--fail-on", "variant"];
        assert_eq!(json(at, 1, &gate)["families"].as_array().unwrap().len(), 1);
        printed(at, 0, &["ignore", "a.md", "b.md", "--reason", "a card and a handbook"]);
        let settings = fs::read_to_string(at.join(".agentkin.toml")).unwrap();
        assert!(
            settings.starts_with("# ours\nwidth = 80\n") && settings.contains("a card and a handbook"),
            "{settings}"
        );
        let report = json(at, 0, &gate);
        assert_eq!((report["families"].as_array().unwrap().len(), &report["summary"]["ignored"]), (0, &1.into()));
        assert!(printed(at, 0, &gate).contains("1 pair ignored"));
        let above = format!("../{}", at.file_name().unwrap().to_string_lossy());
        assert_eq!(json(at, 0, &["report", &above])["summary"]["ignored"], 1, "however the path is spelt");
        assert_eq!(json(at, 0, &["apply"])["steps"].as_array().unwrap().len(), 0);

        write(at, "b.md", &bees("- two things more\n"));
        let report = json(at, 1, &gate);
        assert_eq!((codes(&report), &report["summary"]["ignored"]), (vec!["ignore-reopened"], &0.into()));
        assert_eq!(report["findings"][0]["path"], "b.md");
        printed(at, 0, &["ignore", "b.md", "a.md", "--reason", "still"]);
        assert_eq!(fs::read_to_string(at.join(".agentkin.toml")).unwrap().matches("[[ignore]]").count(), 1);
        assert!(codes(&json(at, 0, &gate)).is_empty());
        assert!(refused(at, &["ignore", "a.md", "a.md", "--reason", "x"]).contains("two different"));
        assert_eq!(run(at, &["ignore", "a.md", "b.md"]).status.code(), Some(2), "a reason is asked for");
    }

    #[test]
    fn who_was_moved_stays_set_apart() {
        let folder = scratch();
        let at = folder.path();
        write(at, "a.md", &bees(""));
        write(at, "b.md", &bees("- one thing more\n"));
        printed(at, 0, &["ignore", "a.md", "b.md", "--reason", "two hives"]);
        fs::rename(at.join("b.md"), at.join("moved.md")).unwrap();
        let report = json(at, 0, &["report"]);
        assert_eq!((codes(&report), &report["summary"]["ignored"]), (vec![], &1.into()), "it says what it said");
        write(at, "moved.md", &bees("- two things more\n"));
        let report = json(at, 0, &["report"]);
        assert_eq!((codes(&report), &report["summary"]["ignored"]), (vec!["ignore-reopened"], &0.into()));
        let said = report["findings"][0]["message"].as_str().unwrap();
        assert!(said.contains("b.md was set apart from a.md (two hives)"), "{said}");
    }

    #[test]
    fn nobody_is_set_apart_from_outside() {
        let folder = scratch();
        let at = folder.path();
        write(at, "project/a.md", &bees(""));
        write(at, "other/b.md", &bees("- one thing more\n"));
        let said = refused(&at.join("project"), &["ignore", "a.md", "../other/b.md", "--reason", "x"]);
        assert!(said.contains("../other/b.md lies outside of") && said.contains("--config"), "{said}");
        assert!(!at.join("project/.agentkin.toml").exists());
        write(at, ".agentkin.toml", "");
        let above = ["ignore", "a.md", "../other/b.md", "--reason", "x", "--config", "../.agentkin.toml"];
        printed(&at.join("project"), 0, &above);
        assert_eq!(json(at, 0, &["report"])["summary"]["ignored"], 1);
    }

    #[test]
    fn a_stub_is_no_duplicate() {
        let folder = scratch();
        let at = folder.path();
        roster(at, 1);
        printed(at, 0, &["apply", "--duplicates", "stub", "--write"]);
        let report = json(at, 0, &["report"]);
        assert_eq!((&report["summary"]["duplicates"], &report["summary"]["families"]), (&0.into(), &0.into()));
        assert_eq!(json(at, 0, &["apply", "--merge", "variant"])["steps"], serde_json::json!([]));
    }

    /// What each format makes of a `name` differs; what the files say does not.
    #[test]
    fn declared_copies_of_three_harnesses_are_equal_where_their_texts_are() {
        let folder = scratch();
        let at = folder.path();
        let places = [".claude/agents/keeper.md", ".github/agents/keeper.agent.md", ".opencode/agent/keeper.md"];
        let keeper = |more: &str| bees(more).replacen(&format!("name: {}", word(1)), "name: keeper", 1);
        for place in places {
            write(at, place, &keeper(""));
        }
        let members = places.map(|place| format!("\"{place}\"")).join(", ");
        write(at, ".agentkin.toml", &format!("[[copies]]\nmembers = [{members}]\nreason = \"one roster\"\n"));
        assert!(!codes(&json(at, 0, &["report"])).contains(&"copies-drifted"));
        write(at, places[1], &keeper("- one thing more\n"));
        let report = json(at, 1, &["report"]);
        assert_eq!(codes(&report).iter().filter(|code| **code == "copies-drifted").count(), 1, "{report}");
    }

    #[test]
    fn declared_copies_fail_a_run_when_they_drift() {
        let folder = scratch();
        let at = folder.path();
        write(at, "x/a.md", &bees(""));
        write(at, "y/a.md", &bees(""));
        write(at, "z/other.md", &agent(5, ""));
        write(at, ".agentkin.toml", "[[copies]]\nmembers = [\"x/a.md\", \"y/a.md\"]\nreason = \"two harnesses\"\n");
        let report = json(at, 0, &["report", "--fail-on", "near-duplicate"]);
        assert_eq!((codes(&report), &report["summary"]["ignored"]), (vec![], &1.into()), "equal copies are no news");
        assert!(json(at, 0, &["apply"])["steps"].as_array().unwrap().is_empty());

        write(at, "y/a.md", &bees("- one thing more\n"));
        let report = json(at, 1, &["report"]);
        assert_eq!(codes(&report), ["copies-drifted"]);
        let message = report["findings"][0]["message"].as_str().unwrap();
        assert!(message.contains("x/a.md and y/a.md") && message.contains("\"Work\" (1 statement)"), "{message}");
        assert_eq!(codes(&json(at, 1, &["report", "z"])), ["copies-drifted"], "whatever was asked to be read");
        let plan = json(at, 0, &["apply"]);
        assert_eq!(actions(&plan), [("keep".to_owned(), 2)].into(), "declared copies are left alone");

        fs::remove_file(at.join("y/a.md")).unwrap();
        let report = json(at, 1, &["report"]);
        assert!(report["findings"][0]["message"].as_str().unwrap().contains("is gone"), "{report}");
        write(at, ".agentkin.toml", "[[copies]]\nmembers = [\"x/a.md\"]\n");
        assert!(refused(at, &["report"]).contains("two members"));
    }
}

#[test]
fn times_come_back_too() {
    let folder = scratch();
    roster(folder.path(), 2);
    let old = std::time::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let files = ["agents/0.md", "old/0.md", "team/1.md"];
    for file in files {
        let file = fs::File::options().write(true).open(folder.path().join(file)).unwrap();
        file.set_modified(old).unwrap();
    }
    printed(folder.path(), 0, &["apply", "--write"]);
    printed(folder.path(), 0, &["undo"]);
    for file in files {
        assert_eq!(fs::metadata(folder.path().join(file)).unwrap().modified().unwrap(), old, "{file}");
    }
}

#[test]
fn who_names_what_goes_is_told() {
    let folder = scratch();
    roster(folder.path(), 1);
    write(folder.path(), "README.md", "The steward is [here](old/0.md).\n\nNobody else.\n");
    let plan: Value = serde_json::from_str(&printed(folder.path(), 0, &["apply", "--format", "json"])).unwrap();
    let gone: Vec<&str> = plan["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["action"] == "delete")
        .map(|step| step["path"].as_str().unwrap())
        .collect();
    assert!(gone.contains(&"old/0.md"), "{gone:?}");
    let told = &plan["mentions"][0];
    assert_eq!(
        (told["path"].as_str(), told["line"].as_u64(), told["of"].as_str()),
        (Some("README.md"), Some(1), Some("old/0.md"))
    );
    assert_eq!(plan["mentions"].as_array().unwrap().len(), 1, "{}", plan["mentions"]);
    assert!(printed(folder.path(), 0, &["apply"]).contains("mention-of-removed"));
}

#[test]
fn one_run_at_a_time() {
    let folder = scratch();
    roster(folder.path(), 1);
    write(folder.path(), ".agentkin/lock", &std::process::id().to_string());
    let said = refused(folder.path(), &["apply", "--write"]);
    assert!(said.contains("another agentkin is at work here") && said.contains(".agentkin/lock"), "{said}");
    fs::remove_file(folder.path().join(".agentkin/lock")).unwrap();
    printed(folder.path(), 0, &["apply", "--write"]);
    write(folder.path(), ".agentkin/lock", &std::process::id().to_string());
    assert!(refused(folder.path(), &["undo"]).contains("another agentkin is at work here"));
    fs::remove_file(folder.path().join(".agentkin/lock")).unwrap();
    printed(folder.path(), 0, &["undo"]);
    assert!(!folder.path().join(".agentkin").exists());
}

#[test]
fn a_run_that_was_killed_at_once_leaves_nothing_in_the_way() {
    let folder = scratch();
    let at = folder.path();
    roster(at, 1);
    if Path::new("/proc/self").exists() {
        // No process has this number.
        write(at, ".agentkin/lock", "99999999 17");
        let said = refused(&at.join("agents"), &["undo"]);
        assert!(said.contains("before it changed anything") && said.contains("can be run again"), "{said}");
        assert!(!at.join(".agentkin").exists());
        write(at, ".agentkin/lock", &std::process::id().to_string());
        let said = refused(at, &["undo"]);
        assert!(said.contains(&format!("process {}", std::process::id())), "{said}");
        fs::remove_dir_all(at.join(".agentkin")).unwrap();
    }
    assert!(refused(at, &["undo"]).contains("there is no receipt here"));
}

/// What agentkin wrote itself is told of neither as a file without an agent nor as one that mentions somebody.
#[test]
fn what_agentkin_wrote_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    roster(folder.path(), 1);
    let findings = || json(folder.path(), 0, &["report", "."])["findings"].clone();
    let before = findings();
    for (format, file) in [
        ("json", "kin.json"),
        ("markdown", "kin.md"),
        ("html", "kin.html"),
        ("sarif", "kin.sarif"),
        ("dot", "kin.dot"),
        ("mermaid", "kin.mmd"),
        ("graphml", "kin.xml"),
        ("csv", "kin.csv"),
        ("tsv", "kin.tsv"),
    ] {
        printed(folder.path(), 0, &["report", ".", "--format", format, "--output", file]);
    }
    printed(folder.path(), 0, &["report", ".", "--baseline", "known.toml", "--update-baseline"]);
    printed(folder.path(), 0, &["merge", "old/0.md", "team/0.md", "--core", "--output", "core.toml"]);
    for ledger in ["lines.csv", "lines.json"] {
        printed(folder.path(), 0, &["merge", "old/0.md", "team/0.md", "--ledger", ledger]);
    }
    printed(folder.path(), 0, &["apply", ".", "--format", "json", "--output", "plan.json"]);
    printed(folder.path(), 0, &["apply", ".", "--format", "markdown", "--output", "plan.md"]);
    assert_eq!(findings(), before, "none of them is told to be no agent");
    write(folder.path(), "notes.md", "The old ones are in old/0.md.\n");
    let plan = json(folder.path(), 0, &["apply", "."]);
    let places: Vec<&Value> = plan["mentions"].as_array().unwrap().iter().map(|mention| &mention["path"]).collect();
    assert_eq!(places, ["notes.md"], "{plan}");
    // What a harness reads by its place is an agent's word, whatever mark stands on top of it.
    write(folder.path(), "CLAUDE.md", "<!-- by agentkin -->\n# House\n\nThe old ones are in old/0.md.\n");
    let plan = json(folder.path(), 0, &["apply", "."]);
    let places: Vec<&Value> = plan["mentions"].as_array().unwrap().iter().map(|mention| &mention["path"]).collect();
    assert_eq!(places, ["CLAUDE.md", "notes.md"], "{plan}");
    // Whoever names one is told all the same.
    assert!(
        refused(folder.path(), &["report", "kin.json"]).contains("nothing in this file of data looks like an agent")
    );
}

/// What one of two deleted on purpose, as git knows, stays deleted where the ancestor is asked for.
#[test]
fn what_was_deleted_on_purpose_stays_deleted() {
    let git = |at: &Path, args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(at).args(["-c", "user.name=bee", "-c", "user.email=bee@example.org"]).args(args);
        git.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let gone = "- Smoke the hive before the lid is lifted\n";
    let old = format!(
        "---\nname: beekeeper\ndescription: Keeps the bees.\n---\n\nYou keep the bees of the garden.\n\n## Rounds\n\n\
         - Count the frames of every hive in spring\n{gone}- Weigh the honey of each comb in autumn\n\
         - Close the gate behind you when it rains\n- Write the yield into the ledger of the garden\n"
    );
    for (ancestor, stays) in [(&["--ancestor", "git"][..], false), (&[], true)] {
        let folder = scratch();
        let at = folder.path();
        write(at, "left.md", &old);
        if !git(at, &["init", "-q"]) {
            return;
        }
        assert!(git(at, &["add", "."]) && git(at, &["commit", "-qm", "bees"]));
        // Somebody makes a copy for another garden; then each goes its way.
        assert!(git(at, &["mv", "left.md", "right.md"]));
        write(at, "left.md", &old);
        assert!(git(at, &["add", "."]) && git(at, &["commit", "-qm", "two gardens"]));
        write(at, "left.md", &old.replace(gone, ""));
        write(at, "right.md", &format!("{old}- Paint the hives in the colour of the wall\n"));
        assert!(git(at, &["commit", "-qam", "each its own"]));
        printed(at, 0, &[&["apply", "--write"][..], ancestor].concat());
        let left: Vec<String> =
            ["left.md", "right.md"].iter().filter_map(|file| fs::read_to_string(at.join(file)).ok()).collect();
        assert_eq!(left.len(), 1, "one of them went");
        assert!(left[0].contains("Paint the hives") && left[0].contains(gone) == stays, "{}", left[0]);
        printed(at, 0, &["undo"]);
        assert_eq!(fs::read_to_string(at.join("left.md")).unwrap(), old.replace(gone, ""));
    }
}

//! The real binary on a roster of our own: what people see, what scripts can rely on, exit codes.
//! `INSTA_UPDATE=always cargo test --test cli` writes what people see anew, to be read before it is kept.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

const REVIEWER: &str = ".claude/agents/api-reviewer.md";
const COPY: &str = "plugins/reviews/agents/api-reviewer.md";
const CRITIC: &str = ".github/agents/rest-critic.agent.md";
const SCOUT: &str = ".claude/agents/scout.md";

fn roster() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rosters/web-shop")
}

/// The binary in a folder, with an environment that is the same on every machine.
fn agentkin(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("agentkin").unwrap();
    command.args(args).current_dir(folder).env("LANG", "C.UTF-8").env_remove("LC_ALL").env_remove("LC_CTYPE");
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    agentkin(folder, args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a run in the roster prints, which must end with `code`.
fn printed(code: i32, args: &[&str]) -> String {
    let output = run(&roster(), args);
    assert_eq!(output.status.code(), Some(code), "agentkin {args:?}: {}", complained(&output));
    said(&output)
}

fn json(code: i32, args: &[&str]) -> Value {
    serde_json::from_str(&printed(code, &[args, &["--format", "json"]].concat())).unwrap()
}

/// The text with its likeness figures blanked: calibration may move them, and what people see stays.
fn steady(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("0.").filter(|at| rest[at + 2..].starts_with(|c: char| c.is_ascii_digit())) {
        out.push_str(&rest[..at]);
        let digits = rest[at + 2..].chars().take_while(char::is_ascii_digit).count();
        out.push_str("0.");
        out.push_str(&"#".repeat(digits.min(2)));
        rest = &rest[at + 2 + digits..];
    }
    out + rest
}

/// A folder of its own for one test.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

const AGENT: &str = "---\nname: NAME\ndescription: Keeps bees and counts them.\n---\n\nYou keep bees.\n\n## Rounds\n\n- Count the hives at dawn\n- Write the count on the board\n";

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

mod what_people_see {
    use super::*;

    #[test]
    fn the_report() {
        insta::assert_snapshot!(steady(&printed(0, &["report", "--width", "80"])));
    }

    #[test]
    fn the_report_at_120_columns() {
        insta::assert_snapshot!(steady(&printed(0, &["report", "--width", "120", "--verbose"])));
    }

    #[test]
    fn the_report_where_the_locale_knows_ascii_only() {
        let output = agentkin(&roster(), &["report", "--width", "80"]).env("LC_ALL", "C").output().unwrap();
        assert!(output.stdout.is_ascii(), "{}", said(&output));
        insta::assert_snapshot!(steady(&said(&output)));
    }

    #[test]
    fn the_report_as_json() {
        let report = json(0, &["report"]);
        assert_eq!(report["schema"], "agentkin.report/1");
        assert_eq!(report["agents"].as_array().unwrap().len(), 12);
        insta::assert_snapshot!(steady(&printed(0, &["report", "--format", "json"])));
    }

    #[test]
    fn the_report_as_markdown() {
        insta::assert_snapshot!(steady(&printed(0, &["report", "--format", "markdown"])));
    }

    #[test]
    fn a_diff() {
        insta::assert_snapshot!(steady(&printed(1, &["diff", REVIEWER, COPY, "--width", "80"])));
    }

    #[test]
    fn what_a_fields_difference_comes_to() {
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases/fields-by-kind/inputs/.claude/agents");
        let told = |view: &str| {
            let names = ["orchard-waterer.md", "orchard-waterer-night.md"];
            said(&run(&case, &[&["diff"], &names[..], &[view]].concat()))
        };
        let aligned = said(&run(&case, &["diff", "orchard-waterer.md", "orchard-waterer-night.md"]));
        for words in
            ["tools removed (privilege: B may do more)", "A's model is the heavier one", "weather: command: rain-radar"]
        {
            assert!(aligned.contains(words), "{words}: {aligned}");
        }
        for (view, words) in [
            ("--side-by-side", "model: A's model is the heavier one"),
            ("--stat", "permission changed (privilege: B may do more)"),
            ("--summary", "tools: read, grep, shell"),
        ] {
            assert!(told(view).contains(words), "{view}: {}", told(view));
        }
    }

    #[test]
    fn an_agent() {
        insta::assert_snapshot!(printed(0, &["show", REVIEWER, "--width", "80"]));
    }

    #[test]
    fn the_nearest_kin() {
        insta::assert_snapshot!(steady(&printed(0, &["find", REVIEWER, "--top", "3", "--width", "80"])));
    }

    #[test]
    fn a_merge_gives_the_text_and_says_beside_it_what_was_done() {
        let output = run(&roster(), &["merge", REVIEWER, COPY, CRITIC, "--width", "80"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(said(&output).starts_with("---\nname: "), "the text alone on standard output");
        insta::assert_snapshot!(steady(&complained(&output)));
        let quiet = run(&roster(), &["merge", REVIEWER, COPY, CRITIC, "--quiet"]);
        assert_eq!((said(&quiet), complained(&quiet)), (said(&output), String::new()));
    }

    #[test]
    fn the_help() {
        insta::assert_snapshot!(printed(0, &["--help"]));
    }

    #[test]
    fn colour_only_where_it_is_wanted() {
        let escape = |output: &Output| output.stdout.contains(&0x1b);
        assert!(!escape(&run(&roster(), &["report"])), "a pipe takes no colour");
        assert!(escape(&run(&roster(), &["report", "--color", "always"])));
        let forced = |name: &str| agentkin(&roster(), &["report"]).env(name, "1").output().unwrap();
        assert!(escape(&forced("CLICOLOR_FORCE")));
        assert!(!escape(&forced("NO_COLOR")));
    }
}

mod exit_codes {
    use super::*;

    #[test]
    fn a_gate_closes_at_its_relation() {
        printed(1, &["report", "--fail-on", "near-duplicate"]);
        printed(0, &["report", SCOUT, "--fail-on", "related"]);
        printed(1, &["compare", REVIEWER, COPY, "--fail-on", "near-duplicate"]);
        printed(1, &["find", COPY, "--fail-on", "near-duplicate"]);
        printed(0, &["compare", REVIEWER, "marketing/agents/scout.md", "--fail-on", "variant"]);
    }

    #[test]
    fn one_agent_is_given_in_another_format() {
        let toml = printed(0, &["merge", REVIEWER, "--to", "codex"]);
        assert!(
            toml.starts_with("name = \"api-reviewer\"\n") && toml.contains("developer_instructions = \"\"\"\n"),
            "{toml}"
        );
        let told = complained(&run(&roster(), &["merge", REVIEWER, "--to", "codex"]));
        assert!(told.contains(".codex/agents/api-reviewer.toml") && told.contains("model-not-held"), "{told}");
        let merged = printed(0, &["merge", REVIEWER, COPY, "--to", "kiro", "--format", "json"]);
        assert!(merged.contains("\"format\": \"kiro\"") && merged.contains(".kiro/agents/"), "{merged}");
    }

    #[test]
    fn a_diff_tells_same_from_different() {
        printed(0, &["diff", REVIEWER, REVIEWER]);
        printed(0, &["diff", REVIEWER, &format!("./{REVIEWER}")]);
        printed(1, &["diff", REVIEWER, COPY, "--stat"]);
        printed(1, &["diff", REVIEWER, COPY, "--unified"]);
        printed(1, &["diff", REVIEWER, COPY, "--side-by-side"]);
    }

    #[test]
    fn what_cannot_be_done_says_what_and_where() {
        let refused = |args: &[&str], words: &[&str]| {
            let output = run(&roster(), args);
            let complaint = complained(&output);
            assert_eq!(output.status.code(), Some(2), "agentkin {args:?}: {complaint}");
            assert!(output.stdout.is_empty(), "agentkin {args:?} prints nothing but the complaint");
            for word in words {
                assert!(complaint.contains(word), "agentkin {args:?} names {word}: {complaint}");
            }
        };
        refused(&[], &["agentkin report", "Usage"]);
        refused(&["report", "no-such-folder"], &["no-such-folder"]);
        refused(&["report", "--format", "jsn"], &["jsn", "json"]);
        refused(&["report", "--fail-on", "unrelated"], &["near-duplicate"]);
        refused(&["report", "--jobs", "0"], &["jobs", "1 and more"]);
        refused(&["diff", REVIEWER, "nobody.md"], &["nobody.md"]);
        refused(&["diff", REVIEWER, ".claude"], &[".claude", "folder"]);
        refused(&["merge", "--family", "F99"], &["F99", "report"]);
        refused(&["merge", REVIEWER, COPY, "--base", CRITIC], &[CRITIC, REVIEWER, COPY]);
        refused(&["merge", REVIEWER, "--to", "codx"], &["codx", "did you mean codex?", "claude, skill"]);
        refused(&["merge", "nobody.md", "--to", "agents-md"], &["agents-md", "read, not written"]);
        refused(&["explain", "pairs-cutt"], &["pairs-cutt", "did you mean pairs-cut?"]);
        refused(&["compare", REVIEWER], &["B"]);
        refused(&["compare", "--pairs", "no-such-list"], &["no-such-list"]);
        refused(&["report", "--config", "no-such.toml"], &["no-such.toml", "--config"]);
    }

    #[test]
    fn a_folder_without_agents_is_no_empty_report() {
        let folder = scratch();
        write(folder.path(), "README.md", "# Bees\n\nNothing about agents.\n");
        let output = run(folder.path(), &["report"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(complained(&output).contains("no agent found") && complained(&output).contains("hint:"));
    }

    #[test]
    fn a_named_file_that_is_no_agent_ends_in_2_with_the_rest_reported() {
        let folder = scratch();
        write(folder.path(), "good.md", "---\nname: moss\ndescription: Finds moss.\n---\nLook down.\n");
        write(folder.path(), "empty.md", "");
        let output = run(folder.path(), &["report", "good.md", "empty.md", "--format", "json"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(complained(&output).contains("empty.md cannot be used"), "{}", complained(&output));
        let report: Value = serde_json::from_str(&said(&output)).unwrap();
        assert_eq!(report["agents"][0]["path"], "good.md");
        assert_eq!(report["findings"][0]["path"], "empty.md");
        let met = run(folder.path(), &["report", ".", "--format", "json"]);
        assert_eq!(met.status.code(), Some(0), "in a folder it is a finding and no more: {}", complained(&met));
    }

    #[test]
    fn a_search_among_nothing_does_not_pass() {
        let (folder, nothing) = (scratch(), scratch());
        write(folder.path(), "good.md", "---\nname: moss\ndescription: Finds moss.\n---\nLook down.\n");
        let output = run(folder.path(), &["find", "good.md", nothing.path().to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(complained(&output).contains("no other agent found"), "{}", complained(&output));
    }

    #[test]
    fn a_support_beyond_the_members_is_refused() {
        let output = run(&roster(), &["merge", REVIEWER, COPY, "--min-support", "3"]);
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(2), ""));
        assert!(complained(&output).contains("there are 2 agents"), "{}", complained(&output));
    }

    #[test]
    fn any_number_of_threads_is_survived() {
        let threads = u32::MAX.to_string();
        assert_eq!(run(&roster(), &["report", "--jobs", &threads]).status.code(), Some(0));
        assert_eq!(run(&roster(), &["report", "--jobs", "0"]).status.code(), Some(2));
    }

    #[test]
    fn a_closed_pipe_is_a_success() {
        let folder = scratch();
        for n in 0..300 {
            write(folder.path(), &format!("agents/keeper-{n}.md"), &AGENT.replace("NAME", &format!("keeper-{n}")));
        }
        let mut child = agentkin(folder.path(), &["report", "--format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut beginning = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut beginning).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), complained(&output)), (Some(0), String::new()));
    }
}

mod output_files {
    use super::*;

    #[test]
    fn nothing_is_written_over() {
        let folder = scratch();
        write(folder.path(), "bees.md", &AGENT.replace("NAME", "bees"));
        write(folder.path(), "one.md", "mine\n");
        let refused = run(folder.path(), &["merge", "bees.md", "--output", "one.md"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(complained(&refused).contains("one.md exists already") && complained(&refused).contains("--force"));
        assert_eq!(fs::read_to_string(folder.path().join("one.md")).unwrap(), "mine\n");
        let forced = run(folder.path(), &["merge", "bees.md", "--output", "one.md", "--force"]);
        assert_eq!((forced.status.code(), forced.stdout.len()), (Some(0), 0), "{}", complained(&forced));
        assert_eq!(fs::read_to_string(folder.path().join("one.md")).unwrap(), AGENT.replace("NAME", "bees"));
    }

    #[test]
    fn a_name_never_makes_a_path() {
        let folder = scratch();
        write(folder.path(), "in/bees.md", &AGENT.replace("NAME", "../../escape"));
        fs::create_dir(folder.path().join("out")).unwrap();
        let inside = || {
            let mut names: Vec<_> = fs::read_dir(folder.path().join("out"))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        for to in [&[][..], &["--to", "codex"], &["--to", "copilot"], &["--to", "roo"], &["--to", "skill"]] {
            let args = [&["merge", "in/bees.md", "--output", "out"][..], to].concat();
            let done = run(folder.path(), &args);
            assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0), "{to:?}: {}", complained(&done));
            assert!(complained(&done).contains("written: out"), "{}", complained(&done));
        }
        assert_eq!(inside(), [".roomodes", "SKILL.md", "bees.md", "escape.agent.md", "escape.toml"]);
        let top: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(top.len(), 2, "{top:?}");
        assert!(!folder.path().parent().unwrap().join("escape").exists());
    }

    #[test]
    fn nothing_in_a_folder_is_written_over() {
        let folder = scratch();
        write(folder.path(), "bees.md", &AGENT.replace("NAME", "bees"));
        write(folder.path(), "out/bees.toml", "mine\n");
        let args = ["merge", "bees.md", "--to", "codex", "--output", "out"];
        for force in [&[][..], &["--force"]] {
            let refused = run(folder.path(), &[&args[..], force].concat());
            assert_eq!(refused.status.code(), Some(2));
            assert!(complained(&refused).contains("bees.toml exists already"), "{}", complained(&refused));
        }
        assert_eq!(fs::read_to_string(folder.path().join("out/bees.toml")).unwrap(), "mine\n");
        let report = run(folder.path(), &["report", "--output", "out"]);
        assert_eq!(report.status.code(), Some(2));
        assert!(complained(&report).contains("out is a folder"), "{}", complained(&report));
    }

    #[test]
    fn every_format_is_written_as_one_file_that_is_read_again() {
        let formats: Vec<&str> = agentkin::pipeline::formats()
            .iter()
            .filter(|format| format.written.is_some())
            .map(|format| format.name.0)
            .collect();
        assert!(formats.len() > 15);
        for to in formats {
            let folder = scratch();
            write(folder.path(), "bees.md", &AGENT.replace("NAME", "bees"));
            let args = ["merge", "bees.md", "--to", to, "--format", "json"];
            let told: Value = serde_json::from_slice(&run(folder.path(), &args).stdout).unwrap();
            assert_eq!(told["format"], to);
            let file = told["file"].as_str().unwrap_or("bees.md");
            let plain = run(folder.path(), &["merge", "bees.md", "--to", to, "--quiet"]);
            assert_eq!(String::from_utf8(plain.stdout).unwrap(), told["text"].as_str().unwrap(), "{to}");
            write(folder.path(), file, told["text"].as_str().unwrap());
            let compared = run(folder.path(), &["compare", "bees.md", file, "--format", "json"]);
            if file != "bees.md" {
                let relation: Value = serde_json::from_slice(&compared.stdout).unwrap();
                let same = ["identical", "near-duplicate"].contains(&relation["relation"].as_str().unwrap());
                assert!(same, "{to}: {relation}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_interrupt_ends_the_run_and_leaves_nothing() {
        use std::process::Stdio;
        let folder = scratch();
        let before = fs::read_dir(folder.path()).unwrap().count();
        // It waits for paths that never come.
        let mut run =
            agentkin(folder.path(), &["report", "--files-from", "-", "--output", "kin.json", "--format", "json"])
                .stdin(Stdio::piped())
                .spawn()
                .unwrap();
        let held = run.stdin.take();
        std::thread::sleep(std::time::Duration::from_millis(1500));
        let sent = Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(run.wait().unwrap().code(), Some(130));
        drop(held);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before);
    }

    #[test]
    fn a_report_goes_to_a_file_whole() {
        let folder = scratch();
        let path = folder.path().join("report.json");
        let path = path.to_str().unwrap();
        assert_eq!(printed(0, &["report", "--format", "json", "--output", path]), "");
        assert_eq!(fs::read_to_string(path).unwrap(), printed(0, &["report", "--format", "json"]));
    }
}

mod scripts_rely_on {
    use super::*;

    #[test]
    fn the_same_bytes_for_any_number_of_threads() {
        for format in ["json", "table", "markdown"] {
            let with = |jobs: &str| printed(0, &["report", "--format", format, "--jobs", jobs]);
            assert_eq!(with("1"), with("2"), "{format}");
        }
    }

    #[test]
    fn a_list_of_pairs_is_answered_line_by_line_in_its_order() {
        let folder = scratch();
        let list = folder.path().join("pairs.tsv");
        fs::write(&list, format!("{COPY}\t{REVIEWER}\n{SCOUT}\t{SCOUT}\n{REVIEWER}\t{COPY}\n")).unwrap();
        let lines: Vec<Value> = printed(0, &["compare", "--pairs", list.to_str().unwrap()])
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let sides: Vec<_> =
            lines.iter().map(|line| (line["a"].as_str().unwrap(), line["b"].as_str().unwrap())).collect();
        assert_eq!(sides, [(COPY, REVIEWER), (SCOUT, SCOUT), (REVIEWER, COPY)]);
        assert_eq!((&lines[1]["relation"], &lines[1]["similarity"]), (&"identical".into(), &1.0.into()));
        assert_eq!(lines[0]["similarity"], lines[2]["similarity"]);
        assert_eq!(lines[0]["containment"]["a_in_b"], lines[2]["containment"]["b_in_a"]);
    }

    /// `git apply` makes B of A byte for byte, whatever the line ends of the two.
    #[test]
    fn a_patch_applies() {
        let lf = "---\nname: moss\ndescription: Finds moss.\n---\nLook down.\n\n- Lift the leaves\n- Mind the snails\n";
        let texts = [
            lf.to_owned(),
            lf.replace('\n', "\r\n").replace("snails", "frogs"),
            lf.trim_end().replace("leaves", "bark\r"),
            format!("\u{feff}{}", lf.replace("down", "up")),
        ];
        for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
            let folder = scratch();
            write(folder.path(), "a.md", a);
            write(folder.path(), "b.md", b);
            let patch = said(&run(folder.path(), &["diff", "a.md", "b.md", "--unified"]));
            fs::write(folder.path().join("patch"), &patch).unwrap();
            let mut git = Command::new("git");
            let applied =
                git.args(["apply", "--whitespace=nowarn", "patch"]).current_dir(folder.path()).output().unwrap();
            assert!(applied.status.success(), "{patch:?}\n{}", complained(&applied));
            assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), *b, "{patch:?}");
        }
    }

    #[test]
    fn one_pair_comes_with_reasons() {
        let told = json(0, &["compare", REVIEWER, COPY]);
        assert_eq!(told["schema"], "agentkin.compare/1");
        assert_eq!(told["relation"], "near-duplicate");
        assert!(told["because"].as_object().unwrap().values().all(|reason| !reason.as_str().unwrap().is_empty()));
        assert!(!told["because"].as_object().unwrap().is_empty());
    }

    #[test]
    fn paths_can_come_from_standard_input() {
        let folder = scratch();
        for name in ["ants", "bees"] {
            write(folder.path(), &format!("{name}.md"), &AGENT.replace("NAME", name));
        }
        for (args, list) in [
            (["report", "--files-from", "-"], "ants.md\nbees.md\n"),
            (["report", "-", "--verbose"], "ants.md\0bees.md\0"),
        ] {
            let mut child = agentkin(folder.path(), &[&args[..], &["--format", "json"]].concat())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            std::io::Write::write_all(&mut child.stdin.take().unwrap(), list.as_bytes()).unwrap();
            let report: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
            assert_eq!(report["agents"].as_array().unwrap().len(), 2, "{args:?}");
        }
    }

    #[test]
    fn the_stages_can_be_looked_into() {
        let raw: Value = serde_json::from_str(&printed(0, &["show", SCOUT, "--stage", "load"])).unwrap();
        assert_eq!(raw[0]["fields"][0]["key"], "name");
        let meant: Value = serde_json::from_str(&printed(0, &["show", SCOUT, "--stage", "normalize"])).unwrap();
        assert_eq!(meant[0]["definition"]["name"], "scout");
    }

    #[test]
    fn a_family_of_the_report_can_be_merged_by_its_id() {
        let family = json(0, &["report"])["families"][0].clone();
        let merge = json(0, &["merge", "--family", family["id"].as_str().unwrap()]);
        assert_eq!((&merge["schema"], &merge["members"]), (&"agentkin.merge/1".into(), &family["members"]));
        assert_eq!(merge["base"], family["canonical"]);
    }

    #[test]
    fn settings_lie_beside_and_the_command_line_beats_them() {
        let folder = scratch();
        write(folder.path(), "bees.md", &AGENT.replace("NAME", "bees"));
        write(folder.path(), ".agentkin.toml", "format = 'json'\n");
        assert!(said(&run(folder.path(), &["report"])).starts_with('{'));
        assert!(said(&run(folder.path(), &["report", "--format", "markdown"])).starts_with("<!-- by agentkin -->\n#"));
        write(folder.path(), "inner/wasps.md", &AGENT.replace("NAME", "wasps"));
        let inner = folder.path().join("inner");
        assert!(
            !said(&run(&inner, &["report"])).starts_with('{'),
            "above a folder outside of a repository nothing counts"
        );
        fs::create_dir(folder.path().join(".git")).unwrap();
        assert!(said(&run(&inner, &["report"])).starts_with('{'), "inside a repository its root counts");
        write(folder.path(), ".agentkin.toml", "fail_on = 'variant'\n");
        let refused = run(&inner, &["report"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(complained(&refused).contains("did you mean fail-on?"), "{}", complained(&refused));
    }

    #[test]
    fn thresholds_and_weights_of_ones_own_decide() {
        let folder = scratch();
        write(folder.path(), "bees.md", &AGENT.replace("NAME", "bees"));
        write(folder.path(), "wasps.md", &AGENT.replace("NAME", "wasps"));
        let relation = || {
            let told = said(&run(folder.path(), &["compare", "bees.md", "wasps.md", "--format", "json"]));
            serde_json::from_str::<Value>(&told).unwrap()["relation"].clone()
        };
        assert_eq!(relation(), "near-duplicate");
        write(folder.path(), ".agentkin.toml", "thresholds = { copy = 0.999999 }\n");
        assert_ne!(relation(), "near-duplicate");
        write(folder.path(), ".agentkin.toml", "[weights.copy]\nbias = -99.0\n[weights.family]\nbias = -99.0\n");
        assert_eq!(relation(), "related");
        write(folder.path(), ".agentkin.toml", "[weights.copy]\ncontainmant = 2.0\n");
        let refused = run(folder.path(), &["report"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(complained(&refused).contains("did you mean containment?"), "{}", complained(&refused));
    }

    #[test]
    fn manual_pages_go_into_a_folder_that_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let written = |args: &[&str]| assert_eq!(run(folder.path(), args).status.code(), Some(0), "{args:?}");
        written(&["man", "--output", "share/man/man1"]);
        let pages = fs::read_dir(folder.path().join("share/man/man1")).unwrap().count();
        assert!(pages > 15, "a page a command: {pages}");
        written(&["man", "--output", "agentkin.1"]);
        written(&["man", "merge", "--output", "page"]);
        assert!(folder.path().join("agentkin.1").is_file() && folder.path().join("page").is_file());
    }

    /// Each shell that is there takes its script and completes a command by it; zsh needs a terminal for the latter.
    #[test]
    fn shells_take_their_completions() {
        let folder = tempfile::tempdir().unwrap();
        for (shell, file) in [("bash", "agentkin.bash"), ("fish", "agentkin.fish"), ("zsh", "_agentkin")] {
            write(folder.path(), file, &printed(0, &["completions", shell]));
        }
        let zsh = "fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[agentkin]; \
                   autoload +X _agentkin; functions _agentkin";
        for (shell, args, says) in [
            (
                "bash",
                [
                    "--norc",
                    "-c",
                    "source agentkin.bash; COMP_WORDS=(agentkin rep); COMP_CWORD=1; _agentkin agentkin rep agentkin; echo \"${COMPREPLY[@]}\"",
                ],
                "report",
            ),
            (
                "fish",
                [
                    "--no-config",
                    "-c",
                    "source agentkin.fish; complete -C 'agentkin rep'; complete -C 'agentkin report --fail-on near'",
                ],
                "near-duplicate",
            ),
            ("zsh", ["-f", "-c", zsh], "--fail-on"),
        ] {
            let ran = Command::new(shell).args(args).current_dir(folder.path()).env("HOME", folder.path()).output();
            // A shell that is not there has nothing to say.
            let Ok(output) = ran else { continue };
            let told = said(&output);
            assert!(output.status.success() && told.contains(says), "{shell}: {told}{}", complained(&output));
        }
    }

    #[test]
    fn every_level_of_help_teaches() {
        for command in ["report", "diff", "merge", "show", "find", "compare", "explain", "formats", "completions"] {
            let help = printed(0, &[command, "--help"]);
            assert!(help.contains(&format!("agentkin {command}")) && help.contains("Examples:"), "{command}: {help}");
            assert!(help.lines().all(|line| line.chars().count() <= 100), "{command} fits");
        }
        assert!(printed(0, &["completions", "bash"]).contains("agentkin"));
        assert!(printed(0, &["explain", "pairs-cut"]).contains("100,000"));
        assert!(printed(0, &["formats"]).contains(".claude/agents"));
        assert!(printed(0, &["formats", "claude"]).contains("disallowedTools"));
        let unknown = run(Path::new("."), &["formats", "calude"]);
        assert_eq!(unknown.status.code(), Some(2));
        assert!(complained(&unknown).contains("did you mean claude?"), "{}", complained(&unknown));
    }

    #[test]
    fn nothing_from_a_file_acts_on_the_terminal() {
        let folder = scratch();
        let hostile =
            AGENT.replace("NAME", "\"b\\e[31m\\aees\"").replace("dawn", "dawn\u{202e}\u{200b}\u{1b}]0;x\u{7}");
        write(folder.path(), "bees.md", &hostile);
        write(folder.path(), "wasps.md", &AGENT.replace("NAME", "wasps"));
        let acts = |text: &str| text.chars().any(|c| (c.is_control() && c != '\n') || "\u{202e}\u{200b}".contains(c));
        for args in [
            &["report"][..],
            &["report", "--format", "markdown"],
            &["report", "--format", "json"],
            &["show", "bees.md"],
            &["show", "bees.md", "--format", "json"],
            &["diff", "bees.md", "wasps.md"],
            &["diff", "bees.md", "wasps.md", "--side-by-side"],
            &["diff", "bees.md", "wasps.md", "--format", "markdown"],
            &["find", "bees.md"],
            &["compare", "bees.md", "wasps.md"],
        ] {
            let output = run(folder.path(), args);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {}", complained(&output));
            assert!(!acts(&said(&output)) && !acts(&complained(&output)), "{args:?}: {:?}", said(&output));
        }
    }
}

mod what_is_kept {
    use super::*;

    const REPORT: [&str; 7] = ["report", "a", "--format", "json", "--quiet", "--cache", "kept"];

    fn two(folder: &Path) {
        write(folder, "a/bees.md", AGENT);
        write(folder, "a/hives.md", &AGENT.replace("NAME", "hives"));
    }

    fn asked(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
        let output = run(folder, args);
        (output.status.code(), said(&output))
    }

    fn entries(folder: &Path) -> Value {
        let (_, told) = asked(folder, &["cache", "--cache", "kept", "--format", "json"]);
        serde_json::from_str::<Value>(&told).unwrap()["entries"].clone()
    }

    #[test]
    fn a_second_run_says_the_same_and_a_changed_file_is_seen() {
        let scratch = scratch();
        let folder = scratch.path();
        two(folder);
        let first = asked(folder, &REPORT);
        assert_eq!(entries(folder), 3, "the report and two files");
        assert_eq!(asked(folder, &REPORT), first, "from the cache");
        assert_eq!(asked(folder, &REPORT[..5]), first, "and without it");
        assert_eq!(entries(folder), 3);
        let gate: Vec<&str> = REPORT.into_iter().chain(["--fail-on", "near-duplicate"]).collect();
        for _ in 0..2 {
            assert_eq!(asked(folder, &gate), (Some(1), first.1.clone()), "a gate closes from the cache too");
        }
        write(folder, "a/hives.md", &AGENT.replace("bees", "ants"));
        let changed = asked(folder, &REPORT);
        assert_ne!(changed, first);
        assert_eq!(asked(folder, &[&REPORT[..5], &["--no-cache"]].concat()), changed);
    }

    #[test]
    fn where_temporary_files_lie_changes_no_answer() {
        let scratch = scratch();
        let folder = scratch.path();
        two(folder);
        let first = asked(folder, &REPORT);
        let elsewhere = agentkin(folder, &REPORT).env("TMPDIR", folder).output().unwrap();
        assert_eq!((elsewhere.status.code(), said(&elsewhere)), first);
        assert_eq!(entries(folder), 3, "the report was not made anew");
    }

    #[test]
    fn what_is_asked_otherwise_is_another_answer() {
        let scratch = scratch();
        let folder = scratch.path();
        two(folder);
        for format in ["csv", "json", "dot"] {
            for pairs in ["none", "all", "best", "none"] {
                let asked_for = ["report", "a", "--quiet", "--format", format, "--pairs", pairs];
                let kept = asked(folder, &[&asked_for[..], &["--cache", "kept"]].concat());
                assert_eq!(kept, asked(folder, &[&asked_for[..], &["--no-cache"]].concat()), "{format} {pairs}");
            }
        }
    }

    #[test]
    fn a_damaged_cache_changes_nothing() {
        let scratch = scratch();
        let folder = scratch.path();
        two(folder);
        let first = asked(folder, &REPORT);
        for damage in [Vec::new(), b"no store".to_vec(), vec![0; 70_000]] {
            fs::write(folder.join("kept/kept.redb"), damage).unwrap();
            assert_eq!(asked(folder, &REPORT), first);
            assert_eq!(asked(folder, &REPORT), first);
        }
        assert_eq!(entries(folder), 3, "and it was mended");
    }

    #[test]
    fn it_can_be_emptied() {
        let scratch = scratch();
        let folder = scratch.path();
        two(folder);
        asked(folder, &REPORT);
        let (code, told) = asked(folder, &["cache", "--clear", "--cache", "kept"]);
        assert!(code == Some(0) && told.starts_with("3 entries of "), "{told}");
        let (_, told) = asked(folder, &["cache", "--cache", "kept"]);
        assert!(told.starts_with("nothing kept in "), "{told}");
        assert_eq!(run(folder, &["cache", "--no-cache"]).status.code(), Some(2));
    }
}

mod every_pair {
    use super::*;

    #[test]
    fn can_be_asked_for() {
        let scratch = scratch();
        write(scratch.path(), "a/bees.md", AGENT);
        write(scratch.path(), "a/hives.md", AGENT);
        let report = ["report", "a", "--format", "json", "--quiet"];
        let all = run(scratch.path(), &[&report[..], &["--exhaustive"]].concat());
        assert_eq!(said(&all), said(&run(scratch.path(), &report)), "of two agents every pair is compared anyhow");
    }
}

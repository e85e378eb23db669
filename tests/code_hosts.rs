//! What code hosts get: SARIF that the published schema takes and whose fingerprints stay, annotations, a comment that fits.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn agentkin(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("agentkin").unwrap();
    let output = command.args(args).arg("--no-cache").current_dir(folder).output().unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    let code = output.status.code().unwrap();
    assert!(code < 2, "agentkin {args:?}: {complaint}");
    (code, String::from_utf8(output.stdout).unwrap())
}

fn sarif(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&agentkin(folder, &[&["report", "--format", "sarif"], args].concat()).1).unwrap()
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

/// A copy of the fixtures' agents, each file as `change` makes it.
fn copied(change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for folder in ["fixtures/rosters/web-shop", "fixtures/formats", "fixtures/found"] {
        copy(&root().join(folder), &to.path().join(folder), &change);
    }
    to
}

fn copy(from: &Path, to: &Path, change: &impl Fn(&str) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, change);
        } else {
            match fs::read_to_string(&path) {
                Ok(text) => fs::write(target, change(&text)).unwrap(),
                Err(_) => drop(fs::copy(&path, target).unwrap()),
            }
        }
    }
}

#[test]
fn sarif_is_what_the_published_schema_says() {
    let schema = fs::read_to_string(root().join("tests/sarif/sarif-schema-2.1.0.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&schema).unwrap();
    // The published pattern has a bracket too many, which no strict reader of patterns takes. No log here has a language.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"].as_object_mut().unwrap().remove("pattern").unwrap();
    }
    let schema = jsonschema::validator_for(&schema).unwrap();
    for args in [&["fixtures"][..], &["fixtures", "--fail-on", "related"], &["fixtures/rosters/web-shop"]] {
        let log = sarif(&root(), args);
        let faults: Vec<String> =
            schema.iter_errors(&log).map(|fault| format!("{} {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{args:?}: {}", faults.join("\n"));
        assert!(!results(&log).is_empty());
    }
    let mut bad = sarif(&root(), &["fixtures"]);
    bad["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(!schema.is_valid(&bad), "the schema is no open door");
}

#[test]
fn every_result_leads_somewhere() {
    let log = sarif(&root(), &["fixtures"]);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.len() > 60, "the catalogue is the list of rules");
    let mut prints = BTreeSet::new();
    for result in results(&log) {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.contains([' ', '\\', '#']) && uri.is_ascii(), "{uri}");
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert!(prints.insert(result["partialFingerprints"].to_string()), "two of one print: {result}");
        let kin = ["identical", "near-duplicate", "variant"].contains(&result["ruleId"].as_str().unwrap());
        assert_eq!(result["relatedLocations"].is_array(), kin, "{result}");
    }
}

/// What tells results apart.
fn prints(log: &Value) -> BTreeSet<String> {
    results(log).iter().map(|result| format!("{} {}", result["ruleId"], result["partialFingerprints"])).collect()
}

/// The same without the front matter that a first added line pushes down: harnesses really read that otherwise.
fn prints_but_late(log: &Value) -> BTreeSet<String> {
    prints(log).into_iter().filter(|print| !print.contains("front-matter-late")).collect()
}

#[test]
fn fingerprints_stay_when_lines_shift() {
    let (before, after) = (copied(str::to_owned), copied(|text| format!("\n{text}")));
    let (before, after) = (sarif(before.path(), &["fixtures"]), sarif(after.path(), &["fixtures"]));
    let (one, two) = (prints_but_late(&before), prints_but_late(&after));
    assert_eq!(one.difference(&two).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(two.difference(&one).collect::<Vec<_>>(), Vec::<&String>::new());
    let line = |log: &Value| -> u64 {
        let lines = results(log).iter().map(|r| r["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64());
        lines.flatten().sum()
    };
    assert!(line(&after) > line(&before), "the lines did shift");
    // Once it is late, further lines make it no other.
    for more in ["\n\n", "\n\n\n"] {
        let later = copied(|text| format!("{more}{text}"));
        let (two, three) = (prints(&after), prints(&sarif(later.path(), &["fixtures"])));
        assert!(two.iter().any(|print| print.contains("front-matter-late")));
        assert_eq!(two.symmetric_difference(&three).collect::<Vec<_>>(), Vec::<&String>::new(), "{more:?}");
    }
}

/// What is said of a file that draws its prompt in is not told apart by what stands on the same lines of that prompt.
#[test]
fn a_line_in_a_prompt_elsewhere_changes_no_fingerprint() {
    let folder = copied(str::to_owned);
    let elsewhere = |log: &Value| -> Vec<String> {
        prints(log).into_iter().filter(|print| print.starts_with("\"prompt-elsewhere")).collect()
    };
    let before = elsewhere(&sarif(folder.path(), &["fixtures"]));
    let prompt = folder.path().join("fixtures/formats/kiro/.kiro/agents/lamp-keeper.prompt.md");
    let text = fs::read_to_string(&prompt).unwrap();
    fs::write(&prompt, format!("Here the lamps are told of, and how they are kept.\n\n{text}")).unwrap();
    assert!(!before.is_empty());
    assert_eq!(elsewhere(&sarif(folder.path(), &["fixtures"])), before);
}

/// Where each result points to, and what tells it apart.
fn addressed(log: &Value) -> Vec<String> {
    let place = |result: &Value| {
        let related = &result["relatedLocations"][0]["physicalLocation"];
        format!("{} {related} {}", result["locations"][0]["physicalLocation"], result["partialFingerprints"])
    };
    results(log).iter().map(place).collect()
}

#[test]
fn a_place_is_one_however_its_path_was_typed() {
    let folder = copied(str::to_owned);
    let here = folder.path().canonicalize().unwrap();
    let beside = format!("../{}/fixtures", here.file_name().unwrap().to_str().unwrap());
    let whole = here.join("fixtures");
    let log = sarif(folder.path(), &["."]);
    let annotated = |path: &str| agentkin(folder.path(), &["report", path, "--format", "github"]).1;
    for typed in [here.to_str().unwrap(), whole.to_str().unwrap(), "./fixtures", "fixtures/../fixtures", &beside] {
        let other = sarif(folder.path(), &[typed]);
        assert_eq!(addressed(&other), addressed(&log), "{typed}");
        assert_eq!(results(&other), results(&log), "{typed}: what is said tells of files from here too");
        assert_eq!(annotated(typed), annotated("."), "{typed}");
    }
    assert!(results(&log).len() > 5);
}

#[cfg(unix)]
#[test]
fn a_folder_has_every_name_that_leads_to_it() {
    let folder = copied(str::to_owned);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(folder.path().join("fixtures"), &link).unwrap();
    let mut command = Command::cargo_bin("agentkin").unwrap();
    command.args(["report", "--no-cache", "--format", "sarif"]).arg(&link).current_dir(&link).env("PWD", &link);
    let log: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!(addressed(&log), addressed(&sarif(&link, &["."])));
}

/// The lines of the annotations, the gravest first.
#[test]
fn annotations_are_commands_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let agent = |name: &str| {
        format!("---\nname: \"{name}\"\ndescription: Keeps bees.\n---\n\nYou keep bees and count the hives.\n")
    };
    fs::write(folder.path().join("a,b:c%.md"), agent("::stop-commands::x")).unwrap();
    fs::write(folder.path().join("z.md"), agent("::stop-commands::x")).unwrap();
    let (code, said) = agentkin(folder.path(), &["report", "--format", "github", "--fail-on", "identical"]);
    assert_eq!(code, 1);
    for line in said.lines().filter(|line| line.trim_start().starts_with("::")) {
        assert!(["::error ", "::warning ", "::notice "].iter().any(|word| line.starts_with(word)), "{line}");
    }
    assert!(said.contains("::warning file=z.md,line=1,endLine=1,title=identical::"), "{said}");
    assert!(said.contains("a,b:c%25.md"), "{said}");
}

#[test]
fn a_comment_fits_whatever_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..400 {
        let name = format!("a</details><script>{i}{}", "語".repeat(40));
        let lines: Vec<String> =
            (0..9).map(|line| format!("- Count the {} hives of row {line} at {i}", i / 2 * 7919)).collect();
        let body = lines.join("\n");
        let text = format!("---\nname: \"{name}\"\ndescription: Keeps the bees of yard {}.\n---\n\n{body}\n", i / 2);
        fs::write(folder.path().join(format!("{i:03}.md")), text).unwrap();
    }
    let (_, bounded) = agentkin(folder.path(), &["report", "--format", "markdown"]);
    assert!(bounded.len() <= 60_000, "{}", bounded.len());
    assert!(bounded.contains("more famil") || bounded.contains("more member"), "what was left out is counted");
    // A tag stands at the beginning of its line; in the middle of one it is text in a code span.
    let tags = |tag: &str| bounded.lines().filter(|line| line.starts_with(tag)).count();
    assert_eq!(tags("<details>"), tags("</details>"));
    assert!(bounded.lines().all(|line| !line.starts_with("<details>") || !line.contains("<script>")));
    assert!(bounded.ends_with("```\n"), "the commands to try are the end");
    let (_, whole) = agentkin(folder.path(), &["report", "--format", "markdown", "--verbose"]);
    assert!(whole.len() > bounded.len());
}

/// No input of the action is written into a script: it would be run.
#[test]
fn the_action_takes_its_inputs_by_the_environment() {
    let action: serde_yaml::Value =
        serde_yaml::from_str(&fs::read_to_string(root().join("action.yml")).unwrap()).unwrap();
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let scripts: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    assert!(scripts.len() >= 2 && scripts.iter().all(|script| !script.contains("${{")), "{scripts:?}");
    for workflow in fs::read_dir(root().join(".github/workflows")).unwrap() {
        let text = fs::read_to_string(workflow.unwrap().path()).unwrap();
        let runs = text.lines().filter(|line| line.trim_start().trim_start_matches("- ").starts_with("run:"));
        assert!(runs.clone().count() > 2 && runs.clone().all(|line| !line.contains("${{")));
    }
}

#[cfg(unix)]
#[test]
fn the_script_of_the_action_runs_none_of_its_inputs() {
    let folder = tempfile::tempdir().unwrap();
    let agents = folder.path().join("$(touch pwned)");
    fs::create_dir(&agents).unwrap();
    for name in ["a.md", "b.md"] {
        fs::write(agents.join(name), "---\nname: bees\ndescription: Keeps bees.\n---\n\nYou keep bees.\n").unwrap();
    }
    let run_to = |paths: &str, fail_on: &str, sarif: &str| {
        let mut command = Command::new("bash");
        command.arg(root().join("scripts/action.sh")).current_dir(folder.path()).env("PATHS", paths);
        command.env("FAIL_ON", fail_on).env("SARIF_FILE", sarif).env("BINARY", env!("CARGO_BIN_EXE_agentkin"));
        for name in ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] {
            command.env(name, folder.path().join(name));
        }
        command.output().unwrap()
    };
    let run = |paths: &str, fail_on: &str| run_to(paths, fail_on, "out; touch pwned.sarif");
    let closed = run("$(touch pwned)\n", "near-duplicate");
    assert_eq!(closed.status.code(), Some(1), "{}", String::from_utf8_lossy(&closed.stderr));
    assert!(String::from_utf8(closed.stdout).unwrap().contains("title=identical::"));
    assert!(folder.path().join("out; touch pwned.sarif").exists() && !folder.path().join("pwned").exists());
    let outputs = fs::read_to_string(folder.path().join("GITHUB_OUTPUT")).unwrap();
    assert!(outputs.contains("exit-code=1\n") && outputs.contains("sarif-file=out; touch pwned.sarif\n"), "{outputs}");
    assert!(fs::read_to_string(folder.path().join("GITHUB_STEP_SUMMARY")).unwrap().contains("# agentkin report"));
    assert_eq!(run("$(touch pwned)", "").status.code(), Some(0), "without a bar nothing fails");
    assert_eq!(run("nowhere", "near-duplicate").status.code(), Some(2), "what could not be read is no pass");
    assert_eq!(run("$(touch pwned)", "--output=x").status.code(), Some(2), "no input is an option");
    let padded = run_to("\n  $(touch pwned)\t\r\n \n", "near-duplicate", "  logs/deep/kin.sarif ");
    assert_eq!(padded.status.code(), Some(1), "{}", String::from_utf8_lossy(&padded.stderr));
    assert!(folder.path().join("logs/deep/kin.sarif").exists(), "its folder is made");
    let before = fs::read_to_string(folder.path().join("GITHUB_OUTPUT")).unwrap();
    assert!(before.ends_with("sarif-file=logs/deep/kin.sarif\nexit-code=1\n"), "{before}");
    let dashed = run_to(" $(touch pwned) ", " near-duplicate ", "-k.sarif");
    assert_eq!(dashed.status.code(), Some(1), "{}", String::from_utf8_lossy(&dashed.stderr));
    assert!(folder.path().join("-k.sarif").exists(), "a name that begins with a dash is one");
    assert_eq!(run(" \t\n", " near-duplicate\n").status.code(), Some(1), "without a path all is looked at");
    let before = fs::read_to_string(folder.path().join("GITHUB_OUTPUT")).unwrap();
    let smuggled = run_to("$(touch pwned)", "", "kin.sarif\nexit-code=0");
    assert_eq!(smuggled.status.code(), Some(2));
    assert!(String::from_utf8(smuggled.stdout).unwrap().contains("::error::sarif-file holds a line break"));
    assert_eq!(fs::read_to_string(folder.path().join("GITHUB_OUTPUT")).unwrap(), before, "nothing was put out");
}

/// The action judges what a branch brings, where it is told what the branch left.
#[cfg(unix)]
#[test]
fn the_action_judges_what_differs_from_a_revision() {
    let folder = tempfile::tempdir().unwrap();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder.path()).args(["-c", "user.name=bee", "-c", "user.email=bee@example.org"]).args(args);
        assert!(git.output().unwrap().status.success(), "git {args:?}");
    };
    let bees = |name: &str| {
        let text = "---\nname: bees\ndescription: Keeps bees.\n---\n\nYou keep bees.\n";
        fs::write(folder.path().join(name), text).unwrap();
    };
    let run = |since: &str| {
        let mut command = Command::new("bash");
        command.arg(root().join("scripts/action.sh")).current_dir(folder.path()).env("SINCE", since);
        command.env("FAIL_ON", "near-duplicate").env("BINARY", env!("CARGO_BIN_EXE_agentkin"));
        for name in ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] {
            command.env(name, folder.path().join(name));
        }
        let output = command.output().unwrap();
        (output.status.code(), [output.stdout, output.stderr].concat())
    };
    bees("a.md");
    bees("b.md");
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "first"]);
    assert_eq!(run("").0, Some(1), "all are judged");
    assert_eq!(run(" main\n").0, Some(0), "the copies of main are main's");
    bees("0.md");
    let (code, told) = run("main");
    let told = String::from_utf8(told).unwrap();
    assert!(code == Some(1) && told.contains("file=0.md,") && !told.contains("file=a.md,"), "{told}");
    for nowhere in ["origin/", "--output=x", "main\nexit-code=0"] {
        let (code, told) = run(nowhere);
        assert!(code == Some(2) && String::from_utf8(told).unwrap().contains("fetch-depth: 0"), "{nowhere}");
    }
}

/// A path for a pattern of a format's places.
fn example(place: &str) -> String {
    place.replace("**", "some/where").replace('*', "one")
}

/// How many files of a folder are read.
fn read(folder: &Path) -> usize {
    match agentkin::pipeline::load(&[folder.display().to_string()], &agentkin::pipeline::Unwatched) {
        Ok(loaded) => loaded.files,
        Err(agentkin::pipeline::Error::NoAgent { files, .. }) => files,
        Err(error) => panic!("{}: {error}", folder.display()),
    }
}

/// pre-commit runs a hook where a changed path matches (`re.search`): a file that is read and does not match would pass unseen.
#[test]
fn the_hooks_see_every_file_that_is_read() {
    let hooks: serde_yaml::Value =
        serde_yaml::from_str(&fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap()).unwrap();
    let patterns: BTreeSet<&str> =
        hooks.as_sequence().unwrap().iter().map(|hook| hook["files"].as_str().unwrap()).collect();
    let [pattern] = patterns.into_iter().collect::<Vec<_>>()[..] else { panic!("one pattern for all hooks") };
    let pattern = regex::Regex::new(pattern).unwrap();
    let places =
        agentkin::pipeline::formats().iter().flat_map(|format| format.places.iter().chain(format.likely_places));
    let odd = [
        "A.MD",
        "x.markdown",
        ".cursorrules",
        "team.cursorrules",
        "my.clinerules",
        ".rules",
        "rules/.windsurfrules",
        "a b/ü.Mdc",
    ];
    let none = ["main.rs", "run.py", "notes.txt", "md", "a.mdx", "a.yaml.bak", "logo.png", "x.tomlx", "Makefile"];
    let mut read_of = 0;
    for path in places.map(|place| example(place)).chain(odd.map(str::to_owned)).chain(none.map(str::to_owned)) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(&path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "---\nname: bees\ndescription: Keeps bees.\n---\n\nYou keep bees.\n").unwrap();
        let is_read = read(folder.path()) > 0;
        read_of += usize::from(is_read);
        assert!(!is_read || pattern.is_match(&path), "{path} is read, and no hook sees it");
        assert_eq!(none.contains(&path.as_str()), !pattern.is_match(&path), "{path}");
    }
    assert!(read_of > 60, "{read_of} paths are read");
}

/// Whoever keeps what agentkin wrote beside the agents finds neither agents nor findings in it. In a harness's own folder it is
/// what the harness takes it for.
#[test]
fn what_agentkin_wrote_is_no_agent_where_no_harness_reads() {
    let folder = tempfile::tempdir().unwrap();
    let agents = folder.path().join(".claude/agents");
    fs::create_dir_all(&agents).unwrap();
    let bees = "---\nname: bees\ndescription: Keeps bees.\n---\n\nYou keep bees.\n\n- Count the hives at dawn\n";
    fs::write(agents.join("bees.md"), bees).unwrap();
    let beside = folder.path().join("agents/kept");
    fs::create_dir_all(&beside).unwrap();
    let kept = tempfile::tempdir().unwrap();
    fs::write(kept.path().join("a.md"), bees).unwrap();
    fs::write(kept.path().join("b.md"), bees.replace("at dawn", "at dawn and at dusk")).unwrap();
    let commands: [&[&str]; 7] = [
        &["report", "."],
        &["report", ".", "--blocks"],
        &["diff", "a.md", "b.md"],
        &["compare", "a.md", "b.md"],
        &["find", "a.md", "."],
        &["merge", "a.md", "b.md"],
        &["apply", "."],
    ];
    for (nth, command) in commands.into_iter().enumerate() {
        for (format, ending) in [("markdown", "md"), ("json", "json"), ("html", "html")] {
            let (_, told) = agentkin(kept.path(), &[command, &["--format", format]].concat());
            fs::write(beside.join(format!("kept-{nth}.{ending}")), told).unwrap();
        }
    }
    let told = || {
        let (_, told) = agentkin(folder.path(), &["report", ".", "--format", "json"]);
        let told: Value = serde_json::from_str(&told).unwrap();
        let ids = told["agents"].as_array().unwrap().iter().map(|agent| agent["id"].as_str().unwrap().to_owned());
        (ids.collect::<Vec<_>>(), told["findings"].clone())
    };
    assert_eq!(told(), (vec![".claude/agents/bees.md".to_owned()], serde_json::json!([])));
    fs::rename(beside.join("kept-2.md"), agents.join("kept-2.md")).unwrap();
    assert_eq!(told().0, [".claude/agents/bees.md", ".claude/agents/kept-2.md"]);
}

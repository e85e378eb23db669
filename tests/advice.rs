//! What a report advises about a member of a family is what a plan does with it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

fn told(folder: &Path, args: &[&str]) -> Value {
    let mut run = Command::cargo_bin("agentkin").unwrap();
    let out = run.current_dir(folder).args(args).args(["--format", "json"]).output().unwrap();
    serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)))
}

/// Whether a plan does what was advised: of members that are near nobody knows beforehand whether they contradict each other.
fn is_done(advised: &str, step: &Value) -> bool {
    let (action, because) = (step["action"].as_str().unwrap(), step["because"].as_str().unwrap());
    match advised {
        "keep" => matches!(action, "keep" | "merge"),
        "delete" => action == "delete",
        "diff" => action == "delete" || because.contains("must be settled first") || because.contains("does not hold"),
        "merge" => action == "keep" && because.starts_with("the same job as"),
        "look" => action == "keep" && (because.starts_with("only ") || because.starts_with("kin to others")),
        other => panic!("{other}"),
    }
}

/// How many members were advised each deed.
fn agree(folder: &Path, path: &str) -> Vec<String> {
    let (report, plan) = (told(folder, &["report", path]), told(folder, &["apply", path]));
    let steps = plan["steps"].as_array().unwrap();
    let mut deeds = Vec::new();
    for advice in report["families"].as_array().unwrap().iter().flat_map(|one| one["advice"].as_array().unwrap()) {
        let id = advice["id"].as_str().unwrap();
        let file = report["agents"].as_array().unwrap().iter().find(|agent| agent["id"] == id).unwrap();
        let step = steps.iter().find(|step| step["path"] == file["path"]).unwrap();
        let deed = advice["do"].as_str().unwrap();
        assert!(is_done(deed, step), "{advice} but {step}");
        deeds.push(deed.to_owned());
    }
    deeds.sort_unstable();
    deeds
}

#[test]
fn a_report_advises_what_a_plan_does() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in ["fixtures/rosters", "fixtures/review/agents", "fixtures/cases", "fixtures/formats"] {
        agree(here, path);
    }
}

const JOB: &str = "You keep the light of a small harbour.\n\n## Rounds\n\n- Trim the wick of the great lamp at dusk\n\
                   - Wind the clock in the tower by hand\n- Write the tide into the blue book at noon\n\
                   - Ring the bronze bell whenever fog comes up the bay\n- Carry oil up the stair before the storm\n";

/// A copy of a near-duplicate goes, whatever becomes of that one; a copy in another harness's folder stays.
#[test]
fn copies_of_a_near_one_go_with_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("advice-{}", std::process::id()));
    let agent = |fields: &str, more: &str| {
        format!("---\nname: keeper\ndescription: Keeps the light of a small harbour\n{fields}---\n\n{JOB}{more}")
    };
    let near = agent("model: opus\n", "- Polish the lens with a soft cloth\n");
    let files = [
        (
            ".claude/agents/keeper.md",
            agent("model: haiku\n", "- Polish the lens with a soft cloth\n- Greet the pilot\n"),
        ),
        (".claude/agents/near.md", near.clone()),
        (".claude/agents/old/near.md", near.clone()),
        (".claude/agents/older/near.md", near),
        (".github/agents/keeper.agent.md", agent("", "- Polish the lens with a soft cloth\n- Greet the pilot\n")),
    ];
    for (path, text) in &files {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
    let deeds = agree(&folder, ".");
    let report = told(&folder, &["report", "."]);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(deeds, ["delete", "delete", "diff", "keep", "keep"], "{report:#}");
    let kin = report["families"][0]["to_canonical"].as_object().unwrap();
    assert_eq!(kin.len(), 4, "each copy is kin to the canonical as the one that was compared: {report:#}");
}

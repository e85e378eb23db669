//! `diff` of two folders, of many agents and of a family, what they share, and blocks: the real binary on rosters of our own.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("agentkin").unwrap();
    command.args(args).current_dir(folder).env("LANG", "C.UTF-8").env_remove("LC_ALL").env_remove("COLUMNS");
    command.output().unwrap()
}

fn said(folder: &Path, code: i32, args: &[&str]) -> String {
    let output = run(folder, args);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "agentkin {args:?}: {complaint}");
    if code == 2 { complaint } else { String::from_utf8(output.stdout).unwrap() }
}

fn json(folder: &Path, code: i32, args: &[&str]) -> Value {
    serde_json::from_str(&said(folder, code, &[args, &["--format", "json"]].concat())).unwrap()
}

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn agent(name: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: Keeps the {name} of the harbour in order.\nmodel: sonnet\n---\n\n{body}\n")
}

const HERONS: &str = "You count herons for the harbour office.

## Rounds

- Walk the north pier before the sun is up
- Count every heron that stands in shallow water
- Write the hour and the pier beside each count

## Ledger

- Enter each count into the ledger of the day
- Sum the counts up at the end of each month
";

const MOSS: &str = "You water the moss on the chapel wall.

## Watering

- Fill two cans at the pump behind the sacristy
- Water each cushion slowly from above

## Winter

- Stop watering at the first frost of the year
- Cover the youngest cushions with fir twigs
";

mod folders {
    use super::*;

    fn trees() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "one/herons.md", &agent("herons", HERONS));
        write(root, "two/herons.md", &agent("herons", &HERONS.replace("north pier", "south pier")));
        write(root, "one/moss.md", &agent("moss", MOSS));
        write(root, "two/moss.md", &agent("moss", &MOSS.replace("- ", "* ")));
        let slates = agent("roof", "You mend the slate roof of the boat shed and keep its gutters clear of leaves.");
        write(root, "one/roof.md", &slates);
        write(root, "two/house/top.md", &slates);
        write(root, "one/bells.md", &agent("bells", "You ring the bells of the chapel at noon and at six."));
        write(root, "two/kiln.md", &agent("kiln", "You fire the kiln twice a week and log each temperature."));
        write(root, "two/README.md", "# Nothing of an agent\n");
        folder
    }

    #[test]
    fn are_paired_and_told() {
        let trees = trees();
        let told = json(trees.path(), 1, &["diff", "one", "two"]);
        assert_eq!(told["schema"], "agentkin.diff-folders/1");
        let summary = serde_json::json!({"same": 2, "drifted": 1, "renamed": 1, "only_a": 1, "only_b": 1});
        assert_eq!(told["summary"], summary);
        assert_eq!((&told["only_a"][0], &told["only_b"][0]), (&"one/bells.md".into(), &"two/kiln.md".into()));
        let herons = &told["pairs"][0];
        assert_eq!((&herons["state"], &herons["by"]), (&"drifted".into(), &"path".into()));
        assert_eq!(herons["sections"]["changed"], 1);
        let roof = &told["pairs"][2];
        assert_eq!((&roof["b"], &roof["by"]), (&"two/house/top.md".into(), &"content".into()));
        assert_eq!(told["a"]["files"], 4);
    }

    #[test]
    fn are_shown_to_people() {
        let trees = trees();
        let table = said(trees.path(), 1, &["diff", "one", "two/", "--width", "80"]);
        assert!(table.contains("2 the same, 1 drifted, 1 only in A, 1 only in B."), "{table}");
        assert!(table.contains("4 agents in 4 files read"), "{table}");
        assert!(said(trees.path(), 1, &["diff", "one", "two", "--format", "markdown"]).contains("Only in B:"));
    }

    #[test]
    fn a_folder_and_itself_hold_the_same() {
        let trees = trees();
        assert_eq!(json(trees.path(), 0, &["diff", "one", "one"])["summary"]["same"], 4);
    }

    #[test]
    fn renamed_and_edited_agents_find_each_other() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "one/herons.md", &agent("herons", HERONS));
        let edited = HERONS.replace("north pier", "south pier").replace("each month", "every week");
        write(folder.path(), "two/egrets.md", &agent("bird-counter", &edited));
        write(folder.path(), "two/moss.md", &agent("moss", MOSS));
        let told = json(folder.path(), 1, &["diff", "one", "two"]);
        assert_eq!((&told["pairs"][0]["by"], &told["pairs"][0]["renamed"]), (&"kinship".into(), &true.into()));
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let trees = trees();
        let root = trees.path();
        assert!(said(root, 2, &["diff", "one", "two/kiln.md"]).contains("agentkin find two/kiln.md one"));
        assert!(said(root, 2, &["diff", ".", "two"]).contains("lies in the other"));
        assert!(said(root, 2, &["diff", "one", "two", "--unified"]).contains("a view of two agents"));
        assert!(said(root, 2, &["diff", "one", "two", "--core"]).contains("these are folders"));
        assert!(said(root, 2, &["diff", "one", "two", "one"]).contains("two folders"));
        assert!(said(root, 2, &["diff", "one/moss.md"]).contains("two agents or more"));
        fs::create_dir(root.join("empty")).unwrap();
        assert!(said(root, 2, &["diff", "one", "empty"]).contains("no agent found"), "a gate that read nothing");
    }
}

mod many_agents {
    use super::*;

    fn three() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "a.md", &agent("herons", HERONS));
        write(root, "b.md", &agent("herons", &HERONS.replace("north pier", "south pier")));
        let tail = "\n## Storm\n\n- Stay inside when the red ball hangs at the mast\n";
        let short = HERONS.split("## Ledger").next().unwrap().to_owned() + tail;
        write(root, "c.md", &agent("herons", &short).replace("model: sonnet", "model: opus"));
        folder
    }

    #[test]
    fn stand_side_by_side() {
        let folder = three();
        let told = json(folder.path(), 1, &["diff", "a.md", "b.md", "c.md"]);
        assert_eq!(told["agents"], serde_json::json!(["a.md", "b.md", "c.md"]));
        let row = |title: &str| {
            let rows = told["sections"].as_array().unwrap();
            let row = rows.iter().find(|row| row["title"] == title).unwrap();
            row["agents"].as_array().unwrap().iter().map(|cell| cell["has"].as_str().unwrap().to_owned()).collect()
        };
        let cells: [Vec<String>; 3] = [row("Rounds"), row("Ledger"), row("Storm")];
        assert_eq!(cells[0], ["same", "differs", "same"]);
        assert_eq!(cells[1], ["same", "same", "lacks"]);
        assert_eq!(cells[2], ["lacks", "lacks", "same"]);
        assert_eq!(told["only_in"]["c.md"].as_array().unwrap().len(), 1);
        let model = told["fields"].as_array().unwrap().iter().find(|field| field["field"] == "model").unwrap();
        assert_eq!(model["values"][1]["agents"], serde_json::json!(["c.md"]));
    }

    #[test]
    fn are_a_family_too() {
        let folder = three();
        let told = json(folder.path(), 1, &["diff", "--family", "F1", "."]);
        assert_eq!(told["agents"].as_array().unwrap().len(), 3);
        let table = said(folder.path(), 1, &["diff", "--family", "F1", "--width", "80"]);
        assert!(table.contains("only in"), "{table}");
        assert!(said(folder.path(), 2, &["diff", "--family", "F9"]).contains("no family F9"));
    }

    #[test]
    fn that_are_one_do_not_differ() {
        let folder = three();
        fs::copy(folder.path().join("a.md"), folder.path().join("d.md")).unwrap();
        fs::copy(folder.path().join("a.md"), folder.path().join("e.md")).unwrap();
        said(folder.path(), 0, &["diff", "a.md", "d.md", "e.md"]);
        said(folder.path(), 0, &["diff", "a.md", "a.md"]);
        assert!(
            said(folder.path(), 2, &["diff", "a.md", "b.md", "c.md", "--stat"]).contains("--stat is a view of two")
        );
    }

    #[test]
    fn share_a_core_with_terms() {
        let folder = tempfile::tempdir().unwrap();
        for term in ["heron", "gull", "tern"] {
            write(folder.path(), &format!("{term}.md"), &agent(term, &HERONS.replace("heron", term)));
        }
        let told = json(folder.path(), 1, &["diff", "--core", "heron.md", "gull.md", "tern.md"]);
        assert_eq!(told["schema"], "agentkin.diff-core/1");
        assert!(
            told["terms"]
                .as_array()
                .unwrap()
                .iter()
                .any(|t| t["values"] == serde_json::json!(["heron", "gull", "tern"]))
        );
        assert_eq!((&told["shared"], &told["left_out"]), (&6.into(), &0.into()));
        let table = said(folder.path(), 1, &["diff", "--core", "heron.md", "gull.md", "--width", "80"]);
        assert!(table.contains("- Count every {1} that stands"), "{table}");
        assert!(
            said(folder.path(), 1, &["diff", "--core", "heron.md", "gull.md", "--format", "markdown"])
                .contains("| {1} |")
        );
    }
}

#[test]
fn a_summary_is_two_lists() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.md", &agent("herons", HERONS));
    write(
        folder.path(),
        "b.md",
        &agent("herons", &HERONS.replace("- Count every heron that stands in shallow water\n", "")),
    );
    let text = said(folder.path(), 1, &["diff", "a.md", "b.md", "--summary", "--width", "80"]);
    assert!(text.contains("Only in A  a.md\n  Rounds\n    - Count every heron"), "{text}");
    assert!(text.contains("Only in B  b.md\n  nothing"), "{text}");
}

#[test]
fn blocks_stand_in_a_report_that_asks_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let rule = "Never push a branch of the harbour ledger before the warden has read every changed page of it twice.";
    for (n, own) in [HERONS, MOSS, "You ring the bells at noon.", "You fire the kiln twice a week."].iter().enumerate()
    {
        let rule = if n == 3 { rule.replace("twice.", "thrice.") } else { rule.to_owned() };
        write(folder.path(), &format!("{n}.md"), &agent(&format!("keeper-{n}"), &format!("{own}\n\n{rule}")));
    }
    let told = json(folder.path(), 0, &["report", "--blocks"]);
    let copies = told["blocks"][0]["copies"].as_array().unwrap();
    let drifted: Vec<bool> = copies.iter().map(|copy| copy["drifted"].as_bool().unwrap()).collect();
    assert_eq!(drifted, [false, false, false, true]);
    assert!(copies[3]["text"].as_str().unwrap().ends_with("thrice."));
    assert!(said(folder.path(), 0, &["report", "--blocks", "--width", "80"]).contains("3.md:9  drifted"));
    assert!(json(folder.path(), 0, &["report"]).get("blocks").is_none());
}

/// What begins under a title in one agent and without one in another is one section only by what stands in it.
#[test]
fn an_opening_is_not_the_titled_section_that_another_begins_with() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "## Gate rules

- Never tell a stranger the code of the gate
- Lock the boat shed whenever nobody is near
- Burn no letters that the owner has not read
- Let no dog off its lead among the nests

You count herons for the harbour office.";
    let opening = "You count herons for the harbour office.";
    write(folder.path(), "a.md", &agent("herons", &HERONS.replace(opening, rules)));
    write(folder.path(), "b.md", &agent("herons", HERONS));
    write(folder.path(), "c.md", &agent("herons", &HERONS.replace("harbour office", "office of the harbour")));
    let told = json(folder.path(), 1, &["diff", "a.md", "b.md", "c.md"]);
    let sections = told["sections"].as_array().unwrap();
    let gate = sections.iter().find(|row| row["title"] == "Gate rules").unwrap();
    assert_eq!(gate["support"], 1, "the rules are one's alone: {gate}");
    assert!(sections.iter().any(|row| row["title"] == "" && row["support"] == 2), "{sections:?}");
    let pair = json(folder.path(), 1, &["diff", "a.md", "b.md"]);
    let changes: Vec<&Value> = pair["sections"].as_array().unwrap().iter().map(|row| &row["change"]).collect();
    assert!(changes.iter().all(|change| !change.to_string().contains("renamed")), "{changes:?}");
}

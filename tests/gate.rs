//! `report --changed` and `--since`: some files are judged, each against all others, and told as the whole report tells of them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod apiary;

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use apiary::{BEES, BOATS, write};
use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

fn git(folder: &Path, args: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["-c", "user.name=bee", "-c", "user.email=bee@example.org"]).args(args);
    assert!(git.output().unwrap().status.success(), "git {args:?}");
}

/// A repository with a pair of copies that was there before, and a branch that adds a near copy and edits another agent.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "agents/bees.md", BEES);
    write(folder.path(), "agents/boats.md", BOATS);
    write(folder.path(), "old/boats.md", BOATS);
    write(folder.path(), "agents/gone.md", &BOATS.replace("boats", "rafts"));
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "first"]);
    git(folder.path(), &["checkout", "--quiet", "-b", "more"]);
    fs::remove_file(folder.path().join("agents/gone.md")).unwrap();
    write(folder.path(), "new/hives.md", &BEES.replace("at dawn", "at dawn and at dusk"));
    folder
}

fn report(folder: &Path, args: &[&str]) -> (i32, Value, String) {
    let mut command = Command::cargo_bin("agentkin").unwrap();
    let output =
        command.args(["report", ".", "--no-cache", "--format", "json"]).args(args).current_dir(folder).output();
    let output = output.unwrap();
    let told = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output.status.code().unwrap(), told, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Every pair with what is told of it.
fn pairs(told: &Value) -> BTreeMap<(String, String), Value> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    told["pairs"].as_array().unwrap().iter().map(|row| ((text(row, "a"), text(row, "b")), row.clone())).collect()
}

#[test]
fn a_branch_is_judged_by_what_it_brings() {
    let folder = repository();
    let gate = ["--since", "main", "--fail-on", "near-duplicate"];
    let (code, told, _) = report(folder.path(), &gate);
    assert_eq!((code, &told["judged"]), (1, &serde_json::json!(["new/hives.md"])));
    assert!(told["of_part"].as_str().unwrap().ends_with("without --since and --changed tells it whole."), "{told}");
    let whole = pairs(&report(folder.path(), &[]).1);
    let touching: BTreeMap<_, _> =
        whole.iter().filter(|((a, b), _)| [a, b].contains(&&"new/hives.md".to_owned())).collect();
    assert_eq!(
        pairs(&told).iter().collect::<BTreeMap<_, _>>(),
        touching,
        "as the whole report has them, and no others"
    );
    assert!(!touching.is_empty() && whole.len() > touching.len());
    let ids: Vec<&str> = told["agents"].as_array().unwrap().iter().map(|agent| agent["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["agents/bees.md", "new/hives.md"], "who has no part in it is not told");
    assert!(told["collisions"].as_array().unwrap().iter().all(|one| one["name"] == "bees"));

    fs::remove_file(folder.path().join("new/hives.md")).unwrap();
    write(folder.path(), "agents/bees.md", &BEES.replace("dawn", "sunrise"));
    let (code, told, _) = report(folder.path(), &gate);
    assert_eq!((code, &told["judged"]), (0, &serde_json::json!(["agents/bees.md"])), "the copies of main are main's");
}

#[test]
fn named_files_are_judged_wherever_they_are_named_from() {
    let folder = repository();
    let (code, told, _) = report(folder.path(), &["--fail-on", "identical", "--changed", "./agents/../old/boats.md"]);
    assert_eq!((code, &told["judged"]), (1, &serde_json::json!(["old/boats.md"])));
    let alert = |format: &str| {
        let mut command = Command::cargo_bin("agentkin").unwrap();
        command.args(["report", ".", "--no-cache", "--format", format, "--changed", "old/boats.md"]);
        String::from_utf8(command.current_dir(folder.path()).output().unwrap().stdout).unwrap()
    };
    let told = alert("github");
    assert!(told.contains("file=old/boats.md") && !told.contains("file=agents/boats.md"), "{told}");
    for people in ["table", "markdown"] {
        let told = alert(people).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("1 changed agent judged, each against all of the"), "{told}");
        assert!(told.contains("only families, pairs, shared names and findings that touch them are told"), "{told}");
    }
    let (code, told, _) = report(folder.path(), &["--changed", "agents/bees.md", "--fail-on", "related"]);
    assert!(code < 2 && told["judged"].as_array().unwrap().len() == 1);
}

/// By its path the new copy comes first; whoever follows the report deletes it all the same, not what main has.
#[test]
fn what_was_there_first_is_kept() {
    let folder = repository();
    fs::remove_file(folder.path().join("new/hives.md")).unwrap();
    let advised = |args: &[&str]| {
        let told = report(folder.path(), args).1;
        let family = &told["families"][0];
        assert_eq!(family["members"].as_array().unwrap().len(), 2, "{told}");
        let advice =
            |id: &str| family["advice"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap()["do"].clone();
        (family["canonical"].clone(), advice("aa/bees.md"), advice("agents/bees.md"))
    };
    let kept = ("agents/bees.md".into(), "delete".into(), "keep".into());
    write(folder.path(), "aa/bees.md", BEES);
    assert_eq!(advised(&["--since", "main"]), kept);
    assert_eq!(advised(&["--changed", "aa/bees.md"]), kept);
    // A branch that edits an agent and copies it: both are changed, and one of them is new.
    for place in ["agents/bees.md", "aa/bees.md"] {
        write(folder.path(), place, &BEES.replace("dawn", "sunrise"));
    }
    assert_eq!(advised(&["--since", "main"]), kept, "not committed");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "second"]);
    assert_eq!(advised(&["--since", "main"]), kept, "committed");
    let (code, told, _) = report(folder.path(), &["--since", "main", "--fail-on", "identical"]);
    assert_eq!((code, &told["judged"]), (1, &serde_json::json!(["aa/bees.md", "agents/bees.md"])));
}

/// Who follows the gate's report with `apply` loses what the gate said to keep as little.
#[test]
fn what_was_there_first_is_kept_by_a_plan_too() {
    let folder = repository();
    write(folder.path(), "aa/bees.md", BEES);
    let run = |args: &[&str]| {
        let mut command = Command::cargo_bin("agentkin").unwrap();
        let output = command.args(args).arg("--no-cache").current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let root = format!("{}/", folder.path().canonicalize().unwrap().display());
    let path = |step: &Value| step["path"].as_str().unwrap().trim_start_matches(&root).to_owned();
    let deleted = |args: &[&str]| {
        let plan = run(&[&["apply", ".", "--format", "json"], args].concat());
        let plan: Value = serde_json::from_slice(&plan).unwrap();
        let actions = plan["steps"].as_array().unwrap().iter();
        let deleted = actions.filter(|action| action["action"] == "delete");
        deleted.map(path).collect::<Vec<_>>()
    };
    assert!(deleted(&[]).contains(&"agents/bees.md".to_owned()), "by its path the copy comes first");
    assert_eq!(
        deleted(&["--since", "main"]),
        ["aa/bees.md", "new/hives.md"],
        "main's stays, and its copies are its own"
    );
    for file in ["aa/bees.md", "new/hives.md"] {
        fs::remove_file(folder.path().join(file)).unwrap();
    }
    run(&["report", ".", "--baseline", ".agentkin-known.toml", "--update-baseline"]);
    write(folder.path(), "aa/bees.md", BEES);
    let of_baseline = deleted(&["--baseline", ".agentkin-known.toml"]);
    assert!(
        of_baseline.contains(&"aa/bees.md".to_owned()) && !of_baseline.contains(&"agents/bees.md".to_owned()),
        "{of_baseline:?}"
    );
}

/// A file that is moved as it is brings nothing, though it is a copy of another one.
#[test]
fn what_was_moved_is_no_news() {
    let folder = repository();
    fs::remove_file(folder.path().join("new/hives.md")).unwrap();
    git(folder.path(), &["mv", "old/boats.md", "old/ships.md"]);
    let (code, told, _) = report(folder.path(), &["--since", "main", "--fail-on", "identical"]);
    assert_eq!((code, &told["judged"]), (0, &serde_json::json!([])));
    write(folder.path(), "old/ships.md", &BOATS.replace("cotton", "hemp"));
    let (_, told, _) = report(folder.path(), &["--since", "main"]);
    assert_eq!(told["judged"], serde_json::json!(["old/ships.md"]), "moved and edited");
}

/// What must stay equal is asked for on every branch that touches it, by which side it may be.
#[test]
fn declared_copies_are_held_to_it_by_a_gate() {
    let folder = repository();
    let declared = "[[copies]]\nmembers = [\"agents/boats.md\", \"old/boats.md\"]\nreason = \"one roster\"\n";
    write(folder.path(), ".agentkin.toml", declared);
    let drifted = || {
        let (code, told, _) = report(folder.path(), &["--since", "main"]);
        let findings = told["findings"].as_array().unwrap().iter();
        let drifted = findings.filter(|finding| finding["code"] == "copies-drifted");
        (code, drifted.map(|finding| finding["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(drifted(), (0, vec![]));
    for place in ["agents/boats.md", "old/boats.md"] {
        write(folder.path(), place, &BOATS.replace("cotton", "hemp"));
        assert_eq!(drifted(), (1, vec![place.to_owned()]), "edited on this branch");
        write(folder.path(), place, BOATS);
    }
    fs::remove_file(folder.path().join("old/boats.md")).unwrap();
    assert_eq!(drifted(), (1, vec!["old/boats.md".to_owned()]), "gone");
}

/// A mark on top of a file that a harness reads takes it out of no gate.
#[test]
fn no_mark_hides_an_agent_from_a_gate() {
    let folder = repository();
    let marked = format!("<!-- by agentkin -->\n{}", BEES.split("---\n").last().unwrap());
    write(folder.path(), ".claude/commands/bees.md", &marked);
    write(folder.path(), "notes/bees.md", &marked);
    let (_, told, _) = report(folder.path(), &["--since", "main"]);
    assert_eq!(told["judged"], serde_json::json!([".claude/commands/bees.md", "new/hives.md"]));
}

#[test]
fn a_copy_of_many_is_told_once() {
    let folder = repository();
    write(folder.path(), "aaa/boats.md", BOATS);
    let mut command = Command::cargo_bin("agentkin").unwrap();
    command.args(["report", ".", "--no-cache", "--since", "main", "--format", "github"]).current_dir(folder.path());
    let told = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert_eq!(told.matches("says the same as").count(), 1, "{told}");
    assert!(told.contains("file=aaa/boats.md"), "{told}");
}

#[test]
fn a_folder_means_the_files_in_it() {
    let folder = repository();
    let (code, told, _) = report(folder.path(), &["--fail-on", "identical", "--changed", "old"]);
    assert_eq!((code, &told["judged"]), (1, &serde_json::json!(["old/boats.md"])), "a copy does not pass in a folder");
    let (_, told, _) = report(folder.path(), &["--changed", "agents/", "new/hives.md"]);
    assert_eq!(told["judged"], serde_json::json!(["agents/bees.md", "agents/boats.md", "new/hives.md"]));
}

/// Of three copies one is judged: what the other two are to each other is nobody's news, on paper or on a page.
#[test]
fn table_and_page_tell_of_the_same_kin() {
    let folder = tempfile::tempdir().unwrap();
    let lines =
        "- Trim the wick at dusk\n- Wind the clock daily\n- Polish the lens with chamois\n- Ring the bell in fog\n";
    for (name, more) in
        [("a", "- Feed the harbour cat\n- Log the weather\n"), ("b", "- Lower the flag\n- Oil the gate\n"), ("z", "")]
    {
        let text = format!("---\nname: keeper-{name}\ndescription: Keeps the light.\n---\n\n{lines}{more}");
        write(folder.path(), &format!("{name}.md"), &text);
    }
    let run = |format: &str| {
        let mut command = Command::cargo_bin("agentkin").unwrap();
        let args = ["report", ".", "--no-cache", "--verbose", "--format", format, "--changed", "z.md"];
        command.args(args).current_dir(folder.path()).output().unwrap().stdout
    };
    let told: Value = serde_json::from_slice(&run("json")).unwrap();
    let family = &told["families"][0];
    assert_eq!(family["members"].as_array().unwrap().len(), 3, "{told}");
    let paths = [folder.path().display().to_string()];
    let options = agentkin::pipeline::Options {
        changed: Some(vec![folder.path().join("z.md").canonicalize().unwrap()]),
        dossiers: Some(agentkin::merge::Options::default()),
        ..agentkin::pipeline::Options::default()
    };
    let analysis = agentkin::pipeline::report(&paths, &options, &agentkin::pipeline::Unwatched).unwrap();
    let judged = &analysis.judged.as_ref().unwrap()[0];
    assert_ne!(analysis.families.families[0].canonical, *judged, "else each pair is the judged one's");
    let kin: Vec<_> = analysis.dossiers.as_ref().unwrap().iter().flat_map(|dossier| &dossier.kin).collect();
    assert!(!kin.is_empty() && kin.iter().all(|told| [told.pair.a(), told.pair.b()].contains(judged)), "{kin:?}");
    let listed = analysis.comparisons.rows().iter().map(|row| row.pair).collect::<Vec<_>>();
    assert!(kin.iter().all(|told| listed.contains(&told.pair)), "no more than the table lists");
}

/// One of ten lighthouse keepers, who share most of what they say.
fn keeper(nth: usize) -> String {
    let shared = [
        "Trim the wick of the great lamp at dusk",
        "Wind the clock of the turning lens daily",
        "Polish the lens with dry chamois leather",
        "Ring the fog bell every two minutes",
        "Carry the oil up in brass cans",
        "Write passing ships into the log book",
        "Whitewash the tower after every storm",
        "Row the dinghy to the reef on calm days",
    ];
    let lines: Vec<String> = shared.iter().map(|line| format!("- {line}\n")).collect();
    let own = ["gulls", "seals", "crabs", "terns", "whelks", "puffins", "otters", "eels", "mussels", "plovers"];
    let own = own[nth % own.len()];
    format!(
        "---\nname: keeper-{nth}\ndescription: Keeps the light and its lamp.\n---\n\nYou keep the light.\n\n{}- Count the {own} on the rocks\n",
        lines.concat()
    )
}

/// Where a copy lies decides nothing: the branch is told the family that the whole report tells.
#[test]
fn a_family_is_whole_wherever_its_newcomer_lies() {
    for newcomer in ["a/new.md", "m/new.md", "zz/new.md"] {
        for (text, kind) in [(keeper(3), "a copy"), (keeper(3).replace("dusk", "nightfall"), "a near copy")] {
            let folder = tempfile::tempdir().unwrap();
            for nth in 0..10 {
                write(folder.path(), &format!("keepers/k{nth}.md"), &keeper(nth));
            }
            write(folder.path(), "keepers/k3-again.md", &keeper(3));
            write(folder.path(), "bees.md", BEES);
            write(folder.path(), newcomer, &text);
            let families = |args: &[&str]| {
                let told = report(folder.path(), args).1;
                (told["families"].clone(), told["summary"]["families"].clone())
            };
            let (whole, part) = (families(&[]), families(&["--changed", newcomer]));
            assert_eq!(whole.0[0]["members"].as_array().unwrap().len(), 12, "{kind} at {newcomer}: {whole:?}");
            let members =
                |told: &(Value, Value)| (told.0[0]["members"].clone(), told.0[0]["lineages"].clone(), told.1.clone());
            assert_eq!(members(&part), members(&whole), "{kind} at {newcomer}");
            // Of each member it is told how it stands to the canonical, and the news are the newcomer's alone.
            let said = |format: &str| {
                let mut command = Command::cargo_bin("agentkin").unwrap();
                let args = ["report", ".", "--no-cache", "--format", format, "--changed", newcomer];
                String::from_utf8(command.args(args).current_dir(folder.path()).output().unwrap().stdout).unwrap()
            };
            assert!(!said("table").contains("by others"), "{}", said("table"));
            let told = said("github");
            assert!(told.contains(&format!("file={newcomer}")) && !told.contains("file=keepers/"), "{told}");
        }
    }
}

/// Families that no judged agent is in are nobody's news.
#[test]
fn only_families_of_judged_agents_are_told() {
    let folder = repository();
    let (_, told, _) = report(folder.path(), &["--since", "main"]);
    let families = told["families"].as_array().unwrap();
    assert_eq!((families.len(), &told["summary"]["families"], &families[0]["id"]), (1, &1.into(), &"F1".into()));
    assert_eq!(families[0]["members"], serde_json::json!(["agents/bees.md", "new/hives.md"]));
}

/// What agents of one name are to each other is told as the whole report tells it, or not at all.
#[test]
fn agents_of_one_name_are_compared_before_they_are_told_to_be_strangers() {
    let folder = tempfile::tempdir().unwrap();
    let named = |nth| keeper(nth).replace(&format!("keeper-{nth}"), "keeper");
    for nth in 0..6 {
        write(folder.path(), &format!("k{nth}.md"), &named(nth));
    }
    let relation = |args: &[&str]| report(folder.path(), args).1["collisions"][0]["relation"].clone();
    let whole = relation(&[]);
    assert_ne!(whole, "unrelated");
    for file in ["k0.md", "k5.md"] {
        assert_eq!(relation(&["--changed", file]), whole, "{file}");
    }
    write(folder.path(), "bees.md", &BEES.replace("name: bees", "name: keeper"));
    assert_eq!(relation(&["--changed", "k0.md"]), "unrelated");
}

/// Over more agents than are compared each with each the judged ones are told of as if all had been.
#[test]
fn among_many_agents_the_same_is_told_as_among_all_pairs() {
    use agentkin::{
        model::Relation,
        pipeline::{Options, Unwatched, report},
        shortlist,
    };
    let folder = tempfile::tempdir().unwrap();
    let words =
        ["moss", "slate", "heron", "copper", "violet", "barley", "tide", "lantern", "ferry", "quarry", "orchard"];
    for nth in 0..1_600 {
        let word = |step: usize| words[(nth * step + nth / 11) % words.len()];
        // Four of a lot say the same but for one line.
        let lot = nth / 4;
        let of_lot = |step: usize| words[(lot * step + lot / 11) % words.len()];
        let own = format!(
            "Sort the {} of lot {lot} by the {} beside it.\n- Carry every {} of lot {lot} to the {} before dusk.\n- Write the {} of lot {lot} into the book.",
            of_lot(1),
            of_lot(2),
            of_lot(3),
            of_lot(4),
            of_lot(5),
        );
        let text = format!(
            "---\nname: {}-keeper-{nth}\ndescription: Keeps the {} of lot {lot}.\n---\n\nYou keep {}.\n\n- {own}\n- Count the {} twice.\n",
            of_lot(1),
            of_lot(3),
            of_lot(1),
            word(5),
        );
        write(folder.path(), &format!("{:02}/{nth:04}.md", nth % 40), &text);
    }
    let paths = [folder.path().display().to_string()];
    let changed = ["07/0007.md", "00/1200.md"].map(|file| folder.path().join(file).canonicalize().unwrap());
    let shortlist = shortlist::Options { every_pair_up_to: 2_000 };
    let kin = |changed: Option<Vec<_>>| {
        let analysis = report(&paths, &Options { shortlist, changed, ..Options::default() }, &Unwatched).unwrap();
        let id = |ix| analysis.corpus.agent(ix).id.clone();
        let near = analysis.comparisons.rows().iter().filter(|row| row.relation >= Relation::Variant);
        near.map(|row| ((id(row.pair.a()), id(row.pair.b())), (row.relation, row.similarity)))
            .collect::<BTreeMap<_, _>>()
    };
    let mut all = kin(None);
    let of_judged =
        |(a, b): &(String, String)| [a, b].iter().any(|id| id.ends_with("0007.md") || id.ends_with("1200.md"));
    all.retain(|pair, _| of_judged(pair));
    assert!(all.len() > 4, "{all:?}");
    let mut of_part = kin(Some(changed.to_vec()));
    of_part.retain(|pair, _| of_judged(pair));
    assert_eq!(of_part, all);
}

#[test]
fn what_holds_no_agent_is_said_and_passes() {
    let folder = repository();
    write(folder.path(), "notes.txt", "nothing of the kind");
    let (code, told, _) = report(folder.path(), &["--changed", "notes.txt", "--fail-on", "related"]);
    assert_eq!((code, &told["judged"], &told["pairs"]), (0, &serde_json::json!([]), &serde_json::json!([])));
}

#[test]
fn what_cannot_be_judged_ends_in_a_clear_error() {
    let folder = repository();
    let (code, _, said) = report(folder.path(), &["--changed", "agents/gone.md"]);
    assert!(code == 2 && said.contains("--changed agents/gone.md: ") && said.contains("--diff-filter=d"), "{said}");
    for revision in ["nowhere", "--output=stolen.txt"] {
        let since = format!("--since={revision}");
        let (code, _, said) = report(folder.path(), &[&since]);
        assert!(code == 2 && said.contains(&format!("git has no commit {revision}")), "{said}");
    }
    let bare = tempfile::tempdir().unwrap();
    write(bare.path(), "bees.md", BEES);
    let (code, _, said) = report(bare.path(), &["--since", "main"]);
    assert!(code == 2 && said.contains("lies in no git repository"), "{said}");
}

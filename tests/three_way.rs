//! Two people change one agent: what one of them did on purpose holds, with the ancestor at hand and, as far as it can be told,
//! without. The five cases are those in which git, zdiff3 and mergiraf were held against each other.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

const OLD: &str = include_str!("../fixtures/three-way/keeper.md");

/// What the binary makes of two versions, the left one's order and voice kept.
fn merged(left: &str, right: &str, ancestor: Option<&str>) -> Value {
    merged_as(&["--base", "left.md"], left, right, ancestor)
}

fn merged_as(more: &[&str], left: &str, right: &str, ancestor: Option<&str>) -> Value {
    let folder = tempfile();
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    put("left.md", left);
    put("right.md", right);
    let mut args = vec!["merge", "left.md", "right.md", "--format", "json"];
    args.extend(more);
    if let Some(ancestor) = ancestor {
        put("old.md", ancestor);
        args.extend(["--ancestor", "old.md"]);
    }
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// A folder of its own for each call: tests run side by side.
fn tempfile() -> std::path::PathBuf {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let nth = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("three-way-{}-{nth}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(merged: &Value) -> &str {
    merged["text"].as_str().unwrap()
}

fn conflicts(merged: &Value) -> Vec<(&str, &str)> {
    let list = merged["conflicts"].as_array().unwrap();
    list.iter().map(|c| (c["kind"].as_str().unwrap(), c["what"].as_str().unwrap())).collect()
}

/// The document with one section moved to its end.
fn with_section_last(text: &str, title: &str) -> String {
    let start = text.find(&format!("## {title}\n")).unwrap();
    let end = text[start + 3..].find("\n## ").map_or(text.len(), |at| start + 3 + at + 1);
    format!("{}{}\n{}", &text[..start], text[end..].trim_end(), format_args!("\n{}", text[start..end].trim_end()))
        + "\n"
}

/// One bullet of each section, said more exactly.
const EDITS: [(&str, &str); 5] = [
    ("Count the dinghies against the berth list", "Count the dinghies twice against the painted berth list"),
    ("Double the lines before a westerly gale", "Double the lines and add springs before a westerly gale"),
    ("Weigh the paint tins before and after each loan", "Weigh the paint tins in grams before and after each loan"),
    ("Collect harbour dues before the crew goes ashore", "Collect harbour dues in coin before the crew goes ashore"),
    ("Write the log at dusk in plain sentences", "Write the log at dusk in plain sentences and sign it"),
];

fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(OLD.to_owned(), |text, (old, new)| {
        assert!(text.contains(old));
        text.replace(old, new)
    })
}

fn holds_edits(merged: &Value, edits: &[(&str, &str)]) {
    for (old, new) in edits {
        assert!(text(merged).contains(new), "{new}\n{}", text(merged));
        assert!(!text(merged).contains(&format!("{old}\n")), "{old}\n{}", text(merged));
    }
    assert_eq!(conflicts(merged), [], "{}", text(merged));
}

#[test]
fn one_moves_a_section_and_the_other_edits_it() {
    let left = with_section_last(OLD, "Boats");
    let result = merged(&left, &edited(&EDITS[1..2]), Some(OLD));
    holds_edits(&result, &EDITS[1..2]);
    let at = |what: &str| text(&result).find(what).unwrap();
    assert!(at("## Reporting") < at("## Boats"), "{}", text(&result));
}

#[test]
fn one_moves_a_section_and_the_other_edits_all() {
    holds_edits(&merged(&with_section_last(OLD, "Boats"), &edited(&EDITS), Some(OLD)), &EDITS);
}

#[test]
fn one_restyles_and_the_other_edits_all() {
    let bold =
        |line: &str| line.strip_prefix("## ").map_or(line.replacen("- ", "* ", 1), |title| format!("**{title}**"));
    let left: String =
        OLD.lines().map(|line| if line == "---" { line.to_owned() } else { bold(line) } + "\n").collect();
    let result = merged(&left, &edited(&EDITS), Some(OLD));
    holds_edits(&result, &EDITS);
    assert!(text(&result).contains("**Boats**") && !text(&result).contains("\n- "), "{}", text(&result));
    // Style alone is no conflict, with or without the ancestor, and changes nothing.
    for ancestor in [None, Some(OLD)] {
        let result = merged(&left, OLD, ancestor);
        assert_eq!((text(&result), conflicts(&result)), (left.as_str(), vec![]));
    }
}

/// Where nobody asks for a base: one that moved sections or marked them otherwise is it, however little it says; where another
/// one is asked for, what was passed over is named.
#[test]
fn what_one_moved_or_restyled_is_kept_unasked() {
    let moved = with_section_last(OLD, "Boats");
    let starred: String =
        OLD.lines().map(|line| line.replacen("- ", "* ", usize::from(line != "---")) + "\n").collect();
    for arranged in [&moved, &starred] {
        for (left, right) in [(arranged.as_str(), edited(&EDITS)), (&edited(&EDITS), arranged.clone())] {
            let result = merged_as(&[], left, &right, Some(OLD));
            holds_edits(&result, &EDITS);
            let at = |what: &str| text(&result).find(what).unwrap();
            let kept =
                if *arranged == moved { at("## Reporting") < at("## Boats") } else { !text(&result).contains("\n- ") };
            assert!(kept, "{}", text(&result));
        }
        let result = merged(&edited(&EDITS), arranged, Some(OLD));
        let told = result["notes"].as_array().unwrap().iter().map(|note| note["message"].as_str().unwrap());
        assert!(
            told.into_iter().any(|message| message.ends_with("marked them otherwise: right.md")),
            "{}",
            result["notes"]
        );
    }
}

/// A translation that is marked otherwise is no base for those that speak the ancestor's language.
#[test]
fn no_translation_is_the_base_for_its_looks() {
    let italian = "---\nname: quay-keeper\ndescription: Tiene il molo.\n---\n\nTu sei il guardiano del molo e delle sue barche.\n\n\
        **Barche**\n\n* Conta le barche ogni mattina e scrivi il numero nel registro del molo\n\
        * Controlla che le cime siano legate bene prima che venga la notte\n\
        * Non lasciare che i bambini giochino vicino alla gru mentre lavora\n";
    let result = merged_as(&[], &edited(&EDITS), italian, Some(OLD));
    assert!(text(&result).contains("## Boats") && !text(&result).contains("**Barche**"), "{}", text(&result));
}

/// One says all of a section in other words and cuts a table down: its words stand under the old heading, and under the new titles
/// of its columns.
#[test]
fn a_section_said_anew_keeps_its_heading_and_a_table_its_head() {
    let section = |statements: &str| format!("{OLD}\n## When to ask\n\n{statements}");
    let table =
        "## Tides\n\n| Mark | Lowest water |\n|---|---|\n| Stone | 2 feet |\n| Crane | 4 feet |\n| Steps | 1 foot |\n";
    let old = section(&format!("- A boat comes in at night\n- The harbour master is away\n\n{table}"));
    let cut = table.replace("Lowest water", "Lowest").replace("| Crane | 4 feet |\n", "").replace("1 foot", "3 feet");
    let new = section(&format!("- Boats come by night, masters go by day\n- Who pays is not on the list\n\n{cut}"));
    let result = merged(&old, &new, Some(&old));
    assert!(text(&result).contains("## When to ask\n\n- Boats come"), "{}", text(&result));
    assert!(
        text(&result).ends_with("\n| Mark | Lowest |\n|---|---|\n| Stone | 2 feet |\n| Steps | 3 feet |\n"),
        "{}",
        text(&result)
    );
    assert_eq!(conflicts(&result), []);
}

/// Another letter in a command is a change like any other.
#[test]
fn a_letter_changed_in_code_is_a_change() {
    let with = |command: &str| format!("{OLD}\n## Calls\n\n- Call the pilot with `horn -k`\n\n```sh\n{command}\n```\n");
    let old = with("horn -k --long");
    let right = with("horn -K --long").replace("`horn -k`", "`horn -K`");
    let result = merged(&old, &right, Some(&old));
    assert!(text(&result).contains("`horn -K`") && text(&result).contains("\nhorn -K --long"), "{}", text(&result));
    assert!(!text(&result).contains("horn -k"), "{}", text(&result));
}

#[test]
fn one_reorders_the_fields_and_the_other_rewrites_the_description() {
    let line = "description: Keeps the quay, its boats and its stores.\n";
    let left = OLD.replace(line, "").replace("color: blue\n", &format!("color: blue\n{line}"));
    let right = OLD.replace("its boats and its stores", "its boats, its stores and its guests");
    let result = merged(&left, &right, Some(OLD));
    assert!(text(&result).contains("Keeps the quay, its boats, its stores and its guests"), "{}", text(&result));
    assert!(text(&result).find("color:").unwrap() < text(&result).find("description:").unwrap());
    assert_eq!(conflicts(&result), []);
}

#[test]
fn both_add_a_bullet_and_change_the_model() {
    let add = |bullet: &str, model: &str| {
        let after = "- Tell each skipper in writing when a fender is torn\n";
        OLD.replace(after, &format!("{after}- {bullet}\n")).replace("model: sonnet", &format!("model: {model}"))
    };
    let (one, other) = ("Scrub weed off the slipway boat each month", "Log every engine hour of the harbour launch");
    for ancestor in [None, Some(OLD)] {
        let result = merged(&add(one, "haiku"), &add(other, "opus"), ancestor);
        assert!(text(&result).contains(one) && text(&result).contains(other), "{}", text(&result));
        assert_eq!(conflicts(&result), [("privilege", "model")]);
        assert!(text(&result).contains("model: haiku"));
    }
}

#[test]
fn what_one_deleted_on_purpose_stays_deleted() {
    let gone = "- Keep children away from the crane while it lifts\n";
    for (left, right) in [(OLD.to_owned(), OLD.replace(gone, "")), (OLD.replace(gone, ""), OLD.to_owned())] {
        let result = merged(&left, &right, Some(OLD));
        assert!(!text(&result).contains(gone.trim()), "{}", text(&result));
        let omitted = result["omitted"].as_array().unwrap();
        assert!(omitted.iter().any(|o| o["reason"] == "superseded" && gone.contains(o["text"].as_str().unwrap())));
        let without = merged(&left, &right, None);
        assert!(text(&without).contains(gone.trim()), "nobody knows of a purpose: {}", text(&without));
    }
}

#[test]
fn edits_are_kept_without_the_ancestor_too() {
    let result = merged(&with_section_last(OLD, "Boats"), &edited(&EDITS), None);
    for (_, new) in EDITS {
        assert!(text(&result).contains(new), "{new}\n{}", text(&result));
    }
}

/// Merges these files of a folder, the first as the base, with the ancestor that is to be found `from` there.
fn found(folder: &Path, files: &[&str], from: &str) -> std::process::Output {
    let mut args = vec!["merge", "--base", files[0], "--format", "json", "--ancestor", from];
    args.extend(files);
    Command::cargo_bin("agentkin").unwrap().current_dir(folder).args(args).output().unwrap()
}

fn settled(folder: &Path, files: &[&str], from: &str) -> Value {
    let out = found(folder, files, from);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// What the finding says the members come from.
fn parent_told(merged: &Value) -> &str {
    let notes = merged["notes"].as_array().unwrap();
    notes.iter().find(|note| note["code"] == "merge-three-way").unwrap()["message"].as_str().unwrap()
}

const GONE: &str = "- Keep children away from the crane while it lifts\n";

#[test]
fn the_ancestor_is_found_in_git() {
    let folder = tempfile();
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=keeper", "-c", "user.email=keeper@example.org", "-c", "commit.gpgsign=false"];
        let out = std::process::Command::new("git").current_dir(&folder).args(identity).args(args).output().unwrap();
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    };
    git(&["init", "-q"]);
    fs::write(folder.join("left.md"), OLD).unwrap();
    git(&["add", "left.md"]);
    git(&["commit", "-qm", "One keeper"]);
    // Somebody makes a copy for another harbour; then each goes its way.
    git(&["mv", "left.md", "right.md"]);
    fs::write(folder.join("left.md"), OLD).unwrap();
    git(&["add", "."]);
    git(&["commit", "-qm", "Two keepers"]);
    fs::write(folder.join("left.md"), OLD.replace(GONE, "")).unwrap();
    fs::write(folder.join("right.md"), edited(&EDITS[1..2])).unwrap();
    git(&["commit", "-qam", "Each its own"]);
    for from in ["git", "auto"] {
        let merged = settled(&folder, &["left.md", "right.md"], from);
        assert!(parent_told(&merged).contains("in git at"), "{}", parent_told(&merged));
        assert!(!text(&merged).contains(GONE.trim()), "what was deleted on purpose stays so: {}", text(&merged));
        assert!(text(&merged).contains(EDITS[1].1) && !text(&merged).contains(EDITS[1].0), "{}", text(&merged));
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_ancestor_is_found_among_the_members() {
    let folder = tempfile();
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    put("published.md", OLD);
    put("left.md", &OLD.replace(GONE, ""));
    put("right.md", &edited(&EDITS[1..2]));
    let files = ["left.md", "published.md", "right.md"];
    for from in ["member", "auto"] {
        let merged = settled(&folder, &files, from);
        assert!(parent_told(&merged).ends_with("published.md"), "{}", parent_told(&merged));
        assert!(!text(&merged).contains(GONE.trim()) && text(&merged).contains(EDITS[1].1), "{}", text(&merged));
    }
    // One that only adds could be the parent too, if all others had deleted the same.
    put("left.md", &format!("{}\n- Sweep the quay on Sundays\n", OLD.trim_end()));
    put("right.md", &edited(&EDITS[1..2]).replace(GONE, ""));
    let merged = settled(&folder, &files, "member");
    assert!(parent_told(&merged).ends_with("published.md"), "{}", parent_told(&merged));
    assert!(text(&merged).contains("Sweep the quay") && !text(&merged).contains(GONE.trim()), "{}", text(&merged));
    let nowhere = found(&folder, &["left.md", "right.md"], "member");
    assert_eq!(nowhere.status.code(), Some(2), "of two neither is the other's parent");
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("plainly is the others' parent"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_field_that_one_deleted_stays_deleted() {
    let gone = OLD.replace("color: blue\n", "");
    for (left, right) in [(OLD, gone.as_str()), (&gone, OLD)] {
        let result = merged(left, right, Some(OLD));
        assert!(!text(&result).contains("color:"), "{}", text(&result));
        assert_eq!(conflicts(&result), []);
        assert!(text(&merged(left, right, None)).contains("color: blue"), "nobody knows of a purpose");
    }
}

#[test]
fn a_field_that_one_changed_is_no_conflict_whoever_is_the_base() {
    let new = OLD.replace("its boats and its stores", "its boats, its stores and its guests");
    for (left, right) in [(OLD, new.as_str()), (&new, OLD)] {
        let result = merged(left, right, Some(OLD));
        assert!(text(&result).contains("its boats, its stores and its guests"), "{}", text(&result));
        assert_eq!(conflicts(&result), []);
    }
    let green = OLD.replace("color: blue\n", "color: green\n");
    let torn = merged(&green, &OLD.replace("color: blue\n", ""), Some(OLD));
    assert_eq!(conflicts(&torn), [("field", "color")]);
}

#[test]
fn a_set_is_settled_item_by_item() {
    let tagged = |tags: &str| OLD.replace("color: blue\n", &format!("color: blue\ntags: [{tags}]\n"));
    let old = tagged("oak, elm, ash");
    let (one, other) = (tagged("oak, ash, larch"), tagged("oak, elm, ash, yew"));
    for (left, right) in [(&one, &other), (&other, &one)] {
        let result = merged(left, right, Some(&old));
        let front = text(&result).split("---").nth(1).unwrap();
        assert!(
            ["oak", "ash", "larch", "yew"].iter().all(|tag| front.contains(tag)) && !front.contains("elm"),
            "{front}"
        );
        assert_eq!(conflicts(&result), []);
    }
}

#[test]
fn what_both_changed_is_shown_with_both_sides() {
    let was = EDITS[3].0;
    let one = OLD.replace(was, "Collect harbour dues in coin at the gangway");
    let other = OLD.replace(was, "Collect harbour dues by letter in the spring");
    for (left, right) in [(&one, &other), (&other, &one)] {
        let result = merged(left, right, Some(OLD));
        let stands = if left == &one { "in coin at the gangway" } else { "by letter in the spring" };
        assert!(text(&result).contains(stands) && !text(&result).contains(was), "{}", text(&result));
        let told = result["conflicts"].as_array().unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0]["what"].as_str().unwrap().starts_with("what became of"), "{told:?}");
        let sides = told[0]["sides"].to_string();
        assert!(sides.contains("in coin at the gangway") && sides.contains("by letter in the spring"), "{sides}");
        assert_eq!(text(&result).matches("Collect harbour dues").count(), 1, "{}", text(&result));
    }
    let same = merged(&one, &one.replace("- Collect", "* Collect"), Some(OLD));
    assert_eq!(conflicts(&same), [], "both changed it to the same");
}

#[test]
fn what_one_changed_and_another_deleted_is_shown_with_both_sides() {
    let (was, new) = EDITS[3];
    let (one, other) = (OLD.replace(was, new), OLD.replace(&format!("- {was}\n"), ""));
    for (left, right) in [(&one, &other), (&other, &one)] {
        let result = merged(left, right, Some(OLD));
        assert!(text(&result).contains(new), "what somebody wanted said is not lost: {}", text(&result));
        let told = result["conflicts"].as_array().unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0]["what"].as_str().unwrap().starts_with("changed or deleted"), "{told:?}");
        let sides = told[0]["sides"].as_array().unwrap();
        assert!(sides.iter().any(|side| side["value"].is_null()) && sides.len() == 2, "{sides:?}");
    }
}

/// A translation has none of the ancestor's words, and deleted none of them.
#[test]
fn a_translation_deletes_nothing() {
    let translated = "---\nname: quay-keeper\ndescription: 看守码头、船只和仓库。\n---\n\n你看守码头，对船只、仓库和访客负责，每天检查所有的缆绳。\n\n## 船只\n\n- 对照泊位清单清点小艇\n- 西风来临之前加固缆绳\n- 起重机作业时不要让孩子靠近\n";
    let result = merged(OLD, translated, Some(OLD));
    assert!(text(&result).contains("Count the dinghies"), "{}", text(&result));
    let told = result["notes"].to_string();
    assert!(!told.contains("body-empty"), "{told}");
}

/// What is put into a section that the other side deleted stands, and who deleted it is asked.
#[test]
fn what_is_added_to_a_deleted_section_is_a_conflict() {
    let gone = |title: &str| {
        let start = OLD.find(&format!("## {title}\n")).unwrap();
        let end = OLD[start..].find("\n## ").map_or(OLD.len(), |at| start + at + 1);
        format!("{}{}", &OLD[..start], &OLD[end..])
    };
    let title = OLD.lines().rev().find_map(|line| line.strip_prefix("## ")).unwrap();
    let added = format!("{}- Ring the brass bell in fog\n", OLD.trim_end().to_owned() + "\n");
    for (left, right) in [(added.clone(), gone(title)), (gone(title), added)] {
        let merged = merged(&left, &right, Some(OLD));
        assert!(text(&merged).contains("Ring the brass bell in fog"), "{}", text(&merged));
        let what = format!("changed or deleted: \u{201c}{title}\u{201d}");
        assert_eq!(conflicts(&merged), [("instruction", what.as_str())], "{}", text(&merged));
    }
}

/// What both merges of two versions of `OLD` say, with this behind it: the text, and the one conflict.
fn one_conflict(old: &str, left: &str, right: &str) -> Vec<(String, String)> {
    let whole = |more: &str| format!("{}\n\n{more}", OLD.trim_end());
    let both = [(left, right), (right, left)].map(|(left, right)| {
        let merged = merged(&whole(left), &whole(right), Some(&whole(old)));
        let told = conflicts(&merged);
        assert!(told.len() == 1 && told[0].0 == "instruction", "{told:?}\n{}", text(&merged));
        (text(&merged).to_owned(), told[0].1.to_owned())
    });
    both.to_vec()
}

/// What one put under an item, a line or the head of a table stays under it, although the other deleted that, and it is asked.
#[test]
fn what_is_put_under_something_deleted_brings_it_along() {
    let steps = "## Ferry\n\n1. Pump the bilge dry\n2. Cast off aft\n3. Row across\n";
    let no_first = "## Ferry\n\n1. Cast off aft\n2. Row across\n";
    let nested = steps.replace("dry\n", "dry\n   - Stop where the pump runs hot\n");
    for (text, what) in one_conflict(steps, no_first, &nested) {
        assert!(text.contains("Pump the bilge dry\n   - Stop where the pump runs hot\n"), "{text}");
        assert_eq!(what, "changed or deleted: \u{201c}Pump the bilge dry\u{201d}");
    }
    for (text, what) in one_conflict(steps, "", &nested) {
        assert!(text.contains("## Ferry\n\n1. Pump the bilge dry\n   - Stop where the pump runs hot"), "{text}");
        assert_eq!((what.as_str(), text.contains("Row across")), ("changed or deleted: \u{201c}Ferry\u{201d}", false));
    }
    let table = "## Tolls\n\nAsk at the gate.\n\n| Boat | Toll |\n|---|---|\n| Tug | nine |\n";
    for gone in ["", "## Tolls\n\nAsk at the gate.\n"] {
        for (text, _) in one_conflict(table, gone, &format!("{table}| Yawl | four |\n")) {
            assert!(text.contains("| Boat | Toll |\n|---|---|\n| Yawl | four |"), "{text}");
            assert!(!text.contains("| Tug"), "{text}");
        }
    }
    let list = "## Locker\n\nIn the locker lie these:\n\n- A ladder of oak\n- A can of oil\n";
    let more = format!("{list}- A spare brass burner\n");
    for (text, what) in one_conflict(list, "## Locker\n\nKeep it locked.\n", &more) {
        assert!(text.contains("In the locker lie these:\n\n- A spare brass burner"), "{text}");
        assert_eq!(what, "changed or deleted: \u{201c}In the locker lie these:\u{201d}");
    }
}

/// What one moved out from under an item that it deleted needs that item no more.
#[test]
fn what_one_member_moved_out_holds_nothing() {
    let old = OLD.replace("- Count", "- Look about the pontoon\n- Count");
    let left = OLD.replace("- Count", "- Ring the brass bell in fog\n- Count");
    let right = old.replace("pontoon\n", "pontoon\n  - Ring the brass bell in fog\n");
    let result = merged(&left, &right, Some(&old));
    assert_eq!(text(&result), left);
}

/// A row of two cells is no row of a table of three columns.
#[test]
fn a_row_of_other_columns_is_left_out_and_asked() {
    let old = "## Tolls\n\n| Boat | Toll |\n|---|---|\n| Tug | nine |\n";
    let wide = "## Tolls\n\n| Boat | Toll | Berth |\n|---|---|---|\n| Tug | nine | east |\n";
    for (text, what) in one_conflict(old, wide, &format!("{old}| Yawl | four |\n")) {
        assert!(text.contains("| Tug | nine | east |") && !text.contains("Yawl"), "{text}");
        assert_eq!(what, "row of a table with other columns");
    }
}

/// What was edited stands where it stood, though its neighbour was edited too.
#[test]
fn edited_rows_and_steps_keep_their_places() {
    let page = |rows: [&str; 4], steps: [&str; 4]| {
        let rows = rows.map(|row| format!("| {row} |\n")).concat();
        let steps: Vec<String> = (1..).zip(steps).map(|(n, step)| format!("{n}. {step}\n")).collect();
        let steps = steps.concat();
        format!(
            "---\nname: berth-clerk\ndescription: Keeps the berths of a harbour.\n---\n\n## Berths\n\n| Berth | Who lies there |\n|---|---|\n{rows}\n## Round\n\n{steps}"
        )
    };
    let old = page(
        [
            "North | the pilot boat",
            "West | herring drifters in autumn",
            "South | dinghies of the school",
            "East | nobody",
        ],
        ["Walk the north wall", "Read the tide gauge", "Count the dinghies", "Lock the shed"],
    );
    let (drifters, clubs) = ("West | herring drifters from August on", "South | dinghies of the sailing club");
    let (gauge, oars) = ("Read the tide gauge twice a day", "Count the dinghies and the oars");
    let left = page(
        ["North | the pilot boat", drifters, "South | dinghies of the school", "East | nobody"],
        ["Walk the north wall", gauge, "Count the dinghies", "Lock the shed"],
    );
    let right = page(
        ["North | the pilot boat", "West | herring drifters in autumn", clubs, "East | nobody"],
        ["Walk the north wall", "Read the tide gauge", oars, "Lock the shed"],
    );
    let both = page(
        ["North | the pilot boat", drifters, clubs, "East | nobody"],
        ["Walk the north wall", gauge, oars, "Lock the shed"],
    );
    for (one, other) in [(&left, &right), (&right, &left)] {
        let result = merged(one, other, Some(&old));
        assert_eq!(text(&result), both);
        assert_eq!(conflicts(&result), []);
    }
}

/// The ledger says of a field that another member changed on purpose that it stands no more.
#[test]
fn a_field_that_another_changed_is_superseded_in_the_ledger() {
    let folder = tempfile();
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    put("old.md", OLD);
    put("left.md", OLD);
    put("right.md", &OLD.replace("color: blue", "color: red"));
    let args =
        ["merge", "left.md", "right.md", "--base", "left.md", "--ancestor", "old.md", "--ledger", "l.json", "--quiet"];
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(&folder).args(args).output().unwrap();
    assert!(out.status.success() && String::from_utf8_lossy(&out.stdout).contains("color: red"));
    let ledger: Value = serde_json::from_slice(&fs::read(folder.join("l.json")).unwrap()).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let lines = ledger["lines"].as_array().unwrap();
    let of = |text: &str| lines.iter().find(|line| line["text"] == text).unwrap()["fate"].as_str().unwrap();
    assert_eq!((of("color: blue"), of("color: red")), ("superseded", "kept"));
}

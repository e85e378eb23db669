//! A canonical merged with its members again stays as it is, and what comes in does so once and where it is read as it is meant.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use serde_json::Value;

const HEAD: &str = "---\nname: keeper\ndescription: Keeps the light.\n---\n\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("again-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn merged(folder: &Path, files: &[&str]) -> Value {
    let args = ["merge", "--format", "json"].iter().chain(files);
    let out = Command::cargo_bin("agentkin").unwrap().current_dir(folder).args(args).output().unwrap();
    assert!(out.status.code() != Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// The members merged, and the canonical merged with all of them again in the place of its base: it must stay as it is.
fn twice(name: &str, texts: &[&str]) -> Value {
    let folder = folder(name);
    let names: Vec<String> = (0..texts.len()).map(|at| format!("{}.md", ["a", "b", "c", "d"][at])).collect();
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    for (file, text) in files.iter().zip(texts) {
        fs::write(folder.join(file), text).unwrap();
    }
    let first = merged(&folder, &files);
    fs::write(folder.join(first["base"].as_str().unwrap()), first["text"].as_str().unwrap()).unwrap();
    let again = merged(&folder, &files);
    assert_eq!(again["base"], first["base"]);
    assert_eq!(again["text"], first["text"]);
    fs::remove_dir_all(&folder).unwrap();
    first
}

/// The same of bodies with the same fields.
fn of_bodies(name: &str, bodies: &[&str]) -> Value {
    let texts: Vec<String> = bodies.iter().map(|body| format!("{HEAD}{body}")).collect();
    twice(name, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

fn text(merged: &Value) -> &str {
    merged["text"].as_str().unwrap()
}

fn conflicts(merged: &Value) -> Vec<&str> {
    merged["conflicts"].as_array().unwrap().iter().map(|conflict| conflict["what"].as_str().unwrap()).collect()
}

fn codes(merged: &Value) -> Vec<&str> {
    merged["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect()
}

#[test]
fn of_equals_the_one_that_says_most_in_its_fields_is_the_base() {
    let plain = format!("{HEAD}Keep the light.\n\n- Trim the wick\n");
    let more = plain.replace("light.\n---", "light.\norigin: harbour\nrounds:\n  - dusk\n  - dawn\n---");
    let found = twice("fields", &[&plain, &more]);
    assert_eq!((found["base"].as_str(), text(&found)), (Some("b.md"), more.as_str()));
}

#[test]
fn who_may_do_more_is_no_base_for_that() {
    let plain =
        format!("{HEAD}Keep the light.\n\n- Trim the wick\n").replace("light.\n---", "light.\norigin: harbour\n---");
    let more = plain.replace("origin: harbour", "tools: Read, Bash\nskills: [rope, sail]\nmodel: opus");
    assert_eq!(twice("grants", &[&plain, &more])["base"], "a.md");
}

#[test]
fn the_one_that_says_more_itself_is_the_base_of_two() {
    let one = "Keep the light.\n\n- Trim the wick every evening before dusk\n- Oil the winch and its chain\n";
    let rules =
        ["Ring the bronze bell in fog", "Paint the door of the store", "Count the barrels of oil", "Air the sails"];
    let other = format!("Keep the light.\n\n- {}\n- Trim the wick before dusk\n", rules.join("\n- "));
    let found = of_bodies("more", &[one, &other]);
    assert_eq!(found["base"].as_str(), Some("b.md"));
}

#[test]
fn a_label_has_one_text() {
    let base = "Keep the light.\n\n## Rounds\n\n- **Watch**: two hours by night\n  - Wake the mate\n- Trim the wick\n- Oil the winch\n";
    let other = "Keep the light.\n\n## Rounds\n\n- **Watch**: four hours\n  - Sign the log\n";
    let found = of_bodies("label", &[base, other]);
    assert_eq!(conflicts(&found), ["what stands behind \u{201c}Watch\u{201d}"]);
    assert!(text(&found).contains("  - Wake the mate\n  - Sign the log\n"), "{}", text(&found));
    assert!(!text(&found).contains("four hours"));
}

#[test]
fn a_title_with_a_number_and_without_is_one() {
    let base = "Keep the light.\n\n## Rounds\n\n- Trim the wick\n- Wind the clock\n- Oil the winch\n\n## Stores\n\n- Count the oil\n";
    let one = "Keep the light.\n\n## 1. Fog drill\n\n- Ring the bell\n";
    let other = "Keep the light.\n\n## Fog drill\n\n- Sound the horn\n";
    let found = of_bodies("number", &[base, one, other]);
    assert_eq!(text(&found).matches("Fog drill").count(), 1, "{}", text(&found));
    assert!(text(&found).contains("## Fog drill\n\n- Ring the bell\n- Sound the horn\n"), "{}", text(&found));
}

#[test]
fn a_bold_step_is_said_by_a_title() {
    let base = "Keep the light.\n\n## Trim the wick\n\nBefore dusk, with the small shears.\n\n## Log\n\n- Sign it\n- Date it\n";
    let other = "Keep the light.\n\n1. Wind the clock\n2. **Trim the wick**\n";
    let found = of_bodies("bold", &[base, other]);
    assert_eq!(text(&found).matches("Trim the wick").count(), 1, "{}", text(&found));
    assert_eq!(conflicts(&found), [""; 0]);
}

#[test]
fn a_list_behind_a_bold_step_goes_on_with_it() {
    let base = "Keep the light.\n\n## Evening\n\n1. **Trim the wick**\n2. **Wind the clock**\n\n## Log\n\n- Sign it\n- Date it\n";
    let other = "Keep the light.\n\n## Evening\n\n- Sweep the stairs\n\n## Log\n\n- Sign it\n";
    let found = of_bodies("behind", &[base, other]);
    assert!(text(&found).contains("2. **Wind the clock**\n3. Sweep the stairs\n"), "{}", text(&found));
    assert_eq!(conflicts(&found), [""; 0]);
}

#[test]
fn a_paragraph_that_stands_line_by_line_is_shown_and_not_put_in() {
    let base = "Keep the light.\n\n- Trim the wick before dusk\n- Oil the winch on Fridays\n- Sign the log at dawn\n";
    let other = "Keep the light.\n\nTrim the wick before dusk. Oil the winch on Fridays.\n";
    let found = of_bodies("piecewise", &[base, other]);
    assert_eq!(text(&found), format!("{HEAD}{base}"));
    assert_eq!(conflicts(&found), ["told in one paragraph and line by line"]);
}

#[test]
fn a_base_of_little_but_code_takes_in_no_other_script() {
    let code =
        |words: &str| format!("\n```sh\n{words} --at dusk --by the keeper\n{words} --at dawn --by the mate\n```\n");
    let all: String =
        ["wick", "clock", "winch", "bell", "store", "log", "sail", "rope", "lens", "boat", "horn", "door"]
            .into_iter()
            .map(code)
            .collect();
    let base = format!("Lamp commands\n{all}");
    let other = format!("灯台守のためのコマンドをまとめたものです。毎日の仕事に使ってください。\n{}", code("wick"));
    let found = of_bodies("script", &[&base, &other]);
    assert!(text(&found).is_ascii(), "{}", text(&found));
    assert!(codes(&found).contains(&"merge-mixed-languages"));
}

#[test]
fn a_sentence_stays_before_the_chapters_that_it_leads_into() {
    let base = "Keep the light.\n\n## Rounds\n\n- Trim the wick\n- Wind the clock\n- Oil the winch\n";
    let other = "Keep the light and the log.\n\nLook up when the moon is dark:\n- Count the stars\n- Name the planets\n\nYour duties on such nights are these:\n\n## Sky\n\n- Draw a chart\n\n## Sea\n\n- Listen for horns\n";
    let found = of_bodies("chapters", &[base, other]);
    assert!(text(&found).contains("Your duties on such nights are these:\n\n## Sky\n"), "{}", text(&found));
}

#[test]
fn two_that_point_at_one_step_are_one() {
    let base = "Keep the light.\n\n1. Greet the mate\n2. Ask for the log book\n3. Trim the wick\n4. Go back to step 3 if it smokes\n";
    let other = "Keep the light.\n\n1. Ask for the log book\n2. Trim the wick\n3. Go back to step 2 if it smokes\n";
    let found = of_bodies("pointers", &[base, other]);
    assert_eq!(text(&found), format!("{HEAD}{base}"));
    assert_eq!(codes(&found), [""; 0]);
    let elsewhere = other.replace("back to step 2", "back to step 1");
    let found = of_bodies("elsewhere", &[base, &elsewhere]);
    assert!(text(&found).contains("Go back to step 1 if it smokes"), "another step is meant: {}", text(&found));
}

#[test]
fn a_short_block_is_covered_by_one_that_has_all_its_lines() {
    let base = "Keep the light.\n\nAnswer so:\n\n```text\nWick: N\nOil: X\nFog: B\n```\n";
    let other = "Keep the light.\n\nAnswer so:\n\n```text\nWick: N\nOil: X\n```\n";
    assert_eq!(text(&of_bodies("terse", &[base, other])), format!("{HEAD}{base}"));
    let one_line = "Keep the light.\n\nFor oil:\n\n```text\nOil: X\n```\n";
    assert!(text(&of_bodies("line", &[base, one_line])).contains("```text\nOil: X\n```"));
}

//! Where a merge puts what the others add: where somebody who reads the base would look for it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

const HEAD: &str = "---\nname: keeper\ndescription: Keeps the light of a small harbour.\n---\n\n";
const ROLE: &str = "You keep the light of a small harbour.\n\n";

/// The body of the canonical of members with these bodies, the first of them the base.
fn merged(name: &str, bodies: &[&str]) -> String {
    let bodies: Vec<String> = bodies.iter().map(|body| format!("{ROLE}{body}")).collect();
    let text = merged_bare(name, &bodies);
    text.strip_prefix(ROLE).unwrap_or(&text).to_owned()
}

/// The same for members that do not begin with their role.
fn merged_bare(name: &str, bodies: &[impl AsRef<str>]) -> String {
    let merged = merged_whole(name, bodies);
    let text = merged["text"].as_str().unwrap();
    text.strip_prefix(HEAD).unwrap_or(text).to_owned()
}

/// All that is told of such a merge.
fn merged_whole(name: &str, bodies: &[impl AsRef<str>]) -> Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("placing-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let files: Vec<String> = (0..bodies.len()).map(|at| format!("{at}.md")).collect();
    for (file, body) in files.iter().zip(bodies) {
        fs::write(folder.join(file), format!("{HEAD}{}", body.as_ref())).unwrap();
    }
    let mut run = Command::cargo_bin("agentkin").unwrap();
    run.current_dir(&folder).arg("merge").args(&files).args(["--base", "0.md", "--format", "json"]);
    let out = run.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    fs::remove_dir_all(&folder).unwrap();
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
fn a_step_stands_between_the_steps_that_it_stands_between_at_home() {
    let base = "## Rounds\n\n1. Read the log of last night\n2. Analyse the drift of the buoys\n3. Report to the harbour master\n";
    let other = "## Rounds\n\n1. Read the log of last night\n2. Check the barometer\n3. Analyse the drift of the buoys\n4. Report to the harbour master\n";
    assert_eq!(merged("between", &[base, other]), other);
}

/// Code that its indent alone marks keeps it: without it would be read as a sentence, and could not be put in.
#[test]
fn code_without_a_fence_keeps_its_indent() {
    let base = "## Rounds\n\nOil the lamp at dusk.\n";
    let other = "## Rounds\n\nOil the lamp at dusk.\n\n## Bells\n\nOn the pier:\n\n    ring --bell north\n    ring --bell south\n";
    let whole = merged_whole("indented", &[base, other]);
    let text = whole["text"].as_str().unwrap();
    assert!(text.contains("\n    ring --bell north\n    ring --bell south\n"), "{text}");
    assert_eq!(whole["conflicts"].as_array().unwrap().len(), 0, "{}", whole["conflicts"]);
}

/// Two workflows of one job in other words are laid beside each other step by step, not joined at the one step that they share.
#[test]
fn two_workflows_are_laid_beside_each_other() {
    let base = "## Rounds\n\n1. **Pick the lamp** — the one that burned longest\n2. **Trim a wick** — cut it square with the small shears\n\
                3. **Cover the lens** — a cloth keeps off the soot\n4. **Fill the lamp (SLOW)** — pour colza oil up to the ring\n\
                5. **Light it** and step back\n6. **Check the beam** — from the pier, with the brass glass\n";
    let other = "## Rounds\n\n1. **Open the book**: note who is on watch tonight\n2. **Trim Wicks**: leave no frayed thread\n\
                 3. **Fill the lamp**: never above its ring, for oil runs over\n4. **Light it** and step back\n\
                 5. **Check Beam**: ask the pilot boat whether it is seen\n";
    let merged = merged("workflows", &[base, other]);
    let names: Vec<&str> = merged.lines().filter_map(|line| line.split("**").nth(1)).collect();
    let wanted = [
        "Pick the lamp",
        "Open the book",
        "Trim a wick",
        "Trim Wicks",
        "Cover the lens",
        "Fill the lamp (SLOW)",
        "Fill the lamp",
        "Light it",
        "Check the beam",
        "Check Beam",
    ];
    assert_eq!(names, wanted, "{merged}");
}

/// A fence that nobody closed and nothing follows says nothing: it goes into no canonical, and swallows nothing there.
#[test]
fn an_open_fence_at_the_end_swallows_nothing() {
    let open = "## Rounds\n\n- Oil the lamp\n- Trim the wick\n\n```\n";
    let other = "## Rounds\n\n- Oil the lamp\n- Trim the wick\n\n## Bells\n\nRing them all at noon.\n";
    assert_eq!(merged("open-base", &[open, other]), other);
    assert_eq!(merged("open-other", &[other, open]), other);
}

#[test]
fn what_opens_a_list_at_home_opens_it_here() {
    let base = "## Rounds\n\n1. Read the log of last night\n2. Report to the harbour master\n";
    let other = "## Rounds\n\n1. Light the lantern in the hall\n2. Put on oilskins\n3. Read the log of last night\n4. Report to the harbour master\n";
    assert_eq!(merged("first-steps", &[base, other]), other);
    let (base, other) = (
        base.replace("1. ", "- ").replace("2. ", "\n- "),
        "## Rounds\n\n- Put on oilskins\n- Read the log of last night\n",
    );
    assert_eq!(
        merged("first-bullets", &[&base, other]),
        "## Rounds\n\n- Put on oilskins\n\n- Read the log of last night\n\n- Report to the harbour master\n",
        "apart as the base's own items are"
    );
}

#[test]
fn the_nearer_neighbour_tells_the_place() {
    let base = "## Rounds\n\n- Read the log of last night\n- Polish the brass rail\n- Feed the gulls\n- Report to the harbour master\n\n## Store\n\n- Weigh the coal\n- Fill the oil can\n";
    let other = "## Rounds\n\n- Read the log of last night\n- Weigh the coal\n- Fill the oil can\n- Sign the tide table\n- Report to the harbour master\n";
    let text = merged("nearer", &[base, other]);
    assert!(text.contains("- Feed the gulls\n- Sign the tide table\n- Report to the harbour master\n"), "{text}");
}

#[test]
fn a_paragraph_that_comes_before_a_list_stays_before_it() {
    let base = "## Rounds\n\n- Read the log of last night\n- Report to the harbour master\n";
    let other = "## Rounds\n\nNobody walks the pier alone in a storm.\n\n- Read the log of last night\n- Report to the harbour master\n";
    assert_eq!(merged("before-list", &[base, other]), other);
    let led = base.replace("\n\n- Read", "\n\nGo round every night, then:\n\n- Read");
    let text = merged("before-lead-in", &[&led, other]);
    assert!(text.contains("in a storm.\n\nGo round every night, then:\n\n- Read"), "{text}");
}

#[test]
fn a_paragraph_does_not_cut_a_list_of_steps_in_two() {
    let base = "## Rounds\n\n1. Read the log of last night\n2. Analyse the drift of the buoys\n3. Report to the harbour master\n";
    let other = "## Rounds\n\n1. Read the log of last night\n2. Check the barometer\n\nNobody walks the pier alone in a storm.\n";
    assert_eq!(
        merged("not-cut", &[base, other]),
        "## Rounds\n\n1. Read the log of last night\n2. Check the barometer\n3. Analyse the drift of the buoys\n4. Report to the harbour master\n\nNobody walks the pier alone in a storm.\n"
    );
}

#[test]
fn what_two_others_add_at_one_place_stands_together() {
    let base = "## Rounds\n\n1. Read the log of last night\n2. Report to the harbour master\n";
    let one = "## Rounds\n\n1. Read the log of last night\n2. Check the barometer\n3. Feed the gulls\n4. Report to the harbour master\n";
    let two = "## Rounds\n\n1. Read the log of last night\n2. Check the barometer\n3. Wind the clock in the tower\n4. Report to the harbour master\n";
    assert_eq!(
        merged("two-others", &[base, one, two]),
        "## Rounds\n\n1. Read the log of last night\n2. Check the barometer\n3. Feed the gulls\n4. Wind the clock in the tower\n5. Report to the harbour master\n"
    );
}

#[test]
fn a_step_does_not_leave_its_list_to_say_more_elsewhere() {
    let base = "## Checks\n\n- Barometer read\n- Buoy drift\n- Lamp trimmed\n\n## Store\n\n- Weigh the coal\n";
    let other = "## Morning\n\n1. Open the shutters of the tower\n2. **Buoy drift**: measure it against the chart of last week\n3. Hoist the blue flag\n";
    assert_eq!(merged("steps-stay", &[base, other]), format!("{other}\n{base}"));
}

#[test]
fn a_step_that_holds_a_list_stands_among_the_steps() {
    let base = "## Rounds\n\n1. Read the log of last night\n2. Report to the harbour master\n";
    let other = "## Rounds\n\n1. Read the log of last night\n2. **Check the lamps**:\n   - Trim the wick\n   - Polish the lens\n3. Report to the harbour master\n";
    assert_eq!(merged("held-between", &[base, other]), other);
    let base = "## Store\n\n- Weigh the coal\n";
    let other = "## Rounds\n\n1. Open the shutters of the tower\n2. **Check the lamps**:\n   - Trim the wick\n   - Polish the lens\n3. Hoist the blue flag\n4. **Sign off**:\n   - Close the book\n   - Lock the door\n";
    assert_eq!(merged("held-new", &[base, other]), format!("{other}\n{base}"));
}

#[test]
fn steps_keep_their_order_whether_they_hold_a_list_or_not() {
    let lamps = "1. **Light the lamps**:\n   - Trim the wick\n   - Polish the lens\n";
    let (clock, end) =
        ("2. Wind the clock in the tower\n", "3. **Sign off**:\n   - Close the book\n   - Lock the door\n");
    let other = format!("## Rounds\n\n{lamps}{clock}{end}");
    let store = "\n## Store\n\n- Weigh the coal\n";
    for (name, opening) in [
        ("sentence", "Go round at dusk, and take the brass lantern.\n\n"),
        ("table", "| Hour | Lamp |\n|---|---|\n| six | red |\n\n"),
        ("bullets", "- Feed the gulls\n- Sweep the quay\n\n"),
    ] {
        let base = format!("## Rounds\n\n{opening}{store}", opening = opening.trim_end().to_owned() + "\n");
        let text = merged(&format!("held-order-{name}"), &[&base, &other]);
        assert_eq!(text, format!("## Rounds\n\n{opening}{lamps}{clock}{end}{store}"), "{name}");
    }
    let base = format!("## Rounds\n\n{lamps}{}{store}", end.replace("3. ", "2. "));
    assert_eq!(merged("held-order-base", &[&base, &other]), format!("{other}{store}"));
    let base = format!("## Rounds\n\n1. Feed the gulls\n2. Sweep the quay\n{store}");
    let text = merged("held-order-steps", &[&base, &other]);
    let counted = [(lamps, "3. "), (clock, "4. "), (end, "5. ")].map(|(step, number)| number.to_owned() + &step[3..]);
    assert_eq!(text, format!("## Rounds\n\n1. Feed the gulls\n2. Sweep the quay\n{}{store}", counted.concat()));
}

#[test]
fn a_first_step_stands_before_the_one_that_it_stands_before_at_home() {
    let end = "**Sign off**:\n   - Close the book\n   - Lock the door\n";
    let base = format!("## Rounds\n\n1. {end}2. Feed the gulls\n");
    for (name, first) in [
        ("plain", "Wind the clock in the tower\n"),
        ("held", "**Light the lamps**:\n   - Trim the wick\n   - Polish the lens\n"),
    ] {
        let other = format!("## Rounds\n\n1. {first}2. {end}3. Feed the gulls\n");
        assert_eq!(merged(&format!("first-of-held-{name}"), &[&base, &other]), other);
    }
}

#[test]
fn what_goes_on_behind_a_lead_in_and_its_list_stays_behind_them() {
    let base = "## Store\n\n- Weigh the coal\n";
    let other = "## Rounds\n\nGo out at dusk.\n\nTake with you:\n\n- The brass lantern\n- A coil of rope\n\nNobody walks the pier alone.\n";
    let text = merged("led", &[base, other]);
    assert!(text.contains("Go out at dusk.") && text.find("coil of rope") < text.find("Nobody walks"), "{text}");
}

#[test]
fn a_section_in_tags_stays_in_tags_among_others() {
    let base = "<rounds>\n- Trim the wick\n- Wind the clock\n</rounds>\n\n<store>\n- Weigh the coal\n</store>\n";
    let other = "<rounds>\n- Trim the wick\n- Wind the clock\n</rounds>\n\n<guests>\nGreet every guest at the quay.\n\n- Show the way to the tower\n- Offer tea in the hall\n</guests>\n";
    let text = merged("tags", &[base, other]);
    assert!(
        text.contains("\n<guests>\nGreet every guest at the quay.\n\n- Show the way to the tower\n- Offer tea in the hall\n</guests>\n\n<store>"),
        "{text}"
    );
    assert_eq!(text.matches('<').count(), 6, "{text}");
}

#[test]
fn a_row_stands_behind_the_row_that_it_stands_behind_at_home() {
    let table = "## Berths\n\n| Boat | Berth |\n|---|---|\n";
    let base = format!("{table}| Ann the trawler | 3 |\n| Bob the cutter | 4 |\n| Cyd the ketch | 5 |\n");
    let other = format!(
        "{table}| Wil the barge | 1 |\n| Ann the trawler | 3 |\n| Eve the yawl | 8 |\n| Flo the tug | 9 |\n| Bob the cutter | 4 |\n| Cyd the ketch | 5 |\n"
    );
    assert_eq!(merged("rows", &[&base, &other]), other);
}

/// And what follows its table at home does not cut the table here.
#[test]
fn rows_that_know_no_other_stand_at_the_end_of_the_table() {
    let table = "## Lamps\n\n| Lamp | Keeper |\n|---|---|\n";
    let base = format!("{table}| north pier | Ada Quist |\n| south pier | Bo Lind |\n\nPolish each on Sundays.\n");
    let other = format!(
        "{table}| old mole | Cyril Ek |\n| lighter's quay | Dora Holm |\n\n> Write down a lamp that was lit anew.\n"
    );
    assert_eq!(
        merged("rows-of-others", &[&base, &other]),
        format!(
            "{table}| north pier | Ada Quist |\n| south pier | Bo Lind |\n| old mole | Cyril Ek |\n| lighter's quay | Dora Holm |\n\n\
             > Write down a lamp that was lit anew.\n\nPolish each on Sundays.\n"
        )
    );
    let other = format!("{table}| old mole | Cyril Ek |\n| north pier | Ada Quist |\n");
    assert_eq!(merged("row-before", &[&base, &other]), base.replace("| north", "| old mole | Cyril Ek |\n| north"));
    let other = format!(
        "{table}| north pier | Ada Quist |\n| old mole | Cyril Ek |\n\n> Write down a lamp that was lit anew.\n"
    );
    assert_eq!(
        merged("behind-rows", &[&base, &other]),
        base.replace("| south", "| old mole | Cyril Ek |\n| south")
            .replace("\n\nPolish", "\n\n> Write down a lamp that was lit anew.\n\nPolish")
    );
}

/// Steps under labels that count are a whole: one alone does not go where somebody says much the same of something else.
#[test]
fn steps_under_labels_stay_together() {
    let base = "## Success\n\n- The lamp burns from dusk to dawn (oil, gas or current)\n- The log names every ship\n\n## Proof\n\n- The lamp was seen from the pier\n";
    let steps = "The watch goes round to:\n\n1. **Collect**\n   - Look whether the lamp burns from dusk to dawn (oil, gas or current)\n   - Sort every ship in the log by her port\n2. **Mend**\n   - Patch the torn sails\n   - Splice worn ropes\n3. **Prove**\n   - Look at the lamp from the pier once more\n";
    let other = format!("## What it does\n\n{steps}");
    let text = merged("labelled-steps", &[base, &other]);
    let own: Vec<&str> = steps.lines().map(|line| line.trim_end_matches(':')).filter(|line| !line.is_empty()).collect();
    let told: Vec<&str> = text.lines().map(|line| line.trim_end_matches(':')).filter(|line| !line.is_empty()).collect();
    assert!(told.windows(own.len()).any(|some| some == own), "{text}");
    assert!(text.contains("goes round to:"), "{text}");
}

#[test]
fn no_chapter_stands_beside_the_title_of_the_document() {
    let base = "# Keeper's Book\n\nKeep the light.\n\n## Rounds\n\n- Read the log of last night\n";
    let other = "# Your Duties at Sea\n\n1. Tow boats that drift\n2. Mark the reef\n\n# Your Tools\n\n- A rope of forty fathoms\n";
    let text = merged_bare("title", &[base, &format!("{ROLE}{other}")]);
    assert_eq!(text.lines().filter(|line| line.starts_with("# ")).count(), 1, "{text}");
    assert!(text.contains("\n## Your Duties at Sea\n") && text.contains("\n## Your Tools\n"), "{text}");
}

#[test]
fn a_label_goes_with_the_words_in_quotes_behind_it() {
    let base = "Say at dawn: \"The night watch is done: forty lamps are trimmed and the fog bell rang twice.\"\n\n## Rounds\n\n- Read the log\n";
    let other = "## Rounds\n\n- Read the log\n\nSay at dawn:\n\n\"The night watch is done: forty lamps are trimmed and the fog bell rang twice.\"\n";
    let text = merged("quoted", &[base, other]);
    assert!(!text.contains("Say at dawn:\n"), "{text}");
}

#[test]
fn the_rest_of_a_list_does_not_go_under_other_words_that_lead() {
    let base = "## Rounds\n\nBefore dusk, look at these:\n\n- Trim the wick\n- Oil the hinges\n";
    let other = "## Rounds\n\nWhen a storm comes up, see to these at once:\n\n- Trim the wick\n- Close the shutters\n- Ring the bell\n";
    let text = merged("led-otherwise", &[base, other]);
    assert!(text.contains("see to these at once:\n\n- Close the shutters\n- Ring the bell\n"), "{text}");
    assert!(text.contains("- Trim the wick\n- Oil the hinges\n"), "{text}");
}

#[test]
fn a_list_behind_a_label_does_not_take_the_place_of_one_name() {
    let base = "## Core\n\n- Lamp oil\n- Tide tables\n- Ropes\n\n## Store\n\n- Weigh the coal\n";
    let other = "## Guests\n\n- **Tour of the tower**: Lens and wick, fog bell, tide tables, old log books\n- Offer tea in the hall\n";
    let text = merged("label-list", &[base, other]);
    assert!(text.contains("- Lamp oil\n- Tide tables\n- Ropes\n"), "{text}");
    assert!(text.contains("old log books\n- Offer tea"), "{text}");
}

#[test]
fn sections_of_one_title_under_two_chapters_stay_two() {
    let base = "## Store\n\n- Weigh the coal\n";
    let other = "## Fog\n\nA ship calls from the fog.\n\n### What I do\n\n- Ring the bell twice\n- Light the red lamp\n\n## Storm\n\nThe waves reach the quay.\n\n### What I do\n\n- Close the shutters\n- Tie up the boats\n";
    let text = merged("one-title", &[base, other]);
    assert!(text.contains(other.trim_end()), "{text}");
}

#[test]
fn the_same_code_with_other_remarks_stands_once() {
    let base = "## Rounds\n\nTrim it:\n\n```bash\nwick --trim\n```\n\nThen rest.\n";
    let other = "## Rounds\n\nTrim it:\n\n```sh\n# Before dusk\nwick --trim\n```\n\nThen rest.\n";
    let text = merged("remarks", &[base, other]);
    assert_eq!(text.matches("wick --trim").count(), 1, "{text}");
    assert!(text.contains("# Before dusk"), "{text}");
}

#[test]
fn lines_that_signs_mark_stand_together_in_a_new_section() {
    let base = "## Store\n\n- Weigh the coal\n";
    let other = "## Rounds\n\n✅ Trim the wick\n✅ Polish the lens\n❌ Never oil the lamp at noon\n\nThen rest.\n";
    assert_eq!(merged("signs-new", &[base, other]), format!("{other}\n{base}"));
}

#[test]
fn new_chapters_are_not_turned_round_where_the_base_has_the_known_ones_in_another_order() {
    let (rope, fog) = ("- Splice the long rope by hand\n", "- Ring the bronze bell in fog\n");
    let base = format!("## Fog signals\n\n{fog}\n## Store\n\n- Weigh the coal\n\n## Ropes\n\n{rope}");
    let other = format!(
        "## Before the watch\n\n- Put on oilskins\n\n## Ropes\n\n{rope}\n## Fog signals\n\n{fog}\n## Behind the watch\n\n- Sign the tide table\n"
    );
    let text = merged("not-turned", &[&base, &other]);
    let at = |title: &str| text.find(title).unwrap_or_else(|| panic!("{title}: {text}"));
    assert!(
        at("## Before the watch") < at("## Fog signals") && at("## Fog signals") < at("## Behind the watch"),
        "{text}"
    );
}

#[test]
fn an_agent_of_two_titles_gets_no_third_one() {
    let base = "# keep-light\n\nReference for keeping lights in all harbours.\n\n# Harbour Light\n\nLight the lamp of the harbour.\n\n## Ropes\n\n- Splice the long rope by hand\n\n## Store\n\n- Weigh the coal\n\n## Fog\n\n- Ring the bronze bell in fog\n";
    let other = "# River Light\n\nUse this where a river has locks.\n\n## Locks\n\n- Open the upper gate slowly\n\n## Ropes\n\n- Splice the long rope by hand\n";
    let text = merged_bare("two-titles", &[base, other]);
    let titles: Vec<&str> = text.lines().filter(|line| line.starts_with("# ")).collect();
    assert_eq!(titles, ["# keep-light", "# Harbour Light"], "{text}");
    assert!(text.contains("all harbours.\n\nUse this where a river has locks.\n"), "{text}");
    assert!(text.contains("## Locks\n") && !text.contains("River Light"), "{text}");
}

#[test]
fn a_table_that_says_less_of_the_same_things_stands_once() {
    let base = "## Signals\n\n| Signal | When | Meant for |\n|---|---|---|\n| `Bell` | Before fog | Boats, pilots |\n| `Horn` | After fog | Pilots |\n";
    let less = "## Signals\n\nChoose the signal:\n\n| Signal | When | Purpose |\n|---|---|---|\n| Bell | Before fog | Boats |\n| Horn | After fog | Pilots |\n";
    assert_eq!(merged("table-less", &[base, less]), base);
    for more in [
        less.replace("| Boats |", "| Ferries |"),
        less.replace("| Horn | After", "| Lamp | After"),
        less.replace("| Before fog |", "| Never before fog |"),
    ] {
        let text = merged("table-more", &[base, &more]);
        assert!(text.contains("Choose the signal:\n\n| Signal | When | Purpose |\n|---|---|---|\n| Bell |"), "{text}");
        assert!(text.starts_with(base.trim_end()), "under the same heading, behind the first: {text}");
    }
    let bound =
        base.replace("After fog |", "After fog, if asked |").replace("| Pilots |", "| Pilots unless they sleep |");
    let text = merged("table-bound", &[&bound, less]);
    assert!(text.contains("| Purpose |"), "what is bound there and here not: {text}");
}

#[test]
fn a_chapter_stands_under_no_words_that_forbid_it() {
    let base = "# Rounds\n\n- Read the log of last night\n- Trim the wick\n\n# Don'ts\n\n- Never leave the lamp room\n- Don't burn wet coal\n";
    let other = "## Fog signals\n\n- Ring the bell twice a minute\n\n## Oil store\n\n- Weigh the casks on Mondays\n";
    let text = merged_bare("forbidden-chapter", &[base, other]);
    assert!(text.contains("\n# Fog signals\n") && text.contains("\n# Oil store\n"), "{text}");
}

#[test]
fn a_chapter_is_no_part_of_the_one_before_it() {
    let base =
        "# Keeper\n\n**Who reads this:**\n\nThe keeper on watch.\n\n---\n\n## Rounds\n\n- Read the log of last night\n";
    let second = "# Keeper\n\n## Rounds\n\n- Read the log of last night\n\n## Common Pitfalls\n\n- **Wet coal** smokes the lens\n";
    let third = "Take down what the ships say.\n\n**Fog signals:**\n\n1. Ring the bell twice a minute\n2. Send the boy to the pier\n";
    let text = merged_bare("bold-chapter", &[base, second, third]);
    assert!(text.contains("\n## Common Pitfalls\n") && text.contains("\n## Fog signals\n"), "{text}");
}

#[test]
fn only_conditions_go_into_a_list_of_conditions() {
    let base = "## Watch\n\nThe watch is over when:\n\n- [ ] The log is signed\n- [ ] The oil is weighed\n";
    let other = "## Watch\n\n1. **Sign the log:** Write the hour beside your name.\n2. **Look at the reef:** Count the buoys that are lit.\n3. **Wake the next keeper.**\n";
    let text = merged("conditions", &[base, other]);
    let (steps, led) = text.split_once("The watch is over when:").unwrap();
    assert!(steps.contains("Look at the reef") && steps.contains("Wake the next keeper"), "{text}");
    assert_eq!(led.lines().filter(|line| line.starts_with("- ")).count(), 2, "{text}");
}

#[test]
fn what_leads_into_the_first_list_stays_a_lead_in_before_the_chapters() {
    let base = "# Keeper\n\nYou keep the light.\n\n## Rounds\n\n- Read the log of last night\n";
    let other = "You keep the light of the outer pier.\n\nYou are to be called whenever:\n- A ship shows no lamp\n- The bell rings at night\n\n## Oil store\n\n- Weigh the casks on Mondays\n";
    let text = merged_bare("first-list", &[base, other]);
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("no {what:?} in {text}"));
    assert!(at("You are to be called whenever:\n- A ship shows no lamp\n") < at("## Rounds"), "{text}");
}

#[test]
fn a_list_behind_chapters_that_forbid_is_none_of_theirs() {
    let base = "# Keeper\n\n## When to ring\n\n**Ring when:**\n\n- Fog hides the pier\n- Two ships call at once\n\n**DON'T ring when:**\n\n- The master sleeps\n- A wedding passes the quay\n";
    let other = "# Keeper\n\n## When to ring\n\n**Always ring when the flag is up.** The flag counts for more than all else.\n\nThe bell serves several ends besides warning:\n- **Hours** - the village keeps its time by it\n- **Rescue** - the boats find home by it\n\n## Oil store\n\n- Weigh the casks on Mondays\n";
    let text = merged_bare("behind-bans", &[base, other]);
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("no {what:?} in {text}"));
    assert!(at("several ends besides warning:\n- **Hours**") < at("**Ring when:**"), "{text}");
}

#[test]
fn words_that_led_into_a_chapter_go_where_it_went() {
    let base = "# Keeper\n\nYou keep the light.\n\n## Fog\n\n- Send the boy to the pier\n\n## Rounds\n\n- Read the log of last night\n- Trim the wick\n";
    let other = "# Keeper\n\nYou keep the light.\n\nYour core duties:\n\n## Rounds\n\n- Read the log of last night\n- Count the casks of oil\n";
    let text = merged_bare("led-chapter", &[base, other]);
    assert!(!text.contains("Your core duties") && text.contains("- Count the casks of oil\n"), "{text}");
    // Where it leads into that chapter still, it stays; beside another that does it says nothing more.
    let stays = "# Keeper\n\nYou keep the light.\n\n## Rounds\n\n- Read the log of last night\n- Trim the wick\n";
    let text = merged_bare("led-chapter-stays", &[stays, other]);
    assert!(text.contains("Your core duties:\n\n## Rounds\n"), "{text}");
    let leads = stays.replace("## Rounds", "Your chief duties:\n\n## Rounds");
    let text = merged_bare("led-chapter-twice", &[&leads, other]);
    assert!(text.contains("Your chief duties:\n\n## Rounds\n") && !text.contains("core duties"), "{text}");
}

#[test]
fn a_condition_takes_no_place_of_what_is_done() {
    let base = "Chart work:\n- Soundings\n- Separate read and write logs\n- Reef outlines\n";
    let other = "Use when:\n- a ship asks for the depth\n- Separating read and write logs for the harbour\n- the pier is rebuilt\n";
    let text = merged("condition", &[base, other]);
    assert!(text.contains(base.trim_end()) && text.contains(other.trim_end()), "{text}");
}

#[test]
fn what_would_be_read_as_out_of_scope_is_told_and_not_put_there() {
    let base = "# Keeper\n\nYou keep the light.\n\n## Rounds\n\n- Read the log of last night\n\n## Out of scope\n\n- Towing boats\n";
    let other = "# Signals of the outer pier\n\nThis page says how the pier is told of fog, in these parts, by day and by night, to boats and to the village:\n\n## Parts of a signal\n\n1. The bell\n2. The flag\n\nA signal is given twice.\n";
    let merged = merged_whole("sense", &[base, other]);
    let (text, conflicts) = (merged["text"].as_str().unwrap(), merged["conflicts"].to_string());
    assert!(!text.contains("This page says") && text.contains("2. The flag\n"), "{text}");
    assert!(conflicts.contains("read as something else where it is put in"), "{conflicts}");
}

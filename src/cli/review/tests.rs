//! What is seen and what keys do, on a terminal that is none.

use std::{fs, rc::Rc};

use ratatui::{Terminal, backend::TestBackend};

use super::{
    desk::{Decision, Desk, Mode, Pane, Wish},
    foretold::{Foretold, Plans},
    keys::{HELP, Key},
    panes::Panes,
    theme::Theme,
    view::{self, HELP_WIDTH, KEYS_WIDTH},
};
use crate::{
    config::{Layer, Settings},
    model::{Analysis, Decisions, Relation},
    pipeline::{self, ApplyOptions, Options, PlanOptions, Unwatched},
    report::{Charset, Detail, Ink, Page, Sink},
};

const AGENTS: &str = "fixtures/review/agents";

fn analysis() -> Analysis {
    pipeline::report(&[AGENTS.to_owned()], &Options::default(), &Unwatched).unwrap()
}

/// What a terminal of this size shows.
fn seen(analysis: &Analysis, desk: &mut Desk, size: (u16, u16), charset: Charset) -> String {
    seen_in(vec![AGENTS.to_owned()], analysis, desk, (size, charset))
}

/// The same of agents that lie elsewhere.
fn seen_in(
    roots: Vec<String>,
    analysis: &Analysis,
    desk: &mut Desk,
    ((columns, rows), charset): ((u16, u16), Charset),
) -> String {
    let settings = Settings::of(&Layer::default()).unwrap();
    let (apply, merge, decisions) = (ApplyOptions::default(), settings.merge, Decisions::default());
    let options = PlanOptions { roots, apply, merge, decisions, ancestor: None, as_typed: String::new() };
    let page = Page { width: 80, charset, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::Terminal };
    let theme = Theme::of(page);
    let plans = Plans::new(analysis, &options);
    let mut panes = Panes::new(analysis, (&options, &plans), &settings, (page, theme.star()));
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| view::draw(frame, desk, &mut panes, theme)).unwrap();
    panes.make();
    terminal.draw(|frame| view::draw(frame, desk, &mut panes, theme)).unwrap();
    terminal.backend().to_string()
}

fn typed(desk: &mut Desk, keys: &str) {
    for letter in keys.chars() {
        assert!(matches!(desk.press(Key::Letter(letter)), Wish::Nothing | Wish::Foretell(_)), "{letter}");
    }
}

#[test]
fn a_family_is_shown_with_its_members() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    insta::assert_snapshot!("members", seen(&analysis, &mut desk, (100, 24), Charset::Unicode));
    insta::assert_snapshot!("narrow", seen(&analysis, &mut desk, (40, 20), Charset::Ascii));
}

#[test]
fn a_diff_and_a_merge_are_shown() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    desk.press(Key::Right);
    typed(&mut desk, "2");
    insta::assert_snapshot!("diff", seen(&analysis, &mut desk, (80, 24), Charset::Unicode));
    typed(&mut desk, "3");
    insta::assert_snapshot!("merged", seen(&analysis, &mut desk, (120, 40), Charset::Unicode));
}

#[test]
fn the_member_that_is_held_against_the_canonical_one_stays_in_sight() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    let first = seen(&analysis, &mut desk, (60, 11), Charset::Unicode);
    assert!(first.contains("heron-keeper-copy.md") && !first.contains("agents/heron-keeper.md"), "{first}");
    desk.press(Key::Right);
    let second = seen(&analysis, &mut desk, (60, 11), Charset::Unicode);
    assert!(second.contains("agents/heron-keeper.md"), "{second}");
    desk.press(Key::PageDown);
    desk.press(Key::Left);
    let again = seen(&analysis, &mut desk, (60, 11), Charset::Unicode);
    assert!(again.contains("heron-keeper-copy.md"), "{again}");
}

#[test]
fn every_size_is_borne() {
    let analysis = analysis();
    for size in [(1, 1), (5, 3), (20, 8), (39, 10), (71, 12), (300, 100)] {
        for pane in Pane::ALL {
            let mut desk = Desk::new(&analysis);
            desk.pane = pane;
            seen(&analysis, &mut desk, size, Charset::Unicode);
            desk.press(Key::Letter('?'));
            seen(&analysis, &mut desk, size, Charset::Ascii);
        }
    }
}

#[test]
fn decisions_are_made_taken_back_and_counted() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    typed(&mut desk, "kmi");
    let made: Vec<&Decision> = desk.decisions().map(|(_, decision)| decision).collect();
    assert!(matches!(made[..], [Decision::Keep, Decision::Merge, Decision::Ignore { .. }]), "{made:?}");
    assert_eq!(desk.unwritten(), 2, "keeping needs nothing on the disk");
    typed(&mut desk, "u");
    assert_eq!((desk.unwritten(), desk.family()), (1, Some(2)));
    typed(&mut desk, "uuu");
    assert!(desk.decisions().next().is_none() && desk.said.contains("nothing to undo"));
    typed(&mut desk, "w");
    assert!(desk.said.contains("nothing to write"));
    assert_eq!(desk.press(Key::Letter('q')), Wish::Leave);
}

/// F1 has an open privilege and two equal files, F2 a contradiction.
#[test]
fn what_the_plan_will_do_is_said_at_once() {
    let analysis = analysis();
    let settings = Settings::of(&Layer::default()).unwrap();
    let apply = ApplyOptions { merge_from: Some(Relation::Variant), ..ApplyOptions::default() };
    let roots = vec![AGENTS.to_owned()];
    let options = PlanOptions {
        roots,
        apply,
        merge: settings.merge,
        decisions: Decisions::default(),
        ancestor: None,
        as_typed: String::new(),
    };
    let mut desk = Desk::new(&analysis);
    assert_eq!(desk.press(Key::Letter('m')), Wish::Foretell(0));
    let plans = Plans::new(&analysis, &options);
    assert!(Rc::ptr_eq(&plans.of(0).unwrap(), &plans.of(0).unwrap()), "a plan is made once");
    assert_eq!(plans.coming(0), "F1 goes into the plan; looking at what that changes");
    let Foretold::Something(first) = plans.foretell(0) else { panic!("F1 has two equal files") };
    let who =
        "F1 goes into the plan: 1 file to change, 1 kept apart: heron-keeper-copy.md (\"tools\" must be settled first";
    assert!(first.starts_with(who), "{first}");
    desk.say(first.clone());
    let shown = seen(&analysis, &mut desk, (70, 24), Charset::Unicode);
    assert!(shown.contains("heron-keeper-copy.md (\"tools\"") && shown.contains("--resolve ask"), "{shown}");
    let squeezed = seen(&analysis, &mut desk, (40, 7), Charset::Unicode);
    assert!(squeezed.contains("F1 goes into the plan") && squeezed.contains('…'), "{squeezed}");
    assert_eq!(desk.press(Key::Letter('m')), Wish::Foretell(1));
    let Foretold::Nothing(second) = plans.foretell(1) else { panic!("F2 is contradicted") };
    assert!(second.starts_with("F2: the plan changes nothing: "), "{second}");
    assert!(second.contains("\"10 minutes / 12 minutes\" must be settled first"), "{second}");
    let way_out =
        ". To settle it: agentkin apply fixtures/review/agents --family F2 --merge variant --resolve ask --write";
    assert!(second.ends_with(way_out), "{second}");
    desk.withdraw(second.clone());
    assert_eq!((desk.decision(1), desk.unwritten(), desk.family()), (None, 1, Some(1)));
    assert_eq!(desk.said, second, "what came of it is said");
}

/// Files of one name lie in many folders; a hundred of them are no sentence.
#[test]
fn who_stays_is_told_by_folders_and_not_at_length() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = |model: usize| {
        format!(
            "---\nname: keeper\ndescription: Keeps the light.\ntools: Tool{model}\n---\n\n- Trim the wick at dusk\n- Wind the clock daily\n"
        )
    };
    for at in 0..7 {
        let place = folder.path().join(format!("tower{at}/agents"));
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("keeper.md"), keeper(at)).unwrap();
    }
    let roots = vec![folder.path().display().to_string()];
    let analysis = pipeline::report(&roots, &Options::default(), &Unwatched).unwrap();
    let settings = Settings::of(&Layer::default()).unwrap();
    let (apply, merge, decisions) = (ApplyOptions::default(), settings.merge, Decisions::default());
    let options = PlanOptions { roots, apply, merge, decisions, ancestor: None, as_typed: String::new() };
    let Foretold::Nothing(said) = Plans::new(&analysis, &options).foretell(0) else { panic!("their grants differ") };
    assert!(said.contains("/agents/keeper.md, tower") && said.contains(" and 3 more ("), "{said}");
}

/// Two of F1 are equal, and the third is kept apart: no text is merged, and none is shown as if it were.
#[test]
fn the_merged_pane_says_where_nothing_is_merged() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    typed(&mut desk, "3");
    let first = seen(&analysis, &mut desk, (120, 40), Charset::Unicode);
    assert!(first.contains("the plan merges nothing: this is what agentkin merge would make"), "{first}");
}

#[test]
fn the_merged_pane_shows_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = concat!(
        "---\nname: keeper\ndescription: Keeps the light.\n---\n\n- Trim the wick at dusk\n- Wind the clock daily\n",
        "- Polish the lens with chamois\n- Enter the weather into the log\n- Ring the bell in fog\n",
    );
    fs::write(folder.path().join("a.md"), format!("{keeper}- Feed the harbour cat\n")).unwrap();
    fs::write(folder.path().join("b.md"), format!("{keeper}- Lower the flag at night\n")).unwrap();
    let roots = vec![folder.path().display().to_string()];
    let analysis = pipeline::report(&roots, &Options::default(), &Unwatched).unwrap();
    let mut desk = Desk::new(&analysis);
    typed(&mut desk, "3");
    let merged = seen_in(roots, &analysis, &mut desk, ((160, 60), Charset::Unicode));
    assert!(merged.contains("will hold:") && !merged.contains("the plan merges nothing"), "{merged}");
    assert!(merged.contains("Feed the harbour cat") && merged.contains("Lower the flag at night"), "{merged}");
}

#[test]
fn quitting_asks_where_something_is_not_written() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    typed(&mut desk, "mq");
    assert_eq!(desk.mode, Mode::Leaving);
    let asked = seen(&analysis, &mut desk, (100, 12), Charset::Unicode);
    assert!(asked.contains("1 decision is not written"), "{asked}");
    assert_eq!((desk.press(Key::Letter('x')), desk.press(Key::Escape)), (Wish::Nothing, Wish::Nothing));
    assert_eq!(desk.mode, Mode::Browsing);
    typed(&mut desk, "q");
    assert_eq!(desk.press(Key::Letter('w')), Wish::WriteAndLeave);
    desk.wrote("written");
    assert_eq!((desk.unwritten(), desk.press(Key::Letter('q'))), (0, Wish::Leave));
    assert_eq!(desk.press(Key::Interrupt), Wish::Leave);
}

#[test]
fn what_was_written_is_not_taken_back_unsaid() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    typed(&mut desk, "mi");
    desk.wrote("written");
    typed(&mut desk, "u");
    assert!(desk.said.contains("nothing to undo"));
    desk.press(Key::Home);
    typed(&mut desk, "k");
    assert_eq!(desk.unwritten(), 1, "the plan on the disk is another one");
    typed(&mut desk, "k");
    assert!(desk.said.contains(".agentkin.toml"), "{}", desk.said);
}

#[test]
fn a_filter_narrows_and_is_taken_away() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    typed(&mut desk, "/Moss");
    assert_eq!((desk.shown().count(), desk.family()), (1, Some(1)));
    typed(&mut desk, "zz");
    assert_eq!((desk.shown().count(), desk.family()), (0, None));
    seen(&analysis, &mut desk, (80, 24), Charset::Unicode);
    desk.press(Key::Enter);
    typed(&mut desk, "kmi");
    assert!(desk.decisions().next().is_none(), "nothing is decided of nothing");
    desk.press(Key::Left);
    typed(&mut desk, "/");
    desk.press(Key::Backspace);
    desk.press(Key::Escape);
    assert_eq!((desk.shown().count(), &desk.mode), (3, &Mode::Browsing));
    typed(&mut desk, "/Moss");
    desk.press(Key::Enter);
    assert_eq!(desk.shown().count(), 1, "a filter is kept");
    desk.press(Key::Escape);
    assert_eq!(desk.shown().count(), 3, "and taken away by the key that the line names");
}

#[test]
fn the_help_is_not_cut() {
    let cut = HELP.iter().find(|(_, does)| does.len() > usize::from(HELP_WIDTH) - 2 - KEYS_WIDTH);
    assert_eq!(cut, None);
}

#[test]
fn a_reason_is_typed() {
    let analysis = analysis();
    let mut desk = Desk::new(&analysis);
    typed(&mut desk, "rab");
    desk.press(Key::Backspace);
    typed(&mut desk, "q\u{202e}");
    let asked = seen(&analysis, &mut desk, (80, 12), Charset::Unicode);
    assert!(asked.contains("why ignore: aq\\u{202e}_"), "{asked}");
    desk.press(Key::Enter);
    assert_eq!(desk.decision(0), Some(&Decision::Ignore { reason: "aq\u{202e}".to_owned() }));
    desk.press(Key::Home);
    typed(&mut desk, "r");
    desk.press(Key::Escape);
    assert_eq!(desk.mode, Mode::Browsing);
}

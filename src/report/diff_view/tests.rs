use super::sample::{PAGE, printed, unchanged, with};
use crate::report::{Charset, DiffView, Ink, Page, Sink, fit, is_hidden};

const VIEWS: [DiffView; 5] =
    [DiffView::Aligned, DiffView::SideBySide, DiffView::Unified, DiffView::Stat, DiffView::Summary];

#[test]
fn aligned_at_80_columns() {
    insta::assert_snapshot!(printed(DiffView::Aligned, PAGE));
}

#[test]
fn side_by_side_at_80_columns() {
    insta::assert_snapshot!(printed(DiffView::SideBySide, PAGE));
}

#[test]
fn stat_at_80_columns() {
    insta::assert_snapshot!(printed(DiffView::Stat, PAGE));
}

#[test]
fn a_summary_at_80_columns() {
    insta::assert_snapshot!(printed(DiffView::Summary, PAGE));
}

#[test]
fn every_view_at_160_columns() {
    for view in VIEWS {
        insta::assert_snapshot!(format!("{view:?}_160"), printed(view, Page { width: 160, ..PAGE }));
    }
}

#[test]
fn every_view_in_colour() {
    for (view, width) in VIEWS.into_iter().flat_map(|view| [(view, 80), (view, 160)]) {
        let text = printed(view, Page { ink: Ink::Colour, width, ..PAGE });
        insta::assert_snapshot!(format!("{view:?}_{width}_colour"), text.replace('\u{1b}', "^"));
    }
}

#[test]
fn a_summary_to_paste() {
    let mut out = Vec::new();
    with(|couple, diff| super::markdown(couple, diff, DiffView::Summary, &mut out).unwrap());
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn a_patch_with_both_names_of_the_file_to_change() {
    let patch = printed(DiffView::Unified, PAGE);
    let mut lines = patch.lines();
    assert_eq!(lines.next(), Some("# makes agents/bee-keeper-two.md of agents/bee-keeper.md"));
    assert_eq!(lines.next(), Some("--- a/agents/bee-keeper.md"));
    assert_eq!(lines.next(), Some("+++ b/agents/bee-keeper.md"));
    assert!(lines.next().is_some_and(|line| line.starts_with("@@ -1,")));
    assert!(patch.contains('\u{1b}'), "a patch holds the bytes of the file");
}

#[test]
fn markdown_to_paste() {
    let mut out = Vec::new();
    with(|couple, diff| super::markdown(couple, diff, DiffView::Aligned, &mut out).unwrap());
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn a_patch_is_fenced_longer_than_it_holds() {
    let mut out = Vec::new();
    with(|couple, diff| super::markdown(couple, diff, DiffView::Unified, &mut out).unwrap());
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("````diff\n") && text.trim_end().ends_with("\n````"), "{text}");
}

#[test]
fn the_document_is_the_contracts() {
    with(|couple, diff| {
        let json = serde_json::to_value(super::json(couple, diff)).unwrap();
        assert_eq!(json["schema"], "agentkin.diff/1");
        assert_eq!((&json["relation"], &json["similarity"]), (&"near-duplicate".into(), &0.8649.into()));
        assert_eq!(json["fields"][2]["b"], serde_json::Value::Null);
        let sections = json["sections"].as_array().unwrap();
        assert_eq!(sections[1]["change"], "changed");
        assert_eq!(sections[2]["change"], serde_json::json!(["moved", "renamed", "changed"]));
        assert_eq!(sections[2]["b"], serde_json::json!({"title": "In the shed", "lines": [2, 5]}));
        let statement = serde_json::json!({"change": "removed", "a": {"text": "Wrap the hives in straw", "line": 16}});
        assert_eq!(sections[3]["statements"][0], statement);
        assert!(sections[3].get("b").is_none());
    });
}

#[test]
fn every_view_keeps_to_the_page_and_shows_what_would_act() {
    for (width, charset) in [(60, Charset::Unicode), (80, Charset::Ascii), (100, Charset::Unicode)] {
        for view in VIEWS.into_iter().filter(|view| *view != DiffView::Unified) {
            let text = printed(view, Page { width, charset, ..PAGE });
            let wide: Vec<&str> = text.lines().filter(|line| fit::width(line) > width).collect();
            assert!(wide.is_empty(), "{view:?} at {width}: {wide:#?}");
            assert!(!text.chars().any(|c| is_hidden(c) && c != '\n'), "{view:?} lets something act: {text}");
            assert!(charset == Charset::Unicode || text.is_ascii(), "{view:?} in ASCII: {text}");
        }
    }
}

#[test]
fn colour_marks_words_without_brackets() {
    let page = Page { ink: Ink::Colour, ..PAGE };
    let text = printed(DiffView::Aligned, page);
    assert!(text.contains('\u{1b}') && !text.contains("[-") && !text.contains("{+"));
    let patch = printed(DiffView::Unified, page);
    assert!(patch.contains("\\u{1b}[31m") && patch.contains("\\u{202e}"), "a coloured patch is for eyes: {patch}");
    let watched = printed(DiffView::Unified, Page { sink: Sink::Terminal, ..PAGE });
    assert!(watched.contains("\\u{1b}[31m") && !watched.contains('\u{1b}'), "a terminal acts on nothing: {watched}");
}

#[test]
fn an_agent_and_itself() {
    for view in VIEWS {
        let text = unchanged(view, PAGE);
        assert!(!text.contains("changed\n") && !text.lines().any(|line| line.starts_with("  - ")), "{view:?}: {text}");
    }
    assert_eq!(unchanged(DiffView::Unified, PAGE), "");
    assert!(unchanged(DiffView::Aligned, PAGE).contains("no difference"));
}

use super::*;
use crate::{
    model::{AgentIx, BlockCopy, LineRange, Score, Span},
    report::{Charset, Detail, Ink, Page, Sink, fit, sample},
};

const PAGE: Page =
    Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };

fn blocks() -> Vec<Block> {
    let copy = |agent, first, last, drifted| BlockCopy {
        agent: AgentIx::new(agent),
        lines: LineRange::new(first, last),
        span: if last > first { Span::new(18, 45) } else { Span::new(0, 16) },
        drifted,
        similarity: if drifted { Score::new(0.8) } else { Score::FULL },
    };
    vec![
        Block {
            kind: BlockKind::Section,
            words: 4,
            copies: vec![copy(0, 3, 5, false), copy(1, 3, 5, true), copy(2, 3, 5, false), copy(4, 3, 5, false)],
            pattern: 0,
            agents: 4,
            sources: 3,
        },
        Block {
            kind: BlockKind::Paragraph,
            words: 3,
            copies: (0..4).map(|agent| copy(agent, 1, 1, false)).collect(),
            pattern: 0,
            agents: 4,
            sources: 1,
        },
    ]
}

fn printed(page: Page) -> String {
    let mut out = Vec::new();
    terminal(&sample::analysis(), &blocks(), page, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn blocks_at_80_and_160_columns() {
    insta::assert_snapshot!("blocks_80", printed(PAGE));
    insta::assert_snapshot!("blocks_160", printed(Page { width: 160, ..PAGE }));
}

#[test]
fn blocks_in_colour() {
    insta::assert_snapshot!(printed(Page { ink: Ink::Colour, ..PAGE }).replace('\u{1b}', "^"));
}

#[test]
fn blocks_as_markdown() {
    let mut out = Vec::new();
    markdown(&sample::analysis(), &blocks(), PAGE, &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn the_document_names_every_place() {
    let said = serde_json::to_value(json(&sample::analysis().corpus, &blocks())).unwrap();
    assert_eq!(said[0]["copies"][1]["text"], "## Checks\n\n- Ask for a test");
    assert_eq!(said[0]["copies"][0]["lines"], serde_json::json!([3, 5]));
    assert!(said[0]["copies"][0].get("text").is_none());
    assert_eq!((&said[1]["kind"], &said[1]["sources"]), (&"paragraph".into(), &1.into()));
}

#[test]
fn it_keeps_to_the_page() {
    let text = printed(Page { width: 60, charset: Charset::Ascii, ..PAGE });
    assert!(text.is_ascii() && text.lines().all(|line| fit::width(line) <= 60), "{text}");
}

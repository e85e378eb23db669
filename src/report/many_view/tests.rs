use super::*;
use crate::{
    model::{
        AgentIx, CorePiece, CoreSection, CoreStatement, CoreTerm, FieldRow, Has, SectionCell, SectionIx, SectionRow,
        StatementCell, StatementIx, StatementKind, StatementRow, Value,
    },
    report::{Charset, Detail, Ink, Page, Sink, fit, is_hidden, sample::agent},
};

const PAGE: Page =
    Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };

fn corpus() -> Corpus {
    let ids = ["garden/heron.md", "garden/moss\u{1b}[31m.md", "garden/roof.md"];
    Corpus::new(ids.iter().map(|id| agent(id, "one", 10)).collect())
}

fn section(cells: [Option<Has>; 3], at: usize, statements: &[[Option<Has>; 3]]) -> SectionRow {
    let statement = |row: &[Option<Has>; 3]| StatementRow {
        cells: row.iter().map(|has| has.map(|has| StatementCell { statement: StatementIx::new(at), has })).collect(),
    };
    SectionRow {
        cells: cells.iter().map(|has| has.map(|has| SectionCell { section: SectionIx::new(at), has })).collect(),
        statements: statements.iter().map(statement).collect(),
    }
}

fn matrix() -> Matrix {
    let (same, differs) = (Some(Has::Same), Some(Has::Differs));
    let text = |text: &str| Value::Text(text.to_owned());
    Matrix {
        members: (0..3).map(AgentIx::new).collect(),
        base: 0,
        fields: vec![
            FieldRow { field: "name".to_owned(), values: vec![(text("keeper"), vec![0, 1, 2])], ..FieldRow::default() },
            FieldRow {
                field: "model".to_owned(),
                values: vec![(text("slow | careful"), vec![0, 2]), (text("fast"), vec![1])],
                ..FieldRow::default()
            },
            FieldRow {
                field: "tools".to_owned(),
                values: vec![(Value::List(Vec::new()), vec![2])],
                lack: vec![0, 1],
                ..FieldRow::default()
            },
        ],
        sections: vec![
            section([same, same, same], 0, &[[same, same, same]]),
            section([same, differs, None], 1, &[[same, differs, None], [None, same, None]]),
        ],
        notes: Vec::new(),
    }
}

fn core() -> Core {
    let text = |text: &str| CorePiece::Text(text.to_owned());
    let said = |at, kind, text| CoreStatement { statement: StatementIx::new(at), kind, text };
    Core {
        members: (0..3).map(AgentIx::new).collect(),
        base: 0,
        fields: vec![("description".to_owned(), vec![text("Counts "), CorePiece::Term(0)])],
        sections: vec![CoreSection {
            title: vec![CorePiece::Term(0), text(" rounds")],
            depth: 0,
            statements: vec![
                said(0, StatementKind::Paragraph, vec![text("Count the "), CorePiece::Term(0), text(" at dawn {0}.")]),
                said(1, StatementKind::Bullet, vec![text("Tell "), CorePiece::Term(1)]),
            ],
            left_out: 2,
        }],
        terms: vec![
            CoreTerm { values: ["herons", "moss \u{202e}pads", "slates"].map(str::to_owned).to_vec(), uses: 4 },
            CoreTerm {
                values: vec![
                    "the warden of the northern harbour".to_owned(),
                    String::new(),
                    "the \u{1b}[2J owner of the house".to_owned(),
                ],
                uses: 1,
            },
        ],
        left_out: 2,
    }
}

fn printed(page: Page) -> String {
    let mut out = Vec::new();
    terminal(&corpus(), &matrix(), page, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn core_printed(page: Page) -> String {
    let mut out = Vec::new();
    core_terminal(&corpus(), &core(), page, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn three_agents_at_80_and_160_columns() {
    insta::assert_snapshot!("matrix_80", printed(PAGE));
    insta::assert_snapshot!("matrix_160", printed(Page { width: 160, ..PAGE }));
}

#[test]
fn the_core_at_80_and_160_columns() {
    insta::assert_snapshot!("core_80", core_printed(PAGE));
    insta::assert_snapshot!("core_160", core_printed(Page { width: 160, ..PAGE }));
}

#[test]
fn both_in_colour() {
    let page = Page { ink: Ink::Colour, ..PAGE };
    insta::assert_snapshot!("matrix_colour", printed(page).replace('\u{1b}', "^"));
    insta::assert_snapshot!("core_colour", core_printed(page).replace('\u{1b}', "^"));
}

#[test]
fn both_as_markdown() {
    let mut out = Vec::new();
    markdown(&corpus(), &matrix(), PAGE, &mut out).unwrap();
    core_markdown(&corpus(), &core(), &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn the_documents_name_who_has_what() {
    let (corpus, matrix, core) = (corpus(), matrix(), core());
    let said = serde_json::to_value(json(&corpus, &matrix)).unwrap();
    assert_eq!((&said["schema"], &said["base"]), (&"agentkin.diff-many/1".into(), &"garden/heron.md".into()));
    assert_eq!(said["sections"][1]["agents"][2], serde_json::json!({"id": "garden/roof.md", "has": "lacks"}));
    assert_eq!(said["sections"][1]["statements"][0]["support"], 2);
    assert_eq!(said["only_in"]["garden/moss\u{1b}[31m.md"][0]["line"], 5);
    let said = serde_json::to_value(core_json(&corpus, &core)).unwrap();
    assert_eq!((&said["schema"], &said["shared"]), (&"agentkin.diff-core/1".into(), &2.into()));
    assert_eq!(said["sections"][0]["title"], "{1} rounds");
    assert_eq!(said["terms"][0]["values"][0], "herons");
    assert_eq!(said["sections"][0]["statements"][0]["pieces"][1], serde_json::json!({"term": 0}));
}

#[test]
fn many_columns_become_counts() {
    let members = 60;
    let corpus = Corpus::new((0..members).map(|n| agent(&format!("a{n:02}.md"), "one", 10)).collect());
    let has = Some(SectionCell { section: SectionIx::new(1), has: Has::Same });
    let cells = (0..members).map(|n| has.filter(|_| n < 50)).collect();
    let sections = vec![SectionRow { cells, statements: Vec::new() }];
    let matrix =
        Matrix { members: corpus.indexes().collect(), base: 0, fields: Vec::new(), sections, notes: Vec::new() };
    let mut out = Vec::new();
    terminal(&corpus, &matrix, PAGE, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let row = text.lines().find(|line| line.trim_start().starts_with("Checks")).unwrap();
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["Checks", "50", "-", "10", "-", "-", "-"]);
}

#[test]
fn both_keep_to_the_page_and_show_what_would_act() {
    for (width, charset) in [(60, Charset::Ascii), (80, Charset::Unicode)] {
        let page = Page { width, charset, ..PAGE };
        for text in [printed(page), core_printed(page)] {
            assert!(text.lines().all(|line| fit::width(line) <= width), "{text}");
            assert!(!text.chars().any(|c| is_hidden(c) && c != '\n'), "{text}");
            assert!(charset == Charset::Unicode || text.is_ascii(), "{text}");
        }
    }
}

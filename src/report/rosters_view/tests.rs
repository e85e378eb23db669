use super::*;
use crate::{
    model::{
        AgentDiff, AgentIx, Corpus, FieldDetail, FieldDiff, Relation, RosterPair, Score, SectionDiff, SectionIx, Tie,
        Tree,
    },
    report::{Charset, Detail, Ink, Page, Sink, fit, is_hidden, sample::agent},
};

const PAGE: Page =
    Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };

fn rosters() -> Rosters {
    let ids = [
        "home/agents/heron.md",
        "home/agents/moss.md",
        "home/agents/roof.md",
        "home/agents/wall\u{1b}[31m.md",
        "shop/agents/heron.md",
        "shop/agents/garden/moss-keeper.md",
        "shop/agents/roof-two.md",
        "shop/agents/new.md",
    ];
    let corpus = Corpus::new(ids.iter().map(|id| agent(id, "one", 10)).collect());
    let at = |n: usize| corpus.find(ids[n]).unwrap();
    let row = |change: SectionChange, a: Option<usize>, b: Option<usize>| SectionDiff {
        change: vec![change],
        a: a.map(SectionIx::new),
        b: b.map(SectionIx::new),
        similarity: Score::new(0.5),
        within: Vec::new(),
        statements: Vec::new(),
    };
    let field = |name: &str, change| FieldDiff {
        field: name.to_owned(),
        change,
        a: None,
        b: None,
        detail: FieldDetail::default(),
    };
    let drift = AgentDiff {
        notes: Vec::new(),
        fields: vec![field("name", FieldChange::Same), field("model", FieldChange::Changed)],
        sections: vec![
            row(SectionChange::Changed, Some(0), Some(0)),
            row(SectionChange::Added, None, Some(1)),
            row(SectionChange::Same, Some(1), Some(1)),
        ],
    };
    let pair = |a, b, tie, similarity, drift: Option<AgentDiff>| RosterPair {
        a: at(a),
        b: at(b),
        tie,
        relation: if drift.is_some() { Relation::NearDuplicate } else { Relation::Identical },
        similarity: Score::new(similarity),
        drift,
        beside_differs: false,
    };
    let pairs = vec![
        pair(0, 4, Tie::Path, 0.91, Some(drift.clone())),
        pair(1, 5, Tie::Kinship, 0.8, Some(drift)),
        pair(2, 6, Tie::Content, 1.0, None),
    ];
    let tree = |root: &str| Tree { root: root.to_owned(), files: 5, agents: 4 };
    let (only_a, only_b): (Vec<AgentIx>, Vec<AgentIx>) = (vec![at(3)], vec![at(7)]);
    Rosters { corpus, a: tree("home/agents"), b: tree("shop/agents/"), pairs, only_a, only_b }
}

fn printed(page: Page) -> String {
    let mut out = Vec::new();
    terminal(&rosters(), page, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn two_trees_at_80_and_160_columns() {
    insta::assert_snapshot!("trees_80", printed(PAGE));
    insta::assert_snapshot!("trees_160", printed(Page { width: 160, ..PAGE }));
}

#[test]
fn two_trees_in_colour() {
    insta::assert_snapshot!(printed(Page { ink: Ink::Colour, ..PAGE }).replace('\u{1b}', "^"));
}

#[test]
fn two_trees_as_markdown() {
    let mut out = Vec::new();
    markdown(&rosters(), &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn the_document_says_who_drifted() {
    let rosters = rosters();
    let said = serde_json::to_value(json(&rosters)).unwrap();
    assert_eq!(said["schema"], "agentkin.diff-folders/1");
    let summary = serde_json::json!({"same": 1, "drifted": 2, "renamed": 2, "only_a": 1, "only_b": 1});
    assert_eq!(said["summary"], summary);
    assert_eq!(said["pairs"][1]["by"], "kinship");
    assert_eq!(said["pairs"][0]["fields"], serde_json::json!(["model"]));
    assert_eq!(said["pairs"][0]["sections"]["added"], 1);
    assert_eq!((&said["a"]["files"], &said["only_b"][0]), (&5.into(), &"shop/agents/new.md".into()));
}

#[test]
fn it_keeps_to_the_page() {
    for (width, charset) in [(60, Charset::Ascii), (80, Charset::Unicode)] {
        let text = printed(Page { width, charset, ..PAGE });
        assert!(text.lines().all(|line| fit::width(line) <= width), "{text}");
        assert!(!text.chars().any(|c| is_hidden(c) && c != '\n'), "{text}");
    }
}

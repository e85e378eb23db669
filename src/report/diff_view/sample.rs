//! Two small agents and how they differ, made by hand for the tests of the views.

use std::sync::Arc;

use crate::{
    model::{
        Agent, AgentDiff, AgentIx, Change, Comparison, Containment, Corpus, Definition, Digest, FieldChange,
        FieldDetail, FieldDiff, FormatName, LineRange, Marker, Origin, Pair, Prompt, Relation, Score, Section,
        SectionChange, SectionDiff, SectionIx, SectionKind, Sketch, Span, Standing, Statement, StatementDiff,
        StatementIx, StatementKind, Value,
    },
    report::{Charset, Couple, Detail, DiffView, Ink, Page, Sink, diff_view},
};

/// A page of 80 columns.
pub(super) const PAGE: Page =
    Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };

fn agent(id: &str, sections: &[(&str, &[&str])]) -> Agent {
    let mut prompt = Prompt::default();
    for (title, statements) in sections {
        section(&mut prompt, title, statements);
    }
    let definition = Definition {
        format: FormatName("claude"),
        omitted_tools: crate::model::OmittedTools::All,
        prompt_keys: &[],
        name: "bee-keeper".to_owned(),
        description: String::new(),
        syntax: crate::model::Syntax::FrontMatter,
        lines: crate::model::Lines::From(1),
        front: None,
        front_is_strict: true,
        body: Span::new(0, prompt.text.len()),
        fields: Vec::new(),
        prompt: prompt.into(),
        content: Digest(0),
        tokens: 0,
        sketch: Sketch::default(),
        notes: Vec::new(),
    };
    Agent { id: id.to_owned(), path: id.to_owned(), origin: Origin::Named, bytes: Arc::default(), definition }
}

fn section(made: &mut Prompt, title: &str, statements: &[&str]) {
    let line = |text: &str| u32::try_from(text.matches('\n').count()).unwrap() + 1;
    let (start, first) = (made.text.len(), line(&made.text));
    if !title.is_empty() {
        made.text.extend(["## ", title, "\n"]);
    }
    let heading = Span::new(start, made.text.len());
    let mut own = Vec::new();
    for wording in statements {
        let at = made.text.len();
        own.push(StatementIx::new(made.statements.len()));
        made.statements.push(Statement {
            section: SectionIx::new(made.sections.len()),
            kind: if wording.starts_with("```") { StatementKind::Code } else { StatementKind::Paragraph },
            span: Span::new(at, at + wording.len()),
            block: Span::new(at, at + wording.len()),
            line: line(&made.text),
            depth: 0,
            parent: None,
            key: 1,
            words: Vec::new(),
        });
        made.text.push_str(wording);
        made.text.push('\n');
    }
    made.sections.push(Section {
        title: title.to_owned(),
        kind: SectionKind::Other,
        marker: Marker::Atx(2),
        depth: 0,
        parent: None,
        heading,
        span: Span::new(start, made.text.len()),
        lines: LineRange::new(first, line(&made.text) - 1),
        statements: own,
    });
}

fn corpus() -> Corpus {
    let code = [
        "```sh\nhive open\nhive count\nhive list\nhive weigh\nhive close\n```",
        "```sh\nhive open --slow\nhive count\nhive list\nhive weigh\nhive close\n```",
    ];
    let odd = "Read the label \u{1b}[31m`aloud`\u{202e} | then <b>stop</b>";
    let a = agent(
        "agents/bee-keeper.md",
        &[
            ("", &["You keep the bees of a school garden."]),
            (
                "Daily visit",
                &[
                    "Look for eggs in every second frame before the queen is marked and the box is closed again",
                    "Write the count down",
                    code[0],
                ],
            ),
            ("Tools", &["Smoker", "Hive tool"]),
            ("Winter", &["Wrap the hives in straw"]),
        ],
    );
    let b = agent(
        "agents/bee-keeper-two.md",
        &[
            ("", &["You keep the bees of a school garden."]),
            ("In the shed", &["Smoker", "Hive tool", odd]),
            (
                "Daily visit",
                &[
                    "Look for larvae in every third frame before the queen is marked and the box is closed again",
                    code[1],
                ],
            ),
            ("Ledger", &["Write the count down", "Sum it up each month"]),
        ],
    );
    Corpus::new(vec![a, b])
}

fn row(
    change: &[SectionChange],
    a: Option<usize>,
    b: Option<usize>,
    similarity: f64,
    statements: Vec<StatementDiff>,
) -> SectionDiff {
    let (a, b) = (a.map(SectionIx::new), b.map(SectionIx::new));
    SectionDiff { change: change.to_vec(), a, b, similarity: Score::new(similarity), within: Vec::new(), statements }
}

fn met(change: Change, a: usize, b: usize) -> StatementDiff {
    StatementDiff {
        change,
        a: Some(StatementIx::new(a)),
        b: Some(StatementIx::new(b)),
        standing: (change == Change::Changed).then_some(Standing::BCoversA),
    }
}

fn diff() -> AgentDiff {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let field =
        |name: &str, change, a, b| FieldDiff { field: name.to_owned(), change, a, b, detail: FieldDetail::default() };
    let gone = StatementDiff { change: Change::Removed, a: Some(StatementIx::new(6)), b: None, standing: None };
    let new = |b| StatementDiff { change: Change::Added, a: None, b: Some(StatementIx::new(b)), standing: None };
    let tools = |items: &[&str]| Some(Value::List(items.iter().map(|item| Value::Text((*item).to_owned())).collect()));
    AgentDiff {
        notes: Vec::new(),
        fields: vec![
            field("name", FieldChange::Same, text("bee-keeper"), text("bee-keeper")),
            field("model", FieldChange::Changed, text("slow and careful"), text("fast and careful")),
            field("tools", FieldChange::Removed, tools(&["read", "edit"]), None),
            field("color", FieldChange::Added, None, text("a|b")),
        ],
        sections: vec![
            row(&[SectionChange::Same], Some(0), Some(0), 1.0, vec![met(Change::Same, 0, 0)]),
            row(
                &[SectionChange::Changed],
                Some(1),
                Some(2),
                0.71,
                vec![met(Change::Changed, 1, 4), met(Change::Moved, 2, 6), met(Change::Changed, 3, 5)],
            ),
            row(
                &[SectionChange::Moved, SectionChange::Renamed, SectionChange::Changed],
                Some(2),
                Some(1),
                0.8,
                vec![met(Change::Same, 4, 1), met(Change::Same, 5, 2), new(3)],
            ),
            row(&[SectionChange::Removed], Some(3), None, 0.0, vec![gone]),
            row(&[SectionChange::Added], None, Some(3), 0.0, vec![new(7)]),
        ],
    }
}

/// Calls `print` with the two agents and how they differ.
pub(super) fn with(print: impl FnOnce(Couple<'_>, &AgentDiff)) {
    let corpus = corpus();
    let [a, b] = ["agents/bee-keeper.md", "agents/bee-keeper-two.md"].map(|id| corpus.find(id).unwrap());
    let comparison = Comparison {
        pair: Pair::new(a, b).unwrap(),
        relation: Relation::NearDuplicate,
        similarity: Score::new(0.8649),
        confidence: Score::FULL,
        signals: Vec::new(),
        containment: Containment::default(),
        grounds: Vec::new(),
    };
    print(Couple { corpus: &corpus, a, b, comparison: Some(&comparison) }, &diff());
}

/// The sample in a view.
pub(super) fn printed(view: DiffView, page: Page) -> String {
    let mut out = Vec::new();
    with(|couple, diff| diff_view::terminal(couple, diff, view, page, &mut out).unwrap());
    String::from_utf8(out).unwrap()
}

/// An agent held against itself, in a view.
pub(super) fn unchanged(view: DiffView, page: Page) -> String {
    let corpus = corpus();
    let ix = AgentIx::new(0);
    let same = |at| met(Change::Same, at, at);
    let diff = AgentDiff {
        notes: Vec::new(),
        fields: Vec::new(),
        sections: vec![row(&[SectionChange::Same], Some(0), Some(0), 1.0, vec![same(0)])],
    };
    let mut out = Vec::new();
    diff_view::terminal(Couple { corpus: &corpus, a: ix, b: ix, comparison: None }, &diff, view, page, &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

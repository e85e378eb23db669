//! How one agent differs from another.

use rmcp::schemars::{self, JsonSchema};
use serde::{Deserialize, Serialize};

use super::{Answer, Card, rows};
use crate::{
    mcp::{
        said::{NOTICE, Page, Short, page, piece},
        shelf::{Refusal, Shelf},
    },
    model::{AgentDiff, Change, Definition, FieldChange, SectionDiff, StatementDiff, StatementIx, Value},
    pipeline,
    text::count::counted,
};

/// Rows in an answer: where nobody says how many, and at most.
const SHOWN: (usize, usize) = (40, 200);

/// Two agents that exist.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Asked {
    /// The agent to start from: its id or file path inside of the served folders.
    a: String,
    /// The agent to hold against it.
    b: String,
    /// How many differences to list, 0 to 200. Default: 40.
    #[schemars(range(max = 200))]
    limit: Option<usize>,
    /// How many to skip. Default: 0.
    offset: Option<usize>,
}

/// The differences.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(in crate::mcp) struct Differences {
    /// What the texts below are.
    notice: &'static str,
    a: Card,
    b: Card,
    /// Whether nothing differs.
    same: bool,
    /// How much became what.
    counts: Counts,
    /// Fields first, then statements in A's order with B's additions where they stand.
    rows: Vec<Row>,
    /// Which of them are listed.
    page: Page,
}

/// How many fields differ, and how many statements became what from A to B.
#[derive(Debug, Clone, Copy, Default, Serialize, JsonSchema)]
struct Counts {
    fields: usize,
    same: usize,
    changed: usize,
    moved: usize,
    added: usize,
    removed: usize,
}

/// A field or statement that differs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Row {
    /// "field", or the title of the section that a statement stands in.
    place: String,
    /// added (B alone has it), removed (A alone has it), changed or moved.
    change: &'static str,
    /// The field's name; null for a statement.
    field: Option<String>,
    /// What A says.
    a: Option<String>,
    /// The line of A's file.
    a_line: Option<u32>,
    /// What B says.
    b: Option<String>,
    /// The line of B's file.
    b_line: Option<u32>,
    /// An opinion on changed wording: same, a_covers_b, b_covers_a, overlap, contradict or different.
    standing: Option<String>,
}

/// Answers.
pub(in crate::mcp) fn answer(shelf: &mut Shelf, asked: &Asked) -> Result<Answer<Differences>, Refusal> {
    shelf.corpus(|shelf, corpus| {
        let (a, b) = (shelf.roots().agent(corpus, &asked.a)?, shelf.roots().agent(corpus, &asked.b)?);
        let diff = pipeline::diff(corpus, a, b);
        let all = differing(corpus.definition(a), corpus.definition(b), &diff);
        let (offset, limit) = (asked.offset.unwrap_or(0), rows(asked.limit, SHOWN.0, SHOWN.1));
        let counts = counts(&diff);
        let total = all.len();
        let (rows, page) = page(all.into_iter().skip(offset).take(limit), offset, total);
        let (a, b) = (Card::of(corpus.agent(a)), Card::of(corpus.agent(b)));
        let told = Differences { notice: NOTICE, a, b, same: diff.is_same(), counts, rows, page };
        let text = text(&told);
        Ok(Answer { structured: told, text })
    })?
}

fn counts(diff: &AgentDiff) -> Counts {
    let fields = diff.fields.iter().filter(|field| field.change != FieldChange::Same).count();
    let mut out = Counts { fields, ..Counts::default() };
    for row in diff.sections.iter().flat_map(|section| &section.statements) {
        *match row.change {
            Change::Same => &mut out.same,
            Change::Changed => &mut out.changed,
            Change::Moved => &mut out.moved,
            Change::Added => &mut out.added,
            Change::Removed => &mut out.removed,
        } += 1;
    }
    out
}

fn differing(a: &Definition, b: &Definition, diff: &AgentDiff) -> Vec<Row> {
    let value = |value: &Option<Value>| value.as_ref().map(|value| piece(&value.plain()));
    let fields = diff.fields.iter().filter(|field| field.change != FieldChange::Same).map(|field| Row {
        place: "field".to_owned(),
        change: match field.change {
            FieldChange::Added => "added",
            FieldChange::Removed => "removed",
            FieldChange::Changed | FieldChange::Same => "changed",
        },
        field: Some(piece(&field.field)),
        a: value(&field.a),
        a_line: None,
        b: value(&field.b),
        b_line: None,
        standing: None,
    });
    let statements = diff.sections.iter().flat_map(|section| {
        let differing = section.statements.iter().filter(|statement| statement.change != Change::Same);
        differing.map(move |statement| row(a, b, section, statement))
    });
    fields.chain(statements).collect()
}

fn row(a: &Definition, b: &Definition, section: &SectionDiff, statement: &StatementDiff) -> Row {
    let title = section.a.map(|at| &a.section(at).title).or_else(|| section.b.map(|at| &b.section(at).title));
    let title = title.filter(|title| !title.is_empty()).map_or("the opening", String::as_str);
    let said = |definition: &Definition, at: Option<StatementIx>| at.map(|at| piece(definition.wording(at)));
    let line = |definition: &Definition, at: Option<StatementIx>| at.map(|at| definition.statement(at).line);
    let standing = statement.standing.and_then(|standing| serde_json::to_value(standing).ok());
    Row {
        place: piece(title),
        change: match statement.change {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Moved => "moved",
            Change::Changed | Change::Same => "changed",
        },
        field: None,
        a: said(a, statement.a),
        a_line: line(a, statement.a),
        b: said(b, statement.b),
        b_line: line(b, statement.b),
        standing: standing.and_then(|standing| standing.as_str().map(str::to_owned)),
    }
}

fn text(told: &Differences) -> String {
    let Counts { fields, same, changed, moved, added, removed } = told.counts;
    let mut short = Short::default();
    short.line(&format!("A {}, B {}", told.a.id, told.b.id));
    if told.same {
        short.line("nothing differs");
        return short.done();
    }
    short.line(&format!(
        "{} that differ; statements: {same} same, {changed} changed, {moved} moved, {added} only in B, {removed} only in A",
        counted(fields, "field")
    ));
    for row in &told.rows {
        let place = row.field.as_deref().unwrap_or(&row.place);
        let sides = match (&row.a, &row.b) {
            (Some(a), Some(b)) if row.change == "moved" && a == b => a.clone(),
            (a, b) => {
                let side = |mark: &str, said: &Option<String>| said.as_ref().map(|said| format!("{mark} {said}"));
                [side("A:", a), side("B:", b)].into_iter().flatten().collect::<Vec<_>>().join(" | ")
            }
        };
        short.line(&format!("{} [{place}] {sides}", row.change));
    }
    told.page.sentence().into_iter().for_each(|said| short.line(&said));
    short.done()
}

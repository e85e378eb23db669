//! `agentkin.merge/1`.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::Serialize;

use super::{
    document,
    report::{id, ids},
};
use crate::model::{Choice, Conflict, ConflictKind, Corpus, Fate, Note, Proposal, Prose, Side, SourceLine, Value};

#[derive(Serialize)]
struct MergeView<'a> {
    schema: &'static str,
    base: &'a str,
    base_because: &'a str,
    members: Vec<&'a str>,
    format: &'static str,
    file: Option<&'a str>,
    text: &'a str,
    statements: Vec<StatementView<'a>>,
    conflicts: Vec<ConflictView<'a>>,
    omitted: Vec<OmissionView<'a>>,
    notes: &'a [Note],
}

#[derive(Serialize)]
struct StatementView<'a> {
    text: &'a str,
    line: u32,
    sources: Vec<SourceView<'a>>,
    support: u32,
    rule: &'static str,
}

#[derive(Serialize)]
struct SourceView<'a> {
    id: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct ConflictView<'a> {
    kind: ConflictKind,
    what: &'a str,
    sides: Vec<SideView<'a>>,
    chosen: Option<&'a Value>,
    /// The sides that a decision took, where one settled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided: Option<Vec<&'a Value>>,
}

#[derive(Serialize)]
struct SideView<'a> {
    id: &'a str,
    value: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// The keys of a file of data that hold its prompt, for a line of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<&'a [&'static str]>,
    /// The lines of the file that say it, for a field; for one of a file of data, what it says as a line of YAML.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct OmissionView<'a> {
    text: &'a str,
    source: SourceView<'a>,
    by: Option<LineView>,
    reason: Fate,
}

#[derive(Serialize)]
struct LineView {
    line: u32,
}

pub(super) fn write(corpus: &Corpus, proposal: &Proposal, decisions: &[Choice], out: &mut dyn Write) -> io::Result<()> {
    let view = MergeView {
        schema: "agentkin.merge/1",
        base: id(corpus, proposal.base),
        base_because: &proposal.base_because,
        members: ids(corpus, &proposal.members),
        format: proposal.format.0,
        file: proposal.file.as_deref(),
        text: &proposal.text,
        statements: statements(corpus, proposal),
        conflicts: conflicts(corpus, proposal, decisions),
        omitted: omitted(corpus, proposal),
        notes: &proposal.notes,
    };
    document(&view, 2, out)
}

fn source<'a>(corpus: &'a Corpus, line: &SourceLine) -> SourceView<'a> {
    SourceView { id: id(corpus, line.agent), line: line.line }
}

fn statements<'a>(corpus: &'a Corpus, proposal: &'a Proposal) -> Vec<StatementView<'a>> {
    let statements = proposal.statements.iter().map(|statement| StatementView {
        text: &statement.text,
        line: statement.line,
        sources: statement.sources.iter().map(|line| source(corpus, line)).collect(),
        support: statement.support,
        rule: statement.rule,
    });
    statements.collect()
}

fn conflicts<'a>(corpus: &'a Corpus, proposal: &'a Proposal, decisions: &[Choice]) -> Vec<ConflictView<'a>> {
    let decided = |conflict: &'a Conflict| {
        decisions.iter().find(|decision| decision.settles(conflict)).map(|decision| decision.sides(conflict))
    };
    let side = |conflict: &Conflict, side: &'a Side| SideView {
        id: id(corpus, side.agent),
        value: &side.value,
        line: side.line,
        keys: Some(corpus.definition(side.agent).prompt_keys).filter(|keys| side.line.is_some() && !keys.is_empty()),
        written: written(corpus, conflict, side),
    };
    let conflicts = proposal.conflicts.iter().map(|conflict| ConflictView {
        kind: conflict.kind,
        what: &conflict.what,
        sides: conflict.sides.iter().map(|one| side(conflict, one)).collect(),
        chosen: conflict.chosen.as_ref(),
        decided: decided(conflict),
    });
    conflicts.collect()
}

fn written<'a>(corpus: &'a Corpus, conflict: &Conflict, side: &Side) -> Option<Cow<'a, str>> {
    let definition = corpus.definition(side.agent);
    let field = definition.field(&conflict.what).filter(|_| conflict.kind != ConflictKind::Instruction)?;
    Some(match field.span {
        Some(span) => Cow::Borrowed(span.of(&definition.text).trim_end()),
        None => Cow::Owned(field.written().yaml(&field.key, Prose::Quoted).join("\n")),
    })
}

fn omitted<'a>(corpus: &'a Corpus, proposal: &'a Proposal) -> Vec<OmissionView<'a>> {
    let omitted = proposal.omitted.iter().map(|omission| OmissionView {
        text: &omission.text,
        source: source(corpus, &omission.source),
        by: omission.by.map(|line| LineView { line }),
        reason: omission.reason,
    });
    omitted.collect()
}

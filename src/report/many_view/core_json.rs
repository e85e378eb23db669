//! `agentkin.diff-core/1`: a placeholder is written `{1}`, the number of its term; `pieces` say the same without a doubt.

use serde::Serialize;

use super::columns::numbered;
use crate::model::{AgentIx, Core, CorePiece, CoreSection, Corpus, StatementKind};

/// The document.
#[derive(Serialize)]
pub(super) struct CoreJson<'d> {
    schema: &'static str,
    agents: Vec<&'d str>,
    base: &'d str,
    shared: usize,
    left_out: usize,
    fields: Vec<FieldJson<'d>>,
    sections: Vec<SectionJson<'d>>,
    terms: Vec<TermJson<'d>>,
}

#[derive(Serialize)]
struct FieldJson<'d> {
    field: &'d str,
    text: String,
}

#[derive(Serialize)]
struct SectionJson<'d> {
    title: String,
    depth: u8,
    left_out: usize,
    statements: Vec<StatementJson<'d>>,
}

#[derive(Serialize)]
struct StatementJson<'d> {
    kind: StatementKind,
    line: u32,
    text: String,
    pieces: &'d [CorePiece],
}

#[derive(Serialize)]
struct TermJson<'d> {
    term: usize,
    uses: usize,
    values: &'d [String],
}

impl<'d> CoreJson<'d> {
    pub(super) fn new(corpus: &'d Corpus, core: &'d Core) -> Self {
        let id = |ix: &AgentIx| corpus.agent(*ix).id.as_str();
        let term = |(at, term): (usize, &'d crate::model::CoreTerm)| TermJson {
            term: at + 1,
            uses: term.uses,
            values: &term.values,
        };
        Self {
            schema: "agentkin.diff-core/1",
            agents: core.members.iter().map(id).collect(),
            base: core.members.get(core.base).map_or("", id),
            shared: core.shared(),
            left_out: core.left_out,
            fields: core.fields.iter().map(|(field, text)| FieldJson { field, text: numbered(text) }).collect(),
            sections: core.sections.iter().map(|row| section(corpus, core, row)).collect(),
            terms: core.terms.iter().enumerate().map(term).collect(),
        }
    }
}

fn section<'d>(corpus: &'d Corpus, core: &'d Core, row: &'d CoreSection) -> SectionJson<'d> {
    let base = corpus.definition(core.members[core.base]);
    let statement = |said: &'d crate::model::CoreStatement| StatementJson {
        kind: said.kind,
        line: base.statement(said.statement).line,
        text: numbered(&said.text),
        pieces: &said.text,
    };
    SectionJson {
        title: numbered(&row.title),
        depth: row.depth,
        left_out: row.left_out,
        statements: row.statements.iter().map(statement).collect(),
    }
}

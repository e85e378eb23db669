//! `agentkin.diff-many/1`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{
    AgentIx, Corpus, FieldRow, Has, LineRange, Matrix, Note, SectionCell, SectionRow, StatementRow, Value,
};

/// The document.
#[derive(Serialize)]
pub(super) struct MatrixJson<'d> {
    schema: &'static str,
    agents: Vec<&'d str>,
    base: &'d str,
    fields: Vec<FieldJson<'d>>,
    sections: Vec<SectionJson<'d>>,
    only_in: BTreeMap<&'d str, Vec<OwnJson<'d>>>,
    findings: &'d [Note],
}

#[derive(Serialize)]
struct FieldJson<'d> {
    field: &'d str,
    same: bool,
    values: Vec<ValueJson<'d>>,
    lack: Vec<&'d str>,
}

#[derive(Serialize)]
struct ValueJson<'d> {
    value: &'d Value,
    agents: Vec<&'d str>,
}

#[derive(Serialize)]
struct SectionJson<'d> {
    title: &'d str,
    support: usize,
    agents: Vec<CellJson<'d>>,
    statements: Vec<StatementJson<'d>>,
}

#[derive(Serialize)]
struct CellJson<'d> {
    id: &'d str,
    has: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<LineRange>,
}

#[derive(Serialize)]
struct StatementJson<'d> {
    text: &'d str,
    support: usize,
    agents: Vec<SayingJson<'d>>,
}

#[derive(Serialize)]
struct SayingJson<'d> {
    id: &'d str,
    has: Has,
    line: u32,
}

#[derive(Serialize)]
struct OwnJson<'d> {
    text: &'d str,
    line: u32,
    section: &'d str,
}

impl<'d> MatrixJson<'d> {
    pub(super) fn new(corpus: &'d Corpus, matrix: &'d Matrix) -> Self {
        let desk = Desk { corpus, matrix };
        Self {
            schema: "agentkin.diff-many/1",
            agents: matrix.members.iter().map(|ix| desk.id(*ix)).collect(),
            base: matrix.members.get(matrix.base).map_or("", |ix| desk.id(*ix)),
            fields: matrix.fields.iter().map(|row| desk.field(row)).collect(),
            sections: matrix.sections.iter().map(|row| desk.section(row)).collect(),
            only_in: desk.only_in(),
            findings: &matrix.notes,
        }
    }
}

struct Desk<'d> {
    corpus: &'d Corpus,
    matrix: &'d Matrix,
}

impl<'d> Desk<'d> {
    fn id(&self, ix: AgentIx) -> &'d str {
        &self.corpus.agent(ix).id
    }

    fn ids(&self, members: &[usize]) -> Vec<&'d str> {
        members.iter().map(|member| self.id(self.matrix.members[*member])).collect()
    }

    fn field(&self, row: &'d FieldRow) -> FieldJson<'d> {
        let value = |(value, having): &'d (Value, Vec<usize>)| ValueJson { value, agents: self.ids(having) };
        FieldJson {
            field: &row.field,
            same: row.is_same(),
            values: row.values.iter().map(value).collect(),
            lack: self.ids(&row.lack),
        }
    }

    fn section(&self, row: &'d SectionRow) -> SectionJson<'d> {
        let cells = row.cells.iter().zip(&self.matrix.members);
        let agents: Vec<CellJson<'d>> = cells.map(|(cell, member)| self.cell(*cell, *member)).collect();
        SectionJson {
            title: agents.iter().find_map(|cell| cell.title).unwrap_or(""),
            support: row.cells.iter().flatten().count(),
            agents,
            statements: row.statements.iter().map(|row| self.statement(row)).collect(),
        }
    }

    fn cell(&self, cell: Option<SectionCell>, member: AgentIx) -> CellJson<'d> {
        let section = cell.map(|cell| self.corpus.definition(member).section(cell.section));
        let has = match cell.map(|cell| cell.has) {
            Some(Has::Same) => "same",
            Some(Has::Differs) => "differs",
            None => "lacks",
        };
        let title = section.map(|section| section.title.as_str());
        CellJson { id: self.id(member), has, title, lines: section.map(|section| section.lines) }
    }

    fn statement(&self, row: &'d StatementRow) -> StatementJson<'d> {
        let cells = row.cells.iter().zip(&self.matrix.members);
        let having: Vec<_> = cells.filter_map(|(cell, member)| cell.map(|cell| (cell, *member))).collect();
        let saying = |&(cell, member): &(crate::model::StatementCell, AgentIx)| SayingJson {
            id: self.id(member),
            has: cell.has,
            line: self.corpus.definition(member).statement(cell.statement).line,
        };
        let text = having.first().map_or("", |(cell, member)| self.corpus.definition(*member).wording(cell.statement));
        StatementJson { text, support: having.len(), agents: having.iter().map(saying).collect() }
    }

    fn only_in(&self) -> BTreeMap<&'d str, Vec<OwnJson<'d>>> {
        let mut out: BTreeMap<&'d str, Vec<OwnJson<'d>>> = BTreeMap::new();
        for (_, row) in self.matrix.statements() {
            let own = row.only().and_then(|member| Some((self.matrix.members[member], row.cells[member]?)));
            if let Some((member, cell)) = own {
                let of = self.corpus.definition(member);
                let said = of.statement(cell.statement);
                let section = of.section(said.section).title.as_str();
                let told = OwnJson { text: of.wording(cell.statement), line: said.line, section };
                out.entry(self.id(member)).or_default().push(told);
            }
        }
        out
    }
}

//! `agentkin.diff/1`, as contract.md has it. A side that there is not is left out.

use serde::{Serialize, Serializer, ser::SerializeSeq};

use crate::{
    model::{
        Agent, AgentDiff, Change, Definition, FieldDiff, LineRange, Note, Relation, Score, SectionChange, SectionDiff,
        SectionIx, Standing, StatementDiff, StatementIx,
    },
    report::Couple,
};

/// The document.
#[derive(Serialize)]
pub(super) struct DiffJson<'d> {
    schema: &'static str,
    a: &'d str,
    b: &'d str,
    relation: Relation,
    similarity: Score,
    fields: &'d [FieldDiff],
    sections: Vec<SectionJson<'d>>,
    #[serde(skip_serializing_if = "<[Note]>::is_empty")]
    findings: &'d [Note],
}

#[derive(Serialize)]
struct SectionJson<'d> {
    change: Changes<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<SectionSide<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<SectionSide<'d>>,
    similarity: Score,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    within: Vec<SectionSide<'d>>,
    statements: Vec<StatementJson<'d>>,
}

#[derive(Serialize)]
struct SectionSide<'d> {
    title: &'d str,
    lines: LineRange,
}

#[derive(Serialize)]
struct StatementJson<'d> {
    change: Change,
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<StatementSide<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<StatementSide<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
}

#[derive(Serialize)]
struct StatementSide<'d> {
    text: &'d str,
    line: u32,
}

/// One change as a word, several as a list.
struct Changes<'d>(&'d [SectionChange]);

impl Serialize for Changes<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if let [only] = self.0 {
            return only.serialize(s);
        }
        let mut list = s.serialize_seq(Some(self.0.len()))?;
        self.0.iter().try_for_each(|change| list.serialize_element(change))?;
        list.end()
    }
}

impl<'d> DiffJson<'d> {
    pub(super) fn new(couple: Couple<'d>, diff: &'d AgentDiff) -> Self {
        let (a, b): (&Agent, &Agent) = (couple.first(), couple.second());
        Self {
            schema: "agentkin.diff/1",
            a: &a.id,
            b: &b.id,
            relation: couple.relation(),
            similarity: couple.similarity(),
            fields: &diff.fields,
            sections: diff.sections.iter().map(|row| section(&a.definition, &b.definition, row)).collect(),
            findings: &diff.notes,
        }
    }
}

fn section<'d>(a: &'d Definition, b: &'d Definition, row: &'d SectionDiff) -> SectionJson<'d> {
    let side = |of: &'d Definition, at: Option<SectionIx>| {
        at.map(|at| of.section(at)).map(|section| SectionSide { title: &section.title, lines: section.lines })
    };
    SectionJson {
        change: Changes(&row.change),
        a: side(a, row.a),
        b: side(b, row.b),
        similarity: row.similarity,
        within: row.within.iter().filter_map(|ix| side(if row.a.is_some() { a } else { b }, Some(*ix))).collect(),
        statements: row.statements.iter().map(|row| statement(a, b, row)).collect(),
    }
}

fn statement<'d>(a: &'d Definition, b: &'d Definition, row: &StatementDiff) -> StatementJson<'d> {
    let side = |of: &'d Definition, at: Option<StatementIx>| {
        at.map(|at| StatementSide { text: of.wording(at), line: of.statement(at).line })
    };
    StatementJson { change: row.change, a: side(a, row.a), b: side(b, row.b), standing: row.standing }
}

//! `agentkin.diff-folders/1`.

use serde::Serialize;

use crate::model::{AgentIx, FieldChange, Relation, RosterPair, Rosters, Score, SectionChange, Tie, Tree};

/// The document.
#[derive(Serialize)]
pub(super) struct RostersJson<'d> {
    schema: &'static str,
    a: &'d Tree,
    b: &'d Tree,
    summary: Summary,
    pairs: Vec<PairJson<'d>>,
    only_a: Vec<&'d str>,
    only_b: Vec<&'d str>,
}

#[derive(Serialize)]
struct Summary {
    same: usize,
    drifted: usize,
    renamed: usize,
    only_a: usize,
    only_b: usize,
}

#[derive(Serialize)]
struct PairJson<'d> {
    a: &'d str,
    b: &'d str,
    state: &'static str,
    by: Tie,
    renamed: bool,
    relation: Relation,
    similarity: Score,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<Sections>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    files_beside_differ: bool,
}

/// How many sections are what.
#[derive(Default, Serialize)]
struct Sections {
    same: usize,
    changed: usize,
    added: usize,
    removed: usize,
}

impl<'d> RostersJson<'d> {
    pub(super) fn new(rosters: &'d Rosters) -> Self {
        let drifted = rosters.drifted().count();
        let ids = |list: &[AgentIx]| list.iter().map(|ix| rosters.corpus.agent(*ix).id.as_str()).collect();
        Self {
            schema: "agentkin.diff-folders/1",
            a: &rosters.a,
            b: &rosters.b,
            summary: Summary {
                same: rosters.pairs.len() - drifted,
                drifted,
                renamed: rosters.pairs.iter().filter(|pair| super::is_renamed(rosters, pair)).count(),
                only_a: rosters.only_a.len(),
                only_b: rosters.only_b.len(),
            },
            pairs: rosters.pairs.iter().map(|pair| one(rosters, pair)).collect(),
            only_a: ids(&rosters.only_a),
            only_b: ids(&rosters.only_b),
        }
    }
}

fn one<'d>(rosters: &'d Rosters, pair: &'d RosterPair) -> PairJson<'d> {
    let id = |ix: AgentIx| rosters.corpus.agent(ix).id.as_str();
    let fields = pair.drift.iter().flat_map(|drift| &drift.fields);
    PairJson {
        a: id(pair.a),
        b: id(pair.b),
        state: if pair.has_drifted() { "drifted" } else { "same" },
        by: pair.tie,
        renamed: super::is_renamed(rosters, pair),
        relation: pair.relation,
        similarity: pair.similarity,
        fields: fields.filter(|field| field.change != FieldChange::Same).map(|field| field.field.as_str()).collect(),
        sections: pair.drift.as_ref().map(|drift| counted(drift.sections.iter().map(|row| row.change[0]))),
        files_beside_differ: pair.beside_differs,
    }
}

fn counted(changes: impl Iterator<Item = SectionChange>) -> Sections {
    let mut out = Sections::default();
    for change in changes {
        *match change {
            SectionChange::Same => &mut out.same,
            SectionChange::Added => &mut out.added,
            SectionChange::Removed => &mut out.removed,
            _ => &mut out.changed,
        } += 1;
    }
    out
}

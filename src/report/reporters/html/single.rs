//! Pages on a few agents: the same views as those of a family.

use std::io;

use super::{
    canonical::Canonical,
    detail::{Detail, KinView, sentences},
    fields::{fields, fields_told},
    fitted::Fitted,
    index::{FamilyRow, Index, finished},
    rows::{Columns, relation},
    texts::Texts,
};
use crate::{
    model::{AgentDiff, AgentIx, Choice, Corpus, Matrix, Proposal},
    report::{Couple, figures},
};

/// The page of `diff A B`.
pub(super) fn diff(couple: Couple<'_>, diff: &AgentDiff) -> io::Result<(Index, Fitted)> {
    let members = [couple.a, couple.b];
    let mut index = Index::new("diff", couple.corpus, members.into_iter());
    let mut texts = Texts::default();
    let sections = Columns::new(couple.corpus, &members, &mut texts).told(diff);
    let kin = couple.comparison.map(|told| KinView::new(told, |ix| position(&members, ix)));
    let fields = fields_told(couple, diff, &mut texts);
    let detail =
        Detail { columns: vec![0, 1], kin: kin.into_iter().collect(), fields, sections, texts, ..Detail::default() };
    let group = FamilyRow { relation: Some(relation(couple.relation())), ..group(2) };
    index.families = vec![FamilyRow { cohesion: figures::score(couple.similarity()), ..group }];
    finished(index, vec![detail])
}

/// The page of `diff` of three or more.
pub(super) fn matrix(corpus: &Corpus, matrix: &Matrix) -> io::Result<(Index, Fitted)> {
    let mut index = Index::new("matrix", corpus, matrix.members.iter().copied());
    let mut texts = Texts::default();
    let sections = Columns::new(corpus, &matrix.members, &mut texts).sections(matrix);
    let fields = fields(corpus, matrix, &mut texts);
    let detail = Detail {
        columns: (0..matrix.members.len()).collect(),
        fields,
        sections,
        notes: sentences(&matrix.notes),
        texts,
        ..Detail::default()
    };
    index.families = vec![FamilyRow { canonical: Some(matrix.base), ..group(matrix.members.len()) }];
    finished(index, vec![detail])
}

/// The page of `merge`.
pub(super) fn merge(corpus: &Corpus, proposal: &Proposal, decisions: &[Choice]) -> io::Result<(Index, Fitted)> {
    let members = &proposal.members;
    let mut index = Index::new("merge", corpus, members.iter().copied());
    let mut texts = Texts::default();
    let canonical = Some(Canonical::new(corpus, (proposal, decisions), |ix| position(members, ix), &mut texts));
    let base = Some(position(members, proposal.base));
    index.families = vec![FamilyRow { canonical: base, ..group(members.len()) }];
    finished(index, vec![Detail { canonical, texts, ..Detail::default() }])
}

/// So many agents that were asked for, and no family of a report.
fn group(members: usize) -> FamilyRow {
    FamilyRow {
        id: String::new(),
        relation: None,
        members: (0..members).collect(),
        canonical: None,
        because: String::new(),
        medoid: None,
        cohesion: String::new(),
        goes: 0,
        lineages: Vec::new(),
        deeds: Vec::new(),
        remarks: Vec::new(),
        place: None,
        tree: Vec::new(),
    }
}

fn position(members: &[AgentIx], ix: AgentIx) -> usize {
    members.iter().position(|member| *member == ix).unwrap_or_default()
}

//! All that the page on one family shows. It is kept apart from the rest, packed, and unpacked when somebody opens the page.

use serde::Serialize;

use super::{
    canonical::Canonical,
    fields::{Field, fields},
    rows::{Columns, Section, relation},
    texts::{Texts, shown},
};
use crate::{
    model::{AgentIx, Comparison, Corpus, Dossier, Ground, Note, SignalScore},
    report::figures,
};

/// The detail of a family.
#[derive(Debug, Default, Serialize)]
pub(super) struct Detail {
    /// Of each member the column that holds its content; empty where contents are not held against each other.
    pub(super) columns: Vec<usize>,
    pub(super) kin: Vec<KinView>,
    pub(super) fields: Vec<Field>,
    pub(super) sections: Vec<Section>,
    pub(super) notes: Vec<String>,
    pub(super) canonical: Option<Canonical>,
    /// Last, so that all wordings are in it.
    pub(super) texts: Texts,
}

/// How a member is kin to the canonical, and why.
#[derive(Debug, Serialize)]
pub(super) struct KinView {
    /// The two, as places in the list of agents.
    pair: [usize; 2],
    relation: usize,
    similarity: String,
    confidence: String,
    /// The place of an earlier one of whom all the same is to be told: a copy of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    like: Option<usize>,
    signals: Vec<(&'static str, f64, Option<String>)>,
    grounds: Vec<(&'static str, f64)>,
}

impl KinView {
    /// What is told of two; `place` numbers them as the page does.
    pub(super) fn new(told: &Comparison, place: impl Fn(AgentIx) -> usize) -> Self {
        let signal =
            |signal: &SignalScore| Some((signal.name, signal.score?.rounded(), signal.because.as_deref().map(shown)));
        let ground = |ground: &Ground| (ground.means, (ground.log_odds * 100.0).round() / 100.0);
        Self {
            pair: [place(told.pair.a()), place(told.pair.b())],
            relation: relation(told.relation),
            similarity: figures::score(told.similarity),
            confidence: figures::percent(told.confidence),
            like: None,
            signals: told.signals.iter().filter_map(signal).collect(),
            grounds: told.grounds.iter().map(ground).collect(),
        }
    }
}

/// What is told of each; of copies once.
fn kin(told: &[Comparison]) -> Vec<KinView> {
    let mut out: Vec<KinView> = Vec::with_capacity(told.len());
    for one in told {
        let mut view = KinView::new(one, AgentIx::get);
        let same = |known: &KinView| known.like.is_none() && known.signals == view.signals;
        if let Some(at) = out.iter().position(same) {
            view.like = Some(at);
            view.signals.clear();
            view.grounds.clear();
        }
        out.push(view);
    }
    out
}

/// What is said on the way, a sentence each.
pub(super) fn sentences(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| shown(&note.message)).collect()
}

impl Detail {
    /// What the dossier of a family tells.
    pub(super) fn of(corpus: &Corpus, dossier: &Dossier) -> Self {
        let mut texts = Texts::default();
        let matrix = &dossier.matrix;
        let sections = Columns::new(corpus, &matrix.members, &mut texts).sections(matrix);
        Self {
            columns: dossier.columns.clone(),
            kin: kin(&dossier.kin),
            fields: fields(corpus, matrix, &mut texts),
            sections,
            notes: sentences(&matrix.notes),
            canonical: Some(Canonical::new(corpus, (&dossier.proposal, &[]), AgentIx::get, &mut texts)),
            texts,
        }
    }
}

//! All that the page on one family shows. It is kept apart from the rest, packed, and unpacked when somebody opens the page.

use std::{io, ops::Range};

use rayon::prelude::*;
use serde::Serialize;

use super::{
    canonical::Canonical,
    fields::{Field, fields},
    packed::spelt,
    rows::{Columns, Section, relation},
    texts::{Bound, Texts, shown},
};
use crate::{
    model::{AgentIx, Comparison, Corpus, Dossier, Ground, Note, SignalScore},
    report::figures,
};

/// What a page may hold of wordings, in bytes before packing: with the rest of it that makes some 11 MB of page, of the 15 that
/// open at once everywhere. A thousand families of agents as they lie about need a little more.
const WORDINGS: usize = 17_500_000;
/// Where wordings are cut when they are more: the first of these bounds that is enough holds. First those that all say alike:
/// what differs is what a reader came for, and packs to little, one beside the other.
const CUTS: [usize; 6] = [6000, 3000, 1500, 800, 400, 160];

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

/// The details of all families, in their order.
#[derive(Debug, Default)]
pub(super) struct Details {
    all: Vec<Detail>,
}

/// Where wordings were cut, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) bound: Bound,
    pub(super) wordings: usize,
}

impl Cut {
    /// What is told of it on the page.
    pub(super) fn sentence(self) -> String {
        let Self { bound, wordings } = self;
        let many = figures::thousands(wordings as u64);
        let whole = match bound.beside {
            None => "those that members word differently are whole".to_owned(),
            Some(most) => {
                format!("those that members word differently are shown for {most} bytes round where they differ")
            }
        };
        format!(
            "To keep the page small, {many} statements of more than {} bytes are cut on it; each says so where it is cut, and {whole}. \
             Report on fewer folders at a time to see all of them, or use agentkin diff.",
            bound.alike
        )
    }
}

impl Details {
    /// Cuts long wordings where all of them would be too much for a page.
    pub(super) fn new(mut all: Vec<Detail>) -> (Self, Option<Cut>) {
        let cut =
            bound(&all).map(|bound| Cut { bound, wordings: all.iter_mut().map(|one| one.texts.cut(bound)).sum() });
        (Self { all }, cut)
    }

    /// Families in a row, packed together: one by one they would be a twentieth larger.
    pub(super) fn bundles(&self) -> io::Result<Vec<Bundle>> {
        let all: Vec<Vec<u8>> = self.all.par_iter().map(serde_json::to_vec).collect::<Result<_, _>>()?;
        let (mut rows, mut first, mut bytes) = (Vec::new(), 0, 0);
        for (at, one) in all.iter().enumerate() {
            bytes += one.len();
            if bytes >= BUNDLE || at + 1 == all.len() {
                rows.push(first..at + 1);
                (first, bytes) = (at + 1, 0);
            }
        }
        let bundle = |row: Range<usize>| {
            let json = [b"[", all[row.clone()].join(&b',').as_slice(), b"]"].concat();
            Ok(Bundle { first: row.start, packed: spelt(&json)? })
        };
        rows.into_par_iter().map(bundle).collect()
    }
}

/// Details of families in a row.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The place of the first.
    pub(super) first: usize,
    /// The list of them.
    pub(super) packed: String,
}

/// So many bytes are unpacked at once: some milliseconds.
const BUNDLE: usize = 250_000;

/// After how many bytes wordings are cut; `None` where all of them fit.
fn bound(all: &[Detail]) -> Option<Bound> {
    let fits = |bound: &Bound| all.iter().map(|one| one.texts.bytes(*bound)).sum::<usize>() <= WORDINGS;
    if fits(&Bound { alike: usize::MAX, beside: None }) {
        return None;
    }
    let alike = CUTS.into_iter().map(|alike| Bound { alike, beside: None });
    let least = CUTS[CUTS.len() - 1];
    let bounds = alike.chain(CUTS.into_iter().map(|most| Bound { alike: least, beside: Some(most) }));
    bounds.clone().find(fits).or(bounds.last())
}

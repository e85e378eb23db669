//! How well verdicts meet labels: the figures of `quality/score.py`.

use agentkin::{compare::Verdict, model::Relation};

use crate::{Case, labels::Labelled};

/// The figures of one set of verdicts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// F1 of "a copy".
    pub(crate) copy: f64,
    /// F1 of "one family".
    pub(crate) family: f64,
    /// Average precision of the similarity for copies.
    pub(crate) copy_precision: f64,
    /// Average precision of the similarity for families.
    pub(crate) family_precision: f64,
    /// Share of scaffold pairs called family.
    pub(crate) alarms: f64,
    /// Quadratic-weighted kappa of the four classes (Cohen 1968).
    pub(crate) kappa: f64,
    /// Rows as labelled, columns as said.
    pub(crate) confusion: [[usize; 4]; 4],
    /// Pairs where the two are not of one mind, with the class said.
    pub(crate) wrong: Vec<(Labelled, usize, f64)>,
}

struct Said {
    label: usize,
    class: usize,
    similarity: f64,
    scaffold: bool,
}

impl Figures {
    /// The figures of the verdicts that `judge` gives.
    pub(crate) fn of(cases: &[Case], judge: impl Fn(&Case) -> Verdict) -> Self {
        let mut out = Self::default();
        let mut all = Vec::new();
        for case in cases {
            let verdict = judge(case);
            let said = Said {
                label: case.label.class(),
                class: class(verdict.relation),
                similarity: verdict.similarity.get(),
                scaffold: case.label.template,
            };
            out.confusion[said.label][said.class] += 1;
            if said.label != said.class {
                out.wrong.push((case.label.clone(), said.class, said.similarity));
            }
            all.push(said);
        }
        out.copy = f1(&all, 3);
        out.family = f1(&all, 2);
        out.copy_precision = average_precision(&all, 3);
        out.family_precision = average_precision(&all, 2);
        let traps: Vec<&Said> = all.iter().filter(|s| s.scaffold && s.label < 2).collect();
        out.alarms = ratio(traps.iter().filter(|s| s.class >= 2).count(), traps.len());
        out.kappa = kappa(&out.confusion);
        out
    }
}

fn class(relation: Relation) -> usize {
    match relation {
        Relation::Unrelated => 0,
        Relation::Related => 1,
        Relation::Variant => 2,
        Relation::NearDuplicate | Relation::Identical => 3,
    }
}

#[expect(clippy::cast_precision_loss, reason = "labels are few")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn f1(all: &[Said], least: usize) -> f64 {
    let both = all.iter().filter(|s| s.label >= least && s.class >= least).count();
    let either = all.iter().filter(|s| s.label >= least).count() + all.iter().filter(|s| s.class >= least).count();
    ratio(2 * both, either)
}

fn average_precision(all: &[Said], least: usize) -> f64 {
    let mut sorted: Vec<&Said> = all.iter().collect();
    sorted.sort_by(|x, y| y.similarity.total_cmp(&x.similarity));
    let (mut seen, mut hits, mut total) = (0, 0, 0.0);
    for tie in sorted.chunk_by(|x, y| x.similarity.total_cmp(&y.similarity).is_eq()) {
        let new = tie.iter().filter(|s| s.label >= least).count();
        (seen, hits) = (seen + tie.len(), hits + new);
        total += ratio(new, 1) * ratio(hits, seen);
    }
    total / ratio(hits, 1).max(1.0)
}

fn kappa(confusion: &[[usize; 4]; 4]) -> f64 {
    let rows: Vec<usize> = confusion.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<usize> = (0..4).map(|c| confusion.iter().map(|row| row[c]).sum()).collect();
    let all = rows.iter().sum::<usize>();
    let (mut observed, mut expected) = (0.0, 0.0);
    for r in 0..4usize {
        for c in 0..4usize {
            let far = ratio(r.abs_diff(c).pow(2), 1);
            observed += far * ratio(confusion[r][c], all);
            expected += far * ratio(rows[r], all) * ratio(columns[c], all);
        }
    }
    if expected > 0.0 { 1.0 - observed / expected } else { 1.0 }
}

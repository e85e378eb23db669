//! Two lists of steps for one job, laid beside each other: each step that is put in has its place behind the one of the base that
//! it is another wording of, or between those that it stands between at home. An alignment in order (Needleman and Wunsch, 1970)
//! over what both say, so that no step goes before one that it follows.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{
    ground::Ground,
    members::Member,
    relate::Relation,
    saying::Saying,
    settle::{Settled, State},
    style,
};
use crate::{
    model::{Definition, SectionIx, StatementIx, StatementKind},
    text::{likeness::root, words::words},
};

/// Steps of the base by those that are put in and answer to them.
pub(super) struct Workflows {
    answers: FxHashMap<usize, StatementIx>,
}

impl Workflows {
    /// Lays every list of steps of the others beside that of the base which their section goes to.
    pub(super) fn of(
        ground: &Ground<'_>,
        members: &[Member<'_>],
        relations: &[Relation],
        settled: &Settled<'_>,
    ) -> Self {
        let mut answers = FxHashMap::default();
        for (member, relation) in relations.iter().enumerate().skip(1) {
            let definition = members[member].definition;
            for section in (0..definition.sections.len()).map(SectionIx::new) {
                let Some(base) = relation.section(section) else { continue };
                let lists = [steps(ground.definition, base), steps(definition, section)];
                if lists.iter().all(|list| list.len() >= FEWEST) {
                    lay(settled, member, &lists, &mut answers);
                }
            }
        }
        Self { answers }
    }

    /// The step of the base that the one at `at` is another wording of.
    pub(super) fn answer(&self, at: usize) -> Option<StatementIx> {
        self.answers.get(&at).copied()
    }
}

/// How many steps make a workflow: one says nothing about an order.
const FEWEST: usize = 2;

/// Most pairs of steps that are held against each other: longer lists are tables in all but name.
const MOST_PAIRS: usize = 10_000;

/// The steps of a section that lie in no other.
fn steps(definition: &Definition, section: SectionIx) -> Vec<StatementIx> {
    let own = definition.section(section).statements.iter().copied();
    let is_step = |ix: &StatementIx| {
        let statement = definition.statement(*ix);
        statement.kind == StatementKind::Step && statement.parent.is_none()
    };
    own.filter(is_step).collect()
}

/// Lays the steps of a member beside the base's, and notes what those that are put in answer to.
fn lay(
    settled: &Settled<'_>,
    member: usize,
    [base, own]: &[Vec<StatementIx>; 2],
    answers: &mut FxHashMap<usize, StatementIx>,
) {
    let find = |member: usize, ix: &StatementIx| settled.find(member, *ix);
    let (Some(base), Some(own)) = (
        base.iter().map(|ix| find(0, ix)).collect::<Option<Vec<usize>>>(),
        own.iter().map(|ix| find(member, ix)).collect::<Option<Vec<usize>>>(),
    ) else {
        return;
    };
    let comes_in = |at: &usize| settled.is_kept(*at) && !settled.heirs.values().any(|heir| heir == at);
    if base.len() * own.len() > MOST_PAIRS || !own.iter().any(comes_in) {
        return;
    }
    let scores: Vec<Vec<f64>> = own.iter().map(|at| base.iter().map(|by| score(settled, *at, *by)).collect()).collect();
    for (row, column) in aligned(&scores) {
        if comes_in(&own[row]) {
            answers.insert(own[row], settled.sayings[base[column]].ix);
        }
    }
}

/// How much the step at `at` is that of the base at `by`: 1 where it is known to be, 0 where it is none that is put in beside it.
fn score(settled: &Settled<'_>, at: usize, by: usize) -> f64 {
    /// Likeness from which two steps at one place in their order are one step in two wordings.
    const ONE_STEP: f64 = 0.5;
    let heir = settled.heirs.get(&by).copied();
    let stands = heir.unwrap_or(by);
    let known = match settled.states[at] {
        State::Kept => heir == Some(at),
        State::Same(there)
        | State::Covered(there)
        | State::Against { by: there, .. }
        | State::Superseded(Some(there))
        | State::Translation(there) => there == stands,
        _ => false,
    };
    if known {
        return 1.0;
    }
    let (one, other) = (&settled.sayings[at], &settled.sayings[stands]);
    if !settled.is_kept(at) || !settled.is_kept(stands) {
        return 0.0;
    }
    let score = one.likeness(other).max(labels_alike(one, other));
    if score >= ONE_STEP { score.min(0.999) } else { 0.0 }
}

/// How much the labels of two steps ("**Light the lamp** — …", "Light lamps: …") share of their words, `0.0..=1.0` (Jaccard 1901).
fn labels_alike(one: &Saying<'_>, other: &Saying<'_>) -> f64 {
    /// Words that tell no label from another.
    const FILLERS: &[&str] = &["a", "an", "the", "your", "all", "any", "and"];
    let of = |saying: &Saying<'_>| -> Option<BTreeSet<String>> {
        let label = style::name(saying.text)?.to_lowercase();
        let words = words(&label).into_iter().filter(|word| !FILLERS.contains(&word.as_str()));
        Some(words.map(|word| root(&word).into_owned()).collect())
    };
    let (Some(one), Some(other)) = (of(one), of(other)) else { return 0.0 };
    let shared = one.intersection(&other).count();
    share(shared, one.len() + other.len() - shared)
}

#[expect(clippy::cast_precision_loss, reason = "labels have few words")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The pairs of rows and columns in order of both with the highest sum of scores; of equal ones the earliest columns.
fn aligned(scores: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let columns = scores.first().map_or(0, Vec::len);
    // The best sum of what is behind a row and a column.
    let mut best = vec![vec![0.0_f64; columns + 1]; scores.len() + 1];
    for row in (0..scores.len()).rev() {
        for column in (0..columns).rev() {
            let paired = scores[row][column] + best[row + 1][column + 1];
            best[row][column] = paired.max(best[row + 1][column]).max(best[row][column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut out = Vec::new();
    while row < scores.len() && column < columns {
        let here = scores[row][column];
        if here > 0.0 && here + best[row + 1][column + 1] >= best[row][column] {
            out.push((row, column));
            row += 1;
            column += 1;
        } else if best[row + 1][column] >= best[row][column] {
            row += 1;
        } else {
            column += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_keep_the_order_of_both() {
        let scores = [vec![0.0, 0.9, 0.0], vec![0.8, 0.0, 0.0], vec![0.0, 0.0, 0.7]];
        assert_eq!(aligned(&scores), [(0, 1), (2, 2)], "the better of two that cross");
        assert_eq!(aligned(&[vec![0.6, 0.6]]), [(0, 0)]);
        assert_eq!(aligned(&[vec![0.0, 0.0]]), []);
        assert_eq!(aligned(&[]), []);
    }
}

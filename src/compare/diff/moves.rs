//! Which sections changed their place.

use super::order::staying;
use crate::model::{Definition, Section};

/// For each couple, sorted by A, whether it moved: out of the longest run that kept its order, and not just carried along
/// by the section that it lies in. Headings count for more the further out they stand.
pub(super) fn moved(a: &Definition, b: &Definition, couples: &[(usize, usize)]) -> Vec<bool> {
    let places: Vec<usize> = couples.iter().map(|(_, q)| *q).collect();
    let weights: Vec<u64> = couples.iter().map(|(p, q)| weight(&a.sections[*p], &b.sections[*q])).collect();
    let stays = staying(&places, &weights);
    let carried = |at: usize| {
        let family = family(a, b, couples, at);
        !stays[at] && family.is_some_and(|(above, children)| !stays[above] && kept(&places, &weights, &children, at))
    };
    (0..couples.len()).map(|at| !stays[at] && !carried(at)).collect()
}

/// Each level out counts as much as sixteen sections further in; of equal ones the longer stays.
fn weight(x: &Section, y: &Section) -> u64 {
    let outer = 1_u64 << (4 * u32::from(8_u8.saturating_sub(x.depth.min(y.depth))));
    outer * 4096 + (x.statements.len().max(y.statements.len()) as u64).min(4095)
}

/// The couple in which couple `at` lies on both sides, with all that lie there.
fn family(a: &Definition, b: &Definition, couples: &[(usize, usize)], at: usize) -> Option<(usize, Vec<usize>)> {
    let above = |(p, q): (usize, usize)| Some((a.sections[p].parent?.get(), b.sections[q].parent?.get()));
    let parents = above(couples[at])?;
    let parent = couples.binary_search(&parents).ok()?;
    Some((parent, (0..couples.len()).filter(|other| above(couples[*other]) == Some(parents)).collect()))
}

/// Whether `at` kept its place among the children.
fn kept(places: &[usize], weights: &[u64], children: &[usize], at: usize) -> bool {
    let places: Vec<usize> = children.iter().map(|child| places[*child]).collect();
    let weights: Vec<u64> = children.iter().map(|child| weights[*child]).collect();
    children.iter().zip(staying(&places, &weights)).any(|(child, stays)| *child == at && stays)
}

//! The map: families as clusters of circles, an agent a circle as large as its tokens.

use serde::Serialize;

use super::{
    kin_tree::Branch,
    spiral::{Aspect, Circle, spiral},
};
use crate::model::{Corpus, Family};

/// Between the circles of a family, so that the lines between them can be seen.
const GAP: f64 = 7.0;
/// Between families, and around the agents of one.
const SPACE: f64 = 8.0;
/// The smallest and the largest circle.
const RADII: (f64, f64) = (3.0, 16.0);
/// A map is looked at on screens, which are wider than high.
const WIDE: Aspect = Aspect(1.6);

/// Where a family lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Place {
    x: f64,
    y: f64,
    r: f64,
    /// Of each member, in the order of the family: x and y from the middle of the family, and the radius.
    dots: Vec<[f64; 3]>,
}

/// Its left, top, width and height.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Frame([f64; 4]);

/// Where every family lies, and the frame around all. The area of a circle grows with the tokens of its agent.
pub(super) fn map(corpus: &Corpus, families: &[Family], trees: &[Vec<Branch>]) -> (Vec<Place>, Frame) {
    let inside: Vec<Vec<Circle>> =
        families.iter().zip(trees).map(|(family, tree)| cluster(corpus, family, tree)).collect();
    let reach = |circles: &Vec<Circle>| circles.iter().map(|c| c.x.hypot(c.y) + c.r).fold(0.0, f64::max);
    let radii: Vec<f64> = inside.iter().map(|circles| (reach(circles) + SPACE).ceil()).collect();
    let mut order: Vec<usize> = (0..families.len()).collect();
    order.sort_by(|x, y| radii[*y].total_cmp(&radii[*x]).then(x.cmp(y)));
    let sorted: Vec<f64> = order.iter().map(|at| radii[*at]).collect();
    let circles = spiral(&sorted, SPACE, WIDE);
    let mut places = vec![Place { x: 0.0, y: 0.0, r: 0.0, dots: Vec::new() }; families.len()];
    for (at, circle) in order.into_iter().zip(&circles) {
        let dots = inside[at].iter().map(|c| [tenths(c.x), tenths(c.y), tenths(c.r)]).collect();
        places[at] = Place { x: tenths(circle.x), y: tenths(circle.y), r: circle.r, dots };
    }
    (places, frame(&circles))
}

/// The circles of a family in the order of its members: the canonical in the middle, the others as they join it.
fn cluster(corpus: &Corpus, family: &Family, tree: &[Branch]) -> Vec<Circle> {
    let root = family.members.iter().position(|member| *member == family.canonical).unwrap_or_default();
    let order: Vec<usize> = std::iter::once(root).chain(tree.iter().map(|branch| branch.member)).collect();
    let radius = |at: &usize| radius(corpus.definition(family.members[*at]).tokens);
    let placed = spiral(&order.iter().map(radius).collect::<Vec<_>>(), GAP, Aspect(1.0));
    let mut circles = vec![Circle { x: 0.0, y: 0.0, r: 0.0 }; order.len()];
    // The middle of the family is the middle of what it covers, not its canonical.
    let (x, y) = middle(&placed);
    for (at, circle) in order.into_iter().zip(placed) {
        circles[at] = Circle { x: circle.x - x, y: circle.y - y, r: circle.r };
    }
    circles
}

fn middle(circles: &[Circle]) -> (f64, f64) {
    let Frame([left, top, width, height]) = frame(circles);
    (left + width / 2.0, top + height / 2.0)
}

fn radius(tokens: u32) -> f64 {
    (f64::from(tokens).sqrt() / 9.0).clamp(RADII.0, RADII.1)
}

/// Positions are told in tenths: the eye sees no more.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn frame(circles: &[Circle]) -> Frame {
    if circles.is_empty() {
        return Frame::default();
    }
    let least = |side: fn(&Circle) -> f64| circles.iter().map(side).fold(f64::INFINITY, f64::min) - SPACE;
    let most = |side: fn(&Circle) -> f64| circles.iter().map(side).fold(f64::NEG_INFINITY, f64::max) + SPACE;
    let (left, top) = (least(|c| c.x - c.r), least(|c| c.y - c.r));
    let (right, bottom) = (most(|c| c.x + c.r), most(|c| c.y + c.r));
    Frame([tenths(left), tenths(top), tenths(right - left), tenths(bottom - top)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{reporters::html::kin_tree::branches, sample};

    #[test]
    fn a_family_lies_in_the_frame_with_a_circle_a_member() {
        let analysis = sample::analysis();
        let families = &analysis.families.families;
        let trees: Vec<_> = families.iter().map(|family| branches(&analysis, family)).collect();
        let (places, Frame([left, top, width, height])) = map(&analysis.corpus, families, &trees);
        assert_eq!(places[0].dots.len(), families[0].members.len());
        assert!(left < places[0].x - places[0].r && places[0].x + places[0].r < left + width);
        assert!(top < places[0].y - places[0].r && places[0].y + places[0].r < top + height);
    }

    #[test]
    fn no_family_is_no_map() {
        assert_eq!(map(&Corpus::default(), &[], &[]), (Vec::new(), Frame::default()));
    }
}

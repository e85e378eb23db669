//! Circles put beside each other, the first in the middle.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

/// A circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Circle {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) r: f64,
}

/// How much wider than high the whole is to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Aspect(pub(super) f64);

/// Along the spiral, in parts of the radius of the circle that looks for a place.
const STEP: f64 = 0.35;

/// Puts circles of these radii side by side, `gap` between any two: each at the first free place on an Archimedean spiral from
/// the middle. The same radii give the same places.
pub(super) fn spiral(radii: &[f64], gap: f64, aspect: Aspect) -> Vec<Circle> {
    let widest = radii.iter().copied().fold(1.0, f64::max);
    let mut ground = Ground::new(2.0 * widest + gap);
    let mut placed = Vec::with_capacity(radii.len());
    // What was not free for a circle is not free for the next one of its size: it goes on from there.
    let mut last = (f64::NAN, 0.0);
    for r in radii {
        let mut turn = if last.0.to_bits() == r.to_bits() { last.1 } else { 0.0 };
        let circle = loop {
            let circle = at(turn, *r, aspect);
            if ground.is_free(circle, gap) {
                break circle;
            }
            turn += STEP * r / (PITCH * turn).max(r * STEP);
        };
        last = (*r, turn);
        ground.put(circle);
        placed.push(circle);
    }
    placed
}

/// More than squares are off by.
const CLOSE: f64 = 1e-9;

/// How far from the middle a turn of one radian leads.
const PITCH: f64 = 0.9;

fn at(turn: f64, r: f64, Aspect(aspect): Aspect) -> Circle {
    let far = PITCH * turn;
    let wide = aspect.sqrt();
    Circle { x: far * turn.cos() * wide, y: far * turn.sin() / wide, r }
}

/// Circles by the square of the plane that their middle lies in; squares are as wide as the widest circle, so that whatever
/// touches a circle lies in its own square or in one beside it.
struct Ground {
    square: f64,
    circles: HashMap<(i32, i32), Vec<Circle>, FxBuildHasher>,
}

impl Ground {
    fn new(square: f64) -> Self {
        Self { square, circles: HashMap::default() }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a plane of 2^31 squares holds more circles than memory does")]
    fn place(&self, circle: Circle) -> (i32, i32) {
        ((circle.x / self.square).floor() as i32, (circle.y / self.square).floor() as i32)
    }

    fn put(&mut self, circle: Circle) {
        self.circles.entry(self.place(circle)).or_default().push(circle);
    }

    fn is_free(&self, circle: Circle, gap: f64) -> bool {
        let (column, row) = self.place(circle);
        let squares = (column - 1..=column + 1).flat_map(|x| (row - 1..=row + 1).map(move |y| (x, y)));
        let apart = |other: &Circle| {
            let (across, down, least) = (other.x - circle.x, other.y - circle.y, other.r + circle.r + gap);
            // Nearly all are so far apart, or so near, that no root need be drawn to know.
            let (far, near) = (across * across + down * down, least * least);
            far > near * (1.0 + CLOSE) || far > near * (1.0 - CLOSE) && across.hypot(down) >= least
        };
        squares.filter_map(|square| self.circles.get(&square)).all(|there| there.iter().all(apart))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_two_circles_touch(radii in proptest::collection::vec(1.0..20.0_f64, 0..60)) {
            let placed = spiral(&radii, 2.0, Aspect(1.5));
            prop_assert_eq!(placed.len(), radii.len());
            for (at, x) in placed.iter().enumerate() {
                for y in &placed[..at] {
                    prop_assert!((x.x - y.x).hypot(x.y - y.y) >= x.r + y.r + 2.0 - 1e-9);
                }
            }
            prop_assert_eq!(&placed, &spiral(&radii, 2.0, Aspect(1.5)));
        }
    }

    #[test]
    fn the_first_stands_in_the_middle() {
        assert_eq!(spiral(&[3.0, 1.0], 1.0, Aspect(1.0))[0], Circle { x: 0.0, y: 0.0, r: 3.0 });
    }
}

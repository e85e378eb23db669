//! How much of the smaller stands in the larger: an agent that was cut down or grown from another keeps this high.

use crate::{
    compare::{evidence::percent, sides::Sides, signal::Signal},
    model::Score,
};

pub(super) struct Contained;

/// Mean weight of the phrases in common from which they are an agent's own: below, they are a block that many agents hold,
/// and to hold nothing else makes no agent a part of another.
const RARE: f64 = 0.5;

impl Signal for Contained {
    fn name(&self) -> &'static str {
        "containment"
    }

    fn meaning(&self) -> &'static str {
        "the larger of the shares of each agent's phrases that stand in the other, by weight; less where all of it is scaffold"
    }

    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        sides.resemblance()?;
        let both = sides.containment();
        let rare = if sides.shares_text() { (sides.rarity() / RARE).min(1.0) } else { 1.0 };
        Some(Score::new(both.a_in_b.max(both.b_in_a).get() * rare))
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        self.score(sides)?;
        let both = sides.containment();
        let (less, more) = (both.a_in_b.min(both.b_in_a), both.a_in_b.max(both.b_in_a));
        Some(format!("{} of one lies in the other, and {} the other way.", percent(more.get()), percent(less.get())))
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said};

    #[test]
    fn a_part_is_contained_in_the_whole() {
        let part = "Count the herons at dawn and write them down.";
        let a = agent("a", "", part);
        let b =
            agent("b", "", &format!("{part}\n\nKeep the slate roof dry in winter, and paint the north wall in June."));
        let (score, because) = said(&a, &b, "containment").unwrap();
        assert!(score > 0.999, "{score}");
        assert!(because.starts_with("100 % of one"), "{because}");
        assert_eq!(said(&a, &b, "containment"), said(&b, &a, "containment"));
    }
}

//! Whether the two are written in one language: where they are not, words cannot meet, and code and build must speak.

use crate::{
    compare::{sides::Sides, signal::Signal},
    model::Score,
};

pub(super) struct Spoken;

impl Signal for Spoken {
    fn name(&self) -> &'static str {
        "language"
    }

    fn meaning(&self) -> &'static str {
        "1 where both are written in one language, 0 where they are not"
    }

    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        let (a, b) = (sides.a.weights.language?, sides.b.weights.language?);
        Some(if a == b { Score::FULL } else { Score::NONE })
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        let mut names = [sides.a.weights.language?.name(), sides.b.weights.language?.name()];
        names.sort_unstable();
        let [x, y] = names;
        Some(if x == y { format!("Both are written in {x}.") } else { format!("One is written in {x}, one in {y}.") })
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said};

    #[test]
    fn languages_are_named_in_one_order() {
        let a = agent("a", "", "You count the herons at dawn and write them down in the ledger.");
        let b = agent("b", "", "夜明けにサギを数え、台帳に書き留めてください。毎日続けること。");
        let (score, because) = said(&a, &b, "language").unwrap();
        assert!(score <= 0.0);
        assert_eq!(because, "One is written in English, one in Japanese.");
        assert_eq!(said(&b, &a, "language").map(|said| said.1), Some(because));
        assert_eq!(said(&a, &a, "language"), Some((1.0, "Both are written in English.".to_owned())));
        assert_eq!(said(&a, &agent("c", "", "cargo"), "language"), None);
    }
}

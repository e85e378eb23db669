//! Numbers as a person reads them.

use crate::model::Score;
pub(crate) use crate::text::count::{counted as count, thousands};

/// `~1,234 tokens`: an estimate, and said to be one.
pub(crate) fn tokens(n: u64) -> String {
    format!("~{} tokens", thousands(n))
}

/// What of a family goes if somebody follows the advice.
pub(crate) fn going(n: u64) -> String {
    if n == 0 { "none goes".to_owned() } else { format!("{} would go", tokens(n)) }
}

/// Two places, rounded; but only what is the same shows as 1.00.
pub(crate) fn score(score: Score) -> String {
    format!("{:.2}", short_of_full(score, 0.99))
}

/// `83 %`, the same way.
pub(crate) fn percent(score: Score) -> String {
    format!("{:.0} %", short_of_full(score, 0.99) * 100.0)
}

fn short_of_full(score: Score, most: f64) -> f64 {
    if score == Score::FULL { 1.0 } else { score.get().min(most) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_the_same_is_never_shown_as_the_same() {
        assert_eq!(score(Score::new(0.9999)), "0.99");
        assert_eq!(score(Score::FULL), "1.00");
        assert_eq!(score(Score::new(0.297)), "0.30");
        assert_eq!(score(Score::FULL), "1.00");
        assert_eq!(percent(Score::new(0.996)), "99 %");
    }
}

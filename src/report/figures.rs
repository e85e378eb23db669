//! Numbers as a person reads them.

use crate::model::Score;

/// `1,234,567`.
pub(crate) fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 agent`, `3 agents`, `2 families`.
pub(crate) fn count(n: usize, thing: &str) -> String {
    let number = thousands(n as u64);
    match (n, thing.strip_suffix('y')) {
        (1, _) => format!("{number} {thing}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {thing}s"),
    }
}

/// `~1,234 tokens`: an estimate, and said to be one.
pub(crate) fn tokens(n: u64) -> String {
    format!("~{} tokens", thousands(n))
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
    fn numbers_read_well() {
        assert_eq!((thousands(0), thousands(1_234_567)), ("0".to_owned(), "1,234,567".to_owned()));
        assert_eq!(
            (count(1, "family"), count(2, "family"), count(0, "file")),
            ("1 family".into(), "2 families".into(), "0 files".into())
        );
    }

    #[test]
    fn nearly_the_same_is_never_shown_as_the_same() {
        assert_eq!(score(Score::new(0.9999)), "0.99");
        assert_eq!(score(Score::FULL), "1.00");
        assert_eq!(score(Score::new(0.297)), "0.30");
        assert_eq!(score(Score::FULL), "1.00");
        assert_eq!(percent(Score::new(0.996)), "99 %");
    }
}

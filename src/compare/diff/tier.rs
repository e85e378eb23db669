//! How heavy a model is in its vendor's line, told from the words of its name.

use crate::model::{Tier, Tiers, Value};

/// Words of model names that vendors tell the weights of a line by.
const WORDS: &[(&str, Tier)] = &[
    ("haiku", Tier::Light),
    ("mini", Tier::Light),
    ("nano", Tier::Light),
    ("flash", Tier::Light),
    ("lite", Tier::Light),
    ("fast", Tier::Light),
    ("small", Tier::Light),
    ("sonnet", Tier::Middle),
    ("medium", Tier::Middle),
    ("opus", Tier::Heavy),
    ("pro", Tier::Heavy),
    ("large", Tier::Heavy),
    ("ultra", Tier::Heavy),
];

/// The tiers of two models; `None` where either name does not tell, or where they are of one tier.
pub(super) fn tiers(a: &Value, b: &Value) -> Option<Tiers> {
    let (a, b) = (tier(a.as_text()?)?, tier(b.as_text()?)?);
    (a != b).then_some(Tiers { a, b })
}

fn tier(model: &str) -> Option<Tier> {
    let lower = model.to_ascii_lowercase();
    let said = |word: &str| WORDS.iter().find(|(known, _)| *known == word).map(|(_, tier)| *tier);
    // "flash-lite", "pro-mini": the last word that tells names the smaller one.
    lower.split(|c: char| !c.is_ascii_alphabetic()).filter_map(said).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_weight() {
        assert_eq!(tier("claude-3-5-haiku-20241022"), Some(Tier::Light));
        assert_eq!(tier("anthropic/claude-opus-4"), Some(Tier::Heavy));
        assert_eq!(tier("gemini-2.5-pro"), Some(Tier::Heavy));
        assert_eq!((tier("inherit"), tier("profound-1")), (None, None));
    }

    #[test]
    fn one_tier_is_no_difference() {
        let value = |name: &str| Value::Text(name.to_owned());
        assert_eq!(tiers(&value("sonnet"), &value("claude-sonnet-4")), None);
        assert_eq!(tiers(&value("opus"), &value("haiku")), Some(Tiers { a: Tier::Heavy, b: Tier::Light }));
    }
}

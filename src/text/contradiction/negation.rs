//! One sentence ordered here and forbidden there: the same words but for what orders or forbids.

use super::{Claim, polarity::order};

/// Fewer words than this are a label, not an order.
const FEWEST: usize = 2;

/// What the whole of a sentence of these words orders or forbids, word for word.
pub(super) fn stand(words: &[&str]) -> Option<Claim> {
    /// Under what such claims are filed.
    const UNDER: &str = "whole ";
    let (stance, rest) = order(words);
    if rest.len() < FEWEST {
        return None;
    }
    let under = [UNDER, &rest.join(" ")].concat();
    Some(Claim::new(&under, stance, &under[UNDER.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    #[test]
    fn the_same_words_are_one_topic() {
        let told = |sentence| read(sentence, |_, words| stand(words));
        let (no, yes) = (told("Never commit directly to main.").unwrap(), told("Commit directly to main").unwrap());
        assert_eq!((no.topic, no.stance.as_str(), yes.stance.as_str()), (yes.topic, "no", "yes"));
        assert_eq!(told("Never!"), None);
    }
}

//! One sentence ordered here and forbidden there: the same words but for what orders or forbids.

use super::{Claim, polarity::order};
use crate::text::words::words;

/// Fewer words than this are a label, not an order.
const FEWEST: usize = 2;

/// What the whole of `sentence` orders or forbids, word for word.
pub(super) fn stand(sentence: &str) -> Option<Claim> {
    let words: Vec<String> = words(sentence).into_iter().map(|word| word.replace('\u{2019}', "'")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (stance, rest) = order(&words);
    let rest = rest.join(" ");
    let told = rest.split(' ').count() >= FEWEST;
    told.then(|| Claim::new(&format!("whole {rest}"), stance, &rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_one_topic() {
        let (no, yes) = (stand("Never commit directly to main.").unwrap(), stand("Commit directly to main").unwrap());
        assert_eq!((no.topic, no.stance.as_str(), yes.stance.as_str()), (yes.topic, "no", "yes"));
        assert_eq!(stand("Never!"), None);
    }
}

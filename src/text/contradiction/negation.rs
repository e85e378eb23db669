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
    let (denials, rest) = without_denials(rest);
    let told = rest.split(' ').count() >= FEWEST;
    let stance = if (stance == "no") == (denials % 2 == 1) { "yes" } else { "no" };
    told.then(|| Claim::new(&format!("whole {rest}"), stance, &rest))
}

/// How often a clause is denied, and what it says then. Under a condition, or with "not only", a denial denies something else.
fn without_denials(words: &[&str]) -> (usize, String) {
    if words.iter().any(|word| BINDS.contains(word)) {
        return (0, words.join(" "));
    }
    let (mut denials, mut said) = (0, Vec::with_capacity(words.len()));
    for word in words {
        let bare = match *word {
            "cannot" | "can't" => Some("can"),
            "won't" => Some("will"),
            "not" | "never" => Some(""),
            word => word.strip_suffix("n't").filter(|bare| !bare.is_empty()),
        };
        denials += usize::from(bare.is_some());
        said.push(bare.unwrap_or(word));
    }
    said.retain(|word| !word.is_empty() && !MODALS.contains(word));
    (denials, said.join(" "))
}

/// Words that bind a denial to a case.
const BINDS: &[&str] = &["if", "when", "whenever", "unless", "until", "where", "whether", "while", "only", "or", "but"];

/// Auxiliaries that go with a denial: "may edit" against "must not edit".
const MODALS: &[&str] = &["can", "may", "must", "should", "will", "do", "does", "did"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_one_topic() {
        let (no, yes) = (stand("Never commit directly to main.").unwrap(), stand("Commit directly to main").unwrap());
        assert_eq!((no.topic, no.stance.as_str(), yes.stance.as_str()), (yes.topic, "no", "yes"));
        assert_eq!(stand("Never!"), None);
        let (no, yes) =
            (stand("Force pushes aren\u{2019}t allowed.").unwrap(), stand("Force pushes are allowed").unwrap());
        assert_eq!((no.topic, no.stance.as_str(), yes.stance.as_str()), (yes.topic, "no", "yes"));
        let (no, yes) = (stand("The keeper cannot dim it").unwrap(), stand("The keeper may dim it").unwrap());
        assert_eq!((no.topic, no.stance.as_str(), yes.stance.as_str()), (yes.topic, "no", "yes"));
        assert_ne!(stand("Ask if it does not burn").unwrap().topic, stand("Ask if it does burn").unwrap().topic);
    }
}

//! One sentence ordered here and forbidden there: the same words but for what orders or forbids.

use super::{Claim, polarity::order};

/// Fewer words than this are a label, not an order.
const FEWEST: usize = 2;

/// What the whole of a sentence of these words orders or forbids, word for word.
pub(super) fn stand(words: &[&str]) -> Option<Claim> {
    /// Under what such claims are filed.
    const UNDER: &str = "whole ";
    let (stance, rest) = order(words);
    let (denials, said) = without_denials(rest);
    if said.len() < FEWEST {
        return None;
    }
    let stance = if (stance == "no") == (denials % 2 == 1) { "yes" } else { "no" };
    let under = [UNDER, &said.join(" ")].concat();
    Some(Claim::new(&under, stance, &under[UNDER.len()..]))
}

/// How often a clause is denied, and what it says then. Under a condition, or with "not only", a denial denies something else.
fn without_denials<'w>(words: &[&'w str]) -> (usize, Vec<&'w str>) {
    if words.iter().any(|word| BINDS.contains(word)) {
        return (0, words.to_vec());
    }
    let (mut denials, mut said) = (0, Vec::with_capacity(words.len()));
    let mut before = "";
    for word in words {
        let had = matches!(std::mem::replace(&mut before, word), "have" | "has" | "with");
        let bare = match *word {
            "cannot" | "can't" => Some("can"),
            "won't" => Some("will"),
            "not" | "never" => Some(""),
            "no" if had => Some(""),
            word => word.strip_suffix("n't").filter(|bare| !bare.is_empty()),
        };
        denials += usize::from(bare.is_some());
        said.push(bare.unwrap_or(word));
    }
    said.retain(|word| !word.is_empty() && !MODALS.contains(word));
    (denials, said)
}

/// Words that bind a denial to a case.
const BINDS: &[&str] = &["if", "when", "whenever", "unless", "until", "where", "whether", "while", "only", "or", "but"];

/// Auxiliaries that go with a denial: "may edit" against "must not edit".
const MODALS: &[&str] = &["can", "may", "must", "should", "will", "do", "does", "did"];

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
        let (no, yes) =
            (told("Force pushes aren\u{2019}t allowed.").unwrap(), told("Force pushes are allowed").unwrap());
        assert_eq!((no.topic, no.stance.as_str(), yes.stance.as_str()), (yes.topic, "no", "yes"));
        let (no, yes) = (told("The keeper cannot dim it").unwrap(), told("The keeper may dim it").unwrap());
        assert_eq!((no.topic, no.stance.as_str(), yes.stance.as_str()), (yes.topic, "no", "yes"));
        assert_ne!(told("Ask if it does not burn").unwrap().topic, told("Ask if it does burn").unwrap().topic);
    }
}

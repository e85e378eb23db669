//! Signals of one shape: the cosine over the weighed words of one facet.

use rustc_hash::FxHashSet;

use super::{
    aspect::Aspect,
    evidence::{list, percent},
    sides::{Side, Sides},
    signal::Signal,
};
use crate::{
    model::{Definition, Score},
    text::words::{for_each_word, hash, stem},
};

/// The cosine over the weighed words of one facet.
#[derive(Debug)]
pub(super) struct Cosine {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    /// What is compared, in the plural: "names", "descriptions".
    pub(super) what: &'static str,
    /// The aspect.
    pub(super) aspect: Aspect,
    /// The texts that the facet's words come from.
    pub(super) texts: fn(&Definition) -> Vec<&str>,
}

/// Words named as evidence.
const SHOWN: usize = 5;

impl Signal for Cosine {
    fn name(&self) -> &'static str {
        self.name
    }

    fn meaning(&self) -> &'static str {
        self.meaning
    }

    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        // Six places: the length of a vector in 24 bits is 1 no closer than that, and the same words must score 1.
        sides.cosine(self.aspect).map(|cosine| Score::new((cosine * 1e6).round() / 1e6))
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        let score = self.score(sides)?;
        if score == Score::NONE {
            return Some(format!("Their {} have no word in common that says anything.", self.what));
        }
        let shared = self.shared_words(sides);
        let words =
            if shared.is_empty() { "parts of words".to_owned() } else { list(shared.iter().map(String::as_str)) };
        Some(format!("Their {} agree by {} of their weight, most in {words}.", self.what, percent(score.get())))
    }
}

impl Cosine {
    /// The words in common that carry most of the score, heaviest first.
    fn shared_words(&self, sides: &Sides<'_>) -> Vec<String> {
        let (mut seen, mut words) = (FxHashSet::default(), Vec::<(String, f64)>::new());
        let weight = |side: Side<'_>, root| side.weight(self.aspect, root);
        for text in self.texts_of(sides.a) {
            for_each_word(text, |word| {
                if !seen.insert(hash(word)) {
                    return;
                }
                let root = hash(&stem(word));
                let weight = weight(sides.a, root) * weight(sides.b, root);
                if weight > 0.0 {
                    words.push((word.to_owned(), weight));
                }
            });
        }
        words.sort_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
        words.into_iter().take(SHOWN).map(|(word, _)| word).collect()
    }

    fn texts_of<'d>(&self, side: Side<'d>) -> Vec<&'d str> {
        (self.texts)(side.definition)
    }
}

//! How much text is copied, by phrase: the weighted Jaccard of word 5-shingles, so that boilerplate counts little.

use crate::{
    compare::{
        aspect::Aspect,
        evidence::{percent, quote},
        sides::{Side, Sides},
        signal::Signal,
    },
    model::Score,
    text::{
        shingle::{WIDTH, shingle},
        words::{for_each_word, hash},
    },
};

pub(super) struct CopiedText;

impl Signal for CopiedText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn meaning(&self) -> &'static str {
        "phrases of five words that stand in both, a rare phrase counting more than boilerplate"
    }

    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        sides.resemblance()
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        let share = percent(self.score(sides)?.get());
        Some(match rarest_passage(sides) {
            Some(passage) => format!("They share {share} of their phrases by weight, such as {}.", quote(&passage)),
            None => "They share no phrase of five words.".to_owned(),
        })
    }
}

/// The passage in common that weighs most, folded. What both say can be read off either: it is read off the shorter.
fn rarest_passage(sides: &Sides<'_>) -> Option<String> {
    let length = |side: &Side<'_>| (side.definition.body.of(&side.definition.text).len(), side.definition.content);
    let (short, long) = if length(&sides.a) <= length(&sides.b) { (sides.a, sides.b) } else { (sides.b, sides.a) };
    heaviest(short, long).or_else(|| heaviest(long, short))
}

fn heaviest(from: Side<'_>, other: Side<'_>) -> Option<String> {
    // The words in a row, with a blank between, and where each begins and ends in it.
    let (mut row, mut places, mut hashes) = (String::new(), Vec::new(), Vec::new());
    for_each_word(from.definition.body.of(&from.definition.text), |word| {
        let start = row.len();
        row.push_str(word);
        places.push((start, row.len()));
        row.push(' ');
        hashes.push(hash(word));
    });
    let width = WIDTH.min(hashes.len()).max(1);
    let said = |at: usize| &row[places[at].0..places[at + width - 1].1];
    let weight = |side: Side<'_>, phrase: u64| Score::new(side.facet(Aspect::Text).weight(phrase));
    let mut best: Option<(Score, usize)> = None;
    for (at, run) in hashes.windows(width).enumerate() {
        let phrase = shingle(run);
        let own = weight(from, phrase);
        // What weighs less here than what is found already need not be looked for there.
        if own == Score::NONE || best.is_some_and(|(most, _)| own < most) {
            continue;
        }
        let shared = own.min(weight(other, phrase));
        let heavier = best.is_none_or(|(most, by)| shared > most || shared == most && said(at) >= said(by));
        if shared > Score::NONE && heavier {
            best = Some((shared, at));
        }
    }
    best.map(|(_, at)| said(at).to_owned())
}

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said};

    #[test]
    fn the_rarest_passage_is_named() {
        let a = agent("a", "", "Count the herons at dawn. Keep the slate roof dry in winter.");
        let b = agent("b", "", "Keep the slate roof dry in winter. Never paint a wet wall.");
        let (score, because) = said(&a, &b, "text").unwrap();
        assert!(score > 0.2 && score < 0.5, "{score}");
        assert!(because.contains("slate roof"), "{because}");
        assert_eq!(said(&a, &b, "text"), said(&b, &a, "text"));
        let (none, because) = said(&a, &agent("c", "", "Something else is written here entirely."), "text").unwrap();
        assert!(none <= 0.0 && because.contains("no phrase"), "{because}");
        assert_eq!(said(&a, &a, "text").map(|said| said.0), Some(1.0));
        assert_eq!(said(&agent("a", "", ""), &agent("b", "", ""), "text"), None);
    }
}

//! Code and identifiers that stand in both: what stays when an agent is translated or told in other words.

use std::collections::BTreeMap;

use crate::{
    compare::{
        aspect::Aspect,
        evidence::{list, percent},
        sides::Sides,
        signal::Signal,
    },
    model::Score,
    text::words::hash,
};

pub(super) struct Code;

/// Fewer pieces of code than this say nothing: two agents that both name one command are not kin by it.
const FEWEST: usize = 3;
/// The weight of a few rare pieces: less than that in common is little, however small a share is left (`html`, `url`, `api`
/// are all the code that many agents have).
const LEAST: f64 = 2.5;
/// Pieces named as evidence.
const SHOWN: usize = 5;

impl Signal for Code {
    fn name(&self) -> &'static str {
        "code"
    }

    fn meaning(&self) -> &'static str {
        "the share of the code and identifiers of the one with fewer that the other has too"
    }

    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        let (a, b) = (sides.a.facet(Aspect::Code), sides.b.facet(Aspect::Code));
        (a.len() >= FEWEST && b.len() >= FEWEST).then_some(())?;
        Score::ratio(sides.shared(Aspect::Code), a.total().min(b.total()).max(LEAST))
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        let score = self.score(sides)?;
        let shared = shared(sides);
        if shared.is_empty() {
            return Some("They have no code or identifier in common.".to_owned());
        }
        let share = percent(score.get());
        Some(format!(
            "{share} of the code and identifiers of one stand in the other, such as {}.",
            list(shared.iter().map(String::as_str))
        ))
    }
}

/// The pieces in common that weigh most, heaviest first, in lower case.
fn shared(sides: &Sides<'_>) -> Vec<String> {
    let mut found: BTreeMap<String, Score> = BTreeMap::new();
    for piece in pieces(sides.a.definition.body.of(&sides.a.definition.text)) {
        let (a, b) = (sides.a.facet(Aspect::Code), sides.b.facet(Aspect::Code));
        let weight = a.weight(hash(&piece)).min(b.weight(hash(&piece)));
        if weight > 0.0 {
            found.insert(piece, Score::new(weight));
        }
    }
    let mut pieces: Vec<(String, Score)> = found.into_iter().collect();
    pieces.sort_by(|x, y| y.1.cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
    pieces.into_iter().take(SHOWN).map(|(piece, _)| piece).collect()
}

/// Everything that may be an identifier, in lower case: which of it counts the sketches know.
fn pieces(text: &str) -> impl Iterator<Item = String> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | ':' | '@');
    let tokens = text.split(move |c: char| !inside(c)).map(|token| token.trim_matches(['.', '-', '/', '_', ':', '@']));
    tokens.filter(|token| token.len() > 1).map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said};

    #[test]
    fn code_stays_in_translation() {
        let a = agent("a", "", "Run `slipway build --all` before `slipway test` and read `hull.toml`.");
        let b = agent("b", "", "`slipway test` の前に `slipway build --all` を実行し `hull.toml` を読む。");
        let (score, because) = said(&a, &b, "code").unwrap();
        assert!(score > 0.999, "{score}");
        assert!(because.contains("\"slipway\""), "{because}");
        assert_eq!(said(&a, &b, "code"), said(&b, &a, "code"));
        assert_eq!(said(&a, &agent("c", "", "Run `one two`."), "code"), None);
    }
}

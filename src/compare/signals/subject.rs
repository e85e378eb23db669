//! What differs: two agents of one template speak of other things in the same sentences, and what each speaks of is its job.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::{
    compare::{
        aspect::Aspect,
        evidence::list,
        facet::Facet,
        sides::{Side, Sides},
        signal::Signal,
    },
    model::Score,
    text::words::{for_each_word, hash, stem},
};

pub(super) struct Subject;

/// Words of each side named as evidence.
const SHOWN: usize = 3;
/// Share of its own words, by weight, below which an agent has no subject of its own to speak of.
const LEAST: f64 = 0.1;

impl Signal for Subject {
    fn name(&self) -> &'static str {
        "subject"
    }

    fn meaning(&self) -> &'static str {
        "1 less what each keeps speaking of and the other never does: an edit adds on one side, another subject on both"
    }

    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        let (a, b) = own(sides)?;
        Some(Score::new(1.0 - (a * b).sqrt()))
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        let (a, b) = own(sides)?;
        if a.min(b) < LEAST {
            return Some("What either keeps speaking of, the other speaks of too.".to_owned());
        }
        let (one, other) = (named(sides.a, sides.b), named(sides.b, sides.a));
        Some(format!(
            "One keeps speaking of {}, the other of {}.",
            list(one.iter().map(String::as_str)),
            list(other.iter().map(String::as_str))
        ))
    }
}

/// Fewest words by which an agent's subject can be told.
const FEWEST: usize = 4;

/// The share of what each keeps speaking of that the other never names, by weight; `None` where one repeats too little.
fn own(sides: &Sides<'_>) -> Option<(f64, f64)> {
    let (a, b) = (sides.a.facet(Aspect::Subject), sides.b.facet(Aspect::Subject));
    let tells = |facet: &Facet| facet.total() > 0.0 && facet.len() >= FEWEST;
    (tells(a) && tells(b)).then_some(())?;
    let (met_a, met_b) = sides.subjects_met();
    let share = |facet: &Facet, met: f64| ((facet.total() - met) / facet.total()).max(0.0);
    Some((share(a, met_a), share(b, met_b)))
}

/// The heaviest words that `one` repeats and `other` never names.
fn named(one: Side<'_>, other: Side<'_>) -> Vec<String> {
    let mut found: BTreeMap<u64, (f64, String)> = BTreeMap::new();
    let mut seen = FxHashSet::default();
    let mut name = |word: &str| {
        if !seen.insert(hash(word)) {
            return;
        }
        let root = hash(&stem(word));
        let weight = one.facet(Aspect::Subject).weight(root);
        if weight > 0.0 && other.weight(Aspect::Role, root) <= 0.0 {
            found.entry(root).or_insert_with(|| (weight, word.to_owned()));
        }
    };
    for_each_word(&one.definition.name, &mut name);
    for_each_word(one.definition.body.of(&one.definition.text), &mut name);
    let mut words: Vec<(f64, String)> = found.into_values().collect();
    words.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
    words.into_iter().take(SHOWN).map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said};

    fn of(subject: &str, more: &str) -> crate::model::Agent {
        let all = format!("the {subject} at the slate wall by the river gate");
        let body = format!("Keep dry {all}.\n\n- Look daily at {all}\n- Count twice {all}\n{more}");
        agent("keeper", "", &body)
    }

    #[test]
    fn another_subject_in_the_same_sentences_is_told() {
        let (score, because) = said(&of("heron", ""), &of("ledger", ""), "subject").unwrap();
        assert!(score < 0.9, "{score} {because}");
        assert!(because.contains("\"heron\"") && because.contains("\"ledger\""), "{because}");
    }

    #[test]
    fn an_addition_is_no_other_subject() {
        let grown = of("heron", "- Paint the moss\n- Feed the moss\n- Praise the moss\n");
        let (score, because) = said(&of("heron", ""), &grown, "subject").unwrap();
        assert!(score > 0.999 && because.starts_with("What either"), "{score} {because}");
        assert_eq!(said(&agent("x", "", "one two three"), &grown, "subject"), None);
    }
}

//! Who shadows whom, in words.

use std::collections::BTreeSet;

use crate::model::{AgentIx, Collision, Corpus, Ruling};

/// The agent that its harness uses.
pub(crate) const WINS: &str = "wins";

/// What becomes of an agent among those of its name: [`WINS`], `shadowed`, or nothing that is known.
pub(crate) fn role(collision: &Collision, agent: AgentIx) -> &'static str {
    let rulings = &collision.rulings;
    if rulings.iter().any(|ruling| ruling.winner == Some(agent)) {
        WINS
    } else if rulings.iter().any(|ruling| !ruling.elsewhere && ruling.shadowed().any(|shadowed| shadowed == agent)) {
        "shadowed"
    } else {
        ""
    }
}

/// What each harness makes of them, a sentence each; not escaped.
pub(crate) fn told(corpus: &Corpus, collision: &Collision) -> Vec<String> {
    if !collision.rulings.is_empty() {
        return collision.rulings.iter().map(|ruling| sentence(corpus, ruling)).collect();
    }
    let formats: BTreeSet<_> = collision.agents.iter().map(|agent| corpus.definition(*agent).format).collect();
    let apart = formats.len() == collision.agents.len();
    let told = if apart {
        "Each is for another harness: none shadows another."
    } else {
        "No harness takes two of these names for one: none shadows another."
    };
    vec![told.to_owned()]
}

fn sentence(corpus: &Corpus, ruling: &Ruling) -> String {
    match ruling.winner {
        Some(winner) => format!("{}: {} is used: {}.", ruling.format, corpus.agent(winner).id, ruling.because),
        None => format!("{}: no winner: {}.", ruling.format, ruling.because),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn winners_and_shadowed_are_told() {
        let analysis = sample::analysis();
        let mut collision = analysis.collisions[0].clone();
        let roles: Vec<_> = collision.agents.iter().map(|agent| role(&collision, *agent)).collect();
        assert_eq!(roles.iter().filter(|role| **role == "shadowed").count(), 2);
        assert!(told(&analysis.corpus, &collision)[0].contains(" is used: "));
        collision.rulings[0].winner = None;
        assert!(told(&analysis.corpus, &collision)[0].contains("no winner"));
        collision.rulings.clear();
        assert!(told(&analysis.corpus, &collision)[0].contains("none shadows another"));
    }
}

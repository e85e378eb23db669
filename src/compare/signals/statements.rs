//! How many statements stand in both word for word, long and rare ones counting more.

use crate::{
    compare::{
        evidence::{counted, percent, quote},
        sides::Sides,
        signal::Signal,
    },
    model::{Definition, Score, Statement},
};

pub(super) struct Statements;

impl Signal for Statements {
    fn name(&self) -> &'static str {
        "statements"
    }

    fn meaning(&self) -> &'static str {
        "statements that stand in both word for word, long and rare ones counting more"
    }

    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        let (a, b) = (&sides.a.weights.statements, &sides.b.weights.statements);
        let shared = a.shared(b);
        Score::ratio(shared, a.total() + b.total() - shared)
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        let score = self.score(sides)?;
        let shared = shared(sides);
        let Some(heaviest) = shared.last() else {
            return Some("They have no statement in common word for word.".to_owned());
        };
        let count = counted(shared.len(), "statement");
        let share = percent(score.get());
        Some(format!("{count} in both ({share} by weight), such as {}.", quote(wording(sides.a.definition, heaviest))))
    }
}

/// A's statements that stand in B too, each once, the heaviest last.
fn shared<'s>(sides: &Sides<'s>) -> Vec<&'s Statement> {
    let weight = |s: &Statement| sides.a.weights.statements.weight(s.key).min(sides.b.weights.statements.weight(s.key));
    let mut out: Vec<&Statement> = sides.a.definition.statements.iter().filter(|s| weight(s) > 0.0).collect();
    out.sort_by_key(|s| (Score::new(weight(s) / 10.0), s.key));
    out.dedup_by_key(|s| s.key);
    out
}

fn wording<'d>(definition: &'d Definition, statement: &Statement) -> &'d str {
    statement.span.of(&definition.text)
}

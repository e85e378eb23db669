//! How many statements stand in both word for word, long and rare ones counting more.

use crate::{
    compare::{
        aspect::Aspect,
        evidence::{counted, percent, quote},
        sides::{Side, Sides},
        signal::Signal,
    },
    model::{Score, Statement},
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
        let (a, b) = (sides.a.facet(Aspect::Statements), sides.b.facet(Aspect::Statements));
        let shared = sides.shared(Aspect::Statements);
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
        Some(format!("{count} in both ({share} by weight), such as {}.", quote(wording(sides, heaviest))))
    }
}

/// A's statements that stand in B too, each once, the heaviest last.
fn shared<'s>(sides: &Sides<'s>) -> Vec<&'s Statement> {
    let of = |side: Side<'_>, key| side.facet(Aspect::Statements).weight(key);
    let weight = |s: &Statement| of(sides.a, s.key).min(of(sides.b, s.key));
    let mut out: Vec<&Statement> = sides.a.definition.statements.iter().filter(|s| weight(s) > 0.0).collect();
    out.sort_by_key(|s| (Score::new(weight(s) / 10.0), s.key));
    out.dedup_by_key(|s| s.key);
    out
}

/// The wording of a shared statement; where the two write it differently, the one that sorts first.
fn wording<'s>(sides: &Sides<'s>, statement: &Statement) -> &'s str {
    let of = |side: Side<'s>| {
        let found = side.definition.statements.iter().find(|s| s.key == statement.key);
        found.map(|s| s.span.of(&side.definition.text))
    };
    of(sides.a).into_iter().chain(of(sides.b)).min().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said};

    #[test]
    fn the_longest_statement_in_common_is_named() {
        let a = agent("a", "", "- Be brief.\n- Count the *herons* at dawn.\n- Paint walls.");
        let b = agent("b", "", "- Count the herons at dawn\n- Be brief\n- Mend nets.");
        let (score, because) = said(&a, &b, "statements").unwrap();
        assert!(score > 0.4 && score < 0.9, "{score}");
        assert!(because.starts_with("2 statements") && because.contains("herons"), "{because}");
        assert_eq!(said(&a, &b, "statements"), said(&b, &a, "statements"));
        let (none, because) = said(&a, &agent("c", "", "- Sail home."), "statements").unwrap();
        assert!(none <= 0.0 && because.contains("no statement"), "{because}");
        assert_eq!(said(&a, &agent("d", "", ""), "statements").map(|said| said.0), Some(0.0));
    }
}

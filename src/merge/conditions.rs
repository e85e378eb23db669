//! Lists whose items say when something holds: "Done when:", "Wake the keeper if:". An item is a condition under such words alone;
//! under others it would be something to do, or a fact.

use super::style;
use crate::{
    model::{Definition, SectionIx, StatementIx, StatementKind},
    text::words::words,
};

/// Whether the items of the list that these words lead into, or are the title of, complete a condition: they end in "when" or "if",
/// or in the little that stands between that and what holds ("only when all are true"). What begins with it ("When called:") is
/// the condition whole, and its items are what to do then.
pub(super) fn sets_condition(lead: &str) -> bool {
    let words = words(lead);
    let Some(last) = words.iter().rposition(|word| CONJUNCTIONS.contains(&word.as_str())) else { return false };
    last > 0 && words[last + 1..].iter().all(|word| BETWEEN.contains(&word.as_str()))
}

/// Whether a title speaks of when something holds, so that conditions belong below it.
pub(super) fn names_conditions(title: &str) -> bool {
    let words = words(title);
    let names = |word: &String| NAMES.iter().any(|name| word.starts_with(name));
    match words.as_slice() {
        // "When called" is a condition of its own.
        [when, next, ..] if when == "when" => next == "to" || next == "not" || sets_condition(title),
        words => sets_condition(title) || words.iter().any(names),
    }
}

/// Whether a list under `own` may be one with the list under `other`: of neither, or of both, the items are conditions.
pub(super) fn go_together(own: &str, other: &str) -> bool {
    Case::of(own).fits(Case::of(other))
}

/// Whether what stands under some words is a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// It completes one that they begin.
    Completes,
    /// It may be one: they speak of when something holds.
    May,
    /// They speak of something else.
    No,
}

impl Case {
    fn of(words: &str) -> Self {
        if sets_condition(words) {
            Self::Completes
        } else if names_conditions(words) {
            Self::May
        } else {
            Self::No
        }
    }

    /// Whether what is the one may stand where it is the other.
    pub(super) fn fits(self, other: Self) -> bool {
        !matches!((self, other), (Self::Completes, Self::No) | (Self::No, Self::Completes))
    }
}

/// What each statement of an agent is: by the item that it is nested in, by the paragraph that leads into its list, else by the
/// title of its section.
pub(super) fn of_statements(definition: &Definition) -> Vec<Case> {
    let titles: Vec<Case> = definition.sections.iter().map(|section| Case::of(&section.title)).collect();
    let mut lead: Option<(SectionIx, Case)> = None;
    let said = definition.statements.iter().enumerate();
    said.map(|(at, statement)| {
        let leads = |ix: StatementIx| style::leads(definition.wording(ix));
        let (ix, title) = (StatementIx::new(at), titles[statement.section.get()]);
        let item = matches!(statement.kind, StatementKind::Bullet | StatementKind::Step);
        match statement.parent {
            Some(parent) if leads(parent) => Case::of(definition.wording(parent)),
            None if item => lead.filter(|(there, _)| *there == statement.section).map_or(title, |(_, case)| case),
            None => {
                // Below a title that speaks of conditions other words may lead into them.
                let case = || match (Case::of(definition.wording(ix)), title) {
                    (Case::No, Case::No) => Case::No,
                    (Case::No, _) => Case::May,
                    (case, _) => case,
                };
                lead = leads(ix).then(|| (statement.section, case()));
                title
            }
            Some(_) => title,
        }
    })
    .collect()
}

/// What a condition begins with.
const CONJUNCTIONS: &[&str] = &["when", "whenever", "if", "unless", "until"];

/// Words that stand between that and what holds.
const BETWEEN: &[&str] = &[
    "the",
    "a",
    "user",
    "users",
    "you",
    "your",
    "they",
    "it",
    "we",
    "any",
    "all",
    "one",
    "each",
    "every",
    "both",
    "of",
    "these",
    "this",
    "following",
    "is",
    "are",
    "has",
    "have",
    "needs",
    "need",
    "wants",
    "want",
    "asks",
    "ask",
    "reports",
    "mentions",
    "says",
    "true",
    "met",
    "apply",
    "applies",
    "hold",
    "holds",
    "encounter",
    "encounters",
    "see",
    "sees",
    "must",
    "task",
    "request",
    "involves",
    "requires",
];

/// Beginnings of words in titles that conditions stand below.
const NAMES: &[&str] =
    &["trigger", "condition", "criteri", "whenever", "activat", "invoc", "invok", "scenario", "done", "complet"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_completed_by_conditions() {
        for lead in [
            "Done when:",
            "Wake the keeper if:",
            "The watch is over only when all are true:",
            "Use this lamp unless you:",
        ] {
            assert!(sets_condition(lead), "{lead}");
        }
        for lead in [
            "When called:",
            "If the lamp is out:",
            "When the user asks:",
            "Before you sail, check:",
            "Ask when unsure of the tide:",
        ] {
            assert!(!sets_condition(lead), "{lead}");
        }
    }

    #[test]
    fn conditions_go_to_conditions() {
        assert!(go_together("Use the horn when", "When to Use"));
        assert!(go_together("Use the horn when", "Triggers"));
        assert!(go_together("Steps", "Duties"));
        for other in ["Duties", "When called"] {
            assert!(!go_together("You are to be called whenever", other), "{other}");
            assert!(!go_together(other, "You are to be called whenever"), "{other}");
        }
    }
}

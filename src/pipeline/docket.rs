//! What became of written decisions over many families: each is for whichever of them it fits.

use std::cell::RefCell;

use super::resolving::{fits, none_about, unmet};
use crate::model::{Choice, Conflict, Proposal};

/// Decisions, and how far each came.
pub(super) struct Docket<'d> {
    decisions: &'d [Choice],
    /// Of each decision what became of it.
    fates: RefCell<Vec<Fate>>,
    /// What all conflicts that were seen are about.
    names: RefCell<Vec<String>>,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    /// Nothing yet.
    Unasked,
    /// It came to nothing where it was tried, for this reason.
    Unmet(String),
    /// A family took it.
    Met,
}

impl<'d> Docket<'d> {
    pub(super) fn new(decisions: &'d [Choice]) -> Self {
        let fates = RefCell::new(vec![Fate::Unasked; decisions.len()]);
        Self { decisions, fates, names: RefCell::default() }
    }

    /// The decisions that are about something in a proposal: of the others, other families may have a use.
    pub(super) fn fitting(&self, open: &Proposal) -> Vec<Choice> {
        let fits = |decision: &&Choice| fits(decision, &open.conflicts);
        self.decisions.iter().filter(fits).cloned().collect()
    }

    /// Notes what the decisions made of the conflicts that were `open`.
    pub(super) fn note(&self, open: &[Conflict], proposal: &Proposal) {
        self.names.borrow_mut().extend(open.iter().map(|conflict| conflict.what.clone()));
        for (decision, fate) in self.decisions.iter().zip(self.fates.borrow_mut().iter_mut()) {
            let concerned = open.iter().any(|conflict| conflict.what == decision.about);
            match unmet(decision, open, proposal) {
                None => *fate = Fate::Met,
                Some(why) if concerned && *fate == Fate::Unasked => *fate = Fate::Unmet(why),
                Some(_) => {}
            }
        }
    }

    /// Why the decisions came to nothing that no family took.
    pub(super) fn unmet(self) -> Vec<String> {
        let mut names = self.names.into_inner();
        names.sort_unstable();
        names.dedup();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let why = |(decision, fate): (&Choice, Fate)| match fate {
            Fate::Met => None,
            Fate::Unmet(why) => Some(why),
            Fate::Unasked if names.is_empty() => {
                Some(format!("no conflict is about {:?}: no merge of this plan has any", decision.about))
            }
            Fate::Unasked => Some(none_about(&decision.about, &names)),
        };
        self.decisions.iter().zip(self.fates.into_inner()).filter_map(why).collect()
    }
}

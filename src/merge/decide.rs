//! What a person decided about conflicts, applied again.

use super::{
    members::Member,
    orphans::lead_over,
    settle::{Settled, State},
    style,
    verdict::FORBIDDEN,
};
use crate::model::Choice;

/// The decisions on a merge of these members.
#[derive(Clone, Copy)]
pub(super) struct Rulings<'d, 'r> {
    pub(super) members: &'d [Member<'r>],
    pub(super) decisions: &'d [Choice],
}

impl<'d> Rulings<'d, '_> {
    /// The decision on the conflict about this between the statements at these places.
    pub(super) fn on(&self, settled: &Settled<'_>, about: &str, sides: &[usize]) -> Option<&'d Choice> {
        let told: Vec<String> = sides.iter().flat_map(|at| self.shown(settled, *at)).collect();
        self.decisions.iter().find(|decision| decision.means(about, told.iter().map(String::as_str)))
    }

    /// The decision that takes the statement at `at` in the conflict about this that it is in with another.
    fn taking(&self, settled: &Settled<'_>, about: &str, at: usize, other: usize) -> Option<&'d Choice> {
        // Most often nothing was decided, and then nothing need be read.
        if self.decisions.is_empty() {
            return None;
        }
        let told: Vec<String> = [at, other].iter().flat_map(|at| self.shown(settled, *at)).collect();
        let means = |decision: &&Choice| decision.means(about, told.iter().map(String::as_str));
        self.decisions.iter().filter(means).find(|decision| self.takes(settled, decision, about, at))
    }

    /// Whether a decision takes the statement at `at` of a conflict about this.
    pub(super) fn takes(&self, settled: &Settled<'_>, decision: &Choice, about: &str, at: usize) -> bool {
        self.shown(settled, at).iter().any(|words| decision.takes(about, words))
    }

    /// What was decided for a statement that loses to the one at `by`.
    pub(super) fn of_loser(&self, settled: &Settled<'_>, about: &str, at: usize, by: usize) -> Ruling {
        match self.taking(settled, about, at, by) {
            None => Ruling::Loses,
            Some(decision) if self.takes(settled, decision, about, by) => Ruling::Both,
            Some(_) => Ruling::Wins,
        }
    }

    /// A statement as conflicts show it: with the label that it goes on behind, and without; and under the words that forbid it.
    fn shown(&self, settled: &Settled<'_>, at: usize) -> [String; 3] {
        let saying = &settled.sayings[at];
        let label = style::label(self.members[saying.member].definition, saying.statement);
        [saying.text.to_owned(), format!("{label}{}", saying.text), under(settled, at, self.members)]
    }
}

/// A statement with the words that lead into it, or the title over it: where one side forbids what the other asks for, these are all
/// that tells the two apart.
pub(super) fn under(settled: &Settled<'_>, at: usize, members: &[Member<'_>]) -> String {
    let text = settled.sayings[at].text;
    let lead = lead_over(settled, at, members).map(|(_, lead)| lead);
    lead.map_or_else(
        || text.to_owned(),
        |lead| format!("{}: {text}", lead.trim_end_matches([':', '：', '*', '_', ' '])),
    )
}

/// What is to become of a statement that loses to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruling {
    /// Nobody decided for it.
    Loses,
    /// It is to stand in the other's place.
    Wins,
    /// It is to stand beside the other.
    Both,
}

/// Keeps what was decided for: beside what it contradicts where both are to stay, else in its place.
pub(super) fn apply(settled: &mut Settled<'_>, rulings: Rulings<'_, '_>) {
    for at in 0..settled.states.len() {
        let State::Against { by, about } = settled.states[at].clone() else { continue };
        let ruling = rulings.of_loser(settled, &about, at, by);
        if ruling != Ruling::Loses {
            settled.states[at] = State::Kept;
            settled.wanted.insert(at);
        }
        if ruling == Ruling::Wins && settled.is_kept(by) {
            give_way(settled, by, at, &about);
        }
    }
}

/// Puts the statement at `by` in the place of the one at `at`, and of all that went its way.
pub(super) fn give_way(settled: &mut Settled<'_>, at: usize, by: usize, about: &str) {
    let against = State::Against { by, about: about.to_owned() };
    for state in &mut settled.states {
        if matches!(state, State::Same(stands) | State::Covered(stands) if *stands == at)
            || matches!(state, State::Against { by: stands, .. } if *stands == at)
        {
            *state = against.clone();
        }
    }
    settled.states[at] = against;
    // Under the words that ask for it, what is forbidden would be asked for.
    if about != FORBIDDEN {
        settled.take_place(at, by);
    }
}

//! What a person decided about conflicts, applied again.

use super::settle::{Settled, State};
use crate::model::Choice;

/// Keeps what was decided for: beside what it contradicts where both are to stay, else in its place.
pub(super) fn apply(settled: &mut Settled<'_>, decisions: &[Choice]) {
    for at in 0..settled.states.len() {
        let State::Against { by, about } = settled.states[at].clone() else { continue };
        let (wins, stands) = (settled.sayings[at].text, settled.sayings[by].text);
        let Some(decision) = decisions.iter().find(|decision| decision.takes(&about, wins)) else { continue };
        settled.states[at] = State::Kept;
        if settled.is_kept(by) && !decision.takes(&about, stands) {
            give_way(settled, by, at, &about);
        }
    }
}

/// Puts the statement at `by` in the place of the one at `at`, and of all that went its way.
fn give_way(settled: &mut Settled<'_>, at: usize, by: usize, about: &str) {
    let against = State::Against { by, about: about.to_owned() };
    for state in &mut settled.states {
        if matches!(state, State::Same(stands) | State::Covered(stands) if *stands == at)
            || matches!(state, State::Against { by: stands, .. } if *stands == at)
        {
            *state = against.clone();
        }
    }
    settled.states[at] = against;
    settled.take_place(at, by);
}

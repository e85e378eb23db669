//! What two members made different things of: one statement of the ancestor, changed by both, or changed here and deleted there.
//! The words of the first stand, the base's before all others', and both sides are shown.

use std::collections::BTreeSet;

use super::{
    ancestry::{Clash, Hold},
    decide::{self, Rulings},
    persona::BOTH_STAND,
    settle::{Settled, State},
    verdict::{Verdict, verdict},
};
use crate::text::secrets::masked;

/// A statement that stands although members deleted what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deletion {
    /// The statement that stands.
    pub(super) by: usize,
    pub(super) about: String,
    /// Who deleted it.
    pub(super) members: Vec<usize>,
}

/// Settles the clashes. Statements that lose are no longer `asked` for.
pub(super) fn settle(settled: &mut Settled<'_>, clashes: &[Clash], asked: &mut [bool]) {
    for clash in clashes {
        let Some(by) = clash.changed.iter().find_map(|at| stands(settled, *at)) else { continue };
        let losers: Vec<usize> = clash.changed.iter().copied().filter(|at| loses(settled, *at, by)).collect();
        for at in losers {
            settled.states[at] = State::Against { by, about: format!("what became of {}", named(&clash.old)) };
            asked[at] = false;
        }
        let speak: BTreeSet<usize> = settled.voices(by);
        let members: Vec<usize> = clash.deleted.iter().copied().filter(|member| !speak.contains(member)).collect();
        if !members.is_empty() {
            let about = format!("changed or deleted: {}", named(&clash.old));
            settled.deletions.push(Deletion { by, about, members });
        }
    }
}

/// Shows what was put under something that others deleted, and so keeps that.
pub(super) fn show_holds(settled: &mut Settled<'_>, holds: &[Hold]) {
    for hold in holds {
        for by in hold.additions.iter().copied().filter(|at| stands_itself(settled, *at)).collect::<Vec<_>>() {
            let by = stands(settled, by).unwrap_or(by);
            // That it was put into a section, or an item, that they deleted is told already.
            let told = |one: &Deletion| one.by == by && hold.deleted.iter().all(|member| one.members.contains(member));
            if !settled.deletions.iter().any(told) {
                let about = format!("changed or deleted: {}", named(&hold.old));
                settled.deletions.push(Deletion { by, about, members: hold.deleted.clone() });
            }
        }
    }
}

/// Leaves out what others deleted where nothing is left that was put under it.
pub(super) fn release(settled: &mut Settled<'_>, holds: &[Hold]) {
    for hold in holds {
        if hold.additions.iter().any(|at| stands_itself(settled, *at)) {
            continue;
        }
        for at in &hold.kept_in {
            if settled.is_kept(*at) && !settled.wanted.contains(at) {
                settled.leave_out(*at);
            }
        }
    }
}

/// Whether a statement stands where its member has it, be it in fuller words.
fn stands_itself(settled: &Settled<'_>, at: usize) -> bool {
    settled.is_kept(at) || settled.heirs.contains_key(&at)
}

/// Leaves out what stands although it was deleted, where somebody decided for that.
pub(super) fn decide(settled: &mut Settled<'_>, rulings: Rulings<'_, '_>) {
    let deletions = std::mem::take(&mut settled.deletions);
    for Deletion { by, about, .. } in &deletions {
        let ruled = rulings.on(settled, about, &[*by]);
        if ruled.is_some_and(|decision| !rulings.takes(settled, decision, about, *by)) {
            settled.leave_out(*by);
        }
    }
    settled.deletions = deletions.into_iter().filter(|deletion| settled.is_kept(deletion.by)).collect();
}

/// Texts of others that say who the agent is beside the base's, each with that one: they stand, since they tell the agent what to
/// do too, until somebody decides for one.
pub(super) fn identities(settled: &mut Settled<'_>, rulings: Rulings<'_, '_>) {
    let tells = |settled: &Settled<'_>, at: usize| settled.sayings[at].opens_as_persona;
    let Some(own) = settled.kept().find(|at| settled.sayings[*at].is_base() && tells(settled, *at)) else { return };
    let others: Vec<usize> =
        settled.kept().filter(|at| !settled.sayings[*at].is_base() && tells(settled, *at)).collect();
    for at in others {
        let decision = rulings.on(settled, BOTH_STAND, &[own, at]);
        let taken = decision.map(|one| [at, own].map(|side| rulings.takes(settled, one, BOTH_STAND, side)));
        match taken {
            None => settled.twofold.push((own, at)),
            Some([true, true]) => _ = settled.wanted.insert(at),
            Some([true, false]) => {
                settled.wanted.insert(at);
                decide::give_way(settled, own, at, BOTH_STAND);
            }
            Some([false, _]) => settled.states[at] = State::Against { by: own, about: BOTH_STAND.to_owned() },
        }
    }
}

/// The statement that stands for the one at `at`.
fn stands(settled: &Settled<'_>, at: usize) -> Option<usize> {
    match settled.states[at] {
        State::Kept => Some(at),
        State::Same(by) | State::Covered(by) => Some(by).filter(|by| settled.is_kept(*by)),
        _ => None,
    }
}

/// Whether what one made of it is kept beside what another made of it, and says something else.
fn loses(settled: &Settled<'_>, at: usize, by: usize) -> bool {
    let other = &settled.sayings[at];
    at != by
        && settled.is_kept(at)
        && !other.is_base()
        && other.member != settled.sayings[by].member
        && matches!(verdict(&settled.sayings[by], other), Verdict::Apart | Verdict::Against(_))
}

/// The old words, short enough for a name.
fn named(old: &str) -> String {
    const SHOWN: usize = 60;
    let flat = old.split_whitespace().collect::<Vec<_>>().join(" ");
    // A secret that is cut is not known for one any more.
    format!("\u{201c}{}\u{201d}", masked(&flat).chars().take(SHOWN).collect::<String>())
}

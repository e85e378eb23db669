//! What was decided about the conflicts of a merge is carried out, and whatever of it could not be is said.

use super::{Error, Merging, merge_as};
use crate::{
    model::{Choice, Conflict, ConflictKind, Corpus, FindingCode, Note, Proposal, Severity},
    text::{secrets::masked, short::nearest},
};

/// Decisions that came to nothing.
pub(super) const DECISION_UNMET: FindingCode = FindingCode {
    id: "decision-unmet",
    severity: Severity::Warning,
    meaning: "A decision given with `--resolve` came to nothing: there is no conflict of this name, what it takes is no side of \
              it, or such a conflict can only be settled by hand. What the canonical holds there was chosen without it.",
    cure: "Spell `about` and `take` as the conflict is listed (`agentkin merge … --format json`), or take the decision out: the \
           members may have been changed since it was made.",
};

/// Most names of conflicts that are listed where a decision names another.
const NAMED: usize = 6;

/// The proposal that `decisions` make of one that was `open`: conflicts that they settle stay listed, and what came to nothing is
/// among the notes.
///
/// # Errors
/// A decision that takes two values of what has only one.
pub fn resolved(corpus: &Corpus, merging: &Merging, open: &Proposal) -> Result<Proposal, Error> {
    for decision in &merging.decisions {
        one_value(decision, &open.conflicts)?;
    }
    let mut proposal = merge_as(corpus, merging);
    // Where both sides are kept there is no conflict any more, and it was settled all the same.
    for conflict in open.conflicts.iter().filter(|conflict| merging.decisions.iter().any(|d| d.settles(conflict))) {
        if !proposal.conflicts.iter().any(|known| is_about_the_same(known, conflict)) {
            proposal.conflicts.push(conflict.clone());
        }
    }
    let unmet = merging.decisions.iter().filter_map(|decision| unmet(decision, &open.conflicts, &proposal.conflicts));
    let notes: Vec<Note> = unmet.map(|told| Note::new(&DECISION_UNMET, masked(&told).into_owned())).collect();
    proposal.notes.extend(notes);
    Ok(proposal)
}

fn is_about_the_same(one: &Conflict, other: &Conflict) -> bool {
    let says = |conflict: &Conflict, words: &str| conflict.sides.iter().any(|side| side.value.plain() == words);
    one.kind == other.kind && one.what == other.what && other.sides.iter().all(|side| says(one, &side.value.plain()))
}

/// Refuses to take two values of a field: one of them would go without a word.
fn one_value(decision: &Choice, conflicts: &[Conflict]) -> Result<(), Error> {
    let single = conflicts.iter().filter(|conflict| conflict.kind != ConflictKind::Instruction);
    for conflict in single {
        let taken: Vec<String> = decision.sides(conflict).iter().map(|value| value.plain()).collect();
        if taken.len() > 1 {
            return Err(Error::TwoValues { about: decision.about.clone(), taken });
        }
    }
    Ok(())
}

/// Why a decision came to nothing, where it did.
fn unmet(decision: &Choice, open: &[Conflict], left: &[Conflict]) -> Option<String> {
    let about = &decision.about;
    let of: Vec<&Conflict> = open.iter().chain(left).filter(|conflict| conflict.what == *about).collect();
    if of.is_empty() {
        let names: Vec<&str> = open.iter().map(|conflict| conflict.what.as_str()).collect();
        let guess = nearest(about, names.iter().copied()).map(|name| format!(" (did you mean {name:?}?)"));
        return Some(format!("no conflict is about {about:?}{}: {}", guess.unwrap_or_default(), there_are(&names)));
    }
    let is_side = |words: &&String| {
        let one = Choice { about: about.clone(), take: vec![(*words).clone()] };
        of.iter().any(|conflict| !one.sides(conflict).is_empty())
    };
    if let Some(words) = decision.take.iter().find(|words| !is_side(words)) {
        return Some(format!("{words:?} is no side of the conflict about {about:?}"));
    }
    let settles = left.iter().any(|conflict| decision.settles(conflict));
    (!settles)
        .then(|| format!("the conflict about {about:?} cannot be decided beforehand: settle it by hand in the file"))
}

fn there_are(names: &[&str]) -> String {
    if names.is_empty() {
        return "there are no conflicts".to_owned();
    }
    let more = names.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let first: Vec<String> = names.iter().take(NAMED).map(|name| format!("{name:?}")).collect();
    format!("they are about {}{more}", first.join(", "))
}

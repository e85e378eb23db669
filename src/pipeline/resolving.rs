//! What was decided about the conflicts of a merge is carried out, and whatever of it could not be is said.

use super::{Error, Merging, merge_as};
use crate::{
    merge,
    model::{Choice, Conflict, ConflictKind, Corpus, FindingCode, Note, Proposal, Severity, Side, Value},
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
/// Decisions, or one, that take two values of what has only one.
pub fn resolved(corpus: &Corpus, merging: &Merging, open: &Proposal) -> Result<Proposal, Error> {
    one_value(&merging.decisions, &open.conflicts)?;
    let mut proposal = merge_as(corpus, merging);
    // What is settled may be no conflict any more (both sides stand, or neither does): it is shown all the same.
    let settled: Vec<Conflict> =
        open.conflicts.iter().filter_map(|conflict| settled(conflict, &merging.decisions, &proposal)).collect();
    for conflict in settled {
        if !proposal.conflicts.iter().any(|known| is_about_the_same(known, &conflict)) {
            proposal.conflicts.push(conflict);
        }
    }
    let unmet = merging.decisions.iter().filter_map(|decision| unmet(decision, &open.conflicts, &proposal));
    let notes: Vec<Note> = unmet.map(|told| Note::new(&DECISION_UNMET, masked(&told).into_owned())).collect();
    proposal.notes.extend(notes);
    Ok(proposal)
}

/// The conflict as it was settled by one of the decisions, where that was carried out.
fn settled(conflict: &Conflict, decisions: &[Choice], proposal: &Proposal) -> Option<Conflict> {
    let decision = decisions.iter().find(|decision| is_met(decision, conflict, proposal))?;
    let taken: Vec<Value> = decision.sides(conflict).into_iter().cloned().collect();
    // Where nothing stood, each side is a matter for itself, and those that were not taken are told again.
    let stays_out = taken == [Value::Null];
    let told = |side: &&Side| conflict.chosen.is_some() || stays_out || decision.takes_side(conflict, side);
    let chosen = taken.iter().find(|side| conflict.chosen.as_ref() == Some(*side)).or(taken.first()).cloned();
    Some(Conflict { sides: conflict.sides.iter().filter(told).cloned().collect(), chosen, ..conflict.clone() })
}

/// Whether the proposal holds what a decision takes of a conflict, and no other side of it.
fn is_met(decision: &Choice, conflict: &Conflict, proposal: &Proposal) -> bool {
    let taken = decision.sides(conflict);
    if taken.is_empty() {
        return false;
    }
    if conflict.kind != ConflictKind::Instruction {
        let same = |known: &&Conflict| known.kind == conflict.kind && known.what == conflict.what;
        return proposal.conflicts.iter().filter(same).any(|known| decision.settles(known));
    }
    let whole = squeezed(&proposal.text);
    let right = |side: &Side| match side.value {
        Value::Null => true,
        _ if decision.takes_side(conflict, side) => {
            whole.contains(&squeezed(&side.value.plain())) || is_source(side, proposal)
        }
        // What nobody chose from, and a lead-in with its list, can stand side by side.
        _ => conflict.chosen.is_none() || conflict.what == merge::LEAD || !is_statement(side, proposal),
    };
    conflict.sides.iter().all(right)
}

/// Whether a statement of the canonical comes from this line.
fn is_source(side: &Side, proposal: &Proposal) -> bool {
    let mut sources = proposal.statements.iter().flat_map(|statement| &statement.sources);
    sources.any(|source| source.agent == side.agent && Some(source.line) == side.line)
}

/// Whether a statement of the canonical has the words of this side.
fn is_statement(side: &Side, proposal: &Proposal) -> bool {
    let words = squeezed(&side.value.plain());
    proposal.statements.iter().any(|statement| squeezed(&statement.text) == words)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_about_the_same(one: &Conflict, other: &Conflict) -> bool {
    let says = |conflict: &Conflict, words: &str| conflict.sides.iter().any(|side| side.value.told() == words);
    one.kind == other.kind && one.what == other.what && other.sides.iter().all(|side| says(one, &side.value.told()))
}

/// Refuses to take two values of a field, be it by one decision or by two: one of them would go without a word.
fn one_value(decisions: &[Choice], conflicts: &[Conflict]) -> Result<(), Error> {
    let single = conflicts.iter().filter(|conflict| conflict.kind != ConflictKind::Instruction);
    for conflict in single {
        let mut taken: Vec<String> = Vec::new();
        for value in decisions.iter().flat_map(|decision| decision.sides(conflict)) {
            let told = value.told();
            if !taken.contains(&told) {
                taken.push(told);
            }
        }
        if taken.len() > 1 {
            return Err(Error::TwoValues { about: conflict.what.clone(), taken });
        }
    }
    Ok(())
}

/// Whether a decision is about something in these conflicts.
pub(super) fn fits(decision: &Choice, conflicts: &[Conflict]) -> bool {
    conflicts.iter().any(|conflict| !decision.sides(conflict).is_empty())
}

/// Why a decision came to nothing, where it did.
pub(super) fn unmet(decision: &Choice, open: &[Conflict], proposal: &Proposal) -> Option<String> {
    let about = &decision.about;
    let of: Vec<&Conflict> =
        open.iter().chain(&proposal.conflicts).filter(|conflict| conflict.what == *about).collect();
    if of.is_empty() {
        let names: Vec<&str> = open.iter().map(|conflict| conflict.what.as_str()).collect();
        return Some(none_about(about, &names));
    }
    let wherever = Choice { of: None, ..decision.clone() };
    let is_side = |words: &&String| {
        let one = Choice { take: vec![(*words).clone()], ..wherever.clone() };
        of.iter().any(|conflict| !one.sides(conflict).is_empty())
    };
    if let Some(words) = decision.take.iter().find(|words| !is_side(words)) {
        return Some(format!("{words:?} is no side of the conflict about {about:?}"));
    }
    let mut on = of.iter().filter(|conflict| !decision.sides(conflict).is_empty()).peekable();
    if on.peek().is_none() {
        let named = decision.of.as_deref().unwrap_or_default();
        return Some(format!("no conflict about {about:?} has {named:?} and what is taken for its sides"));
    }
    let failed = on.find(|conflict| !is_met(decision, conflict, proposal))?;
    Some(match failed.kind {
        ConflictKind::Instruction => {
            format!("the conflict about {about:?} cannot be decided beforehand: settle it by hand in the file")
        }
        _ => format!("what is taken of {about:?} cannot be put into a file of the format {}", proposal.format),
    })
}

/// That no conflict is about this, with what they are about.
pub(super) fn none_about(about: &str, names: &[&str]) -> String {
    let guess = nearest(about, names.iter().copied()).map(|name| format!(" (did you mean {name:?}?)"));
    format!("no conflict is about {about:?}{}: {}", guess.unwrap_or_default(), there_are(names))
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

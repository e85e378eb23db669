//! Heads of tables: rows mean something under their own heading alone.

use super::{
    members::Member,
    relate::Relation,
    saying::{Class, Saying},
    settle::{Settled, State},
    style,
};
use crate::model::Definition;

/// Brings the head of a table back where rows of the table are kept and the base has no such head where they go: many tables of
/// one agent have the same head.
pub(super) fn bring(settled: &mut Settled<'_>, members: &[Member<'_>], relations: &[Relation]) {
    for at in 0..settled.sayings.len() {
        let saying = &settled.sayings[at];
        let State::Same(twin) = settled.states[at] else { continue };
        let definition = members[saying.member].definition;
        if saying.is_base() || !style::is_head(definition, saying.statement) {
            continue;
        }
        let there = &settled.sayings[twin];
        let goes = relations[saying.member].section(saying.statement.section);
        let at_hand = there.is_base() && goes == Some(there.statement.section);
        if !at_hand && rows_under(&settled.sayings, at, definition).any(|row| settled.is_kept(row)) {
            settled.states[at] = State::Kept;
        }
    }
}

/// Leaves out the rows of tables whose head is said in another language, or is read as something else where it is put: without a
/// head, no line is a row.
pub(super) fn follow(settled: &mut Settled<'_>, members: &[Member<'_>]) {
    for at in 0..settled.sayings.len() {
        let saying = &settled.sayings[at];
        let definition = members[saying.member].definition;
        let gone = matches!(settled.states[at], State::Foreign | State::Aside);
        if saying.is_base() || !gone || !style::is_head(definition, saying.statement) {
            continue;
        }
        let rows: Vec<usize> =
            rows_under(&settled.sayings, at, definition).filter(|row| settled.is_kept(*row)).collect();
        for row in rows {
            settled.states[row] = settled.states[at].clone();
        }
    }
}

/// The rows of the table whose head stands at `at`.
fn rows_under<'s>(
    sayings: &'s [Saying<'_>],
    at: usize,
    definition: &'s Definition,
) -> impl Iterator<Item = usize> + 's {
    let head = &sayings[at];
    let belongs = move |(_, row): &(usize, &Saying<'_>)| {
        row.member == head.member
            && row.statement.section == head.statement.section
            && row.class() == Class::Row
            && !style::is_head(definition, row.statement)
    };
    sayings.iter().enumerate().skip(at + 1).take_while(belongs).map(|(at, _)| at)
}

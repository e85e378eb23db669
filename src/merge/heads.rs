//! Heads of tables: rows mean something under their own heading alone.

use super::{
    relate::Relation,
    saying::{Class, Saying},
    settle::{Settled, State},
};
/// Brings the head of a table back where rows of the table are kept and the base has no such head where they go: many tables of
/// one agent have the same head.
pub(super) fn bring(settled: &mut Settled<'_>, relations: &[Relation]) {
    for at in 0..settled.sayings.len() {
        let saying = &settled.sayings[at];
        let State::Same(twin) = settled.states[at] else { continue };
        if saying.is_base() || !saying.is_head {
            continue;
        }
        let there = &settled.sayings[twin];
        let goes = relations[saying.member].section(saying.statement.section);
        let at_hand = there.is_base() && goes == Some(there.statement.section);
        if !at_hand && rows_under(&settled.sayings, at).any(|row| settled.is_kept(row)) {
            settled.states[at] = State::Kept;
        }
    }
}

/// Leaves out the rows of tables whose head is said in another language, or is read as something else where it is put: without a
/// head, no line is a row.
pub(super) fn follow(settled: &mut Settled<'_>) {
    for at in 0..settled.sayings.len() {
        let saying = &settled.sayings[at];
        let gone = matches!(settled.states[at], State::Foreign | State::Aside);
        if saying.is_base() || !gone || !saying.is_head {
            continue;
        }
        let rows: Vec<usize> = rows_under(&settled.sayings, at).filter(|row| settled.is_kept(*row)).collect();
        for row in rows {
            settled.states[row] = settled.states[at].clone();
        }
    }
}

/// Leaves out the rows of tables in the place of which one of other columns stands: a row of two cells says nothing under three
/// titles. Rows that lose are no longer `asked` for.
pub(super) fn fit(settled: &mut Settled<'_>, asked: &mut [bool]) {
    for at in 0..settled.sayings.len() {
        let saying = &settled.sayings[at];
        if !saying.is_head {
            continue;
        }
        let Some(by) = standing_in(settled, at) else { continue };
        let wide = columns(settled.sayings[by].text);
        if wide == columns(saying.text) {
            continue;
        }
        let misfits = rows_under(&settled.sayings, at);
        let misfits = misfits.filter(|row| settled.is_kept(*row) && columns(settled.sayings[*row].text) != wide);
        for row in misfits.collect::<Vec<_>>() {
            settled.states[row] = State::Against { by, about: OTHER_COLUMNS.to_owned() };
            asked[row] = false;
        }
    }
}

/// What conflicts call a row that does not fit the table.
const OTHER_COLUMNS: &str = "row of a table with other columns";

/// The head of another table that stands in the place of the one at `at`.
fn standing_in(settled: &Settled<'_>, at: usize) -> Option<usize> {
    let (State::Same(by) | State::Covered(by) | State::Superseded(Some(by))) = settled.states[at] else { return None };
    (settled.is_kept(by) && settled.sayings[by].is_head).then_some(by)
}

/// Whether the one row can stand where the other stands: under the same titles, or as these.
pub(super) fn are_alike(one: &Saying<'_>, other: &Saying<'_>) -> bool {
    let rows = [one, other].iter().all(|saying| saying.class() == Class::Row);
    rows && one.is_head == other.is_head && columns(one.text) == columns(other.text)
}

/// How many cells a row, or the first line of a head, has.
fn columns(row: &str) -> usize {
    let line = row.trim().lines().next().unwrap_or("").trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(line);
    1 + line.match_indices('|').filter(|(at, _)| !line[..*at].ends_with('\\')).count()
}

/// The rows of the table whose head stands at `at`.
fn rows_under<'s>(sayings: &'s [Saying<'_>], at: usize) -> impl Iterator<Item = usize> + 's {
    let head = &sayings[at];
    let belongs = move |(_, row): &(usize, &Saying<'_>)| {
        row.member == head.member
            && row.statement.section == head.statement.section
            && row.class() == Class::Row
            && !row.is_head
    };
    sayings.iter().enumerate().skip(at + 1).take_while(belongs).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted() {
        assert_eq!(columns("| Boat | Crew |"), 2);
        assert_eq!(columns("Boat | Crew | Berth"), 3);
        assert_eq!(columns("Boat | Crew\n|---|---|"), 2, "the first line of a head");
        assert_eq!(columns("| a \\| b | c |"), 2, "a bar that is written out is none");
    }
}

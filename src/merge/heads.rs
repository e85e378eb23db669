//! Heads of tables: rows mean something under their own heading alone.

use super::{
    narrow::narrows,
    relate::Relation,
    saying::{Class, Saying},
    settle::{Settled, State},
    titles::oppose,
};
use crate::text::words::{key, words};

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

/// Leaves out the tables of others that say nothing which one of the base does not say: as wide or narrower, of the same things by
/// the first column, and no more of any of them. Row by row they would stand, since their columns are called otherwise.
pub(super) fn cover(settled: &mut Settled<'_>) {
    let tables: Vec<(usize, Vec<usize>)> = (0..settled.sayings.len())
        .filter(|at| settled.sayings[*at].is_head)
        .map(|at| (at, rows_under(&settled.sayings, at).collect()))
        .collect();
    let stands = |settled: &Settled<'_>, all: &[usize]| all.iter().all(|at| settled.is_kept(*at));
    let (of_base, others): (Vec<_>, Vec<_>) = tables.into_iter().partition(|(at, _)| settled.sayings[*at].is_base());
    for (head, rows) in others {
        // What is said to the letter under another head has given way already.
        let gone = |at: &usize| matches!(settled.states[*at], State::Same(_) | State::Covered(_));
        let open: Vec<usize> = rows.iter().copied().filter(|at| !gone(at)).collect();
        let whole: Vec<usize> = std::iter::once(head).chain(open.iter().copied()).collect();
        if rows.is_empty() || !stands(settled, &whole) || whole.iter().any(|at| settled.wanted.contains(at)) {
            continue;
        }
        let mut found = of_base.iter().filter(|(by, known)| settled.is_kept(*by) && stands(settled, known));
        let found: Vec<usize> =
            found.find_map(|table| answers(&settled.sayings, table, head, &open)).unwrap_or_default();
        let turned = found.first().is_some_and(|by| {
            rows.len() > open.len() && columns_differ(settled.sayings[*by].text, settled.sayings[head].text)
        });
        for (at, by) in whole.into_iter().zip(found) {
            give_way(settled, at, by);
            if turned && at == head {
                settled.states[at] = State::Against { by, about: OTHER_HEADS.to_owned() };
            }
        }
    }
}

/// What conflicts call the head of a table whose rows, to the letter, stand under columns that are called otherwise.
const OTHER_HEADS: &str = "what the columns of a table are";

/// Whether two heads of one table give its cells to other columns: these in another order, or one called by what is its contrary.
fn columns_differ(head: &str, other: &str) -> bool {
    let (own, there) = (cells(head), cells(other));
    let moved = |(at, cell): (usize, &String)| {
        let found = there.iter().position(|other| key(other) == key(cell));
        found.is_some_and(|found| found != at)
    };
    own.iter().enumerate().any(moved) || own.iter().zip(&there).any(|(one, another)| oppose(one, another))
}

/// What in a `table` of the base says what `head` and each of the `rows` under it say; `None` where one of them says more.
fn answers(sayings: &[Saying<'_>], table: &(usize, Vec<usize>), head: usize, rows: &[usize]) -> Option<Vec<usize>> {
    let (by, known) = table;
    let text = |at: usize| sayings[at].text;
    let columns = matching(text(head), text(*by))?;
    let answer = |row: &usize| known.iter().copied().find(|by| row_says_all(text(*by), text(*row), &columns));
    std::iter::once(Some(*by)).chain(rows.iter().map(answer)).collect()
}

/// Leaves out a kept row as covered by another, with what gave way to it.
fn give_way(settled: &mut Settled<'_>, at: usize, by: usize) {
    for state in &mut settled.states {
        match state {
            State::Same(old) | State::Covered(old) if *old == at => *state = State::Covered(by),
            State::Against { by: old, .. } if *old == at => *old = by,
            _ => {}
        }
    }
    settled.states[at] = State::Covered(by);
}

/// For each column of one table that of another, by what they are called; where not all are called the same, by their place,
/// in tables of one width. The first ones must be called the same: they say what the rows are about.
fn matching(head: &str, other: &str) -> Option<Vec<usize>> {
    let (own, there) = (cells(head), cells(other));
    let first = own.first().zip(there.first()).is_some_and(|(own, there)| key(own) == key(there));
    let by_name = || -> Option<Vec<usize>> {
        own.iter().map(|cell| there.iter().position(|other| key(other) == key(cell))).collect()
    };
    let by_place = || (own.len() == there.len()).then(|| (0..own.len()).collect());
    by_name().or_else(by_place).filter(|_| first && own.len() > 1)
}

/// Whether a row says in the columns that match all that `less` says, of the same thing.
fn row_says_all(more: &str, less: &str, columns: &[usize]) -> bool {
    let (more, less) = (cells(more), cells(less));
    let thing = less.first().zip(more.first()).is_some_and(|(own, there)| key(own) == key(there));
    let says = |(cell, column): (&String, &usize)| more.get(*column).is_some_and(|there| cell_says_all(there, cell));
    thing && less.len() <= columns.len() && less.iter().zip(columns).all(says)
}

/// Whether the other cell has each part of a cell between commas, and binds none of them: to add a word to one may narrow it.
fn cell_says_all(more: &str, less: &str) -> bool {
    const BINDS: &[&str] =
        &["if", "when", "unless", "only", "except", "not", "never", "no", "without", "until", "but", "while", "during"];
    let parts = |cell: &str| -> Vec<u64> { cell.split([',', ';']).map(key).collect() };
    let known = parts(more);
    let bound = || words(more).iter().any(|word| BINDS.contains(&word.as_str()));
    key(more) == key(less) || parts(less).iter().all(|part| known.contains(part)) && !bound() && !narrows(more, less)
}

/// The cells of a row, or of the first line of a head, without the marks of code.
fn cells(row: &str) -> Vec<String> {
    let line = row.trim().lines().next().unwrap_or("").trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(line);
    let bars = line.match_indices('|').map(|(at, _)| at).filter(|at| !line[..*at].ends_with('\\'));
    let mut ends: Vec<usize> = bars.collect();
    ends.push(line.len());
    let starts = std::iter::once(0).chain(ends.iter().map(|end| end + 1));
    starts.zip(&ends).map(|(start, end)| line[start..*end].trim().trim_matches(['`', '*']).to_owned()).collect()
}

/// How many cells a row, or the first line of a head, has.
fn columns(row: &str) -> usize {
    cells(row).len()
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

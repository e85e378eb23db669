//! Sections that came or went with the one that they lie in: one change to whoever reads it, told once.

use std::collections::BTreeMap;

use crate::model::{AgentDiff, Definition, SectionChange, SectionDiff, SectionIx};

/// Takes each section that was removed with the one around it into that one's row, with its statements; those that were added
/// likewise.
pub(super) fn fold(a: &Definition, b: &Definition, diff: &mut AgentDiff) {
    let mut gone = Rows::new(a, SectionChange::Removed, &diff.sections, |row| row.a);
    let mut new = Rows::new(b, SectionChange::Added, &diff.sections, |row| row.b);
    let mut kept: Vec<SectionDiff> = Vec::with_capacity(diff.sections.len());
    for row in diff.sections.drain(..) {
        if let Some(row) = gone.taken(row, &mut kept).and_then(|row| new.taken(row, &mut kept)) {
            kept.push(row);
        }
    }
    diff.sections = kept;
}

/// The sections of one agent that came, or went.
struct Rows<'d> {
    of: &'d Definition,
    side: fn(&SectionDiff) -> Option<SectionIx>,
    change: SectionChange,
    /// Each of these sections, with the place of its row among those kept, once it stands there.
    places: BTreeMap<SectionIx, Option<usize>>,
}

impl<'d> Rows<'d> {
    fn new(
        of: &'d Definition,
        change: SectionChange,
        rows: &[SectionDiff],
        side: fn(&SectionDiff) -> Option<SectionIx>,
    ) -> Self {
        let moved = rows.iter().filter(|row| row.change == [change]).filter_map(side);
        Self { of, side, change, places: moved.map(|ix| (ix, None)).collect() }
    }

    /// The outermost section around this one that came or went with it.
    fn around(&self, section: SectionIx) -> Option<SectionIx> {
        let above =
            |section: SectionIx| self.of.section(section).parent.filter(|above| self.places.contains_key(above));
        std::iter::successors(above(section), |section| above(*section)).last()
    }

    /// Gives the row to the one around it, where that stands already; else hands it back.
    fn taken(&mut self, row: SectionDiff, kept: &mut [SectionDiff]) -> Option<SectionDiff> {
        if row.change != [self.change] {
            return Some(row);
        }
        let Some(section) = (self.side)(&row) else { return Some(row) };
        let room = self.around(section).and_then(|around| self.places.get(&around).copied().flatten());
        if let Some(outer) = room.and_then(|at| kept.get_mut(at)) {
            outer.within.push(section);
            outer.statements.extend(row.statements);
            return None;
        }
        self.places.insert(section, Some(kept.len()));
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::diff::{diff, sample::agent};

    const GARDEN: &str = "You look after a walled garden.
## Rounds
- Water the seedlings before the sun is high
## Winter
- Wrap the fig tree in fleece
### Pipes
- Drain the irrigation pipes and open the taps
### Tools
- Oil the secateurs and hang them up
## Visitors
- Greet whoever comes through the gate";

    /// The rows that are not the same: their changes, sections within, statements.
    fn told(a: &str, b: &str) -> Vec<(SectionChange, usize, usize)> {
        let (a, b) = (agent(a), agent(b));
        let mut told = diff(&a, &b);
        fold(&a, &b, &mut told);
        let stirred = told.sections.iter().filter(|row| row.change != [SectionChange::Same]);
        stirred.map(|row| (row.change[0], row.within.len(), row.statements.len())).collect()
    }

    #[test]
    fn what_goes_with_its_section_is_told_once() {
        let (head, tail) = GARDEN.split_once("## Winter").unwrap();
        let without = format!("{head}## Visitors{}", tail.split_once("## Visitors").unwrap().1);
        assert_eq!(told(GARDEN, &without), [(SectionChange::Removed, 2, 3)]);
        assert_eq!(told(&without, GARDEN), [(SectionChange::Added, 2, 3)]);
    }

    #[test]
    fn what_goes_alone_has_a_row_of_its_own() {
        let without = GARDEN.replace("### Pipes\n- Drain the irrigation pipes and open the taps\n", "");
        assert_eq!(told(GARDEN, &without), [(SectionChange::Removed, 0, 1)]);
    }

    #[test]
    fn what_stays_is_no_part_of_it() {
        let (head, tail) = GARDEN.split_once("## Winter\n- Wrap the fig tree in fleece\n").unwrap();
        let without = format!("{head}{}", tail.replace("###", "##"));
        assert_eq!(told(GARDEN, &without), [(SectionChange::Removed, 0, 1)]);
    }
}

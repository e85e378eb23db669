//! Sections that a list holds ("2. **Check the lamps**:", "Consider:") and that are put in: they stand among the statements
//! that they stand among at home, not behind all of them.

use super::{
    chunk::{Piece, Place, Rank, Shape},
    headings::{self, Style},
    place::{Home, NewSection, Placing, outness},
    relate::is_document_title,
    renumber,
    style::{self, Bullet},
};
use crate::model::{Marker, SectionIx, StatementIx};

impl Placing<'_, '_> {
    /// Puts the heading of a section that a list holds into the chunk that the list is put in with. Whether there is one.
    pub(super) fn bring_into_list(&mut self, member: usize, ix: SectionIx) -> bool {
        let definition = self.members[member].definition;
        let section = definition.section(ix);
        if !headings::held(section.marker) || !self.leads_well(definition, ix) {
            return false;
        }
        let Some((chunk, style)) = self.list_put_in(member, ix).filter(|(_, style)| style.ends_with_list()) else {
            return false;
        };
        let style = style.safe_for(&section.title);
        if !style.ends_with_list() {
            return false;
        }
        let id = (member, ix);
        let heading = headings::piece(&style, headings::told(definition, ix), id);
        let end = self.end_in(chunk, member, section.heading.start, heading.shape.indent());
        let end = end.unwrap_or(self.chunks[chunk].pieces.len());
        self.chunks[chunk].pieces.insert(end, heading);
        self.sections.insert(id, NewSection { chunk, style, id });
        true
    }

    /// The chunk that holds the list of a section, and how its heading is marked there.
    fn list_put_in(&mut self, member: usize, ix: SectionIx) -> Option<(usize, Style)> {
        let definition = self.members[member].definition;
        let section = definition.section(ix);
        let outer = section.parent.filter(|outer| !is_document_title(definition, definition.section(*outer)))?;
        if !self.takes_in(member, outer, section.marker) {
            self.bring_section(member, outer);
            let there = self.sections.get(&(member, outer))?;
            return Some((there.chunk, self.inner_style(definition, ix, &there.style)));
        }
        match self.step_before(member, ix)? {
            Home::Chunk(at) => match self.shape_of(at)? {
                Shape::Item(bullet) => Some((*self.spots.get(&at)?, Style::Item(bullet.next()))),
                _ => None,
            },
            Home::Base(_) => None,
        }
    }

    /// The place behind the step of the base that stands before a bold item in the list at home, and the item's mark.
    pub(super) fn place_behind_step(&self, member: usize, ix: SectionIx) -> Option<(Place, Vec<usize>, Style)> {
        let Some(Home::Base(there)) = self.step_before(member, ix) else { return None };
        let definition = self.ground.definition;
        let anchor = style::outermost(definition, there);
        let bullet = Bullet::of(definition, definition.statement(anchor))?;
        let place = Place {
            line: self.ground.item_end(anchor) + 1,
            rank: Rank::List(self.ground.spacing(anchor)),
            outness: outness(&bullet.indent),
        };
        Some((place, Vec::new(), Style::Item(renumber::after(&bullet, self.ground.counting(anchor)))))
    }

    /// Where the item is said that stands right before a bold item in the same list at home.
    fn step_before(&self, member: usize, ix: SectionIx) -> Option<Home> {
        let definition = self.members[member].definition;
        let section = definition.section(ix);
        let outer = section.parent.filter(|_| section.marker == Marker::BoldItem)?;
        if !self.leads_well(definition, ix) {
            return None;
        }
        let base = self.relations[member].section(outer)?;
        let before = |at: &&StatementIx| definition.statement(**at).block.start < section.heading.start;
        let last = definition.section(outer).statements.iter().rfind(before)?;
        let step = style::outermost(definition, *last);
        let last = definition.statement(*last);
        // Another section that the list holds may stand between the two.
        let between = definition.sections.iter().any(|other| {
            other.parent == section.parent && (last.block.start..section.heading.start).contains(&other.heading.start)
        });
        let at = self.settled.find(member, step).filter(|at| self.settled.sayings[*at].is_item() && !between)?;
        let home = self.home(member, self.settled.sayings[at].ix)?;
        let goes_on = match home {
            Home::Base(there) => self.ground.definition.statement(there).section == base,
            Home::Chunk(there) => self.chunk_of(there)?.within == Some(base),
        };
        goes_on.then_some(home)
    }

    /// Where in a chunk goes what stands at `start` in its member: behind all of it that stands before it there, with what is
    /// nested in that; `None` where there is none.
    pub(super) fn end_in(&self, chunk: usize, member: usize, start: usize, depth: usize) -> Option<usize> {
        let pieces = &self.chunks[chunk].pieces;
        let last = pieces.iter().rposition(|piece| self.stands_before(piece, member, start))?;
        let nested = pieces[last + 1..].iter().take_while(|piece| {
            piece.shape.indent() > depth && matches!(piece.shape, Shape::Item(_) | Shape::Block(_))
        });
        Some(last + 1 + nested.count())
    }

    fn stands_before(&self, piece: &Piece, member: usize, start: usize) -> bool {
        match (piece.saying, piece.of) {
            (Some(at), _) => {
                let saying = &self.settled.sayings[at];
                saying.member == member && saying.statement.block.start < start
            }
            (None, Some((of, ix))) => of == member && self.members[member].definition.section(ix).heading.start < start,
            (None, None) => false,
        }
    }
}

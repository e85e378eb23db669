//! Sections that a list holds ("2. **Check the lamps**:", "Consider:") and that are put in: they stand among the statements
//! that they stand among at home, not behind all of them.

use super::{
    chunk::{Chunk, Piece, Place, Rank, Shape},
    ground::is_item,
    headings::{self, Style},
    place::{Home, NewSection, Placing, outness},
    relate::is_document_title,
    renumber,
    style::{self, Bullet},
};
use crate::model::{Definition, Marker, SectionIx, StatementIx, StatementKind};

/// Where a bold item with a list in it stands.
enum Held {
    /// Put in, by its section in the member.
    New(SectionIx),
    /// The base's.
    Base(SectionIx),
}

/// An item of the base before which another can stand.
struct NextItem {
    place: Place,
    bullet: Bullet,
    /// Whether it is bold and holds a list.
    is_held: bool,
}

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

    /// Before the bold item of the base that stands behind it in the list at home, where that is the nearest of all that stands
    /// there and has a place here.
    pub(super) fn put_before_held(&mut self, at: usize, base: SectionIx) -> bool {
        let saying = &self.settled.sayings[at];
        if !saying.is_item() || saying.statement.parent.is_some() {
            return false;
        }
        let counts = saying.statement.kind == StatementKind::Step;
        let start = saying.statement.block.start;
        let Some(next) = self.item_behind(saying.member, saying.statement.section, start, base) else { return false };
        if !next.is_held || next.bullet.is_numbered() != counts {
            return false;
        }
        let piece = self.piece(at, &next.bullet.indent, Some(next.bullet.clone()));
        self.open_in(base, next.place, piece);
        true
    }

    /// The place of a bold item that is the first of its list to come in: before what stands behind it at home.
    pub(super) fn place_before_step(&self, member: usize, ix: SectionIx) -> Option<(Place, Vec<usize>, Style)> {
        let definition = self.members[member].definition;
        let section = definition.section(ix);
        let outer = section.parent.filter(|_| section.marker == Marker::BoldItem && self.leads_well(definition, ix))?;
        let base = self.relations[member].section(outer)?;
        let own = style::lead_of_heading(definition, section)?;
        let next = self.item_behind(member, outer, section.heading.start, base)?;
        let alike = next.bullet.is_numbered() == own.is_numbered();
        alike.then_some((next.place, Vec::new(), Style::Item(next.bullet)))
    }

    /// The nearest item behind `start` in section `outer` of a member that is an item of section `base` here.
    fn item_behind(&self, member: usize, outer: SectionIx, start: usize, base: SectionIx) -> Option<NextItem> {
        let definition = self.members[member].definition;
        let begin = |ix: &StatementIx| definition.statement(*ix).block.start;
        let own = definition.section(outer).statements.iter().filter(|ix| begin(ix) > start);
        let list =
            own.take_while(|ix| is_item(definition.statement(**ix)) || definition.statement(**ix).parent.is_some());
        let steps = list.filter(|ix| definition.statement(**ix).parent.is_none()).filter_map(|ix| {
            let Home::Base(there) = self.home(member, *ix)? else { return None };
            Some((begin(ix), self.step_of_base(there, base)?))
        });
        let sections = (outer.get() + 1..definition.sections.len()).map(SectionIx::new);
        let held = sections.filter_map(|ix| {
            let section = definition.section(ix);
            let of_list = section.parent == Some(outer) && section.marker == Marker::BoldItem;
            let begin = Some(section.heading.start).filter(|begin| of_list && *begin > start)?;
            Some((begin, self.held_of_base(self.relations[member].section(ix)?, base)?))
        });
        steps.chain(held).min_by_key(|(begin, _)| *begin).map(|(_, next)| next)
    }

    fn step_of_base(&self, there: StatementIx, base: SectionIx) -> Option<NextItem> {
        let definition = self.ground.definition;
        let statement = definition.statement(there);
        let outermost = statement.section == base && statement.parent.is_none();
        let bullet = Bullet::of(definition, statement).filter(|_| outermost)?;
        let (line, rank) = (self.ground.first_line(statement.block), Rank::List(self.ground.spacing(there)));
        let place = Place { line, rank, outness: outness(&bullet.indent) };
        Some(NextItem { place, bullet, is_held: false })
    }

    fn held_of_base(&self, there: SectionIx, base: SectionIx) -> Option<NextItem> {
        let section = self.ground.definition.section(there);
        let held = section.marker == Marker::BoldItem && section.parent == Some(base);
        let bullet = style::lead_of_heading(self.ground.definition, section).filter(|_| held)?;
        let (line, rank) = (self.ground.first_line(section.heading), Rank::List(self.ground.spacing_of_held(there)));
        let place = Place { line, rank, outness: outness(&bullet.indent) };
        Some(NextItem { place, bullet, is_held: true })
    }

    /// The place behind the last item of a section of the base where that ends it, for a bold item that is counted as its list is.
    pub(super) fn behind_last_item(
        &self,
        outer: SectionIx,
        definition: &Definition,
        ix: SectionIx,
    ) -> Option<(Place, Vec<usize>, Style)> {
        let section = definition.section(ix);
        let held = section.marker == Marker::BoldItem && self.leads_well(definition, ix);
        let own = style::lead_of_heading(definition, section).filter(|_| held)?;
        let last = self.ground.last_item(outer)?;
        let bullet = Bullet::of(self.ground.definition, self.ground.definition.statement(last))?;
        let end = self.ground.item_end(last) + 1;
        let ends_it = end == self.ground.free_inside(outer) && own.is_numbered() == bullet.is_numbered();
        let next = renumber::after(&bullet, self.ground.counting(last));
        let rank = Rank::List(self.ground.spacing(last));
        ends_it.then(|| (Place { line: end, rank, outness: outness(&bullet.indent) }, Vec::new(), Style::Item(next)))
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
            Home::Chunk(there) => {
                let chunk = self.chunk_of(there)?;
                chunk.within == Some(base) || self.holds_list(chunk, member, outer)
            }
        };
        goes_on.then_some(home)
    }

    /// Whether a chunk holds bold items of the list in section `outer` of a member.
    fn holds_list(&self, chunk: &Chunk, member: usize, outer: SectionIx) -> bool {
        let definition = self.members[member].definition;
        let is_of = |(of, ix): (usize, SectionIx)| of == member && definition.section(ix).parent == Some(outer);
        chunk
            .pieces
            .iter()
            .filter(|piece| matches!(piece.shape, Shape::Item(_)))
            .filter_map(|piece| piece.of)
            .any(is_of)
    }

    /// Behind the bold item with a list in it that stands right before it in the list at home, be that put in or the base's: steps
    /// keep their order.
    pub(super) fn put_behind_held(&mut self, at: usize, base: SectionIx) -> bool {
        let saying = &self.settled.sayings[at];
        if !saying.is_item() || saying.statement.parent.is_some() {
            return false;
        }
        match self.held_before(at, base) {
            Some(Held::New(ix)) => self.put_behind_new_held(at, (saying.member, ix)),
            Some(Held::Base(there)) => self.put_behind_base_held(at, there),
            None => false,
        }
    }

    /// The bold item before it, where of all that stands before it in its section and has a place here, that is the nearest.
    fn held_before(&self, at: usize, base: SectionIx) -> Option<Held> {
        let saying = &self.settled.sayings[at];
        let (member, definition) = (saying.member, self.members[saying.member].definition);
        let (own, start) = (saying.statement.section, saying.statement.block.start);
        let sections = (own.get() + 1..definition.sections.len()).map(SectionIx::new);
        let held = sections.rev().filter(|ix| {
            let section = definition.section(*ix);
            section.parent == Some(own) && section.marker == Marker::BoldItem && section.heading.start < start
        });
        let mut found = held.filter_map(|ix| Some((ix, self.stands_as_held(member, ix, base)?)));
        let (ix, there) = found.next()?;
        let begin = definition.section(ix).heading.start;
        // Whatever stands between the two and is found here is nearer.
        let between = definition
            .section(own)
            .statements
            .iter()
            .filter(|ix| (begin..start).contains(&definition.statement(**ix).block.start));
        let nearer = |ix: &StatementIx| match self.home(member, *ix) {
            Some(Home::Base(there)) => self.ground.definition.statement(there).section == base,
            Some(Home::Chunk(_)) => true,
            None => false,
        };
        (!between.into_iter().any(nearer)).then_some(there)
    }

    fn stands_as_held(&self, member: usize, ix: SectionIx, base: SectionIx) -> Option<Held> {
        if let Some(section) = self.sections.get(&(member, ix)) {
            return matches!(section.style, Style::Item(_)).then_some(Held::New(ix));
        }
        let there = self.relations[member].section(ix)?;
        let section = self.ground.definition.section(there);
        (section.marker == Marker::BoldItem && section.parent == Some(base)).then_some(Held::Base(there))
    }

    fn put_behind_new_held(&mut self, at: usize, id: (usize, SectionIx)) -> bool {
        let (statement, step) = (self.settled.sayings[at].statement, StatementKind::Step);
        let Some(section) = self.sections.get(&id) else { return false };
        let (chunk, Style::Item(bullet)) = (section.chunk, &section.style) else { return false };
        if bullet.is_numbered() != (statement.kind == step) {
            return false;
        }
        let Some(end) = self.end_in(chunk, id.0, statement.block.start, bullet.indent.chars().count()) else {
            return false;
        };
        let piece = self.piece(at, &bullet.indent, Some(bullet.next()));
        self.spots.insert(at, chunk);
        self.chunks[chunk].pieces.insert(end, piece);
        true
    }

    fn put_behind_base_held(&mut self, at: usize, there: SectionIx) -> bool {
        let section = self.ground.definition.section(there);
        let Some(bullet) = style::lead_of_heading(self.ground.definition, section) else { return false };
        if bullet.is_numbered() != (self.settled.sayings[at].statement.kind == StatementKind::Step) {
            return false;
        }
        let place = Place {
            line: self.ground.whole_end(there) + 1,
            rank: Rank::List(self.ground.spacing_of_held(there)),
            outness: outness(&bullet.indent),
        };
        let piece = self.piece(at, &bullet.indent, Some(bullet.next()));
        let around = section.parent.unwrap_or(there);
        self.open_in(around, place, piece);
        true
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

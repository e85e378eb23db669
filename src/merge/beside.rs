//! Places a statement in a section of the base by its neighbours at home: next to what stood next to it there, or to what says
//! nearly the same.

use super::{
    chunk::{Place, Rank, Shape},
    conditions, denial,
    ground::is_item,
    place::{End, Home, Placing, outness},
    saying::Stance,
    settle::State,
    style::{self, Bullet},
};
use crate::model::{Definition, Marker, SectionIx, StatementIx, StatementKind};

/// A neighbour at home that stands here too.
struct Neighbour<T> {
    here: T,
    /// How many statements lie between the two at home.
    away: usize,
}

impl Placing<'_, '_> {
    /// An item that stands alone behind the item of the base that says nearly the same: whoever reads the one reads the other.
    pub(super) fn put_beside_kin(&mut self, at: usize, base: SectionIx) -> bool {
        /// Likeness from which two items are about one thing more often than not.
        const KIN: f64 = 0.5;
        let saying = &self.settled.sayings[at];
        let alone = stands_alone(self.members[saying.member].definition, saying.ix);
        if saying.leads() || !alone || self.is_led_into(at) {
            return false;
        }
        let own = self.ground.definition;
        let items = own.section(base).statements.iter().copied().filter(|ix| stands_alone(own, *ix));
        let stands = items.filter_map(|ix| Some((ix, self.settled.find(0, ix)?))).filter(|(_, by)| {
            self.settled.heirs.contains_key(by) || self.settled.is_kept(*by) && !self.settled.sayings[*by].leads()
        });
        let told = stands.map(|(ix, by)| (saying.likeness(&self.settled.sayings[by]), ix));
        let nearest = told.filter(|(score, _)| *score >= KIN).max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        let Some((_, kin)) = nearest else { return false };
        self.put_behind(at, kin);
        true
    }

    /// A step behind the one of the base that it is another wording of.
    pub(super) fn put_beside_answer(&mut self, at: usize, base: SectionIx) -> bool {
        let answer = self.answer(at).filter(|there| self.ground.definition.statement(*there).section == base);
        if let Some(there) = answer {
            self.put_behind(at, there);
        }
        answer.is_some()
    }

    /// The step of the base that one is another wording of; `None` where a sentence leads into its list, which stays together.
    fn answer(&self, at: usize) -> Option<StatementIx> {
        self.workflows.answer(at).filter(|_| !self.is_led_into(at))
    }

    /// Whether a sentence leads into the list of an item, and is put in with it.
    fn is_led_into(&self, at: usize) -> bool {
        self.lead_of(at).is_some()
    }

    /// The sentence that leads into the list of an item, and is put in with it.
    fn lead_of(&self, at: usize) -> Option<usize> {
        let saying = &self.settled.sayings[at];
        let own = &self.members[saying.member].definition.section(saying.statement.section).statements;
        let before = own.iter().rev().skip_while(|ix| **ix >= saying.ix);
        let mut before = before.filter_map(|ix| self.settled.find(saying.member, *ix));
        let lead = before.find(|by| !self.settled.sayings[*by].is_item());
        lead.filter(|lead| self.settled.sayings[*lead].leads() && self.settled.is_kept(*lead))
    }

    /// Whether a home lies in a list of the base that another sentence leads into than the one at `lead`: what stands there is asked
    /// for in another case.
    fn is_led_otherwise(&self, home: Home, lead: usize) -> bool {
        let Home::Base(there) = home else { return false };
        let definition = self.ground.definition;
        let own = &definition.section(definition.statement(there).section).statements;
        let mut before = own.iter().rev().copied().skip_while(|ix| *ix >= there);
        let first = before.find(|ix| !is_item(definition.statement(*ix)) && definition.statement(*ix).parent.is_none());
        let Some(other) = first.filter(|ix| style::leads(definition.wording(*ix))) else { return false };
        let lead = &self.settled.sayings[lead];
        self.home(lead.member, lead.ix) != Some(Home::Base(other))
    }

    /// The words that lead into a list of the base and forbid what stands in it, or forbid it unasked; or that make a condition of it.
    fn binding_lead(&self, item: StatementIx) -> Option<StatementIx> {
        let definition = self.ground.definition;
        let item = style::outermost(definition, item);
        let own = &definition.section(definition.statement(item).section).statements;
        let mut before = own.iter().rev().copied().skip_while(|ix| *ix >= item);
        let lead = before.find(|ix| !is_item(definition.statement(*ix)) && definition.statement(*ix).parent.is_none());
        lead.filter(|lead| {
            let words = definition.wording(*lead);
            style::leads(words) && (denial::holds_back(words) || conditions::sets_condition(words))
        })
    }

    /// An item that would be forbidden by the words that lead into the list of `there`, or become a condition by them, before those
    /// words. Whether it was put there.
    pub(super) fn put_before_lead(&mut self, at: usize, there: StatementIx) -> bool {
        let saying = &self.settled.sayings[at];
        let Some(lead) = self.binding_lead(there).filter(|_| saying.is_item()) else { return false };
        let home = self.members[saying.member].definition.section(saying.statement.section);
        let bans = denial::holds_back(self.ground.definition.wording(lead));
        let binds = |own: &str| if bans { denial::holds_back(own) } else { conditions::sets_condition(own) };
        let own = &home.statements;
        let before = own.iter().rev().skip_while(|ix| **ix >= saying.ix);
        let mut before = before.filter_map(|ix| self.settled.find(saying.member, *ix));
        let own = before.find(|by| !self.settled.sayings[*by].is_item()).map(|by| &self.settled.sayings[by]);
        let is_led_so = own
            .filter(|own| own.leads())
            .is_some_and(|own| self.home(own.member, own.ix) == Some(Home::Base(lead)) || binds(own.text));
        let is_titled_so =
            if bans { saying.stance == Stance::Forbidden } else { conditions::names_conditions(&home.title) };
        if is_led_so || is_titled_so || saying.statement.parent.is_some() {
            return false;
        }
        let definition = self.ground.definition;
        let section = definition.statement(lead).section;
        let line = self.ground.first_line(definition.statement(lead).block);
        let piece = self.piece(at, &self.ground.section_indent(section), None);
        self.open_in(section, Place { line, rank: Rank::Block, outness: 0 }, piece);
        true
    }

    /// Next to the nearest statement of its section at home that stands in the same section here too: behind the nearest before
    /// it, or before the nearest behind it, where that is nearer.
    pub(super) fn put_beside_neighbour(&mut self, at: usize, base: SectionIx) -> bool {
        let before = self.nearest_before(at, base);
        let behind = self.nearest_behind(at, base);
        let nearer = behind.filter(|behind| before.as_ref().is_none_or(|before| behind.away < before.away));
        if nearer.is_some_and(|behind| self.put_before(at, behind.here)) {
            return true;
        }
        match before.map(|before| before.here) {
            Some(Home::Base(there)) => self.put_behind(at, there),
            Some(Home::Chunk(there)) => self.put_behind_new(at, there),
            None => return false,
        }
        true
    }

    /// Before a bold item of the base, where nothing that stands before it at home has a place here.
    pub(super) fn put_first_before_held(&mut self, at: usize, base: SectionIx) -> bool {
        self.nearest_before(at, base).is_none() && self.put_before_held(at, base)
    }

    fn nearest_before(&self, at: usize, base: SectionIx) -> Option<Neighbour<Home>> {
        let saying = &self.settled.sayings[at];
        let definition = self.members[saying.member].definition;
        let own = &definition.section(saying.statement.section).statements;
        let lead = self.lead_of(at).filter(|_| saying.is_item());
        let elsewhere = |outer, home| {
            lead.is_some_and(|lead| self.is_said_in_passing(saying.member, outer) || self.is_led_otherwise(home, lead))
        };
        let mut away = 0;
        for ix in own.iter().rev().copied().skip_while(|ix| *ix >= saying.ix) {
            let outer = style::outermost(definition, ix);
            let here = self.home(saying.member, outer).filter(|home| self.is_in(*home, at, base));
            if let Some(here) = here.filter(|home| !elsewhere(outer, *home)) {
                return Some(Neighbour { here, away });
            }
            away += usize::from(outer == ix);
        }
        None
    }

    /// What stands behind is looked for in the base alone: the member's own is put in later. A lead-in stays with what it leads
    /// into, and what one leads into with that.
    fn nearest_behind(&self, at: usize, base: SectionIx) -> Option<Neighbour<StatementIx>> {
        let saying = &self.settled.sayings[at];
        if self.is_led_into(at) || saying.leads() && !saying.is_item() {
            return None;
        }
        let definition = self.members[saying.member].definition;
        let own = definition.section(saying.statement.section).statements.iter().copied();
        let behind = own.skip_while(|ix| *ix <= saying.ix).filter(|ix| definition.statement(*ix).parent.is_none());
        let answer = |ix: StatementIx| self.settled.find(saying.member, ix).and_then(|at| self.answer(at));
        let here = |ix: StatementIx| match self.home(saying.member, ix) {
            Some(Home::Base(here)) => Some(here),
            Some(Home::Chunk(_)) => None,
            None => answer(ix),
        };
        let in_base = |here: &StatementIx| self.ground.definition.statement(*here).section == base;
        behind.enumerate().find_map(|(away, ix)| {
            let here = here(ix).filter(in_base)?;
            Some(Neighbour { here, away })
        })
    }

    /// Whether a home lies in the section that the statement at `at` goes to: `base`, or what is put in with it.
    fn is_in(&self, home: Home, at: usize, base: SectionIx) -> bool {
        match home {
            Home::Base(there) => self.ground.definition.statement(there).section == base,
            Home::Chunk(there) => {
                let (one, own) = (&self.settled.sayings[there], &self.settled.sayings[at]);
                let together = one.member == own.member && one.statement.section == own.statement.section;
                together
                    || one.statement.parent.is_none() && self.chunk_of(there).is_some_and(|c| c.within == Some(base))
            }
        }
    }

    /// Whether what stands for the item `ix` of a member is no such item, but says it among much else: no list goes on there.
    fn is_said_in_passing(&self, member: usize, ix: StatementIx) -> bool {
        /// How many times the words of an item its fuller wording may have.
        const FULLER: usize = 2;
        let Some(at) = self.settled.find(member, ix) else { return false };
        let State::Covered(by) = self.settled.states[at] else { return false };
        let (own, there) = (&self.settled.sayings[at], &self.settled.sayings[by]);
        !there.is_item() || there.statement.words.len() >= FULLER * own.statement.words.len().max(1)
    }

    pub(super) fn put_behind_new(&mut self, at: usize, neighbour: usize) {
        let shape = self.shape_of(neighbour);
        if shape == Some(Shape::OnHeading) {
            // What is nested under a label begins where the label's item has its content.
            self.put_in_new(at);
            return;
        }
        let item = self.settled.sayings[at].is_item();
        let anchor = self.chunk_of(neighbour).and_then(|chunk| chunk.beside);
        if anchor.is_some_and(|anchor| self.put_before_lead(at, anchor)) {
            return;
        }
        if let Some(anchor) = self.list_going_on(neighbour).filter(|_| !item) {
            self.put_block_behind(at, anchor);
            return;
        }
        let (piece, end) = match shape {
            Some(Shape::Item(bullet)) => {
                let outer = bullet.indent.clone();
                // What another member put behind the neighbour stays behind this.
                let end = if item { End::Nested } else { End::Chunk };
                (self.piece(at, &outer, Some(bullet.next())), end)
            }
            Some(Shape::Row) if style::is_signed(self.settled.sayings[at].text) => {
                (self.whole(at, "", Shape::Row), End::Chunk)
            }
            Some(shape) => {
                let indent = " ".repeat(shape.indent());
                let bullet = self.spots.get(&neighbour).and_then(|chunk| self.counted_on(at, *chunk, &indent));
                (self.piece(at, &indent, bullet), End::Chunk)
            }
            None => (self.piece(at, "", None), End::Chunk),
        };
        self.join(neighbour, piece, end);
    }

    /// The item or row of the base behind which a piece is put into a list or a table, where that goes on behind it: a block there
    /// would cut it in two.
    fn list_going_on(&self, piece: usize) -> Option<StatementIx> {
        let chunk = self.chunk_of(piece)?;
        let anchor = chunk.beside.filter(|_| matches!(chunk.at.rank, Rank::List(_)))?;
        (self.ground.run_end(anchor) >= chunk.at.line).then_some(anchor)
    }

    /// Before a statement of the base, where that can be done without parting what belongs together.
    fn put_before(&mut self, at: usize, there: StatementIx) -> bool {
        let definition = self.ground.definition;
        let anchor = style::outermost(definition, there);
        if is_item(definition.statement(anchor)) && self.settled.sayings[at].is_item() {
            return self.put_before_item(at, anchor);
        }
        let first = self.ground.run(anchor).first().copied().unwrap_or(anchor);
        let Some(line) = self.free_before(first).filter(|_| first == anchor) else { return false };
        if self.settled.sayings[at].statement.kind != StatementKind::Paragraph {
            return false;
        }
        let section = definition.statement(anchor).section;
        let piece = self.piece(at, &self.ground.section_indent(section), None);
        self.open_in(section, Place { line, rank: Rank::Block, outness: 0 }, piece);
        true
    }

    /// An item goes behind the one before the anchor; the first of all before it.
    fn put_before_item(&mut self, at: usize, anchor: StatementIx) -> bool {
        if self.put_before_lead(at, anchor) {
            return true;
        }
        let definition = self.ground.definition;
        let run = self.ground.run(anchor);
        let before = run.iter().copied().take_while(|ix| *ix != anchor);
        if let Some(before) = before.filter(|ix| definition.statement(*ix).parent.is_none()).last() {
            self.put_behind(at, before);
            return true;
        }
        let Some(bullet) = Bullet::of(definition, definition.statement(anchor)) else { return false };
        let place = Place {
            line: self.ground.first_line(definition.statement(anchor).block),
            rank: Rank::List(self.ground.spacing(anchor)),
            outness: outness(&bullet.indent),
        };
        let indent = bullet.indent.clone();
        let piece = self.piece(at, &indent, Some(bullet));
        self.open_beside(anchor, place, piece);
        true
    }

    /// The line before a block or a list of the base where another block can stand: not between a lead-in and what it leads into,
    /// and not before the words that an agent opens with.
    fn free_before(&self, first: StatementIx) -> Option<usize> {
        let definition = self.ground.definition;
        let statement = definition.statement(first);
        let section = definition.section(statement.section);
        let before = section.statements.iter().rev().copied().find(|ix| *ix < first);
        let first = match before {
            Some(lead) if style::leads(definition.wording(lead)) => lead,
            None if matches!(section.marker, Marker::LeadIn | Marker::BoldItem) => return None,
            _ => first,
        };
        let opens = section.statements.first() == Some(&first) && section.parent.is_none();
        let statement = definition.statement(first);
        let prose = statement.kind == StatementKind::Paragraph || is_item(statement);
        if opens && statement.section.get() == 0 || !prose {
            return None;
        }
        let line = self.ground.first_line(statement.block);
        self.ground.is_free(line).then_some(line)
    }
}

/// Whether a statement is an item that neither counts nor lies in another, nor holds any.
fn stands_alone(definition: &Definition, ix: StatementIx) -> bool {
    let statement = definition.statement(ix);
    // What is nested in it follows it.
    let holds = || definition.statements.get(ix.get() + 1).is_some_and(|next| next.parent == Some(ix));
    statement.kind == StatementKind::Bullet && statement.parent.is_none() && !holds()
}

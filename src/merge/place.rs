//! Finds the place in the base for each statement that the others add: where somebody who reads the base would look for it.

use rustc_hash::FxHashMap;

use super::{
    chunk::{Chunk, Piece, Place, Rank, Shape, Spacing},
    ground::{Ground, is_item},
    headings::Style,
    members::Member,
    relate::Relation,
    renumber,
    settle::{Settled, State},
    style::{self, Bullet},
    workflow::Workflows,
};
use crate::model::{SectionIx, Statement, StatementIx, StatementKind};

/// Where a statement is to be found in the canonical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// A statement of the base, or one in its place.
    Base(StatementIx),
    /// A piece of a chunk, by the statement that it holds.
    Chunk(usize),
}

/// A section that is put in, with its chunk.
pub(super) struct NewSection {
    pub(super) chunk: usize,
    pub(super) style: Style,
    /// Whose heading it has: another member's of the same title stands for more than one.
    pub(super) id: (usize, SectionIx),
}

/// All that is put in, while it grows.
pub(super) struct Placing<'p, 'r> {
    pub(super) ground: &'p Ground<'r>,
    pub(super) members: &'p [Member<'r>],
    pub(super) settled: &'p Settled<'r>,
    pub(super) relations: &'p [Relation],
    pub(super) chunks: Vec<Chunk>,
    /// In which chunk a statement that is put in stands.
    pub(super) spots: FxHashMap<usize, usize>,
    pub(super) sections: FxHashMap<(usize, SectionIx), NewSection>,
    /// Sections put in, by the key of their title.
    pub(super) titles: FxHashMap<u64, (usize, SectionIx)>,
    /// Lists of steps of the others beside the base's.
    pub(super) workflows: Workflows,
}

/// The chunks that bring every kept statement of the others into the base.
pub(super) fn place<'p, 'r>(
    ground: &'p Ground<'r>,
    members: &'p [Member<'r>],
    relations: &'p [Relation],
    settled: &'p Settled<'r>,
) -> Vec<Chunk> {
    let mut placing = Placing {
        ground,
        members,
        settled,
        relations,
        chunks: Vec::new(),
        spots: FxHashMap::default(),
        sections: FxHashMap::default(),
        titles: FxHashMap::default(),
        workflows: Workflows::of(ground, members, relations, settled),
    };
    let heirs: Vec<usize> = settled.heirs.values().copied().collect();
    for at in settled.kept().filter(|at| !settled.sayings[*at].is_base() && !heirs.contains(at)) {
        placing.put(at);
    }
    placing.chunks
}

impl<'r> Placing<'_, 'r> {
    fn put(&mut self, at: usize) {
        let saying = &self.settled.sayings[at];
        let section = saying.statement.section;
        if saying.statement.kind == StatementKind::Row && self.put_row(at) {
            return;
        }
        let parent = saying.statement.parent.and_then(|ix| self.home(saying.member, ix));
        let own_words = saying.statement.parent.map(|ix| self.members[saying.member].definition.wording(ix));
        if parent.is_some_and(|parent| self.put_under(at, parent, own_words)) {
            return;
        }
        if self.put_before_chapter(at) {
            return;
        }
        // What goes on behind a label means something under that label alone.
        match self.relations[saying.member].section(section).filter(|_| !self.stands_on_heading(at)) {
            Some(base) => self.put_in(at, base),
            None => self.put_in_new(at),
        }
    }

    /// Where the statement `ix` of a member is said in the canonical; `None` where it is not placed yet.
    pub(super) fn home(&self, member: usize, ix: StatementIx) -> Option<Home> {
        let at = self.settled.find(member, ix)?;
        let stands = match self.settled.states[at] {
            State::Kept => at,
            State::Same(by)
            | State::Covered(by)
            | State::Against { by, .. }
            | State::Superseded(Some(by))
            | State::Translation(by) => by,
            State::Titled(_)
            | State::Below
            | State::Aside
            | State::Superseded(None)
            | State::Foreign
            | State::Power => {
                return None;
            }
        };
        let heir = self.settled.heirs.iter().find(|(_, heir)| **heir == stands).map(|(base, _)| *base);
        let stands = heir.unwrap_or(stands);
        let saying = &self.settled.sayings[stands];
        if saying.is_base() {
            return Some(Home::Base(saying.ix));
        }
        self.spots.contains_key(&stands).then_some(Home::Chunk(stands))
    }

    /// A row goes to the other rows of its table, behind the one that it stands behind at home.
    fn put_row(&mut self, at: usize) -> bool {
        let saying = &self.settled.sayings[at];
        let (definition, member) = (self.members[saying.member].definition, saying.member);
        let own = &definition.section(saying.statement.section).statements;
        if style::is_head(definition, saying.statement) {
            return false;
        }
        let before = own.iter().take_while(|ix| **ix != saying.ix).copied();
        let head = before.filter(|ix| style::is_head(definition, definition.statement(*ix))).last();
        let home = head.and_then(|head| self.home(member, head));
        let piece = self.whole(at, &self.row_indent(home), Shape::Row);
        match home {
            Some(Home::Base(ix)) if self.ground.definition.statement(ix).kind == StatementKind::Row => {
                match self.row_before(at, ix) {
                    Home::Base(row) => {
                        let line = self.ground.subtree_end(row) + 1;
                        self.open_beside(row, Place { line, rank: Rank::List(Spacing::Tight), outness: 0 }, piece);
                    }
                    Home::Chunk(row) => self.join(row, piece, End::Nested),
                }
                true
            }
            Some(Home::Chunk(head)) => {
                self.join(head, piece, End::Run);
                true
            }
            _ => false,
        }
    }

    /// Where the nearest row before it at home stands in the table of the base that begins with `head`. Where none does, the head if
    /// a row behind it does, else the table's last row.
    fn row_before(&self, at: usize, head: StatementIx) -> Home {
        let saying = &self.settled.sayings[at];
        let definition = self.members[saying.member].definition;
        let own = &definition.section(saying.statement.section).statements;
        let is_row = |ix: &&StatementIx| !style::is_head(definition, definition.statement(**ix));
        let (begin, end) = (self.ground.subtree_end(head) + 1, self.ground.run_end(head));
        let stands = |home: &Home| match home {
            Home::Base(row) => {
                let is_row = self.ground.definition.statement(*row).kind == StatementKind::Row;
                is_row && self.ground.run_end(*row) == end
            }
            Home::Chunk(row) => {
                self.shape_of(*row) == Some(Shape::Row)
                    && self.chunk_of(*row).is_some_and(|chunk| (begin..=end + 1).contains(&chunk.at.line))
            }
        };
        let home = |ix: &StatementIx| self.home(saying.member, *ix).filter(stands);
        let before = own.iter().rev().skip_while(|ix| **ix >= saying.ix);
        let behind = own.iter().skip_while(|ix| **ix <= saying.ix);
        before.take_while(is_row).find_map(home).unwrap_or_else(|| {
            let first = behind.take_while(is_row).any(|ix| home(ix).is_some());
            let is_head =
                |ix: StatementIx| style::is_head(self.ground.definition, self.ground.definition.statement(ix));
            let rows = self.ground.run(head).into_iter().skip_while(|ix| *ix <= head).take_while(|ix| !is_head(*ix));
            Home::Base(rows.last().filter(|_| !first).unwrap_or(head))
        })
    }

    /// What the rows under a head begin with.
    fn row_indent(&self, head: Option<Home>) -> String {
        let line = match head {
            Some(Home::Base(ix)) => {
                let line = self.ground.first_line(self.ground.definition.statement(ix).block);
                self.ground.lines().get(line).map(|line| (*line).to_owned())
            }
            Some(Home::Chunk(at)) => self.piece_of(at).and_then(|piece| piece.lines.first().cloned()),
            None => None,
        };
        line.map_or_else(String::new, |line| line.chars().take_while(|c| *c == ' ').collect())
    }

    /// Under the item that stands for its parent, whose `own_words` are no title with a list in it where they come from.
    fn put_under(&mut self, at: usize, parent: Home, own_words: Option<&str>) -> bool {
        let words = self.words_at(parent);
        if self.settled.sayings[at].is_item() && style::has_label(words) && own_words != Some(words) {
            return false;
        }
        match parent {
            Home::Chunk(parent) => {
                let Some(indent) = self.inner_indent(parent) else { return false };
                let piece = self.piece(at, &indent, None);
                self.join(parent, piece, End::Nested);
                true
            }
            Home::Base(parent) => self.put_under_base(at, parent),
        }
    }

    /// The words that stand at a home.
    fn words_at(&self, home: Home) -> &'r str {
        let at = match home {
            Home::Chunk(at) => Some(at),
            Home::Base(ix) => self.settled.find(0, ix).map(|at| self.settled.heirs.get(&at).copied().unwrap_or(at)),
        };
        at.map_or("", |at| self.settled.sayings[at].text)
    }

    fn put_under_base(&mut self, at: usize, parent: StatementIx) -> bool {
        let definition = self.ground.definition;
        let Some(bullet) = Bullet::of(definition, definition.statement(parent)) else { return false };
        let child = |(_, s): &(usize, &Statement)| s.parent == Some(parent) && is_item(s);
        let model = definition.statements.iter().enumerate().rfind(child).and_then(|(_, s)| Bullet::of(definition, s));
        let indent = model.as_ref().map_or_else(|| bullet.content_indent(), |model| model.indent.clone());
        let piece = self.piece(at, &indent, model);
        let place = Place {
            line: self.ground.subtree_end(parent) + 1,
            rank: Rank::List(Spacing::Tight),
            outness: outness(&indent),
        };
        self.open(place, piece);
        true
    }

    /// Into a section that the base has.
    fn put_in(&mut self, at: usize, base: SectionIx) {
        if self.put_beside_answer(at, base)
            || self.put_beside_kin(at, base)
            || self.put_behind_held(at, base)
            || self.put_first_before_held(at, base)
            || self.put_beside_neighbour(at, base)
        {
            return;
        }
        let item = self.settled.sayings[at].is_item();
        let last = self.ground.last_item(base).filter(|_| item);
        match last {
            Some(last) if self.goes_into_list(at, last) => self.put_behind(at, last),
            // Behind the list its lead-in would be taken for that of both.
            Some(last) if self.put_before_lead(at, last) => {}
            _ => self.put_at_end(at, base),
        }
    }

    /// Whether an item whose neighbours are not here may go on the list of `last`: what is no step is none among steps. Behind a
    /// bold one a list of its own would be read as what that is the title of.
    fn goes_into_list(&self, at: usize, last: StatementIx) -> bool {
        let definition = self.ground.definition;
        let numbered = Bullet::of(definition, definition.statement(last)).is_some_and(|bullet| bullet.is_numbered());
        let step = self.settled.sayings[at].statement.kind == StatementKind::Step;
        !numbered || step || style::is_bold(self.words_at(Home::Base(last)).trim_end())
    }

    /// Behind a statement of the base: an item into its list, a block behind the list.
    pub(super) fn put_behind(&mut self, at: usize, there: StatementIx) {
        if self.put_before_lead(at, there) {
            return;
        }
        let definition = self.ground.definition;
        let anchor = style::outermost(definition, there);
        let bullet = Bullet::of(definition, definition.statement(anchor));
        match bullet.filter(|_| self.settled.sayings[at].is_item()) {
            Some(bullet) => {
                let line = self.ground.item_end(anchor) + 1;
                let outness = outness(&bullet.indent);
                let indent = bullet.indent.clone();
                let next = renumber::after(&bullet, self.ground.counting(anchor));
                let piece = self.piece(at, &indent, Some(next));
                self.open_beside(anchor, Place { line, rank: Rank::List(self.ground.spacing(anchor)), outness }, piece);
            }
            None => self.put_block_behind(at, anchor),
        }
    }

    pub(super) fn put_block_behind(&mut self, at: usize, anchor: StatementIx) {
        let section = self.ground.definition.statement(anchor).section;
        // An item whose mark does not begin its line (in a quote, behind a label) is no model for a new one.
        let marked = |ix: &StatementIx| {
            let definition = self.ground.definition;
            Bullet::of(definition, definition.statement(*ix)).is_some()
        };
        if let Some(last) = self.ground.last_item(section).filter(|_| self.settled.sayings[at].is_item()).filter(marked)
        {
            self.put_behind(at, last);
            return;
        }
        let indent = self.ground.section_indent(section);
        let line = self.ground.block_end(anchor) + 1;
        if self.goes_on_lines(at, anchor) {
            let piece = self.whole(at, &indent, Shape::Row);
            self.open_in(section, Place { line, rank: Rank::List(Spacing::Tight), outness: 0 }, piece);
            return;
        }
        let piece = self.piece(at, &indent, None);
        self.open_in(section, Place { line, rank: Rank::Block, outness: 0 }, piece);
    }

    /// Whether a line that a sign marks ("✅ …") goes right under others of the base: they are a list but for its bullets.
    fn goes_on_lines(&self, at: usize, anchor: StatementIx) -> bool {
        let (own, there) = (&self.settled.sayings[at], self.ground.definition.statement(anchor));
        let marked = |text: &str, kind| kind == StatementKind::Paragraph && style::is_signed(text);
        marked(own.text, own.statement.kind)
            && marked(self.ground.definition.wording(anchor), there.kind)
            && !style::stands_alone(self.ground.definition, there)
    }

    /// At the end of a section's own text.
    fn put_at_end(&mut self, at: usize, base: SectionIx) {
        let indent = self.ground.section_indent(base);
        let piece = self.piece(at, &indent, None);
        let line = self.ground.own_block_end(base) + 1;
        self.open_in(base, Place { line, rank: Rank::Block, outness: 0 }, piece);
    }

    /// A chunk of its own at `place`.
    fn open(&mut self, place: Place, piece: Piece) {
        let chunk = self.chunks.len();
        if let Some(at) = piece.saying {
            self.spots.insert(at, chunk);
        }
        self.chunks.push(Chunk::new(place, vec![chunk], vec![piece]));
    }

    /// A chunk of its own among the text of a section of the base.
    pub(super) fn open_in(&mut self, section: SectionIx, place: Place, piece: Piece) {
        self.open(place, piece);
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.within = Some(section);
        }
    }

    /// A chunk of its own that goes on the list of an item of the base, or its table.
    pub(super) fn open_beside(&mut self, anchor: StatementIx, place: Place, piece: Piece) {
        self.open_in(self.ground.definition.statement(anchor).section, place, piece);
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.beside = Some(anchor);
        }
    }

    /// Into the chunk of a piece that is there.
    pub(super) fn join(&mut self, there: usize, mut piece: Piece, end: End) {
        let Some(chunk) = self.spots.get(&there).copied() else { return };
        let own = piece.saying.map(|at| &self.settled.sayings[at]);
        let own = own.and_then(|own| self.end_in(chunk, own.member, own.statement.block.start, piece.shape.indent()));
        if let Some(at) = piece.saying {
            self.spots.insert(at, chunk);
        }
        let chunk = &mut self.chunks[chunk];
        let found = chunk.pieces.iter().position(|piece| piece.saying == Some(there));
        piece.of = found.and_then(|found| chunk.pieces[found].of);
        let end = match (end, found) {
            (End::Nested, Some(found)) => chunk.behind(found).max(own.unwrap_or(0)),
            (End::Run, Some(found)) => {
                let rows = chunk.pieces[found..].iter().take_while(|piece| piece.shape == Shape::Row);
                found + rows.count()
            }
            _ => chunk.pieces.len(),
        };
        chunk.pieces.insert(end, piece);
    }

    pub(super) fn chunk_of(&self, at: usize) -> Option<&Chunk> {
        self.chunks.get(*self.spots.get(&at)?)
    }

    fn piece_of(&self, at: usize) -> Option<&Piece> {
        self.chunk_of(at)?.pieces.iter().find(|piece| piece.saying == Some(at))
    }

    pub(super) fn shape_of(&self, at: usize) -> Option<Shape> {
        self.piece_of(at).map(|piece| piece.shape.clone())
    }

    /// Where what is nested in an item that is put in begins its lines.
    fn inner_indent(&self, parent: usize) -> Option<String> {
        match self.shape_of(parent)? {
            Shape::Item(bullet) => Some(bullet.content_indent()),
            _ => None,
        }
    }

    /// A statement in the style of its place: an item under `bullet`, anything else at `indent`.
    pub(super) fn piece(&self, at: usize, indent: &str, bullet: Option<Bullet>) -> Piece {
        let saying = &self.settled.sayings[at];
        let definition = self.members[saying.member].definition;
        if style::stays_whole(definition, saying.statement) {
            let shape = match saying.statement.kind {
                StatementKind::Row => Shape::Row,
                _ => Shape::Block(indent.to_owned()),
            };
            return self.whole(at, indent, shape);
        }
        let (lead, shape) = match bullet.or_else(|| self.own_bullet(at, indent)).filter(|_| saying.is_item()) {
            Some(bullet) => (bullet.prefix(), Shape::Item(bullet)),
            None => (indent.to_owned(), Shape::Block(indent.to_owned())),
        };
        let further = match &shape {
            Shape::Item(bullet) => bullet.content_indent(),
            _ => indent.to_owned(),
        };
        let mut lines = style::reindented(definition, saying.statement, &further);
        if matches!(shape, Shape::Block(_)) {
            style::keep_from_listing(&mut lines[0]);
        }
        lines[0].insert_str(0, &lead);
        Piece { saying: Some(at), lines, shape, of: None }
    }

    /// A statement with its lines as they are.
    pub(super) fn whole(&self, at: usize, indent: &str, shape: Shape) -> Piece {
        let saying = &self.settled.sayings[at];
        let definition = self.members[saying.member].definition;
        Piece { saying: Some(at), lines: style::moved(definition, saying.statement, indent), shape, of: None }
    }

    /// The bullet for a list that is new here: the base's sign for one without order, numbers from 1 for one with.
    fn own_bullet(&self, at: usize, indent: &str) -> Option<Bullet> {
        let prefix = match self.settled.sayings[at].statement.kind {
            StatementKind::Step => "1. ".to_owned(),
            _ => self.ground.sign(),
        };
        Bullet::of_prefix(&format!("{indent}{prefix}"))
    }
}

/// Which end of what stands there a piece joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Behind all that is nested in it.
    Nested,
    /// Behind the rows that follow it.
    Run,
    /// Behind all.
    Chunk,
}

/// Deeper items come first where several go to one line.
pub(super) fn outness(indent: &str) -> usize {
    usize::MAX - indent.chars().count()
}

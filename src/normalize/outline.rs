//! The outline of a body while it is made: sections that are open, items that others hang under, lines told.

use crate::{
    model::{LineRange, Lines, Marker, Section, SectionIx, SectionKind, Span, Statement, StatementIx, StatementKind},
    text::{lines::LineIndex, words::Reading},
};

use super::{marks, pieces::Piece, wording::bare};

/// How a mark ranks below the headings, whose rank is their level: a bold line nests in any of them.
const BOLD_RANK: u8 = 7;
/// Marks whose section ends where what they hold ends.
const HELD_RANK: u8 = 8;

/// The body's sections and statements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tree {
    /// In document order; the preamble first.
    pub(super) sections: Vec<Section>,
    /// In document order.
    pub(super) statements: Vec<Statement>,
    /// The words of each statement.
    pub(super) readings: Vec<Reading>,
}

/// A section that may still take statements.
struct Open {
    section: SectionIx,
    rank: u8,
    /// Where it ends by itself; `None` for a heading, which the next of its rank ends.
    until: Option<usize>,
    /// The lists around it: statements tell their depth from here.
    base: u8,
}

/// An item that others may hang under.
struct Holder {
    statement: StatementIx,
    whole: usize,
}

pub(super) struct Outline<'t> {
    text: &'t str,
    index: LineIndex,
    lines: &'t Lines,
    tree: Tree,
    open: Vec<Open>,
    holders: Vec<Holder>,
}

impl<'t> Outline<'t> {
    /// An empty outline whose preamble begins at `start`.
    pub(super) fn new(text: &'t str, lines: &'t Lines, start: usize) -> Self {
        let index = LineIndex::new(text);
        let (tree, open, holders) = (Tree::default(), Vec::new(), Vec::new());
        let mut outline = Self { text, index, lines, tree, open, holders };
        outline.add_section(String::new(), Marker::Preamble, Span::new(start, start));
        outline
    }

    /// Ends what ends by itself before `at`.
    pub(super) fn advance(&mut self, at: usize) {
        // Headings opened in a tag end with it; what lies further out never ends sooner.
        while let Some(inner) = self.open.iter().rposition(|open| open.until.is_some()) {
            if self.open[inner].until.is_none_or(|until| at < until) {
                break;
            }
            self.open.truncate(inner);
        }
        while self.holders.last().is_some_and(|top| at >= top.whole) {
            self.holders.pop();
        }
    }

    /// Opens the section of a heading or bold line, after ending those that it ranks with.
    pub(super) fn open_title(&mut self, piece: &Piece, marker: Marker) {
        let rank = match marker {
            Marker::Atx(level) | Marker::Setext(level) => level,
            _ => BOLD_RANK,
        };
        while self.open.last().is_some_and(|top| top.until.is_none() && top.rank >= rank) {
            self.open.pop();
        }
        let section = self.add_section(marks::title(piece.text.of(self.text)), marker, self.heading(piece));
        self.open.push(Open { section, rank, until: None, base: 0 });
    }

    /// Opens a section that ends by itself at `until`; `base` lists lie around it.
    pub(super) fn open_held(&mut self, title: Span, marker: Marker, heading: Span, until: usize, base: u8) {
        let section = self.add_section(marks::title(title.of(self.text)), marker, heading);
        self.open.push(Open { section, rank: HELD_RANK, until: Some(until), base });
        if marker == Marker::Tag {
            self.reach(section, until);
        }
    }

    /// The title line or lines, blanks at the end left out.
    pub(super) fn heading(&self, piece: &Piece) -> Span {
        Span::new(piece.lines.start, piece.lines.start + piece.lines.of(self.text).trim_end().len())
    }

    /// Adds a statement to the innermost open section.
    pub(super) fn say(&mut self, kind: StatementKind, span: Span, block: Span, depth: u8) -> StatementIx {
        let section = self.open.last().map_or(SectionIx::new(0), |top| top.section);
        let base = self.open.last().map_or(0, |top| top.base);
        let parent = self.holders.last().map(|h| h.statement).filter(|ix| self.statement(*ix).section == section);
        let ix = StatementIx::new(self.tree.statements.len());
        let reading = Reading::new(bare(kind, span.of(self.text)));
        self.tree.statements.push(Statement {
            section,
            kind,
            span,
            block,
            line: self.line(block.start),
            depth: if parent.is_some() { depth.saturating_sub(base) } else { 0 },
            parent,
            key: reading.key,
            words: reading.content_words(),
        });
        self.tree.readings.push(reading);
        self.tree.sections[section.get()].statements.push(ix);
        self.reach(section, block.end);
        ix
    }

    /// Lets what comes before `whole` hang under `statement`.
    pub(super) fn hold(&mut self, statement: StatementIx, whole: usize) {
        self.holders.push(Holder { statement, whole });
    }

    /// The tree; the preamble only where something stands in it.
    pub(super) fn finish(mut self) -> Tree {
        let preamble = &self.tree.sections[0];
        if let Some(first) = preamble.statements.first() {
            let start = self.statement(*first).block.start;
            let span = Span::new(start, preamble.span.end);
            self.tree.sections[0] = Section { heading: Span::new(start, start), span, ..preamble.clone() };
        } else {
            self.tree.sections.remove(0);
            let before = |ix: SectionIx| SectionIx::new(ix.get().saturating_sub(1));
            self.tree.sections.iter_mut().for_each(|s| s.parent = s.parent.map(before));
            self.tree.statements.iter_mut().for_each(|s| s.section = before(s.section));
        }
        for at in 0..self.tree.sections.len() {
            self.tree.sections[at].lines = self.lines(self.tree.sections[at].span);
        }
        self.tree
    }

    fn statement(&self, ix: StatementIx) -> &Statement {
        &self.tree.statements[ix.get()]
    }

    fn add_section(&mut self, title: String, marker: Marker, heading: Span) -> SectionIx {
        let parent = self.open.last().map(|top| top.section);
        let depth = parent.map_or(0, |ix| self.tree.sections[ix.get()].depth.saturating_add(1));
        let ix = SectionIx::new(self.tree.sections.len());
        self.tree.sections.push(Section {
            title,
            kind: SectionKind::Other,
            marker,
            depth,
            parent,
            heading,
            span: heading,
            lines: self.lines(heading),
            statements: Vec::new(),
        });
        ix
    }

    fn reach(&mut self, section: SectionIx, end: usize) {
        let span = &mut self.tree.sections[section.get()].span;
        span.end = span.end.max(end);
    }

    fn lines(&self, span: Span) -> LineRange {
        LineRange::new(self.line(span.start), self.line(span.end.saturating_sub(1).max(span.start)))
    }

    /// The line of the file that byte `at` lies on.
    pub(super) fn line(&self, at: usize) -> u32 {
        self.lines.of(self.index.line_of(at))
    }
}

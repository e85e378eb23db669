//! What is put into the base's text: chunks of pieces, each chunk at one place.

use super::style::Bullet;
use crate::model::{SectionIx, StatementIx};

/// A run of pieces that stand together.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) at: Place,
    /// Where it stands among the chunks of one place: those made later stand behind, those nested in another within it.
    pub(super) path: Vec<usize>,
    pub(super) pieces: Vec<Piece>,
    /// The section of the base among whose own text it stands.
    pub(super) within: Option<SectionIx>,
    /// The item of the base whose list it goes on.
    pub(super) beside: Option<StatementIx>,
}

/// A place in the base. Places of one line come in the order of their fields: nested items before further items, items
/// before blocks, blocks before sections, inner sections before outer ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// How many lines of the base stand before it.
    pub(super) line: usize,
    pub(super) rank: Rank,
    /// How far out: 0 for the innermost there is.
    pub(super) outness: usize,
}

/// What a chunk continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The list or table whose line stands before it; loose where its items have blank lines between them.
    List(Spacing),
    /// A section, as a block of its own.
    Block,
    /// The document, as a section.
    Section,
}

/// Whether the items of a list have blank lines between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spacing {
    Tight,
    Loose,
}

/// One statement or heading to be put in.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The statement; `None` for a heading.
    pub(super) saying: Option<usize>,
    pub(super) lines: Vec<String>,
    pub(super) shape: Shape,
    /// The section put in that it belongs to; `None` among the base's own.
    pub(super) of: Option<(usize, SectionIx)>,
}

/// What a piece looks like, which says what may stand right next to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// An item with its bullet.
    Item(Bullet),
    /// A row of a table.
    Row,
    /// A paragraph or code at this indent.
    Block(String),
    Heading,
    /// A line that leads into the list right under it.
    LeadIn,
    /// The opening tag of a section.
    Tag,
    /// The first words of a section that go on the line of its heading.
    OnHeading,
}

impl Shape {
    /// How deep it stands.
    pub(super) fn indent(&self) -> usize {
        match self {
            Shape::Item(bullet) => bullet.indent.chars().count(),
            Shape::Block(indent) => indent.chars().count(),
            Shape::Row | Shape::Heading | Shape::Tag | Shape::LeadIn | Shape::OnHeading => 0,
        }
    }

    /// Whether `next` may stand on the line right after this.
    pub(super) fn runs_into(&self, next: &Shape) -> bool {
        match (self, next) {
            (Shape::Item(a), Shape::Item(b)) => a.indent != b.indent || a.is_numbered() == b.is_numbered(),
            (Shape::Row, Shape::Row) | (Shape::Tag, _) | (Shape::OnHeading | Shape::LeadIn, Shape::Item(_)) => true,
            _ => false,
        }
    }
}

impl Chunk {
    /// The closing tag of the section that the chunk is.
    pub(super) fn closing(&self) -> Option<String> {
        let heading = self.pieces.iter().find(|piece| piece.shape == Shape::Tag)?;
        heading.lines.first().and_then(|line| line.strip_prefix('<')).map(|name| format!("</{name}"))
    }

    pub(super) fn new(at: Place, path: Vec<usize>, pieces: Vec<Piece>) -> Self {
        Self { at, path, pieces, within: None, beside: None }
    }

    /// The bullet of the list at this indent that the pieces before the one at `end` belong to.
    pub(super) fn bullet_at(&self, indent: &str, end: usize) -> Option<&Bullet> {
        let mut back = self.pieces[..end].iter().rev().filter(|piece| piece.shape.indent() <= indent.chars().count());
        match &back.next()?.shape {
            Shape::Item(bullet) if bullet.indent == indent => Some(bullet),
            _ => None,
        }
    }

    /// The bullet of the last step at this indent under the last heading.
    pub(super) fn last_step_at(&self, indent: &str) -> Option<&Bullet> {
        let own = self.pieces.iter().rev().take_while(|piece| piece.shape != Shape::Heading);
        let steps = own.filter_map(|piece| match &piece.shape {
            Shape::Item(bullet) if bullet.is_numbered() && bullet.indent == indent => Some(bullet),
            _ => None,
        });
        steps.into_iter().next()
    }

    /// The place among the pieces right behind the piece at `at` and all that is nested in it.
    pub(super) fn behind(&self, at: usize) -> usize {
        let depth = self.pieces[at].shape.indent();
        let nested = self.pieces[at + 1..].iter().take_while(|piece| {
            piece.shape.indent() > depth && matches!(piece.shape, Shape::Item(_) | Shape::Block(_))
        });
        at + 1 + nested.count()
    }
}

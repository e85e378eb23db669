//! What is known of an agent before it is held against others, aspect by aspect.

use std::ops::{Index, IndexMut};

use super::{facet::Facet, imprint::Imprint};
use crate::model::{Numbers, Record};

/// What of an agent a facet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    /// Word 5-shingles of the body, as a set.
    Text,
    /// Word 5-shingles of the supporting files that do not stand in the body, as a set.
    Supporting,
    /// Whole statements, as a set.
    Statements,
    /// Code and identifiers, as a set.
    Code,
    /// Words of the name.
    Name,
    /// Words of the description.
    Description,
    /// Words of the opening.
    Opening,
    /// Words of the section titles.
    Titles,
    /// Words of the body.
    Body,
    /// Words that the body repeats, as a set: what it keeps speaking of.
    Subject,
    /// All words of name, description, opening, titles and body: what the agent is for.
    Role,
    /// The sequence of its sections by mark and content, without their words.
    Layout,
}

const COUNT: usize = Aspect::Layout as usize + 1;

/// Something for each aspect.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Aspects<T>([T; COUNT]);

impl<T> Index<Aspect> for Aspects<T> {
    type Output = T;

    fn index(&self, aspect: Aspect) -> &T {
        &self.0[aspect as usize]
    }
}

impl<T> IndexMut<Aspect> for Aspects<T> {
    fn index_mut(&mut self, aspect: Aspect) -> &mut T {
        &mut self.0[aspect as usize]
    }
}

impl Default for Aspects<Facet> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Facet::default()))
    }
}

impl Record for Aspects<Facet> {
    fn write(&self, out: &mut Vec<u32>) {
        self.0.iter().for_each(|facet| facet.write(out));
    }

    fn read(from: &mut Numbers<'_>) -> Self {
        Self(std::array::from_fn(|_| Facet::read(from)))
    }
}

impl Aspects<Facet> {
    /// Every facet laid out for looking up.
    pub(super) fn imprints(&self) -> Aspects<Imprint<'_>> {
        Aspects(self.0.each_ref().map(Imprint::new))
    }
}

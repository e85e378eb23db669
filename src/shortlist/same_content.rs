//! Agents of one content: each copy with the first of them.

use crate::{
    model::{Note, Why},
    text::count::counted,
};

use super::{
    COPIES_BY_ONE,
    search::{Finder, Found, Search},
};

/// The way to find pairs.
pub(super) const FINDER: Finder = Finder { why: Why::SameContent, find };

fn find(search: &Search<'_>) -> Found {
    let pairs = search.copies.clone();
    let notes = match pairs.len() {
        0 => Vec::new(),
        n => vec![Note::new(
            &COPIES_BY_ONE,
            format!("compared through the first of their content: {}", counted(n, "copy")),
        )],
    };
    Found { pairs, notes }
}

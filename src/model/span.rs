//! Places in a text: byte ranges and line ranges.

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` of a [`Definition`](super::Definition)'s `text`, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never before `start`.
    pub end: usize,
}

impl Span {
    /// The range `start..end`; an end before the start gives the empty range at `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The text that stands there; empty where the range does not fit `text`.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether it holds nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Lines `first..=last` of a file, counted from 1. Serialized as `[first, last]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineRange {
    /// First line.
    pub first: u32,
    /// Last line, never before `first`.
    pub last: u32,
}

impl LineRange {
    /// Lines `first..=last`; a last before the first gives the one line `first`.
    #[must_use]
    pub const fn new(first: u32, last: u32) -> Self {
        Self { first, last: if last < first { first } else { last } }
    }
}

impl Serialize for LineRange {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        [self.first, self.last].serialize(s)
    }
}

/// On which line of its file each line of a text stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Lines {
    /// The text is a run of the file's own lines from this one on, counted from 1.
    From(u32),
    /// Of each line of the text the line of the file: a value that one line of JSON holds, or several values joined.
    Each(Vec<u32>),
}

impl Lines {
    /// The line of the file, from 1, on which line `row` of the text, from 0, stands.
    #[must_use]
    pub fn of(&self, row: usize) -> u32 {
        match self {
            Self::From(first) => first.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)),
            Self::Each(lines) => lines.get(row).or(lines.last()).copied().unwrap_or(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_run_on_or_stand_each_for_itself() {
        assert_eq!([Lines::From(3).of(0), Lines::From(3).of(4)], [3, 7]);
        assert_eq!([0, 1, 9].map(|row| Lines::Each(vec![2, 2]).of(row)), [2, 2, 2]);
        assert_eq!(Lines::Each(Vec::new()).of(0), 1);
    }
}

//! Where front matter stands, and what it or a file of data says: from text to fields, strictly where that goes and
//! leniently where not.

pub(super) mod data;
pub(super) mod doubled;
pub(super) mod elsewhere;
pub(super) mod fields;
pub(super) mod front_matter;
pub(super) mod json;
pub(super) mod lenient;
mod merge_key;
mod reader;
mod toml;
pub(super) mod yaml;

use crate::model::{Note, RawField, Span};

/// A text cut into front matter and body.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cut {
    /// The front matter with its fences.
    pub(super) front: Option<Span>,
    /// What to read as YAML, in order.
    pub(super) pieces: Vec<Span>,
    /// The rest.
    pub(super) body: Span,
    /// What was odd; nothing where every harness cuts the same.
    pub(super) notes: Vec<Note>,
}

/// What the front matter says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Reading {
    /// In the order of the file; a key that stands there twice is there twice.
    pub(super) fields: Vec<RawField>,
    /// What was odd; nothing where it is strict YAML without doubled keys.
    pub(super) notes: Vec<Note>,
}

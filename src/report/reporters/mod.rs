//! ROSTER of report formats: one file (or folder) a format.

mod html;
mod json;
mod markdown;
mod table;

use crate::report::Reporter;

/// Every reporter, the default first.
pub(super) const ALL: &[&dyn Reporter] = &[&table::Table, &json::Json, &markdown::Markdown, &html::Html];

pub(super) use json::{write_rows, write_stage};

//! For programs: the documents of contract.md, the same bytes for the same input.
//!
//! A signal with nothing to go by is `null`, which is not 0. Similarities are rounded to four places.

mod compare;
mod find;
mod formats;
mod layout;
mod long;
mod merge;
mod plan;
mod report;
mod show;

use std::io::{self, Write};

use serde::Serialize;

use crate::report::{Document, Page, Reporter, diff_view, many_view, rosters_view};

/// One document, a row of its lists a line.
#[derive(Debug)]
pub(super) struct Json;

impl Reporter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn summary(&self) -> &'static str {
        "for programs; the schema is stable"
    }

    fn lists_pairs(&self) -> bool {
        true
    }

    fn write(&self, document: Document<'_>, _: Page, out: &mut dyn Write) -> io::Result<()> {
        match document {
            Document::Report { analysis, pairs, .. } => report::write(analysis, pairs, out),
            Document::Show { corpus, findings } => show::write(corpus, findings, out),
            Document::Find { corpus, kin } => find::write(corpus, kin, out),
            Document::Compare(couple) => compare::write(couple, out),
            Document::Pairs(couples) => couples.iter().try_for_each(|couple| compare::write_line(*couple, out)),
            Document::Diff { couple, diff, .. } => self::document(&diff_view::json(couple, diff), 4, out),
            Document::Matrix { corpus, matrix } => self::document(&many_view::json(corpus, matrix), 4, out),
            Document::Core { corpus, core } => self::document(&many_view::core_json(corpus, core), 4, out),
            Document::Rosters(rosters) => self::document(&rosters_view::json(rosters), 2, out),
            Document::Merge { corpus, proposal, decisions } => merge::write(corpus, proposal, decisions, out),
            Document::Plan(plan) => plan::write(plan, out),
            Document::Receipts(receipts) => plan::receipts(receipts, out),
            Document::Formats(formats) => formats::write(formats, out),
            Document::Cache(state) => formats::write_cache(state, out),
            Document::Explain(codes) => formats::write_codes(codes, out),
        }
    }
}

/// Writes a document whose lists are broken into lines down to `depth` levels.
pub(super) fn document(view: &impl Serialize, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut json = serde_json::Serializer::with_formatter(&mut *out, layout::Layout::new(depth));
    view.serialize(&mut json).map_err(io::Error::from)?;
    writeln!(out)
}

/// Any serializable document, a row of its lists a line.
pub(in crate::report) fn write_rows(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    document(value, 2, out)
}

/// Any serializable value, broken into lines all the way down.
pub(in crate::report) fn write_stage(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    document(value, usize::MAX, out)
}

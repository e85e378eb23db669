//! For a person at a terminal.

mod compare;
mod explain;
mod find;
mod formats;
mod grid;
mod merge;
mod news;
mod plan;
mod report;
mod sheet;
mod show;

use std::io::{self, Write};

use crate::report::{Document, Page, Reporter, diff_view, ink::Tone, many_view, rosters_view};

/// Columns, rules and colour, as wide as the page.
#[derive(Debug)]
pub(super) struct Table;

impl Reporter for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn summary(&self) -> &'static str {
        "for a person at a terminal"
    }

    fn write(&self, document: Document<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
        let mut sheet = sheet::Sheet::new(page, out);
        match document {
            Document::Report { analysis, paths, .. } => report::write(&mut sheet, analysis, paths),
            Document::Show { corpus, findings } => show::write(&mut sheet, corpus, findings),
            Document::Find { corpus, kin } => find::write(&mut sheet, corpus, kin),
            Document::Compare(couple) => compare::write(&mut sheet, couple),
            Document::Pairs(couples) => compare::write_list(&mut sheet, couples),
            Document::Diff { couple, diff, view } => diff_view::terminal(couple, diff, view, page, sheet.out()),
            Document::Matrix { corpus, matrix } => many_view::terminal(corpus, matrix, page, sheet.out()),
            Document::Core { corpus, core } => many_view::core_terminal(corpus, core, page, sheet.out()),
            Document::Rosters(rosters) => rosters_view::terminal(rosters, page, sheet.out()),
            Document::Merge { corpus, proposal, decisions } => merge::write(&mut sheet, corpus, proposal, decisions),
            Document::Plan(plan) => plan::write(&mut sheet, plan),
            Document::Receipts(receipts) => plan::receipts(&mut sheet, receipts),
            Document::Formats(formats) => formats::write(&mut sheet, formats),
            Document::Cache(state) => sheet.prose(0, Tone::Plain, &state.sentence()),
            Document::Explain(codes) => explain::write(&mut sheet, codes),
        }
    }
}

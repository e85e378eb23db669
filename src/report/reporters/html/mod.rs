//! One HTML file for people: opens without a server, asks nothing of anybody, and runs no script but its own.
//!
//! What the page shows is data, written beside the script as JSON; the script makes elements of it and gives them their text as
//! text. Nothing from a file is ever read as markup, by this stage or by the browser.

mod canonical;
mod detail;
mod index;
mod kin_tree;
mod map;
mod packed;
mod rows;
mod sheet;
mod single;
mod spiral;
mod texts;

use std::io::{self, Write};

use crate::report::{Charset, Document, Ink, Page, Reporter, Sink, reporters};

/// A self-contained page.
#[derive(Debug)]
pub(super) struct Html;

/// Columns of a document that has no page of its own and is shown as its table.
const COLUMNS: usize = 110;

impl Reporter for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn summary(&self) -> &'static str {
        "a page for a browser: one file, which requests nothing"
    }

    fn wants_dossiers(&self) -> bool {
        true
    }

    fn write(&self, document: Document<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
        match document {
            Document::Report { analysis, paths, .. } => {
                let (index, details) = index::report(analysis, paths);
                sheet::write("Report", &index, details, out)
            }
            Document::Diff { couple, diff, .. } => {
                let (index, details) = single::diff(couple, diff);
                sheet::write("Diff", &index, details, out)
            }
            Document::Matrix { corpus, matrix } => {
                let (index, details) = single::matrix(corpus, matrix);
                sheet::write("Side by side", &index, details, out)
            }
            Document::Merge { corpus, proposal } => {
                let (index, details) = single::merge(corpus, proposal);
                sheet::write("Merge", &index, details, out)
            }
            other => sheet::write_plain(&as_table(other, page)?, out),
        }
    }
}

/// The document as the default reporter prints it.
fn as_table(document: Document<'_>, page: Page) -> io::Result<String> {
    let page = Page { width: COLUMNS, charset: Charset::Unicode, ink: Ink::Plain, sink: Sink::File, ..page };
    let mut printed = Vec::new();
    reporters()[0].write(document, page, &mut printed)?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

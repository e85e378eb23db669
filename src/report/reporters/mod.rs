//! ROSTER of report formats: one file (or folder) a format.

mod dot;
mod github;
mod graphml;
mod html;
mod json;
mod markdown;
mod mermaid;
mod sarif;
mod separated;
mod table;

use std::io::{self, Write};

use crate::{
    model::{Analysis, PairsShown},
    report::{Document, Page, Reporter},
};

/// Every reporter, the default first.
pub(super) const ALL: &[&dyn Reporter] = &[
    &table::Table,
    &json::Json,
    &markdown::Markdown,
    &html::Html,
    &sarif::SARIF,
    &github::GITHUB,
    &dot::DOT,
    &mermaid::MERMAID,
    &graphml::GRAPHML,
    &separated::CSV,
    &separated::TSV,
];

pub(super) use json::{write_rows, write_stage};
pub(super) use sarif::RESULTS_CUT;

/// A format that holds a report and nothing else; the command line refuses it for other documents before any work is done.
#[derive(Debug)]
struct OfReport {
    name: &'static str,
    summary: &'static str,
    /// Writes a report with the pairs that were asked for.
    write: fn(&Analysis, PairsShown, &mut dyn Write) -> io::Result<()>,
}

impl Reporter for OfReport {
    fn name(&self) -> &'static str {
        self.name
    }

    fn summary(&self) -> &'static str {
        self.summary
    }

    fn commands(&self) -> Option<&'static [&'static str]> {
        Some(&["report"])
    }

    fn write(&self, document: Document<'_>, _: Page, out: &mut dyn Write) -> io::Result<()> {
        match document {
            Document::Report { analysis, pairs, .. } => (self.write)(analysis, pairs, out),
            _ => Err(io::Error::new(
                io::ErrorKind::Unsupported,
                format!("{} holds a report and nothing else", self.name),
            )),
        }
    }
}

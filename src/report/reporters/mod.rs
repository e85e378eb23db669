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

use std::io;

use crate::report::Reporter;

/// Every reporter, the default first.
pub(super) const ALL: &[&dyn Reporter] = &[
    &table::Table,
    &json::Json,
    &markdown::Markdown,
    &html::Html,
    &sarif::Sarif,
    &github::Github,
    &dot::Dot,
    &mermaid::Mermaid,
    &graphml::GraphMl,
    &separated::Csv,
    &separated::Tsv,
];

pub(super) use json::{write_rows, write_stage};
pub(super) use sarif::RESULTS_CUT;

/// What a reporter says of a document that is no report; the command line refuses it before.
fn only_a_report(reporter: &dyn Reporter) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, format!("{} holds a report and nothing else", reporter.name())))
}

//! For an issue, a pull request, a wiki: tables ready to paste.

mod bounded;
mod compare;
mod formats;
mod lists;
mod merge;
mod plan;
mod report;
mod show;

use std::{
    fmt::Display,
    io::{self, Write},
};

use crate::{
    report::{Document, Page, Reporter, diff_view, many_view, rosters_view},
    text::own::MARKDOWN,
};

/// GitHub-flavoured Markdown; the page's width and ink do not matter.
#[derive(Debug)]
pub(super) struct Markdown;

impl Reporter for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn summary(&self) -> &'static str {
        "for an issue or a pull request: tables ready to paste"
    }

    fn write(&self, document: Document<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(MARKDOWN.as_bytes())?;
        match document {
            Document::Report { analysis, paths, .. } => report::write(analysis, paths, page, out),
            Document::Show { corpus, findings } => show::write(corpus, findings, out),
            Document::Find { corpus, kin } => lists::find(corpus, kin, out),
            Document::Compare(couple) => compare::write(couple, out),
            Document::Pairs(couples) => compare::write_list(couples, out),
            Document::Diff { couple, diff, view } => diff_view::markdown(couple, diff, view, out),
            Document::Matrix { corpus, matrix } => many_view::markdown(corpus, matrix, page, out),
            Document::Core { corpus, core } => many_view::core_markdown(corpus, core, out),
            Document::Rosters(rosters) => rosters_view::markdown(rosters, out),
            Document::Merge { corpus, proposal, decisions } => merge::write(corpus, proposal, decisions, out),
            Document::Plan(plan) => plan::write(plan, out),
            Document::Receipts(receipts) => plan::receipts(receipts, out),
            Document::Formats(formats) => formats::write(formats, out),
            Document::Cache(state) => lists::cache(state, out),
            Document::Explain(codes) => lists::codes(codes, out),
        }
    }
}

/// A table row. The cells must be escaped.
fn row(out: &mut dyn Write, cells: &[&dyn Display]) -> io::Result<()> {
    write!(out, "|")?;
    cells.iter().try_for_each(|cell| write!(out, " {cell} |"))?;
    writeln!(out)
}

/// A table's titles with the line below them; a title that ends in `:` stands over figures, at the right.
fn head(out: &mut dyn Write, titles: &[&str]) -> io::Result<()> {
    let plain: Vec<&str> = titles.iter().map(|title| title.trim_end_matches(':')).collect();
    let cells: Vec<&dyn Display> = plain.iter().map(|title| title as &dyn Display).collect();
    row(out, &cells)?;
    let rules = titles.iter().map(|title| if title.ends_with(':') { "---:" } else { "---" });
    writeln!(out, "|{}|", rules.collect::<Vec<_>>().join("|"))
}

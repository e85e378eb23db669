//! Many agents side by side, and what near copies share, laid out: for a person, as JSON, as Markdown.

mod columns;
mod core_json;
mod core_markdown;
mod core_table;
mod markdown;
mod matrix_json;
mod table;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    model::{Core, Corpus, Matrix},
    report::Page,
};

/// Writes the matrix for a terminal.
pub(in crate::report) fn terminal(corpus: &Corpus, matrix: &Matrix, page: Page, out: &mut dyn Write) -> io::Result<()> {
    table::write(corpus, matrix, page, out)
}

/// Writes the matrix as Markdown.
pub(in crate::report) fn markdown(corpus: &Corpus, matrix: &Matrix, page: Page, out: &mut dyn Write) -> io::Result<()> {
    markdown::write(corpus, matrix, page, out)
}

/// The document `agentkin.diff-many/1`.
pub(in crate::report) fn json<'d>(corpus: &'d Corpus, matrix: &'d Matrix) -> impl Serialize + 'd {
    matrix_json::MatrixJson::new(corpus, matrix)
}

/// Writes the core for a terminal.
pub(in crate::report) fn core_terminal(
    corpus: &Corpus,
    core: &Core,
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    core_table::write(corpus, core, page, out)
}

/// Writes the core as Markdown.
pub(in crate::report) fn core_markdown(corpus: &Corpus, core: &Core, out: &mut dyn Write) -> io::Result<()> {
    core_markdown::write(corpus, core, out)
}

/// The document `agentkin.diff-core/1`.
pub(in crate::report) fn core_json<'d>(corpus: &'d Corpus, core: &'d Core) -> impl Serialize + 'd {
    core_json::CoreJson::new(corpus, core)
}

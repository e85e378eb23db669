//! A diff laid out: for a person in four views, as JSON, as Markdown.

mod aligned;
mod emphasis;
mod grants;
mod json;
mod markdown;
mod meaning;
mod pane;
#[cfg(test)]
mod sample;
mod side_by_side;
mod stat;
mod summary;
#[cfg(test)]
mod tests;
mod told;
mod unified;

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    model::AgentDiff,
    report::{Couple, DiffView, Page},
};

use told::Told;

/// Writes the diff for a terminal.
pub(in crate::report) fn terminal(
    couple: Couple<'_>,
    diff: &AgentDiff,
    view: DiffView,
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let told = Told::new(couple, diff);
    match view {
        DiffView::Aligned => aligned::write(&told, page, out),
        DiffView::SideBySide => side_by_side::write(&told, page, out),
        DiffView::Unified => unified::write(&told, page, out),
        DiffView::Stat => stat::write(&told, page, out),
        DiffView::Summary => summary::write(&told, page, out),
    }
}

/// Writes the diff as Markdown; a patch is fenced, every other view is a table of fields and lists by section.
pub(in crate::report) fn markdown(
    couple: Couple<'_>,
    diff: &AgentDiff,
    view: DiffView,
    out: &mut dyn Write,
) -> io::Result<()> {
    let told = Told::new(couple, diff);
    match view {
        DiffView::Unified => markdown::patch(&told, out),
        DiffView::Summary => summary::markdown(&told, out),
        _ => markdown::write(&told, out),
    }
}

/// The document `agentkin.diff/1`.
pub(in crate::report) fn json<'d>(couple: Couple<'d>, diff: &'d AgentDiff) -> impl Serialize + 'd {
    json::DiffJson::new(couple, diff)
}

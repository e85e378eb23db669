//! The build of a body without its words: what a translation keeps.

use super::outline::Tree;
use crate::{
    model::{Marker, Section, StatementKind, upper},
    text::words::hash,
};

/// The kinds of statements that are counted.
const KINDS: [StatementKind; 5] =
    [StatementKind::Paragraph, StatementKind::Bullet, StatementKind::Step, StatementKind::Row, StatementKind::Code];

/// Each section's mark, depth and counts of statements, alone and with its neighbour, as hashes, sorted; what stands there
/// twice counts twice.
pub(super) fn layout(tree: &Tree) -> Vec<u32> {
    let builds: Vec<String> = tree.sections.iter().map(|section| build(tree, section)).collect();
    let neighbours = builds.windows(2).map(|two| format!("{} | {}", two[0], two[1]));
    let mut all: Vec<String> = builds.iter().cloned().chain(neighbours).collect();
    all.sort_unstable();
    let mut nth = 0;
    let numbered = (0..all.len()).map(|at| {
        nth = if at > 0 && all[at] == all[at - 1] { nth + 1 } else { 0 };
        upper(hash(&format!("{} #{nth}", all[at])))
    });
    let mut out: Vec<u32> = numbered.collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn build(tree: &Tree, section: &Section) -> String {
    let counts =
        KINDS.map(|kind| section.statements.iter().filter(|ix| tree.statements[ix.get()].kind == kind).count());
    format!("{} {} {counts:?}", mark(section.marker), section.depth)
}

/// Marks that stand for each other, as the word they have in common.
fn mark(marker: Marker) -> &'static str {
    match marker {
        Marker::Preamble => "preamble",
        Marker::Atx(_) | Marker::Setext(_) => "heading",
        Marker::BoldLine | Marker::BoldItem => "bold",
        Marker::LeadIn => "lead-in",
        Marker::Tag => "tag",
    }
}

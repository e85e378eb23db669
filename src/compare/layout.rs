//! The build of a body without its words: what a translation keeps.

use super::facet::Facet;
use crate::{
    model::{Definition, Marker, Section, StatementIx, StatementKind},
    text::words::hash,
};

/// The body's sections by mark, depth and what stands in them, and each two neighbours, as a multiset in a set's clothes:
/// the second section of one build has another hash than the first.
pub(super) fn layout(definition: &Definition) -> Facet {
    let builds: Vec<String> = definition.sections.iter().map(|section| build(definition, section)).collect();
    let neighbours = builds.windows(2).map(|two| format!("{} | {}", two[0], two[1]));
    let mut all: Vec<String> = builds.iter().cloned().chain(neighbours).collect();
    all.sort_unstable();
    let mut nth = 0;
    Facet::set((0..all.len()).map(|at| {
        nth = if at > 0 && all[at] == all[at - 1] { nth + 1 } else { 0 };
        (hash(&format!("{} #{nth}", all[at])), 1.0)
    }))
}

fn build(definition: &Definition, section: &Section) -> String {
    let kinds =
        [StatementKind::Paragraph, StatementKind::Bullet, StatementKind::Step, StatementKind::Row, StatementKind::Code];
    let counts = kinds.map(|kind| section.statements.iter().filter(|ix| kind_of(definition, **ix) == kind).count());
    format!("{} {} {counts:?}", mark(section.marker), section.depth)
}

fn kind_of(definition: &Definition, ix: StatementIx) -> StatementKind {
    definition.statement(ix).kind
}

fn mark(marker: Marker) -> &'static str {
    match marker {
        Marker::Preamble => "preamble",
        Marker::Atx(_) | Marker::Setext(_) => "heading",
        Marker::BoldLine | Marker::BoldItem => "bold",
        Marker::LeadIn => "lead-in",
        Marker::Tag => "tag",
    }
}

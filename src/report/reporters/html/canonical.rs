//! What one agent of a family would be, statement by statement with who says it.

use serde::Serialize;

use super::{
    rows::value_of,
    texts::{Texts, shown},
};
use crate::{
    model::{AgentIx, Conflict, MergedStatement, Omission, Proposal, Side, SourceLine},
    report::names,
};

/// The proposal. Agents are places in the list of the page.
#[derive(Debug, Serialize)]
pub(super) struct Canonical {
    base: usize,
    because: String,
    format: &'static str,
    file: Option<String>,
    members: Vec<usize>,
    /// The text from its beginning to its end.
    pieces: Vec<Piece>,
    conflicts: Vec<ConflictView>,
    omitted: Vec<OmissionView>,
    notes: Vec<(&'static str, &'static str, String)>,
}

/// A run of the text: a statement, or what lies between two.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Piece {
    Between(String),
    Said(Said),
}

#[derive(Debug, Serialize)]
struct Said {
    text: usize,
    line: u32,
    support: u32,
    rule: &'static str,
    sources: Vec<(usize, u32)>,
}

#[derive(Debug, Serialize)]
struct ConflictView {
    kind: &'static str,
    what: String,
    sides: Vec<(usize, String, Option<u32>)>,
    chosen: Option<String>,
}

#[derive(Debug, Serialize)]
struct OmissionView {
    text: usize,
    source: (usize, u32),
    by: Option<u32>,
    reason: &'static str,
}

impl Canonical {
    pub(super) fn new(proposal: &Proposal, place: impl Fn(AgentIx) -> usize, texts: &mut Texts) -> Self {
        let source = |line: &SourceLine| (place(line.agent), line.line);
        let side = |side: &Side| (place(side.agent), value_of(&side.value), side.line);
        let conflict = |conflict: &Conflict| ConflictView {
            kind: names::conflict(conflict.kind),
            what: shown(&conflict.what),
            sides: conflict.sides.iter().map(side).collect(),
            chosen: conflict.chosen.as_ref().map(value_of),
        };
        let mut omission = |omission: &Omission| OmissionView {
            text: texts.place(&omission.text),
            source: source(&omission.source),
            by: omission.by,
            reason: names::fate(omission.reason),
        };
        let omitted = proposal.omitted.iter().map(&mut omission).collect();
        Self {
            base: place(proposal.base),
            because: shown(&proposal.base_because),
            format: proposal.format.0,
            file: proposal.file.as_deref().map(shown),
            members: proposal.members.iter().map(|member| place(*member)).collect(),
            pieces: pieces(proposal, source, texts),
            conflicts: proposal.conflicts.iter().map(conflict).collect(),
            omitted,
            notes: proposal
                .notes
                .iter()
                .map(|note| (note.code.id, names::severity(note.code.severity), shown(&note.message)))
                .collect(),
        }
    }
}

/// The text in pieces. A statement that does not stand on its line as worded (broken into lines otherwise, indented) is
/// that line.
fn pieces(proposal: &Proposal, source: impl Fn(&SourceLine) -> (usize, u32), texts: &mut Texts) -> Vec<Piece> {
    let text = &proposal.text;
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let (mut out, mut from) = (Vec::new(), 0);
    for statement in &proposal.statements {
        let Some(found) = range(text, &starts, statement).filter(|found| found.start >= from) else { continue };
        if found.start > from {
            out.push(Piece::Between(shown(&text[from..found.start])));
        }
        out.push(Piece::Said(Said {
            text: texts.place(&text[found.clone()]),
            line: statement.line,
            support: statement.support,
            rule: statement.rule,
            sources: statement.sources.iter().map(&source).collect(),
        }));
        from = found.end;
    }
    if from < text.len() {
        out.push(Piece::Between(shown(&text[from..])));
    }
    out
}

/// Where a statement stands in the text.
fn range(text: &str, starts: &[usize], statement: &MergedStatement) -> Option<std::ops::Range<usize>> {
    let start = *starts.get((statement.line as usize).checked_sub(1)?)?;
    let end = starts.get(statement.line as usize).map_or(text.len(), |next| next - 1);
    let first = statement.text.lines().next().unwrap_or_default();
    let at = text[start..end].find(first).map(|at| start + at);
    let whole = at.filter(|at| text[*at..].starts_with(&statement.text));
    Some(whole.map_or(start..end, |at| at..at + statement.text.len()))
}

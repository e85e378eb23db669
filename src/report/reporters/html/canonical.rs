//! What one agent of a family would be, statement by statement with who says it.

use serde::Serialize;

use super::{
    rows::{number, value_of},
    texts::{Texts, clipped, shown},
};
use crate::{
    model::{AgentIx, Choice, Conflict, ConflictKind, Corpus, MergedStatement, Note, Omission, Proposal, Side},
    report::{names, stance},
};

/// The proposal. Members are places in `members`, those places in the list of the page; texts are wordings.
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
    /// Wording, member, line, the line of the canonical that stands for it, and why.
    omitted: Vec<(usize, usize, u32, Option<u32>, &'static str)>,
    notes: Vec<(&'static str, &'static str, String)>,
}

/// A run of the text: what lies between two statements, or one: its wording and its line by their distance from the last one's,
/// how many members say it, the rule that chose it, and of each source the member and its line, by their distances.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Piece {
    Between(String),
    Said(i64, u32, u32, &'static str, Vec<i64>),
}

/// A member and the line of its file.
type Holder = (usize, Option<u32>);

#[derive(Debug, Serialize)]
struct ConflictView {
    kind: &'static str,
    what: String,
    /// Each value once, with the members that hold it and their lines.
    sides: Vec<(usize, Vec<Holder>)>,
    chosen: Option<usize>,
    /// Whether the canonical leaves the field out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    leaves_out: bool,
    /// Whether somebody decided it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    decided: bool,
}

/// The members of a proposal, the wordings, and what was told last, from which distances are taken.
struct Teller<'p, 't> {
    corpus: &'p Corpus,
    proposal: &'p Proposal,
    texts: &'t mut Texts,
    text: i64,
    line: u32,
    lines: Vec<i64>,
}

impl Canonical {
    pub(super) fn new(
        corpus: &Corpus,
        (proposal, decisions): (&Proposal, &[Choice]),
        place: impl Fn(AgentIx) -> usize,
        texts: &mut Texts,
    ) -> Self {
        let lines = vec![0; proposal.members.len()];
        let mut teller = Teller { corpus, proposal, texts, text: 0, line: 0, lines };
        let note = |note: &Note| (note.code.id, names::severity(note.code.severity), shown(&note.message));
        Self {
            base: place(proposal.base),
            because: shown(&proposal.base_because),
            format: proposal.format.0,
            file: proposal.file.as_deref().map(shown),
            members: proposal.members.iter().map(|member| place(*member)).collect(),
            pieces: teller.pieces(),
            conflicts: proposal.conflicts.iter().map(|conflict| teller.conflict(conflict, decisions)).collect(),
            omitted: proposal.omitted.iter().map(|omission| teller.omission(omission)).collect(),
            notes: proposal.notes.iter().map(note).collect(),
        }
    }
}

impl Teller<'_, '_> {
    fn member(&self, agent: AgentIx) -> usize {
        self.proposal.members.binary_search(&agent).unwrap_or_default()
    }

    fn conflict(&mut self, conflict: &Conflict, decisions: &[Choice]) -> ConflictView {
        let mut sides: Vec<(usize, Vec<Holder>)> = Vec::new();
        for side in &conflict.sides {
            let text = self.texts.place(&self.side(conflict, side));
            let holder = (self.member(side.agent), side.line);
            match sides.iter_mut().find(|(known, _)| *known == text) {
                Some((_, holders)) => holders.push(holder),
                None => sides.push((text, vec![holder])),
            }
        }
        self.texts.beside(&sides.iter().map(|(text, _)| *text).collect::<Vec<_>>());
        ConflictView {
            kind: names::conflict(conflict.kind),
            what: clipped(&conflict.what, TITLE),
            sides,
            chosen: conflict.chosen.as_ref().map(|chosen| self.texts.place(&value_of(chosen))),
            leaves_out: conflict.chosen.is_none() && conflict.kind != ConflictKind::Instruction,
            decided: decisions.iter().any(|decision| decision.settles(conflict)),
        }
    }

    /// What a member holds, or what it means that it leaves the field out.
    fn side(&self, conflict: &Conflict, side: &Side) -> String {
        shown(&stance(self.corpus.definition(side.agent), &conflict.what, &side.value))
    }

    fn omission(&mut self, omission: &Omission) -> (usize, usize, u32, Option<u32>, &'static str) {
        let text = self.texts.place(&omission.text);
        (text, self.member(omission.source.agent), omission.source.line, omission.by, names::fate(omission.reason))
    }

    fn statement(&mut self, text: &str, statement: &MergedStatement) -> Piece {
        let text = number(self.texts.place(text));
        let from = std::mem::replace(&mut self.text, text + 1);
        let down = statement.line - std::mem::replace(&mut self.line, statement.line).min(statement.line);
        let mut sources = Vec::with_capacity(2 * statement.sources.len());
        let mut last = -1;
        for source in &statement.sources {
            let (member, line) = (self.member(source.agent), i64::from(source.line));
            let before = std::mem::replace(&mut self.lines[member], line);
            sources.extend([number(member) - last - 1, line - before]);
            last = number(member);
        }
        Piece::Said(text - from, down, statement.support, statement.rule, sources)
    }

    /// The text in pieces. A statement that does not stand on its line as worded (broken into lines otherwise, indented) is
    /// that line.
    fn pieces(&mut self) -> Vec<Piece> {
        let proposal = self.proposal;
        let text = &proposal.text;
        let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let (mut out, mut from) = (Vec::new(), 0);
        for statement in &proposal.statements {
            let Some(found) = range(text, &starts, statement).filter(|found| found.start >= from) else { continue };
            if found.start > from {
                out.push(Piece::Between(shown(&text[from..found.start])));
            }
            from = found.end;
            out.push(self.statement(&text[found], statement));
        }
        if from < text.len() {
            out.push(Piece::Between(shown(&text[from..])));
        }
        out
    }
}

/// What a conflict is about is told in a line.
const TITLE: usize = 200;

/// Where a statement stands in the text.
fn range(text: &str, starts: &[usize], statement: &MergedStatement) -> Option<std::ops::Range<usize>> {
    let start = *starts.get((statement.line as usize).checked_sub(1)?)?;
    let end = starts.get(statement.line as usize).map_or(text.len(), |next| next - 1);
    let first = statement.text.lines().next().unwrap_or_default();
    let at = text[start..end].find(first).map(|at| start + at);
    let whole = at.filter(|at| text[*at..].starts_with(&statement.text));
    Some(whole.map_or(start..end, |at| at..at + statement.text.len()))
}

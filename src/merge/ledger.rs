//! What became of every line of every member: the proposal, read from the side of those who gave it.

use rustc_hash::FxHashMap;

use super::{
    data_lines,
    fields::{means_the_same, written},
    sets,
};
use crate::{
    model::{AgentIx, Corpus, Definition, Fate, Ledger, LedgerLine, LineFate, Proposal, Span, StatementIx},
    text::{lines::LineIndex, words::hash},
};

/// The ledger of a proposal.
pub(super) fn of(proposal: &Proposal, corpus: &Corpus) -> Ledger {
    let book = Book::new(proposal, corpus);
    let lines = |member: &AgentIx| {
        let own = book.lines(*member);
        match data_lines::of_file(corpus.agent(*member)) {
            Some(file) => data_lines::rows(&book, *member, own, &file),
            None => own,
        }
    };
    Ledger { lines: proposal.members.iter().flat_map(lines).collect() }
}

/// A fate with the line of the canonical that answers for it.
pub(super) type Entry = (LineFate, Option<u32>);

/// What became of everything, by where it stands.
pub(super) struct Book<'b> {
    proposal: &'b Proposal,
    corpus: &'b Corpus,
    /// Where the canonical has a line, by its letters.
    said: FxHashMap<u64, u32>,
    /// The canonical's lines, their letters alone.
    letters: Vec<String>,
    /// How many lines a statement of the canonical has, by the line that it begins on.
    heights: FxHashMap<u32, usize>,
    statements: FxHashMap<(AgentIx, StatementIx), Entry>,
}

impl<'b> Book<'b> {
    fn new(proposal: &'b Proposal, corpus: &'b Corpus) -> Self {
        let mut said = FxHashMap::default();
        for (at, line) in proposal.text.lines().enumerate() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            if let Some(letters) = letters(line) {
                said.entry(letters).or_insert(number);
            }
        }
        let letters = proposal.text.lines().map(letters_of).collect();
        let heights = proposal.statements.iter().map(|kept| (kept.line, kept.text.lines().count())).collect();
        let mut statements = FxHashMap::default();
        for kept in &proposal.statements {
            for (nth, source) in kept.sources.iter().enumerate() {
                let own = corpus.definition(source.agent).statement(source.statement).key;
                let first = kept.sources[0];
                let same = nth == 0 || own == corpus.definition(first.agent).statement(first.statement).key;
                let fate = if same { LineFate::Kept } else { LineFate::SameAs };
                statements.insert((source.agent, source.statement), (fate, Some(kept.line)));
            }
        }
        for omission in &proposal.omitted {
            let source = omission.source;
            statements.entry((source.agent, source.statement)).or_insert((fate(omission.reason), omission.by));
        }
        Self { proposal, corpus, said, letters, heights, statements }
    }

    pub(super) fn definition(&self, agent: AgentIx) -> &'b Definition {
        self.corpus.definition(agent)
    }

    /// The lines of one member's text.
    fn lines(&self, agent: AgentIx) -> Vec<LedgerLine> {
        let definition = self.corpus.definition(agent);
        let index = LineIndex::new(&definition.text);
        let texts: Vec<&str> = definition.text.split_terminator('\n').collect();
        let mut entries: Vec<Option<Entry>> = vec![None; texts.len()];
        let fill = |span: Span, entry: &dyn Fn(usize, &str) -> Entry, entries: &mut Vec<Option<Entry>>| {
            let last = index.line_of(if span.is_empty() { span.start } else { span.end - 1 });
            for at in index.line_of(span.start)..=last.min(texts.len().saturating_sub(1)) {
                if entries[at].is_none() && !texts[at].trim().is_empty() {
                    entries[at] = Some(entry(at, texts[at]));
                }
            }
        };
        for (at, statement) in definition.statements.iter().enumerate() {
            let (fate, by) = self.of_statement(agent, definition, StatementIx::new(at));
            let first = index.line_of(statement.span.start);
            let entry = |row: usize, text: &str| {
                let kept = |by: u32| self.line_in(by, row.saturating_sub(first), text);
                (fate, by.map(|by| if fate == LineFate::Kept { kept(by) } else { by }))
            };
            fill(statement.block, &entry, &mut entries);
        }
        for section in &definition.sections {
            let under = section.statements.first().and_then(|ix| self.of_statement(agent, definition, *ix).1);
            let entry = |_: usize, text: &str| match self.line_with(text) {
                Some(line) => (LineFate::Kept, Some(line)),
                None => (LineFate::Retitled, under),
            };
            if !section.heading.is_empty() {
                fill(section.heading, &entry, &mut entries);
            }
        }
        for field in &definition.fields {
            let entry = |_: usize, text: &str| self.of_field(agent, &field.name, text);
            if let Some(span) = field.span {
                fill(span, &entry, &mut entries);
            }
        }
        let rows = texts.iter().zip(entries).enumerate();
        let line = |(row, (text, entry)): (usize, (&&str, Option<Entry>))| {
            let (fate, by) = entry.unwrap_or_else(|| self.of_rest(text));
            LedgerLine { agent, line: definition.lines.of(row), text: (*text).to_owned(), fate, by }
        };
        rows.map(line).collect()
    }

    /// What the trace says of a statement. One that it leaves out became a title, or is the title's in another member.
    fn of_statement(&self, agent: AgentIx, definition: &Definition, ix: StatementIx) -> Entry {
        self.statements.get(&(agent, ix)).copied().unwrap_or_else(|| {
            let stands = self.line_with(definition.wording(ix).lines().next().unwrap_or(""));
            (if stands.is_some() { LineFate::Kept } else { LineFate::Retitled }, stands)
        })
    }

    /// The line of the statement on line `by` that has the words of its line `nth` in a member: that one, where it is broken into
    /// the same lines, else another of the same words, else where they begin.
    fn line_in(&self, by: u32, nth: usize, text: &str) -> u32 {
        /// Letters that tell where a line begins.
        const BEGINNING: usize = 16;
        let height = self.heights.get(&by).copied().unwrap_or(1);
        let lines: Vec<&String> = self.letters.iter().skip(by.saturating_sub(1) as usize).take(height).collect();
        let sought = letters_of(text);
        let same = |line: &&String| **line == sought;
        let at = lines.get(nth).filter(|line| same(line)).map(|_| nth).or_else(|| lines.iter().position(same));
        let begins = || {
            let all: String = lines.iter().map(|line| line.as_str()).collect();
            let beginning: String = sought.chars().take(BEGINNING).collect();
            let found = all.find(&sought).or_else(|| all.find(&beginning))?;
            let mut starts = lines.iter().scan(0, |end, line| {
                *end += line.len();
                Some(*end)
            });
            starts.position(|end| found < end)
        };
        by + at.or_else(begins).and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
    }

    /// What became of a line of a field.
    pub(super) fn of_field(&self, agent: AgentIx, name: &str, text: &str) -> Entry {
        if let Some(line) = self.line_with(text) {
            return (LineFate::Kept, Some(line));
        }
        let loses = self.proposal.conflicts.iter().any(|conflict| {
            let side = conflict.sides.iter().find(|side| side.agent == agent && side.line.is_none());
            conflict.what == name && side.is_some_and(|side| conflict.chosen.as_ref() != Some(&side.value))
        });
        match self.line_of_key(name) {
            _ if loses => (LineFate::Conflict, None),
            Some(line) => (self.held_otherwise(agent, name).unwrap_or(LineFate::SameAs), Some(line)),
            // Nobody disagrees, and the canonical has it no more: it was taken out.
            None => (LineFate::Superseded, None),
        }
    }

    /// What became of a member's field that the canonical holds otherwise, although nobody disagrees: a set that was joined holds
    /// what the member's does, and what another member changed on purpose stands in its place.
    fn held_otherwise(&self, agent: AgentIx, name: &str) -> Option<LineFate> {
        let own = self.definition(agent).field(name)?;
        let key = self.definition(self.proposal.base).field(name).map_or(own.key.as_str(), |field| field.key.as_str());
        let held = self.proposal.amended.iter().find(|amendment| amendment.key == key)?.value.as_ref()?;
        if means_the_same(&written(own), held) || means_the_same(&own.value, held) {
            return None;
        }
        let covers = sets::is_set(name) && sets::holds(held, &written(own));
        Some(if covers { LineFate::CoveredBy } else { LineFate::Superseded })
    }

    /// The line on which the canonical names the field.
    fn line_of_key(&self, name: &str) -> Option<u32> {
        let base = self.corpus.definition(self.proposal.base);
        let key = base.field(name).map_or(name, |field| field.key.as_str());
        let named = |line: &str| {
            let rest = line.trim_start().trim_start_matches(['"', '\'']).strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with([':', '=']))
        };
        let at = self.proposal.text.lines().position(named)?;
        u32::try_from(at + 1).ok()
    }

    /// What is neither a statement nor a title nor a field.
    pub(super) fn of_rest(&self, text: &str) -> Entry {
        match self.line_with(text) {
            _ if text.trim().is_empty() => (LineFate::Blank, None),
            Some(line) => (LineFate::Kept, Some(line)),
            None => (LineFate::Frame, None),
        }
    }

    fn line_with(&self, text: &str) -> Option<u32> {
        letters(text).and_then(|letters| self.said.get(&letters).copied())
    }
}

fn fate(reason: Fate) -> LineFate {
    match reason {
        Fate::SameAs => LineFate::SameAs,
        Fate::CoveredBy => LineFate::CoveredBy,
        Fate::TranslationOf => LineFate::TranslationOf,
        Fate::BelowSupport => LineFate::BelowSupport,
        Fate::Superseded => LineFate::Superseded,
        Fate::Conflict => LineFate::Conflict,
    }
}

/// The letters and digits of a line by their digest; `None` where there are none.
fn letters(line: &str) -> Option<u64> {
    let letters = letters_of(line);
    (!letters.is_empty()).then(|| hash(&letters))
}

/// The letters and digits of a line, in lower case.
pub(super) fn letters_of(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

//! The pieces of every agent that could stand in others too.

use rustc_hash::FxHashMap;

use crate::{
    model::{AgentIx, Corpus, Definition, LineRange, Section, Span, Statement},
    text::words::hash,
};

/// Content words of a paragraph that is worth telling of: shorter ones ("Follow the style guide") meet by chance.
const LEAST_WORDS: usize = 8;

/// The same for a whole section, which must have more than one statement.
const LEAST_WORDS_OF_A_SECTION: usize = 12;

/// A piece, known by its key and its set of parts: the words of a paragraph, the statements of a section.
#[derive(Debug)]
pub(super) struct Piece<W> {
    pub(super) agent: AgentIx,
    /// The section it is or stands in.
    pub(super) section: usize,
    pub(super) lines: LineRange,
    pub(super) span: Span,
    /// Equal for the same words.
    pub(super) key: u64,
    /// Sorted, distinct.
    pub(super) parts: Vec<W>,
    /// Content words.
    pub(super) words: u32,
}

impl<W> Piece<W> {
    /// Its section, among those of all agents.
    pub(super) const fn seat(&self) -> (AgentIx, usize) {
        (self.agent, self.section)
    }
}

/// Every paragraph with words enough.
pub(super) fn paragraphs(corpus: &Corpus) -> Vec<Piece<u32>> {
    let all = corpus.indexes().flat_map(|agent| {
        let of = corpus.definition(agent);
        of.statements.iter().map(move |statement| (agent, of, statement))
    });
    all.filter(|(.., statement)| statement.words.len() >= LEAST_WORDS)
        .map(|(agent, of, statement)| Piece {
            agent,
            section: statement.section.get(),
            lines: lines(of, statement),
            span: statement.span,
            key: statement.key,
            parts: statement.words.clone(),
            words: count(statement.words.len()),
        })
        .collect()
}

/// Every section with statements and words enough; a statement that belongs to a block counts as that.
pub(super) fn sections(corpus: &Corpus, known_as: &FxHashMap<u64, u64>) -> Vec<Piece<u64>> {
    let all = corpus.indexes().flat_map(|agent| {
        let of = corpus.definition(agent);
        of.sections.iter().enumerate().map(move |(at, section)| (agent, of, at, section))
    });
    all.filter_map(|(agent, of, at, section)| {
        let own: Vec<&Statement> = section.statements.iter().map(|ix| of.statement(*ix)).collect();
        let words = own.iter().map(|statement| statement.words.len()).sum();
        if own.len() < 2 || words < LEAST_WORDS_OF_A_SECTION {
            return None;
        }
        let mut parts: Vec<u64> = own.iter().map(|said| known_as.get(&said.key).copied().unwrap_or(said.key)).collect();
        parts.sort_unstable();
        parts.dedup();
        Some(Piece {
            agent,
            section: at,
            lines: section.lines,
            span: whole(of, section),
            key: key(&own),
            parts,
            words: count(words),
        })
    })
    .collect()
}

/// A digest of the wordings of a section in order.
fn key(own: &[&Statement]) -> u64 {
    let keys: Vec<String> = own.iter().map(|said| format!("{:x}", said.key)).collect();
    hash(&keys.join(" "))
}

/// From the section's title to the end of its last own statement.
fn whole(of: &Definition, section: &Section) -> Span {
    let end = section.statements.last().map_or(section.span.end, |last| of.statement(*last).block.end);
    Span::new(section.span.start, end)
}

fn lines(of: &Definition, statement: &Statement) -> LineRange {
    let more = statement.span.of(&of.text).matches('\n').count();
    LineRange::new(statement.line, statement.line.saturating_add(count(more)))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

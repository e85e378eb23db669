//! What comparing needs of an agent, counted once: words, shingles, identifiers, as hashes.

use crate::{
    model::{RawAgent, Section, Sketch, Statement, StatementKind, Term},
    text::{
        shingle::shingles_of,
        words::{Reading, hash, stem},
    },
};

use super::{
    names::{self, Ground},
    outline::Tree,
    routing,
    wording::bare,
};

/// Paragraphs of the opening that are counted: an agent says who it is in the first two or not at all.
const OPENING_PARAGRAPHS: usize = 2;

/// Makes the sketch of an agent with this name, description and body.
pub(super) fn sketch(name: &str, description: &str, raw: &RawAgent, tree: &Tree) -> Sketch {
    let text = raw.text.as_str();
    let mut body = Body::default();
    for part in parts(tree) {
        match part {
            Part::Title(section) => body.read(&Reading::new(&section.title), &section.title, Ground::Prose),
            Part::Statement(s, reading) => body.read(reading, bare(s.kind, s.span.of(text)), ground(s.kind)),
        }
    }
    Sketch {
        name: counted(&names::parts(name)),
        description: terms([routing::without(description).as_str()]),
        titles: terms(tree.sections.iter().map(|s| s.title.as_str())),
        opening: runs(opening(tree).flat_map(|reading| reading.stems.iter().copied()).collect()),
        supporting: supporting(&raw.supporting),
        statements: statement_keys(&tree.statements),
        words: u32::try_from(body.shingled.len()).unwrap_or(u32::MAX),
        shingles: shingles_of(&body.shingled),
        body: runs(body.terms),
        code: runs(body.code),
    }
}

/// The shingles of the files that the agent draws in.
fn supporting(text: &str) -> Vec<u64> {
    if text.is_empty() { Vec::new() } else { shingles_of(&Reading::new(text).words) }
}

/// A title or a statement.
enum Part<'d> {
    Title(&'d Section),
    Statement(&'d Statement, &'d Reading),
}

/// Titles and statements in the order in which they stand.
fn parts(tree: &Tree) -> impl Iterator<Item = Part<'_>> {
    let mut titles = tree.sections.iter().filter(|s| !s.title.is_empty()).peekable();
    let mut statements = tree.statements.iter().zip(&tree.readings).peekable();
    std::iter::from_fn(move || {
        let next = statements.peek().map(|(s, _)| s.block.start);
        let title = titles.next_if(|t| next.is_none_or(|at| t.heading.start < at));
        title.map(Part::Title).or_else(|| statements.next().map(|(s, reading)| Part::Statement(s, reading)))
    })
}

const fn ground(kind: StatementKind) -> Ground {
    if matches!(kind, StatementKind::Code) { Ground::Code } else { Ground::Prose }
}

/// What is gathered over a whole body.
#[derive(Default)]
struct Body {
    /// Every word in order.
    shingled: Vec<u64>,
    /// Stems of content words.
    terms: Vec<u64>,
    code: Vec<u64>,
}

impl Body {
    fn read(&mut self, reading: &Reading, text: &str, ground: Ground) {
        self.shingled.extend(&reading.words);
        self.terms.extend(&reading.stems);
        names::for_each_identifier(text, ground, |found| self.code.push(hash(found)));
    }
}

/// Content words of `texts`, counted.
fn terms<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Term> {
    runs(texts.into_iter().flat_map(|text| Reading::new(text).stems).collect())
}

fn counted(words: &[String]) -> Vec<Term> {
    runs(words.iter().map(|word| hash(&stem(word))).collect())
}

/// Sorted, each once, with how often it was there.
fn runs(mut hashes: Vec<u64>) -> Vec<Term> {
    hashes.sort_unstable();
    let runs = hashes.chunk_by(|a, b| a == b);
    fitted(runs.map(|run| Term { hash: run[0], count: u32::try_from(run.len()).unwrap_or(u32::MAX) }).collect())
}

/// The same without room to grow: sketches are kept by the hundred thousand, and an allocator that is asked to shrink a block
/// leaves it as it is until half of it is free.
pub(super) fn fitted<T>(grown: Vec<T>) -> Vec<T> {
    let mut out = Vec::with_capacity(grown.len());
    out.extend(grown);
    out
}

/// The first paragraphs before the second section begins.
fn opening(tree: &Tree) -> impl Iterator<Item = &Reading> {
    let end = tree.sections.iter().filter(|s| !s.title.is_empty()).nth(1).map_or(usize::MAX, |s| s.heading.start);
    let before = tree.statements.iter().zip(&tree.readings).take_while(move |(s, _)| s.block.start < end);
    let paragraphs = before.filter(|(s, _)| s.kind == StatementKind::Paragraph);
    paragraphs.map(|(_, reading)| reading).take(OPENING_PARAGRAPHS)
}

fn statement_keys(statements: &[Statement]) -> Vec<u64> {
    let mut keys: Vec<u64> = statements.iter().map(|s| s.key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Value,
        normalize::{
            definition,
            fields::tests::{PROFILE, raw},
        },
    };

    fn of(body: &str) -> Sketch {
        let description = Value::Text("Mends clocks. Not for watches.".to_owned());
        definition(raw(&[("name", Value::Text("clockMender".into())), ("description", description)], body), &PROFILE)
            .sketch
    }

    fn has(terms: &[Term], word: &str) -> u32 {
        terms.iter().find(|t| t.hash == hash(word)).map_or(0, |t| t.count)
    }

    #[test]
    fn each_facet_holds_its_own_words() {
        let sketch = of("You mend clocks.\n\n## Springs and keys\n\n- Wind the `mainSpring`, wind on\n");
        assert_eq!((has(&sketch.name, "clock"), has(&sketch.name, "mender")), (1, 1));
        assert_eq!((has(&sketch.description, "clock"), has(&sketch.description, "watch")), (1, 0));
        assert_eq!((has(&sketch.titles, "spring"), has(&sketch.titles, "and")), (1, 0));
        assert_eq!((has(&sketch.opening, "clock"), has(&sketch.opening, "wind")), (1, 0));
        assert_eq!((has(&sketch.body, "wind"), has(&sketch.body, "the")), (2, 0));
        assert_eq!(has(&sketch.code, "mainspring"), 1);
        assert_eq!((sketch.words, sketch.statements.len()), (11, 2));
    }

    #[test]
    fn marks_leave_no_trace() {
        assert_eq!(of("## Do\n\n1. wind\n2. oil\n"), of("**Do:**\n- wind\n- oil\n"));
    }
}

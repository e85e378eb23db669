//! What comparing needs of an agent, counted once: words, shingles, identifiers, as hashes.

use crate::{
    model::{Bulk, Definition, RawAgent, Sayings, Section, Sketch, Statement, StatementKind, Term, upper},
    text::{
        language::{language, spoken},
        shingle::{each_shingle, shingles_of},
        words::{Reading, fold, hash, stem},
    },
};

use super::{
    layout,
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
    for part in parts(&tree.sections, &tree.statements, &tree.readings) {
        match part {
            Part::Title(section) => body.read(&Reading::new(&section.title), &section.title, Ground::Prose),
            Part::Statement(s, reading) => body.read(reading, bare(s.kind, s.span.of(text)), ground(s.kind)),
        }
    }
    let statements = Sayings::of(&tree.statements);
    let said = count(statements.len());
    let bulk = Bulk {
        titles: terms(tree.sections.iter().map(|s| s.title.as_str())),
        opening: runs(opening(tree).flat_map(|reading| reading.stems.iter().copied())),
        statements,
        layout: layout::layout(tree),
        shingles: halves(&body.shingled).into(),
        body: runs(body.terms),
        code: runs(body.code),
    };
    Sketch {
        name: counted(&names::parts(name)),
        description: terms([routing::without(description).as_str()]),
        supporting: supporting(&raw.supporting),
        language: tongue(text, tree, description),
        words: count(body.shingled.len()),
        sections: count(tree.sections.len()),
        said,
        bulk: bulk.into(),
    }
}

/// The shingles of a definition's body in full, sorted, distinct: what [`Bulk::shingles`] has half of each of.
pub(super) fn shingles(definition: &Definition) -> Vec<u64> {
    let of = |statement: &Statement| Reading::new(bare(statement.kind, statement.span.of(&definition.text)));
    let readings: Vec<Reading> = definition.statements.iter().map(of).collect();
    let mut words = Vec::new();
    for part in parts(&definition.sections, &definition.statements, &readings) {
        match part {
            Part::Title(section) => words.extend(Reading::new(&section.title).words),
            Part::Statement(_, reading) => words.extend(&reading.words),
        }
    }
    shingles_of(&words)
}

/// The shingles of the files that the agent draws in.
fn supporting(text: &str) -> Vec<u32> {
    if text.is_empty() { Vec::new() } else { halves(&Reading::new(text).words) }
}

/// The upper halves of the shingles of these words, sorted, each once.
fn halves(words: &[u64]) -> Vec<u32> {
    let mut out: Vec<u32> = each_shingle(words).map(upper).collect();
    out.sort_unstable();
    out.dedup();
    fitted(out)
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Bytes of prose that the language is read from.
const LANGUAGE_SAMPLE: usize = 3_000;

/// The language of the prose, of the description where the prose is too short to tell.
fn tongue(text: &str, tree: &Tree, description: &str) -> Option<String> {
    let mut left = LANGUAGE_SAMPLE;
    let prose = tree.statements.iter().filter(|s| s.kind != StatementKind::Code).map(|s| s.span.of(text));
    let sample = prose.take_while(|piece| {
        let room = left > 0;
        left = left.saturating_sub(piece.len() + 1);
        room
    });
    spoken(sample).or_else(|| language(&fold(description))).map(|language| language.name().to_owned())
}

/// A title or a statement.
enum Part<'d> {
    Title(&'d Section),
    Statement(&'d Statement, &'d Reading),
}

/// Titles and statements in the order in which they stand.
fn parts<'d>(
    sections: &'d [Section],
    statements: &'d [Statement],
    readings: &'d [Reading],
) -> impl Iterator<Item = Part<'d>> {
    let mut titles = sections.iter().filter(|s| !s.title.is_empty()).peekable();
    let mut statements = statements.iter().zip(readings).peekable();
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
    runs(texts.into_iter().flat_map(|text| Reading::new(text).stems))
}

fn counted(words: &[String]) -> Vec<Term> {
    runs(words.iter().map(|word| hash(&stem(word))))
}

/// The upper halves, sorted, each once, with how often it was there.
fn runs(hashes: impl IntoIterator<Item = u64>) -> Vec<Term> {
    let mut hashes: Vec<u32> = hashes.into_iter().map(upper).collect();
    hashes.sort_unstable();
    let runs = hashes.chunk_by(|a, b| a == b);
    fitted(runs.map(|run| Term { hash: run[0], count: count(run.len()) }).collect())
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
        terms.iter().find(|t| t.hash == upper(hash(word))).map_or(0, |t| t.count)
    }

    #[test]
    fn each_facet_holds_its_own_words() {
        let sketch = of("You mend clocks.\n\n## Springs and keys\n\n- Wind the `mainSpring`, wind on\n");
        assert_eq!((has(&sketch.name, "clock"), has(&sketch.name, "mender")), (1, 1));
        assert_eq!((has(&sketch.description, "clock"), has(&sketch.description, "watch")), (1, 0));
        let bulk = sketch.bulk.get();
        assert_eq!((has(&bulk.titles, "spring"), has(&bulk.titles, "and")), (1, 0));
        assert_eq!((has(&bulk.opening, "clock"), has(&bulk.opening, "wind")), (1, 0));
        assert_eq!((has(&bulk.body, "wind"), has(&bulk.body, "the")), (2, 0));
        assert_eq!(has(&bulk.code, "mainspring"), 1);
        assert_eq!((sketch.words, sketch.said, bulk.statements.len()), (11, 2, 2));
    }

    #[test]
    fn marks_leave_no_trace() {
        // But for the build, which is made of marks.
        let words = |body: &str| {
            let sketch = of(body);
            let bulk = Bulk { layout: Vec::new(), ..(*sketch.bulk.get()).clone() };
            Sketch { bulk: bulk.into(), ..sketch }
        };
        assert_eq!(words("## Do\n\n1. wind\n2. oil\n"), words("**Do:**\n- wind\n- oil\n"));
    }
}

//! What a section shows to one that may be its counterpart.

use rustc_hash::FxHashMap;

use crate::{
    model::{Definition, SectionIx, SectionKind, StatementKind},
    text::short::Short,
    text::words::{content_words, fold, words},
};

/// A section as aligning sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facet {
    /// The words of its title, folded, without a leading number.
    pub(super) title: String,
    /// The same, ready to be held against others.
    pub(super) short: Short,
    /// What it is for.
    pub(super) kind: SectionKind,
    /// Whether it is where the agent begins.
    pub(super) opens: bool,
    /// The section it lies in.
    pub(super) parent: Option<usize>,
    /// Nesting, 0 for the outermost.
    pub(super) depth: u8,
    /// Its own statements; where it has none, those of the sections in it.
    pub(super) statements: Vec<usize>,
    /// Distinct content words of its title and statements, sorted, with their weights.
    pub(super) words: Vec<(u32, f64)>,
    /// How many statements it has of each kind, in the order of the kinds.
    pub(super) shape: [f64; 6],
    /// Where it stands, 0 for the first and 1 for the last.
    pub(super) place: f64,
}

/// Words of one statement that count towards a section's mass at most, so that a long code block does not drown the rest.
const MOST_WORDS: usize = 40;

/// The facets of an agent's sections, in order.
pub(super) fn facets(of: &Definition) -> Vec<Facet> {
    let held = held(of);
    #[expect(clippy::cast_precision_loss, reason = "sections are few")]
    let place = |at: usize| at as f64 / (of.sections.len() - 1).max(1) as f64;
    let facet = |(at, statements): (usize, Vec<usize>)| {
        let section = &of.sections[at];
        let title = bare_title(&section.title);
        Facet {
            short: Short::of(&title),
            title,
            kind: section.kind,
            opens: at == 0,
            parent: section.parent.map(SectionIx::get),
            depth: section.depth,
            words: bag(of, &section.title, &statements),
            shape: shape(of, &statements),
            place: place(at),
            statements,
        }
    };
    held.into_iter().enumerate().map(facet).collect()
}

/// How much a statement weighs: its content words, at least 1.
pub(super) fn mass(of: &Definition, statement: usize) -> f64 {
    let words = of.statements[statement].words.len().clamp(1, MOST_WORDS);
    f64::from(u32::try_from(words).unwrap_or(u32::MAX))
}

/// The folded words of a title without its leading number, so that counting anew is no renaming; the folded characters
/// where it has no words.
pub(super) fn bare_title(title: &str) -> String {
    let mut list = words(title);
    let number = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == '.');
    if list.len() > 1 && number(&list[0]) && title.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        list.remove(0);
    }
    if list.is_empty() { fold(title.trim()).into_owned() } else { list.join(" ") }
}

/// The statements of each section; a section without any holds those of the sections in it.
fn held(of: &Definition) -> Vec<Vec<usize>> {
    let mut held: Vec<Vec<usize>> =
        of.sections.iter().map(|s| s.statements.iter().map(|ix| ix.get()).collect()).collect();
    let bare: Vec<bool> = held.iter().map(Vec::is_empty).collect();
    for section in &of.sections {
        let mut above = section.parent;
        while let Some(parent) = above.filter(|parent| bare[parent.get()]) {
            held[parent.get()].extend(section.statements.iter().map(|ix| ix.get()));
            above = of.section(parent).parent;
        }
    }
    held
}

fn bag(of: &Definition, title: &str, statements: &[usize]) -> Vec<(u32, f64)> {
    let mut words = content_words(title);
    words.extend(statements.iter().flat_map(|at| &of.statements[*at].words));
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(|word| (word, 1.0)).collect()
}

fn shape(of: &Definition, statements: &[usize]) -> [f64; 6] {
    let mut shape = [0.0; 6];
    for at in statements {
        let slot = match of.statements[*at].kind {
            StatementKind::Paragraph => 0,
            StatementKind::Bullet => 1,
            StatementKind::Step => 2,
            StatementKind::Row => 3,
            StatementKind::Code => 4,
            StatementKind::Example => 5,
        };
        shape[slot] += 1.0;
    }
    shape
}

/// Weighs every word by how well it tells sections apart, `ln(1 + N / n)` for a word in `n` of the `N` sections of both
/// agents, and brings each section's words to length 1, so that a product of two is their cosine.
pub(super) fn weigh(a: &mut [Facet], b: &mut [Facet]) {
    let mut bearers: FxHashMap<u32, u32> = FxHashMap::default();
    for (word, _) in a.iter().chain(b.iter()).flat_map(|facet| &facet.words) {
        *bearers.entry(*word).or_default() += 1;
    }
    let all = f64::from(u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX));
    for facet in a.iter_mut().chain(b) {
        for (word, weight) in &mut facet.words {
            *weight = (1.0 + all / f64::from(bearers.get(word).copied().unwrap_or(1))).ln();
        }
        let length = facet.words.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        facet.words.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}

/// The cosine of two sections' weighed words, `0..=1`.
pub(super) fn cosine(x: &Facet, y: &Facet) -> f64 {
    let (mut i, mut j, mut dot) = (0, 0, 0.0);
    while i < x.words.len() && j < y.words.len() {
        let ((word, weight), (other, other_weight)) = (x.words[i], y.words[j]);
        if word == other {
            dot += weight * other_weight;
        }
        i += usize::from(word <= other);
        j += usize::from(other <= word);
    }
    dot
}

/// How alike the make-up of two sections is, `0..=1`: the kinds of statements, counted.
pub(super) fn shape_likeness(x: &Facet, y: &Facet) -> f64 {
    let (most, least) =
        x.shape.iter().zip(&y.shape).fold((0.0, 0.0), |(most, least), (p, q)| (most + p.max(*q), least + p.min(*q)));
    if most > 0.0 { least / most } else { 1.0 }
}

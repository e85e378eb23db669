//! What a section shows to one that may be its counterpart.

use std::cell::OnceCell;

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
    /// Distinct content words of its title and statements, sorted.
    pub(super) words: Vec<u32>,
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

fn bag(of: &Definition, title: &str, statements: &[usize]) -> Vec<u32> {
    let mut words = content_words(title);
    words.extend(statements.iter().flat_map(|at| &of.statements[*at].words));
    words.sort_unstable();
    words.dedup();
    words
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

/// What the words of two agents' sections weigh in each, and how far they agree.
#[derive(Debug, Clone)]
pub(super) struct Weighed {
    a: Vec<Vec<f64>>,
    b: Vec<Vec<f64>>,
    bearers: FxHashMap<u32, Bearers>,
    spots: Vec<Spot>,
    /// Of each section of A its cosines with all of B's, found where the first is asked for; empty where there are too many.
    cosines: Vec<OnceCell<Vec<f64>>>,
}

/// Couples of sections whose cosines are kept at most: 8 MB.
const MOST_KEPT: usize = 1_000_000;

/// Weighs every word by how well it tells sections apart, `ln(1 + N / n)` for a word in `n` of the `N` sections of both
/// agents, and brings each section's words to length 1, so that a product of two is their cosine.
pub(super) fn weigh(a: &[Facet], b: &[Facet]) -> Weighed {
    let mut bearers: FxHashMap<u32, Bearers> = FxHashMap::default();
    let mut spots = Vec::new();
    for (section, facet) in b.iter().enumerate() {
        for (place, word) in facet.words.iter().enumerate() {
            let bearers = bearers.entry(*word).or_default();
            bearers.count += 1;
            let next = bearers.of_b.replace(spots.len());
            spots.push(Spot { section, place, next });
        }
    }
    for word in a.iter().flat_map(|facet| &facet.words) {
        bearers.entry(*word).or_default().count += 1;
    }
    let all = a.len() + b.len();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    // Many words stand in as many sections as others do.
    let weights: Vec<f64> = (0..=all).map(|n| (1.0 + count(all) / count(n.max(1))).ln()).collect();
    let of = |facet: &Facet| {
        let mut out: Vec<f64> = facet.words.iter().map(|word| weights[bearers[word].count]).collect();
        let length = out.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
        for weight in &mut out {
            *weight /= length;
        }
        out
    };
    let (of_a, of_b): (Vec<_>, Vec<_>) = (a.iter().map(of).collect(), b.iter().map(of).collect());
    let rows = if a.len() * b.len() <= MOST_KEPT { a.len() } else { 0 };
    Weighed { a: of_a, b: of_b, bearers, spots, cosines: vec![OnceCell::new(); rows] }
}

/// Who has a word.
#[derive(Debug, Clone, Default)]
struct Bearers {
    /// How many sections of both agents.
    count: usize,
    /// The last of B's, as a place in the list of spots.
    of_b: Option<usize>,
}

/// A word of a section of B, by its place among the section's words.
#[derive(Debug, Clone)]
struct Spot {
    section: usize,
    place: usize,
    /// The same word in the section of B before it that has it.
    next: Option<usize>,
}

impl Weighed {
    /// The cosine of the weighed words of section `p` of A and `q` of B, which are `x` and `y`, `0..=1`.
    pub(super) fn cosine(&self, (p, x): (usize, &Facet), (q, y): (usize, &Facet)) -> f64 {
        match self.cosines.get(p) {
            Some(row) => row.get_or_init(|| self.row(p, x))[q],
            None => self.product((p, x), (q, y)),
        }
    }

    /// The cosines of section `p` of A, which is `x`, with all of B's: found word by word, as most have few in common.
    fn row(&self, p: usize, x: &Facet) -> Vec<f64> {
        let mut row = vec![0.0; self.b.len()];
        for (word, weight) in x.words.iter().zip(&self.a[p]) {
            let mut next = self.bearers[word].of_b;
            while let Some(spot) = next.map(|at| &self.spots[at]) {
                row[spot.section] += weight * self.b[spot.section][spot.place];
                next = spot.next;
            }
        }
        row
    }

    fn product(&self, one: (usize, &Facet), other: (usize, &Facet)) -> f64 {
        let (left, right) = (&one.1.words, &other.1.words);
        let (weights, others) = (&self.a[one.0], &self.b[other.0]);
        let (mut at, mut by, mut dot) = (0, 0, 0.0);
        while at < left.len() && by < right.len() {
            let behind = left[at].cmp(&right[by]);
            if behind.is_eq() {
                dot += weights[at] * others[by];
            }
            at += usize::from(behind.is_le());
            by += usize::from(behind.is_ge());
        }
        dot
    }
}

/// How alike the make-up of two sections is, `0..=1`: the kinds of statements, counted.
pub(super) fn shape_likeness(x: &Facet, y: &Facet) -> f64 {
    let (most, least) =
        x.shape.iter().zip(&y.shape).fold((0.0, 0.0), |(most, least), (p, q)| (most + p.max(*q), least + p.min(*q)));
    if most > 0.0 { least / most } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::diff::sample::agent;

    #[test]
    fn all_at_once_is_one_by_one() {
        let a = agent("## Beds\n- Weed the rose beds twice\n## Gate\n- Oil the old gate\n- Weed the path\n");
        let b = agent("## Roses\n- Weed the beds of roses\n## Path\n- Rake the path to the gate twice\n## Hens\n");
        let (x, y) = (facets(&a), facets(&b));
        let weighed = weigh(&x, &y);
        for (p, q) in (0..x.len()).flat_map(|p| (0..y.len()).map(move |q| (p, q))) {
            let (once, apart) = (weighed.cosine((p, &x[p]), (q, &y[q])), weighed.product((p, &x[p]), (q, &y[q])));
            assert_eq!(once.to_bits(), apart.to_bits(), "{p} {q}");
        }
        assert!(weighed.cosine((0, &x[0]), (0, &y[0])) > 0.3, "{weighed:?}");
    }
}

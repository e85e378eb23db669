//! Which statements of two agents may be one: found by what they share, so that not every pair is looked at.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::facet::{Facet, facets};
use crate::{
    model::{Definition, Statement, StatementKind},
    text::{
        language::{Language, language},
        likeness::{Reading, Said, closely, glance},
    },
};

/// Two statements that have something in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likely {
    /// The statement of A.
    pub(super) a: usize,
    /// The statement of B.
    pub(super) b: usize,
    /// How many of their content words they share, `0..=1` (Dice 1945); 1 exactly for equal keys. A first look: whether
    /// they say the same is read by [`Reader::score`] where it matters.
    pub(super) score: f64,
}

/// Below this two statements say nothing of each other.
const LEAST_SCORE: f64 = 0.3;

/// Partners kept for a statement: room for a line that stands in several sections, and a bound on what is looked at.
const MOST_PARTNERS: usize = 8;

/// Words from which statements that have as many equals in the other agent look for nobody else.
const DISTINCTIVE: usize = 3;

/// A word in more statements than this of one agent leads to no candidates: it stands in every line of a template.
const MOST_BEARERS: usize = 150;

/// The likely couples, those of one statement of A together, its best first (of equals the one nearest in place).
pub(super) fn likely(x: &Reader<'_>, y: &Reader<'_>) -> Vec<Likely> {
    let (a, b, own, index) = (x.of, y.of, x.index(), y.index());
    let mut shared = vec![0_u32; b.statements.len()];
    let mut out = Vec::new();
    for (at, statement) in a.statements.iter().enumerate() {
        let near = |x: usize| (x * a.statements.len().max(1)).abs_diff(at * b.statements.len().max(1));
        let mut partners = index.partners(&b.statements, (statement, own.equals(statement).len()), &mut shared);
        partners.sort_by(|x, y| y.score.total_cmp(&x.score).then(near(x.b).cmp(&near(y.b))).then(x.b.cmp(&y.b)));
        partners.truncate(MOST_PARTNERS);
        out.extend(partners.into_iter().map(|partner| Likely { a: at, ..partner }));
    }
    out
}

/// An agent to be held against others, however many: what has to be read off it for that is read where it must be, and once.
pub(in crate::compare) struct Reader<'d> {
    of: &'d Definition,
    read: Vec<OnceLock<Reading>>,
    index: OnceLock<Index>,
    language: OnceLock<Option<Language>>,
    facets: OnceLock<Vec<Facet>>,
}

impl<'d> Reader<'d> {
    pub(in crate::compare) fn new(of: &'d Definition) -> Self {
        let read = vec![OnceLock::new(); of.statements.len()];
        Self { of, read, index: OnceLock::new(), language: OnceLock::new(), facets: OnceLock::new() }
    }

    pub(super) fn definition(&self) -> &'d Definition {
        self.of
    }

    /// The language it is written in, where that can be told.
    pub(super) fn language(&self) -> Option<Language> {
        *self.language.get_or_init(|| language(self.of.body.of(&self.of.text)))
    }

    /// What its sections show to those that may be their counterparts.
    pub(super) fn facets(&self) -> &[Facet] {
        self.facets.get_or_init(|| facets(self.of))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.of))
    }

    fn reading(&self, at: usize) -> &Reading {
        self.read[at].get_or_init(|| Reading::of(said(self.of, at).text))
    }

    /// How much statement `x` shares with `y` of the other.
    pub(super) fn score(&self, x: usize, (other, y): (&Self, usize)) -> f64 {
        let glance = glance(said(self.of, x), said(other.of, y));
        glance.unwrap_or_else(|| closely(self.reading(x), other.reading(y))).score
    }
}

/// Whether two statements say the same in the same words. Digests pass over signs, but in prose `>` and `<` turn a rule
/// round, and in code every sign counts.
pub(super) fn same_words((a, x): (&Definition, usize), (b, y): (&Definition, usize)) -> bool {
    let (left, right) = (&a.statements[x], &b.statements[y]);
    if left.key != right.key {
        return false;
    }
    let (said, asked) = (left.span.of(&a.text), right.span.of(&b.text));
    match (left.kind, right.kind) {
        (StatementKind::Code, StatementKind::Code) => signs(said, is_sign).eq(signs(asked, is_sign)),
        _ => signs(said, turns).eq(signs(asked, turns)),
    }
}

fn signs(text: &str, which: fn(char) -> bool) -> impl Iterator<Item = char> {
    text.chars().filter(move |c| which(*c))
}

fn is_sign(c: char) -> bool {
    !c.is_whitespace() && !c.is_alphanumeric() && !matches!(c, '`' | '~')
}

/// Signs that change what a sentence asks for.
fn turns(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '≤' | '≥' | '≠' | '±' | '%' | '$' | '€' | '£')
}

fn said(of: &Definition, at: usize) -> Said<'_> {
    let statement = &of.statements[at];
    Said { text: statement.span.of(&of.text), key: statement.key, words: &statement.words }
}

/// Where each word and each key of an agent stands.
struct Index {
    bearers: FxHashMap<u32, Vec<usize>>,
    keys: FxHashMap<u64, Vec<usize>>,
}

impl Index {
    fn new(of: &Definition) -> Self {
        let (mut bearers, mut keys) =
            (FxHashMap::<u32, Vec<usize>>::default(), FxHashMap::<u64, Vec<usize>>::default());
        for (at, statement) in of.statements.iter().enumerate() {
            keys.entry(statement.key).or_default().push(at);
            for word in &statement.words {
                bearers.entry(*word).or_default().push(at);
            }
        }
        Self { bearers, keys }
    }

    fn equals(&self, statement: &Statement) -> &[usize] {
        self.keys.get(&statement.key).map_or(&[], Vec::as_slice)
    }

    /// Of the statements that were indexed those with the same key or with enough of the words, as partners of statement 0, of
    /// which its own agent has `copies`. `shared` is all zero before and after.
    fn partners(
        &self,
        statements: &[Statement],
        (statement, copies): (&Statement, usize),
        shared: &mut [u32],
    ) -> Vec<Likely> {
        let equal = self.equals(statement);
        let mut out: Vec<Likely> = equal.iter().map(|b| Likely { a: 0, b: *b, score: 1.0 }).collect();
        if equal.len() == copies && statement.words.len() >= DISTINCTIVE {
            return out;
        }
        let mut met: Vec<usize> = Vec::new();
        for bearers in statement.words.iter().filter_map(|word| self.bearers.get(word)) {
            for at in bearers.iter().take_while(|_| bearers.len() <= MOST_BEARERS) {
                if shared[*at] == 0 {
                    met.push(*at);
                }
                shared[*at] += 1;
            }
        }
        for b in met {
            let other = &statements[b];
            let score = dice(std::mem::take(&mut shared[b]), statement.words.len() + other.words.len());
            if score >= LEAST_SCORE && other.key != statement.key {
                out.push(Likely { a: 0, b, score });
            }
        }
        out
    }
}

/// Twice what two sets share over the size of both.
fn dice(shared: u32, both: usize) -> f64 {
    2.0 * f64::from(shared) / f64::from(u32::try_from(both).unwrap_or(u32::MAX))
}

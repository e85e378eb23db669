//! How sure it is that a section of A and one of B are counterparts.

use std::cell::Cell;

use rustc_hash::FxHashMap;

use super::{
    facet::{Facet, Weighed, mass, shape_likeness, weigh},
    likely::{Likely, Reader},
};
use crate::model::{Definition, SectionKind};

/// What speaks for a couple of sections, each `0..=1`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Evidence {
    /// How alike the titles are; 1 for two beginnings without one.
    pub(super) title: f64,
    /// The share of what both say that is said in both, by mass.
    pub(super) content: f64,
    /// The cosine of their weighed words.
    pub(super) words: f64,
    /// 1 where both are of one kind that says something.
    pub(super) kind: f64,
    /// 1 where both are where the agent begins.
    pub(super) opens: f64,
    /// How near their places are.
    pub(super) place: f64,
    /// How alike their make-up is.
    pub(super) shape: f64,
    /// How alike the sections are that they lie in; for two outermost ones one half, for one
    /// outermost a quarter.
    pub(super) parents: f64,
}

/// How much each piece of evidence adds to the log-odds of a couple.
struct Weights {
    bias: f64,
    /// What titles and contents must add at least: two sections are not one for standing at the same place alone.
    floor: f64,
    title: f64,
    same_title: f64,
    content: f64,
    words: f64,
    kind: f64,
    opens: f64,
    place: f64,
    shape: f64,
    parents: f64,
}

/// For two agents of one language. Set by hand, then moved in whole steps while the F1 over labelled section pairs of real
/// agents rose by more than half a point.
const ONE_LANGUAGE: Weights = Weights {
    bias: -4.0,
    floor: 1.2,
    title: 3.0,
    same_title: 2.0,
    content: 8.0,
    words: 4.0,
    kind: 0.3,
    opens: 3.0,
    place: 1.0,
    shape: 0.0,
    parents: 3.0,
};

/// For two languages, where words say little and place and make-up say much. Moved as the ones above, over labelled pairs and
/// over translations in which three sections of ten are left out on either side.
const TWO_LANGUAGES: Weights = Weights {
    bias: -8.0,
    floor: 0.0,
    title: 4.0,
    same_title: 2.0,
    content: 6.0,
    words: 6.5,
    kind: 1.5,
    opens: 4.0,
    place: 5.0,
    shape: 3.0,
    parents: 1.0,
};

/// Likenesses of titles that are kept at most: 8 MB.
const MOST_KEPT: usize = 1_000_000;

/// More than sums of a few pieces of evidence are off by.
const ROUNDING: f64 = 1e-9;

/// What an opening must share of what stands under another's title to be one with it: a title says that something else begins
/// there, and a sentence that both have does not make one of a list of rules and the words before the first title.
const BY_ITSELF: f64 = 0.5;

/// Below every likeness.
const UNASKED: f64 = -1.0;

/// What two agents' sections are held against each other with.
pub(super) struct Scales<'d> {
    a: &'d [Facet],
    b: &'d [Facet],
    weights: &'static Weights,
    words: Weighed,
    /// Where each section of A is looked for in B, 0 for the first place and 1 for the last.
    expected: Vec<f64>,
    content: FxHashMap<(usize, usize), f64>,
    /// Likenesses of titles, row by row: those of parents are asked for once a child. [`UNASKED`] where nobody asked yet;
    /// empty where there are too many.
    titles: Vec<Cell<f64>>,
}

impl<'d> Scales<'d> {
    pub(super) fn new(one: &'d Reader<'_>, other: &'d Reader<'_>, likely: &[Likely]) -> Self {
        let (a, b) = (one.definition(), other.definition());
        let (x, y) = (one.facets(), other.facets());
        let weights =
            if share_most(a, b, likely) || same_language(one, other) { &ONE_LANGUAGE } else { &TWO_LANGUAGES };
        let cells = Some(x.len() * y.len()).filter(|cells| *cells <= MOST_KEPT).unwrap_or_default();
        let titles = vec![Cell::new(UNASKED); cells];
        let expected = x.iter().map(|facet| facet.place).collect();
        let (words, content) = (weigh(x, y), content((a, x), (b, y), likely));
        Self { a: x, b: y, weights, words, expected, content, titles }
    }

    /// Couples that share a statement, in no order.
    pub(super) fn touching(&self) -> impl Iterator<Item = (usize, usize)> {
        self.content.keys().copied()
    }

    /// Whether places say much, as they do in two languages.
    pub(super) fn lean_on_places(&self) -> bool {
        self.weights.place > self.weights.title
    }

    /// From here on looks for each section of A between the places of its neighbours' counterparts. `anchors` rise on both
    /// sides.
    pub(super) fn steer(&mut self, anchors: &[(usize, usize)]) {
        let end = (count(self.a.len()), count(self.b.len()));
        let anchors = anchors.iter().map(|(x, y)| (count(*x), count(*y)));
        let marks: Vec<(f64, f64)> = std::iter::once((-1.0, -1.0)).chain(anchors).chain([end]).collect();
        let last = count(self.b.len().max(2) - 1);
        for (at, expected) in self.expected.iter_mut().enumerate() {
            let at = count(at);
            let next = marks.partition_point(|(x, _)| *x < at).clamp(1, marks.len() - 1);
            let ((x, y), (beyond, above)) = (marks[next - 1], marks[next]);
            *expected = (y + (above - y) * (at - x) / (beyond - x)) / last;
        }
    }

    /// The log-odds that the two are counterparts: above 0 where it is likelier than not.
    pub(super) fn log_odds(&self, x: usize, y: usize) -> f64 {
        let (p, q) = (&self.a[x], &self.b[y]);
        let bare = Evidence { words: self.words.cosine((x, p), (y, q)), ..self.untitled(x, y) };
        if self.is_beside_title(x, y) && bare.content.max(bare.words) < BY_ITSELF {
            return f64::NEG_INFINITY;
        }
        // Most couples end here: neither their titles need be spelled out, nor what is around them asked for.
        let wanted = (self.weights.floor - self.weights.own(bare)) / self.weights.title - ROUNDING;
        if wanted > 0.0 && !self.title_reaches(x, y, wanted) {
            return f64::NEG_INFINITY;
        }
        let inside = Evidence { title: self.title(x, y), ..bare };
        if self.weights.own(inside) < self.weights.floor {
            return f64::NEG_INFINITY;
        }
        let parents = match (p.parent, q.parent) {
            (Some(above), Some(beside)) => odds_to_share(self.weights.log_odds(self.alone(above, beside))),
            (None, None) => 0.5,
            // One has a title around it all that the other has not.
            _ => 0.25,
        };
        self.weights.log_odds(Evidence { parents, shape: shape_likeness(p, q), ..inside })
    }

    /// Whether one of the two is an opening without a title and the other stands under one that is not that of the whole agent.
    fn is_beside_title(&self, x: usize, y: usize) -> bool {
        let heads = |all: &[Facet], at: usize| all.iter().any(|facet| facet.parent == Some(at));
        match (self.a[x].title.is_empty(), self.b[y].title.is_empty()) {
            (true, false) => !self.lean_on_places() && !heads(self.b, y),
            (false, true) => !self.lean_on_places() && !heads(self.a, x),
            _ => false,
        }
    }

    fn title(&self, x: usize, y: usize) -> f64 {
        let (p, q) = (&self.a[x], &self.b[y]);
        if p.title.is_empty() || q.title.is_empty() {
            return 0.0;
        }
        let Some(kept) = self.titles.get(x * self.b.len() + y) else { return p.short.likeness(&q.short) };
        if kept.get() < 0.0 {
            kept.set(p.short.likeness(&q.short));
        }
        kept.get()
    }

    fn title_reaches(&self, x: usize, y: usize, least: f64) -> bool {
        let (p, q) = (&self.a[x], &self.b[y]);
        !p.title.is_empty() && !q.title.is_empty() && p.short.reaches(&q.short, least)
    }

    /// The evidence that needs no look at parents.
    fn alone(&self, x: usize, y: usize) -> Evidence {
        Evidence { title: self.title(x, y), ..self.untitled(x, y) }
    }

    /// The same but for the titles.
    fn untitled(&self, x: usize, y: usize) -> Evidence {
        let (p, q) = (&self.a[x], &self.b[y]);
        let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
        Evidence {
            content: self.content.get(&(x, y)).copied().unwrap_or(0.0),
            kind: flag(p.kind == q.kind && p.kind != SectionKind::Other),
            opens: flag(p.opens && q.opens),
            place: 1.0 - (self.expected[x] - q.place).abs(),
            ..Evidence::default()
        }
    }
}

impl Weights {
    /// What the two themselves say.
    fn own(&self, e: Evidence) -> f64 {
        let same_title = if e.title >= 1.0 { self.same_title } else { 0.0 };
        self.title * e.title + same_title + self.content * e.content + self.words * e.words + self.opens * e.opens
    }

    fn log_odds(&self, e: Evidence) -> f64 {
        let own = self.own(e);
        if own < self.floor {
            return f64::NEG_INFINITY;
        }
        let around = self.kind * e.kind + self.place * e.place + self.shape * e.shape + self.parents * e.parents;
        self.bias + own + around
    }
}

fn odds_to_share(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The share of each couple's mass that is said in both: each statement counts with its best counterpart there.
fn content(
    (a, x): (&Definition, &[Facet]),
    (b, y): (&Definition, &[Facet]),
    likely: &[Likely],
) -> FxHashMap<(usize, usize), f64> {
    let (homes, houses) = (homes(a, x), homes(b, y));
    let mut best: FxHashMap<(Side, usize, usize), f64> = FxHashMap::default();
    for couple in likely {
        for (home, house) in homes[couple.a].iter().flat_map(|h| houses[couple.b].iter().map(move |k| (*h, *k))) {
            for key in [(Side::A(couple.a), home, house), (Side::B(couple.b), home, house)] {
                let slot = best.entry(key).or_default();
                *slot = slot.max(couple.score);
            }
        }
    }
    let mut met: Vec<((Side, usize, usize), f64)> = best.into_iter().collect();
    met.sort_unstable_by_key(|(key, _)| *key);
    let mut out: FxHashMap<(usize, usize), f64> = FxHashMap::default();
    for ((side, home, house), score) in met {
        let weight = match side {
            Side::A(at) => mass(a, at),
            Side::B(at) => mass(b, at),
        };
        *out.entry((home, house)).or_default() += score * weight;
    }
    let whole = |of: &Definition, facet: &Facet| facet.statements.iter().map(|at| mass(of, *at)).sum::<f64>();
    for ((home, house), said) in &mut out {
        *said /= whole(a, &x[*home]) + whole(b, &y[*house]);
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Side {
    A(usize),
    B(usize),
}

/// The sections that hold each statement: its own and bare ones around it.
fn homes(of: &Definition, facets: &[Facet]) -> Vec<Vec<usize>> {
    let mut homes = vec![Vec::new(); of.statements.len()];
    for (at, facet) in facets.iter().enumerate() {
        for statement in &facet.statements {
            homes[*statement].push(at);
        }
    }
    homes
}

/// Whether half of what the shorter one says stands in the other word for word: then nobody has to ask for the language, which
/// takes as long as all the rest of a copy's diff.
fn share_most(a: &Definition, b: &Definition, likely: &[Likely]) -> bool {
    let mut same: Vec<usize> = likely.iter().filter(|couple| couple.score >= 1.0).map(|couple| couple.a).collect();
    same.dedup();
    same.len() * 2 > a.statements.len().min(b.statements.len())
}

/// Whether both agents are written in one language, as far as it can be told.
fn same_language(a: &Reader<'_>, b: &Reader<'_>) -> bool {
    match (a.language(), b.language()) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    }
}

fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items).unwrap_or(u32::MAX))
}

//! Agents that say they do the same job: rare words of name, description, titles and body in common.

use crate::model::{Bulk, Note, Sketch, Term, Why};

use super::{
    SEARCH_NARROWED,
    nearest::{Bounds, nearest, vector},
    postings::{Weighted, narrow},
    search::{Finder, Found, Search},
};

/// The way to find pairs.
pub(super) const FINDER: Finder = Finder { why: Why::SharedRole, find };

/// What the search looks at and takes. Over 8,800 real agents 5,000 looks find all but one in 10^5 of the pairs that 20,000
/// find, and 32 terms in place of 48 lose a few. Of 12,576 pairs at `variant` or closer 15 are missed for want of neighbours, all
/// within 0.05 of the line; some 10 more with 48 neighbours, 30 more with 32, for a tenth and a fifth fewer pairs to compare.
const BOUNDS: Bounds = Bounds { terms: 48, users: 4_000, looks: 8_000, top: 80, least: 0.04 };

/// How much a word counts by where it stands. A body repeats its words, so that more than a quarter drowns the name.
const NAME: f64 = 3.0;
const DESCRIPTION: f64 = 2.0;
const TITLES: f64 = 1.0;
const OPENING: f64 = 1.0;
const BODY: f64 = 0.25;

fn find(search: &Search<'_>) -> Found {
    let weight = |hash| search.word_weight(hash);
    let vectors = search.map(|sketch| vector(role(sketch, &sketch.bulk.get(), weight), BOUNDS.terms));
    let found = nearest(search, &vectors, BOUNDS, &search.neighbours());
    let notes = match found.hot {
        0 => Vec::new(),
        n => vec![Note::new(
            &SEARCH_NARROWED,
            format!("words that tell the role of more than {} agents each: {n}", BOUNDS.users),
        )],
    };
    Found { pairs: found.pairs, notes }
}

/// The words that tell an agent's role, and each two words of its name taken together: `code` and `reviewer` are common,
/// both in one name are not.
fn role(sketch: &Sketch, bulk: &Bulk, weight: impl Fn(u32) -> f64) -> Vec<Weighted> {
    let mut out = words(sketch, bulk, &weight);
    out.extend(name_pairs(&sketch.name, weight));
    out
}

/// The words alone, one as often as it stands in another part.
pub(super) fn words(sketch: &Sketch, bulk: &Bulk, weight: impl Fn(u32) -> f64) -> Vec<Weighted> {
    let one = |t: &Term, boost: f64| Weighted {
        term: t.hash,
        weight: narrow(boost * weight(t.hash).powi(2) * f64::from(t.count).ln_1p()),
    };
    let parts = parts(sketch, bulk);
    // With room for what is taken together of the name.
    let room = sketch.name.len() * sketch.name.len().saturating_sub(1) / 2;
    let mut out: Vec<Weighted> = Vec::with_capacity(parts.iter().map(|(terms, _)| terms.len()).sum::<usize>() + room);
    for (terms, boost) in parts {
        out.extend(terms.iter().map(|term| one(term, boost)));
    }
    out
}

/// Where words tell the role, and how much they count there.
pub(super) fn parts<'s>(sketch: &'s Sketch, bulk: &'s Bulk) -> [(&'s [Term], f64); 5] {
    [
        (&sketch.name, NAME),
        (&sketch.description, DESCRIPTION),
        (&bulk.titles, TITLES),
        (&bulk.opening, OPENING),
        (&bulk.body, BODY),
    ]
}

fn name_pairs(name: &[Term], weight: impl Fn(u32) -> f64) -> Vec<Weighted> {
    let both = |x: &Term, y: &Term| Weighted {
        // A hash like that of a word: of two million words one is taken for a pair of them.
        term: (x.hash.rotate_left(11) ^ y.hash).wrapping_mul(0x9e37_79b1),
        weight: narrow(NAME * f64::midpoint(weight(x.hash), weight(y.hash))),
    };
    let pairs = (0..name.len()).flat_map(|i| (i + 1..name.len()).map(move |j| (i, j)));
    pairs.map(|(i, j)| both(&name[i], &name[j])).collect()
}

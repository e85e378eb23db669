//! Pieces that are copies of one another, with those that drifted.
//!
//! Pieces of the same key are one group. A group joins a larger one where their parts are alike enough. Which could be is found by
//! prefix filtering: two sets of a Jaccard similarity of at least t share one of the rarest `n - ceil(t·n) + 1` parts of each
//! (Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins in data cleaning", ICDE 2006; Bayardo, Ma, Srikant,
//! "Scaling up all pairs similarity search", WWW 2007), so that only pieces that share something rare are held against each other.

use std::{cmp::Reverse, hash::Hash};

use rustc_hash::{FxHashMap, FxHashSet};

use super::pieces::Piece;
use crate::model::{AgentIx, Score};

/// A block: the pieces that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    /// The first piece with the words that most have.
    pub(super) pattern: usize,
    /// Every piece with its likeness to the pattern.
    pub(super) members: Vec<(usize, Score)>,
}

/// The groups whose pattern stands in `least` agents or more, the largest first; a piece joins one of them where it shares `alike`
/// of its parts with the pattern.
pub(super) fn groups<W: Copy + Ord + Hash>(pieces: &[Piece<W>], least: usize, alike: f64) -> Vec<Group> {
    let copies = copies(pieces);
    let rarity = Rarity::new(pieces, &copies);
    let mut index: FxHashMap<W, Vec<usize>> = FxHashMap::default();
    let mut out: Vec<Group> = Vec::new();
    for same in &copies {
        let parts = rarity.ordered(&pieces[same.pieces[0]].parts);
        let prefix = &parts[..prefix(parts.len(), alike)];
        let near = nearest(prefix, &index, |at| jaccard(&pieces[out[at].pattern].parts, &pieces[same.pieces[0]].parts));
        match near.filter(|(_, likeness)| *likeness >= alike) {
            Some((at, likeness)) => {
                out[at].members.extend(same.pieces.iter().map(|piece| (*piece, Score::new(likeness))));
            }
            None if same.agents >= least => {
                for part in prefix {
                    index.entry(*part).or_default().push(out.len());
                }
                let members = same.pieces.iter().map(|piece| (*piece, Score::FULL)).collect();
                out.push(Group { pattern: same.pieces[0], members });
            }
            None => {}
        }
    }
    out
}

/// Pieces of one key.
struct Copies {
    pieces: Vec<usize>,
    agents: usize,
}

/// The pieces by key, those in most agents first.
fn copies<W>(pieces: &[Piece<W>]) -> Vec<Copies> {
    let mut by_key: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, piece) in pieces.iter().enumerate() {
        by_key.entry(piece.key).or_default().push(at);
    }
    let agents = |list: &[usize]| list.iter().map(|at| pieces[*at].agent).collect::<FxHashSet<AgentIx>>().len();
    let mut out: Vec<Copies> =
        by_key.into_values().map(|list| Copies { agents: agents(&list), pieces: list }).collect();
    out.sort_by_key(|copies| (Reverse(copies.agents), copies.pieces[0]));
    out
}

/// How many distinct pieces have each part.
struct Rarity<W>(FxHashMap<W, u32>);

impl<W: Copy + Ord + Hash> Rarity<W> {
    fn new(pieces: &[Piece<W>], copies: &[Copies]) -> Self {
        let mut count: FxHashMap<W, u32> = FxHashMap::default();
        for part in copies.iter().flat_map(|same| &pieces[same.pieces[0]].parts) {
            *count.entry(*part).or_default() += 1;
        }
        Self(count)
    }

    /// The parts, the rarest first.
    fn ordered(&self, parts: &[W]) -> Vec<W> {
        let mut out = parts.to_vec();
        out.sort_unstable_by_key(|part| (self.0.get(part).copied().unwrap_or_default(), *part));
        out
    }
}

/// How many of the rarest of `n` parts one of which every set that is alike enough must have too.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "parts are few"
)]
fn prefix(n: usize, alike: f64) -> usize {
    (n + 1 - (n as f64 * alike).ceil() as usize).min(n)
}

/// The group of the greatest likeness among those that share a part of the prefix, the larger group of several.
fn nearest<W: Copy + Eq + Hash>(
    prefix: &[W],
    index: &FxHashMap<W, Vec<usize>>,
    likeness: impl Fn(usize) -> f64,
) -> Option<(usize, f64)> {
    let mut met: Vec<usize> = prefix.iter().filter_map(|part| index.get(part)).flatten().copied().collect();
    met.sort_unstable();
    met.dedup();
    met.into_iter().map(|at| (at, likeness(at))).max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)))
}

/// What two sorted sets share over what either has (Jaccard 1912).
#[expect(clippy::cast_precision_loss, reason = "parts are few")]
fn jaccard<W: Ord>(a: &[W], b: &[W]) -> f64 {
    let shared = a.iter().filter(|part| b.binary_search(part).is_ok()).count();
    let either = a.len() + b.len() - shared;
    if either == 0 { 0.0 } else { shared as f64 / either as f64 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{LineRange, Span};

    fn piece(agent: usize, parts: &[u32]) -> Piece<u32> {
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        parts.dedup();
        Piece {
            agent: AgentIx::new(agent),
            section: 0,
            lines: LineRange::new(1, 1),
            span: Span::new(0, 0),
            key: parts.iter().fold(7, |key, part| key * 31 + u64::from(*part)),
            parts,
            words: 1,
        }
    }

    proptest! {
        /// The index finds whatever holding everything against everything would find.
        #[test]
        fn nothing_alike_is_missed(sets in prop::collection::vec(prop::collection::vec(0..12_u32, 1..9), 1..24)) {
            let pieces: Vec<Piece<u32>> = sets.iter().enumerate().map(|(n, set)| piece(n, set)).collect();
            let told = groups(&pieces, 1, 0.6);
            // With one agent for enough every piece is in a group, and no two patterns are alike.
            let count: usize = told.iter().map(|group| group.members.len()).sum();
            prop_assert_eq!(count, pieces.len());
            for (n, group) in told.iter().enumerate() {
                for other in &told[..n] {
                    prop_assert!(jaccard(&pieces[group.pattern].parts, &pieces[other.pattern].parts) < 0.6);
                }
                for (at, likeness) in &group.members {
                    prop_assert!(likeness.get() >= 0.6 && *at < pieces.len());
                }
            }
        }
    }

    #[test]
    fn the_prefix_is_as_short_as_it_may_be() {
        assert_eq!([prefix(1, 0.75), prefix(4, 0.75), prefix(8, 0.75), prefix(10, 0.6)], [1, 2, 3, 5]);
    }
}

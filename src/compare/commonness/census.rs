//! Counts who uses what in a corpus, the copies of one agent counted once.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    model::{Bulk, Definition, Lookup, Sketch, Taken, upper},
    text::words::{hash, words},
};

/// How many agents use each hash, sorted by it. Hashes with fewer than two users are left out.
pub(super) type Counts = Vec<(u32, u32)>;

/// Who uses what.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Census {
    /// Agents counted, copies once.
    pub(super) agents: u32,
    /// Users of each word.
    pub(super) words: Counts,
    /// Users of each phrase and whole statement.
    pub(super) phrases: Counts,
}

/// Counts words, phrases and statements. Agents with one name, and agents with nearly one text, count once: a text that
/// was copied a hundred times is not common speech.
pub(super) fn census<'d>(definitions: impl Iterator<Item = &'d Definition>) -> Census {
    let groups = groups(&definitions.collect::<Vec<_>>());
    let agents = u32::try_from(groups.len()).unwrap_or(u32::MAX);
    Census { agents, words: count_words(&groups), phrases: count_phrases(&groups) }
}

/// The same of these words and phrases alone: counting some thousand agents for the few words that are asked of takes no
/// tenth of the time.
pub(super) fn census_of<'d>(definitions: impl Iterator<Item = &'d Definition>, wanted: &Wanted) -> Census {
    let groups = groups(&definitions.collect::<Vec<_>>());
    let agents = u32::try_from(groups.len()).unwrap_or(u32::MAX);
    let (words, phrases) = wanted.counted(&groups);
    Census { agents, words, phrases }
}

/// Words and phrases whose users are wanted.
pub(super) struct Wanted {
    words: Listed,
    phrases: Listed,
}

impl Wanted {
    /// Those of these agents.
    pub(super) fn of<'d>(sketches: impl Iterator<Item = &'d Sketch>) -> Self {
        let (mut words, mut phrases) = (Vec::new(), Vec::new());
        for sketch in sketches {
            let bulk = sketch.bulk.get();
            words.extend(word_hashes(sketch, &bulk));
            phrases.extend(phrase_hashes(&bulk));
        }
        Self { words: Listed::of(words), phrases: Listed::of(phrases) }
    }

    /// The users of each word and of each phrase.
    fn counted(&self, groups: &[Group<'_>]) -> (Counts, Counts) {
        let none = || (vec![0; self.words.hashes.len()], vec![0; self.phrases.hashes.len()], Vec::new());
        let counted = groups.par_iter().fold(none, |(mut words, mut phrases, mut room), group| {
            let bulks: Vec<_> = group.iter().map(|sketch| (*sketch, sketch.bulk.get())).collect();
            let used = bulks.iter().flat_map(|(sketch, bulk)| word_hashes(sketch, bulk));
            self.words.count(used, &mut room, &mut words);
            self.phrases.count(bulks.iter().flat_map(|(_, bulk)| phrase_hashes(bulk)), &mut room, &mut phrases);
            (words, phrases, room)
        });
        let add = |mut x: Vec<u32>, y: Vec<u32>| {
            x.iter_mut().zip(y).for_each(|(x, y)| *x += y);
            x
        };
        let (words, phrases, _) = counted.reduce(none, |x, y| (add(x.0, y.0), add(x.1, y.1), Vec::new()));
        (self.words.several(&words), self.phrases.several(&phrases))
    }
}

/// Hashes that are counted, sorted.
struct Listed {
    hashes: Vec<u32>,
    lookup: Lookup,
}

impl Listed {
    fn of(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self { lookup: Lookup::new(&hashes), hashes }
    }

    /// Counts a user more for each that is among `used`. `room` is room to work in.
    fn count(&self, used: impl Iterator<Item = u32>, room: &mut Vec<usize>, users: &mut [u32]) {
        room.clear();
        room.extend(used.filter_map(|hash| self.lookup.place(&self.hashes, hash)));
        room.sort_unstable();
        room.dedup();
        for at in room {
            users[*at] += 1;
        }
    }

    /// Those with two users or more.
    fn several(&self, users: &[u32]) -> Counts {
        self.hashes.iter().copied().zip(users.iter().copied()).filter(|(_, users)| *users > 1).collect()
    }
}

type Group<'d> = Vec<&'d Sketch>;

/// The agents in groups of one name or nearly one text, chains included, in the order given.
fn groups<'d>(definitions: &[&'d Definition]) -> Vec<Group<'d>> {
    let mut parents: Vec<usize> = (0..definitions.len()).collect();
    let mut first: BTreeMap<Key, usize> = BTreeMap::new();
    let keys: Vec<[Option<Key>; 2]> =
        definitions.par_iter().map(|definition| [name_key(&definition.name), text_key(&definition.sketch)]).collect();
    for (at, keys) in keys.into_iter().enumerate() {
        for key in keys.into_iter().flatten() {
            let other = *first.entry(key).or_insert(at);
            let (x, y) = (root(&mut parents, at), root(&mut parents, other));
            parents[x.max(y)] = x.min(y);
        }
    }
    let mut out: BTreeMap<usize, Group<'d>> = BTreeMap::new();
    for (at, definition) in definitions.iter().enumerate() {
        out.entry(root(&mut parents, at)).or_default().push(&definition.sketch);
    }
    out.into_values().collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Name(u64),
    Text(u64, u64, u64),
}

fn name_key(name: &str) -> Option<Key> {
    let mut words = words(&name.replace(['_', '-'], " "));
    words.sort_unstable();
    (!words.is_empty()).then(|| Key::Name(hash(&words.join(" "))))
}

/// Three least hashes under three orders: equal with the cube of the share of phrases that two agents have in common
/// (Broder, "On the resemblance and containment of documents", 1997), so for copies and hardly ever for a mere scaffold.
fn text_key(sketch: &Sketch) -> Option<Key> {
    const ORDERS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xd1b5_4a32_d192_ed03];
    let shingles = &sketch.bulk.get().shingles;
    let least = |order: u64| shingles.iter().map(|hash| u64::from(*hash).wrapping_mul(order)).min();
    Some(Key::Text(u64::from(*shingles.first()?), least(ORDERS[0])?, least(ORDERS[1])?))
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// Users of each word that has two or more. There are few different words, however many agents: they are counted in a map.
fn count_words(groups: &[Group<'_>]) -> Counts {
    let counted = groups.par_iter().fold(FxHashMap::default, |mut users: FxHashMap<u32, u32>, group| {
        let mut own = Vec::new();
        for sketch in group {
            own.extend(word_hashes(sketch, &sketch.bulk.get()));
        }
        own.sort_unstable();
        own.dedup();
        for word in own {
            *users.entry(word).or_default() += 1;
        }
        users
    });
    let all = counted.reduce(FxHashMap::default, |x, y| {
        let (mut more, less) = if x.len() < y.len() { (y, x) } else { (x, y) };
        for (word, users) in less {
            *more.entry(word).or_default() += users;
        }
        more
    });
    let mut out: Counts = all.into_iter().filter(|(_, users)| *users > 1).collect();
    out.sort_unstable();
    out
}

fn word_hashes<'s>(sketch: &'s Sketch, bulk: &'s Bulk) -> impl Iterator<Item = u32> + 's {
    let facets = [&sketch.name, &sketch.description, &bulk.titles, &bulk.opening, &bulk.body, &bulk.code];
    facets.into_iter().flatten().map(|term| term.hash)
}

fn phrase_hashes(bulk: &Bulk) -> impl Iterator<Item = u32> + '_ {
    bulk.shingles.iter().copied().chain(bulk.statements.keys().iter().map(|key| upper(*key)))
}

/// Parts of the hash range that are counted one after the other, so that only a part of all hashes is held at a time; and how
/// many of them at once, since each time every agent is gone through.
const PARTS: u32 = 16;
const AT_ONCE: u32 = 8;

/// Users of each phrase and whole statement that has two or more. Most of them stand in one agent alone: they are sorted
/// and what is there once is let go.
fn count_phrases(groups: &[Group<'_>]) -> Counts {
    (0..PARTS / AT_ONCE).flat_map(|round| count_parts(groups, round * AT_ONCE)).collect()
}

/// One of [`PARTS`] equal parts of the hash range.
#[derive(Debug, Clone, Copy)]
struct Part(u32);

impl Part {
    const WIDTH: u32 = u32::MAX / PARTS + 1;

    /// The run of sorted `hashes` that lies in this part.
    fn of<T: Copy>(self, hashes: &[T], half: impl Fn(T) -> u32) -> impl Iterator<Item = u32> {
        let start = hashes.partition_point(|hash| half(*hash) / Self::WIDTH < self.0);
        let len = hashes[start..].partition_point(|hash| half(*hash) / Self::WIDTH <= self.0);
        hashes[start..start + len].iter().map(move |hash| half(*hash))
    }

    /// What the agents of a group use of it, each hash once.
    #[expect(clippy::stable_sort_primitive, reason = "it finds the sorted runs that these are, and merges them")]
    fn used(self, bulks: &[Taken<'_, Bulk>], own: &mut Vec<u32>) {
        own.clear();
        for bulk in bulks {
            own.extend(self.of(&bulk.shingles, |hash| hash));
            own.extend(self.of(bulk.statements.keys(), upper));
        }
        own.sort();
        own.dedup();
    }
}

/// [`AT_ONCE`] parts from the one at `first` on.
fn count_parts(groups: &[Group<'_>], first: u32) -> Vec<(u32, u32)> {
    let none = || (vec![Vec::new(); AT_ONCE as usize], Vec::new());
    let used = groups.par_iter().fold(none, |(mut parts, mut own): (Vec<Vec<u32>>, Vec<u32>), group| {
        let bulks: Vec<_> = group.iter().map(|sketch| sketch.bulk.get()).collect();
        for (part, all) in (first..).map(Part).zip(&mut parts) {
            part.used(&bulks, &mut own);
            all.extend_from_slice(&own);
        }
        (parts, own)
    });
    let both = |mut x: Vec<Vec<u32>>, y: Vec<Vec<u32>>| {
        x.iter_mut().zip(y).for_each(|(x, y)| x.extend(y));
        x
    };
    let (parts, _) = used.reduce(none, |x, y| (both(x.0, y.0), Vec::new()));
    parts.into_par_iter().flat_map_iter(several).collect()
}

/// Each hash that stands there more than once, with how often.
fn several(mut all: Vec<u32>) -> Vec<(u32, u32)> {
    all.sort_unstable();
    let users = |run: &[u32]| u32::try_from(run.len()).unwrap_or(u32::MAX);
    all.chunk_by(|x, y| x == y).filter(|run| run.len() > 1).map(|run| (run[0], users(run))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        compare::made::{agent, corpus},
        model::{Agent, Corpus},
    };

    const SCAFFOLD: &str = "Keep a ledger of every visit and hand it over at dusk.";

    fn users(corpus: &Corpus, text: &str) -> u32 {
        let hash = upper(crate::text::shingle::shingles(text)[0]);
        let counts = census(corpus.agents().iter().map(|a| &a.definition)).phrases;
        counts.binary_search_by_key(&hash, |c| c.0).map_or(1, |at| counts[at].1)
    }

    /// An agent of its own name with a text of its own round the scaffold.
    fn keeper((nth, own): (usize, &str)) -> Agent {
        let body = format!("Mind the {own} first. ").repeat(2)
            + &format!("Then sort every {own} by hue, {own} after {own}. ")
            + SCAFFOLD;
        agent(&format!("{own}-keeper-{nth}"), "", &body)
    }

    #[test]
    fn copies_count_once() {
        let copies: Vec<_> = (0..9).map(|n| agent(&format!("copy-{n}"), "", SCAFFOLD)).collect();
        assert_eq!(users(&corpus(copies), "keep a ledger of every"), 1);
        let namesakes = ["Mind the tide at the north harbour wall.", "Paint the boats before the spring sets in."]
            .map(|own| agent("harbour-keeper", "", &format!("{SCAFFOLD}\n\n{own}")));
        assert_eq!(users(&corpus(namesakes.to_vec()), "keep a ledger of every"), 1);
    }

    #[test]
    fn what_is_asked_of_is_counted_as_all_is() {
        let agents: Vec<_> = ["moss", "slate", "heron", "moss"].into_iter().enumerate().map(keeper).collect();
        let definitions = || agents.iter().map(|agent| &agent.definition);
        let (all, some) =
            (census(definitions()), census_of(definitions(), &Wanted::of(definitions().map(|d| &d.sketch))));
        assert_eq!(all, some);
        assert_eq!(all.agents, 3);
        let one = census_of(definitions(), &Wanted::of(definitions().take(1).map(|d| &d.sketch)));
        assert!(!one.words.is_empty() && one.words.iter().all(|word| all.words.contains(word)));
        assert!(!one.phrases.is_empty() && one.phrases.iter().all(|phrase| all.phrases.contains(phrase)));
    }

    #[test]
    fn a_scaffold_counts_by_its_users() {
        let own = ["moss", "slate", "heron", "copper", "violet", "barley"].into_iter().enumerate().map(keeper);
        assert_eq!(users(&corpus(own.collect()), "keep a ledger of every"), 6);
    }
}

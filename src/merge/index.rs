//! Which wordings are worth holding against each other. Of many that share a word here and there nearly all are
//! [`Verdict::Apart`](super::verdict::Verdict), so they are looked up by what the other verdicts ask for and not by their words.

use std::{
    cell::{Cell, RefCell},
    ops::Range,
};

use rustc_hash::FxHashMap;

use super::saying::{Class, Saying};
use crate::text::{contradiction::Topic, likeness::common};

/// Wordings by what two of them have in common wherever the verdict on them is another than that they are apart: the key, a line,
/// what they make claims about, all of their words, that they say who the agent is, or all things that the one of them says.
///
/// The last are found by the rarest of them, as in a prefix filter for containment (Bayardo, Ma and Srikant, "Scaling Up All
/// Pairs Similarity Search", 2007): whoever says all that another says has its rarest thing too.
pub(super) struct Index {
    keys: FxHashMap<u64, Vec<usize>>,
    lines: FxHashMap<u64, Vec<usize>>,
    topics: FxHashMap<Topic, Vec<usize>>,
    words: FxHashMap<Vec<u32>, Vec<usize>>,
    personas: Vec<usize>,
    things: Things,
    searches: Cell<usize>,
    /// For each wording the last search that met it.
    seen: RefCell<Vec<usize>>,
}

impl Index {
    pub(super) fn of(wordings: &[&Saying<'_>]) -> Self {
        let mut out = Self {
            keys: FxHashMap::default(),
            lines: FxHashMap::default(),
            topics: FxHashMap::default(),
            words: FxHashMap::default(),
            personas: Vec::new(),
            things: Things::of(wordings),
            searches: Cell::new(0),
            seen: RefCell::new(vec![0; wordings.len()]),
        };
        for (at, saying) in wordings.iter().enumerate() {
            keys(saying).for_each(|key| out.keys.entry(key).or_default().push(at));
            saying.gist.lines.iter().for_each(|line| out.lines.entry(*line).or_default().push(at));
            if !words(saying).is_empty() {
                out.words.entry(words(saying).to_vec()).or_default().push(at);
                saying.gist.claims.topics().for_each(|topic| out.topics.entry(topic).or_default().push(at));
                out.personas.extend(saying.opens_as_persona.then_some(at));
            }
        }
        out
    }

    /// Those that may stand to the wording `own` as anything but apart, itself among them, sorted: of those that have its key or a
    /// line of it all, of the others those that share [`enough`] of the content words of the shorter of the two.
    pub(super) fn near<'s>(&self, own: usize, first: impl Fn(usize) -> &'s Saying<'s>) -> Vec<usize> {
        let saying = first(own);
        let search = self.searches.get() + 1;
        self.searches.set(search);
        let mut seen = self.seen.borrow_mut();
        let mut fresh = |at: usize| std::mem::replace(&mut seen[at], search) != search;
        let mut out: Vec<usize> = vec![own];
        fresh(own);
        let lines = saying.gist.lines.iter().filter_map(|line| self.lines.get(line));
        let alike = keys(saying).filter_map(|key| self.keys.get(&key)).chain(lines).flatten();
        out.extend(alike.copied().filter(|at| fresh(*at)));
        let own_words = words(saying);
        if own_words.is_empty() {
            out.sort_unstable();
            return out;
        }
        let at_odds = saying.gist.claims.topics().filter_map(|topic| self.topics.get(&topic)).flatten();
        let personas = self.personas.iter().filter(|_| saying.opens_as_persona);
        let by_words = self.words.get(own_words).into_iter().flatten();
        let others = at_odds.chain(personas).chain(by_words).copied().chain(self.things.nested_with(own));
        out.extend(others.filter(|at| {
            fresh(*at) && {
                let words = words(first(*at));
                common(own_words, words) >= enough(own_words.len().min(words.len()))
            }
        }));
        out.sort_unstable();
        out
    }
}

/// What each wording says, and who says it.
struct Things {
    /// Of all wordings one after the other, each one's sorted.
    all: Vec<u32>,
    of: Vec<Range<usize>>,
    /// Who says a thing.
    speakers: FxHashMap<u32, Vec<usize>>,
    /// Of whom it is the rarest one.
    rarest: FxHashMap<u32, Vec<usize>>,
}

impl Things {
    fn of(wordings: &[&Saying<'_>]) -> Self {
        let mut out = Self {
            all: Vec::new(),
            of: Vec::with_capacity(wordings.len()),
            speakers: FxHashMap::default(),
            rarest: FxHashMap::default(),
        };
        for (at, saying) in wordings.iter().enumerate() {
            let start = out.all.len();
            if !words(saying).is_empty() {
                out.all.extend(saying.reading().things());
            }
            out.of.push(start..out.all.len());
            for thing in &out.all[start..] {
                out.speakers.entry(*thing).or_default().push(at);
            }
        }
        for at in 0..out.of.len() {
            if let Some(rarest) = out.rarest_of(at) {
                out.rarest.entry(rarest).or_default().push(at);
            }
        }
        out
    }

    fn said_by(&self, at: usize) -> &[u32] {
        &self.all[self.of[at].clone()]
    }

    /// What the fewest say of what a wording says.
    fn rarest_of(&self, at: usize) -> Option<u32> {
        let said = self.said_by(at).iter().copied();
        said.min_by_key(|thing| (self.speakers.get(thing).map_or(0, Vec::len), *thing))
    }

    /// Those that say all that `own` says, and those all of which `own` says; some of them twice.
    fn nested_with(&self, own: usize) -> impl Iterator<Item = usize> + '_ {
        let said = self.said_by(own);
        let more = self.rarest_of(own).and_then(|thing| self.speakers.get(&thing)).into_iter().flatten();
        let less = said.iter().filter_map(|thing| self.rarest.get(thing)).flatten();
        let more = more.filter(|at| holds(self.said_by(**at), said));
        more.chain(less.filter(|at| holds(said, self.said_by(**at)))).copied()
    }
}

/// Whether `more` has all that `less` has; both are sorted.
fn holds(more: &[u32], less: &[u32]) -> bool {
    less.len() <= more.len() && less.iter().all(|thing| more.binary_search(thing).is_ok())
}

/// What is the same for two that must be held against each other whatever their words.
fn keys<'s>(saying: &'s Saying<'_>) -> impl Iterator<Item = u64> + 's {
    [saying.met_by(), saying.row, saying.gist.code].into_iter().filter(|key| *key != 0)
}

/// The words by which a statement can meet others: rows and blocks meet on nothing but keys and lines.
fn words<'s>(saying: &'s Saying<'_>) -> &'s [u32] {
    if saying.class() == Class::Prose { &saying.statement.words } else { &[] }
}

/// How many of so many content words the shorter of two statements must share with the other: where it shares fewer, the
/// likeness of statements says that they differ (`text::likeness`).
const fn enough(words: usize) -> usize {
    let share = (words * 34).div_ceil(100);
    if share == 0 { 1 } else { share }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        merge::{
            members::Member,
            sample, saying,
            verdict::{Verdict, verdict},
        },
        model::StatementKind,
    };

    /// Whoever stands to another as anything but apart, and shares enough words with it, is found.
    #[test]
    fn nobody_is_missed() {
        let lines = [
            "You are a keeper of lights. You keep them lit",
            "You are an old keeper of boats",
            "Oil the lamp",
            "Never oil the lamp",
            "Oil the lamp to start without smoke",
            "Oil all lamps daily",
            "Oil the lamp daily at dusk",
            "Light it within < 10 s",
            "Light it within > 10 s",
            "Wicks: trim",
            "Trim wicks",
            "| north | red |",
            "| **north** | red |",
        ];
        let mut definition = sample::definition(&lines.map(|line| format!("- {line}\n")).concat());
        let mut prompt = crate::model::Prompt::clone(&definition);
        for (statement, line) in prompt.statements.iter_mut().zip(lines) {
            statement.kind = match line {
                _ if line.starts_with("You") => StatementKind::Paragraph,
                _ if line.starts_with('|') => StatementKind::Row,
                _ => StatementKind::Bullet,
            };
        }
        definition.prompt = prompt.into();
        let members: [Member<'_>; 1] = [sample::member(0, &definition)];
        let sayings = saying::all(&members);
        let all: Vec<&Saying<'_>> = sayings.iter().collect();
        let index = Index::of(&all);
        let mut met = 0;
        for (own, other) in (0..all.len()).flat_map(|own| (0..all.len()).map(move |other| (own, other))) {
            let (mine, theirs) = (words(all[own]), words(all[other]));
            let alike =
                common(mine, theirs) >= enough(mine.len().min(theirs.len())) || all[own].key() == all[other].key();
            if alike && verdict(all[other], all[own]) != Verdict::Apart {
                assert!(index.near(own, |at| all[at]).contains(&other), "{} | {}", all[own].text, all[other].text);
                met += usize::from(other != own);
            }
        }
        assert!(met > 8, "{met}");
    }
}

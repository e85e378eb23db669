//! Finds, among many statements, those that one of them is worth holding against: by key, by words in common, by topic.

use rustc_hash::FxHashMap;

use super::saying::Saying;
use crate::text::contradiction::Topic;

/// Statements by what they could meet on. Positions are those of the list of all sayings.
#[derive(Default)]
pub(super) struct Index {
    keys: FxHashMap<u64, Vec<usize>>,
    words: FxHashMap<u32, Vec<usize>>,
    topics: FxHashMap<Topic, Vec<usize>>,
    lines: FxHashMap<u64, Vec<usize>>,
    personas: Vec<usize>,
}

impl Index {
    /// Takes in the statement at `at`.
    pub(super) fn add(&mut self, at: usize, saying: &Saying<'_>) {
        self.keys.entry(saying.key()).or_default().push(at);
        for word in &saying.statement.words {
            self.words.entry(*word).or_default().push(at);
        }
        for line in &saying.lines {
            self.lines.entry(*line).or_default().push(at);
        }
        self.personas.extend(saying.is_persona.then_some(at));
        for topic in saying.claims.topics() {
            self.topics.entry(topic).or_default().push(at);
        }
    }

    /// Those with its key, in the order taken in.
    pub(super) fn twins(&self, saying: &Saying<'_>) -> &[usize] {
        self.keys.get(&saying.key()).map_or(&[], Vec::as_slice)
    }

    /// Those that share at least a third of the content words of the shorter of the two, sorted: of others the likeness of
    /// statements says that they differ. Those with a line in common too.
    pub(super) fn like(&self, saying: &Saying<'_>, all: &[Saying<'_>]) -> Vec<usize> {
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for at in saying.statement.words.iter().filter_map(|word| self.words.get(word)).flatten() {
            *shared.entry(*at).or_default() += 1;
        }
        let own = saying.statement.words.len();
        let enough = |(at, common): &(usize, usize)| 3 * common >= own.min(all[*at].statement.words.len());
        let mut out: Vec<usize> = shared.into_iter().filter(enough).map(|(at, _)| at).collect();
        out.extend(saying.lines.iter().filter_map(|line| self.lines.get(line)).flatten());
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Those with a claim on one of its topics, who the agent is among them, sorted.
    pub(super) fn on_topic(&self, saying: &Saying<'_>) -> Vec<usize> {
        let mut out: Vec<usize> =
            saying.claims.topics().filter_map(|topic| self.topics.get(&topic)).flatten().copied().collect();
        out.extend(self.personas.iter().filter(|_| saying.is_persona));
        out.sort_unstable();
        out.dedup();
        out
    }
}

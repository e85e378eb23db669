//! How common words and phrases are among agents.

use super::lookup::Lookup;

/// In how many agents each word and each phrase stands; what is not listed is rarer than the table's cut.
///
/// Kept by the upper half of the hash: among a million phrases one in four thousand is taken for another, which moves a
/// weight and never a verdict.
///
/// Weights follow the inverse document frequency of Spärck Jones (1972), smoothed so that nothing weighs less than 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Commonness {
    /// Agents counted.
    pub agents: u32,
    /// Agents that use a word, by the upper half of the XXH3-64 of the folded word.
    pub words: Users,
    /// Agents, copies of one counted once, that use a word 5-shingle or a whole statement, by the upper half of its hash.
    pub phrases: Users,
}

/// How many agents use each of many hashes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Users {
    hashes: Vec<u32>,
    counts: Vec<u32>,
    lookup: Lookup,
}

impl Users {
    /// Hashes with their users, by hash. Of several of one hash the one with the most users counts.
    #[must_use]
    #[expect(clippy::stable_sort_primitive, reason = "two sorted lists in a row are merged, not sorted anew")]
    pub fn of(mut counted: Vec<(u32, u32)>) -> Self {
        counted.sort();
        let (mut hashes, mut counts) = (Vec::with_capacity(counted.len()), Vec::with_capacity(counted.len()));
        for run in counted.chunk_by(|x, y| x.0 == y.0) {
            if let Some((hash, count)) = run.last() {
                hashes.push(*hash);
                counts.push(*count);
            }
        }
        let lookup = Lookup::new(&hashes);
        Self { hashes, counts, lookup }
    }

    /// The users of `hash`; 0 where it is not listed.
    #[must_use]
    pub fn get(&self, hash: u32) -> u32 {
        self.lookup.place(&self.hashes, hash).map_or(0, |at| self.counts[at])
    }

    /// Each hash with its users, by hash.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.hashes.iter().copied().zip(self.counts.iter().copied())
    }

    /// How many hashes are listed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }
}

/// The weights of words and phrases by how many agents use them: one is asked for each phrase of each agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale(Vec<f64>);

impl Scale {
    /// The weight of what `users` agents use.
    #[must_use]
    pub fn weight(&self, users: u32) -> f64 {
        self.0[(users as usize).min(self.0.len() - 1)]
    }
}

impl Commonness {
    /// The weights of words and phrases by their users.
    #[must_use]
    pub fn scale(&self) -> Scale {
        let most = self.words.counts.iter().chain(&self.phrases.counts).copied().max().unwrap_or(0);
        Scale((0..=most).map(|users| weight(self.agents, users)).collect())
    }

    /// How many agents are known to use a word.
    #[must_use]
    pub fn word_users(&self, hash: u32) -> u32 {
        self.words.get(hash)
    }

    /// How many agents are known to use a phrase.
    #[must_use]
    pub fn phrase_users(&self, hash: u32) -> u32 {
        self.phrases.get(hash)
    }

    /// Weight of a word, `ln((N + 1) / (n + 0.5))` over `ln(2 (N + 1))`: 1 for one that no agent uses, 0 for one in all.
    #[must_use]
    pub fn word_weight(&self, hash: u32) -> f64 {
        weight(self.agents, self.word_users(hash))
    }
}

/// The half of a hash that [`Commonness`] keeps its counts by.
#[must_use]
pub const fn upper(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn weight(agents: u32, users: u32) -> f64 {
    let all = f64::from(agents) + 1.0;
    ((all / (f64::from(users) + 0.5)).ln() / (2.0 * all).ln()).clamp(0.0, 1.0)
}

//! What is kept of an agent to compare it: hashes, no text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    commonness::upper,
    section::Statement,
    shelf::{Numbers, Record, Shelved, list},
};

/// A word of a document by its hash (the upper half of XXH3-64 of the folded form), with how often it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Term {
    /// Hash of the folded word.
    pub hash: u32,
    /// Occurrences, at least 1.
    pub count: u32,
}

/// What comparing needs of a definition, made once: sorted sets of hashes, no text.
///
/// Half a hash each: two of a thousand phrases of two agents meet by chance once in four thousand pairs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sketch {
    /// Words of the name, split at separators, sorted, distinct.
    pub name: Vec<Term>,
    /// Words of the description without its routing text ("not for …, use …") and examples, sorted.
    pub description: Vec<Term>,
    /// Word 5-shingles of the supporting files, sorted, distinct; empty where there are none.
    pub supporting: Vec<u32>,
    /// The language that it is written in, by its English name; `None` where there is too little to tell.
    pub language: Option<String>,
    /// How many words the body has.
    pub words: u32,
    /// How many sections the body has.
    pub sections: u32,
    /// How many different statements the body has.
    pub said: u32,
    /// What the body says.
    pub bulk: Shelved<Bulk>,
}

/// What the body of a definition says, as hashes: nine tenths of a [`Sketch`], which a large corpus puts aside.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bulk {
    /// Word 5-shingles of the body (of all its words where it has fewer), sorted, distinct.
    pub shingles: Arc<[u32]>,
    /// Words of the section titles, sorted.
    pub titles: Vec<Term>,
    /// Words of the opening (the preamble's first paragraphs), sorted.
    pub opening: Vec<Term>,
    /// Words of the whole body, sorted.
    pub body: Vec<Term>,
    /// Code spans and identifiers of the body, sorted: what stays when an agent is translated.
    pub code: Vec<Term>,
    /// The body's statements.
    pub statements: Sayings,
    /// The build of the body without its words: each section's mark, depth and counts of statements, alone and with its
    /// neighbour, sorted, distinct.
    pub layout: Vec<u32>,
}

impl Record for Bulk {
    fn write(&self, out: &mut Vec<u32>) {
        list(self.shingles.iter().copied(), out);
        for terms in [&self.titles, &self.opening, &self.body, &self.code] {
            list(terms.iter().map(|term| term.hash), out);
            list(terms.iter().map(|term| term.count), out);
        }
        self.statements.write(out);
        list(self.layout.iter().copied(), out);
    }

    fn read(from: &mut Numbers<'_>) -> Self {
        let shingles = from.list().into();
        let [titles, opening, body, code] = std::array::from_fn(|_| {
            let (hashes, counts) = (from.list(), from.list());
            hashes.iter().zip(counts).map(|(hash, count)| Term { hash: *hash, count: *count }).collect()
        });
        let statements = Sayings::read(from);
        Self { shingles, titles, opening, body, code, statements, layout: from.list().to_vec() }
    }
}

/// Statements by their keys, each once, with their content words: what is left of statements without their wording.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sayings {
    /// Sorted, distinct.
    keys: Vec<u64>,
    /// For each key where its words end.
    ends: Vec<u32>,
    words: Vec<u32>,
}

impl Sayings {
    /// What these statements say; of several with one key the first counts.
    #[must_use]
    pub fn of(statements: &[Statement]) -> Self {
        let mut sorted: Vec<&Statement> = statements.iter().collect();
        sorted.sort_by_key(|statement| statement.key);
        sorted.dedup_by_key(|statement| statement.key);
        let mut out = Self {
            keys: Vec::with_capacity(sorted.len()),
            ends: Vec::with_capacity(sorted.len()),
            words: Vec::with_capacity(sorted.iter().map(|statement| statement.words.len()).sum()),
        };
        for statement in sorted {
            out.keys.push(statement.key);
            out.words.extend(&statement.words);
            out.ends.push(u32::try_from(out.words.len()).unwrap_or(u32::MAX));
        }
        out
    }

    /// How many statements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys, sorted.
    #[must_use]
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// Each key with its content words, by key.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &[u32])> {
        let mut from = 0;
        self.keys.iter().zip(&self.ends).map(move |(key, end)| {
            let start = std::mem::replace(&mut from, *end as usize);
            (*key, self.words.get(start..*end as usize).unwrap_or_default())
        })
    }
}

impl Record for Sayings {
    fn write(&self, out: &mut Vec<u32>) {
        list(self.keys.iter().map(|key| upper(*key)), out);
        #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
        list(self.keys.iter().map(|key| *key as u32), out);
        list(self.ends.iter().copied(), out);
        list(self.words.iter().copied(), out);
    }

    fn read(from: &mut Numbers<'_>) -> Self {
        let (upper, lower) = (from.list(), from.list());
        let keys = upper.iter().zip(lower).map(|(upper, lower)| u64::from(*upper) << 32 | u64::from(*lower));
        Self { keys: keys.collect(), ends: from.list().to_vec(), words: from.list().to_vec() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SectionIx, Span, StatementKind};

    #[test]
    fn sayings_are_in_order_of_their_keys() {
        let nowhere = Span::new(0, 0);
        let statement = |key: u64, words: &[u32]| Statement {
            section: SectionIx::new(0),
            kind: StatementKind::Bullet,
            span: nowhere,
            block: nowhere,
            line: 1,
            depth: 0,
            parent: None,
            key,
            words: words.to_vec(),
        };
        let of = Sayings::of(&[statement(7, &[1, 2]), statement(3, &[]), statement(5, &[9]), statement(7, &[4])]);
        assert_eq!(of.keys(), [3, 5, 7]);
        assert_eq!(of.iter().collect::<Vec<_>>(), [(3, &[][..]), (5, &[9][..]), (7, &[1, 2][..])]);
    }
}

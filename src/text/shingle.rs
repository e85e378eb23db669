//! Word shingles: runs of neighbouring words, by hash (Broder: "On the resemblance and containment of documents", 1997).

use xxhash_rust::xxh3::xxh3_64;

use super::words::{for_each_word, hash};

/// Words in a shingle, as near-duplicate tools take it.
pub const WIDTH: usize = 5;

/// Hashes of the word [`WIDTH`]-shingles of `text`, sorted, distinct. A text of fewer words is one shingle of them all;
/// a text without words has none.
#[must_use]
pub fn shingles(text: &str) -> Vec<u64> {
    let mut hashes = Vec::new();
    for_each_word(text, |word| hashes.push(hash(word)));
    shingles_of(&hashes)
}

/// The same over word hashes in order.
#[must_use]
pub fn shingles_of(words: &[u64]) -> Vec<u64> {
    let mut out: Vec<u64> = each_shingle(words).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The same in the order of the words, as often as they stand there.
pub fn each_shingle(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(WIDTH.min(words.len()).max(1)).map(shingle)
}

/// The hash of one shingle: at most [`WIDTH`] word hashes in order.
#[must_use]
pub fn shingle(run: &[u64]) -> u64 {
    let mut bytes = [0u8; WIDTH * 8];
    for (slot, word) in bytes.chunks_exact_mut(8).zip(run) {
        slot.copy_from_slice(&word.to_le_bytes());
    }
    xxh3_64(&bytes[..run.len() * 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_counted_once() {
        assert_eq!(shingles("a b c d e f").len(), 2);
        assert_eq!(shingles("a b c").len(), 1);
        assert_eq!(shingles("x x x x x x x").len(), 1);
        assert!(shingles(" … ").is_empty());
        assert_eq!(shingles("One, two; three four FIVE"), shingles("one two three four five"));
    }
}

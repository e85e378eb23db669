//! Words in all scripts, folded so that spelling noise does not count.
//!
//! A word is a run of letters, digits and marks after NFKC and lower-casing (Unicode Standard Annex #15); `c++`, `c#`
//! and `node.js` are words. Scripts written without spaces (Han, Kana, Thai and their like) have no such runs: there each
//! two neighbouring characters are a word, the usual choice for retrieval (Nie, Gao, Zhang, Zhou: "On the use of words
//! and n-grams for Chinese information retrieval", IRAL 2000).

use std::borrow::Cow;

use super::{
    bytes::{any, doubled},
    hidden::is_separator,
    signs::signs,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfkc_quick};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Compatibility-composed and lower-cased, so that full-width, ligature and case variants are one.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return if any(text.as_bytes(), |byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        };
    }
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Owned(lowered(text));
    }
    Cow::Owned(text.nfkc().map(straight).flat_map(char::to_lowercase).collect())
}

/// Composed text in lower case. Most of it is ASCII even where not all is, and that needs no look into the tables.
fn lowered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(straight(c).to_lowercase()) }
    }
    out
}

/// Typographic apostrophes as typed ones: editors put in either.
const fn straight(c: char) -> char {
    if matches!(c, '\u{2018}' | '\u{2019}' | '\u{02bc}') { '\'' } else { c }
}

/// Calls `each` with every folded word of `text`, in order.
pub fn for_each_word(text: &str, each: impl FnMut(&str)) {
    let folded = fold(text);
    if folded.is_ascii() { each_of_ascii(&folded, each) } else { each_of_any(&folded, each) }
}

/// What a byte of folded ASCII is to a word: nothing, a part of it, or what may join two parts.
const CLASSES: [u8; 256] = classes();
const LETTER: u8 = 1;
const JOINT: u8 = 2;

const fn classes() -> [u8; 256] {
    let (mut out, mut byte) = ([0; 256], 0u8);
    while byte < 128 {
        out[byte as usize] = match byte {
            b'0'..=b'9' | b'a'..=b'z' => LETTER,
            b'+' | b'#' | b'.' | b'\'' | b'_' => JOINT,
            _ => 0,
        };
        byte += 1;
    }
    out
}

/// The words of ASCII, which nearly all texts are made of: [`each_of_any`] would tell the same in four times the time.
fn each_of_ascii(folded: &str, mut each: impl FnMut(&str)) {
    let bytes = folded.as_bytes();
    let class = |at: usize| bytes.get(at).map_or(0, |byte| CLASSES[usize::from(*byte)]);
    let mut at = 0;
    while at < bytes.len() {
        if class(at) != LETTER {
            at += 1;
            continue;
        }
        let start = at;
        loop {
            while class(at) == LETTER {
                at += 1;
            }
            if class(at) == JOINT && joins(folded, at, char::from(bytes[at])) {
                at += 1;
            } else {
                break;
            }
        }
        each(&folded[start..at]);
    }
}

fn each_of_any(folded: &str, mut each: impl FnMut(&str)) {
    let mut run: Option<usize> = None;
    let mut before: Option<(usize, char)> = None;
    for (at, c) in folded.char_indices() {
        // Most of any text: no table need be asked.
        if c.is_ascii_lowercase() {
            before = None;
            run.get_or_insert(at);
            continue;
        }
        if is_unspaced(c) {
            if let Some(start) = run.take() {
                each(&folded[start..at]);
            }
            match before.replace((at, c)) {
                Some((start, _)) => each(&folded[start..at + c.len_utf8()]),
                None if !next_is_unspaced(folded, at + c.len_utf8()) => each(&folded[at..at + c.len_utf8()]),
                None => {}
            }
            continue;
        }
        before = None;
        if is_word_char(c) || (run.is_some() && joins(folded, at, c)) {
            run.get_or_insert(at);
        } else if let Some(start) = run.take() {
            each(&folded[start..at]);
        }
    }
    if let Some(start) = run {
        each(&folded[start..]);
    }
}

/// The folded words of `text`, in order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for_each_word(text, |word| out.push(word.to_owned()));
    out
}

/// XXH3-64 of a folded word: the same on every machine.
#[must_use]
pub fn hash(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

/// Digest of the wording of `text` without marks, case, spaces and punctuation: equal where the words are, in order, and the
/// [signs] that say something.
/// A text without words gives the digest of its characters other than white space. Never 0.
#[must_use]
pub fn key(text: &str) -> u64 {
    let mut joined = String::with_capacity(text.len() + 1);
    for_each_word(text, |word| join(&mut joined, word));
    key_of(joined, text)
}

fn join(joined: &mut String, word: &str) {
    joined.push_str(word);
    joined.push(' ');
}

fn key_of(mut joined: String, text: &str) -> u64 {
    if joined.is_empty() {
        joined.extend(text.chars().filter(|c| !c.is_whitespace()));
    } else {
        joined.push_str(&signs(text));
    }
    xxh3_64(joined.as_bytes()).max(1)
}

/// A text's words, read once: what [`key`] and [`content_words`] tell, and more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The text's [`key`].
    pub key: u64,
    /// Hashes of all words, in order.
    pub words: Vec<u64>,
    /// Hashes of the stems of its content words, in order, as often as they stand there.
    pub stems: Vec<u64>,
}

impl Reading {
    /// Reads `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut joined = String::with_capacity(text.len() + 1);
        // Words have five letters or so, and half of them say something: hardly any list grows.
        let (mut words, mut stems) = (Vec::with_capacity(text.len() / 6 + 1), Vec::with_capacity(text.len() / 12 + 1));
        for_each_word(text, |word| {
            join(&mut joined, word);
            let whole = hash(word);
            words.push(whole);
            if !is_stop(word) {
                stems.push(stem_hash(word, whole));
            }
        });
        Self { key: key_of(joined, text), words, stems }
    }

    /// The text's [`content_words`].
    #[must_use]
    pub fn content_words(&self) -> Vec<u32> {
        distinct(self.stems.iter().map(|stem| half(*stem)).collect())
    }
}

/// Composed (NFC) and with each run of white space made one blank, none at the ends: the same text however it is spaced
/// and encoded. Hidden characters stay, with the separators of lines and paragraphs among them.
#[must_use]
pub fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_collapsed(&mut out, text);
    out
}

/// Appends what [`collapsed`] gives.
pub fn push_collapsed(out: &mut String, text: &str) {
    if is_collapsed(text) {
        out.push_str(text);
        return;
    }
    let start = out.len();
    for part in text.split(|c: char| c.is_whitespace() && !is_separator(c)).filter(|part| !part.is_empty()) {
        if out.len() > start {
            out.push(' ');
        }
        if is_nfc_quick(part.chars()) == IsNormalized::Yes { out.push_str(part) } else { out.extend(part.nfc()) }
    }
}

/// Whether a text is plainly what [`collapsed`] would make of it: ASCII without white space but single blanks inside.
fn is_collapsed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = |byte: u8| !byte.is_ascii() || matches!(byte, b'\t'..=b'\r');
    let ends = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
    !ends && !any(bytes, odd) && !doubled(bytes, b' ')
}

/// XXH3-128 of a text's bytes: the same on every machine.
#[must_use]
pub fn digest(text: &str) -> u128 {
    digest_of(text.as_bytes())
}

/// XXH3-128 of bytes that need be no text: the same on every machine.
#[must_use]
pub fn digest_of(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

/// The word without its plural ending: the S stemmer of Harman ("How effective is suffixing?", JASIS 1991).
#[must_use]
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    if word.ends_with("ies") && !word.ends_with("eies") && !word.ends_with("aies") {
        return Cow::Owned(format!("{}y", &word[..word.len() - 3]));
    }
    if word.ends_with("es") && !["aes", "ees", "oes"].iter().any(|end| word.ends_with(end)) {
        return Cow::Borrowed(&word[..word.len() - 1]);
    }
    if word.ends_with('s') && !word.ends_with("us") && !word.ends_with("ss") {
        return Cow::Borrowed(&word[..word.len() - 1]);
    }
    Cow::Borrowed(word)
}

/// Whether a folded word is one that says nothing on its own (articles, prepositions, pronouns, auxiliaries).
#[must_use]
pub fn is_stop(word: &str) -> bool {
    let Some(packed) = packed(word.as_bytes()) else { return false };
    let mut at = slot(packed);
    while STOP_TABLE[at] != 0 {
        if STOP_TABLE[at] == packed {
            return true;
        }
        at = (at + 1) % STOP_TABLE.len();
    }
    false
}

/// The bytes of a word of at most eight as one number, which is never 0; `None` for a longer one, and for none.
pub(super) const fn packed(word: &[u8]) -> Option<u64> {
    if word.is_empty() || word.len() > 8 {
        return None;
    }
    let (mut out, mut at) = (0, 0);
    while at < word.len() {
        out = out << 8 | word[at] as u64;
        at += 1;
    }
    Some(out)
}

/// Where to look for a packed word first: Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
pub(super) const fn slot(packed: u64) -> usize {
    (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize
}

/// The stop words by their packed bytes, 0 where there is none: every word of every text is asked for.
static STOP_TABLE: [u64; 512] = stop_table();

const fn stop_table() -> [u64; 512] {
    let (mut out, mut at) = ([0; 512], 0);
    while at < STOP_WORDS.len() {
        if let Some(packed) = packed(STOP_WORDS[at].as_bytes()) {
            let mut free = slot(packed);
            while out[free] != 0 {
                free = (free + 1) % out.len();
            }
            out[free] = packed;
        }
        at += 1;
    }
    out
}

/// Distinct content words of `text` (stemmed, stop words left out), as the low half of their hashes, sorted.
#[must_use]
pub fn content_words(text: &str) -> Vec<u32> {
    let mut stems = Vec::new();
    for_each_word(text, |word| {
        if !is_stop(word) {
            stems.push(half(stem_hash(word, hash(word))));
        }
    });
    distinct(stems)
}

/// The hash of a word's stem, where `whole` is that of the word.
fn stem_hash(word: &str, whole: u64) -> u64 {
    let stem = stem(word);
    if stem.len() == word.len() { whole } else { hash(&stem) }
}

#[expect(clippy::cast_possible_truncation, reason = "half a hash tells the words of one statement apart")]
const fn half(hash: u64) -> u32 {
    hash as u32
}

fn distinct(mut hashes: Vec<u32>) -> Vec<u32> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Whether `c` belongs to a script that is written without spaces between words.
#[must_use]
pub const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}'                            // Thai, Lao
        | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' // Myanmar, Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' // Kana and iteration marks
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
        && c != '\u{30fb}'
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{0300}'..='\u{036f}' | '\u{200d}')
}

/// Whether a mark inside a run belongs to the word: `+` and `#` after it (c++, c#), a dot or apostrophe between letters.
fn joins(text: &str, at: usize, c: char) -> bool {
    let next = text[at + c.len_utf8()..].chars().next();
    match c {
        '+' | '#' => !next.is_some_and(is_word_char),
        '.' | '\'' | '\u{2019}' | '_' => next.is_some_and(|n| is_word_char(n) && !is_unspaced(n)),
        _ => false,
    }
}

fn next_is_unspaced(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(is_unspaced)
}

/// Sorted. After the list of Fox ("A stop list for general text", SIGIR Forum 1989), cut to what prompts use.
const STOP_WORDS: &[&str] = &[
    "a", "about", "above", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "being", "below", "between", "both", "but", "by", "can", "could", "did", "do", "does", "doing",
    "don't", "during", "each", "for", "from", "further", "had", "has", "have", "having", "he", "her", "here", "him",
    "his", "how", "i", "i'll", "i'm", "if", "in", "into", "is", "it", "it's", "its", "just", "may", "me", "might",
    "more", "most", "must", "my", "no", "nor", "not", "of", "off", "on", "once", "only", "or", "other", "our", "out",
    "over", "own", "same", "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "this", "those", "through", "to", "too", "under", "until", "up", "us", "very",
    "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with", "would",
    "you", "you're", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_scripts() {
        assert_eq!(words("C++ and C#, Node.js v2.1!"), ["c++", "and", "c#", "node.js", "v2.1"]);
        assert_eq!(words("ＡＰＩ設計を行う。Go言語"), ["api", "設計", "計を", "を行", "行う", "go", "言語"]);
        assert_eq!(words("Don't panic. 字"), ["don't", "panic", "字"]);
        assert_eq!(words("проверка кода"), ["проверка", "кода"]);
    }

    #[test]
    fn ascii_is_read_as_any_text_is() {
        let text = "C++, c# node.js v2.1 don't a_b _x x_ ..dots.. a.b. it's 'quoted' 3+4 x+ #tag a#b end.";
        let (mut short, mut long) = (Vec::new(), Vec::new());
        each_of_ascii(&fold(text), |word| short.push(word.to_owned()));
        each_of_any(&fold(text), |word| long.push(word.to_owned()));
        assert_eq!(short, long);
    }

    #[test]
    fn keys_do_not_see_marks() {
        assert_eq!(key("**Never** run `it`!"), key("never run it"));
        assert_ne!(key("never run it"), key("run it never"));
        assert_eq!(key("the keeper\u{2019}s log"), key("the keeper's log"));
        assert_ne!(key("under < 100 ms"), key("under > 100 ms"));
        assert_eq!(key("---"), key(" --- "));
        assert_ne!(key("---"), key("***"));
        assert_eq!(Reading::new("Never run it").key, key("never run it"));
        let text = "Never run the queries twice, 台帳を";
        assert_eq!(Reading::new(text).content_words(), content_words(text));
    }

    #[test]
    fn spacing_and_composition_do_not_count_but_hidden_characters_do() {
        assert_eq!(collapsed(" a\n\tb\u{a0}c "), "a b c");
        assert_eq!(collapsed("Cafe\u{301}"), collapsed("Caf\u{e9}"));
        assert_ne!(digest(&collapsed("a\u{200b}b")), digest(&collapsed("ab")));
        assert_ne!(collapsed("Check\u{2028}"), collapsed("Check"));
    }

    #[test]
    fn every_stop_word_is_found() {
        assert!(STOP_WORDS.is_sorted() && STOP_WORDS.iter().all(|word| is_stop(word)));
        assert!(is_stop("the") && !is_stop("database") && !is_stop("") && !is_stop("throughout"));
    }

    #[test]
    fn plurals_fold() {
        assert_eq!(
            [stem("queries"), stem("databases"), stem("class"), stem("apis")],
            ["query", "database", "class", "api"]
        );
    }
}

//! Secrets that stand in a text: tokens by the prefixes that their makers gave them, private keys by their armour, passwords
//! by the address or the name that they stand behind.
//!
//! Only what is long and irregular enough to be one: a placeholder (`sk-xxxx`, `ghp_your_token_here`) is none.

mod kinds;
mod named;

use std::{borrow::Cow, collections::BTreeSet, ops::Range};

use kinds::{TOKENS, Token};

/// A secret and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it is, with its article: "a GitHub token".
    pub kind: &'static str,
    /// The bytes that it takes.
    pub range: Range<usize>,
    /// How much of it everybody may see: the prefix that tells its kind.
    pub shown: usize,
}

const BEGIN: &str = "-----BEGIN ";
/// Bytes in which the name of what is armoured must end.
const MOST_NAME: usize = 40;
/// Characters of a key that must follow its armour: a line of base64 has 64.
const LEAST_KEY: usize = 40;
/// Bits a character that a secret has at least: random letters and digits have 4 and more at these lengths, words about 3.
const LEAST_ENTROPY: f64 = 3.2;
/// What a placeholder says of itself.
const PLACEHOLDERS: &[&str] =
    &["example", "your", "placeholder", "redacted", "secret", "dummy", "token", "xxxx", "0000", "1234567", "signature"];

/// The secrets in `text`, in its order; they never overlap. One pass: a secret begins where a word does.
#[must_use]
pub fn secrets(text: &str) -> Vec<Secret> {
    let (mut out, mut at, mut in_word) = (Vec::new(), 0, false);
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let class = CLASSES[usize::from(*byte)];
        let inside = class == INSIDE;
        // A secret begins with a word, or after a colon or an equals sign: nearly no byte of a text is either.
        let may = class == LEAD || inside && !in_word;
        let found = if may { secret_at(text, at, *byte) } else { None };
        at = found.as_ref().map_or(at + 1, |secret| secret.range.end);
        in_word = inside;
        out.extend(found);
    }
    out
}

/// What a byte is to a secret: nothing, a part of its word, or what may stand before it.
const CLASSES: [u8; 256] = classes();
const INSIDE: u8 = 1;
const LEAD: u8 = 2;

const fn classes() -> [u8; 256] {
    let (mut out, mut byte) = ([0; 256], 0u8);
    while byte < 128 {
        out[byte as usize] = match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'-' => INSIDE,
            b':' | b'=' => LEAD,
            _ => 0,
        };
        byte += 1;
    }
    out
}

fn secret_at(text: &str, at: usize, first: u8) -> Option<Secret> {
    match first {
        b'-' => key_at(text, at),
        b':' | b'=' => named::in_address(text, at).or_else(|| named::assigned(text, at)),
        first if kinds::may_begin(first, *text.as_bytes().get(at + 1)?) => TOKENS
            .iter()
            .filter(|token| token.prefix.as_bytes()[0] == first && text[at..].starts_with(token.prefix))
            .find_map(|token| token_at(text, at, token)),
        _ => None,
    }
}

/// The text with its secrets cut down to their prefixes: `ghp_****`.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let found = secrets(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for secret in found {
        out.push_str(&text[from..secret.range.start + secret.shown]);
        out.push_str("****");
        from = secret.range.end;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

fn token_at(text: &str, start: usize, token: &Token) -> Option<Secret> {
    let shown = token.prefix.len();
    let rest = &text[start + shown..];
    let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || token.marks.contains(c))).unwrap_or(rest.len());
    let found = len >= token.least && is_irregular(&rest[..len]);
    found.then_some(Secret { kind: token.kind, range: start..start + shown + len, shown })
}

/// A private key from armour to armour; without its end as far as a key goes on.
fn key_at(text: &str, start: usize) -> Option<Secret> {
    let begun = text[start..].strip_prefix(BEGIN)?;
    // "ENCRYPTED PRIVATE KEY-----" is the longest that follows.
    let named = begun.bytes().take(MOST_NAME).position(|byte| byte == b'-')?;
    let shown = BEGIN.len() + named + "-----".len();
    let rest = text[start..].get(shown..).filter(|_| begun[..named].ends_with("PRIVATE KEY"))?;
    let inside = rest.find("-----").unwrap_or_else(|| rest.find(|c| !is_key(c)).unwrap_or(rest.len()));
    let letters: String = rest[..inside].chars().filter(char::is_ascii_alphanumeric).collect();
    let found = letters.len() >= LEAST_KEY && is_irregular(&letters);
    found.then_some(Secret { kind: "a private key", range: start..start + shown + inside, shown })
}

const fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '\n' | '\r' | '\\' | ' ')
}

/// Whether characters look drawn by lot: letters and digits, of many kinds, in no run and in no order.
fn is_irregular(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let bytes = lower.as_bytes();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let kinds: BTreeSet<u8> = bytes.iter().copied().collect();
    let in_order = bytes.windows(2).filter(|pair| pair[1] == pair[0] || pair[1] == pair[0].wrapping_add(1)).count();
    digits >= 2
        && letters >= 2
        && kinds.len() >= 9
        && in_order * 3 < bytes.len()
        && entropy(bytes) >= LEAST_ENTROPY
        && !PLACEHOLDERS.iter().any(|word| lower.contains(word))
}

/// Shannon's entropy in bits a byte (A Mathematical Theory of Communication, 1948).
fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let all = f64::from(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    counts.into_iter().filter(|count| *count > 0).map(|count| f64::from(count) / all).map(|p| -p * p.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made for this test by lot; spelt in two parts, so that no scanner takes this file for a leak.
    fn made(prefix: &str, rest: &str) -> String {
        format!("{prefix}{rest}")
    }

    #[test]
    fn tokens_are_told_and_masked() {
        for (prefix, rest, kind) in [
            ("AKIA", "Q3TZ7WJ2KX9MB5RD", "an AWS access key"),
            ("ghp_", "a8Kd03JfLq92MxvT7bWcR5yZ1nEu6GhPs4Vo", "a GitHub token"),
            ("sk-proj-", "T9x_2LmQ-8vRk4ZbWc7yHd3NfJg6PaUe5Xs1", "an OpenAI API key"),
            ("sk-", "q7Zt2Lm9Xv4Rk8BwCy3HdNf6JgPa5UeXs1Yo0", "an API key"),
            ("xoxb-", "2718281828-3141592653-aQ7xZ2mK9w", "a Slack token"),
            ("AIza", "SyD4x9Qk2Lm7Vt-Rb3Wc_8yZn6EuGhPs5JfA", "a Google API key"),
            ("gsk_", "Wc7yHd3NfJg6PaUe5Xs1q7Zt2Lm9Xv4Rk8BwCy3HdN", "a Groq key"),
            ("hvs.", "q7Zt2Lm9Xv4Rk8BwCy3HdNf6Jg", "a Vault token"),
        ] {
            let text = format!("Use `{}` for it.", made(prefix, rest));
            let found = secrets(&text);
            assert_eq!(found.iter().map(|secret| secret.kind).collect::<Vec<_>>(), [kind], "{prefix}");
            assert_eq!(masked(&text), format!("Use `{prefix}****` for it."));
        }
    }

    #[test]
    fn placeholders_and_words_are_no_secrets() {
        for text in [
            "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "sk-your-api-key-goes-here-and-it-is-long-1-2",
            "sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789",
            "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
            "ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "AKIAIOSFODNN7EXAMPLE",
            "a risk-assessment-of-everything-that-could-go-wrong-in-2024-q3",
            "task-a8Kd03JfLq92MxvT7bWcR5yZ1nEu6GhPs4Vo",
            "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
            "grep for `-----BEGIN PRIVATE KEY-----`, `ghp_` and `AKIA[0-9A-Z]{16}`",
        ] {
            assert_eq!(secrets(text), [], "{text}");
            assert!(matches!(masked(text), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn a_private_key_is_masked_from_armour_to_armour() {
        let key = "MIIEvQ8BADk4Nn7gkqhkiG9w0QAF2ScBKcw3gSjAgE7oIB\nQDB5zV1pXr0LtYmWu6EfHa4";
        let text = made("-----BEGIN PRIVATE ", &format!("KEY-----\n{key}\n-----END PRIVATE KEY-----\nend"));
        assert_eq!(
            masked(&text),
            "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----\nend".replace("----------", "-----****-----")
        );
        assert_eq!(secrets(&text)[0].kind, "a private key");
    }

    #[test]
    fn hostile_texts_take_time_linear_in_their_length() {
        let started = std::time::Instant::now();
        let begun = made("-----BEGIN PRIVATE ", "KEY-----\n");
        for part in [
            "sk-",
            "ghp_ ",
            "sk-proj-a1 ",
            "-----BEGIN ",
            begun.as_str(),
            "AKIA\n",
            "-",
            "://a:",
            "token=",
            "=:",
            "key:key",
        ] {
            let text = part.repeat(100_000 / part.len());
            assert_eq!(secrets(&text), [], "{part}");
        }
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }
}

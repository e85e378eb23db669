//! Names and identifiers: what stays as it is when an agent is reworded or translated.

use crate::text::words::words;

/// The words of an agent's name, cut at separators and where the case rises (`cssClock` is css, clock).
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for c in name.chars() {
        if lower && c.is_uppercase() {
            spaced.push(' ');
        }
        lower = c.is_lowercase();
        spaced.push(if c == '_' { ' ' } else { c });
    }
    words(&spaced)
}

/// Where identifiers are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// Prose: code spans and words spelt like code.
    Prose,
    /// Code: every name.
    Code,
}

/// Calls `each` with every identifier of `text`, in lower case: in prose what stands between backticks and words spelt
/// like code (`JWT`, `useState`, `snake_case`, `node.js`), in code every name.
pub(super) fn for_each_identifier(text: &str, ground: Ground, mut each: impl FnMut(&str)) {
    let (mut inside, mut at) = (false, 0);
    let mut lower = String::new();
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map_or(0, |byte| CLASSES[usize::from(*byte)]);
    while let Some(byte) = bytes.get(at) {
        if class(at) == 0 {
            inside ^= *byte == b'`';
            at += 1;
            continue;
        }
        let (start, mut after_first) = (at, 0);
        at += 1;
        while class(at) != 0 {
            after_first |= class(at);
            at += 1;
        }
        let all = ground == Ground::Code || inside;
        // Nearly every word of prose ends here: what has nothing odd in it has none without its ends.
        if !all && after_first & ODD == 0 {
            continue;
        }
        let token = text[start..at].trim_matches(['.', '-', '/', '_', ':', '@']);
        if token.len() > 1 && (all && token.starts_with(|c: char| c.is_ascii_alphabetic()) || is_coded(token)) {
            lower.clear();
            lower.push_str(token);
            lower.make_ascii_lowercase();
            each(&lower);
        }
    }
}

/// What a byte is to a token: nothing, a part of it, or an odd part, which no plain word has inside. ASCII alone, so that a
/// token begins and ends between characters.
const CLASSES: [u8; 256] = classes();
const PART: u8 = 1;
const ODD: u8 = 2;

const fn classes() -> [u8; 256] {
    let (mut out, mut byte) = ([0; 256], 0u8);
    while byte < 128 {
        out[byte as usize] = match byte {
            b'a'..=b'z' | b'-' | b'/' | b':' => PART,
            byte if is_odd(byte) => PART | ODD,
            _ => 0,
        };
        byte += 1;
    }
    out
}

const fn is_odd(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.' | b'@')
}

/// Whether a word of prose is spelt as no plain word is: capitals after the first letter, an underscore, a dot or a
/// figure between letters.
fn is_coded(token: &str) -> bool {
    let inner = &token.as_bytes()[1..];
    let letters = token.bytes().any(|b| b.is_ascii_alphabetic());
    letters && inner.iter().any(|b| is_odd(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, ground: Ground) -> Vec<String> {
        let mut out = Vec::new();
        for_each_identifier(text, ground, |name| out.push(name.to_owned()));
        out
    }

    #[test]
    fn names_fall_into_words() {
        assert_eq!(parts("cssClock_mender-pro"), ["css", "clock", "mender", "pro"]);
        assert_eq!(parts("API"), ["api"]);
    }

    #[test]
    fn identifiers() {
        assert_eq!(
            found("使用 JWT 和 useState，run `git log` daily.", Ground::Prose),
            ["jwt", "usestate", "git", "log"]
        );
        assert_eq!(found("let x_1 = open(path);", Ground::Code), ["let", "x_1", "open", "path"]);
        assert!(found("Plain words only. Really - 42.", Ground::Prose).is_empty());
    }
}

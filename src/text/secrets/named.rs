//! Secrets that no prefix tells, but what stands before them: `scheme://user:password@host`, `API_KEY=…`.

use super::{Secret, is_irregular, secret_at};

/// Bytes of an address in which its password must end.
const MOST_ADDRESS: usize = 200;
/// Characters of a password in an address.
const LEAST_PASSWORD: usize = 8;
/// Characters of a value that is called a key or a token, at least and at most.
const LEAST_VALUE: usize = 20;
const MOST_VALUE: usize = 200;
/// Blanks and quotes between a name and its value.
const MOST_GAP: usize = 8;
/// Bytes of a name before its value that are looked at.
const MOST_NAME: usize = 40;
/// How names of secrets end, in lower case without separators.
const NAMES: &[&str] =
    &["apikey", "accesskey", "secretkey", "privatekey", "authtoken", "token", "secret", "password", "passwd"];
/// What a password that is none says of itself.
const NO_PASSWORDS: &[&str] =
    &["pass", "pwd", "admin", "user", "test", "change", "example", "secret", "your", "1234", "%"];

/// The password of an address whose `://` is at `at`.
pub(super) fn in_address(text: &str, at: usize) -> Option<Secret> {
    let rest = text[at..].strip_prefix("://")?;
    let ends =
        |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'$' | b'{');
    let login = rest.bytes().take(MOST_ADDRESS).position(|byte| byte == b'@' || ends(byte))?;
    if rest.as_bytes()[login] != b'@' {
        return None;
    }
    let colon = rest[..login].find(':')?;
    let start = at + "://".len() + colon + 1;
    let password = rest[..login].get(colon + 1..)?;
    is_password(password).then(|| Secret { kind: "a password", range: start..start + password.len(), shown: 0 })
}

/// The value of a name that says what it is, whose `:` or `=` is at `at`.
pub(super) fn assigned(text: &str, at: usize) -> Option<Secret> {
    if !is_secret_name(text, at) {
        return None;
    }
    let value = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '/' | '=' | '.' | '~');
    let gap =
        text[at + 1..].bytes().take(MOST_GAP).take_while(|byte| matches!(byte, b' ' | b'"' | b'\'' | b'`')).count();
    let start = at + 1 + gap;
    // What goes on for longer is data, not a key.
    let len = text[start..].chars().take(MOST_VALUE).take_while(|c| value(*c)).count();
    // A token of a known kind says more of itself.
    if secret_at(text, start, *text.as_bytes().get(start)?).is_some() {
        return None;
    }
    // What ends in an ellipsis was shortened already.
    let found = len >= LEAST_VALUE && !text[..start + len].ends_with("..") && is_irregular(&text[start..start + len]);
    found.then(|| Secret { kind: "a key or a token", range: start..start + len, shown: 0 })
}

fn is_secret_name(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[at.saturating_sub(MOST_NAME)..at];
    // All names of secrets end in one of four letters.
    let last = before.iter().rev().find(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
    if !last.is_some_and(|last| NAMES.iter().any(|known| known.as_bytes().last() == Some(&last))) {
        return false;
    }
    let name = before.iter().rev().skip_while(|byte| matches!(byte, b'"' | b'\'' | b'`' | b' ' | b'*'));
    let mut name: Vec<u8> = name
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        .filter(|byte| byte.is_ascii_alphanumeric())
        .map(u8::to_ascii_lowercase)
        .collect();
    name.reverse();
    NAMES.iter().any(|known| name.ends_with(known.as_bytes()))
}

fn is_password(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let count = |is: fn(&u8) -> bool| lower.bytes().filter(is).count();
    let mut kinds: Vec<u8> = lower.bytes().collect();
    kinds.sort_unstable();
    kinds.dedup();
    text.len() >= LEAST_PASSWORD
        && count(u8::is_ascii_digit) >= 2
        && count(u8::is_ascii_alphabetic) >= 2
        && kinds.len() >= 6
        && !NO_PASSWORDS.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::text::secrets::masked;

    #[test]
    fn what_stands_behind_a_name_or_in_an_address_is_masked() {
        // Made by lot, in parts, so that no scanner takes this file for a leak.
        let key = ["Wc7yHd3NfJg6", "PaUe5Xs1q7Zt2Lm9"].concat();
        for (before, value, after) in [
            ("postgres://tide:", "k4Vq9ZtL", "@harbour:5432/ships"),
            ("API_KEY=", key.as_str(), ""),
            ("\"api-key\": \"", key.as_str(), "\","),
            ("  SLIP_TOKEN: ", key.as_str(), "\n"),
        ] {
            assert_eq!(masked(&format!("{before}{value}{after}")), format!("{before}****{after}"));
        }
    }

    #[test]
    fn names_and_placeholders_alone_are_no_secrets() {
        for text in [
            "postgres://user:password@localhost/db",
            "postgres://$USER:$PASS12ab@host",
            "API_KEY=your-api-key-goes-here-1234567",
            "token: the word that follows the colon, twice",
            "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "https://host/path:8080@x",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}

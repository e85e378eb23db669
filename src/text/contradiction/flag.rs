//! Options of commands: `--no-verify` used here and never used there, `--dry-run` against `--no-dry-run`.

use super::{Claim, Standing, polarity::order};
use crate::text::{verbs::bare_verb, words::words as words_of};

/// What `sentence` says of the options that it names.
pub(super) fn stands(sentence: &str, standing: Standing) -> Vec<Claim> {
    // What explains an option begins with it, or names it before a colon.
    if standing == Standing::Piece
        || !sentence.contains("--")
        || sentence.contains(':')
        || sentence.trim_start().starts_with(['-', '`'])
    {
        return Vec::new();
    }
    let flags: Vec<&str> = sentence.split(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '(' | ')')).collect();
    let flags: Vec<&str> = flags.into_iter().filter_map(named).collect();
    let [flag] = flags[..] else { return Vec::new() };
    // "--no-verify" denies nothing of the sentence.
    let around = words_of(&sentence.replacen(flag, " ", 1));
    let around: Vec<&str> = around.iter().map(String::as_str).collect();
    let bound = around.iter().any(|word| BINDS.contains(word));
    let (order, rest) = order(&around);
    let mut out = Vec::new();
    // A prohibition is whole where it names the option alone.
    let used = rest.first().is_some_and(|verb| USES.contains(verb));
    let bare = order == "no" && used && rest[1..].iter().all(|word| FILLS.contains(word));
    let asked = order == "yes" && !bound && !rest.iter().any(|word| DENIES.contains(word));
    let orders = rest.first().is_some_and(|verb| bare_verb(verb).is_some());
    if bare || asked && orders {
        let stance = if bare { "no" } else { "yes" };
        out.push(Claim::new(&format!("option {flag}"), stance, &format!("use {flag}")));
    }
    let positive = flag.trim_start_matches("--").trim_start_matches("no-");
    if asked && around.len() > 1 {
        let stance = if flag.starts_with("--no-") { "off" } else { "on" };
        out.push(Claim::new(&format!("switch {positive} {}", around.join(" ")), stance, &format!("option {positive}")));
    }
    out
}

/// The option that a token is, without its value and what ends a sentence.
fn named(token: &str) -> Option<&str> {
    let flag = token.split('=').next()?.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let name = flag.strip_prefix("--")?;
    (name.len() > 1 && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(flag)
}

const USES: &[&str] = &["use", "using", "pass", "passing", "add", "set"];
const FILLS: &[&str] = &["the", "flag", "option", "ever", "a", "switch"];
const BINDS: &[&str] = &["if", "when", "unless", "or", "only", "until", "instead", "without", "except"];
const DENIES: &[&str] = &["not", "never", "no", "don't", "avoid", "cannot"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_used_or_not() {
        let held = |sentence| -> Vec<_> {
            stands(sentence, Standing::Alone).into_iter().map(|c| (c.stance, c.name)).collect()
        };
        let is = |stance: &str, name: &str| (stance.to_owned(), name.to_owned());
        assert_eq!(held("Never use --no-oil."), [is("no", "use --no-oil")]);
        assert!(held("Trim lamps with `--no-oil`").contains(&is("yes", "use --no-oil")));
        assert!(held("Run `trim --oil` first").contains(&is("on", "option oil")));
        assert_eq!(held("Never use --force on the main gate"), []);
        assert_eq!(held("Trim with --oil if asked"), []);
    }
}

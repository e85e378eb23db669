//! Signs that say something although they are no words: `< 100 ms` and `> 100 ms` are opposites, `5` and `5 %` two numbers.
//! Marks of Markdown, arrows and tags are none of them.

/// What the signs of `text` say, in order, each spelled one way; empty for nearly every text.
#[must_use]
pub fn signs(text: &str) -> String {
    if text.is_ascii() && !may_sign(text.as_bytes()) { String::new() } else { read(text) }
}

/// Whether ASCII may hold a sign. Most texts hold none, and hyphens, bars and tags besides.
fn may_sign(bytes: &[u8]) -> bool {
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or(b' ');
    let before = |at: usize| at.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let may = |(at, byte): (usize, &u8)| match byte {
        b'%' => before(at) == b' ' || before(at).is_ascii_digit(),
        b'=' => matches!(before(at), b'<' | b'>' | b'!' | b'=') || next(at) == b'=',
        b'<' | b'>' => next(at).is_ascii_alphanumeric() || b"= $~-.`".contains(&next(at)),
        b'$' | b'^' => next(at).is_ascii_digit(),
        b'+' => next(at).is_ascii_alphanumeric(),
        b'-' => next(at).is_ascii_digit() || next(at) == b'-',
        // A quotation's mark, or a bracket, may stand before a name too.
        b'.' | b'*' | b'!' => {
            !next(at).is_ascii_whitespace() && (begins(bytes, at) || matches!(before(at), b'>' | b'['))
        }
        b'~' => next(at).is_ascii_digit() || next(at) == b'~',
        b'&' | b'|' => next(at) == *byte,
        b'/' => before(at) == b'*' || before(at) == b'~' || begins_path(bytes, at),
        _ => false,
    };
    // Nearly no byte of a text is one of them, which one look tells.
    bytes.iter().enumerate().filter(|(_, byte)| IN_SIGNS[usize::from(**byte)]).any(may)
}

/// Which bytes of ASCII are parts of signs.
const IN_SIGNS: [bool; 256] = in_signs();

const fn in_signs() -> [bool; 256] {
    let (mut out, all, mut at) = ([false; 256], b"%=<>$^+-~&|/.*!", 0);
    while at < all.len() {
        out[all[at] as usize] = true;
        at += 1;
    }
    out
}

fn read(text: &str) -> String {
    let mut out = String::new();
    if text.contains(BEARERS) {
        let alone = !text.trim_end().contains('\n');
        for line in text.lines() {
            of_line(unquoted(line, |behind| is_amount(behind) && (alone || !behind.starts_with(' '))), &mut out);
        }
    }
    of_paths(text, &mut out);
    of_names(text, &mut out);
    // What is struck out is said no longer.
    if text.matches("~~").count() >= 2 {
        out.push('~');
    }
    if !text.is_ascii() {
        out.extend(text.chars().filter(|c| CROSSES.contains(c)).map(|_| CROSS));
    }
    out
}

/// A line without the marks of a quotation; one stays where what stands behind it makes it a sign: "> 90".
fn unquoted(line: &str, is_sign: impl Fn(&str) -> bool) -> &str {
    let mut rest = line.trim_start();
    while let Some(behind) = rest.strip_prefix('>').filter(|behind| !is_sign(behind)) {
        rest = behind.trim_start();
    }
    rest
}

/// Whether a text begins with a number that is not the mark of a step.
fn is_amount(text: &str) -> bool {
    let text = text.trim_start();
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < text.len() && !behind.starts_with(['.', ')'])
}

/// Characters without one of which nothing but a path is a sign.
const BEARERS: &[char] =
    &['<', '>', '≤', '≥', '≠', '=', '%', '$', '€', '£', '¥', '&', '|', '^', '+', '-', '\u{2212}', '~', '×'];

/// What [`signs`] gives for a mark that says no.
pub const CROSS: char = '✗';

/// Marks that say no where a tick says yes. A tick says what no mark says.
const CROSSES: &[char] = &['❌', '👎', '✗', '✘', '✖', '☒', '🚫', '⛔'];

/// What names of options, files and patterns begin with, where that is all that tells two of them apart: `--all` is not `-all`,
/// `.env` not `env`, `*.ts` not `.ts`, `!dist` not `dist`.
fn of_names(text: &str, out: &mut String) {
    for line in text.lines() {
        let line = line.trim_start_matches(['>', ' ', '\t']);
        out.extend(line.split_whitespace().filter_map(|token| mark_of(token.trim_start_matches(OPENING))));
    }
}

/// What opens a name that is quoted.
const OPENING: [char; 5] = ['`', '"', '\'', '(', '['];

fn mark_of(token: &str) -> Option<char> {
    let named = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let after = |mark: &str| token.strip_prefix(mark);
    let is = |mark: &str| after(mark).is_some_and(named);
    match () {
        () if is("--") => Some(OPTION),
        () if token.starts_with("../") => Some(ABOVE),
        () if is("*.") => Some('*'),
        () if is(".") => Some('.'),
        () if after("!").is_some_and(|rest| named(rest) || rest.starts_with(['.', '*', '/'])) => Some('!'),
        // Numbers are told apart elsewhere.
        () if is("+") && !token[1..].starts_with(|c: char| c.is_ascii_digit()) => Some('+'),
        () if is("<") && !token.contains('>') && !token[1..].starts_with(|c: char| c.is_ascii_digit()) => Some('<'),
        () if is(">") && !token[1..].starts_with(|c: char| c.is_ascii_digit()) => Some('>'),
        () => None,
    }
}

/// What [`signs`] gives for what begins the name of a long option, and a path that goes up.
const OPTION: char = '\u{2e3a}';
const ABOVE: char = '\u{2025}';

/// Whether two texts whose signs are these name two things and tell otherwise the same: nobody has to choose then.
#[must_use]
pub fn name_apart(a: &str, b: &str) -> bool {
    let judging = |signs: &str| signs.chars().filter(|c| !NAMING.contains(c)).collect::<String>();
    a != b && judging(a) == judging(b)
}

/// Signs that are parts of names.
const NAMING: [char; 6] = [OPTION, ABOVE, '*', '.', '!', '+'];

/// What paths are told by that have the same words: the root that one begins at, the folders that a pattern goes down into.
fn of_paths(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('/') {
        let down = bytes[..at].ends_with(b"**") && (begins(bytes, at - 2) || bytes[at - 3] == b'/');
        if begins_path(bytes, at) {
            out.push('/');
        } else if down {
            out.push_str("**/");
        } else if bytes[..at].ends_with(b"~") && begins(bytes, at - 1) {
            out.push_str("~/");
        }
    }
}

/// Whether a path may begin here.
fn begins(bytes: &[u8], at: usize) -> bool {
    at == 0 || BEFORE_PATHS.contains(&bytes[at - 1])
}

/// Whether the slash here begins a path.
fn begins_path(bytes: &[u8], at: usize) -> bool {
    let named = |next: &u8| next.is_ascii_alphanumeric() || *next == b'.';
    begins(bytes, at) && bytes.get(at + 1).is_some_and(named)
}

/// What stands before a path.
const BEFORE_PATHS: &[u8] = b" \n\t`\"'(,";

fn of_line(line: &str, out: &mut String) {
    let all: Vec<char> = line.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| all.get(place)).copied();
    let mut next = 0;
    while next < all.len() {
        let (before, after) = (at(next.checked_sub(1)), at(Some(next + 1)));
        let (sign, width) = sign(before, all[next], after, at(Some(next + 2)));
        out.extend(sign);
        next += width;
    }
}

/// The sign that begins here, if any, and how many characters are read.
fn sign(before: Option<char>, here: char, after: Option<char>, beyond: Option<char>) -> (Option<char>, usize) {
    let apart = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '(' | '`' | '"' | '\''));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let limit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || " $€£~-.".contains(c));
    let left = apart(before) || digit(before) || matches!(before, Some(')' | '%'));
    match (here, after) {
        // Arrows.
        ('-' | '=', Some('>')) | ('<', Some('-')) if !digit(beyond) => (None, 2),
        ('<', Some('=')) => (Some('≤'), 2),
        ('>', Some('=')) => (Some('≥'), 2),
        ('!', Some('=')) => (Some('≠'), 2),
        ('=', Some('=')) if beyond != Some('=') || before != Some('=') => (Some('='), 2),
        ('≤' | '≥' | '≠' | '€' | '£' | '¥', _) => (Some(here), 1),
        ('<' | '>', _) if left && limit(after) => (Some(here), 1),
        ('<' | '>', Some('`')) if before == Some('`') => (Some(here), 1),
        ('×', _) if digit(before) => (Some(here), 1),
        ('&', Some('&')) | ('|', Some('|')) if apart(before) && beyond == Some(' ') => (Some(here), 2),
        ('%', _) if digit(before) || before == Some(' ') => (Some('%'), 1),
        ('$' | '^' | '+' | '-' | '\u{2212}', _) if apart(before) && digit(after) => {
            (Some(if here == '\u{2212}' { '-' } else { here }), 1)
        }
        // About so many is no sign, but a version is.
        ('~', _) if apart(before) && digit(after) && beyond == Some('.') => (Some('~'), 1),
        _ => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn where_no_sign_may_be_there_is_none(text in "[-<>=!%$&|^+~/*. a1(`\n]{0,12}") {
            prop_assert!(may_sign(text.as_bytes()) || read(&text).is_empty(), "{}", text);
        }
    }

    #[test]
    fn a_sign_counts_where_a_line_begins() {
        for (one, other) in [
            (">10% of the boats", "10% of the boats"),
            ("> 90 boats: ring", "90 boats: ring"),
            ("`>` 5 boats", "`<` 5 boats"),
            ("5× as many", "5 as many"),
        ] {
            assert_ne!(signs(one), signs(other), "{one} | {other}");
        }
        for (one, other) in
            [("> Ring the bell", "Ring the bell"), ("> 1. Ring", "1. Ring"), ("> 2 boats\n> sail", "2 boats\nsail")]
        {
            assert_eq!(signs(one), signs(other), "{one} | {other}");
        }
    }

    #[test]
    fn names_in_brackets_and_quotations_have_signs() {
        for text in ["[.env]", ">!.env", ">*.log"] {
            assert!(!signs(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn signs_are_told_from_marks() {
        for (text, told) in [
            ("Answer in < 100 ms.", "<"),
            ("Answer in > 100 ms, at >= 80 %", ">≥%"),
            ("at ≤ 5%, from -5 to +1", "≤%-+"),
            ("if a != b && c == d", "≠&="),
            ("pay $5 or 5 €", "$€"),
            ("~~Use tabs~~", "~"),
            ("`~1.2` and `^1.2`", "~^"),
            ("`*.ts` in tmp/logs", "*"),
            ("`**/*.ts` in /tmp/logs and ~/logs", "**//~/"),
            ("`--all` and -all", "\u{2e3a}"),
            ("`../logs`, ./logs, `.env`, (.ts) and ...", "\u{2025}.."),
            ("`!dist` and `+tag` and go!", "!+"),
            ("sort `<log` >sorted", "<>"),
            ("👎 Squash", "✗"),
            ("❌ Use tabs", "✗"),
            ("✅ Use tabs for ~5 minutes", ""),
            ("> quoted, <role> and </role>, a -> b => c, 3-5, read/write, -v, **bold**", ""),
            ("| a | b |\n|---|---|", ""),
            ("plain", ""),
        ] {
            assert_eq!(signs(text), told, "{text}");
        }
    }
}

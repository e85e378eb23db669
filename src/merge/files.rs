//! Files, code and compound names that statements hold: what is said of one is not said of another, however alike the two are
//! called.

use std::collections::BTreeSet;

use crate::text::{likeness::Meeting, secrets::masked};

/// Whether what two statements name lets one stand for the other as `meeting` has it: the one that stands names every file that
/// the other names, and has its code and its compound names whole.
pub(super) fn allow(meeting: Meeting, a: &str, b: &str) -> bool {
    name_files(meeting, a, b)
        && match meeting {
            Meeting::Covers => has_names(a, b) && spelled_apart(b, a).is_none(),
            Meeting::CoveredBy => has_names(b, a) && spelled_apart(a, b).is_none(),
            Meeting::Same => marked(a) == marked(b) && spelling(a, b).is_none(),
            Meeting::Overlaps | Meeting::Different => true,
        }
}

/// Whether `more` has the code of `less` as it stands there, not as a piece of other code, its compound names not as a piece of
/// longer ones, and what has marks of its own with the same marks.
fn has_names(more: &str, less: &str) -> bool {
    if !marked(less).is_subset(&marked(more)) {
        return false;
    }
    let (more, less) = (more.to_lowercase(), less.to_lowercase());
    let mut code = less.split('`').skip(1).step_by(2).map(str::trim).filter(|code| !code.is_empty());
    let mut compounds =
        less.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|name| name.trim_matches('-').contains('-'));
    let bare = more.replace('`', "");
    let is_line = |code: &str| code.contains(char::is_whitespace);
    code.all(|code| stands_whole(&more, code, is_of_code).unwrap_or(!is_line(code) || bare.contains(code)))
        && compounds.all(|name| stands_whole(&more, name.trim_matches('-'), is_of_name) != Some(false))
}

/// What of their code tells two texts of the same words apart, the same whichever is asked first; `None` where nothing does. Prose is
/// read without regard to letters' cases and to marks, which in code make another thing (`-k` and `-K`, `$HOME` and `HOME`); whether
/// it is marked as code does not count.
pub(super) fn spelling(a: &str, b: &str) -> Option<String> {
    let mut both: Vec<String> = [spelled_apart(a, b), spelled_apart(b, a)].into_iter().flatten().collect();
    both.sort_unstable();
    // A secret that is cut is not known for one any more.
    let shown = |name: &String| -> String { masked(name).chars().take(60).collect() };
    (!both.is_empty()).then(|| both.iter().map(shown).collect::<Vec<_>>().join(" / "))
}

/// The first code of a text that another one has not by the letter.
fn spelled_apart(own: &str, other: &str) -> Option<String> {
    if own == other || !may_name(own) {
        return None;
    }
    let other = plain(other);
    let stands = |name: &String| stands_whole(&other, name, is_of_code) == Some(true);
    named_by_letter(own).into_iter().find(|name| !stands(name))
}

/// Whether a text may hold code; most do not.
fn may_name(text: &str) -> bool {
    text.contains(['`', '/', '-', '$', '@', '.', '+', '#'])
}

/// A text without the marks of code and with one blank between any two words; a folder is called the same with a
/// slash behind it and without, and what lies here with its mark and without.
fn plain(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !matches!(c, '`' | '\\')).collect();
    let here = |word: &'_ str| -> String {
        let folder = word.trim_end_matches(['.', ',', ':', ';']).strip_suffix('/').unwrap_or(word);
        folder.strip_prefix("./").unwrap_or(folder).to_owned()
    };
    bare.split_whitespace().map(here).collect::<Vec<_>>().join(" ")
}

/// The code of a text, and what is named by its marks, as it is spelled; without what ends a sentence, a call or a folder.
fn named_by_letter(text: &str) -> Vec<String> {
    let ended = |name: &str| {
        let name = name.trim().trim_end_matches(['.', ',', ':', ';', '/']);
        name.trim_end_matches("()").to_owned()
    };
    let code = text.split('`').skip(1).step_by(2).map(plain);
    let marked =
        text.split(ends_name).map(named_alone).filter(|token| is_marked(token) && !token.contains(':')).map(plain);
    code.chain(marked).map(|name| ended(&name)).filter(|name| name.contains(char::is_alphanumeric)).collect()
}

/// The addresses, paths, commands and options that a text holds: what its marks make another thing of than its words are
/// (`/stop` and `/sail:stop`, `-all` and `--all`).
fn marked(text: &str) -> BTreeSet<String> {
    let tokens = text.split(ends_name).map(named_alone);
    tokens.filter(|token| is_marked(token)).map(str::to_lowercase).collect()
}

/// Whether a name of files or commands ends here.
fn ends_name(c: char) -> bool {
    c.is_whitespace() || "`'\"()[]{}<>,;*|\u{201c}\u{201d}".contains(c)
}

/// A name without what ends a sentence, and without the mark of the folder where one is.
fn named_alone(token: &str) -> &str {
    let token = token.trim_end_matches(['.', ':', '!', '?', '/']);
    token.strip_prefix("./").unwrap_or(token)
}

fn is_marked(token: &str) -> bool {
    let is_word = |part: &str| part.chars().all(char::is_alphabetic);
    let named = |rest: &str| rest.starts_with(char::is_alphanumeric);
    let begins = ["--", "-", "/", ".", "~/", "@", "$"].iter().any(|mark| token.strip_prefix(mark).is_some_and(named));
    // "Loaders/actions" are words, and so is "note:this".
    let parts: Vec<&str> = token.split('/').collect();
    let path = parts.len() > 2 || parts.len() == 2 && !parts.iter().all(|part| is_word(part));
    let scoped = || token.split_once(':').is_some_and(|(scope, name)| named(scope) && named(name));
    // Languages: C++, C#.
    let ends = token
        .strip_suffix("++")
        .or_else(|| token.strip_suffix('#'))
        .is_some_and(|stem| stem.ends_with(char::is_alphanumeric));
    begins || path || ends || scoped()
}

/// Whether `name` stands in `text` with nothing of its sort around it; `None` where it does not stand there at all.
fn stands_whole(text: &str, name: &str, goes_on: impl Fn(&str) -> bool) -> Option<bool> {
    let mut found = None;
    for (at, _) in text.match_indices(name) {
        let before: String = text[..at].chars().next_back().into_iter().collect();
        let behind = &text[at + name.len()..];
        let whole = !goes_on(&before) && !goes_on(behind);
        found = Some(found == Some(true) || whole);
    }
    found
}

/// Whether code goes on here: with a letter, or a mark that joins; a point that ends a sentence joins nothing.
fn is_of_code(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('-' | '_' | '/') => true,
        Some('.' | ':') => chars.next().is_some_and(char::is_alphanumeric),
        first => first.is_some_and(char::is_alphanumeric),
    }
}

/// Whether a compound name goes on here: with a letter or a hyphen. A plural is one with its singular.
fn is_of_name(text: &str) -> bool {
    let text = text.strip_prefix('s').filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(text);
    text.starts_with(|c: char| c.is_alphanumeric() || c == '-')
}

fn name_files(meeting: Meeting, a: &str, b: &str) -> bool {
    if matches!(meeting, Meeting::Overlaps | Meeting::Different) {
        return true;
    }
    let (a, b) = (named(a), named(b));
    match meeting {
        Meeting::Covers => b.is_subset(&a),
        Meeting::CoveredBy => a.is_subset(&b),
        _ => a == b,
    }
}

/// The files that a text names.
fn named(text: &str) -> BTreeSet<String> {
    let is_end = |c: char| c.is_whitespace() || "`'\"()[]{}<>,;*|".contains(c);
    let tokens = text.split(is_end).map(|token| token.trim_matches(['.', ':', '!', '?', '@']));
    tokens.filter(|token| is_file(token)).map(str::to_lowercase).collect()
}

/// Whether a word is a path or a file's name: its last part has an ending, which `and/or` and `e.g.` have not.
fn is_file(token: &str) -> bool {
    let name = token.rsplit('/').next().unwrap_or(token);
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let ends = (2..=5).contains(&ending.len()) && ending.chars().all(is_letter);
    ends && ending.starts_with(|c: char| c.is_ascii_lowercase()) && stem.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_name_is_another_name() {
        for (less, more) in [
            ("Deploy to `prod`", "Deploy to `prod-eu`"),
            ("Write to `logs/`", "Write to `logs/tide/`"),
            ("Ask the tide-keeper agent", "Ask the tide-keeper-night agent"),
            ("Run /stop at dusk", "Run /sail:stop at dusk"),
            ("Ask https://tide.example/mcp", "Ask https://tide.example/sse, not mcp"),
            ("Look into src/lamp/wick", "Look into src/lamp/oil, the wick"),
            ("Trim with `trim -all`", "Trim with `trim --all`"),
            ("Run `trim wicks now`", "Now run `trim` on all wicks"),
            ("Load .tide", "Load the tide"),
        ] {
            assert!(!has_names(more, less), "{less} | {more}");
        }
        for (less, more) in [
            ("Deploy to `prod`", "Deploy to prod."),
            ("Write to `logs/`", "Write all to `logs/` at dusk"),
            ("Ask the tide-keeper", "Ask tide-keepers first"),
            ("Read up-to-date logs", "Read logs that are up to date"),
            ("Trim the lamps/wicks", "Trim the wicks and the lamps"),
            ("Run `trim wicks`", "First run `trim wicks --all`"),
            ("Look into ./logs/.", "Look into `logs` at dusk"),
        ] {
            assert!(has_names(more, less), "{less} | {more}");
        }
    }

    #[test]
    fn code_is_spelled_by_the_letter() {
        for (one, other) in [
            ("Run `trim -k` at dusk", "Run `trim -K` at dusk"),
            ("Run trim -k at dusk", "Run trim -K at dusk"),
            ("Write to `$OIL/log`", "Write to `OIL/log`"),
            ("Call `Trim`", "Call `trim`"),
            ("Call `Trim`", "Call trim"),
            ("Read src/Lamp.md", "Read `src/lamp.md`"),
            ("Run `a | b`", "Run `a ; b`"),
            ("Use `f(x, y)`", "Use `f(y, x)`"),
            ("Say `\"lit\"`", "Say `'lit'`"),
            ("Write it in C++", "Write it in C"),
        ] {
            let told = spelling(one, other);
            assert!(told.is_some(), "{one} | {other}");
            assert_eq!(told, spelling(other, one));
        }
        for (one, other) in [
            ("Run `trim -k` at dusk", "run **trim -k**, at dusk"),
            ("Run `npm test`.", "Run npm  test"),
            ("Call `trim()` in `lamps/`", "Call trim in `lamps`"),
            ("Read `lamp_book`", "Read lamp\\_book"),
            ("See `./oil/log.md`:", "See oil/log.md"),
            ("Say \"Lit.\"", "Say \u{201c}lit\u{201d}"),
        ] {
            assert_eq!(spelling(one, other), None, "{one} | {other}");
        }
    }

    #[test]
    fn files_are_told_from_words() {
        let told = named("Read `src/a-b.rs`, e.g. and/or notes.md (see @x/yy.toml). Up 1.5 times; v2.0 etc.");
        assert_eq!(told.into_iter().collect::<Vec<_>>(), ["notes.md", "src/a-b.rs", "x/yy.toml"]);
    }
}

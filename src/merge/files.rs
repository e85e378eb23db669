//! Files, code and compound names that statements hold: what is said of one is not said of another, however alike the two are
//! called.

use std::collections::BTreeSet;

use crate::text::{likeness::Meeting, secrets::masked};

/// Whether what two statements name lets one stand for the other as `meeting` has it: the one that stands names every file that
/// the other names, and has its code and its compound names whole.
pub(super) fn allow(meeting: Meeting, a: &str, b: &str) -> bool {
    let one_sided = matches!(meeting, Meeting::Same | Meeting::Covers | Meeting::CoveredBy);
    if one_sided && (is_folder(a) != is_folder(b) || office(a, b).is_some() || office(b, a).is_some()) {
        return false;
    }
    name_files(meeting, a, b)
        && match meeting {
            Meeting::Covers => has_names(a, b) && spelled_apart(b, a).is_none(),
            Meeting::CoveredBy => has_names(b, a) && spelled_apart(a, b).is_none(),
            Meeting::Same => marked(a) == marked(b) && spelling(a, b).is_none(),
            Meeting::Overlaps | Meeting::Different => true,
        }
}

/// Whether a text is the name of a folder and nothing else, as one stands in a tree of files.
fn is_folder(text: &str) -> bool {
    let name = text.trim().trim_matches('`');
    name.len() > 1 && name.ends_with('/') && !name.contains(char::is_whitespace)
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
    let of_marks = || [spelled_apart(a, b), spelled_apart(b, a)];
    let of_letters = || [units_apart(a, b), units_apart(b, a), office(a, b), office(b, a)];
    let mut both: Vec<String> = of_marks().into_iter().chain(of_letters()).flatten().collect();
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
    let images = |text: &str| text.matches("![").count();
    if images(own) > images(other) {
        return Some("![".to_owned());
    }
    let other = plain(other);
    let stands = |name: &String| stands_whole(&other, name, is_of_code) == Some(true);
    named_by_letter(own).into_iter().find(|name| !stands(name)).or_else(|| parted_otherwise(own, &other))
}

/// The first of a text's words with a slash in it that another text has with a hyphen in its place, or the other way round: a folder
/// and what lies in it are no one name. Capitals are short for something, however they are parted ("CI/CD").
fn parted_otherwise(own: &str, other: &str) -> Option<String> {
    let names = |text: &str| -> Vec<String> {
        let parts = |token: &str| -> bool {
            let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '-' | '_');
            token.chars().all(is_name) && token.trim_matches(['/', '-', '_']).contains(['/', '-', '_'])
        };
        text.split(ends_name).map(named_alone).filter(|token| parts(token)).map(str::to_owned).collect()
    };
    let joined = |name: &str| name.replace(['/', '_'], "-");
    let others = names(other);
    names(own).into_iter().find(|name| {
        let otherwise = |there: &String| name.contains('/') != there.contains('/') && joined(name) == joined(there);
        !others.contains(name) && others.iter().any(otherwise)
    })
}

/// The first amount of a text whose unit another text spells in letters that mean another one: 10 Mb are no 10 MB, and 5m no 5M.
fn units_apart(own: &str, other: &str) -> Option<String> {
    const UNITS: &[[&str; 2]] = &[["Mb", "MB"], ["Gb", "GB"], ["Kb", "KB"], ["Tb", "TB"], ["m", "M"], ["mW", "MW"]];
    let means_another = |one: &str, another: &str| {
        one != another && UNITS.iter().any(|units| units.contains(&one) && units.contains(&another))
    };
    if own == other || !own.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let apart = amounts(own).into_iter().zip(amounts(other));
    let apart = apart.filter(|((number, unit), (same, another))| number == same && means_another(unit, another));
    apart.map(|((number, unit), _)| format!("{number} {unit}")).next()
}

/// The numbers of a text with the letters right behind each, or behind one blank.
fn amounts(text: &str) -> Vec<(&str, &str)> {
    let numbers = text.split_inclusive(|c: char| !c.is_ascii_digit()).scan(0, |at, part| {
        let (start, digits) = (*at, part.trim_end_matches(|c: char| !c.is_ascii_digit()).len());
        *at += part.len();
        Some((start, start + digits))
    });
    let amount = |(start, end): (usize, usize)| {
        let behind = text[end..].strip_prefix(' ').unwrap_or(&text[end..]);
        let letters = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        (&text[start..end], &behind[..letters])
    };
    numbers.filter(|(start, end)| start < end).map(amount).collect()
}

/// A word of a text that is a name by its capitals, which another text has as the little word of the same letters: "the US office".
/// Among other capitals they are but loud.
fn office(own: &str, other: &str) -> Option<String> {
    const NAMES: &[&str] = &["IT", "US", "WHO"];
    if !NAMES.iter().any(|name| own.contains(name)) {
        return None;
    }
    let tokens = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).map(str::to_owned).collect()
    };
    let (own, other) = (tokens(own), tokens(other));
    let loud = |at: Option<usize>| {
        let token = at.and_then(|at| own.get(at));
        token.is_some_and(|token| token.len() > 1 && token.chars().all(char::is_uppercase))
    };
    let is_name = |at: usize| !loud(at.checked_sub(1)) && !loud(Some(at + 1));
    let named = |name: &&&str| (0..own.len()).any(|at| own[at] == **name && is_name(at));
    let is_word = |name: &&&str| !other.iter().any(|token| token == **name) && other.contains(&name.to_lowercase());
    NAMES.iter().filter(named).find(is_word).map(|name| (*name).to_owned())
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
        let name = name.trim().trim_end_matches(['.', ':', '/']);
        name.trim_end_matches("()").to_owned()
    };
    let code = text.split('`').skip(1).step_by(2).map(plain);
    let is_one = |token: &&str| is_marked(token) && (!token.contains(':') || token.contains("://"));
    let marked = text.split(ends_name).map(named_alone).filter(is_one).map(plain);
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
    let channel = token.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    // "Loaders/actions" are words, and so is "note:this".
    let parts: Vec<&str> = token.split('/').collect();
    let path = parts.len() > 2 || parts.len() == 2 && !parts.iter().all(|part| is_word(part));
    let scoped = || token.split_once(':').is_some_and(|(scope, name)| named(scope) && named(name));
    // Languages: C++, C#.
    let ends = token
        .strip_suffix("++")
        .or_else(|| token.strip_suffix('#'))
        .is_some_and(|stem| stem.ends_with(char::is_alphanumeric));
    begins || channel || path || ends || scoped()
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
    fn a_folder_in_a_tree_is_no_step() {
        assert!(!allow(Meeting::Same, "sails/", "Create sails") && allow(Meeting::Same, "`sails/`", "sails/"));
        assert!(!allow(Meeting::Covers, "Turn to the US office for permits", "Turn to us for permits"));
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
            ("Save it under docs/tide", "Save it under docs-tide"),
            ("Ask https://quay.example/tide", "Ask https://quay.example/Tide"),
            ("Send 10 Mb a second", "Send 10 MB a second"),
            ("Sail 5m at once", "Sail 5M at once"),
            ("Post it in #pilots", "Post it in pilots"),
            ("See ![the table](a.png)", "See [the table](a.png)"),
            ("Ask IT", "Ask it"),
            ("Call `tide,`", "Call `tide;`"),
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
            ("Send 10 mb a second", "Send 10 MB a second"),
            ("DO IT NOW", "do it now"),
            ("Run CI/CD jobs", "Run CI-CD jobs"),
            ("Up-to-date logs/books", "up-to-date logs/books"),
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

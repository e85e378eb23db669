//! Files that statements name: what is said of one file is not said of another, however alike the two are called.

use std::collections::BTreeSet;

use crate::text::likeness::Meeting;

/// Whether what two statements name lets one stand for the other as `meeting` has it: the one that stands names every file that
/// the other names.
pub(super) fn allow(meeting: Meeting, a: &str, b: &str) -> bool {
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
    fn files_are_told_from_words() {
        let told = named("Read `src/a-b.rs`, e.g. and/or notes.md (see @x/yy.toml). Up 1.5 times; v2.0 etc.");
        assert_eq!(told.into_iter().collect::<Vec<_>>(), ["notes.md", "src/a-b.rs", "x/yy.toml"]);
    }
}

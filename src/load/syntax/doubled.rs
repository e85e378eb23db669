//! Keys that stand twice in one mapping: both values, and where they stand.

use std::collections::{BTreeMap, VecDeque};

use super::{lenient::key_of, yaml};
use crate::{
    load::lines::{self, lines_in},
    model::{FindingCode, LineRange, Note, Severity, Span, Value},
    text::{lines::LineIndex, secrets::masked},
};

/// A key that stands twice.
pub(in crate::load) const DUPLICATE_KEY: FindingCode = FindingCode {
    id: "duplicate-key",
    severity: Severity::Warning,
    meaning: "A key of the front matter, or of a mapping in the file, stands twice. Parsers disagree on what that means: some \
              refuse the file, some use the first value, some the last. agentkin uses the last.",
    cure: "Remove the value that is not meant.",
};

/// How many characters of a value a message shows.
const SHOWN: usize = 60;

/// How many places of one key are tried for the two values: the text of a block can look like a mapping.
const MOST_TRIED: usize = 16;

/// A key that stands twice, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::load) struct Doubled {
    pub(in crate::load) key: String,
    /// The earlier value and the later one, which holds.
    pub(in crate::load) values: [Value; 2],
    /// Where the two begin, in bytes of the text, where that is known.
    pub(in crate::load) places: Option<[usize; 2]>,
}

impl Doubled {
    /// What there is to say of it; `around` are the lines to point at where its own are not known.
    pub(super) fn note(&self, index: &LineIndex, around: Option<LineRange>) -> Note {
        let rows = self.places.map(|places| places.map(|place| lines::number(index.line_of(place))));
        let said = |at: usize| {
            let place = rows.map_or_else(String::new, |rows| format!(" on line {}", rows[at]));
            format!("`{}`{place}", shown(&self.values[at].plain()))
        };
        let message = format!("`{}` stands twice: {}, {}; the last is used here", self.key, said(0), said(1));
        let note = Note::new(&DUPLICATE_KEY, message);
        match rows.map(|[first, next]| LineRange::new(first, next)).or(around) {
            Some(lines) => note.at(lines),
            None => note,
        }
    }
}

/// As much of a value as a message shows, on one line, its secrets masked while they are whole.
pub(super) fn shown(value: &str) -> String {
    masked(value.trim()).chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Finds where the doubled keys of the YAML in `text[piece]` stand, whose parser knows no places. Linear in the text.
pub(super) fn locate(text: &str, piece: Span, doubled: &mut [Doubled]) {
    if doubled.is_empty() {
        return;
    }
    let mut pairs = pairs(text, piece);
    for one in doubled {
        let Some(queue) = pairs.get_mut(one.key.as_str()) else { continue };
        let fits = |places: &[usize; 2]| places.iter().zip(&one.values).all(|(at, value)| may_hold(text, *at, value));
        if let Some(at) = queue.iter().take(MOST_TRIED).position(fits) {
            one.places = queue.remove(at);
        }
    }
}

/// Places of one key that follow one another in what looks like one mapping, by key.
fn pairs(text: &str, piece: Span) -> BTreeMap<&str, VecDeque<[usize; 2]>> {
    let mut out: BTreeMap<&str, VecDeque<[usize; 2]>> = BTreeMap::new();
    // The mappings that are open, the innermost last: the column of their keys, and where each key stood last.
    let mut open: Vec<(usize, BTreeMap<&str, usize>)> = Vec::new();
    for row in lines_in(text, piece) {
        let Some(Row { indent, column, rest }) = Row::of(row.of(text)) else { continue };
        in_one_row(rest, row.start + column, &mut out);
        open.retain(|(own, _)| *own <= indent);
        let Some((key, _)) = key_of(rest) else { continue };
        if open.last().is_none_or(|(own, _)| *own != column) {
            open.push((column, BTreeMap::new()));
        }
        let before = open.last_mut().and_then(|(_, keys)| keys.insert(key, row.start + column));
        if let Some(before) = before {
            out.entry(key).or_default().push_back([before, row.start + column]);
        }
    }
    out
}

/// Keys that stand twice in the `{…}` of one row, which begins at `start`.
fn in_one_row<'t>(rest: &'t str, start: usize, out: &mut BTreeMap<&'t str, VecDeque<[usize; 2]>>) {
    let Some(brace) = rest.find('{') else { return };
    let (mut seen, mut begin) = (BTreeMap::new(), start + brace + 1);
    for part in rest[brace + 1..].split([',', '{', '}']) {
        let at = begin + part.len() - part.trim_start().len();
        begin += part.len() + 1;
        if let Some((key, _)) = key_of(part.trim_start())
            && let Some(before) = seen.insert(key, at)
        {
            out.entry(key).or_default().push_back([before, at]);
        }
    }
}

/// A row that says something.
struct Row<'t> {
    /// How far in it begins.
    indent: usize,
    /// How far in what stands behind the dashes of a list begins.
    column: usize,
    rest: &'t str,
}

impl<'t> Row<'t> {
    fn of(said: &'t str) -> Option<Self> {
        let mut rest = said.trim_start_matches(' ');
        let indent = said.len() - rest.len();
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item.trim_start_matches(' ');
        }
        let column = said.len() - rest.len();
        (!rest.trim().is_empty() && !rest.starts_with('#')).then_some(Self { indent, column, rest })
    }
}

/// Whether the entry at `at` may have this value: told of what stands on one line alone.
fn may_hold(text: &str, at: usize, value: &Value) -> bool {
    let row = text[at..].split('\n').next().unwrap_or("");
    let written = key_of(row).map_or("", |(_, start)| row[start..].trim());
    if written.is_empty() || written.starts_with(['|', '>', '&', '*', '{', '[', '"', '\'']) || row.contains(['{', '}'])
    {
        return true;
    }
    let Ok(read) = yaml::mapping(row) else { return true };
    read.entries.iter().all(|(_, own)| own == value || value.plain().starts_with(&own.plain()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut doubled = yaml::mapping(text).unwrap().doubled;
        locate(text, Span::new(0, text.len()), &mut doubled);
        doubled.iter().map(|one| one.note(&LineIndex::new(text), None).message).collect()
    }

    #[test]
    fn both_values_and_their_lines_are_named() {
        assert_eq!(
            told("name: x\nhooks:\n  Stop: a\n  Start: b\n  Stop: c\n"),
            ["`Stop` stands twice: `a` on line 3, `c` on line 5; the last is used here"]
        );
        assert_eq!(
            told("name: x\nm: {a: 1, b: 3, a: 2}\n"),
            ["`a` stands twice: `1` on line 2, `2` on line 2; the last is used here"]
        );
    }

    #[test]
    fn a_mapping_in_a_list_is_a_mapping() {
        assert_eq!(
            told("l:\n  - a: 1\n    b: 2\n  - a: 3\n    a: 4\n"),
            ["`a` stands twice: `3` on line 4, `4` on line 5; the last is used here"]
        );
    }

    #[test]
    fn text_that_looks_like_a_mapping_is_none() {
        assert_eq!(
            told("d: |\n  a: 7\n  a: 8\nm:\n  a: 1\n  a: 2\n"),
            ["`a` stands twice: `1` on line 5, `2` on line 6; the last is used here"]
        );
    }

    #[test]
    fn three_of_a_key_are_two_pairs() {
        let told = told("m:\n  a: 1\n  a: 2\n  a: 3\n");
        assert_eq!(told.len(), 2);
        assert!(told[1].contains("`2` on line 3, `3` on line 4"), "{told:?}");
    }

    #[test]
    fn long_values_are_cut() {
        let told = told(&format!("m:\n  a: {}\n  a: 2\n", "x".repeat(500)));
        assert!(told[0].len() < 200, "{told:?}");
    }
}

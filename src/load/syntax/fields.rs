//! From front matter to fields: strict YAML first, then field by field; what had to be guessed is said.

use super::{
    Cut, Reading,
    doubled::{self, Doubled},
    lenient::{self, Entry, Read, Way},
    reader::Mapping,
    yaml::{self, Refusal},
};
use crate::{
    load::{formats, lines, lines::lines_in},
    model::{FindingCode, LineRange, Note, RawField, Severity, Span, Value},
    text::lines::LineIndex,
};

/// Front matter that a YAML parser refuses.
pub(in crate::load) const YAML_NOT_STRICT: FindingCode = FindingCode {
    id: "yaml-not-strict",
    severity: Severity::Warning,
    meaning: "The front matter is not valid YAML. agentkin reads it field by field all the same; harnesses differ: some skip \
              the file, some load the prompt without its fields, some read what they can.",
    cure: "Put the value that the message names in quotes, or write it as an indented block after `key: |`.",
};

/// A field of broken front matter.
pub(in crate::load) const FIELD_GUESSED: FindingCode = FindingCode {
    id: "field-guessed",
    severity: Severity::Info,
    meaning: "This field is not valid YAML on its own. Its text was taken as it stands.",
    cure: "Put the value in quotes, or write it as an indented block after `key: |`.",
};

/// Tabs where YAML wants spaces.
pub(in crate::load) const TABS_IN_YAML: FindingCode = FindingCode {
    id: "tabs-in-yaml",
    severity: Severity::Warning,
    meaning: "The front matter is indented with tabs, which YAML forbids. They were read as two spaces each.",
    cure: "Indent with spaces.",
};

/// Reads the fields of a cut.
pub(in crate::load) fn read(text: &str, index: &LineIndex, cut: &Cut) -> Reading {
    let mut out = Reading::default();
    for piece in &cut.pieces {
        match yaml::mapping(piece.of(text)) {
            Ok(mapping) => strict(text, index, *piece, mapping, &mut out),
            Err(refusal) => lenient(text, index, *piece, &refusal, &mut out),
        }
    }
    let around = cut.pieces.first().zip(cut.pieces.last()).map(|(first, last)| Span::new(first.start, last.end));
    let doubled = doubled_keys(index, &out.fields, around.map(|around| lines::range(index, around)));
    out.notes.extend(doubled);
    out
}

fn strict(text: &str, index: &LineIndex, piece: Span, mapping: Mapping, out: &mut Reading) {
    out.notes.extend(doubled_below(text, index, piece, mapping.doubled));
    let spans = spans(text, piece, mapping.entries.iter().map(|(key, _)| key.as_str()));
    let fields = mapping.entries.into_iter().zip(spans);
    let fields =
        fields.map(|((key, value), span)| RawField { value: as_it_stands(text, &key, value, span), key, span });
    out.fields.extend(fields);
}

/// What there is to say of keys that stand twice in a mapping of `text[piece]`.
fn doubled_below(text: &str, index: &LineIndex, piece: Span, mut doubled: Vec<Doubled>) -> Vec<Note> {
    doubled::locate(text, piece, &mut doubled);
    doubled.iter().map(|one| one.note(index, Some(lines::range(index, piece)))).collect()
}

/// A version that YAML takes for a number (`1.10`, which is 1.1) as the text that it is.
fn as_it_stands(text: &str, key: &str, value: Value, span: Option<Span>) -> Value {
    let written = span.and_then(|span| span.of(text).split_once(':')).map(|(_, written)| written.trim());
    match (&value, written) {
        (Value::Number(number), Some(written)) if key.contains("version") && number.to_string() != written => {
            Value::Text(written.to_owned())
        }
        _ => value,
    }
}

/// Where the fields of valid YAML stand: each from its key's line to the next key's, for the keys come in order.
fn spans<'k>(text: &str, piece: Span, keys: impl Iterator<Item = &'k str>) -> Vec<Option<Span>> {
    let mut out: Vec<Option<Span>> = Vec::new();
    let mut keys = keys.peekable();
    let mut indent = None;
    for row in lines_in(text, piece) {
        let said = row.of(text);
        let depth = said.len() - said.trim_start_matches(' ').len();
        let begins = keys.peek().is_some_and(|key| begins_with_key(&said[depth..], key));
        if begins && indent.is_none_or(|indent| indent == depth) {
            indent = Some(depth);
            keys.next();
            out.push(Some(row));
        } else if let Some(Some(last)) = out.last_mut()
            && !said.trim().is_empty()
            && !said.starts_with('#')
        {
            last.end = row.end;
        }
    }
    out.extend(keys.map(|_| None));
    out
}

fn begins_with_key(line: &str, key: &str) -> bool {
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let rest = quote.map_or(line, |_| &line[1..]).strip_prefix(key);
    let rest = rest.and_then(|rest| quote.map_or(Some(rest), |quote| rest.strip_prefix(quote)));
    rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

fn lenient(text: &str, index: &LineIndex, piece: Span, refusal: &Refusal, out: &mut Reading) {
    let split = lenient::entries(text, piece, formats::knows_key);
    let read: Vec<Read> = split.entries.iter().map(|entry| lenient::value(text, entry)).collect();
    let broken =
        split.entries.iter().zip(&read).filter(|(_, read)| read.way != Way::Strict).map(|(entry, _)| entry.span);
    let message = format!("not valid YAML: {}", refusal.reason);
    out.notes.push(Note::new(&YAML_NOT_STRICT, message).at(place(index, piece, refusal, &broken.collect::<Vec<_>>())));
    if let Some(stray) = split.stray {
        let message = "these lines stand before the first key and belong to no field; they were left out";
        out.notes.push(Note::new(&FIELD_GUESSED, message).at(lines::range(index, stray)));
    }
    for (entry, Read { value, way, doubled }) in split.entries.iter().zip(read) {
        out.notes.extend(guess(index, entry, way));
        out.notes.extend(doubled_below(text, index, entry.span, doubled));
        out.fields.push(RawField { key: entry.key.clone(), value, span: Some(entry.span) });
    }
}

/// Where the parser's complaint lies: on the line that it names, if a field there is broken; else on the first field that is,
/// for a parser may notice an open quote or bracket lines later, and names no line for some characters.
fn place(index: &LineIndex, piece: Span, refusal: &Refusal, broken: &[Span]) -> LineRange {
    let first = index.line_of(piece.start);
    let named = refusal.line.map(|line| lines::number((first + line).min(index.line_of(piece.end))));
    let ranges = || broken.iter().map(|span| lines::range(index, *span));
    let inside = |line: &u32| broken.is_empty() || ranges().any(|range| (range.first..=range.last).contains(line));
    match named.filter(inside) {
        Some(line) => LineRange::new(line, line),
        None => ranges().next().unwrap_or_else(|| LineRange::new(lines::number(first), lines::number(first))),
    }
}

fn guess(index: &LineIndex, entry: &Entry, way: Way) -> Option<Note> {
    let (code, how) = match way {
        Way::Strict => return None,
        Way::Tabs => (&TABS_IN_YAML, "is indented with tabs; they were read as spaces"),
        Way::Quoted => (&FIELD_GUESSED, "was read as if it were quoted"),
        Way::Flat => (&FIELD_GUESSED, "was read line by line, as it stands"),
    };
    Some(Note::new(code, format!("`{}` {how}", entry.key)).at(lines::range(index, entry.span)))
}

fn doubled_keys(index: &LineIndex, fields: &[RawField], around: Option<LineRange>) -> Vec<Note> {
    let mut order: Vec<usize> = (0..fields.len()).collect();
    order.sort_by_key(|at| (fields[*at].key.as_str(), *at));
    let mut pairs: Vec<(usize, usize)> = order.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.retain(|(first, next)| fields[*first].key == fields[*next].key);
    pairs.sort_unstable();
    let doubled = pairs.iter().map(|(first, next)| doubled(&fields[*first], &fields[*next]));
    doubled.map(|doubled| doubled.note(index, around)).collect()
}

fn doubled(first: &RawField, next: &RawField) -> Doubled {
    let places = first.span.zip(next.span).map(|(first, next)| [first.start, next.start]);
    Doubled { key: first.key.clone(), values: [first.value.clone(), next.value.clone()], places }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::syntax::front_matter;

    fn reading(text: &str) -> (Reading, LineIndex) {
        let index = LineIndex::new(text);
        let cut = front_matter::cut(text, &index);
        (read(text, &index, &cut), index)
    }

    #[test]
    fn strict_fields_know_their_lines() {
        let text = "---\nname: a\n# why\ndescription: |\n  name: b\n\n  more\n\n\"tools\" : [x]\n---\nbody";
        let (reading, _) = reading(text);
        let spans: Vec<&str> = reading.fields.iter().map(|field| field.span.unwrap().of(text)).collect();
        assert_eq!(spans, ["name: a", "description: |\n  name: b\n\n  more", "\"tools\" : [x]"]);
        assert_eq!(reading.notes, []);
    }

    #[test]
    fn both_values_of_a_doubled_key_are_named() {
        let (reading, _) = reading("---\nmodel: slow\nname: a\nmodel: fast\n---\n");
        assert_eq!(reading.fields.len(), 3);
        assert_eq!(reading.notes.len(), 1);
        let note = &reading.notes[0];
        assert_eq!((note.code.id, note.lines), ("duplicate-key", Some(LineRange::new(2, 4))));
        assert!(note.message.contains("`slow` on line 2, `fast` on line 4"), "{}", note.message);
    }

    #[test]
    fn what_is_guessed_is_said() {
        let (reading, _) = reading("---\nname: a\ndescription: use: it\ntools:\n\t- x\n---\n");
        let told: Vec<_> = reading.notes.iter().map(|note| (note.code.id, note.lines.unwrap().first)).collect();
        assert_eq!(told, [("yaml-not-strict", 3), ("field-guessed", 3), ("tabs-in-yaml", 4)]);
        assert_eq!(reading.fields[1].value, Value::Text("use: it".into()));
    }

    #[test]
    fn a_broken_value_is_told_on_its_own_line() {
        for (text, lines) in [
            ("---\nname: a\nx: b\ntools: [a, b\nmodel: c\n---\n", (4, 4)),
            ("---\nname: a\ndescription: \"open\ntools: b\nmodel: c\n---\n", (3, 3)),
            ("---\nname: a\ndescription: a\0b\ntools: b\n---\n", (3, 3)),
            ("---\nname: a\ntools: b\n? [c]\n: d\n---\n", (3, 5)),
        ] {
            let (reading, _) = reading(text);
            assert_eq!(reading.notes[0].code.id, "yaml-not-strict");
            assert_eq!(reading.notes[0].lines, Some(LineRange::new(lines.0, lines.1)), "{text:?}");
        }
    }

    #[test]
    fn a_version_is_no_number() {
        let (reading, _) = reading("---\nversion: 1.10\nx: 1.10\nschema_version: 2.5\n---\n");
        let values: Vec<&Value> = reading.fields.iter().map(|field| &field.value).collect();
        assert_eq!(values, [&Value::Text("1.10".into()), &Value::Number(1.1), &Value::Number(2.5)]);
    }

    #[test]
    fn flow_mappings_have_fields_without_lines() {
        let (reading, _) = reading("---\n{name: a, description: b}\n---\n");
        assert_eq!(reading.fields.iter().map(|field| field.span).collect::<Vec<_>>(), [None, None]);
    }
}

//! Front matter that is no YAML, read field by field: each as YAML if it is on its own, else as text.

use super::{doubled::Doubled, yaml};
use crate::{
    load::lines::lines_in,
    model::{Span, Value},
};

/// A field's lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key without quotes.
    pub(super) key: String,
    /// From the key to the end of the value, without blank lines behind it.
    pub(super) span: Span,
}

/// Front matter in fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Entries {
    /// In the order of the file.
    pub(super) entries: Vec<Entry>,
    /// Lines before the first key that say something.
    pub(super) stray: Option<Span>,
}

/// How a field had to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It is YAML on its own.
    Strict,
    /// It is YAML once tabs are spaces.
    Tabs,
    /// Its one line was taken as it stands, as if it were quoted.
    Quoted,
    /// Its lines were taken as they stand.
    Flat,
}

/// Words that open a line of a dialogue in a description. Claude Code's own agent generator writes such descriptions
/// unindented, and 288 of 849 real front matters that are no YAML have them.
const SPEAKERS: &[&str] = &["user", "assistant", "human", "context", "commentary", "example", "examples", "note"];

/// The key that a line without indentation begins with, and where its value begins in the line.
pub(in crate::load) fn key_of(line: &str) -> Option<(&str, usize)> {
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let start = usize::from(quote.is_some());
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$');
    let len = line[start..].find(|c| !is_key(c)).filter(|len| *len > 0)?;
    let key = &line[start..start + len];
    if key.starts_with(|c: char| !c.is_ascii_alphabetic() && !matches!(c, '_' | '$')) {
        return None;
    }
    let rest = &line[start + len..];
    let rest = quote.map_or(Some(rest), |quote| rest.strip_prefix(quote))?.trim_start_matches(' ');
    let rest = rest.strip_prefix(':').filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))?;
    Some((key, line.len() - rest.len()))
}

/// Splits `text[piece]` into fields. A new key stands as far out as the first one; a line that opens like a key but is part
/// of a description's dialogue goes on with the value. `known` tells keys that some format has.
pub(super) fn entries(text: &str, piece: Span, known: impl Fn(&str) -> bool) -> Entries {
    let mut out = Entries::default();
    let mut prose = Prose::new(piece.of(text));
    let mut indent = None;
    for line in lines_in(text, piece) {
        let said = line.of(text);
        let depth = said.len() - said.trim_start_matches(' ').len();
        let key = key_of(&said[depth..]).filter(|_| indent.is_none_or(|indent| indent == depth));
        match key.filter(|(key, _)| indent.is_none() || prose.may_be_key(key, &known)) {
            Some((key, _)) => {
                indent.get_or_insert(depth);
                out.entries.push(Entry { key: key.to_owned(), span: line });
            }
            None if said.trim().is_empty() => {}
            None => match out.entries.last_mut() {
                Some(entry) => entry.span = Span::new(entry.span.start, line.end),
                None => out.stray = Some(Span::new(out.stray.map_or(line.start, |stray| stray.start), line.end)),
            },
        }
        prose.pass(said);
    }
    out
}

/// What the lines before tell of whether the next one is prose.
struct Prose {
    examples_left: usize,
    examples_open: usize,
    blank_before: bool,
}

impl Prose {
    fn new(inner: &str) -> Self {
        Self { examples_left: inner.matches("</example>").count(), examples_open: 0, blank_before: false }
    }

    /// A key that a format knows opens a field anywhere but in an example that is closed further down. Another word does so
    /// when it begins small, no speaker has that name, and no blank line goes before.
    fn may_be_key(&self, key: &str, known: impl Fn(&str) -> bool) -> bool {
        let in_example = self.examples_open > 0 && self.examples_left > 0;
        let is_word = key.starts_with(|c: char| c.is_ascii_uppercase()) || SPEAKERS.contains(&key) || self.blank_before;
        !in_example && (known(key) || !is_word)
    }

    fn pass(&mut self, line: &str) {
        let closed = line.matches("</example>").count();
        self.examples_left = self.examples_left.saturating_sub(closed);
        self.examples_open = (self.examples_open + line.matches("<example>").count()).saturating_sub(closed);
        self.blank_before = line.trim().is_empty();
    }
}

/// What one field holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    pub(super) value: Value,
    /// How it had to be read.
    pub(super) way: Way,
    /// Keys that stand twice in a mapping of it.
    pub(super) doubled: Vec<Doubled>,
}

/// Reads one field, as strictly as it goes.
pub(super) fn value(text: &str, entry: &Entry) -> Read {
    let whole = entry.span.of(text);
    if let Some(read) = alone(whole, &entry.key, Way::Strict) {
        return read;
    }
    let spaced = without_tabs(whole);
    if let Some(read) = alone(&spaced, &entry.key, Way::Tabs).filter(|_| spaced != whole) {
        return read;
    }
    let start = key_of(whole.trim_start()).map_or(0, |(_, start)| whole.len() - whole.trim_start().len() + start);
    let said = whole[start..].trim();
    let (value, way) =
        if said.contains('\n') { (flat(said), Way::Flat) } else { (Value::Text(unquoted(said)), Way::Quoted) };
    Read { value, way, doubled: Vec::new() }
}

fn alone(whole: &str, key: &str, way: Way) -> Option<Read> {
    let mut mapping = yaml::mapping(whole).ok()?;
    let (found, value) = mapping.entries.pop().filter(|_| mapping.entries.is_empty())?;
    (found == key).then_some(Read { value, way, doubled: mapping.doubled })
}

/// Tabs that indent, as two spaces each.
fn without_tabs(whole: &str) -> String {
    let mut out = String::with_capacity(whole.len());
    for line in whole.split_inclusive('\n') {
        let rest = line.trim_start_matches([' ', '\t']);
        line[..line.len() - rest.len()].chars().for_each(|c| out.push_str(if c == '\t' { "  " } else { " " }));
        out.push_str(rest);
    }
    out
}

/// Several lines as they stand: a list where each begins with a dash, else text without the indentation they share.
fn flat(said: &str) -> Value {
    let (first, rest) = said.split_once('\n').unwrap_or((said, ""));
    let is_marker = first.starts_with(['|', '>']) && first.len() <= 3;
    let first = if is_marker { "" } else { first.trim_end() };
    let lines: Vec<&str> = rest.lines().map(str::trim_end).collect();
    let filled = || lines.iter().filter(|line| !line.is_empty());
    if first.is_empty() && filled().all(|line| line.trim_start().starts_with("- ")) {
        return Value::List(filled().map(|line| Value::Text(unquoted(line.trim_start()[2..].trim()))).collect());
    }
    let indent = filled().map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0);
    let mut out = first.to_owned();
    for line in &lines {
        out.push('\n');
        out.push_str(line.get(indent..).unwrap_or(""));
    }
    Value::Text(unquoted(out.trim()))
}

/// Without the quotes around it, where it has both.
fn unquoted(said: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inner) = said.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return if quote == '"' { inner.replace("\\\"", "\"") } else { inner.replace("''", "'") };
        }
    }
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Value, Way)> {
        let known = |key: &str| ["name", "description", "color", "tools"].contains(&key);
        let all = entries(text, Span::new(0, text.len()), known);
        all.entries
            .iter()
            .map(|entry| {
                let read = value(text, entry);
                (entry.key.clone(), read.value, read.way)
            })
            .collect()
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn keys_are_told_from_prose() {
        assert_eq!(key_of("name: a"), Some(("name", 5)));
        assert_eq!(key_of("\"my-key\" : a").map(|(key, _)| key), Some("my-key"));
        for line in ["see: https", "a:b", "- x: y", "two words: a", "9a: b", "", "https://x"] {
            assert_eq!(key_of(line).is_some(), line == "see: https", "{line}");
        }
    }

    #[test]
    fn a_colon_in_a_value_does_no_harm_to_the_rest() {
        let all = read("name: a\ndescription: Use when: all breaks. # now\ntools:\n  - read\n");
        assert_eq!(all[1], ("description".into(), text("Use when: all breaks. # now"), Way::Quoted));
        assert_eq!(all[2], ("tools".into(), Value::List(vec![text("read")]), Way::Strict));
    }

    #[test]
    fn a_description_with_a_dialogue_stays_whole() {
        let all = read(
            "name: a\ndescription: Use it.\n\nExamples:\n<example>\nname: no\nuser: \"look\"\n</example>\nassistant: yes\ncolor: red\n",
        );
        assert_eq!(all.len(), 3);
        let said = "Use it.\n\nExamples:\n<example>\nname: no\nuser: \"look\"\n</example>\nassistant: yes";
        assert_eq!(all[1], ("description".into(), text(said), Way::Flat));
        assert_eq!(all[2].1, text("red"));
    }

    #[test]
    fn an_example_that_never_closes_swallows_nothing() {
        let all = read("description: Use: it\n<example>\nuser: hello\ncolor: red\n");
        assert_eq!(all.iter().map(|(key, ..)| key.as_str()).collect::<Vec<_>>(), ["description", "color"]);
    }

    #[test]
    fn tabs_quotes_and_globs() {
        let all = read("tools:\n\t- read\n\t- grep\nname: \"a \"b\" c\"\ncolor: *.sh, [x\n");
        assert_eq!(all[0], ("tools".into(), Value::List(vec![text("read"), text("grep")]), Way::Tabs));
        assert_eq!(all[1].1, text("a \"b\" c"));
        assert_eq!(all[2].1, text("*.sh, [x"));
    }

    #[test]
    fn lines_before_the_first_key_are_stray() {
        let text = "odd line\n  name: a: b\n  color: red";
        let all = entries(text, Span::new(0, text.len()), |_| false);
        assert_eq!(all.stray.map(|stray| stray.of(text)), Some("odd line"));
        assert_eq!(all.entries.len(), 2);
    }
}

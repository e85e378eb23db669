//! The ladder from strict YAML down to flat lines (formats.md section 2). Each rung that was needed is said.

use super::scan::{Entry, entries};
use super::yaml::{self, Fault, YAML_REFUSED};
use crate::model::{FindingCode, LineRange, Note, Profile, RawField, Severity, Span, Value};

/// Not strict YAML.
pub(in crate::load) const YAML_NOT_STRICT: FindingCode = FindingCode {
    id: "yaml-not-strict",
    severity: Severity::Warning,
    meaning: "The front matter is not strict YAML. It was read all the same: by quoting the values, or line by line, a key in \
              the first column and everything below it as its value.",
    cure: "Quote values that hold `: `, `#`, quotes, or begin with `*`, `&`, `[`, `{`, `@` or a backtick, and indent the lines \
           of long values.",
};

/// A key that stands twice.
pub(in crate::load) const DOUBLED_KEY: FindingCode = FindingCode {
    id: "doubled-key",
    severity: Severity::Warning,
    meaning: "A key stands twice with different values. Readers disagree: some take the first, some the last, some refuse the \
              file. The last was taken.",
    cure: "Remove one of the two.",
};

/// Tabs where YAML wants spaces.
pub(in crate::load) const TAB_INDENT: FindingCode = FindingCode {
    id: "tab-indent",
    severity: Severity::Warning,
    meaning: "Front matter is indented with tabs, which YAML forbids. They were read as spaces.",
    cure: "Indent with spaces.",
};

/// Fields as read, and how.
#[derive(Debug)]
pub(in crate::load) struct Reading {
    /// In the order of the file.
    pub(in crate::load) fields: Vec<RawField>,
    /// Whether it is strict YAML.
    pub(in crate::load) strict: bool,
    /// What there was to say.
    pub(in crate::load) notes: Vec<Note>,
}

/// Reads the fields in `span` of `text`.
pub(in crate::load) fn fields(text: &str, span: Span, profile: &Profile) -> Reading {
    let found = entries(text, span);
    let first = line_of(text, span.start);
    match yaml::parse(span.of(text)) {
        Ok(map) => Reading { fields: placed(map, &found), strict: true, notes: Vec::new() },
        Err(fault) => fallback(text, span, &found, Said { fault, first, profile }),
    }
}

/// What is needed to say why a lower rung was taken.
struct Said<'p> {
    fault: Fault,
    first: u32,
    profile: &'p Profile,
}

impl Said<'_> {
    fn note(&self, how: &str) -> Note {
        let (code, what, line) = match &self.fault {
            Fault::Invalid(what, line) => (&YAML_NOT_STRICT, what.as_str(), line.unwrap_or(1)),
            Fault::Refused(what) => (&YAML_REFUSED, *what, 1),
        };
        let line = self.first + u32::try_from(line.max(1) - 1).unwrap_or(0);
        Note::new(code, format!("{what}; {how}; {}", self.profile.on_bad_yaml)).at(LineRange::new(line, line))
    }
}

fn fallback(text: &str, span: Span, found: &[Entry], said: Said<'_>) -> Reading {
    let mut notes = doubled(text, found);
    let (kept, doubles) = last_of_each(found);
    if span.of(text).lines().any(|line| line.starts_with('\t')) {
        notes.push(Note::new(&TAB_INDENT, "tabs were read as spaces").at(LineRange::new(said.first, said.first)));
    }
    let refused = matches!(said.fault, Fault::Refused(_));
    let whole = (!refused).then(|| yaml::parse(&rebuilt(text, &kept, entry_text)).ok()).flatten();
    if let Some(map) = whole {
        // Without the doubled keys, or the tabs, it is strict: their own notes say all.
        if !doubles && notes.is_empty() {
            notes.push(said.note("read without the lines that belong to no key"));
        }
        return Reading { fields: placed(map, found), strict: false, notes };
    }
    let quoted = (!refused).then(|| yaml::parse(&rebuilt(text, &kept, quoted_entry)).ok()).flatten();
    let (map, how) = match quoted {
        Some(map) => (map, "read by quoting the values"),
        None => (kept.iter().map(|entry| (entry.key.clone(), flat(text, entry))).collect(), "read line by line"),
    };
    notes.push(said.note(how));
    Reading { fields: placed(map, found), strict: false, notes }
}

/// The text of the kept entries, each as `as_yaml` writes it.
fn rebuilt(text: &str, kept: &[&Entry], as_yaml: fn(&str, &Entry) -> String) -> String {
    kept.iter().map(|entry| as_yaml(text, entry)).collect()
}

fn entry_text(text: &str, entry: &Entry) -> String {
    format!("{}\n", spaced(entry.span.of(text)))
}

/// An entry of one line with its value quoted, where it is not YAML by itself; others as they stand.
fn quoted_entry(text: &str, entry: &Entry) -> String {
    let alone = entry_text(text, entry);
    let value = entry.value.of(text).trim();
    if yaml::parse(&alone).is_ok() || value.contains('\n') {
        return alone;
    }
    let escaped = unquoted(value).replace('\\', "\\\\").replace('"', "\\\"");
    format!("{}: \"{escaped}\"\n", entry.key)
}

/// The value by the flat reader: YAML where the entry is YAML by itself, else its text, lines and all.
fn flat(text: &str, entry: &Entry) -> Value {
    let alone = yaml::parse(&entry_text(text, entry)).ok().and_then(|map| map.into_iter().next());
    alone.map_or_else(|| Value::Text(dedented(unquoted(entry.value.of(text).trim()))), |(_, value)| value)
}

/// Without one pair of quotes around all of it, or a block mark before it.
fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote))
            && !closes_early(inner, quote)
        {
            return inner;
        }
    }
    let marked = ["|-\n", "|+\n", "|\n", ">-\n", ">+\n", ">\n"].iter().find_map(|mark| value.strip_prefix(mark));
    marked.unwrap_or(value)
}

/// Whether the first quote inside ends a word: then the outer two belong to two quotations, not to one.
fn closes_early(inner: &str, quote: char) -> bool {
    inner.find(quote).is_some_and(|at| {
        let (before, after) = (&inner[..at], &inner[at + 1..]);
        before.ends_with(|c: char| !c.is_whitespace()) && after.starts_with(char::is_whitespace)
    })
}

fn dedented(value: &str) -> String {
    value.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Leading tabs as two spaces each.
fn spaced(entry: &str) -> String {
    let line = |line: &str| {
        let rest = line.trim_start_matches('\t');
        format!("{}{rest}", "  ".repeat(line.len() - rest.len()))
    };
    entry.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn doubled(text: &str, found: &[Entry]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (at, entry) in found.iter().enumerate() {
        let Some(later) = found[at + 1..].iter().find(|other| other.key == entry.key) else { continue };
        let short = |entry: &Entry| entry.value.of(text).trim().chars().take(60).collect::<String>();
        let message = format!("`{}` is `{}` and then `{}`", entry.key, short(entry), short(later));
        let lines = LineRange::new(line_of(text, entry.span.start), line_of(text, later.span.start));
        notes.push(Note::new(&DOUBLED_KEY, message).at(lines));
    }
    notes
}

/// The entries without those that a later one of the same key replaces, and whether there were any.
fn last_of_each(found: &[Entry]) -> (Vec<&Entry>, bool) {
    let replaced = |at: usize| found[at + 1..].iter().any(|later| later.key == found[at].key);
    let kept: Vec<&Entry> = (0..found.len()).filter(|at| !replaced(*at)).map(|at| &found[at]).collect();
    let doubles = kept.len() < found.len();
    (kept, doubles)
}

fn placed(map: Vec<(String, Value)>, found: &[Entry]) -> Vec<RawField> {
    let span = |key: &str| found.iter().rfind(|entry| entry.key == key).map(|entry| entry.span);
    map.into_iter().map(|(key, value)| RawField { span: span(&key), key, value }).collect()
}

fn line_of(text: &str, at: usize) -> u32 {
    let breaks = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::formats;

    fn read(text: &str) -> (Vec<(String, String)>, Vec<&'static str>) {
        let reading = fields(text, Span::new(0, text.len()), formats::ALL[0]);
        let fields = reading.fields.into_iter().map(|f| (f.key, f.value.plain())).collect();
        (fields, reading.notes.iter().map(|note| note.code.id).collect())
    }

    fn field(text: &str, key: &str) -> String {
        read(text).0.into_iter().find(|(k, _)| k == key).unwrap().1
    }

    #[test]
    fn colons_globs_quotes() {
        let text = "name: moss\ndescription: Use when: it \"grows\". See C:\\x\nglobs: *.md,*.txt\n";
        assert_eq!(read(text).1, ["yaml-not-strict"]);
        assert_eq!(field(text, "description"), "Use when: it \"grows\". See C:\\x");
        assert_eq!(field(text, "globs"), "*.md,*.txt");
        assert_eq!(field("a: \"x\" and \"y\"\n", "a"), "\"x\" and \"y\"");
    }

    #[test]
    fn lines_that_are_not_indented() {
        let text = "name: moss\ndescription: Finds moss: everywhere\n\nExamples:\n<example>\nuser: \"look\"\n</example>\ncolor: red\n";
        let (fields, codes) = read(text);
        assert_eq!(codes, ["yaml-not-strict"]);
        let told = fields.iter().find(|(k, _)| k == "description").unwrap();
        assert!(told.1.starts_with("Finds moss: everywhere"), "{told:?}");
        assert!(fields.contains(&("color".into(), "red".into())));
    }

    #[test]
    fn doubled_keys_and_tabs() {
        let text = "name: moss\nmodel: haiku\nmodel: opus\n";
        let (fields, codes) = read(text);
        assert_eq!(codes, ["doubled-key"]);
        assert!(fields.contains(&("model".into(), "opus".into())));
        let (fields, codes) = read("name: moss\ntools:\n\t- Read\n\t- Grep\n");
        assert_eq!((fields[1].1.as_str(), codes), ("Read, Grep", vec!["tab-indent"]));
    }

    #[test]
    fn strict_says_nothing() {
        assert_eq!(read("name: moss\ntools: [a, b]\n").1, Vec::<&str>::new());
        assert_eq!(read("").0, []);
    }
}

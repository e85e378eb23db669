//! From the fields as written to canonical names and values.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    model::{Field, FindingCode, LineRange, Note, Profile, RawAgent, RawField, Severity, Value},
    text::hidden::trimmed,
};

use super::{permissions, tools};

/// A tool list that is written but empty.
pub(super) const EMPTY_TOOLS: FindingCode = FindingCode {
    id: "tools-empty",
    severity: Severity::Info,
    meaning: "The tool list is written but nothing stands in it. It counts as left out; some harnesses take it for no tools \
              at all.",
    cure: "Remove the key to inherit the harness's default, or write [] to grant nothing.",
};

/// Fields that hold tool lists, by canonical name.
pub(super) const TOOL_LISTS: &[&str] = &["tools", "disallowed-tools"];

/// What the fields say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fields {
    /// In the order of the file.
    pub(super) all: Vec<Field>,
    /// The name; from the place where no field says it, else empty.
    pub(super) name: String,
    /// The description; empty where there is none.
    pub(super) description: String,
    /// What there was to say.
    pub(super) notes: Vec<Note>,
}

/// Gives each field its canonical name and value. Of a key written twice the last holds.
pub(super) fn fields(raw: &RawAgent, profile: &Profile) -> Fields {
    let mut out = Fields { all: Vec::new(), name: String::new(), description: String::new(), notes: Vec::new() };
    let last: FxHashMap<&str, usize> = raw.fields.iter().enumerate().map(|(at, f)| (f.key.as_str(), at)).collect();
    let mut taken = FxHashSet::default();
    for (at, field) in raw.fields.iter().enumerate() {
        if last.get(field.key.as_str()) != Some(&at) {
            continue;
        }
        let name = canonical_name(&field.key, profile);
        // Two keys of one meaning (a description and when to use it): the second keeps the name that the file gives it.
        let name = if taken.insert(name.clone()) { name } else { field.key.clone() };
        let field = meant(field, name, profile);
        if TOOL_LISTS.contains(&field.name.as_str()) && field.value == Value::Null {
            out.notes.push(empty_tools(&field, raw));
        }
        out.all.push(field);
    }
    inner(&mut out.all, profile);
    permissions::limit(&mut out.all, profile);
    permissions::of_extensions(&mut out.all, profile);
    out.name = name(&out.all, raw);
    out.description = description(&out.all, profile);
    out
}

/// What lies inside of a field and has a canonical name, as a field of no key of its own.
fn inner(fields: &mut Vec<Field>, profile: &Profile) {
    for (path, name) in profile.inner {
        let mut parts = path.split('.');
        let outer = parts.next().and_then(|key| fields.iter().find(|field| field.key == key));
        let Some(outer) = outer.filter(|_| fields.iter().all(|field| field.name != *name)) else { continue };
        let Some(value) = parts.try_fold(&outer.value, |value, part| value.get(part)) else { continue };
        let raw = RawField { key: String::new(), value: value.clone(), span: outer.span };
        let field = meant(&raw, (*name).to_owned(), profile);
        fields.push(Field { as_written: None, ..field });
    }
}

/// The canonical name of a key; unknown keys stay.
fn canonical_name(key: &str, profile: &Profile) -> String {
    profile.canonical(key).unwrap_or(key).to_owned()
}

fn meant(raw: &RawField, name: String, profile: &Profile) -> Field {
    // Where nothing is granted by name, what is not denied stays granted.
    if let Some((name, value)) = permissions::of_flags(&raw.value, profile).filter(|_| name == "tools") {
        let as_written = Some(raw.value.clone());
        return Field { name: name.to_owned(), key: raw.key.clone(), value, as_written, span: raw.span };
    }
    let value = match (name.as_str(), &raw.value) {
        (list, value) if TOOL_LISTS.contains(&list) => tools::canonical(value, profile),
        ("name", value @ (Value::Integer(_) | Value::Number(_) | Value::Bool(_))) => Value::Text(value.plain()),
        ("name", Value::Text(text)) => Value::Text(trimmed(text).to_owned()),
        ("model", Value::Text(text)) => Value::Text(without_provider(trimmed(text)).to_owned()),
        ("description", Value::Text(text)) => Value::Text(trimmed(&unescaped(text)).to_owned()),
        (_, value) => value.clone(),
    };
    let as_written = (value != raw.value).then(|| raw.value.clone());
    Field { name, key: raw.key.clone(), value, as_written, span: raw.span }
}

/// A model's name without the provider in front of it: `anthropic/sonnet` is the same model as `sonnet`.
fn without_provider(model: &str) -> &str {
    model.rsplit_once('/').map_or(model, |(_, name)| if name.is_empty() { model } else { name })
}

fn empty_tools(field: &Field, raw: &RawAgent) -> Note {
    let note = Note::new(&EMPTY_TOOLS, format!("`{}` is empty and counts as left out", field.key));
    match field.span {
        Some(span) => note.at(line_of(raw, span.start)),
        None => note,
    }
}

/// The line of the file that byte `at` of the text lies on.
pub(super) fn line_of(raw: &RawAgent, at: usize) -> LineRange {
    let before = raw.text.bytes().take(at).filter(|b| *b == b'\n').count();
    let line = raw.lines.of(before);
    LineRange::new(line, line)
}

fn name(fields: &[Field], raw: &RawAgent) -> String {
    let said = fields.iter().find(|f| f.name == "name").and_then(|f| f.value.as_text()).filter(|name| !name.is_empty());
    said.map(str::to_owned).or_else(|| raw.place_name.clone()).unwrap_or_default()
}

/// All that the fields of that meaning say, in the order of the file.
fn description(fields: &[Field], profile: &Profile) -> String {
    let told = fields.iter().filter(|f| canonical_name(&f.key, profile) == "description");
    let mut parts: Vec<String> = told.map(|f| trimmed(&unescaped(&f.value.plain())).to_owned()).collect();
    parts.retain(|part| !part.is_empty());
    parts.dedup();
    parts.join("\n\n")
}

/// Line ends and quotes that were escaped once too often (`\n`, `\\n`, `\"` as characters) made real ones. A `\n` that
/// touches a backtick is meant as it stands.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let after = rest[at..].trim_start_matches('\\');
        let slashes = &rest[at..rest.len() - after.len()];
        let quoted = out.ends_with('`') || after.get(1..).is_some_and(|next| next.starts_with('`'));
        rest = match after.chars().next() {
            Some('n') if !quoted => {
                out.push('\n');
                &after[1..]
            }
            Some('"') => after,
            _ => {
                out.push_str(slashes);
                after
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{FormatName, Lines, OmittedTools, Span, Syntax};

    pub(in crate::normalize) const PROFILE: Profile = Profile {
        name: FormatName("made"),
        title: "Made for tests",
        omitted_tools: OmittedTools::All,
        fields: &[
            ("name", "name"),
            ("description", "description"),
            ("when_to_use", "description"),
            ("allowed-tools", "tools"),
            ("tools", "tools"),
            ("model", "model"),
        ],
        tools: &[("peruse", &["read"]), ("books/*", &["grep"])],
        required: &["name", "description"],
        ..Profile::BLANK
    };

    pub(in crate::normalize) fn raw(fields: &[(&str, Value)], body: &str) -> RawAgent {
        let fields = fields
            .iter()
            .map(|(key, value)| RawField { key: (*key).to_owned(), value: value.clone(), span: None })
            .collect();
        RawAgent {
            format: FormatName("made"),
            key: None,
            place_name: Some("from-place".to_owned()),
            text: body.to_owned(),
            syntax: Syntax::FrontMatter,
            lines: Lines::From(1),
            front: None,
            front_is_strict: true,
            fields,
            body: Span::new(0, body.len()),
            supporting: String::new(),
            notes: Vec::new(),
        }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn names_become_text_or_come_from_the_place() {
        assert_eq!(fields(&raw(&[("name", Value::Integer(2048))], ""), &PROFILE).name, "2048");
        assert_eq!(fields(&raw(&[("name", Value::Null)], ""), &PROFILE).name, "from-place");
        assert_eq!(fields(&raw(&[("Name", text(" x "))], ""), &PROFILE).name, "x");
    }

    #[test]
    fn keys_take_their_canonical_name_once() {
        let given =
            [("description", text("Mends.")), ("when_to_use", text("At noon.")), ("odd key", Value::Bool(true))];
        let told = fields(&raw(&given, ""), &PROFILE);
        assert_eq!(
            told.all.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(),
            ["description", "when_to_use", "odd key"]
        );
        assert_eq!(told.description, "Mends.\n\nAt noon.");
        let twice = fields(&raw(&[("model", text("a")), ("model", text("b"))], ""), &PROFILE);
        assert_eq!(twice.all.iter().map(|f| f.value.plain()).collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn empty_tools_are_left_out_and_told() {
        let told = fields(&raw(&[("tools", Value::Null)], ""), &PROFILE);
        assert_eq!((&told.all[0].value, told.notes.len()), (&Value::Null, 1));
        let told = fields(&raw(&[("allowed-tools", text("Read"))], ""), &PROFILE);
        assert_eq!(told.all[0].name, "tools");
        assert_eq!(told.all[0].as_written, Some(text("Read")));
    }

    #[test]
    fn escapes_left_over_become_real() {
        assert_eq!(unescaped(r#"a\n\\n<b>\"x\" C:\dir, cut at `\n`"#), "a\n\n<b>\"x\" C:\\dir, cut at `\\n`");
        assert_eq!(unescaped("設計\\n実装"), "設計\n実装");
    }
}

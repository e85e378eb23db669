//! From a file of data (JSON, YAML, TOML) to the agents in it.

use super::{characters, decode, finder::Finder, refusal, seats::Item, spelling, tell::Told};
use crate::model::{
    Beside, FindingCode, Lines, Note, Profile, RawAgent, RawField, Severity, SourceFile, Span, Syntax, Value,
};

/// A prompt that is kept in another file.
pub(super) const PROMPT_ELSEWHERE: FindingCode = FindingCode {
    id: "prompt-elsewhere",
    severity: Severity::Info,
    meaning: "The prompt is kept in another file, which was read for it.",
    cure: "Nothing. Mind that a change to that file changes this agent.",
};

/// A prompt that belongs to an agent in another file.
pub(super) const PART_OF_ANOTHER: FindingCode = FindingCode {
    id: "part-of-another",
    severity: Severity::Info,
    meaning: "The file holds the prompt, or some rules, of an agent that is defined in another file. It counts there, and not \
              once more as an agent of its own.",
    cure: "Nothing. Give its own path on the command line if it should be looked at alone.",
};

/// A prompt file that was not read.
pub(super) const PROMPT_NOT_READ: FindingCode = FindingCode {
    id: "prompt-not-read",
    severity: Severity::Warning,
    meaning: "The prompt is kept in another file, which is missing, too large, or lies outside of the folder that was given; \
              nothing is read from there. The agent is compared by its fields alone.",
    cure: "Put the file where the message says, or give a folder that holds both.",
};

/// A file of more agents than are read.
pub(super) const TOO_MANY_AGENTS: FindingCode = FindingCode {
    id: "too-many-agents",
    severity: Severity::Warning,
    meaning: "A file of data holds more agents than are read from one file (10,000). The first ones were read.",
    cure: "Split the file.",
};

/// How many agents of one file are read: each costs much more than its few bytes.
const MOST_AGENTS: usize = 10_000;

/// What is known of the file as a whole.
pub(super) struct File<'f> {
    pub(super) source: &'f SourceFile,
    pub(super) text: &'f str,
    pub(super) syntax: Syntax,
    /// Whether every parser reads it.
    pub(super) strict: bool,
    pub(super) told: Told,
    /// What there was to say of it.
    pub(super) notes: Vec<Note>,
}

/// The agents that the items are; what was said of the file goes to the first.
pub(super) fn agents(file: File<'_>, items: &[Item]) -> Vec<RawAgent> {
    let mut finder = Finder::new(file.text);
    let several = items.len() > 1;
    let next = |at: usize| items.get(at + 1).and_then(|item| item.key.as_deref());
    let read = items.iter().enumerate().take(MOST_AGENTS);
    let mut out: Vec<RawAgent> = read
        .map(|(at, item)| {
            if let Some(key) = item.key.as_deref().filter(|_| several) {
                finder.enter(key, next(at));
            }
            agent(&file, item, several, &mut finder)
        })
        .collect();
    if let Some(first) = out.first_mut() {
        first.notes.splice(0..0, file.notes);
        first.notes.extend(items.len().checked_sub(MOST_AGENTS + 1).map(|more| {
            let message = format!("holds {} agents; {MOST_AGENTS} were read", more + MOST_AGENTS + 1);
            Note::new(&TOO_MANY_AGENTS, message)
        }));
    }
    out
}

fn agent(file: &File<'_>, item: &Item, several: bool, finder: &mut Finder<'_>) -> RawAgent {
    let profile = file.told.profile;
    let mut prompt = prompt(file, item, finder);
    let fields = fields(item, profile);
    prompt.notes.extend(spelling::notes(&fields, profile, None));
    if !profile.syntax.is_markdown() && file.told.is_in_place() {
        prompt.notes.extend(refusal::of_fields(&fields, &|key| item.at(key).is_some(), profile, None));
    }
    RawAgent {
        format: profile.name,
        key: item.key.clone().filter(|_| several),
        place_name: item.key.clone().or_else(|| file.told.place_name(&file.source.path)),
        body: Span::new(0, prompt.text.len()),
        text: prompt.text,
        syntax: file.syntax,
        lines: Lines::Each(prompt.rows),
        front: None,
        front_is_strict: file.strict,
        fields,
        supporting: String::new(),
        notes: prompt.notes,
    }
}

/// A prompt with the lines on which it stands.
#[derive(Default)]
struct Prompt {
    text: String,
    rows: Vec<u32>,
    notes: Vec<Note>,
}

impl Prompt {
    /// Adds a part behind a blank line.
    fn add(&mut self, text: &str, rows: Vec<u32>) {
        let text = text.trim_end();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
            let last = self.rows.last().copied().unwrap_or(1);
            self.rows.push(last);
        }
        self.text.push_str(text);
        self.text.push('\n');
        self.rows.extend(rows.into_iter().take(text.split('\n').count()));
    }
}

fn prompt(file: &File<'_>, item: &Item, finder: &mut Finder<'_>) -> Prompt {
    let mut out = Prompt::default();
    let keys = file.told.profile.data.map_or(&[][..], |data| data.prompt);
    for key in keys {
        let Some(value) = item.at(key) else { continue };
        finder.go_to(key.rsplit('.').next().unwrap_or(key));
        let text = match value {
            Value::Text(text) => with_plain_line_ends(text),
            value => rendered(value),
        };
        if let Some(path) = reference(&text) {
            drawn_in(file, path, finder, &mut out);
        } else {
            let rows = finder.rows(&text);
            out.add(&text, rows);
        }
    }
    rules(file.source, item, finder, &mut out);
    // What is escaped in the file is not seen there.
    let said = characters::notes(&out.text, &Lines::Each(out.rows.clone()));
    out.notes.extend(said.into_iter().filter(|note| file.notes.iter().all(|n| n.code != note.code)));
    out
}

/// The path that a prompt refers to: `file://./prompt.md`, OpenCode's `{file:./prompt.md}`.
pub(super) fn reference(text: &str) -> Option<&str> {
    let text = text.trim();
    let braced = || text.strip_prefix("{file:")?.strip_suffix('}');
    text.strip_prefix("file://").or_else(braced).map(str::trim).filter(|path| !path.is_empty() && !path.contains('\n'))
}

fn drawn_in(file: &File<'_>, path: &str, finder: &mut Finder<'_>, out: &mut Prompt) {
    finder.go_to(path);
    let line = finder.here();
    let read = file.source.beside.iter().find(|beside| beside.named == path).and_then(text_of);
    let (code, message) = match &read {
        Some(_) => (&PROMPT_ELSEWHERE, format!("the prompt was read from {path}")),
        None => (&PROMPT_NOT_READ, format!("the prompt is kept in {path}, which was not read")),
    };
    out.notes.push(Note::new(code, message).at(crate::model::LineRange::new(line, line)));
    if let Some(text) = read {
        let rows = vec![line; text.split('\n').count()];
        out.add(&text, rows);
    }
}

/// The rules that Roo keeps beside its modes, behind what the mode itself says.
fn rules(source: &SourceFile, item: &Item, finder: &mut Finder<'_>, out: &mut Prompt) {
    let Some(slug) = item.at("slug").map(Value::plain) else { return };
    let folder = format!("rules-{slug}/");
    for beside in source.beside.iter().filter(|beside| beside.named.starts_with(&folder)) {
        if let Some(text) = text_of(beside) {
            let line = finder.here();
            let rows = vec![line; text.split('\n').count()];
            out.add(&text, rows);
        }
    }
}

/// The text of a file that is drawn in; none where it is no text.
pub(super) fn text_of(beside: &Beside) -> Option<String> {
    decode::decode(&beside.bytes).ok().map(|decoded| decoded.text).filter(|text| !text.trim().is_empty())
}

fn with_plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A mapping or list as Markdown: each key a title, each item a bullet.
fn rendered(value: &Value) -> String {
    match value {
        Value::Map(entries) => {
            let part =
                |(key, value): &(String, Value)| format!("## {}\n\n{}\n", titled(key), rendered(value).trim_end());
            entries
                .iter()
                .filter(|(_, value)| !value.plain().trim().is_empty())
                .map(part)
                .collect::<Vec<_>>()
                .join("\n")
        }
        Value::List(items) => {
            items.iter().fold(String::new(), |out, item| out + "- " + &item.plain().replace('\n', "\n  ") + "\n")
        }
        value => with_plain_line_ends(&value.plain()),
    }
}

fn titled(key: &str) -> String {
    let spaced = key.replace(['_', '-'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The fields but for the prompt; a mapping whose parts the format knows by dotted keys is cut into those.
fn fields(item: &Item, profile: &Profile) -> Vec<RawField> {
    let mut out = Vec::new();
    for (key, value) in &item.fields {
        let lead = format!("{key}.");
        match value {
            Value::Map(entries) if profile.fields.iter().any(|(known, _)| known.starts_with(&lead)) => {
                out.extend(entries.iter().map(|(part, value)| field(format!("{lead}{part}"), value)));
            }
            _ => out.push(field(key.clone(), value)),
        }
    }
    out.retain(|field| profile.canonical(&field.key) != Some("prompt"));
    out
}

fn field(key: String, value: &Value) -> RawField {
    RawField { key, value: value.clone(), span: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_prompts() {
        assert_eq!(reference("file://./a.md"), Some("./a.md"));
        assert_eq!(reference("{file:../p.txt}"), Some("../p.txt"));
        assert_eq!(reference("You read file:// paths."), None);
        assert_eq!(reference("file://"), None);
    }

    #[test]
    fn what_is_no_text_becomes_markdown() {
        let list = Value::List(vec![Value::Text("one\ntwo".into()), Value::Integer(3)]);
        let map = Value::Map(vec![
            ("core_rules".into(), list),
            ("none".into(), Value::Null),
            ("role".into(), Value::Text("Owl".into())),
        ]);
        assert_eq!(rendered(&map), "## Core rules\n\n- one\n  two\n- 3\n\n## Role\n\nOwl\n");
    }
}

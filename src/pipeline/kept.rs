//! A file's agents as bytes, without their prompts: what is kept of files between runs.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::{
    catalogue,
    seat::{Part, Seated},
};
use crate::{
    load::{self, Found},
    model::{
        Agent, Definition, Digest, Field, Finding, FindingCode, FormatName, Held, LineRange, Lines, Note, Sketch, Span,
        Syntax, Value,
    },
};

/// What is kept of a file.
#[derive(Serialize, Deserialize)]
struct KeptFile {
    agents: Vec<KeptAgent>,
    findings: Vec<(KeptNote, Option<u128>)>,
    /// Paths of files that its agents are made of too.
    parts: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct KeptAgent {
    id: String,
    format: String,
    name: String,
    description: String,
    syntax: Syntax,
    lines: KeptLines,
    front: Option<Span>,
    front_is_strict: bool,
    body: Span,
    fields: Vec<KeptField>,
    content: u128,
    tokens: u32,
    sketch: Sketch,
    notes: Vec<KeptNote>,
}

#[derive(Serialize, Deserialize)]
enum KeptLines {
    From(u32),
    Each(Vec<u32>),
}

#[derive(Serialize, Deserialize)]
struct KeptField {
    name: String,
    key: String,
    value: KeptValue,
    as_written: Option<KeptValue>,
    span: Option<Span>,
}

#[derive(Serialize, Deserialize)]
enum KeptValue {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    List(Vec<KeptValue>),
    Map(Vec<(String, KeptValue)>),
}

#[derive(Serialize, Deserialize)]
struct KeptNote {
    code: String,
    message: String,
    lines: Option<(u32, u32)>,
}

/// The bytes that stand for what was read of a file; `None` where it says what no bytes are kept of.
pub(super) fn encode(file: &Seated) -> Option<Vec<u8>> {
    let of_path = |agent: &Agent| agent.bytes.is_empty();
    if file.refused.is_some() || !file.agents.iter().all(of_path) {
        return None;
    }
    let kept = KeptFile {
        agents: file.agents.iter().map(KeptAgent::of).collect(),
        findings: file.findings.iter().map(KeptNote::of_finding).collect(),
        parts: file.parts.iter().map(|part| part.path.clone()).collect(),
    };
    postcard::to_stdvec(&kept).ok()
}

/// What the bytes say of the file, and `prompt` as the prompt of its nth agent; `None` where they say nothing that this
/// program knows.
pub(super) fn decode(bytes: &[u8], found: &Found, prompt: impl Fn(usize) -> Held) -> Option<Seated> {
    let kept: KeptFile = postcard::from_bytes(bytes).ok()?;
    let agents = kept.agents.into_iter().enumerate().map(|(nth, agent)| agent.seated(found, prompt(nth)));
    let findings = kept.findings.into_iter().map(|(note, wording)| {
        let wording = wording.map(Digest);
        Some(Finding { wording, ..note.note()?.of(&found.path) })
    });
    Some(Seated {
        agents: agents.collect::<Option<_>>()?,
        findings: findings.collect::<Option<Vec<Finding>>>()?,
        refused: None,
        parts: kept.parts.into_iter().map(|path| Part { path, of: found.path.clone() }).collect(),
        mark: [0; 32],
    })
}

impl KeptAgent {
    fn of(agent: &Agent) -> Self {
        let of = &agent.definition;
        Self {
            id: agent.id.clone(),
            format: of.format.0.to_owned(),
            name: of.name.clone(),
            description: of.description.clone(),
            syntax: of.syntax,
            lines: match &of.lines {
                Lines::From(first) => KeptLines::From(*first),
                Lines::Each(lines) => KeptLines::Each(lines.clone()),
            },
            front: of.front,
            front_is_strict: of.front_is_strict,
            body: of.body,
            fields: of.fields.iter().map(KeptField::of).collect(),
            content: of.content.0,
            tokens: of.tokens,
            sketch: of.sketch.clone(),
            notes: of.notes.iter().map(|note| KeptNote::of(note.code, &note.message, note.lines)).collect(),
        }
    }

    fn seated(self, found: &Found, prompt: Held) -> Option<Agent> {
        let profile = load::formats().iter().find(|profile| profile.name.0 == self.format)?;
        let definition = Definition {
            format: FormatName(profile.name.0),
            omitted_tools: profile.omitted_tools,
            prompt_keys: profile.prompt_keys(self.syntax),
            name: self.name,
            description: self.description,
            syntax: self.syntax,
            lines: match self.lines {
                KeptLines::From(first) => Lines::From(first),
                KeptLines::Each(lines) => Lines::Each(lines),
            },
            front: self.front,
            front_is_strict: self.front_is_strict,
            body: self.body,
            fields: self.fields.into_iter().map(KeptField::field).collect(),
            prompt,
            content: Digest(self.content),
            tokens: self.tokens,
            sketch: self.sketch,
            notes: self.notes.into_iter().map(KeptNote::note).collect::<Option<_>>()?,
        };
        let (path, origin) = (found.path.clone(), found.origin);
        Some(Agent { id: self.id, path, origin, bytes: [].into(), definition })
    }
}

impl KeptField {
    fn of(field: &Field) -> Self {
        Self {
            name: field.name.clone(),
            key: field.key.clone(),
            value: KeptValue::of(&field.value),
            as_written: field.as_written.as_ref().map(KeptValue::of),
            span: field.span,
        }
    }

    fn field(self) -> Field {
        let Self { name, key, value, as_written, span } = self;
        Field { name, key, value: value.value(), as_written: as_written.map(KeptValue::value), span }
    }
}

impl KeptValue {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(it) => Self::Bool(*it),
            Value::Integer(it) => Self::Integer(*it),
            Value::Number(it) => Self::Number(*it),
            Value::Text(it) => Self::Text(it.clone()),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(entries) => Self::Map(entries.iter().map(|(key, it)| (key.clone(), Self::of(it))).collect()),
        }
    }

    fn value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(it) => Value::Bool(it),
            Self::Integer(it) => Value::Integer(it),
            Self::Number(it) => Value::Number(it),
            Self::Text(it) => Value::Text(it),
            Self::List(items) => Value::List(items.into_iter().map(Self::value).collect()),
            Self::Map(entries) => Value::Map(entries.into_iter().map(|(key, it)| (key, it.value())).collect()),
        }
    }
}

impl KeptNote {
    fn of(code: &FindingCode, message: &str, lines: Option<LineRange>) -> Self {
        let lines = lines.map(|lines| (lines.first, lines.last));
        Self { code: code.id.to_owned(), message: message.to_owned(), lines }
    }

    fn of_finding(finding: &Finding) -> (Self, Option<u128>) {
        let Finding { code, message, lines, wording, .. } = finding;
        (Self::of(code, message, *lines), wording.map(|wording| wording.0))
    }

    fn note(self) -> Option<Note> {
        let lines = self.lines.map(|(first, last)| LineRange::new(first, last));
        Some(Note { code: CODES.get(self.code.as_str())?, message: self.message, lines })
    }
}

/// Every kind of finding by its name.
static CODES: LazyLock<BTreeMap<&str, &FindingCode>> =
    LazyLock::new(|| catalogue().into_iter().map(|code| (code.id, code)).collect());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Origin, Source},
        pipeline::{Unwatched, load},
    };

    #[test]
    fn what_is_kept_is_what_was_read() {
        let loaded = load(&["fixtures".to_owned()], &Unwatched).unwrap();
        let (mut several, mut noted) = (0, 0);
        for agent in loaded.corpus.agents() {
            let found = Found { path: agent.path.clone(), origin: Origin::Found, tree: ".".to_owned() };
            let agent = Agent { origin: Origin::Found, bytes: [].into(), ..agent.clone() };
            let held = agent.definition.prompt.clone();
            let finding = |note: Note| Finding { wording: Some(Digest(9)), ..note.of(&found.path) };
            let findings = agent.definition.notes.iter().cloned().map(finding).collect();
            (several, noted) = (several + usize::from(agent.id != agent.path), noted + agent.definition.notes.len());
            let parts = vec![Part { path: "beside.md".to_owned(), of: found.path.clone() }];
            let file = Seated { agents: vec![agent], findings, refused: None, parts, mark: [0; 32] };
            let again = decode(&encode(&file).unwrap(), &found, |_| held.clone()).unwrap();
            assert_eq!((&again.agents, &again.findings), (&file.agents, &file.findings));
            assert_eq!((again.parts[0].path.as_str(), &again.parts[0].of), ("beside.md", &found.path));
        }
        assert!(several > 3 && noted > 20, "the fixtures hold files of several agents, and faults: {several}, {noted}");
    }

    #[derive(Debug)]
    struct Nowhere;

    impl Source for Nowhere {
        fn prompt(&self) -> Option<crate::model::Prompt> {
            None
        }
    }

    #[test]
    fn other_bytes_are_nothing() {
        let found = Found { path: "a.md".to_owned(), origin: Origin::Found, tree: ".".to_owned() };
        let held = |_| Held::at(std::sync::Arc::new(Nowhere));
        for bytes in [&b""[..], b"\x01", b"{}", &[0xff; 64]] {
            assert!(decode(bytes, &found, held).is_none(), "{bytes:?}");
        }
    }
}

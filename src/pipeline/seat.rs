//! Definitions get their place: files become agents of a corpus.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Error, fingerprint::mark};
use crate::{
    load::{self, Found, LoadError},
    model::{Agent, Beside, Definition, Digest, Finding, LineRange, Note, Origin, RawAgent, SourceFile},
    normalize,
    text::{paths::plain, words::digest},
};

/// One file's part of the corpus.
pub(super) struct Seated {
    pub(super) agents: Vec<Agent>,
    pub(super) findings: Vec<Finding>,
    /// Why a file that was named is no agent.
    pub(super) refused: Option<Finding>,
    /// Files that its agents are made of too.
    pub(super) parts: Vec<Part>,
    /// The digest of what was read.
    pub(super) mark: [u8; 32],
}

/// A file that another one draws its prompt from.
pub(super) struct Part {
    pub(super) path: String,
    pub(super) of: String,
}

impl Seated {
    fn without_agents(findings: Vec<Finding>, refused: Option<Finding>) -> Self {
        Self { agents: Vec::new(), findings, refused, parts: Vec::new(), mark: [0; 32] }
    }
}

/// A file as it was read.
pub(super) struct Read {
    file: Result<SourceFile, LoadError>,
    /// The digest of it.
    pub(super) mark: [u8; 32],
}

/// Reads one file.
pub(super) fn read(found: &Found) -> Read {
    let file = load::read(found);
    Read { mark: mark(found, file.as_ref()), file }
}

/// Gives the agents of a file their seats.
pub(super) fn seat(found: &Found, Read { file, mark }: Read) -> Result<Seated, Error> {
    let seated = match file {
        Ok(file) => seat_file(&file),
        Err(error) if found.origin == Origin::Named => return Err(error.into()),
        Err(error) => Seated::without_agents(vec![load::unreadable(&error).of(&found.path)], None),
    };
    Ok(Seated { mark, ..seated })
}

fn seat_file(file: &SourceFile) -> Seated {
    match load::parse(file) {
        Ok(raw) => seat_agents(file, raw),
        Err(notes) => {
            let findings: Vec<Finding> = notes.into_iter().map(|note| note.of(&file.path)).collect();
            let grave = findings.iter().max_by_key(|finding| finding.code.severity).cloned();
            let refused = grave.filter(|_| file.origin == Origin::Named);
            Seated::without_agents(findings, refused)
        }
    }
}

fn seat_agents(file: &SourceFile, raw: Vec<RawAgent>) -> Seated {
    let mut out = Seated::without_agents(Vec::new(), None);
    out.parts = parts(file, &raw);
    // Only what was named can be merged or patched by name, and only there the bytes are needed again.
    let bytes: Arc<[u8]> = if file.origin == Origin::Named { file.bytes.as_slice().into() } else { Arc::default() };
    let mut taken = BTreeSet::new();
    for raw in raw {
        let id = id(&file.path, raw.key.as_deref(), &mut taken);
        let profile = load::format(raw.format);
        let definition = normalize::definition(raw, profile);
        let (path, origin) = (file.path.clone(), file.origin);
        out.agents.push(Agent { id, path, origin, bytes: Arc::clone(&bytes), definition });
    }
    let notes = out.agents.iter().flat_map(|agent| agent.definition.notes.iter().cloned());
    let finding = |note: Note| {
        // A prompt that was drawn in has the lines of another file.
        let wording = note.lines.filter(|_| out.parts.is_empty()).and_then(|lines| wording(&out.agents, lines));
        Finding { wording, ..note.of(&file.path) }
    };
    out.findings = notes.map(finding).collect();
    out
}

/// The digest of the words that stand on these lines of the file that the agents are in.
fn wording(agents: &[Agent], lines: LineRange) -> Option<Digest> {
    let mut words: Vec<&str> = Vec::new();
    for Agent { definition, .. } in agents {
        let rows = definition.text.lines().enumerate();
        let meant = rows.filter(|(row, _)| (lines.first..=lines.last).contains(&definition.lines.of(*row)));
        words.extend(meant.flat_map(|(_, line)| line.split_whitespace()));
    }
    (!words.is_empty()).then(|| Digest(digest(&words.join(" "))))
}

/// The path, with `#key` where the file holds several agents; a key that stands there again is numbered.
fn id(path: &str, key: Option<&str>, taken: &mut BTreeSet<String>) -> String {
    let Some(key) = key else { return path.to_owned() };
    let plain = format!("{path}#{key}");
    let numbered = (2..).map(|nth| format!("{plain}-{nth}"));
    let free = std::iter::once(plain.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(plain);
    taken.insert(free.clone());
    free
}

/// The files beside this one that its prompts were drawn from: a skill only refers to what lies beside it.
fn parts(file: &SourceFile, raw: &[RawAgent]) -> Vec<Part> {
    let drawn = raw.iter().any(|agent| !agent.syntax.is_markdown());
    let part = |beside: &Beside| Part { path: beside.path.clone(), of: file.path.clone() };
    file.beside.iter().filter(|_| drawn).map(part).collect()
}

/// Takes the agents out that are parts of others: a prompt that another file draws in is no agent beside it, unless it has
/// fields of its own or was given by its own path.
pub(super) fn without_parts(agents: &mut Vec<Agent>, findings: &mut Vec<Finding>, parts: Vec<Part>) {
    // Whoever draws a file in spells its path without detours, and its agent has the path that was typed.
    let of: BTreeMap<String, String> = parts.into_iter().map(|part| (plain(&part.path), part.of)).collect();
    let is_part = |agent: &Agent| may_be_part(agent) && of.contains_key(&plain(&agent.path));
    let taken: Vec<Agent> = agents.extract_if(.., |agent| is_part(agent)).collect();
    // What is missing in it is said where it counts.
    findings.retain(|finding| taken.iter().all(|agent| agent.path != finding.path));
    findings.extend(taken.iter().map(|agent| load::part_of(&of[&plain(&agent.path)]).of(&agent.path)));
}

/// Whether an agent is none where another file draws its text in.
pub(super) fn may_be_part(agent: &Agent) -> bool {
    agent.origin == Origin::Found && agent.definition.front.is_none()
}

/// A text that was written, loaded and normalized as a file at `path` would be.
pub(super) fn read_again(text: &str, path: &str) -> Result<Definition, Vec<Note>> {
    let raw = load::parse(&SourceFile::new(path, Origin::Named, text))?.into_iter().next().ok_or_else(Vec::new)?;
    let profile = load::format(raw.format);
    Ok(normalize::definition(raw, profile))
}

/// The error that the gravest of these notes makes.
pub(super) fn refused(path: &str, notes: Vec<Note>) -> Error {
    let reason = notes.into_iter().max_by_key(|note| note.code.severity).map(|note| note.of(path));
    reason.map_or_else(|| Error::NoAgent { paths: path.to_owned(), files: 1 }, Error::NamedFile)
}

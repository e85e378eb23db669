//! Definitions get their place: files become agents of a corpus.

use super::{Error, Watch};
use crate::{
    load::{self, Found},
    model::{Agent, Corpus, Definition, Finding, Note, Origin, Proposal, RawAgent, SourceFile},
    normalize,
};

/// One file's part of the corpus.
pub(super) struct Seated {
    pub(super) agents: Vec<Agent>,
    pub(super) findings: Vec<Finding>,
    /// Why a file that was named is no agent.
    pub(super) refused: Option<Finding>,
}

/// Reads one file and gives its agents their seats.
pub(super) fn seat(found: &Found, watch: &dyn Watch) -> Result<Seated, Error> {
    let seated = match load::read(found) {
        Ok(file) => Ok(seat_file(&file)),
        Err(error) if found.origin == Origin::Named => Err(error.into()),
        Err(error) => {
            Ok(Seated { agents: Vec::new(), findings: vec![load::unreadable(&error).of(&found.path)], refused: None })
        }
    };
    watch.step();
    seated
}

fn seat_file(file: &SourceFile) -> Seated {
    match load::parse(file) {
        Ok(raw) => seat_agents(file, raw),
        Err(notes) => {
            let findings: Vec<Finding> = notes.into_iter().map(|note| note.of(&file.path)).collect();
            let grave = findings.iter().max_by_key(|finding| finding.code.severity).cloned();
            let refused = grave.filter(|_| file.origin == Origin::Named);
            Seated { agents: Vec::new(), findings, refused }
        }
    }
}

fn seat_agents(file: &SourceFile, raw: Vec<RawAgent>) -> Seated {
    let mut out = Seated { agents: Vec::new(), findings: Vec::new(), refused: None };
    for raw in raw {
        let id = raw.key.as_ref().map_or_else(|| file.path.clone(), |key| format!("{}#{key}", file.path));
        let profile = load::format(raw.format);
        let definition = normalize::definition(raw, profile);
        out.findings.extend(definition.notes.iter().cloned().map(|note| note.of(&file.path)));
        let (path, origin) = (file.path.clone(), file.origin);
        // Only what was named can be merged or patched by name, and only there the bytes are needed again.
        let bytes = if origin == Origin::Named { file.bytes.clone() } else { Vec::new() };
        out.agents.push(Agent { id, path, origin, bytes, definition });
    }
    out
}

/// The text of a proposal, loaded and normalized as the base's file would be.
pub(super) fn reread(proposal: &Proposal, corpus: &Corpus) -> Result<Definition, Vec<Note>> {
    let path = corpus.agent(proposal.base).path.clone();
    let file =
        SourceFile { path, origin: Origin::Named, bytes: proposal.text.clone().into_bytes(), beside: Vec::new() };
    let raw = load::parse(&file)?.into_iter().next().ok_or_else(Vec::new)?;
    let profile = load::format(raw.format);
    Ok(normalize::definition(raw, profile))
}

/// The error that the gravest of these notes makes.
pub(super) fn refused(path: &str, notes: Vec<Note>) -> Error {
    let reason = notes.into_iter().max_by_key(|note| note.code.severity).map(|note| note.of(path));
    reason.map_or_else(|| Error::NoAgent { paths: path.to_owned(), files: 1 }, Error::NamedFile)
}

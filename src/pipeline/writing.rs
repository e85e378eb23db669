//! A settled proposal becomes the file of a format, and the file is distrusted.

use std::path::Path;

use super::seat::read_again;
use crate::{
    load,
    merge::{self, Rewritten},
    model::{
        Agent, AgentIx, Amendment, Corpus, Definition, Lines, Note, Profile, Proposal, RawAgent, RawField, Span, Value,
    },
    normalize,
    text::paths::within,
    write::{self, CoreError, CoreFile, Manuscript, Named, Sheet},
};

/// The shared core of the files of `members`, with what each has of its own. They are called by the way to them from the
/// folder that all lie in.
///
/// # Errors
/// A file that holds other agents too, or is not UTF-8.
pub fn core_file(corpus: &Corpus, members: &[AgentIx]) -> Result<CoreFile, CoreError> {
    let agents: Vec<&Agent> = members.iter().map(|ix| corpus.agent(*ix)).collect();
    if let Some(agent) = agents.iter().find(|agent| agent.id != agent.path) {
        return Err(CoreError::Shared { id: agent.id.clone() });
    }
    let names = within(&agents.iter().map(|agent| agent.path.as_str()).collect::<Vec<_>>());
    let files: Vec<(String, &[u8])> = names.into_iter().zip(agents.iter().map(|agent| &agent.bytes[..])).collect();
    CoreFile::of(&files)
}

/// The agent that a proposal stands for.
pub(super) fn settled(proposal: &Proposal, corpus: &Corpus) -> Result<Definition, Vec<Note>> {
    let base = corpus.agent(proposal.base);
    match &proposal.file {
        _ if proposal.untouched => Ok(base.definition.clone()),
        Some(file) => read_again(&proposal.text, file),
        None if base.definition.syntax.is_markdown() => read_again(&proposal.text, &base.path),
        None => Ok(with_prompt(&base.definition, &proposal.text, &proposal.amended)),
    }
}

/// An agent of a file of data with another prompt, and with fields that are not as it has them.
fn with_prompt(base: &Definition, prompt: &str, amended: &[Amendment]) -> Definition {
    let amendment = |key: &str| amended.iter().find(|amendment| amendment.key == key);
    let raw = |key: &str, value: Value| RawField { key: key.to_owned(), value, span: None };
    let own = base.fields.iter().filter(|field| !field.key.is_empty()).filter_map(|field| {
        let value =
            amendment(&field.key).map_or_else(|| Some(field.written().clone()), |amendment| amendment.value.clone());
        Some(raw(&field.key, value?))
    });
    let is_new = |key: &str| base.fields.iter().all(|field| field.key != key);
    let news = amended.iter().filter(|amendment| is_new(&amendment.key));
    let news = news.filter_map(|amendment| Some(raw(&amendment.key, amendment.value.clone()?)));
    let fields = own.chain(news);
    let raw = RawAgent {
        format: base.format,
        key: None,
        place_name: Some(base.name.clone()),
        text: prompt.to_owned(),
        syntax: base.syntax,
        lines: Lines::From(1),
        front: None,
        front_is_strict: true,
        fields: fields.collect(),
        body: Span::new(0, prompt.len()),
        supporting: String::new(),
        notes: Vec::new(),
    };
    normalize::definition(raw, load::format(base.format))
}

/// Whether a proposal's text is a file as it stands: of data only the base's own file is.
pub(super) fn is_file(proposal: &Proposal, base: &Agent) -> bool {
    base.definition.syntax.is_markdown() || proposal.untouched && base.id == base.path && !base.bytes.is_empty()
}

/// The same proposal as a file of the format `to`.
///
/// # Errors
/// What the file does not give back.
pub(super) fn in_format(proposal: Proposal, corpus: &Corpus, to: &'static Profile) -> Result<Proposal, Vec<Note>> {
    let agent = settled(&proposal, corpus)?;
    let from = load::format(agent.format);
    let base = corpus.agent(proposal.base);
    let sheet = write::write(&Manuscript {
        name: &agent.name,
        fields: &agent.fields,
        prompt: agent.body.of(&agent.text),
        from,
        to,
        syntax: agent.syntax,
        named: named(&agent, base),
    });
    let sheet = if from.name == to.name { at_home(sheet, &agent, base) } else { sheet };
    let back = read_again(&sheet.text, &sheet.file)?;
    let doubts = merge::verify_written(&Rewritten { agent: &agent, from, back: &back, to, name: &sheet.name });
    if doubts.is_empty() { Ok(moved(proposal, &back, sheet, to)) } else { Err(doubts) }
}

/// Where the base's file has the agent's name.
fn named(agent: &Definition, base: &Agent) -> Named {
    let by_field = agent.field("name").is_some_and(|field| field.value.as_text() == Some(&agent.name));
    let by_file = base.id == base.path && Path::new(&base.path).file_stem().is_some_and(|stem| stem == &*agent.name);
    if by_field || by_file || agent.syntax.is_markdown() { Named::InPlace } else { Named::ByKey }
}

/// A file of the base's own format lies where the base's does, under the name that it has.
fn at_home(sheet: Sheet, agent: &Definition, base: &Agent) -> Sheet {
    Sheet { file: base.path.clone(), name: agent.name.clone(), ..sheet }
}

/// The proposal with the lines of the file in which it stands now.
fn moved(mut proposal: Proposal, back: &Definition, sheet: Sheet, to: &Profile) -> Proposal {
    let lines: Vec<(u32, u32)> =
        proposal.statements.iter().zip(&back.statements).map(|(was, is)| (was.line, is.line)).collect();
    for (statement, (_, line)) in proposal.statements.iter_mut().zip(&lines) {
        statement.line = *line;
    }
    for omission in &mut proposal.omitted {
        omission.by = omission.by.map(|was| lines.iter().find(|(line, _)| *line == was).map_or(was, |(_, is)| *is));
    }
    proposal.notes.extend(sheet.notes);
    Proposal { text: sheet.text, format: to.name, file: Some(sheet.file), untouched: false, ..proposal }
}

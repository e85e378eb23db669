//! An agent as agentkin understands it, and many of them together.

use std::{ops::Deref, sync::Arc};

use serde::Serialize;

use super::{
    finding::Note,
    ids::{AgentIx, Digest, SectionIx, StatementIx},
    profile::{OmittedTools, Syntax},
    prompt::{Held, Prompt},
    section::{Section, Statement, StatementKind},
    sketch::Sketch,
    source::{FormatName, Origin},
    span::{Lines, Span},
    value::Value,
};

/// A field under its canonical name (formats.md 1.9).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// The canonical name; for a key that agentkin does not know, the key as written.
    pub name: String,
    /// The key as the file spells it.
    pub key: String,
    /// The value: tools as a list of canonical tool names or null, anything else as written.
    pub value: Value,
    /// The value as written, where it differs from `value` (tool lists in another spelling).
    pub as_written: Option<Value>,
    /// Where it stands in the text.
    pub span: Option<Span>,
}

impl Field {
    /// The value as its file spells it.
    #[must_use]
    pub fn written(&self) -> &Value {
        self.as_written.as_ref().unwrap_or(&self.value)
    }
}

/// An agent without its place: everything that follows from format and content alone.
///
/// Its text, sections and statements are those of its [`Prompt`], which a large corpus lets go of and reads again where it is
/// needed: a definition dereferences to it, as a [`LazyLock`](std::sync::LazyLock) does to its value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Definition {
    /// The format.
    pub format: FormatName,
    /// What it means there when the agent lists no tools.
    pub omitted_tools: OmittedTools,
    /// The keys of its file that hold the prompt; none where the file itself is the prompt.
    #[serde(skip)]
    pub prompt_keys: &'static [&'static str],
    /// The name: the field where there is one, else by the format's rule from the place.
    pub name: String,
    /// The description, real line ends; empty where there is none.
    pub description: String,
    /// How its file is written.
    pub syntax: Syntax,
    /// On which line of the file each line of `text` stands.
    #[serde(skip)]
    pub lines: Lines,
    /// The front matter with its fences.
    pub front: Option<Span>,
    /// Whether the front matter is strict YAML.
    pub front_is_strict: bool,
    /// The prompt's range of `text`.
    pub body: Span,
    /// Fields in the order of the file, name and description among them.
    pub fields: Vec<Field>,
    /// What it says, word for word.
    #[serde(flatten)]
    pub prompt: Held,
    /// Digest of the content after normalization: equal for `identical` agents, whatever their format.
    pub content: Digest,
    /// Tokens of the whole text, estimated (four bytes of Latin script or one and a half characters of others a token).
    pub tokens: u32,
    /// What comparing needs.
    #[serde(skip)]
    pub sketch: Sketch,
    /// What there was to say.
    pub notes: Vec<Note>,
}

impl Deref for Definition {
    type Target = Prompt;

    fn deref(&self) -> &Prompt {
        &self.prompt
    }
}

impl Definition {
    /// The section at `ix`.
    #[must_use]
    pub fn section(&self, ix: SectionIx) -> &Section {
        &self.sections[ix.get()]
    }

    /// The statement at `ix`.
    #[must_use]
    pub fn statement(&self, ix: StatementIx) -> &Statement {
        &self.statements[ix.get()]
    }

    /// The wording of the statement at `ix`, as it stands in the file, without its marker.
    #[must_use]
    pub fn wording(&self, ix: StatementIx) -> &str {
        self.statement(ix).span.of(&self.text)
    }

    /// What its statements say, in order, blocks of code left out.
    pub fn prose(&self) -> impl Iterator<Item = &str> {
        let said = self.statements.iter().filter(|statement| statement.kind != StatementKind::Code);
        said.map(|statement| statement.span.of(&self.text))
    }

    /// The field with the canonical name `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

/// A definition with its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agent {
    /// The path, plus `#key` where one file holds several agents.
    pub id: String,
    /// The file.
    pub path: String,
    /// How it came to be read.
    pub origin: Origin,
    /// The bytes of the file, which all its agents share, kept where they are needed again (a merge of one gives them back); else empty.
    #[serde(skip)]
    pub bytes: Arc<[u8]>,
    /// What it says.
    pub definition: Definition,
}

/// When an agent came to be what it is, as far as a run was told: by what git has, or by a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Arrival {
    /// It was there before and said the same, or nobody knows.
    #[default]
    Before,
    /// Its file was there before, and was changed since.
    Changed,
    /// It is new.
    New,
}

/// Agents in the order of their ids; the order of every list that is printed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Corpus {
    agents: Vec<Agent>,
    /// By index; none where nobody knows of any.
    #[serde(skip)]
    arrivals: Vec<Arrival>,
}

impl Corpus {
    /// The agents, sorted by id. Two with the same id are one: the first given stays.
    #[must_use]
    pub fn new(mut agents: Vec<Agent>) -> Self {
        agents.sort_by(|a, b| a.id.cmp(&b.id));
        agents.dedup_by(|later, first| later.id == first.id);
        Self { agents, arrivals: Vec::new() }
    }

    /// The same, knowing when each came, by index.
    #[must_use]
    pub fn arrived(self, arrivals: Vec<Arrival>) -> Self {
        Self { arrivals, ..self }
    }

    /// When the agent at `ix` came.
    #[must_use]
    pub fn arrival(&self, ix: AgentIx) -> Arrival {
        self.arrivals.get(ix.get()).copied().unwrap_or_default()
    }

    /// Puts one agent more in its place, which those after it move up for.
    pub fn insert(&mut self, agent: Agent) -> AgentIx {
        let at = self.agents.partition_point(|known| known.id < agent.id);
        self.agents.insert(at, agent);
        if !self.arrivals.is_empty() {
            self.arrivals.insert(at, Arrival::New);
        }
        AgentIx::new(at)
    }

    /// Takes the agent at `ix` out again.
    pub fn remove(&mut self, ix: AgentIx) -> Agent {
        if !self.arrivals.is_empty() {
            self.arrivals.remove(ix.get());
        }
        self.agents.remove(ix.get())
    }

    /// The agent at `ix`.
    #[must_use]
    pub fn agent(&self, ix: AgentIx) -> &Agent {
        &self.agents[ix.get()]
    }

    /// The definition of the agent at `ix`.
    #[must_use]
    pub fn definition(&self, ix: AgentIx) -> &Definition {
        &self.agents[ix.get()].definition
    }

    /// Every agent, in order.
    #[must_use]
    pub fn agents(&self) -> &[Agent] {
        &self.agents
    }

    /// Every index, in order.
    pub fn indexes(&self) -> impl ExactSizeIterator<Item = AgentIx> + use<> {
        (0..self.agents.len()).map(AgentIx::new)
    }

    /// The index of the agent with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<AgentIx> {
        self.agents.binary_search_by(|a| a.id.as_str().cmp(id)).ok().map(AgentIx::new)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.agents.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.agents.is_empty()
    }
}

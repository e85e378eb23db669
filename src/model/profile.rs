//! An agent format as data: what `load`, `normalize`, `write` and `cluster` each need to know of it.

use serde::{Deserialize, Serialize};

use super::{leniency::Leniency, precedence::Precedence, refusals::Refusals, routing::Routing, source::FormatName};

/// In which notation a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Syntax {
    /// Markdown under YAML front matter.
    FrontMatter,
    /// Markdown, and nothing else.
    Plain,
    /// JSON, comments and trailing commas borne with.
    Json,
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
}

impl Syntax {
    /// Whether the prompt is the file's own text, rather than a value in a file of data.
    #[must_use]
    pub const fn is_markdown(self) -> bool {
        matches!(self, Self::FrontMatter | Self::Plain)
    }
}

/// How agents lie in a file of data (JSON, YAML, TOML).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Data {
    /// Where in the file: the first of these that is there.
    pub seats: &'static [Seats],
    /// The keys that hold the prompt, in the order in which their texts are joined with a blank line: dotted where they lie
    /// deeper (`persona.role`).
    pub prompt: &'static [&'static str],
}

/// Where in a file of data agents lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seats {
    /// The file is one agent.
    Whole,
    /// The value of this key is one agent.
    Under(&'static str),
    /// Each item of the list under `list` is an agent, told from the others by what its `key` holds.
    Items {
        /// The key of the list.
        list: &'static str,
        /// The key of an item that tells it from the others.
        key: &'static str,
    },
    /// Each entry of the mapping under this key (of the whole file where it is empty) is an agent, told by its key.
    Entries(&'static str),
}

/// Where an agent's name comes from under its harness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// The `name` field; the file stem where there is none.
    NameField,
    /// The file name without the format's ending; a `name` field is for display.
    FileStem,
    /// The name of the folder that holds the file.
    Folder,
    /// The path below the format's folder, without the ending.
    RelativePath,
    /// What tells the agent from others in its file.
    Key,
}

/// What it means under the harness when an agent does not list its tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OmittedTools {
    /// It may use every tool.
    All,
    /// Nothing is granted beyond what the session has.
    NoGrant,
    /// It may use no tool.
    Nothing,
    /// The format has no such notion.
    Unsaid,
}

/// How a format spells what an agent may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToolStyle {
    /// `Read, Grep`
    Commas,
    /// `Read Grep`
    Blanks,
    /// A list.
    List,
    /// A mapping from tool to true or false.
    Flags,
    /// A list of groups, without which the harness refuses the file.
    Groups,
    /// No list, but a sandbox that can be read-only: the key, the value that forbids writing.
    Sandbox(&'static str, &'static str),
    /// No list, but a flag that forbids writing: the key.
    ReadOnly(&'static str),
    /// Nothing at all.
    Nowhere,
}

/// How agents are written in a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Where a file of the format lies in a project; `{name}` stands for the agent's name as a file name.
    pub file: &'static str,
    /// How tools are spelled.
    pub tools: ToolStyle,
    /// How the name of an MCP server's tool is spelled: `{server}` and `{tool}` stand for the two; none where it cannot be.
    pub server_tool: Option<&'static str>,
    /// Keys that a new file gets, with their values, where the agent says nothing else: what the harness needs to find it.
    pub fixed: &'static [(&'static str, Fixed)],
    /// How a file says when it applies; `None` where whoever has it calls it.
    pub applies: Option<Applies>,
    /// Beginnings of model names that the harness runs; empty where it runs any.
    pub models: &'static [&'static str],
    /// Whether the harness knows `inherit` for the session's model; where it does not, leaving the model out means that.
    pub inherit: Inherit,
    /// What stands before a model's name (`anthropic/`), by the beginning of the name; empty where nothing does.
    pub model_prefixes: &'static [(&'static str, &'static str)],
    /// What a name may be.
    pub names: Names,
    /// Whether a key that the format does not know may stand in a file of it.
    pub unknown_keys: UnknownKeys,
    /// What in a prompt the harness does not take as it stands, with what it takes it for: a clause without a full stop.
    pub meant: &'static [(&'static str, &'static str)],
    /// Longest prompt in characters that the harness takes.
    pub most_characters: Option<usize>,
}

/// How a file says when it applies: a key, and what stands there for each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Applies {
    /// The key.
    pub key: &'static str,
    /// Always.
    pub always: Fixed,
    /// Where files match its globs.
    pub by_globs: Fixed,
    /// Where the model finds that its description fits.
    pub by_description: Fixed,
    /// Where somebody names it.
    pub by_name: Fixed,
}

/// Whether a model can be named `inherit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inherit {
    /// It is a word of the format.
    Word,
    /// Leaving the model out means it.
    LeftOut,
}

/// What a name may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Names {
    /// Any text.
    Any,
    /// Lower-case letters, digits and hyphens.
    Slug,
}

/// A value that a new file of a format gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Fixed {
    /// Text.
    Text(&'static str),
    /// `true` or `false`.
    Flag(bool),
}

/// What a harness does with a key that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownKeys {
    /// It passes over it.
    Ignored,
    /// It refuses the file, or means something by it.
    Refused,
}

/// One format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// Its name.
    pub name: FormatName,
    /// What it is, in a clause: "Claude Code subagents".
    pub title: &'static str,
    /// Where its files lie, as path patterns: `*` within a part, `**` over parts; the most specific match of all formats
    /// wins. Empty for a format that is told by content alone.
    pub places: &'static [&'static str],
    /// Places where its files lie among others: there only front matter with a name or a description makes one.
    pub likely_places: &'static [&'static str],
    /// Sets of keys, as the format spells them: where no place tells the format, the format of the largest set that a
    /// file has whole wins. `key=` and the beginning of a value asks for that value too, `own:key`
    /// for a tool under the key that is spelled as in this format alone.
    pub signs: &'static [&'static [&'static str]],
    /// How they are written.
    pub syntax: Syntax,
    /// How agents lie in files of data; `None` where the format has no such files.
    pub data: Option<Data>,
    /// Where the name comes from.
    pub identity: Identity,
    /// What a missing tool list means.
    pub omitted_tools: OmittedTools,
    /// Keys as the format spells them, with the canonical field name of each (formats.md 1.9).
    pub fields: &'static [(&'static str, &'static str)],
    /// Canonical names of fields that the harness does not read in a plugin's agents.
    pub dormant_in_plugin: &'static [&'static str],
    /// Values that lie inside of a field, by their dotted path, with the canonical field name of each.
    pub inner: &'static [(&'static str, &'static str)],
    /// Tool names as the harness spells them, with the canonical tools that each stands for; `group/*` for any of a group.
    pub tools: &'static [(&'static str, &'static [&'static str])],
    /// What the harness does with a file that is not strict YAML, JSON or TOML: "Claude Code skips this file".
    pub on_bad_yaml: &'static str,
    /// What else it does with front matter that is not strict.
    pub leniency: Leniency,
    /// Fields that must be there, by canonical name, for the harness to load the file.
    pub required: &'static [&'static str],
    /// What else the harness refuses a file for.
    pub refusals: Refusals,
    /// How a model is led to its agents; `None` where they are called by name or always there.
    pub routing: Option<Routing>,
    /// Who shadows whom where several agents have one name.
    pub precedence: Precedence,
    /// How agents are written in it; `None` where agentkin only reads it.
    pub written: Option<Written>,
}

impl Profile {
    /// A format that says nothing of itself: what a record leaves out.
    pub const BLANK: Self = Self {
        name: FormatName(""),
        title: "",
        places: &[],
        likely_places: &[],
        signs: &[],
        syntax: Syntax::FrontMatter,
        data: None,
        identity: Identity::NameField,
        omitted_tools: OmittedTools::Unsaid,
        dormant_in_plugin: &[],
        fields: &[],
        inner: &[],
        tools: &[],
        on_bad_yaml: "a harness that wants strict YAML skips the file",
        leniency: Leniency::BLANK,
        required: &[],
        refusals: Refusals::BLANK,
        routing: None,
        precedence: Precedence::BLANK,
        written: None,
    };

    /// The keys that hold the prompt of a file that is written like this; none where the file itself is the prompt.
    #[must_use]
    pub fn prompt_keys(&self, syntax: Syntax) -> &'static [&'static str] {
        self.data.filter(|_| !syntax.is_markdown()).map_or(&[], |data| data.prompt)
    }

    /// The canonical name of a key: exactly as the format spells it, else in another case; `None` for a key that it does
    /// not know.
    #[must_use]
    pub fn canonical(&self, key: &str) -> Option<&'static str> {
        self.entry(key).map(|(_, name)| *name)
    }

    /// How the format spells a key that may be written in another case; `None` for a key that it does not know.
    #[must_use]
    pub fn spelt(&self, key: &str) -> Option<&'static str> {
        self.entry(key).map(|(spelt, _)| *spelt)
    }

    fn entry(&self, key: &str) -> Option<&'static (&'static str, &'static str)> {
        let exact = self.fields.iter().find(|(spelt, _)| *spelt == key);
        exact.or_else(|| self.fields.iter().find(|(spelt, _)| spelt.eq_ignore_ascii_case(key)))
    }

    /// The format's key for a canonical field name, where it has one.
    #[must_use]
    pub fn key(&self, canonical: &str) -> Option<&'static str> {
        self.fields.iter().find(|(_, name)| *name == canonical).map(|(key, _)| *key)
    }
}

impl Written {
    /// A way of writing that says nothing of itself: what a record leaves out.
    pub const BLANK: Self = Self {
        file: "",
        tools: ToolStyle::Nowhere,
        server_tool: None,
        fixed: &[],
        applies: None,
        models: &[],
        inherit: Inherit::LeftOut,
        names: Names::Any,
        model_prefixes: &[],
        unknown_keys: UnknownKeys::Ignored,
        meant: &[],
        most_characters: None,
    };
}

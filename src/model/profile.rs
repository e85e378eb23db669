//! An agent format as data: what `load`, `normalize` and `merge` each need to know of it.

use serde::Serialize;

use super::source::FormatName;

/// How a format's files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Syntax {
    /// Markdown under YAML front matter.
    FrontMatter,
    /// Markdown, and nothing else.
    Plain,
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
}

/// What it means under the harness when an agent does not list its tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OmittedTools {
    /// It may use every tool.
    All,
    /// Nothing is granted beyond what the session has.
    NoGrant,
    /// The format has no such notion.
    Unsaid,
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
    /// file has whole wins.
    pub signs: &'static [&'static [&'static str]],
    /// How they are written.
    pub syntax: Syntax,
    /// Where the name comes from.
    pub identity: Identity,
    /// What a missing tool list means.
    pub omitted_tools: OmittedTools,
    /// Keys as the format spells them, with the canonical field name of each (formats.md 1.9).
    pub fields: &'static [(&'static str, &'static str)],
    /// Tool names as the harness spells them, with the canonical tools that each stands for.
    pub tools: &'static [(&'static str, &'static [&'static str])],
    /// What the harness does with front matter that is not strict YAML: "Claude Code skips this file".
    pub on_bad_yaml: &'static str,
    /// Fields that must be there, by canonical name, for the harness to load the file.
    pub required: &'static [&'static str],
    /// Folders of the same harness in the order of precedence, highest first, where the harness states one: who shadows whom.
    pub precedence: &'static [&'static str],
}

//! CrewAI rosters (formats.md 1.8).

use crate::model::{Data, FormatName, Identity, OmittedTools, Profile, Seats, Syntax, ToolStyle, UnknownKeys, Written};

/// CrewAI rosters.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("crewai"),
    title: "CrewAI agents",
    places: &["config/agents.yaml", "config/agents.yml"],
    signs: &[&["role", "goal", "backstory"], &["role", "backstory"]],
    syntax: Syntax::Yaml,
    data: Some(Data { seats: &[Seats::Entries("")], prompt: &["backstory"] }),
    identity: Identity::Key,
    omitted_tools: OmittedTools::Nothing,
    fields: &[
        ("role", "display-name"),
        ("goal", "description"),
        ("backstory", "prompt"),
        ("llm", "model"),
        ("tools", "tools"),
        ("allow_delegation", "delegation"),
        ("allow_code_execution", "permission"),
        ("max_iter", "turns"),
        ("memory", "memory"),
        ("verbose", "verbose"),
        ("mcps", "mcp"),
    ],
    on_bad_yaml: "CrewAI refuses the file",
    required: &["display-name", "description", "prompt"],
    written: Some(Written {
        file: "config/agents.yaml",
        tools: ToolStyle::List,
        unknown_keys: UnknownKeys::Refused,
        meant: &[("{", "the place of an input, where a name in braces follows")],
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

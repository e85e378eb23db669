//! Qwen Code subagents (formats.md 1.5).

use crate::model::{FormatName, Inherit, Level, OmittedTools, Precedence, Profile, Routing, ToolStyle, Written};

/// Qwen Code subagents.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("qwen"),
    title: "Qwen Code subagents",
    places: &[".qwen/agents/**/*.md"],
    signs: &[&["name", "description", "approvalMode"]],
    omitted_tools: OmittedTools::All,
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("tools", "tools"),
        ("disallowedTools", "disallowed-tools"),
        ("model", "model"),
        ("approvalMode", "permission"),
        ("color", "color"),
    ],
    tools: TOOLS,
    on_bad_yaml: "Qwen Code reads what it can of it",
    required: &["name", "description"],
    routing: Some(Routing { reader: "Qwen Code", budget: None }),
    precedence: Precedence {
        levels: &[Level::project(&[".qwen/agents"]), Level::user(&[".qwen/agents"]), Level::plugin(&["agents"])],
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".qwen/agents/{name}.md",
        tools: ToolStyle::List,
        server_tool: Some("mcp__{server}__{tool}"),
        inherit: Inherit::Word,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

/// Qwen Code's tools, first in the spelling of today; the others are its older ones and those of Gemini CLI, which it came
/// from.
const TOOLS: &[(&str, &[&str])] = &[
    ("read_file", &["read"]),
    ("read_many_files", &["read"]),
    ("edit", &["edit"]),
    ("replace", &["edit"]),
    ("write_file", &["write"]),
    ("run_shell_command", &["shell"]),
    ("grep_search", &["grep"]),
    ("search_file_content", &["grep"]),
    ("glob", &["glob"]),
    ("list_directory", &["glob"]),
    ("web_fetch", &["web-fetch"]),
    ("web_search", &["web-search"]),
    ("google_web_search", &["web-search"]),
    ("todo_write", &["todo"]),
    ("write_todos", &["todo"]),
    ("agent", &["delegate"]),
    ("task", &["delegate"]),
    ("invoke_agent", &["delegate"]),
];

//! Gemini CLI subagents (formats.md 1.5).

use crate::model::{
    Data, FormatName, Inherit, Leniency, Level, NameRule, Names, OmittedTools, Peers, Precedence, Profile, Refusals,
    Routing, Seats, ToolStyle, UnknownKeys, Written,
};

/// Gemini CLI subagents.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("gemini"),
    title: "Gemini CLI subagents",
    places: &[".gemini/agents/**/*.md"],
    signs: &[
        &["name", "description", "kind"],
        &["name", "description", "max_turns"],
        &["name", "description", "timeout_mins"],
        &["name", "description", "model=gemini"],
        &["name", "instructions", "model=gemini"],
    ],
    data: Some(Data { seats: &[Seats::Whole], prompt: &["instructions"] }),
    omitted_tools: OmittedTools::All,
    fields: &[
        ("name", "name"),
        ("display_name", "display-name"),
        ("description", "description"),
        ("kind", "kind"),
        ("tools", "tools"),
        ("model", "model"),
        ("temperature", "temperature"),
        ("max_turns", "turns"),
        ("timeout_mins", "timeout"),
        ("mcp_servers", "mcp"),
        ("instructions", "prompt"),
    ],
    tools: TOOLS,
    on_bad_yaml: "Gemini CLI rejects the agent",
    leniency: Leniency { on_doubled_key: "Gemini CLI rejects the agent", ..Leniency::BLANK },
    required: &["name", "description"],
    refusals: Refusals {
        does: "Gemini CLI rejects the agent",
        names: NameRule::Only { capitals: false, marks: "-_", parted: false, most: usize::MAX },
        // What an agent on another machine is reached by.
        other_keys: Some(&["agent_card_url", "agent_card_json", "auth"]),
        numbers: &[("temperature", 0, 2)],
        unread: &[
            (".gemini/agents/*/**/*.md", "Gemini CLI reads the folder itself and none below it"),
            (".gemini/agents/_*", "Gemini CLI passes over names that begin with `_`"),
        ],
        ..Refusals::BLANK
    },
    routing: Some(Routing { reader: "Gemini CLI", budget: None }),
    precedence: Precedence {
        levels: &[Level::project(&[".gemini/agents"]), Level::user(&[".gemini/agents"]), Level::plugin(&["agents"])],
        peers: Peers::FirstRead,
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".gemini/agents/{name}.md",
        tools: ToolStyle::List,
        server_tool: Some("mcp_{server}_{tool}"),
        models: &["gemini", "auto", "flash", "pro", "inherit"],
        inherit: Inherit::Word,
        names: Names::Slug,
        unknown_keys: UnknownKeys::Refused,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

/// Gemini CLI's tools, and the names that Qwen Code has for them.
const TOOLS: &[(&str, &[&str])] = &[
    ("read_file", &["read"]),
    ("read_many_files", &["read"]),
    ("replace", &["edit"]),
    ("edit", &["edit"]),
    ("write_file", &["write"]),
    ("run_shell_command", &["shell"]),
    ("grep_search", &["grep"]),
    ("search_file_content", &["grep"]),
    ("glob", &["glob"]),
    ("list_directory", &["glob"]),
    ("web_fetch", &["web-fetch"]),
    ("google_web_search", &["web-search"]),
    ("web_search", &["web-search"]),
    ("write_todos", &["todo"]),
    ("todo_write", &["todo"]),
    ("invoke_agent", &["delegate"]),
    ("agent", &["delegate"]),
    ("task", &["delegate"]),
];

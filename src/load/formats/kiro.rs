//! Kiro agents in JSON and Markdown, and its steering files (formats.md 1.7).

use crate::model::{
    Data, FormatName, Level, OmittedTools, Precedence, Profile, Routing, Seats, Syntax, ToolStyle, UnknownKeys, Written,
};

/// Kiro agents.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("kiro"),
    title: "Kiro agents and steering files",
    places: &[
        ".kiro/agents/**/*.json",
        ".kiro/agents/**/*.md",
        ".kiro/steering/**/*.md",
        "kiro/agents/**/*.json",
        "kiro/steering/**/*.md",
    ],
    likely_places: &["agents/**/*.json"],
    signs: &[
        &["name", "prompt", "tools"],
        &["name", "prompt", "allowedTools"],
        &["name", "prompt", "resources"],
        &["inclusion"],
        &["description", "permissions", "tools"],
    ],
    syntax: Syntax::Json,
    data: Some(Data { seats: &[Seats::Whole], prompt: &["prompt"] }),
    omitted_tools: OmittedTools::Nothing,
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("prompt", "prompt"),
        ("tools", "tools"),
        ("allowedTools", "allowed-tools"),
        ("toolAliases", "tool-aliases"),
        ("toolsSettings", "permission"),
        ("permissions", "permission"),
        ("mcpServers", "mcp"),
        ("includeMcpJson", "include-mcp"),
        ("resources", "resources"),
        ("hooks", "hooks"),
        ("model", "model"),
        ("keyboardShortcut", "keyboard-shortcut"),
        ("welcomeMessage", "welcome-message"),
        ("inclusion", "inclusion"),
        ("fileMatchPattern", "globs"),
    ],
    tools: TOOLS,
    on_bad_yaml: "Kiro refuses the file",
    required: &["name"],
    routing: Some(Routing { reader: "Kiro", budget: None }),
    precedence: Precedence {
        levels: &[Level::project(&[".kiro/agents"]), Level::user(&[".kiro/agents"])],
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".kiro/agents/{name}.json",
        tools: ToolStyle::List,
        server_tool: Some("@{server}/{tool}"),
        unknown_keys: UnknownKeys::Refused,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

/// The tools of Amazon Q and Kiro, in the spelling of either.
pub(super) const TOOLS: &[(&str, &[&str])] = &[
    ("fs_read", &["read"]),
    ("read", &["read"]),
    ("fs_write", &["edit", "write"]),
    ("write", &["edit", "write"]),
    ("execute_bash", &["shell"]),
    ("shell", &["shell"]),
    ("grep", &["grep"]),
    ("glob", &["glob"]),
    ("web_fetch", &["web-fetch"]),
    ("web_search", &["web-search"]),
    ("web", &["web-fetch", "web-search"]),
    ("todo_list", &["todo"]),
    ("delegate", &["delegate"]),
    ("use_subagent", &["delegate"]),
];

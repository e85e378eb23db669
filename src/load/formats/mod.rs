//! Every agent format that is read, a record each. An addition is one file and two lines here.

mod claude;
mod command;
mod copilot;
mod markdown;
mod skill;

use crate::model::Profile;

/// The roster. Where two places match a path, the longer pattern wins, then the earlier format.
pub(super) const ALL: &[&Profile] =
    &[&claude::PROFILE, &skill::PROFILE, &command::PROFILE, &copilot::PROFILE, &markdown::PROFILE];

/// Field names that most Markdown harnesses share.
const SHARED_FIELDS: &[(&str, &str)] = &[
    ("name", "name"),
    ("description", "description"),
    ("tools", "tools"),
    ("allowed-tools", "tools"),
    ("allowed_tools", "tools"),
    ("allowedTools", "tools"),
    ("disallowedTools", "tools-denied"),
    ("disallowed-tools", "tools-denied"),
    ("model", "model"),
    ("color", "color"),
    ("colour", "color"),
    ("permissionMode", "permission"),
    ("mcpServers", "mcp"),
    ("mcp-servers", "mcp"),
    ("mcp_servers", "mcp"),
    ("maxTurns", "turns"),
    ("max_turns", "turns"),
    ("globs", "globs"),
    ("paths", "globs"),
    ("applyTo", "globs"),
    ("temperature", "temperature"),
    ("hooks", "hooks"),
    ("skills", "skills"),
    ("memory", "memory"),
];

/// Claude Code's tool names.
const CLAUDE_TOOLS: &[(&str, &[&str])] = &[
    ("Read", &["read"]),
    ("Edit", &["edit"]),
    ("MultiEdit", &["edit"]),
    ("Write", &["write"]),
    ("Bash", &["shell"]),
    ("BashOutput", &["shell-output"]),
    ("KillShell", &["shell-kill"]),
    ("Grep", &["grep"]),
    ("Glob", &["glob"]),
    ("LS", &["glob"]),
    ("WebFetch", &["web-fetch"]),
    ("WebSearch", &["web-search"]),
    ("TodoWrite", &["todo"]),
    ("TodoRead", &["todo"]),
    ("Task", &["delegate"]),
    ("Agent", &["delegate"]),
    ("NotebookRead", &["notebook"]),
    ("NotebookEdit", &["notebook"]),
];

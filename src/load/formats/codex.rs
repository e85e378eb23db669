//! Codex agent roles, and its older prompts (formats.md 1.6).

use crate::model::{
    Data, FormatName, Level, OmittedTools, Peers, Precedence, Profile, Seats, Syntax, ToolStyle, UnknownKeys, Written,
};

/// Codex agent roles.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("codex"),
    title: "OpenAI Codex agent roles and prompts",
    places: &[".codex/agents/**/*.toml", ".codex/prompts/*.md"],
    likely_places: &["agents/**/*.toml"],
    signs: &[&["developer_instructions"], &["in:prompts", "description", "argument-hint"]],
    syntax: Syntax::Toml,
    data: Some(Data { seats: &[Seats::Whole], prompt: &["developer_instructions"] }),
    omitted_tools: OmittedTools::Unsaid,
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("developer_instructions", "prompt"),
        ("nickname_candidates", "display-name"),
        ("model", "model"),
        ("model_reasoning_effort", "effort"),
        ("sandbox_mode", "permission"),
        ("approval_policy", "approval"),
        ("mcp_servers", "mcp"),
        ("skills", "skills"),
        ("argument-hint", "argument-hint"),
    ],
    on_bad_yaml: "Codex refuses the file",
    required: &["name", "description", "prompt"],
    precedence: Precedence {
        levels: &[Level::project(&[".codex/agents"]), Level::user(&[".codex/agents"])],
        peers: Peers::Refused,
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".codex/agents/{name}.toml",
        tools: ToolStyle::Sandbox("sandbox_mode", "read-only"),
        models: &["gpt", "o1", "o3", "o4", "codex"],
        unknown_keys: UnknownKeys::Refused,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

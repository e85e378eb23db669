//! Qwen Code subagents (formats.md 1.5).

use super::gemini;
use crate::model::{FormatName, Inherit, Level, OmittedTools, Precedence, Profile, ToolStyle, Written};

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
    tools: gemini::TOOLS,
    on_bad_yaml: "Qwen Code reads what it can of it",
    required: &["name", "description"],
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

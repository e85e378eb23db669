//! Claude Code slash commands (formats.md 1.2).

use super::claude;
use crate::model::{FormatName, Identity, Inherit, Level, OmittedTools, Precedence, Profile, ToolStyle, Written};

/// Claude Code slash commands.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("command"),
    title: "Claude Code slash commands",
    places: &[".claude/commands/**/*.md"],
    likely_places: &["commands/**/*.md", "command/**/*.md"],
    signs: &[&["description", "argument-hint"], &["description", "allowed-tools"]],
    identity: Identity::RelativePath,
    omitted_tools: OmittedTools::NoGrant,
    fields: &[
        ("name", "display-name"),
        ("description", "description"),
        ("allowed-tools", "tools"),
        ("disallowed-tools", "disallowed-tools"),
        ("model", "model"),
        ("effort", "effort"),
        ("argument-hint", "argument-hint"),
        ("arguments", "arguments"),
        ("disable-model-invocation", "disable-model-invocation"),
        ("context", "mode"),
        ("agent", "agent"),
        ("hooks", "hooks"),
    ],
    tools: claude::TOOLS,
    on_bad_yaml: "Claude Code loads the command without its fields",
    precedence: Precedence {
        levels: &[Level::user(&[".claude/commands"]), Level::project(&[".claude/commands"])],
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".claude/commands/{name}.md",
        tools: ToolStyle::Commas,
        server_tool: Some("mcp__{server}__{tool}"),
        models: claude::MODELS,
        inherit: Inherit::Word,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

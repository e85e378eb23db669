//! Claude Code slash commands (formats.md 1.2).

use super::claude;
use crate::model::{
    Data, FormatName, Identity, Inherit, Level, OmittedTools, Precedence, Profile, Seats, ToolStyle, Written,
};

/// Claude Code slash commands.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("command"),
    title: "slash commands of Claude Code, Gemini CLI and Qwen Code",
    places: &[".claude/commands/**/*.md", ".gemini/commands/**/*.toml", ".qwen/commands/**/*.toml"],
    likely_places: &["commands/**/*.md", "command/**/*.md", "commands/**/*.toml"],
    data: Some(Data { seats: &[Seats::Whole], prompt: &["prompt"] }),
    signs: &[
        &["in:commands", "description", "prompt"],
        &["description", "argument-hint"],
        &["description", "allowed-tools"],
    ],
    identity: Identity::RelativePath,
    omitted_tools: OmittedTools::NoGrant,
    fields: &[
        ("name", "display-name"),
        ("description", "description"),
        ("prompt", "prompt"),
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
        meant: MEANT,
        models: claude::MODELS,
        inherit: Inherit::Word,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

/// What Claude Code puts in the place of text in a command or a skill before a model sees it.
pub(super) const MEANT: &[(&str, &str)] =
    &[("!`", "a command that is run at once"), ("$ARGUMENTS", "the place of what the user types")];

//! Amazon Q Developer CLI agents (formats.md 1.7).

use super::kiro;
use crate::model::{
    Data, FormatName, Identity, Level, OmittedTools, Precedence, Profile, Seats, Syntax, ToolStyle, UnknownKeys,
    Written,
};

/// Amazon Q agents.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("amazonq"),
    title: "Amazon Q Developer CLI agents",
    places: &[".amazonq/cli-agents/*.json", "amazonq/cli-agents/*.json"],
    signs: &[
        &["name", "prompt", "useLegacyMcpJson"],
        &["name", "tools", "useLegacyMcpJson"],
        &["$schema=https://raw.githubusercontent.com/aws/amazon-q", "name", "tools"],
    ],
    syntax: Syntax::Json,
    data: Some(Data { seats: &[Seats::Whole], prompt: &["prompt"] }),
    identity: Identity::FileStem,
    omitted_tools: OmittedTools::Nothing,
    fields: &[
        ("$schema", "$schema"),
        ("name", "display-name"),
        ("description", "description"),
        ("prompt", "prompt"),
        ("tools", "tools"),
        ("allowedTools", "allowed-tools"),
        ("toolAliases", "tool-aliases"),
        ("toolsSettings", "permission"),
        ("mcpServers", "mcp"),
        ("useLegacyMcpJson", "include-mcp"),
        ("resources", "resources"),
        ("hooks", "hooks"),
        ("model", "model"),
    ],
    tools: kiro::TOOLS,
    on_bad_yaml: "Amazon Q refuses the file",
    precedence: Precedence {
        levels: &[Level::project(&[".amazonq/cli-agents"]), Level::user(&[".aws/amazonq/cli-agents"])],
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".amazonq/cli-agents/{name}.json",
        tools: ToolStyle::List,
        server_tool: Some("@{server}/{tool}"),
        unknown_keys: UnknownKeys::Refused,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

//! Any Markdown prompt: what a file is when neither place nor keys say more.

use crate::model::{FormatName, Profile};

/// Any Markdown prompt.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("markdown"),
    title: "any Markdown prompt",
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("tools", "tools"),
        ("allowed-tools", "tools"),
        ("disallowedTools", "disallowed-tools"),
        ("model", "model"),
        ("temperature", "temperature"),
        ("mode", "mode"),
        ("color", "color"),
        ("globs", "globs"),
        ("alwaysApply", "always-apply"),
        ("permission", "permission"),
        ("approvalMode", "permission"),
        ("max_turns", "turns"),
        ("mcp_servers", "mcp"),
        ("mcpServers", "mcp"),
        ("display_name", "display-name"),
    ],
    ..Profile::BLANK
};

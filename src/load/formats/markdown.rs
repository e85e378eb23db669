//! Any Markdown prompt: what a file is when neither place nor keys say more.

use crate::model::{FormatName, Identity, OmittedTools, Profile, Syntax};

/// Any Markdown prompt.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("markdown"),
    title: "any Markdown prompt",
    places: &[],
    likely_places: &[],
    signs: &[],
    syntax: Syntax::FrontMatter,
    identity: Identity::NameField,
    omitted_tools: OmittedTools::Unsaid,
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
    tools: &[],
    on_bad_yaml: "a harness that wants strict YAML skips the file",
    required: &[],
    precedence: &[],
};

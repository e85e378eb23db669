//! Slash commands: Markdown whose name is its path: formats.md 1.2.

use super::{CLAUDE_TOOLS, SHARED_FIELDS};
use crate::model::{FormatName, Identity, OmittedTools, Profile, Syntax};

pub(super) const PROFILE: Profile = Profile {
    name: FormatName("command"),
    title: "slash commands",
    places: &["**/.claude/commands/**/*.md"],
    likely_places: &["**/commands/**/*.md"],
    signs: &[&["description", "argument-hint"], &["description", "allowed-tools"]],
    syntax: Syntax::FrontMatter,
    identity: Identity::RelativePath,
    omitted_tools: OmittedTools::NoGrant,
    fields: SHARED_FIELDS,
    tools: CLAUDE_TOOLS,
    on_bad_yaml: "Claude Code loads the body with empty metadata",
    required: &[],
    precedence: &[],
};

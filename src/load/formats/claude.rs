//! Claude Code subagents: formats.md 1.1.

use super::{CLAUDE_TOOLS, SHARED_FIELDS};
use crate::model::{FormatName, Identity, OmittedTools, Profile, Syntax};

pub(super) const PROFILE: Profile = Profile {
    name: FormatName("claude"),
    title: "Claude Code subagents",
    places: &["**/.claude/agents/**/*.md"],
    likely_places: &["**/agents/**/*.md"],
    signs: &[
        &["name", "description"],
        &["name", "description", "tools"],
        &["name", "description", "model"],
        &["name", "description", "color"],
    ],
    syntax: Syntax::FrontMatter,
    identity: Identity::NameField,
    omitted_tools: OmittedTools::All,
    fields: SHARED_FIELDS,
    tools: CLAUDE_TOOLS,
    on_bad_yaml: "Claude Code may skip this agent without a word",
    required: &["name", "description"],
    precedence: &[".claude/agents", "agents"],
};

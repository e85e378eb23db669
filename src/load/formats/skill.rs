//! Agent Skills, the open format and Claude Code's additions: formats.md 1.2.

use super::{CLAUDE_TOOLS, SHARED_FIELDS};
use crate::model::{FormatName, Identity, OmittedTools, Profile, Syntax};

pub(super) const PROFILE: Profile = Profile {
    name: FormatName("skill"),
    title: "Agent Skills (SKILL.md)",
    places: &["**/SKILL.md", "**/skill.md"],
    likely_places: &[],
    signs: &[&["name", "description", "allowed-tools"], &["name", "description", "license"]],
    syntax: Syntax::FrontMatter,
    identity: Identity::Folder,
    omitted_tools: OmittedTools::NoGrant,
    fields: SHARED_FIELDS,
    tools: CLAUDE_TOOLS,
    on_bad_yaml: "Claude Code loads the body with empty metadata, other harnesses skip the skill",
    required: &["name", "description"],
    precedence: &[],
};

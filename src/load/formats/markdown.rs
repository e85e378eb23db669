//! Any Markdown prompt: what no harness's place claims.

use super::{CLAUDE_TOOLS, SHARED_FIELDS};
use crate::model::{FormatName, Identity, OmittedTools, Profile, Syntax};

pub(super) const PROFILE: Profile = Profile {
    name: FormatName("markdown"),
    title: "Markdown prompts",
    places: &[],
    likely_places: &[],
    signs: &[],
    syntax: Syntax::FrontMatter,
    identity: Identity::NameField,
    omitted_tools: OmittedTools::Unsaid,
    fields: SHARED_FIELDS,
    tools: CLAUDE_TOOLS,
    on_bad_yaml: "strict readers skip the file",
    required: &[],
    precedence: &[],
};

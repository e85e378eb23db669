//! Cursor subagents (formats.md 1.7).

use crate::model::{FormatName, Inherit, Level, OmittedTools, Precedence, Profile, Routing, ToolStyle, Written};

/// Cursor subagents.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("cursor-agent"),
    title: "Cursor subagents",
    places: &[".cursor/agents/**/*.md"],
    signs: &[&["name", "description", "readonly"], &["name", "description", "is_background"]],
    omitted_tools: OmittedTools::All,
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("model", "model"),
        ("readonly", "permission"),
        ("is_background", "background"),
    ],
    on_bad_yaml: "Cursor may pass over the agent",
    routing: Some(Routing { reader: "Cursor", budget: None }),
    precedence: Precedence {
        levels: &[Level::project(&[".cursor/agents"]), Level::user(&[".cursor/agents"])],
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".cursor/agents/{name}.md",
        tools: ToolStyle::ReadOnly("readonly"),
        inherit: Inherit::Word,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

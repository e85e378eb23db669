//! Instructions for every agent that works in a folder (formats.md 1.8).

use crate::model::{FormatName, Identity, Profile, Syntax};

/// The AGENTS.md family.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("agents-md"),
    title: "AGENTS.md and its kin: instructions for a folder",
    places: &[
        "AGENTS.md",
        "AGENT.md",
        "AGENTS.override.md",
        "CLAUDE.md",
        "CLAUDE.local.md",
        "GEMINI.md",
        "QWEN.md",
        "CRUSH.md",
        ".rules",
        ".github/copilot-instructions.md",
        ".junie/guidelines.md",
    ],
    syntax: Syntax::Plain,
    identity: Identity::Folder,
    fields: &[("name", "name"), ("description", "description")],
    on_bad_yaml: "harnesses take the whole file for instructions",
    ..Profile::BLANK
};

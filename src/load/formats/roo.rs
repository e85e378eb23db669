//! Roo modes, and Kilo's older ones (formats.md 1.7).

use crate::model::{
    Data, FormatName, Identity, Level, NameRule, Names, OmittedTools, Peers, Precedence, Profile, Refusals, Routing,
    Seats, Syntax, ToolStyle, UnknownKeys, Written,
};

/// Roo modes.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("roo"),
    title: "Roo modes",
    places: &[
        ".roomodes",
        "*.roomodes",
        ".kilocodemodes",
        "custom_modes.yaml",
        "custom_modes.yml",
        "custom_modes.json",
        ".roo/rules-*/**/*.md",
        ".roo/rules-*/**/*.xml",
        ".roo/rules/**/*.md",
    ],
    signs: &[&["slug", "roleDefinition"], &["slug", "groups"]],
    syntax: Syntax::Yaml,
    data: Some(Data {
        seats: &[Seats::Items { list: "customModes", key: "slug" }, Seats::Whole],
        prompt: &["roleDefinition", "customInstructions"],
    }),
    identity: Identity::Key,
    omitted_tools: OmittedTools::Nothing,
    fields: &[
        ("slug", "name"),
        ("name", "display-name"),
        ("whenToUse", "description"),
        ("description", "description"),
        ("roleDefinition", "prompt"),
        ("customInstructions", "prompt"),
        ("groups", "tools"),
        ("source", "source"),
    ],
    tools: &[
        ("read", &["read", "grep", "glob"]),
        ("edit", &["edit", "write"]),
        ("command", &["shell"]),
        ("browser", &["web-fetch"]),
        ("mcp", &["mcp"]),
        ("modes", &["delegate"]),
    ],
    on_bad_yaml: "Roo tries JSON next, and refuses the whole file where that fails too",
    required: &["name", "prompt"],
    refusals: Refusals {
        does: "Roo refuses the whole file",
        names: NameRule::Only { capitals: true, marks: "-", parted: false, most: usize::MAX },
        needed: &["slug", "name", "roleDefinition", "groups"],
        distinct: &["groups"],
        ..Refusals::BLANK
    },
    routing: Some(Routing { reader: "Roo", budget: None }),
    precedence: Precedence {
        levels: &[
            Level::project(&[".roomodes"]),
            Level::user(&["custom_modes.yaml", "custom_modes.yml", "custom_modes.json"]),
        ],
        peers: Peers::Refused,
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".roomodes",
        tools: ToolStyle::Groups,
        names: Names::Slug,
        unknown_keys: UnknownKeys::Refused,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

//! Factory droids (formats.md 1.7).

use crate::model::{
    Fixed, FormatName, Inherit, Level, NameRule, Names, OmittedTools, Precedence, Profile, Refusals, Routing,
    ToolStyle, Written,
};

/// Factory droids.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("droid"),
    title: "Factory droids",
    places: &[".factory/droids/**/*.md"],
    likely_places: &["droids/*.md"],
    signs: &[&["name", "description", "reasoningEffort"]],
    omitted_tools: OmittedTools::All,
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("model", "model"),
        ("reasoningEffort", "effort"),
        ("tools", "tools"),
    ],
    tools: &[
        ("Read", &["read"]),
        ("LS", &["glob"]),
        ("Glob", &["glob"]),
        ("Grep", &["grep"]),
        ("Edit", &["edit"]),
        ("ApplyPatch", &["edit"]),
        ("Create", &["write"]),
        ("Execute", &["shell"]),
        ("WebSearch", &["web-search"]),
        ("FetchUrl", &["web-fetch"]),
        ("TodoWrite", &["todo"]),
        ("Task", &["delegate"]),
        ("read-only", &["read", "grep", "glob"]),
        ("web", &["web-fetch", "web-search"]),
    ],
    on_bad_yaml: "Factory skips the droid",
    required: &["name"],
    refusals: Refusals {
        does: "Factory refuses the droid",
        names: NameRule::Only { capitals: false, marks: "-_", parted: false, most: usize::MAX },
        longest: &[("description", 500)],
        unread: &[(".factory/droids/*/**/*.md", "Factory reads the folder itself and none below it")],
        ..Refusals::BLANK
    },
    routing: Some(Routing { reader: "Factory", budget: None }),
    precedence: Precedence {
        levels: &[Level::project(&[".factory/droids"]), Level::user(&[".factory/droids"])],
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".factory/droids/{name}.md",
        tools: ToolStyle::List,
        fixed: &[("model", Fixed::Text("inherit"))],
        inherit: Inherit::Word,
        names: Names::Slug,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

//! Windsurf and Devin rules (formats.md 1.7).

use crate::model::{Applies, Fixed, FormatName, Identity, Profile, Written};

/// Windsurf rules.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("windsurf"),
    title: "Windsurf rules",
    places: &[".windsurf/rules/**/*.md", ".devin/rules/**/*.md", ".windsurfrules", ".windsurf/workflows/**/*.md"],
    signs: &[&["trigger", "description"], &["trigger", "globs"], &["trigger=always_on"], &["trigger=manual"]],
    identity: Identity::FileStem,
    fields: &[("trigger", "trigger"), ("description", "description"), ("globs", "globs")],
    on_bad_yaml: "Windsurf takes the whole file for the rule",
    written: Some(Written {
        file: ".windsurf/rules/{name}.md",
        applies: Some(Applies {
            key: "trigger",
            always: Fixed::Text("always_on"),
            by_globs: Fixed::Text("glob"),
            by_description: Fixed::Text("model_decision"),
            by_name: Fixed::Text("manual"),
        }),
        most_characters: Some(12_000),
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

//! Cursor rules, `.cursorrules` among them (formats.md 1.7).

use crate::model::{Applies, Fixed, FormatName, Identity, Profile, Routing, Written};

/// Cursor rules.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("cursor-rule"),
    title: "Cursor rules",
    places: &["*.mdc", ".cursor/rules/**/*.md", ".cursor/rules/**/*.mdc", ".cursorrules", "*.cursorrules"],
    signs: &[&["description", "globs"], &["globs", "alwaysApply"], &["description", "alwaysApply"]],
    identity: Identity::FileStem,
    fields: &[("description", "description"), ("globs", "globs"), ("alwaysApply", "always-apply")],
    on_bad_yaml: "Cursor reads the rule line by line",
    written: Some(Written {
        file: ".cursor/rules/{name}.mdc",
        // Where it does not apply always, globs come before a description, and what has neither is called by its name.
        applies: Some(Applies {
            key: "alwaysApply",
            always: Fixed::Flag(true),
            by_globs: Fixed::Flag(false),
            by_description: Fixed::Flag(false),
            by_name: Fixed::Flag(false),
        }),
        ..Written::BLANK
    }),
    routing: Some(Routing { reader: "Cursor", budget: None }),
    ..Profile::BLANK
};

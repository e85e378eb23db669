//! Continue rules and prompts (formats.md 1.8).

use crate::model::{FormatName, Profile, Written};

/// Continue rules and prompts.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("continue"),
    title: "Continue rules and prompts",
    places: &[".continue/rules/**/*.md", ".continue/prompts/**/*.md", ".continue/agents/**/*.md"],
    signs: &[&["name", "invokable"], &["name", "globs", "alwaysApply"]],
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("globs", "globs"),
        ("alwaysApply", "always-apply"),
        ("invokable", "user-invocable"),
        ("model", "model"),
        ("tools", "tools"),
    ],
    on_bad_yaml: "Continue passes over the file",
    written: Some(Written { file: ".continue/rules/{name}.md", ..Written::BLANK }),
    ..Profile::BLANK
};

//! Cline rules (formats.md 1.8).

use crate::model::{FormatName, Identity, Profile, Written};

/// Cline rules.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("cline"),
    title: "Cline rules",
    places: &[".clinerules/**/*.md", ".clinerules"],
    identity: Identity::FileStem,
    fields: &[("name", "display-name"), ("description", "description"), ("paths", "globs")],
    on_bad_yaml: "Cline takes the whole file for the rule",
    written: Some(Written { file: ".clinerules/{name}.md", ..Written::BLANK }),
    ..Profile::BLANK
};

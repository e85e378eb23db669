//! BMAD agents, from which that method's installer makes agents of other formats.

use crate::model::{Data, FormatName, Identity, Profile, Seats, Syntax};

/// BMAD agents.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("bmad"),
    title: "BMAD agent definitions",
    places: &["*.agent.yaml", "*.customize.yaml"],
    signs: &[&["metadata", "persona"], &["persona", "menu"]],
    syntax: Syntax::Yaml,
    data: Some(Data {
        seats: &[Seats::Under("agent"), Seats::Whole],
        prompt: &["persona", "critical_actions", "prompts", "menu", "principles"],
    }),
    fields: &[
        ("metadata.name", "display-name"),
        ("metadata.title", "description"),
        ("metadata.id", "id"),
        ("name", "display-name"),
        ("title", "description"),
        ("persona", "prompt"),
        ("critical_actions", "prompt"),
        ("prompts", "prompt"),
        ("menu", "prompt"),
        ("principles", "prompt"),
    ],
    identity: Identity::FileStem,
    on_bad_yaml: "BMAD refuses the file",
    ..Profile::BLANK
};

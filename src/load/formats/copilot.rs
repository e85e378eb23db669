//! GitHub Copilot and VS Code custom agents: formats.md 1.3.

use super::SHARED_FIELDS;
use crate::model::{FormatName, Identity, OmittedTools, Profile, Syntax};

pub(super) const PROFILE: Profile = Profile {
    name: FormatName("copilot"),
    title: "GitHub Copilot custom agents",
    places: &["**/*.agent.md", "**/*.chatmode.md", "**/.github/agents/*.md"],
    likely_places: &[],
    signs: &[&["description", "target"], &["description", "mode", "tools"]],
    syntax: Syntax::FrontMatter,
    identity: Identity::FileStem,
    omitted_tools: OmittedTools::All,
    fields: SHARED_FIELDS,
    tools: &[
        ("execute", &["shell"]),
        ("shell", &["shell"]),
        ("bash", &["shell"]),
        ("powershell", &["shell"]),
        ("runCommands", &["shell"]),
        ("read", &["read"]),
        ("view", &["read"]),
        ("edit", &["edit", "write"]),
        ("editFiles", &["edit", "write"]),
        ("write", &["edit", "write"]),
        ("search", &["grep", "glob"]),
        ("codebase", &["grep", "glob"]),
        ("grep", &["grep", "glob"]),
        ("glob", &["grep", "glob"]),
        ("agent", &["delegate"]),
        ("custom-agent", &["delegate"]),
        ("task", &["delegate"]),
        ("web", &["web-fetch", "web-search"]),
        ("fetch", &["web-fetch"]),
        ("todo", &["todo"]),
        ("todos", &["todo"]),
    ],
    on_bad_yaml: "VS Code reads what it can and shows the rest as an error",
    required: &["description"],
    precedence: &[],
};

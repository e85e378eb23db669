//! Agent Skills, and what Claude Code adds to them (formats.md 1.2).

use super::claude;
use crate::model::{
    FormatName, Identity, Inherit, Level, Names, OmittedTools, Over, Precedence, Profile, ToolStyle, Written,
};

/// Agent Skills.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("skill"),
    title: "Agent Skills",
    places: &["SKILL.md", "skill.md"],
    likely_places: &["skills/**/*.md"],
    signs: &[&["name", "description", "allowed-tools"], &["name", "description", "when_to_use"]],
    identity: Identity::Folder,
    omitted_tools: OmittedTools::NoGrant,
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("when_to_use", "when-to-use"),
        ("license", "license"),
        ("compatibility", "compatibility"),
        ("metadata", "metadata"),
        ("allowed-tools", "tools"),
        ("disallowed-tools", "disallowed-tools"),
        ("model", "model"),
        ("effort", "effort"),
        ("argument-hint", "argument-hint"),
        ("arguments", "arguments"),
        ("disable-model-invocation", "disable-model-invocation"),
        ("user-invocable", "user-invocable"),
        ("context", "mode"),
        ("agent", "agent"),
        ("background", "background"),
        ("hooks", "hooks"),
        ("paths", "globs"),
        ("shell", "shell"),
    ],
    tools: claude::TOOLS,
    on_bad_yaml: "Claude Code loads the skill without its fields, other harnesses skip it",
    required: &["name", "description"],
    precedence: Precedence {
        levels: &[
            Level::user(&[".claude/skills", ".agents/skills"]),
            Level::project(&[".claude/skills", ".agents/skills"]),
        ],
        disputed: Some("Claude Code, Cline and Factory prefer a user's skill, the open specification a project's"),
        over: &[Over { format: super::command::PROFILE.name, harness: "Claude Code", across: true, elsewhere: false }],
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".claude/skills/{name}/SKILL.md",
        tools: ToolStyle::Blanks,
        server_tool: Some("mcp__{server}__{tool}"),
        meant: super::command::MEANT,
        models: claude::MODELS,
        inherit: Inherit::Word,
        names: Names::Slug,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

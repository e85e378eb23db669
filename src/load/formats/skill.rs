//! Agent Skills, and what Claude Code adds to them (formats.md 1.2).

use super::claude;
use crate::model::{
    Budget, FormatName, Identity, Inherit, Level, NameRule, Names, OmittedTools, Over, Precedence, Profile, Refusals,
    Routing, ToolStyle, Written,
};

/// Agent Skills.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("skill"),
    title: "Agent Skills",
    places: &["SKILL.md"],
    likely_places: &["skills/**/*.md", "skill.md"],
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
    refusals: Refusals {
        does: "the specification does not allow it, and strict harnesses skip the skill",
        names: NameRule::Only { capitals: false, marks: "-", parted: true, most: 64 },
        longest: &[("description", 1024), ("compatibility", 500)],
        ..Refusals::BLANK
    },
    routing: Some(Routing {
        reader: "Claude Code",
        budget: Some(Budget {
            tokens: 2_000,
            does: "it lists skills in 1 % of its context, 200,000 tokens here, and cuts what does not fit",
        }),
    }),
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

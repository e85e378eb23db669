//! Claude Code subagents (formats.md 1.1).

use crate::model::{
    Budget, FormatName, Inherit, Leniency, Level, Mends, NameRule, Nested, OmittedTools, Peers, Precedence, Profile,
    Refusals, Routing, Spelling, ToolStyle, Written,
};

/// Claude Code subagents.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("claude"),
    title: "Claude Code subagents",
    places: &[".claude/agents/**/*.md"],
    likely_places: &["agents/**/*.md", "personas/**/*.md"],
    signs: &[
        &["name", "description"],
        &["name", "tools"],
        &["name", "model"],
        &["name", "color"],
        &["description", "tools"],
        &["description", "color"],
    ],
    omitted_tools: OmittedTools::All,
    // "For security reasons, plugin subagents do not support" these (docs/sub-agents.md).
    dormant_in_plugin: &["hooks", "mcp", "permission"],
    fields: &[
        ("name", "name"),
        ("description", "description"),
        ("tools", "tools"),
        ("disallowedTools", "disallowed-tools"),
        ("model", "model"),
        ("effort", "effort"),
        ("permissionMode", "permission"),
        ("maxTurns", "turns"),
        ("skills", "skills"),
        ("mcpServers", "mcp"),
        ("hooks", "hooks"),
        ("memory", "memory"),
        ("background", "background"),
        ("isolation", "isolation"),
        ("color", "color"),
        ("initialPrompt", "initial-prompt"),
    ],
    tools: TOOLS,
    on_bad_yaml: "Claude Code skips an agent whose front matter it cannot read, and says so only in its debug log",
    leniency: Leniency {
        mends: Mends::ColonsUnderLf,
        on_mended: "Claude Code reads it line by line all the same",
        on_doubt: "Claude Code tries it line by line, and skips the agent where that does not help",
        on_bad_in_plugin: Some(
            "Claude Code loads a plugin's agent under its file name, with a placeholder for its description, and skips any other",
        ),
        on_doubled_key: "Claude Code has been seen to use the last, other parsers use the first or refuse the file",
    },
    required: &["name", "description"],
    refusals: Refusals {
        does: "Claude Code skips the agent",
        names: NameRule::Without { anywhere: ":", first: "-" },
        ..Refusals::BLANK
    },
    routing: Some(Routing {
        reader: "Claude Code",
        budget: Some(Budget { tokens: 15_000, does: "it warns beyond that" }),
    }),
    precedence: Precedence {
        levels: &[Level::project(&[".claude/agents"]), Level::user(&[".claude/agents"]), Level::plugin(&["agents"])],
        peers: Peers::FirstRead,
        nested: Nested::InnerWins,
        spelling: Spelling::Folded,
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".claude/agents/{name}.md",
        tools: ToolStyle::Commas,
        server_tool: Some("mcp__{server}__{tool}"),
        models: MODELS,
        inherit: Inherit::Word,
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

/// Names that Claude Code takes for a model, by how they begin.
pub(super) const MODELS: &[&str] = &["sonnet", "opus", "haiku", "fable", "claude", "best", "inherit"];

/// Claude Code's tools, which its skills and commands name too.
pub(super) const TOOLS: &[(&str, &[&str])] = &[
    ("Read", &["read"]),
    ("NotebookRead", &["read"]),
    ("Write", &["write"]),
    ("Edit", &["edit"]),
    ("MultiEdit", &["edit"]),
    ("NotebookEdit", &["notebook"]),
    ("Bash", &["shell"]),
    ("BashOutput", &["shell"]),
    ("KillShell", &["shell"]),
    ("Grep", &["grep"]),
    ("Glob", &["glob"]),
    ("LS", &["glob"]),
    ("WebFetch", &["web-fetch"]),
    ("WebSearch", &["web-search"]),
    ("TodoWrite", &["todo"]),
    ("TodoRead", &["todo"]),
    ("Task", &["delegate"]),
    ("Agent", &["delegate"]),
    ("Skill", &["skill"]),
];

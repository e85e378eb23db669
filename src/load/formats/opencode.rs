//! OpenCode agents, and Kilo's, which copy them (formats.md 1.4).

use crate::model::{
    Data, Fixed, FormatName, Identity, Leniency, Level, Mends, OmittedTools, Precedence, Profile, Refusals, Routing,
    Seats, ToolStyle, UnknownKeys, Written,
};

/// OpenCode agents.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("opencode"),
    title: "OpenCode and Kilo agents",
    places: &[
        ".opencode/agent/**/*.md",
        ".opencode/agents/**/*.md",
        ".opencode/mode/**/*.md",
        ".opencode/modes/**/*.md",
        "opencode/agent/**/*.md",
        "opencode/agents/**/*.md",
        ".kilo/agent/**/*.md",
        ".kilo/agents/**/*.md",
        ".kilocode/agents/**/*.md",
        "opencode.json",
        "opencode.jsonc",
        "kilo.jsonc",
    ],
    signs: &[
        &["description", "mode=subagent"],
        &["description", "mode=primary"],
        &["description", "mode=all"],
        &["description", "permission", "tools"],
    ],
    data: Some(Data { seats: &[Seats::Entries("agent"), Seats::Entries("mode")], prompt: &["prompt"] }),
    identity: Identity::RelativePath,
    omitted_tools: OmittedTools::All,
    fields: &[
        ("name", "display-name"),
        ("description", "description"),
        ("mode", "mode"),
        ("model", "model"),
        ("variant", "variant"),
        ("temperature", "temperature"),
        ("top_p", "top-p"),
        ("prompt", "prompt"),
        ("tools", "tools"),
        ("permission", "permission"),
        ("disable", "disable"),
        ("hidden", "hidden"),
        ("color", "color"),
        ("steps", "turns"),
        ("maxSteps", "turns"),
        ("options", "options"),
    ],
    tools: &[
        ("read", &["read"]),
        ("edit", &["edit"]),
        ("write", &["write"]),
        ("bash", &["shell"]),
        ("grep", &["grep"]),
        ("glob", &["glob"]),
        ("list", &["glob"]),
        ("patch", &["edit"]),
        ("webfetch", &["web-fetch"]),
        ("websearch", &["web-search"]),
        ("todowrite", &["todo"]),
        ("todoread", &["todo"]),
        ("task", &["delegate"]),
        ("skill", &["skill"]),
    ],
    on_bad_yaml: "OpenCode quotes what it can and skips the agent where that does not help",
    leniency: Leniency {
        mends: Mends::ColonsOfWords,
        on_mended: "OpenCode quotes such values and reads it all the same",
        on_doubled_key: "OpenCode's parser refuses it, and such an agent has been loaded without its fields, as `mode: all`",
        ..Leniency::BLANK
    },
    refusals: Refusals {
        does: "OpenCode refuses the agent",
        values: &[("color", &["#RRGGBB", "primary", "secondary", "accent", "success", "warning", "error", "info"])],
        ..Refusals::BLANK
    },
    routing: Some(Routing { reader: "OpenCode", budget: None }),
    precedence: Precedence {
        levels: &[
            Level::project(&[".opencode/agent", ".opencode/agents"]),
            Level::user(&[".config/opencode/agent", ".config/opencode/agents"]),
        ],
        ..Precedence::BLANK
    },
    written: Some(Written {
        file: ".opencode/agent/{name}.md",
        tools: ToolStyle::Flags,
        server_tool: Some("{server}_{tool}"),
        fixed: &[("mode", Fixed::Text("subagent"))],
        model_prefixes: &[
            ("sonnet", "anthropic/"),
            ("opus", "anthropic/"),
            ("haiku", "anthropic/"),
            ("claude", "anthropic/"),
            ("gpt", "openai/"),
            ("o3", "openai/"),
            ("o4", "openai/"),
            ("gemini", "google/"),
        ],
        unknown_keys: UnknownKeys::Refused,
        // OpenCode does not start at all where a colour is another word (anomalyco/opencode#46099).
        ..Written::BLANK
    }),
    ..Profile::BLANK
};

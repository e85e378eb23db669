//! Which fields say what an agent may do.

/// Whether the field with this canonical name (or unknown key) grants, limits or runs anything.
#[must_use]
pub fn is_privilege(name: &str) -> bool {
    let bare: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    PARTS.iter().any(|part| bare.contains(part)) || WHOLE.contains(&bare.as_str())
}

/// What is one wherever it stands in a name, so that a key that no table knows is taken for one rather than not.
const PARTS: &[&str] =
    &["tool", "permission", "approval", "sandbox", "hook", "mcp", "model", "trust", "allow", "deny", "yolo"];

const WHOLE: &[&str] = &[
    "memory",
    "skills",
    "isolation",
    "groups",
    "agents",
    "handoffs",
    "extensions",
    "resources",
    "readonly",
    "shell",
    "llm",
    "context",
    "provider",
    "options",
    "settings",
    "subrecipes",
    "env",
    "command",
    "commands",
    "background",
    "mode",
    // Programs that are run when something happens, what a shell is given, and what an agent is told to begin with unasked.
    "notify",
    "notifications",
    "shellenvironmentpolicy",
    "initialprompt",
];

/// Canonical tools of one power: whoever may use one of them gains nothing by another.
const POWERS: &[&[&str]] = &[&["read", "grep", "glob"], &["edit", "write", "notebook"], &["web-fetch", "web-search"]];

/// Every canonical tool.
const TOOLS: &[&str] = &[
    "read",
    "grep",
    "glob",
    "edit",
    "write",
    "notebook",
    "shell",
    "web-fetch",
    "web-search",
    "todo",
    "delegate",
    "skill",
    "mcp",
];

/// Whether `tool` is the canonical name of a tool that many harnesses have.
#[must_use]
pub fn is_canonical_tool(tool: &str) -> bool {
    TOOLS.contains(&tool)
}

/// Whether who may use the canonical tool `own` gains nothing by `other`.
#[must_use]
pub fn is_of_one_power(own: &str, other: &str) -> bool {
    own == other || POWERS.iter().any(|power| power.contains(&own) && power.contains(&other))
}

#[cfg(test)]
mod tests {
    use super::{is_of_one_power, is_privilege};

    #[test]
    fn powers() {
        assert!(is_of_one_power("read", "glob") && is_of_one_power("shell", "shell"));
        assert!(!is_of_one_power("read", "write") && !is_of_one_power("shell", "delegate"));
    }

    #[test]
    fn what_grants() {
        for name in [
            "tools",
            "disallowed-tools",
            "permissionMode",
            "model",
            "mcpServers",
            "hooks",
            "sandbox_mode",
            "fallbackModels",
        ] {
            assert!(is_privilege(name), "{name}");
        }
        for name in ["name", "description", "color", "version", "license", "tags"] {
            assert!(!is_privilege(name), "{name}");
        }
    }
}

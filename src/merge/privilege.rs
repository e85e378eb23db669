//! Which fields say what an agent may do. They are the base's, whatever others have.

/// Whether the field with this canonical name (or unknown key) grants, limits or runs anything.
pub(super) fn is_one(name: &str) -> bool {
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
];

#[cfg(test)]
mod tests {
    use super::is_one;

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
            assert!(is_one(name), "{name}");
        }
        for name in ["name", "description", "color", "version", "license", "tags"] {
            assert!(!is_one(name), "{name}");
        }
    }
}

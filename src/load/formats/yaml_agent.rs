//! Any file of data with a prompt in it: what a file is when neither place nor keys say more.

use crate::model::{Data, FormatName, Profile, Seats, Syntax};

/// Any file of data with a prompt in it.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("yaml-agent"),
    title: "any YAML, JSON or TOML file with a prompt in it",
    signs: &[&["name", "description", "system_prompt"], &["name", "description", "systemPrompt"]],
    syntax: Syntax::Yaml,
    data: Some(Data {
        seats: &[Seats::Whole, Seats::Under("agent"), Seats::Entries("agents"), Seats::Entries("")],
        prompt: &[
            "prompt",
            "system_prompt",
            "systemPrompt",
            "system-prompt",
            "system_message",
            "systemMessage",
            "instructions",
            "instruction",
            "developer_instructions",
            "roleDefinition",
            "customInstructions",
            "backstory",
        ],
    }),
    fields: &[
        ("name", "name"),
        ("title", "display-name"),
        ("description", "description"),
        ("goal", "description"),
        ("role", "role"),
        ("tools", "tools"),
        ("allowed_tools", "tools"),
        ("model", "model"),
        ("llm", "model"),
        ("temperature", "temperature"),
        ("prompt", "prompt"),
        ("system_prompt", "prompt"),
        ("systemPrompt", "prompt"),
        ("system-prompt", "prompt"),
        ("system_message", "prompt"),
        ("systemMessage", "prompt"),
        ("instructions", "prompt"),
        ("instruction", "prompt"),
        ("developer_instructions", "prompt"),
        ("roleDefinition", "prompt"),
        ("customInstructions", "prompt"),
        ("backstory", "prompt"),
    ],
    ..Profile::BLANK
};

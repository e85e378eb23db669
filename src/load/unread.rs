//! Places of formats that this version knows of and does not read yet. A format that is added takes its line away.

use crate::model::{FindingCode, Note, Severity};

/// A file of a known harness in a format that is not read.
pub(super) const FORMAT_NOT_READ: FindingCode = FindingCode {
    id: "format-not-read",
    severity: Severity::Info,
    meaning: "The file lies where a harness keeps its agents or rules, but in a format that this version of agentkin does not \
              read.",
    cure: "Convert it to Markdown with front matter, or wait for a version that reads it: `agentkin formats` lists them.",
};

/// One format that is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unread {
    /// What it is.
    title: &'static str,
    /// Where its files lie, as path patterns.
    pub(super) places: &'static [&'static str],
}

impl Unread {
    /// The note on a file of this format.
    pub(super) fn note(&self) -> Note {
        Note::new(&FORMAT_NOT_READ, format!("{}: this format is not read yet", self.title))
    }
}

/// By formats.md. Where such a file is Markdown with a name or a description it is read as Markdown all the same.
pub(super) const ALL: &[Unread] = &[
    Unread { title: "an OpenCode agent", places: &[".opencode/agent/**/*.md", ".opencode/agents/**/*.md"] },
    Unread { title: "an OpenCode configuration", places: &["opencode.json", "opencode.jsonc"] },
    Unread { title: "a Kilo agent", places: &[".kilo/agent/**/*.md", ".kilo/agents/**/*.md", "kilo.jsonc"] },
    Unread { title: "a Gemini CLI agent", places: &[".gemini/agents/*.md"] },
    Unread { title: "a Qwen Code agent", places: &[".qwen/agents/*.md"] },
    Unread { title: "a Codex agent", places: &[".codex/agents/**/*.toml"] },
    Unread { title: "a Codex prompt", places: &[".codex/prompts/*.md"] },
    Unread { title: "a Cursor agent", places: &[".cursor/agents/*.md"] },
    Unread { title: "a Cursor rule", places: &["*.mdc", ".cursor/rules/**/*.mdc", ".cursorrules"] },
    Unread { title: "a Roo modes file", places: &[".roomodes", "custom_modes.yaml", ".roo/**/*.md"] },
    Unread { title: "a Kiro agent", places: &[".kiro/agents/*.json", ".kiro/agents/*.md"] },
    Unread { title: "a Kiro steering file", places: &[".kiro/steering/**/*.md"] },
    Unread { title: "an Amazon Q agent", places: &[".amazonq/cli-agents/*.json"] },
    Unread { title: "a Factory droid", places: &[".factory/droids/*.md"] },
    Unread { title: "a Goose recipe", places: &["recipes/**/*.yaml", ".goose/recipes/**/*.yaml"] },
    Unread { title: "a CrewAI roster", places: &["config/agents.yaml"] },
    Unread { title: "a Windsurf rule", places: &[".windsurf/rules/**/*.md", ".devin/rules/**/*.md", ".windsurfrules"] },
    Unread { title: "a Cline rule", places: &[".clinerules/**/*.md", ".clinerules"] },
    Unread { title: "a Continue rule", places: &[".continue/rules/**/*.md", ".continue/prompts/**/*.md"] },
    Unread {
        title: "an instruction file",
        places: &["AGENTS.md", "AGENT.md", "CLAUDE.md", "GEMINI.md", "*.instructions.md"],
    },
    Unread { title: "a Copilot prompt", places: &["*.prompt.md", ".github/copilot-instructions.md"] },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{formats, pattern};

    #[test]
    fn no_format_of_the_roster_is_said_to_be_unread() {
        let read: Vec<&str> = formats::ALL.iter().flat_map(|profile| profile.places).copied().collect();
        assert!(ALL.iter().flat_map(|unread| unread.places).all(|place| !read.contains(place)));
    }

    #[test]
    fn a_note_says_what_it_is() {
        let unread = ALL
            .iter()
            .find(|unread| unread.places.iter().any(|place| pattern::matched(place, &["a", ".roomodes"]).is_some()));
        assert!(unread.unwrap().note().message.contains("Roo"));
    }
}

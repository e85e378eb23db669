//! What holds of any bytes whatever: shared by `tests/borne.rs`, `tests/found.rs` and the targets under `fuzz/`.
//!
//! A law panics with what broke it, for both a test and a fuzzer take that for a find.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a broken law panics")]
#![allow(unreachable_pub, dead_code, unused_imports, reason = "each test uses its part, and fuzz/ reaches all of it")]

mod merging;
mod printing;
mod reading;

pub use merging::merges;
pub use printing::prints;
pub use reading::{agents, reads};

/// A path for each place where bytes are read in a way of its own.
pub const PLACES: &[&str] = &[
    ".claude/agents/x.md",
    "skills/x/SKILL.md",
    ".github/agents/x.agent.md",
    ".opencode/agent/x.md",
    "opencode.json",
    ".cursor/rules/x.mdc",
    ".cursorrules",
    "AGENTS.md",
    ".roomodes",
    ".kiro/agents/x.json",
    ".amazonq/cli-agents/x.json",
    ".codex/agents/x.toml",
    ".goose/recipes/x.yaml",
    "config/agents.yaml",
    "x.agent.yaml",
    "x.json",
    "x.yaml",
    "x.toml",
    "x.txt",
    "x",
];

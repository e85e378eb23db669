//! Text between dashes.

#![no_main]

use agentkin_fuzz::reads;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|front: &str| {
    let text = format!("---\n{front}\n---\n\nYou watch.\n");
    reads(".claude/agents/x.md", text.as_bytes());
});

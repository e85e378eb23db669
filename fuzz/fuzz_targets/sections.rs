//! Any text as the body of an agent: its sections, its statements, and what is printed of them.

#![no_main]

use agentkin_fuzz::{agents, prints, reads};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let text = format!("---\nname: x\ndescription: Watches.\n---\n{body}");
    reads("x.md", text.as_bytes());
    if let ([x, ..], [y, ..]) = (&agents("x.md", text.as_bytes())[..], &agents("y.md", b"# Owl\n\nYou watch.\n")[..]) {
        prints(x, y);
    }
});

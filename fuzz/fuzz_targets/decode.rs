//! Any bytes as a named Markdown file.

#![no_main]

use agentkin_fuzz::reads;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    reads("x.md", bytes);
});

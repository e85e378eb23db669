//! Any bytes where a harness keeps agents in TOML.

#![no_main]

use agentkin_fuzz::reads;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for place in [".codex/agents/x.toml", "x.toml"] {
        reads(place, bytes);
    }
});

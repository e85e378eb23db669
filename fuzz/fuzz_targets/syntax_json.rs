//! Any bytes where a harness keeps agents in JSON.

#![no_main]

use agentkin_fuzz::reads;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for place in [".kiro/agents/x.json", "opencode.json", ".goose/recipes/x.json", "x.json"] {
        reads(place, bytes);
    }
});

//! Any bytes where a harness keeps agents in YAML.

#![no_main]

use agentkin_fuzz::reads;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for place in [".roomodes", "config/agents.yaml", ".goose/recipes/x.yaml", "x.agent.yaml"] {
        reads(place, bytes);
    }
});

//! Two agents, parted by a line of percent signs: read, compared, merged, and the canonical read again.

#![no_main]

use agentkin_fuzz::merges;
use libfuzzer_sys::fuzz_target;

/// Plain enough that a corpus can be written by hand.
const PARTED: &[u8] = b"\n%%%%\n";

fuzz_target!(|bytes: &[u8]| {
    let at = bytes.windows(PARTED.len()).position(|window| window == PARTED);
    let (a, b) = at.map_or((bytes, &b""[..]), |at| (&bytes[..at], &bytes[at + PARTED.len()..]));
    merges((".claude/agents/a.md", a), (".claude/agents/b.md", b));
});

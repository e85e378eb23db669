//! `agentkin mcp`, the real binary, spoken to line by line: the handshake, each tool, names that lead out, and messages that
//! are none.

#![cfg(feature = "mcp")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod confined;
mod malformed;
mod server;
mod tools;

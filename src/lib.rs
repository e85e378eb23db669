//! Finds which AI agents are kin, shows how they differ, and merges each family into one.
//!
//! The library in one line: [`pipeline`] runs the stages in order; [`model`] is what flows between them; [`text`] is what
//! strings can do; the command line in [`cli`] and the documents in [`report`] are the doors. `docs/architecture.md` draws
//! the house.

pub mod apply;
pub mod cache;
pub mod cli;
pub mod cluster;
pub mod compare;
pub mod config;
pub mod load;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod merge;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod report;
pub mod shortlist;
#[cfg(feature = "sketch")]
pub mod sketch;
pub mod text;
pub mod write;

//! The laws that `cargo test` holds for seconds, for the fuzz targets to hold for hours.

#[path = "../../tests/laws/mod.rs"]
mod laws;

pub use laws::{PLACES, agents, merges, prints, reads};

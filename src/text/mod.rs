//! What strings can do: words, shingles, lines, Markdown blocks, likeness. Knows nothing of agents.

pub mod bytes;
pub mod contradiction;
pub mod count;
pub mod drawing;
pub mod edit;
pub mod hidden;
pub mod language;
pub mod likeness;
pub mod lines;
pub mod listing;
pub mod markdown;
mod opposites;
pub mod own;
pub mod paths;
pub mod secrets;
pub mod shingle;
pub mod short;
pub mod signs;
pub mod tags;
pub mod template;
pub mod tokens;
pub mod verbs;
pub mod words;

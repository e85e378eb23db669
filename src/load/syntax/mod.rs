//! How agents are written: front matter over Markdown, strict or not.

pub(super) mod front_matter;
pub(super) mod lenient;
mod scan;
pub(super) mod yaml;

//! A relative symbolic link to the file that stands for the member.

use super::{Action, Case, Leaves, way};

#[derive(Debug)]
pub(super) struct Link;

impl Action for Link {
    fn name(&self) -> &'static str {
        "link"
    }

    fn summary(&self) -> &'static str {
        "a symbolic link to the file that stands for it"
    }

    fn replaces(&self) -> bool {
        true
    }

    fn leaves(&self, case: &Case<'_>) -> Result<Leaves, String> {
        Ok(Leaves::Link(way(case)))
    }
}

//! The file goes; folders stay, even empty.

use super::{Action, Case, Leaves};

#[derive(Debug)]
pub(super) struct Delete;

impl Action for Delete {
    fn name(&self) -> &'static str {
        "delete"
    }

    fn summary(&self) -> &'static str {
        "the file goes"
    }

    fn replaces(&self) -> bool {
        true
    }

    fn leaves(&self, _: &Case<'_>) -> Result<Leaves, String> {
        Ok(Leaves::Nothing)
    }
}

//! The member stays as it is.

use super::{Action, Case, Leaves};

#[derive(Debug)]
pub(super) struct Keep;

impl Action for Keep {
    fn name(&self) -> &'static str {
        "keep"
    }

    fn summary(&self) -> &'static str {
        "the file stays as it is"
    }

    fn leaves(&self, _: &Case<'_>) -> Result<Leaves, String> {
        Ok(Leaves::Same)
    }
}

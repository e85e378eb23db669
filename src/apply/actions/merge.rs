//! The merged agent takes the place of its base.

use super::{Action, Case, Leaves};

#[derive(Debug)]
pub(super) struct Merge;

impl Action for Merge {
    fn name(&self) -> &'static str {
        "merge"
    }

    fn summary(&self) -> &'static str {
        "the file becomes the agent that is made of several"
    }

    fn leaves(&self, case: &Case<'_>) -> Result<Leaves, String> {
        let text = case.merged.ok_or_else(|| "nothing was merged".to_owned())?;
        // The base said all of it already.
        let same = text.as_bytes() == &*case.agent.bytes;
        Ok(if same { Leaves::Same } else { Leaves::Text(text.to_owned()) })
    }
}

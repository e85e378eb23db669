//! All use the same words: there is nothing to choose.

use super::{Rule, Wording};

pub(super) struct Unanimous;

impl Rule for Unanimous {
    fn name(&self) -> &'static str {
        "unanimous"
    }

    fn choose(&self, group: &[Wording]) -> Option<usize> {
        let first = group.first()?;
        group.iter().all(|wording| wording.key == first.key).then_some(0)
    }
}

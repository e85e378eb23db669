//! Nothing tells them apart: the first in member order, which does not depend on how the members were given.

use super::{Rule, Wording};

pub(super) struct First;

impl Rule for First {
    fn name(&self) -> &'static str {
        "first"
    }

    fn choose(&self, group: &[Wording]) -> Option<usize> {
        (!group.is_empty()).then_some(0)
    }
}

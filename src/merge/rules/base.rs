//! The base has words for it: its voice is kept.

use super::{Origin, Rule, Wording};

pub(super) struct Base;

impl Rule for Base {
    fn name(&self) -> &'static str {
        "base"
    }

    fn choose(&self, group: &[Wording]) -> Option<usize> {
        group.iter().position(|wording| wording.origin == Origin::Base)
    }
}

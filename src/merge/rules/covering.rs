//! One says all that the others say, and more: nothing is lost by taking it, and something by taking another.

use super::{Reach, Rule, Wording};

pub(super) struct Covering;

impl Rule for Covering {
    fn name(&self) -> &'static str {
        "covered-by"
    }

    fn choose(&self, group: &[Wording]) -> Option<usize> {
        group.iter().position(|wording| wording.reach == Reach::More)
    }
}

//! More than half of those who say it use the same words.

use super::{Rule, Wording};

pub(super) struct Majority;

impl Rule for Majority {
    fn name(&self) -> &'static str {
        "majority"
    }

    fn choose(&self, group: &[Wording]) -> Option<usize> {
        let users = |key: u64| group.iter().filter(|w| w.key == key).map(|w| w.support).sum::<usize>();
        let all: usize = group.iter().map(|w| w.support).sum();
        group.iter().position(|wording| 2 * users(wording.key) > all)
    }
}

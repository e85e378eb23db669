//! One uses more content words than any other: where all say the same, the fuller wording is the clearer one.

use super::{Rule, Wording};

pub(super) struct Longest;

impl Rule for Longest {
    fn name(&self) -> &'static str {
        "longest"
    }

    fn choose(&self, group: &[Wording]) -> Option<usize> {
        let most = group.iter().map(|wording| wording.words).max()?;
        let mut longest = group.iter().enumerate().filter(|(_, wording)| wording.words == most);
        let (at, _) = longest.next()?;
        longest.all(|(_, other)| other.key == group[at].key).then_some(at)
    }
}

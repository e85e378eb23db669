//! What leaves its place to say more fully what the base says elsewhere: no step, for steps mean something in their order, and no
//! list behind a label, for all of it but one name is about something else there.

use super::{relate::Relation, saying::Saying};
use crate::{
    model::{SectionIx, StatementKind},
    text::{likeness::root, words::words},
};

/// The section of the base that each statement goes to by its own; `None` where the base has none.
pub(super) struct Lists {
    goes_to: Vec<Option<SectionIx>>,
}

impl Lists {
    pub(super) fn of(sayings: &[Saying<'_>], relations: &[Relation]) -> Self {
        let goes_to = |saying: &Saying<'_>| relations[saying.member].section(saying.statement.section);
        Self { goes_to: sayings.iter().map(goes_to).collect() }
    }

    /// Whether the words of the one at `more` may stand in the place of `less`, which is the base's.
    pub(super) fn let_go(&self, more: usize, sayings: &[Saying<'_>], less: &Saying<'_>) -> bool {
        let step = |saying: &Saying<'_>| saying.statement.kind == StatementKind::Step;
        let counts = step(&sayings[more]) || step(less);
        let listed = lists_beside_others(sayings[more].text, less.text);
        !counts && !listed || self.goes_to[more] == Some(less.statement.section)
    }
}

/// Whether a text names several things behind a label, or in parentheses, and the other is one of them, not what the label says:
/// "**Night**: lamps, bells, fog signals" and "fog signals".
fn lists_beside_others(more: &str, less: &str) -> bool {
    /// Commas from which there are several.
    const FEWEST: usize = 2;
    /// Most words of a label.
    const LONGEST: usize = 6;
    let lists = |head: &str, rest: &str| {
        let label = words(head);
        let of_label = |word: &String| label.iter().any(|other| root(other) == root(word));
        label.len() <= LONGEST && rest.matches([',', '、', '，']).count() >= FEWEST && !words(less).iter().all(of_label)
    };
    let marks = [[':', '：'], ['(', '（']];
    !less.contains(marks.as_flattened())
        && marks.iter().filter_map(|marks| more.split_once(marks)).any(|(head, rest)| lists(head, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_behind_labels_are_told() {
        let night = "**Night**: lamps, bells, fog signals";
        assert!(lists_beside_others(night, "Fog signals") && !lists_beside_others(night, "Night"));
        assert!(lists_beside_others("Night work (lamps, bells, fog signals)", "Fog signals"));
        assert!(!lists_beside_others("**Night**: lamps that burn until dawn", "Lamps"));
        assert!(!lists_beside_others("Lamps, bells, fog signals", "Fog signals"));
    }
}

//! Steps mean something in their order: none leaves its list to say more fully what the base says elsewhere.

use super::{relate::Relation, saying::Saying};
use crate::model::{SectionIx, StatementKind};

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
        !counts || self.goes_to[more] == Some(less.statement.section)
    }
}

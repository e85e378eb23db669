//! What a statement cannot stand without: the items that it is nested in, the head of its table, the line that leads into its list
//! or its block. Without these it is a fragment.

use super::{saying::Class, style};
use crate::model::{Definition, Statement, StatementIx, StatementKind};

/// What stands over a statement, from the innermost outwards.
pub(super) fn chain(definition: &Definition, ix: StatementIx) -> Vec<StatementIx> {
    let next = |at: &StatementIx| directly(definition, *at).filter(|over| over < at);
    std::iter::successors(next(&ix), next).collect()
}

/// What a statement stands right under.
fn directly(definition: &Definition, ix: StatementIx) -> Option<StatementIx> {
    let own = definition.statement(ix);
    if own.parent.is_some() {
        return own.parent;
    }
    // What stands before it in its section, the nearest first.
    let before = (0..ix.get()).rev().map(StatementIx::new).map(|at| (at, definition.statement(at)));
    let mut before = before.take_while(|(_, other)| other.section == own.section);
    let is_head = |statement: &Statement| style::is_head(definition, statement);
    let leads = |at: StatementIx| definition.wording(at).trim_end_matches(['*', '_', ' ']).ends_with([':', '：']);
    match Class::of(own.kind) {
        Class::Row if is_head(own) => None,
        Class::Row => {
            let mut rows = before.take_while(|(_, other)| Class::of(other.kind) == Class::Row);
            rows.find(|(_, other)| is_head(other)).map(|(at, _)| at)
        }
        Class::Prose if is_item(own.kind) => {
            let mut others = before.skip_while(|(_, other)| is_item(other.kind) || other.parent.is_some());
            others.next().map(|(at, _)| at).filter(|at| leads(*at))
        }
        Class::Prose => None,
        Class::Block => before.next().map(|(at, _)| at).filter(|at| leads(*at)),
    }
}

const fn is_item(kind: StatementKind) -> bool {
    matches!(kind, StatementKind::Bullet | StatementKind::Step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::sample;

    /// The words of what stands over the statement that holds `words`.
    fn over(text: &str, words: &str) -> Vec<String> {
        let definition = sample::definition(text);
        let all = || (0..definition.statements.len()).map(StatementIx::new);
        let ix = all().find(|ix| definition.wording(*ix).contains(words)).unwrap();
        chain(&definition, ix).into_iter().map(|at| definition.wording(at).to_owned()).collect()
    }

    #[test]
    fn items_stand_under_items() {
        let text = "- Row out\n  - Take oars\n- Row home\n";
        assert_eq!(over(text, "Take"), ["Row out"]);
        assert_eq!(over(text, "home"), [""; 0]);
    }
}

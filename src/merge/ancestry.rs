//! What the members made of their common ancestor: with one at hand, what only one of them changed or deleted was done on
//! purpose, and the others' old words give way.
//!
//! The rule is that of the three-way merge (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007), held for each
//! statement rather than for runs of lines: where it moved to and how it is dressed do not count.

use rustc_hash::FxHashMap;

use super::{members::Member, saying::Saying};
use crate::model::{AgentDiff, AgentIx, Change, Definition, StatementIx};

/// The common ancestor of all members.
#[derive(Debug, Clone)]
pub struct Ancestor<'r> {
    /// What it says.
    pub definition: &'r Definition,
    /// How each member differs from it (it is A), in any order.
    pub edits: Vec<(AgentIx, AgentDiff)>,
}

/// What became of one statement of the ancestor in one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heir {
    Unchanged(StatementIx),
    Changed(StatementIx),
}

/// The old words that give way, each with the new ones where there are any: positions in the list of sayings.
#[derive(Debug, Default)]
pub(super) struct GivesWay(pub(super) Vec<(usize, Option<usize>)>);

impl GivesWay {
    /// What gives way among `sayings`, which are those of `members` in order.
    pub(super) fn of(ancestor: &Ancestor<'_>, members: &[Member<'_>], sayings: &[Saying<'_>]) -> Self {
        let first = |member: usize| sayings.partition_point(|saying| saying.member < member);
        let place = |member: usize, ix: StatementIx| first(member) + ix.get();
        let made: Vec<FxHashMap<StatementIx, Heir>> = members.iter().map(|member| heirs(ancestor, member)).collect();
        let mut out = Self::default();
        for ix in (0..ancestor.definition.statements.len()).map(StatementIx::new) {
            let became: Vec<Option<Heir>> = made.iter().map(|of| of.get(&ix).copied()).collect();
            let unchanged = |(member, heir): (usize, &Option<Heir>)| match heir {
                Some(Heir::Unchanged(own)) => Some(place(member, *own)),
                _ => None,
            };
            let changed = |(member, heir): (usize, &Option<Heir>)| match heir {
                Some(Heir::Changed(own)) => Some(place(member, *own)),
                _ => None,
            };
            let old: Vec<usize> = became.iter().enumerate().filter_map(unchanged).collect();
            let new = became.iter().enumerate().find_map(changed);
            if old.len() < members.len() {
                out.0.extend(old.into_iter().map(|old| (old, new)));
            }
        }
        out
    }
}

/// What a member made of each statement of the ancestor; those that it deleted are left out.
fn heirs(ancestor: &Ancestor<'_>, member: &Member<'_>) -> FxHashMap<StatementIx, Heir> {
    let mut out = FxHashMap::default();
    let edits = ancestor.edits.iter().find(|(agent, _)| *agent == member.agent);
    for row in edits.iter().flat_map(|(_, diff)| &diff.sections).flat_map(|section| &section.statements) {
        let (Some(a), Some(b)) = (row.a, row.b) else { continue };
        let (old, new) = (ancestor.definition.statement(a), member.definition.statement(b));
        let heir = match row.change {
            Change::Same | Change::Moved => Heir::Unchanged(b),
            _ if old.key == new.key => Heir::Unchanged(b),
            _ => Heir::Changed(b),
        };
        out.entry(a).or_insert(heir);
    }
    // A statement that the alignment did not meet may stand elsewhere, word for word.
    let by_key: FxHashMap<u64, StatementIx> =
        member.definition.statements.iter().enumerate().map(|(at, own)| (own.key, StatementIx::new(at))).collect();
    for (at, old) in ancestor.definition.statements.iter().enumerate() {
        if let Some(own) = by_key.get(&old.key) {
            out.insert(StatementIx::new(at), Heir::Unchanged(*own));
        }
    }
    out
}

//! The distinct contents among the members, in an order that does not depend on how they were given.

use std::cmp::Reverse;

use super::Request;
use crate::model::{AgentDiff, AgentIx, Definition};

/// One content with everybody who has it.
pub(super) struct Member<'r> {
    /// Whose words stand for all; the base for the base's content.
    pub(super) agent: AgentIx,
    /// Everybody with this content, `agent` among them, sorted.
    pub(super) copies: Vec<AgentIx>,
    pub(super) definition: &'r Definition,
    /// How it differs from the base; `None` for the base itself.
    pub(super) diff: Option<&'r AgentDiff>,
    /// When the newest of its files was last committed, in seconds since 1970.
    pub(super) committed: Option<i64>,
    /// In which tongue it says it.
    pub(super) tongue: Tongue,
}

/// In which language a member speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// In the base's, or in one that cannot be told.
    Own,
    /// In another: it is the base over again.
    Translated,
}

impl<'r> Member<'r> {
    fn alone(agent: AgentIx, definition: &'r Definition, diff: Option<&'r AgentDiff>) -> Self {
        Self { agent, copies: vec![agent], definition, diff, committed: None, tongue: Tongue::Own }
    }
}

/// The base first, then the others by what they hold: the one that says most first, then by the digest of the content.
pub(super) fn distinct<'r>(request: &'r Request<'_>) -> Vec<Member<'r>> {
    let base = request.corpus.definition(request.base);
    let mut members = vec![Member::alone(request.base, base, None)];
    for (agent, diff) in in_order(request) {
        let definition = request.corpus.definition(agent);
        match members.iter_mut().find(|member| says_the_same(member.definition, definition)) {
            Some(member) => member.copies.push(agent),
            None => members.push(Member::alone(agent, definition, Some(diff))),
        }
    }
    for member in &mut members {
        member.copies.sort_unstable();
        member.copies.dedup();
        let times = request.committed.iter().filter(|(agent, _)| member.copies.contains(agent)).map(|(_, time)| *time);
        member.committed = times.max();
        if request.translations.contains(&member.agent) {
            member.tongue = Tongue::Translated;
        }
    }
    members
}

fn in_order<'r>(request: &'r Request<'_>) -> Vec<(AgentIx, &'r AgentDiff)> {
    let mut others: Vec<_> = request.others.iter().map(|(agent, diff)| (*agent, diff)).collect();
    others.sort_by(|(x, _), (y, _)| {
        let (one, other) = (request.corpus.definition(*x), request.corpus.definition(*y));
        let rank = |d: &Definition| (Reverse(d.statements.len()), d.content);
        rank(one).cmp(&rank(other)).then_with(|| one.text.cmp(&other.text)).then(x.cmp(y))
    });
    others
}

/// The digest is not cryptographic, so the statements are held against each other too.
fn says_the_same(a: &Definition, b: &Definition) -> bool {
    let keys = |d: &Definition| d.statements.iter().map(|s| s.key).collect::<Vec<_>>();
    a.content == b.content && keys(a) == keys(b)
}

/// Every agent of the request, sorted by place in the corpus.
pub(super) fn everybody(request: &Request<'_>) -> Vec<AgentIx> {
    let mut all: Vec<AgentIx> = request.others.iter().map(|(agent, _)| *agent).chain([request.base]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

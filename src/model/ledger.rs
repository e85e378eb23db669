//! What became of every line of every member of a merge.

use serde::Serialize;

use super::ids::AgentIx;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineFate {
    /// It stands in the canonical, word for word.
    Kept,
    /// The canonical says the same in other words.
    SameAs,
    /// A line of the canonical says all of it and more.
    CoveredBy,
    /// A line of the canonical says it in another language.
    TranslationOf,
    /// Fewer members say it than were asked for.
    BelowSupport,
    /// The common ancestor had it, and it was changed or deleted on purpose.
    Superseded,
    /// It contradicts what the canonical says; both stand in the conflicts.
    Conflict,
    /// A title: what stands under it is to be found under another one.
    Retitled,
    /// It says nothing itself: a fence, a rule, a closing tag.
    Frame,
    /// It is blank.
    Blank,
}

/// One line of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerLine {
    /// Whose.
    pub agent: AgentIx,
    /// Where it stands in that file, from 1.
    pub line: u32,
    /// The line, without its end.
    pub text: String,
    /// What became of it.
    pub fate: LineFate,
    /// The line of the canonical that it is, or that stands for it, where there is one.
    pub by: Option<u32>,
}

/// Every line of every member, in the order of members and lines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Ledger {
    /// The lines.
    pub lines: Vec<LedgerLine>,
}

impl Ledger {
    /// How many lines of a member, or of all, met each fate; fates that no line met are left out.
    #[must_use]
    pub fn sums(&self, member: Option<AgentIx>) -> Vec<(LineFate, usize)> {
        let mut out: Vec<(LineFate, usize)> = Vec::new();
        for line in self.lines.iter().filter(|line| member.is_none_or(|member| line.agent == member)) {
            match out.iter_mut().find(|(fate, _)| *fate == line.fate) {
                Some((_, count)) => *count += 1,
                None => out.push((line.fate, 1)),
            }
        }
        out.sort_unstable();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_of_one_or_of_all() {
        let line =
            |agent, fate| LedgerLine { agent: AgentIx::new(agent), line: 1, text: String::new(), fate, by: None };
        let lines = vec![line(0, LineFate::Kept), line(0, LineFate::Blank), line(1, LineFate::Kept)];
        let ledger = Ledger { lines };
        assert_eq!(ledger.sums(None), [(LineFate::Kept, 2), (LineFate::Blank, 1)]);
        assert_eq!(ledger.sums(Some(AgentIx::new(1))), [(LineFate::Kept, 1)]);
    }
}

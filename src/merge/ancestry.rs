//! What the members made of their common ancestor: with one at hand, what only one of them changed or deleted was done on
//! purpose, and the others' old words give way.
//!
//! The rule is that of the three-way merge (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007), held for each
//! statement rather than for runs of lines: where it moved to and how it is dressed do not count.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    members::{Member, Tongue},
    over,
    saying::{Saying, echoes},
    style,
};
use crate::{
    model::{
        AgentDiff, AgentIx, Change, Corpus, Definition, FindingCode, Marker, Note, SectionChange, SectionIx, Severity,
        StatementIx, StatementKind,
    },
    text::words::key,
};

/// The common ancestor of all members.
#[derive(Debug, Clone)]
pub struct Ancestor<'r> {
    /// What it says.
    pub definition: &'r Definition,
    /// Which one it is, in a clause.
    pub told: String,
    /// How each member differs from it (it is A), in any order.
    pub edits: Vec<(AgentIx, AgentDiff)>,
}

/// What the members were merged by.
pub(super) const THREE_WAY: FindingCode = FindingCode {
    id: "merge-three-way",
    severity: Severity::Info,
    meaning: "The members were merged with what they all come from at hand: what one of them changed or deleted, and no other \
              touched, was taken to be done on purpose. What went that way is among what was left out, as `superseded`.",
    cure: "Nothing; without `--ancestor` whatever any of them says is kept.",
};

impl Ancestor<'_> {
    /// The members that moved sections of it, or dressed it otherwise. What others changed can be put into the words of such a
    /// one; where they stand and how they look is told by the base alone.
    pub fn rearranged_by<'a>(&'a self, corpus: &'a Corpus) -> impl Iterator<Item = AgentIx> + 'a {
        let has_moved =
            |diff: &AgentDiff| diff.sections.iter().any(|section| section.change.contains(&SectionChange::Moved));
        let all = self.edits.iter();
        let rearranged = all.filter(move |(agent, diff)| {
            has_moved(diff) || is_dressed_otherwise(self.definition, corpus.definition(*agent), diff)
        });
        rearranged.map(|(agent, _)| *agent)
    }

    /// Says of which members order and looks were passed over: the base's are kept.
    pub(super) fn passed_over(&self, corpus: &Corpus, base: AgentIx) -> Option<Note> {
        let others =
            self.rearranged_by(corpus).filter(|agent| *agent != base).map(|agent| corpus.agent(agent).id.as_str());
        let mut others: Vec<&str> = others.collect();
        others.sort_unstable();
        let told = format!(
            "order and looks are the base's; others moved sections or marked them otherwise: {}",
            others.join(", ")
        );
        (!others.is_empty()).then(|| Note::new(&THREE_WAY, told))
    }

    /// Says what the members were merged by.
    pub(super) fn note(&self) -> Note {
        Note::new(&THREE_WAY, format!("what all come from: {}", self.told))
    }
}

/// Whether most of what both say is marked otherwise: titles in bold for those with `#`, `*` for `-`.
fn is_dressed_otherwise(old: &Definition, new: &Definition, diff: &AgentDiff) -> bool {
    let kind = |marker: Marker| std::mem::discriminant(&marker);
    let titles = diff.sections.iter().filter_map(|section| {
        let (a, b) = (old.section(section.a?), new.section(section.b?));
        Some(kind(a.marker) != kind(b.marker))
    });
    let mark = |of: &Definition, ix: StatementIx| {
        let item = of.statement(ix);
        let sign = style::lead(of, item).trim().chars().next();
        (item.kind == StatementKind::Bullet).then_some(sign)
    };
    let items = diff.sections.iter().flat_map(|section| &section.statements).filter_map(|row| {
        let (a, b) = (mark(old, row.a?)?, mark(new, row.b?)?);
        Some(a != b)
    });
    let most = |all: Vec<bool>| 2 * all.iter().filter(|otherwise| **otherwise).count() > all.len();
    most(titles.collect()) || most(items.collect())
}

/// What to say of fields that are as one member changed them: they have no statement to be left out.
pub(super) fn changed(fields: &[String]) -> Option<Note> {
    let told = format!("as one member changed it, and no other touched it: {}", fields.join(", "));
    (!fields.is_empty()).then(|| Note::new(&THREE_WAY, told))
}

/// The member that plainly is the parent of all others: whatever two of the others share it has too, and each of them has at
/// least half of what it says. Of two members neither is: which of them came first, their words do not tell. Where several could be,
/// the one from which the fewest edits lead to the others (parsimony: Fitch, 1971).
#[must_use]
pub fn parent(corpus: &Corpus, members: &[AgentIx]) -> Option<AgentIx> {
    /// Statements that two others may share without it, of a hundred of its own: two people find the same word for one thing.
    const BY_CHANCE: usize = 2;
    let keys = |member: &AgentIx| -> FxHashSet<u64> {
        corpus.definition(*member).statements.iter().map(|statement| statement.key).collect()
    };
    let said: Vec<FxHashSet<u64>> = members.iter().map(keys).collect();
    let is_parent = |at: &usize| {
        let own = &said[*at];
        let others: Vec<&FxHashSet<u64>> = (0..said.len()).filter(|other| other != at).map(|at| &said[at]).collect();
        let half = |other: &&FxHashSet<u64>| 2 * own.intersection(other).count() >= own.len() && *other != own;
        let mut speakers: FxHashMap<u64, usize> = FxHashMap::default();
        for key in others.iter().flat_map(|other| other.difference(own)) {
            *speakers.entry(*key).or_default() += 1;
        }
        let shared = speakers.into_values().filter(|times| *times > 1).count();
        !own.is_empty() && others.len() > 1 && others.iter().all(half) && 100 * shared <= BY_CHANCE * own.len()
    };
    // With one that only adds to it, that one looks like a parent too, from which all others deleted the same: the one from which
    // the fewest edits lead to all others is meant.
    let edits = |at: usize| -> usize { said.iter().map(|other| said[at].symmetric_difference(other).count()).sum() };
    let mut parents: Vec<(usize, usize)> = (0..members.len()).filter(is_parent).map(|at| (edits(at), at)).collect();
    parents.sort_unstable();
    match parents[..] {
        [(fewest, _), (next, _), ..] if fewest == next => None,
        [(_, at), ..] => Some(members[at]),
        [] => None,
    }
}

/// What became of one statement of the ancestor in one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heir {
    Unchanged(StatementIx),
    Changed(StatementIx),
}

impl Heir {
    const fn at(self) -> StatementIx {
        match self {
            Self::Unchanged(at) | Self::Changed(at) => at,
        }
    }
}

/// What became of the ancestor's statements; places are those in the list of sayings.
#[derive(Debug, Default)]
pub(super) struct GivesWay {
    /// The old words that give way, each with the new ones where there are any.
    pub(super) old: Vec<(usize, Option<usize>)>,
    /// Statements that two members made different things of.
    pub(super) clashes: Vec<Clash>,
    /// Old words that stay although some deleted them.
    pub(super) holds: Vec<Hold>,
}

/// A statement of the ancestor that some deleted, and under which others put something: without it that would be a fragment.
#[derive(Debug)]
pub(super) struct Hold {
    /// What the ancestor says.
    pub(super) old: String,
    /// Where members still say it.
    pub(super) kept_in: Vec<usize>,
    /// What stands under it there and nowhere in the ancestor.
    pub(super) additions: Vec<usize>,
    /// The members that deleted it.
    pub(super) deleted: Vec<usize>,
}

/// A statement of the ancestor that one member changed, and another changed or deleted; or a section of it that one put something
/// into, and another deleted.
#[derive(Debug)]
pub(super) struct Clash {
    /// What the ancestor says, or the section's title.
    pub(super) old: String,
    /// What it was changed to, in member order.
    pub(super) changed: Vec<usize>,
    /// The members that deleted it.
    pub(super) deleted: Vec<usize>,
}

impl GivesWay {
    /// What gives way among `sayings`, which are those of `members` in order; what is not `asked` for adds nothing.
    pub(super) fn of(ancestor: &Ancestor<'_>, members: &[Member<'_>], sayings: &[Saying<'_>], asked: &[bool]) -> Self {
        let first = |member: usize| sayings.partition_point(|saying| saying.member < member);
        let place = |member: usize, ix: StatementIx| first(member) + ix.get();
        // A translation has none of the old words, and deleted none of them.
        let speakers: Vec<usize> = (0..members.len()).filter(|at| members[*at].tongue == Tongue::Own).collect();
        let made: Vec<FxHashMap<StatementIx, Heir>> =
            speakers.iter().map(|member| heirs(ancestor, &members[*member])).collect();
        let known = Made { ancestor, members, speakers: &speakers, heirs: &made };
        let added: Vec<FxHashMap<StatementIx, Vec<usize>>> =
            (0..speakers.len()).map(|nth| known.added_under(nth, |ix| place(speakers[nth], ix), asked)).collect();
        let mut out = Self::default();
        for ix in (0..ancestor.definition.statements.len()).map(StatementIx::new) {
            let became: Vec<Option<Heir>> = made.iter().map(|of| of.get(&ix).copied()).collect();
            let unchanged = |(nth, heir): (usize, &Option<Heir>)| match heir {
                Some(Heir::Unchanged(own)) => Some(place(speakers[nth], *own)),
                _ => None,
            };
            let changed = |(nth, heir): (usize, &Option<Heir>)| match heir {
                Some(Heir::Changed(own)) => Some(place(speakers[nth], *own)),
                _ => None,
            };
            let old: Vec<usize> = became.iter().enumerate().filter_map(unchanged).collect();
            let new: Vec<usize> = became.iter().enumerate().filter_map(changed).collect();
            let deleted: Vec<usize> =
                (0..speakers.len()).filter(|nth| became[*nth].is_none()).map(|nth| speakers[nth]).collect();
            let held = |(nth, of): (usize, &FxHashMap<StatementIx, Vec<usize>>)| {
                made[nth].get(&ix).and_then(|heir| of.get(&heir.at())).cloned().unwrap_or_default()
            };
            let additions: Vec<usize> = added.iter().enumerate().flat_map(held).collect();
            if new.is_empty() && !deleted.is_empty() && !additions.is_empty() {
                let words = ancestor.definition.wording(ix).to_owned();
                out.holds.push(Hold { old: words, kept_in: old, additions, deleted: deleted.clone() });
            } else if old.len() < speakers.len() {
                out.old.extend(old.into_iter().map(|old| (old, new.first().copied())));
            }
            if new.len() + deleted.len() > 1 && !new.is_empty() {
                let old = ancestor.definition.wording(ix).to_owned();
                out.clashes.push(Clash { old, changed: new, deleted });
            }
        }
        out.clashes.extend(known.added_to_deleted(|nth, ix| place(speakers[nth], ix)));
        out
    }
}

/// What the members that speak the ancestor's language made of its statements.
struct Made<'a, 'r> {
    ancestor: &'a Ancestor<'a>,
    members: &'a [Member<'r>],
    speakers: &'a [usize],
    heirs: &'a [FxHashMap<StatementIx, Heir>],
}

impl Made<'_, '_> {
    /// What one member put into a section of which another kept nothing; `place` finds a statement of a speaker among the sayings.
    fn added_to_deleted(&self, place: impl Fn(usize, StatementIx) -> usize) -> Vec<Clash> {
        let mut out = Vec::new();
        for ix in (0..self.ancestor.definition.sections.len()).map(SectionIx::new) {
            let deleted: Vec<usize> = (0..self.speakers.len()).filter(|nth| self.deletes(*nth, ix)).collect();
            if deleted.is_empty() {
                continue;
            }
            let old = &self.ancestor.definition.section(ix).title;
            let deleted: Vec<usize> = deleted.into_iter().map(|nth| self.speakers[nth]).collect();
            let others = (0..self.speakers.len()).filter(|nth| !deleted.contains(&self.speakers[*nth]));
            let added = others.flat_map(|nth| self.added(nth, ix).into_iter().map(move |own| (nth, own)));
            out.extend(added.map(|(nth, own)| Clash {
                old: old.clone(),
                changed: vec![place(nth, own)],
                deleted: deleted.clone(),
            }));
        }
        out
    }

    /// What a speaker says of its own, by each of its statements that this cannot stand without: what was made of nothing of the
    /// ancestor's, or of something that another deleted. Places are those that `place` finds.
    fn added_under(
        &self,
        nth: usize,
        place: impl Fn(StatementIx) -> usize,
        asked: &[bool],
    ) -> FxHashMap<StatementIx, Vec<usize>> {
        let everywhere = |old: &StatementIx| self.heirs.iter().all(|heirs| heirs.contains_key(old));
        let is_old = |(old, heir): &(&StatementIx, &Heir)| matches!(heir, Heir::Unchanged(_)) || everywhere(old);
        let old: FxHashSet<StatementIx> = self.heirs[nth].iter().filter(is_old).map(|(_, heir)| heir.at()).collect();
        let definition = self.members[self.speakers[nth]].definition;
        let all = (0..definition.statements.len()).map(StatementIx::new);
        let mut out: FxHashMap<StatementIx, Vec<usize>> = FxHashMap::default();
        for own in all.filter(|own| !old.contains(own) && asked[place(*own)]) {
            for over in over::chain(definition, own) {
                out.entry(over).or_default().push(place(own));
            }
        }
        out
    }

    /// Whether a speaker has neither the title of a section nor anything that it said.
    fn deletes(&self, nth: usize, ix: SectionIx) -> bool {
        let section = self.ancestor.definition.section(ix);
        let own = &self.members[self.speakers[nth]].definition.sections;
        let gone = |at: &StatementIx| !self.heirs[nth].contains_key(at);
        let titled = || own.iter().any(|other| key(&other.title) == key(&section.title));
        !section.title.is_empty() && !section.statements.is_empty() && section.statements.iter().all(gone) && !titled()
    }

    /// The statements of a speaker in what became of a section that were made of none of the ancestor's.
    fn added(&self, nth: usize, ix: SectionIx) -> Vec<StatementIx> {
        let member = &self.members[self.speakers[nth]];
        let edits = self.ancestor.edits.iter().find(|(agent, _)| *agent == member.agent);
        let mut rows = edits.iter().flat_map(|(_, diff)| &diff.sections);
        let Some(own) = rows.find(|row| row.a == Some(ix)).and_then(|row| row.b) else { return Vec::new() };
        let made: FxHashSet<StatementIx> = self.heirs[nth].values().map(|heir| heir.at()).collect();
        let all = member.definition.section(own).statements.iter().copied();
        all.filter(|at| !made.contains(at)).collect()
    }
}

/// What a member made of each statement of the ancestor; those that it deleted are left out.
fn heirs(ancestor: &Ancestor<'_>, member: &Member<'_>) -> FxHashMap<StatementIx, Heir> {
    let mut out = FxHashMap::default();
    let says = |old, new| echoes((ancestor.definition, old), (member.definition, new));
    let edits = ancestor.edits.iter().find(|(agent, _)| *agent == member.agent);
    for row in edits.iter().flat_map(|(_, diff)| &diff.sections).flat_map(|section| &section.statements) {
        let (Some(a), Some(b)) = (row.a, row.b) else { continue };
        let (old, new) = (ancestor.definition.statement(a), member.definition.statement(b));
        let is_old = if old.key == new.key { says(a, b) } else { matches!(row.change, Change::Same | Change::Moved) };
        let heir = if is_old { Heir::Unchanged(b) } else { Heir::Changed(b) };
        out.entry(a).or_insert(heir);
    }
    // A statement that the alignment did not meet may stand elsewhere, word for word.
    let mut by_key: FxHashMap<u64, Vec<StatementIx>> = FxHashMap::default();
    for (at, own) in member.definition.statements.iter().enumerate() {
        by_key.entry(own.key).or_default().push(StatementIx::new(at));
    }
    for (at, old) in ancestor.definition.statements.iter().enumerate() {
        let at = StatementIx::new(at);
        let own = by_key.get(&old.key).and_then(|of_key| of_key.iter().rfind(|own| says(at, **own)));
        if let Some(own) = own {
            out.insert(at, Heir::Unchanged(*own));
        }
    }
    out
}

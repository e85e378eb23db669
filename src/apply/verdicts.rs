//! What becomes of each member of a family, and who stands for it: what a plan carries out and a report advises.

use std::collections::BTreeMap;

use super::{
    Kindred, groups,
    readers::{IN_ANOTHER_LANGUAGE, Readers},
};
use crate::model::{Advice, AgentIx, Corpus, Deed, Relation};

/// What becomes of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lot {
    /// It is the one to keep, and nothing of another one comes into it.
    Stands,
    /// It is the one to keep, with this text, in which others are merged.
    Takes(String),
    /// Something needs it as it is, where it lies.
    Stays,
    /// It is near to who stands for it, and not merged with that; what must be settled first, where that is why.
    Open(Option<String>),
    /// It says what who stands for it says.
    Copy,
    /// It is merged into who stands for it.
    Merged,
    /// It does the canonical's job in other words.
    Job,
    /// It is kin to others of its family.
    Beside,
}

/// What becomes of a member, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) lot: Lot,
    pub(super) because: String,
    /// Who stands for it.
    pub(super) by: AgentIx,
}

impl Verdict {
    fn kept(lot: Lot, member: AgentIx, because: impl Into<String>) -> Self {
        Self { lot, because: because.into(), by: member }
    }

    /// Whether the file stays as it is, and nothing of another one comes into it.
    fn stays(&self) -> bool {
        !matches!(self.lot, Lot::Takes(_) | Lot::Copy | Lot::Merged)
    }

    /// What a report advises.
    fn advice(self) -> Advice {
        let deed = match self.lot {
            Lot::Stands | Lot::Takes(_) | Lot::Stays => Deed::Keep,
            Lot::Copy => Deed::Delete,
            Lot::Open(_) | Lot::Merged => Deed::Diff,
            Lot::Job => Deed::Merge,
            Lot::Beside => Deed::Look,
        };
        Advice { deed, by: self.by, because: self.because }
    }
}

/// Why the one to keep is kept.
const SUGGESTED: &str = "suggested as the one to keep";

/// The text of several as one (`None`: that of the base, as it lies), or why there is none.
pub(super) type OneOfMany = Result<Option<String>, Unmerged>;

/// Why several are not made one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unmerged {
    /// In a clause.
    pub(super) because: String,
    /// The conflict that must be settled first, where that is why.
    pub(super) unsettled: Option<String>,
}

impl From<String> for Unmerged {
    fn from(because: String) -> Self {
        Self { because, unsettled: None }
    }
}

/// What a family's members are judged by.
pub(super) struct Judge<'j> {
    pub(super) corpus: &'j Corpus,
    pub(super) readers: &'j Readers<'j>,
    /// The relation from which on members are merged into one; `None`: only what is identical is dealt with.
    pub(super) merge_from: Option<Relation>,
    /// Which of several stands for the rest.
    pub(super) canonical: &'j dyn Fn(&[AgentIx]) -> AgentIx,
    /// Why a file must stay as it is, whatever its kin say.
    pub(super) bar: &'j dyn Fn(AgentIx) -> Option<String>,
    /// A base and others as one.
    pub(super) merged: &'j dyn Fn(AgentIx, &[AgentIx]) -> OneOfMany,
}

/// What is advised about the members of families, from where and what they are: nothing is merged for it.
pub fn advice(
    corpus: &Corpus,
    families: &[Kindred],
    readers: &Readers<'_>,
    canonical: &dyn Fn(&[AgentIx]) -> AgentIx,
    bar: &dyn Fn(AgentIx) -> Option<String>,
) -> BTreeMap<AgentIx, Advice> {
    let merged = |_: AgentIx, _: &[AgentIx]| Err(Unmerged::from(String::new()));
    let judge = Judge { corpus, readers, merge_from: Some(Relation::NearDuplicate), canonical, bar, merged: &merged };
    let told = families.iter().flat_map(|family| judge.family(family));
    told.map(|(member, verdict)| (member, verdict.advice())).collect()
}

impl Judge<'_> {
    /// What becomes of each member.
    pub(super) fn family(&self, family: &Kindred) -> BTreeMap<AgentIx, Verdict> {
        let mut verdicts = BTreeMap::new();
        for group in groups::of(self.corpus, family, self.merge_from) {
            self.group(&group, self.base(family, &group), &mut verdicts);
        }
        // Whoever stays beside the canonical may still be one with the copies of its own lineage.
        for lineage in groups::of(self.corpus, family, None) {
            let stays = |member: &AgentIx| verdicts.get(member).is_none_or(Verdict::stays);
            let (left, gone): (Vec<AgentIx>, Vec<AgentIx>) = lineage.into_iter().partition(stays);
            // Without its middle a lineage may be none: see `groups::of`.
            let left = if gone.is_empty() { vec![left] } else { groups::by_content(self.corpus, &left) };
            for left in left.into_iter().filter(|left| left.len() > 1) {
                let mut own = BTreeMap::new();
                self.group(&left, self.base(family, &left), &mut own);
                verdicts.extend(own.into_iter().filter(|(_, verdict)| !verdict.stays()));
            }
        }
        for member in family.members.iter().filter_map(|id| self.corpus.find(id)) {
            verdicts.entry(member).or_insert_with(|| self.alone(family, member));
        }
        verdicts
    }

    /// Which of a group stands for it: the family's canonical where it is among them.
    fn base(&self, family: &Kindred, group: &[AgentIx]) -> AgentIx {
        let canonical = self.corpus.find(&family.canonical).filter(|canonical| group.contains(canonical));
        let canonical = canonical.unwrap_or_else(|| (self.canonical)(group));
        // A copy that is read in one folder alone cannot stand for one that is read around it too; nor does one that was there
        // first go in favour of a later one.
        let wider = |member: &AgentIx| {
            self.corpus.arrival(*member) <= self.corpus.arrival(canonical)
                && self.readers.narrower(canonical, *member).is_some()
                && self.readers.other_harness(*member, canonical).is_none()
        };
        let wider: Vec<AgentIx> = group.iter().copied().filter(wider).collect();
        let widest =
            wider.iter().copied().filter(|one| wider.iter().all(|other| self.readers.narrower(*one, *other).is_none()));
        let widest: Vec<AgentIx> = widest.collect();
        match widest[..] {
            [] => canonical,
            [one] => one,
            _ => (self.canonical)(&widest),
        }
    }

    /// Members of which each may stand for each.
    fn group(&self, group: &[AgentIx], base: AgentIx, verdicts: &mut BTreeMap<AgentIx, Verdict>) {
        let mut free = Vec::new();
        for member in group.iter().copied().filter(|member| *member != base) {
            let apart = || self.readers.other_harness(member, base).or_else(|| self.readers.apart(base, member));
            match (self.bar)(member).or_else(apart) {
                Some(because) => drop(verdicts.insert(member, Verdict::kept(Lot::Stays, member, because))),
                None => free.push(member),
            }
        }
        let same = |x: AgentIx, y: AgentIx| self.corpus.definition(x).content == self.corpus.definition(y).content;
        let (copies, others): (Vec<_>, Vec<_>) = free.into_iter().partition(|member| same(*member, base));
        let (foreign, others) = self.by_tongue(base, others);
        self.kept_apart(&foreign, |member| Verdict::kept(Lot::Stays, member, IN_ANOTHER_LANGUAGE), verdicts);
        let merged = if others.is_empty() { None } else { Some((self.merged)(base, &others)) };
        let mut stands = Verdict::kept(Lot::Stands, base, SUGGESTED);
        match merged {
            Some(Ok(merged)) => {
                for member in &others {
                    verdicts.insert(*member, self.replaced(Lot::Merged, base, "merged into"));
                }
                let say = if others.len() == 1 { "says" } else { "say" };
                let takes = format!("takes in what {} of its kin {say}", others.len());
                stands = match merged {
                    Some(text) => Verdict::kept(Lot::Takes(text), base, takes),
                    None => Verdict::kept(Lot::Stands, base, "it says all that its kin say"),
                };
            }
            Some(Err(Unmerged { because, unsettled })) => {
                let open = |_| Verdict { lot: Lot::Open(unsettled.clone()), because: because.clone(), by: base };
                self.kept_apart(&others, open, verdicts);
            }
            None => {}
        }
        for member in copies {
            verdicts.insert(member, self.replaced(Lot::Copy, base, "identical to"));
        }
        verdicts.insert(base, stands);
    }

    /// Those that are in another language than the base, where anything is to be merged, and all others.
    fn by_tongue(&self, base: AgentIx, members: Vec<AgentIx>) -> (Vec<AgentIx>, Vec<AgentIx>) {
        let merges = self.merge_from.is_some();
        members.into_iter().partition(|member| merges && self.readers.is_foreign(base, *member))
    }

    /// Members that cannot be merged: of those that say the same, the one that was there first stands for the rest.
    fn kept_apart(
        &self,
        members: &[AgentIx],
        kept: impl Fn(AgentIx) -> Verdict,
        verdicts: &mut BTreeMap<AgentIx, Verdict>,
    ) {
        let mut first_of = BTreeMap::new();
        let mut members = members.to_vec();
        members.sort_by_key(|member| self.corpus.arrival(*member));
        for member in &members {
            let first = *first_of.entry(self.corpus.definition(*member).content).or_insert(*member);
            let stays = first == *member || self.readers.apart(first, *member).is_some();
            let verdict = if stays { kept(*member) } else { self.replaced(Lot::Copy, first, "identical to") };
            verdicts.insert(*member, verdict);
        }
    }

    fn replaced(&self, lot: Lot, by: AgentIx, how: &str) -> Verdict {
        Verdict { lot, because: format!("{how} {}", self.corpus.agent(by).id), by }
    }

    /// What becomes of a member that stands in no group.
    fn alone(&self, family: &Kindred, member: AgentIx) -> Verdict {
        let (because, relation) = (
            groups::alone(self.corpus, family, member, self.merge_from),
            groups::to_canonical(self.corpus, family, member),
        );
        match self.corpus.find(&family.canonical) {
            Some(canonical) if canonical == member => Verdict::kept(Lot::Stands, member, because),
            Some(canonical) if relation >= Some(Relation::Variant) => match self.readers.stays(canonical, member) {
                Some(because) => Verdict::kept(Lot::Stays, member, because),
                None => Verdict { lot: Lot::Job, because, by: canonical },
            },
            _ => Verdict::kept(Lot::Beside, member, because),
        }
    }
}

//! Who in a family comes from whom, as far as likeness tells.

use crate::model::{AgentIx, Analysis, Family, Kinfolk, Relation, Score};

/// A member and the one that it hangs on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Branch {
    /// The place of the member in its family.
    pub(super) member: usize,
    /// The place of the one nearest to it among those nearer to the canonical.
    pub(super) parent: usize,
    /// How the two are kin; `None` where nothing links the member to the others.
    pub(super) relation: Option<Relation>,
    /// How alike they are.
    pub(super) similarity: Score,
}

/// The family as a tree from its canonical on, in the order in which members join it: the maximum spanning tree of their
/// likenesses (R. C. Prim, Shortest connection networks and some generalizations, 1957).
pub(super) fn branches(analysis: &Analysis, family: &Family) -> Vec<Branch> {
    let members = &family.members;
    let root = members.iter().position(|member| *member == family.canonical).unwrap_or_default();
    let kin = analysis.kinfolk(family);
    let mut open: Vec<Branch> =
        (0..members.len()).filter(|at| *at != root).map(|member| branch(&kin, members, member, root)).collect();
    let mut joined = Vec::with_capacity(open.len());
    // Of two that are equally near, the first in the family joins first.
    while let Some(best) = nearest(&open) {
        let branch = open.swap_remove(best);
        for other in &mut open {
            let by = self::branch(&kin, members, other.member, branch.member);
            if (by.similarity, by.relation) > (other.similarity, other.relation) {
                *other = by;
            }
        }
        joined.push(branch);
    }
    joined
}

fn branch(kin: &Kinfolk<'_>, members: &[AgentIx], member: usize, parent: usize) -> Branch {
    let told = kin.between(members[member], members[parent]);
    let similarity = told.map_or(Score::NONE, |told| told.similarity);
    Branch { member, parent, relation: told.map(|told| told.relation), similarity }
}

fn nearest(open: &[Branch]) -> Option<usize> {
    let key = |at: &usize| (open[*at].similarity, std::cmp::Reverse(open[*at].member));
    (0..open.len()).max_by_key(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn every_member_but_the_canonical_joins_once() {
        let analysis = sample::analysis();
        let family = &analysis.families.families[0];
        let tree = branches(&analysis, family);
        let mut members: Vec<usize> = tree.iter().map(|branch| branch.member).collect();
        members.sort_unstable();
        let root = family.members.iter().position(|member| *member == family.canonical).unwrap();
        assert_eq!(members, (0..family.members.len()).filter(|at| *at != root).collect::<Vec<_>>());
    }
}

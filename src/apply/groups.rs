//! Which members of a family may become one at a level, and why the others may not.

use std::collections::BTreeMap;

use super::Kindred;
use crate::model::{AgentIx, Corpus, Relation};

/// Groups of two or more of which each is to become one agent, from `least` on.
///
/// A lineage is one text with its copies. From `variant` on whoever is that or closer to the canonical joins the canonical's
/// lineage; who is only kin to others of the family stays, since nobody has held it to do the canonical's job.
pub(super) fn of(corpus: &Corpus, family: &Kindred, least: Option<Relation>) -> Vec<Vec<AgentIx>> {
    let seats = |ids: &[String]| ids.iter().filter_map(|id| corpus.find(id)).collect::<Vec<_>>();
    let lineages: Vec<Vec<AgentIx>> = family.lineages.iter().map(|lineage| seats(lineage)).collect();
    let Some(least) = least.filter(|least| *least <= Relation::Variant) else { return several(lineages) };
    let canonical = corpus.find(&family.canonical);
    let own = lineages.iter().find(|lineage| canonical.is_some_and(|canonical| lineage.contains(&canonical)));
    let joins = |member: &AgentIx| {
        let to_canonical = family.to_canonical.get(&corpus.agent(*member).id);
        Some(*member) == canonical
            || own.is_some_and(|own| own.contains(member))
            || to_canonical.is_some_and(|relation| *relation >= least)
    };
    let first: Vec<AgentIx> = seats(&family.members).into_iter().filter(joins).collect();
    let mut out = vec![first.clone()];
    for lineage in lineages {
        let (gone, left): (Vec<_>, Vec<_>) = lineage.into_iter().partition(|member| first.contains(member));
        // A lineage without its middle may be no lineage: of what is left of one only copies to the letter stand for each other.
        out.extend(if gone.is_empty() { vec![left] } else { by_content(corpus, &left) });
    }
    several(out)
}

/// Why a member stands in no group.
pub(super) fn alone(corpus: &Corpus, family: &Kindred, member: AgentIx, least: Option<Relation>) -> String {
    let canonical = &family.canonical;
    if corpus.find(canonical) == Some(member) {
        return "suggested as the one to keep".to_owned();
    }
    match family.to_canonical.get(&corpus.agent(member).id) {
        Some(relation) if *relation >= Relation::Variant && least.is_some() => {
            format!("the same job as {canonical} in other words: --merge variant would make one of them")
        }
        Some(relation) if *relation >= Relation::Variant => {
            format!("the same job as {canonical} in other words, and nothing is to be merged")
        }
        Some(relation) => format!("only {relation} to {canonical}, which cannot stand for it"),
        None => format!("kin to others of its family, not to {canonical}, which cannot stand for it"),
    }
}

fn several(groups: Vec<Vec<AgentIx>>) -> Vec<Vec<AgentIx>> {
    groups.into_iter().filter(|group| group.len() > 1).collect()
}

/// Those that are copies of one another to the letter.
pub(super) fn by_content(corpus: &Corpus, members: &[AgentIx]) -> Vec<Vec<AgentIx>> {
    let mut out: BTreeMap<_, Vec<AgentIx>> = BTreeMap::new();
    for member in members {
        out.entry(corpus.definition(*member).content).or_default().push(*member);
    }
    out.into_values().collect()
}

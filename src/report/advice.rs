//! What a person would do about a relation (contract.md).

use super::figures;
use crate::model::{AgentIx, Analysis, Deed, Family, Relation};

/// What the relation means, in a sentence.
pub(crate) const fn meaning(relation: Relation) -> &'static str {
    match relation {
        Relation::Identical => "They say the same: line ends, spacing, quoting and the harness's spelling aside.",
        Relation::NearDuplicate => "One was made from the other, or both from a third.",
        Relation::Variant => "They do the same job in independent words.",
        Relation::Related => "They do neighbouring jobs that overlap.",
        Relation::Unrelated => "They have nothing to do with each other.",
    }
}

/// What to do, as an order.
pub(crate) const fn order(relation: Relation) -> &'static str {
    match relation {
        Relation::Identical => "Delete one.",
        Relation::NearDuplicate => "Look at the diff and keep one.",
        Relation::Variant => "Merge them into one.",
        Relation::Related => "Keep both; sharpen the descriptions if they are mixed up.",
        Relation::Unrelated => "Nothing to do.",
    }
}

/// What to do, in a few words.
pub(crate) const fn verb(deed: Deed) -> &'static str {
    match deed {
        Deed::Diff => "diff, keep one",
        other => other.name(),
    }
}

/// What to do with a member that stands in this relation to the suggested canonical: what `apply` does with it too.
pub(crate) fn deed(analysis: &Analysis, family: &Family, member: AgentIx, relation: Option<Relation>) -> Deed {
    let told = analysis.advice.get(&member).map(|advice| advice.deed);
    told.unwrap_or(match relation {
        _ if member == family.canonical => Deed::Keep,
        Some(Relation::Identical) => Deed::Delete,
        Some(Relation::NearDuplicate) => Deed::Diff,
        Some(Relation::Variant) => Deed::Merge,
        Some(Relation::Related | Relation::Unrelated) | None => Deed::Look,
    })
}

/// Why another member of a family is to be kept, where it is.
pub(crate) fn stays<'a>(analysis: &'a Analysis, family: &Family, member: AgentIx) -> Option<&'a str> {
    let advice = analysis.advice.get(&member)?;
    (advice.deed == Deed::Keep && member != family.canonical).then_some(advice.because.as_str())
}

/// `1 stays`, `2 stay`.
pub(crate) fn who_stay(n: usize) -> String {
    format!("{} {}", figures::thousands(n as u64), if n == 1 { "stays" } else { "stay" })
}

/// How many duplicates are to be kept all the same, behind their number.
pub(crate) fn of_which_stay(analysis: &Analysis) -> String {
    match staying(analysis) {
        0 => String::new(),
        some => format!(" ({})", who_stay(some)),
    }
}

/// How many duplicates are to be kept all the same.
pub(crate) fn staying(analysis: &Analysis) -> usize {
    let goes = |member: &&AgentIx| {
        analysis.advice.get(*member).is_none_or(|advice| matches!(advice.deed, Deed::Delete | Deed::Diff))
    };
    let lineages = analysis.families.families.iter().flat_map(|family| &family.lineages);
    let stay = |members: &[AgentIx]| members.len().saturating_sub(1 + members.iter().filter(goes).count());
    lineages.map(|lineage| stay(&lineage.members)).sum()
}

/// What is to be said of a member beside its relation to the canonical one: why it stays, or that another member stands for it.
pub(crate) fn remark(analysis: &Analysis, family: &Family, member: AgentIx) -> Option<String> {
    let advice = analysis.advice.get(&member)?;
    let by = || &analysis.corpus.agent(advice.by).id;
    let by_another = advice.by != family.canonical && advice.by != member;
    match advice.deed {
        Deed::Keep => stays(analysis, family, member).map(|because| format!("Stays: {because}.")),
        Deed::Delete if by_another => Some(format!("It says what {} says.", by())),
        Deed::Diff if by_another => Some(format!("It is nearest to {}.", by())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Advice, report::sample};

    #[test]
    fn who_stays_is_told_why_and_who_goes_for_whom() {
        let mut analysis = sample::analysis();
        let family = analysis.families.families[0].clone();
        let [copy, other, canonical] = family.members[..] else { panic!("{:?}", family.members) };
        assert_eq!(deed(&analysis, &family, copy, Some(Relation::NearDuplicate)), Deed::Diff, "by its relation alone");
        assert_eq!((deed(&analysis, &family, canonical, None), of_which_stay(&analysis)), (Deed::Keep, String::new()));
        let mut advise = |member, deed, by, because: &str| {
            analysis.advice.insert(member, Advice { deed, by, because: because.to_owned() });
        };
        advise(copy, Deed::Keep, copy, "it is a link");
        advise(canonical, Deed::Keep, canonical, "suggested as the one to keep");
        advise(other, Deed::Delete, copy, "identical to it");
        assert_eq!(stays(&analysis, &family, copy), Some("it is a link"));
        assert_eq!(remark(&analysis, &family, copy).as_deref(), Some("Stays: it is a link."));
        assert_eq!(remark(&analysis, &family, other).as_deref(), Some("It says what old/reviewer-copy.md says."));
        assert_eq!(of_which_stay(&analysis), " (1 stays)");
    }
}

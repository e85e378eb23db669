//! What a person would do about a relation (contract.md).

use crate::model::{AgentIx, Analysis, Relation};

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

/// What to do with a member that stands in this relation to the suggested canonical, in a few words.
pub(crate) const fn verb(relation: Option<Relation>) -> &'static str {
    match relation {
        Some(Relation::Identical) => "delete",
        Some(Relation::NearDuplicate) => "diff, keep one",
        Some(Relation::Variant) => "merge",
        Some(Relation::Related | Relation::Unrelated) | None => "look",
    }
}

/// What to do with whoever stays beside the canonical.
pub(crate) const KEEP: &str = "keep";

/// Why a member stays though it says what the canonical says: what `apply` says of it too. `None` where it need not, or where it
/// says something else anyway.
pub(crate) fn stays(analysis: &Analysis, member: AgentIx, relation: Option<Relation>) -> Option<&str> {
    let close = relation.is_some_and(|relation| relation >= Relation::Variant);
    analysis.stays.get(&member).filter(|_| close).map(String::as_str)
}

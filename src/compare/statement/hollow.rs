//! Words that say little beside what they stand with: whether one "supports", "guides" or "helps" the nurse, and whether
//! coverage is "ensured", "verified" or "maintained", is one instruction to most readers. They weigh less, they are not nothing.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::text::likeness::Reading;

/// Whether the item with this hash (see [`Reading`]) is the root of a hollow word.
pub(super) fn is_hollow(hash: u32) -> bool {
    static ROOTS: OnceLock<FxHashSet<u32>> = OnceLock::new();
    ROOTS.get_or_init(|| Reading::of(WORDS).said.iter().map(|item| item.hash).collect()).contains(&hash)
}

/// Verbs of doing something about it, nouns for how it is done, words for how well.
const WORDS: &str = "\
    achieve add address adopt align allow apply assess assist be begin bring build check collaborate complete conduct \
    confirm consider coordinate cover deal define deliver deploy design determine develop drive employ enable enforce \
    engage establish examine execute facilitate find focus follow generate get give guide handle help identify improve \
    include incorporate initialize introduce investigate keep leverage look maintain make manage master offer operate \
    partner prepare produce promote recommend require review run select set setup show specify start strengthen suggest \
    support take track try understand validate verify verified applied identified specified work \
    activity approach area aspect attention compliance component concept consideration detail effort element example \
    expert expertise experience factor feature function goal guidance guideline handling integration issue item level \
    management manner matter method methodology mode need objective option outcome part pattern point practice \
    preparation principle procedure process quality requirement responsibility result role rule scope selection service \
    setting solution specialist standard step strategy structure system tactic task technique thing tool usage user way \
    accurate actionable active actual advanced available basic best better careful common complete concise concrete \
    consistent consistently correct current deep detailed different easy efficient efficiently entire essential every \
    existing explicit fast first following full fully general given helpful high immediately important individual initial \
    key large main major many modern multiple new next optional other overall particular possible potential practical \
    precise primary production-ready real recent reliable right same scalable secure senior several significant simple \
    single skilled smooth specific strong successful suitable systematic systematically unique useful valid well whole";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_do_not_matter_and_subjects_are_not_hollow() {
        let hollow = |word: &str| Reading::of(word).said.iter().all(|item| is_hollow(item.hash));
        assert!(hollow("supports") && hollow("verified") && hollow("approaches"));
        assert!(!hollow("kubernetes") && !hollow("latency"));
    }
}

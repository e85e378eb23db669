//! Whose words stand for what several members say: a roster of rules, the strictest first. Each knows one reason.

mod base;
mod covering;
mod first;
mod longest;
mod majority;
mod newest;
mod unanimous;

/// One wording of what a group says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wording {
    /// Digest of the words.
    pub(super) key: u64,
    /// Whether it is the base's.
    pub(super) origin: Origin,
    /// Whether it says all that the others of the group say, and more.
    pub(super) reach: Reach,
    /// Distinct content words.
    pub(super) words: usize,
    /// Members that use it, copies counted each.
    pub(super) support: usize,
    /// When its file was last committed, in seconds since 1970; `None` where git does not know it.
    pub(super) committed: Option<i64>,
}

/// Where a wording stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Base,
    Other,
}

/// How much of what the group says a wording says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// What all of them say.
    Common,
    /// All of that, and more.
    More,
}

/// A reason to take one wording rather than another.
pub(super) trait Rule: Sync {
    /// Its name, as a merged statement gives it.
    fn name(&self) -> &'static str;

    /// The place of the wording to take; `None` where the rule has nothing to say. `group` is in member order, never empty.
    fn choose(&self, group: &[Wording]) -> Option<usize>;
}

/// Every rule, strictest first; the last always has an answer.
pub(super) const ALL: &[&dyn Rule] = &[
    &unanimous::Unanimous,
    &covering::Covering,
    &base::Base,
    &majority::Majority,
    &newest::Newest,
    &longest::Longest,
    &first::First,
];

/// Rules that decide only where the times of the files do not.
pub(super) const AFTER_NEWEST: &[&str] = &["longest", "first"];

/// What was chosen and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) at: usize,
    pub(super) rule: &'static str,
}

/// The wording that the first rule with an answer takes.
pub(super) fn choose(group: &[Wording]) -> Choice {
    let answer = |rule: &&dyn Rule| rule.choose(group).map(|at| Choice { at, rule: rule.name() });
    ALL.iter().find_map(answer).unwrap_or(Choice { at: 0, rule: "first" })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::merge) fn wording(key: u64, support: usize) -> Wording {
        Wording { key, origin: Origin::Other, reach: Reach::Common, words: 4, support, committed: None }
    }

    #[test]
    fn the_strictest_rule_with_an_answer_decides() {
        let base = Wording { origin: Origin::Base, ..wording(1, 1) };
        let more = Wording { reach: Reach::More, words: 6, ..wording(2, 1) };
        assert_eq!(choose(&[base, wording(1, 3)]), Choice { at: 0, rule: "unanimous" });
        assert_eq!(choose(&[base, wording(3, 9), more]), Choice { at: 2, rule: "covered-by" });
        assert_eq!(choose(&[base, wording(3, 9)]), Choice { at: 0, rule: "base" });
        assert_eq!(choose(&[wording(1, 1), wording(3, 2)]), Choice { at: 1, rule: "majority" });
        assert_eq!(choose(&[wording(1, 1), Wording { words: 9, ..wording(3, 1) }]), Choice { at: 1, rule: "longest" });
        assert_eq!(choose(&[wording(1, 1), wording(3, 1)]), Choice { at: 0, rule: "first" });
        let at = |time, of| Wording { committed: Some(time), ..of };
        let dated = [at(5, Wording { words: 9, ..wording(1, 1) }), at(8, wording(3, 1))];
        assert_eq!(choose(&dated), Choice { at: 1, rule: "newest" });
        assert_eq!(choose(&[dated[0], wording(3, 1)]).rule, "longest", "of one file nothing is known");
        let names: Vec<_> = ALL.iter().map(|rule| rule.name()).skip_while(|name| *name != "newest").skip(1).collect();
        assert_eq!(names, AFTER_NEWEST);
    }

    /// Why the base stands before majority and longest: with it behind them, a canonical merged with one of its members again
    /// would have other words.
    #[test]
    fn with_the_base_behind_a_second_merge_changes_the_first() {
        let behind: [&dyn Rule; 6] = [
            &unanimous::Unanimous,
            &covering::Covering,
            &majority::Majority,
            &newest::Newest,
            &longest::Longest,
            &base::Base,
        ];
        let taken = |group: &[Wording]| group[behind.iter().find_map(|rule| rule.choose(group)).unwrap()].key;
        let base = |key: u64, words: usize| Wording { origin: Origin::Base, words, ..wording(key, 1) };
        let (long, short) = (1, 2);
        let first = taken(&[base(long, 6), wording(short, 1), wording(short, 1)]);
        let again = taken(&[base(first, 4), Wording { words: 6, ..wording(long, 1) }]);
        assert_eq!((first, again), (short, long), "by majority, then by length");
        let ours = [base(long, 6), wording(short, 1), wording(short, 1)];
        assert_eq!(choose(&ours), Choice { at: 0, rule: "base" });
    }

    #[test]
    fn names_are_distinct() {
        let mut names: Vec<_> = ALL.iter().map(|rule| rule.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }
}

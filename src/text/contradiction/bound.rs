//! How an amount binds: as the most, as the least, or as it stands. "At most 3" and "5" cannot both be kept, "at most 3" and "2" can.

/// Which amounts keep to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// None above it.
    Most(u64),
    /// None below it.
    Least(u64),
    /// From the one to the other.
    Within(u64, u64),
}

impl Bound {
    /// Whether two that bind in two ways leave no amount that keeps to both. Of two that bind in one way this tells nothing:
    /// who follows the narrower follows both, and yet somebody has to say which is meant.
    pub(super) fn excludes(self, other: Self) -> bool {
        let ((low, high), (least, most)) = (self.ends(), other.ends());
        high < least || most < low
    }

    pub(super) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// The same without the amount at its end, which is one step of the smallest unit away: "more than ten" are not ten.
    pub(super) const fn open(self) -> Self {
        match self {
            Self::Most(most) => Self::Most(most.saturating_sub(1)),
            Self::Least(least) => Self::Least(least.saturating_add(1)),
            Self::Within(..) => self,
        }
    }

    const fn ends(self) -> (u64, u64) {
        match self {
            Self::Most(most) => (0, most),
            Self::Least(least) => (least, u64::MAX),
            Self::Within(low, high) => (low, high),
        }
    }
}

/// Which way the words of a sentence bind its amount, and the places of the words that say so; `None` where it is turned round
/// ("never go over 80") or binds in two ways.
pub(super) fn way(signs: &str, words: &[&str]) -> Option<(Way, Vec<usize>)> {
    let found = |(phrases, way): &(&[&[&str]], Way)| {
        let at = |phrase: &&[&str]| {
            words.windows(phrase.len()).position(|here| here == *phrase).map(|at| (at, phrase.len()))
        };
        phrases.iter().find_map(at).map(|(at, long)| (*way, (at..at + long).collect::<Vec<_>>()))
    };
    let (way, taken) = PHRASES.iter().find_map(found).unwrap_or((Way::AsItIs, Vec::new()));
    let turned = (0..words.len()).any(|at| !taken.contains(&at) && TURNS.contains(&words[at]));
    let signed = match (signs, way) {
        ("", way) => Some(way),
        ("<" | "≤", Way::AsItIs | Way::Most) => Some(Way::Most),
        (">" | "≥", Way::AsItIs | Way::Least) => Some(Way::Least),
        _ => None,
    };
    signed.filter(|_| !turned).map(|way| (way, taken))
}

/// Whether the words that bind an amount leave that itself out: "more than ten", "under ten".
pub(super) fn leaves_out(words: &[&str]) -> bool {
    let compares = |at: usize| matches!(words[at], "more" | "longer" | "greater" | "less" | "fewer" | "shorter");
    let denied = |at: usize| at > 0 && matches!(words[at - 1], "no" | "not");
    let told = (1..words.len()).any(|at| words[at] == "than" && compares(at - 1) && !denied(at - 1));
    told || words.iter().any(|word| matches!(*word, "under" | "below" | "over" | "above"))
}

/// Which way an amount binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Most,
    Least,
    AsItIs,
}

/// What says which way, the longer before what is a part of it.
const PHRASES: &[(&[&[&str]], Way)] = &[
    (
        &[
            &["no", "more", "than"],
            &["not", "more", "than"],
            &["no", "longer", "than"],
            &["not", "longer", "than"],
            &["must", "not", "exceed"],
            &["should", "not", "exceed"],
            &["do", "not", "exceed"],
            &["not", "exceed"],
            &["never", "exceed"],
            &["don't", "exceed"],
            &["a", "maximum", "of"],
            &["limited", "to"],
            &["limit"],
            &["or", "fewer"],
            &["or", "less"],
            &["at", "most"],
            &["up", "to"],
            &["less", "than"],
            &["fewer", "than"],
            &["shorter", "than"],
            &["within"],
            &["under"],
            &["below"],
            &["maximum"],
            &["max"],
        ],
        Way::Most,
    ),
    (
        &[
            &["no", "fewer", "than"],
            &["no", "less", "than"],
            &["not", "less", "than"],
            &["a", "minimum", "of"],
            &["or", "more"],
            &["at", "least"],
            &["more", "than"],
            &["longer", "than"],
            &["greater", "than"],
            &["over"],
            &["above"],
            &["minimum"],
            &["min"],
        ],
        Way::Least,
    ),
];

/// Words that turn round what a sentence says, or set its amount beside another.
const TURNS: &[&str] = &["not", "no", "never", "don't", "more", "most", "over", "under", "below", "above"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_way() {
        let of = |text: &str| way("", &text.split(' ').collect::<Vec<_>>()).map(|(way, _)| way);
        assert_eq!(of("run at most 3 agents"), Some(Way::Most));
        assert_eq!(of("no more than 3 agents"), Some(Way::Most));
        assert_eq!(of("write 500 words or more"), Some(Way::Least));
        assert_eq!(of("more than 500 words"), Some(Way::Least));
        assert_eq!(of("run 3 agents"), Some(Way::AsItIs));
        assert_eq!(of("never go over 80"), None);
        assert_eq!(of("over 80 but under 90"), None);
    }

    #[test]
    fn what_leaves_no_amount() {
        let (three, five) = (Bound::Most(3), Bound::Within(5, 5));
        assert!(three.excludes(five) && five.excludes(three));
        assert!(!three.excludes(Bound::Within(2, 4)) && !three.excludes(Bound::Least(3)));
        assert!(Bound::Least(5).excludes(three) && !Bound::Least(2).excludes(five));
        assert!(three.is_like(Bound::Most(9)) && !three.is_like(five));
    }
}

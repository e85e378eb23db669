//! Words that say the opposite of one another where all else is the same: "include" and "omit", "at least" and "at most", "read
//! access" and "write access".

use std::{borrow::Cow, sync::LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

/// Where a word stands among its opposites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pole {
    /// What its opposites and it are about.
    axis: usize,
    side: usize,
}

impl Pole {
    /// The words that stand for the side, and for the axis.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        let axis = &AXES[self.axis];
        (axis.sides[self.side][0], axis.sides[0][0])
    }

    /// Whether it turns an order round only where that begins with it.
    pub(super) fn heads(self) -> bool {
        AXES[self.axis].place == Place::Head
    }

    /// Whether both are of one axis.
    pub(super) fn is_beside(self, other: Pole) -> bool {
        self.axis == other.axis
    }

    /// Whether it is one of a few things of which a sentence means one ("daily", "weekly").
    pub(super) fn is_one_of_few(self) -> bool {
        matches!(AXES[self.axis].place, Place::Choice | Place::Manner)
    }

    /// Whether it tells how something is done, so that the deed alone tells what of.
    pub(super) fn tells_how(self) -> bool {
        AXES[self.axis].place == Place::Manner
    }

    /// Whether it is said of what it is about that it may be, or must be, done.
    pub(super) fn judges(self) -> bool {
        matches!(AXES[self.axis].sides[0][0], "mandatory" | "allowed")
    }

    /// Whether the words of its axis are so common that they say nothing of what a statement is about.
    pub(super) fn is_common(self) -> bool {
        AXES[self.axis].place == Place::Common
    }
}

/// Where a word, whose neighbours are these, stands among its opposites.
pub(super) fn pole(before: Option<&str>, word: &str, after: Option<&str>) -> Option<Pole> {
    let known = POLES.get(word).copied()?;
    let told = match word {
        "least" | "most" => before == Some("at"),
        "up" => after == Some("to"),
        "read" | "write" => after.is_some_and(|after| GRANTED.contains(&after)),
        "on" | "off" => before.is_some_and(|before| matches!(before, "turn" | "turned" | "switch" | "switched")),
        "out" | "back" => before.is_some_and(|before| matches!(before, "roll" | "rolled")),
        _ if known.judges() => before.is_some_and(is_being),
        "mobile" | "desktop" => after == Some("first"),
        "main" | "master" | "develop" => {
            after == Some("branch")
                || before == Some("branch") && after.is_none()
                || after.is_none() && before.is_some_and(|before| AT_BRANCHES.contains(&before))
        }
        _ => true,
    };
    told.then_some(known)
}

/// Whether something is said to be what stands behind this word.
fn is_being(before: &str) -> bool {
    matches!(before, "is" | "are" | "be" | "strictly" | "explicitly" | "always")
}

/// Whether a word can be one of those whose [`Pole::is_common`].
pub(super) fn may_be_common(word: &str) -> bool {
    POLES.get(word).is_some_and(|pole| pole.is_common())
}

/// Whether two sorted lists of poles are opposed: both speak of one axis, and of no side of it do both.
pub(super) fn opposed(a: &[Pole], b: &[Pole]) -> bool {
    let on = |poles: &[Pole], axis: usize| poles.iter().any(|pole| pole.axis == axis);
    let shared = |axis: usize| a.iter().any(|pole| pole.axis == axis && b.contains(pole));
    a.iter().any(|pole| on(b, pole.axis) && !shared(pole.axis))
}

/// Whether a verb takes away what it is said of: who covers its object does not cover it.
pub(super) fn takes_away(word: &str) -> bool {
    AWAY_FORMS.contains(word)
}

/// Where on a sentence the words of an axis turn it round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At its head: verbs.
    Head,
    /// Wherever they stand.
    Anywhere,
    /// Wherever they stand; they say nothing else.
    Common,
    /// Wherever they stand: the few things of one sort, of which each is as good as the other.
    Choice,
    /// The same of the ways in which something is done.
    Manner,
}

/// Words that are opposites: each side of an axis against all others.
struct Axis {
    place: Place,
    sides: &'static [&'static [&'static str]],
}

const fn axis(place: Place, sides: &'static [&'static [&'static str]]) -> Axis {
    Axis { place, sides }
}

const AXES: &[Axis] = &[
    axis(Place::Head, &[&["use", "include"], &["omit", "exclude", "skip"]]),
    axis(Place::Head, &[&["keep", "retain", "preserve"], &["delete", "remove", "drop", "discard"]]),
    axis(Place::Head, &[&["enable", "activate"], &["disable", "deactivate"]]),
    axis(
        Place::Head,
        &[&["accept", "allow", "permit", "approve"], &["reject", "deny", "forbid", "prohibit", "disallow", "block"]],
    ),
    axis(Place::Head, &[&["show", "display", "reveal"], &["hide", "conceal"]]),
    axis(Place::Head, &[&["report", "flag"], &["ignore", "suppress"]]),
    axis(Place::Head, &[&["lock"], &["unlock"]]),
    axis(Place::Head, &[&["install"], &["uninstall"]]),
    axis(Place::Head, &[&["load"], &["unload"]]),
    axis(Place::Head, &[&["mount"], &["unmount"]]),
    axis(Place::Head, &[&["encrypt"], &["decrypt"]]),
    axis(Place::Head, &[&["attach"], &["detach"]]),
    axis(Place::Head, &[&["connect"], &["disconnect"]]),
    axis(Place::Head, &[&["compress"], &["decompress"]]),
    axis(Place::Head, &[&["subscribe"], &["unsubscribe"]]),
    axis(Place::Head, &[&["minimize", "minimise"], &["maximize", "maximise"]]),
    axis(Place::Head, &[&["increase"], &["decrease", "reduce"]]),
    axis(Place::Anywhere, &[&["pass", "succeed"], &["fail"]]),
    axis(Place::Anywhere, &[&["true"], &["false"]]),
    axis(Place::Anywhere, &[&["above", "over"], &["below", "under", "beneath"]]),
    axis(Place::Common, &[&["all", "every", "each"], &["few", "some"], &["none"]]),
    axis(Place::Common, &[&["both"], &["neither"]]),
    axis(Place::Common, &[&["least", "minimum", "min"], &["most", "maximum", "max", "up"], &["exactly", "precisely"]]),
    axis(Place::Common, &[&["read"], &["write"]]),
    axis(Place::Anywhere, &[&["stop", "halt", "abort"], &["continue", "proceed"]]),
    axis(
        Place::Choice,
        &[
            &["hourly"],
            &["daily", "nightly"],
            &["weekly"],
            &["biweekly", "fortnightly"],
            &["monthly"],
            &["quarterly"],
            &["yearly", "annually"],
        ],
    ),
    axis(
        Place::Choice,
        &[
            &["json"],
            &["yaml", "yml"],
            &["xml"],
            &["toml"],
            &["csv"],
            &["html"],
            &["markdown"],
            &["pdf"],
            &["plaintext"],
        ],
    ),
    axis(Place::Choice, &[&["before"], &["after"]]),
    axis(Place::Choice, &[&["first"], &["last"]]),
    axis(
        Place::Choice,
        &[&["short", "brief", "terse", "concise", "succinct"], &["long", "lengthy", "verbose", "wordy"]],
    ),
    axis(Place::Choice, &[&["single"], &["double"]]),
    axis(Place::Choice, &[&["upper"], &["lower"]]),
    axis(
        Place::Choice,
        &[&["uppercase"], &["lowercase"], &["camelcase"], &["pascalcase"], &["snake_case"], &["kebab-case"]],
    ),
    axis(Place::Choice, &[&["tabs"], &["spaces"]]),
    axis(Place::Choice, &[&["left"], &["right"]]),
    axis(
        Place::Choice,
        &[
            &["claude"],
            &["gemini"],
            &["codex"],
            &["copilot"],
            &["cursor"],
            &["opencode"],
            &["qwen"],
            &["windsurf"],
            &["chatgpt"],
        ],
    ),
    axis(Place::Choice, &[&["ascending"], &["descending"]]),
    axis(Place::Choice, &[&["mandatory", "compulsory", "required", "obligatory"], &["optional"]]),
    axis(Place::Choice, &[&["allowed", "permitted"], &["forbidden", "prohibited", "disallowed", "banned"]]),
    axis(Place::Choice, &[&["on"], &["off"]]),
    axis(Place::Choice, &[&["out"], &["back"]]),
    axis(Place::Choice, &[&["if"], &["unless"]]),
    axis(Place::Choice, &[&["with"], &["without"]]),
    axis(Place::Choice, &[&["until", "till"], &["from"]]),
    axis(Place::Choice, &[&["anybody", "anyone", "everybody", "everyone"], &["nobody"]]),
    axis(Place::Choice, &[&["main", "master"], &["develop"]]),
    axis(Place::Choice, &[&["mobile"], &["desktop"]]),
    axis(Place::Choice, &[&["npm"], &["pnpm"], &["yarn"], &["bun"]]),
    axis(Place::Manner, &[&["parallel", "concurrently", "simultaneously"], &["sequentially", "serially"]]),
    axis(Place::Manner, &[&["manually"], &["automatically"]]),
    axis(Place::Manner, &[&["synchronously"], &["asynchronously"]]),
    axis(Place::Manner, &[&["online"], &["offline"]]),
    axis(Place::Choice, &[&["formal"], &["informal", "casual"]]),
    axis(Place::Choice, &[&["strict"], &["lenient"]]),
    axis(Place::Choice, &[&["british"], &["american"]]),
    axis(Place::Choice, &[&["jest"], &["vitest"], &["mocha"], &["jasmine"]]),
    axis(Place::Choice, &[&["pytest"], &["unittest"]]),
    axis(Place::Choice, &[&["postgresql", "postgres"], &["mysql"], &["sqlite"], &["mariadb"], &["mongodb"]]),
    axis(Place::Choice, &[&["pip"], &["poetry"], &["uv"], &["conda"]]),
];

/// What stands before the name of a branch.
const AT_BRANCHES: &[&str] = &["from", "to", "into", "on", "onto", "off", "against", "the", "is"];

/// What may be had for reading or for writing.
const GRANTED: &[&str] = &["access", "permission", "permissions", "rights", "mode", "only", "scope"];

/// Verbs that take away their object.
const AWAY: &[&str] = &[
    "omit",
    "drop",
    "stop",
    "skip",
    "exclude",
    "replace",
    "discard",
    "remove",
    "delete",
    "disable",
    "hide",
    "ignore",
    "reject",
    "deny",
    "forbid",
    "prohibit",
    "cease",
    "ban",
    "suppress",
    "eliminate",
    "prevent",
    "abandon",
    "discontinue",
];

static POLES: LazyLock<FxHashMap<Cow<'static, str>, Pole>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    for (at, axis) in AXES.iter().enumerate() {
        for (side, word) in
            axis.sides.iter().enumerate().flat_map(|(side, words)| words.iter().map(move |w| (side, *w)))
        {
            let pole = Pole { axis: at, side };
            let inflected = matches!(axis.place, Place::Head | Place::Anywhere)
                && !matches!(word, "true" | "false" | "above" | "over");
            let forms = if inflected { forms(word) } else { vec![Cow::Borrowed(word)] };
            out.extend(forms.into_iter().map(|form| (form, pole)));
        }
    }
    out
});

static AWAY_FORMS: LazyLock<FxHashSet<Cow<'static, str>>> =
    LazyLock::new(|| AWAY.iter().flat_map(|verb| forms(verb)).collect());

/// The forms of an English verb.
fn forms(verb: &'static str) -> Vec<Cow<'static, str>> {
    let bare = verb.strip_suffix('e').unwrap_or(verb);
    // "Drop", "dropped": a short vowel before the last letter doubles it.
    let doubled = matches!(verb, "omit" | "drop" | "stop" | "skip" | "permit" | "ban" | "flag");
    let stem = if doubled { format!("{verb}{}", &verb[verb.len() - 1..]) } else { bare.to_owned() };
    let thirds = if verb.ends_with("ss") { format!("{verb}es") } else { format!("{verb}s") };
    vec![Cow::Borrowed(verb), thirds.into(), format!("{stem}ing").into(), format!("{stem}ed").into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Pole> {
        let words: Vec<&str> = text.split(' ').collect();
        let at = |place: Option<usize>| place.and_then(|place| words.get(place).copied());
        (0..words.len()).filter_map(|nth| pole(at(nth.checked_sub(1)), words[nth], at(Some(nth + 1)))).collect()
    }

    #[test]
    fn opposites_are_told_from_neighbours() {
        for (a, b) in [
            ("use oil", "omit oil"),
            ("at least two", "at most two"),
            ("up to two", "exactly two"),
            ("read access", "write access"),
            ("all lamps", "few lamps"),
            ("the check passes", "the check fails"),
            ("keep oil", "delete oil"),
            ("oil daily", "oil weekly"),
        ] {
            assert!(opposed(&of(a), &of(b)), "{a} | {b}");
        }
        for (a, b) in [
            ("keep oil", "use oil"),
            ("read the log", "write the log"),
            ("the least of it", "most of it"),
            ("read access", "read access or write access"),
            ("use oil", "oil"),
        ] {
            assert!(!opposed(&of(a), &of(b)), "{a} | {b}");
        }
    }

    #[test]
    fn verbs_take_away_in_all_their_forms() {
        for form in ["omitted", "dropping", "removes", "replaced", "stop"] {
            assert!(takes_away(form), "{form}");
        }
        assert!(!takes_away("dropdown"));
    }
}

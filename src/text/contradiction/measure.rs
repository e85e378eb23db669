//! Numbers: years of experience, and amounts in sentences that are otherwise alike.

use std::borrow::Cow;

use super::{
    Claim, Standing,
    bound::{self, Bound, Way},
    deed::root,
    is_number, units,
};
use crate::text::{
    count::spelt,
    verbs::is_verb,
    words::{is_stop, stem, words as words_of},
};

/// The years of experience that the agent is said to have.
pub(super) fn years(words: &[&str]) -> Option<Claim> {
    let mut spots = words
        .iter()
        .enumerate()
        .filter(|(_, word)| is_number(word))
        .filter(|(at, _)| words[at + 1..].iter().take(3).any(|word| matches!(*word, "years" | "year" | "yrs")));
    let (at, number) = spots.next()?;
    // Two spans of years in one sentence are about two things.
    let only = spots.next().is_none();
    let own = words[..at].iter().any(|word| matches!(*word, "you" | "your" | "you're" | "i" | "i'm"));
    let experience = words[at..].iter().take(10).any(|word| matches!(*word, "experience" | "expertise"));
    (only && own && experience).then(|| Claim::new("years of experience", &years_of(number), ""))
}

fn years_of(number: &str) -> String {
    format!("{} years", number.trim_end_matches('+'))
}

/// The numbers in a sentence, under what the rest of the sentence says: amounts, and versions of what is named.
pub(super) fn amount(sentence: &str, words: &[&str], standing: Standing) -> Option<Claim> {
    /// A sentence with more numbers is an account of something.
    const MOST: usize = 3;
    let numbers = numbers(sentence, words)?;
    if numbers.is_empty() || numbers.len() > MOST {
        return None;
    }
    let signs = signs(sentence);
    let bound = bound(&numbers, words, &signs);
    let (said, turns) = match &bound {
        Some((_, taken)) => (rest(words, &numbers, taken), time(words, &numbers[0])),
        None => (rest(words, &numbers, &[]), format!("{signs} {}", denials(words))),
    };
    // With few other words, two sentences mean the same thing only where a bound is set or a version is named.
    let sure = numbers.iter().any(|number| number.is_version || is_share(sentence, words[number.at]))
        || is_bound(words)
        || numbers.iter().any(|number| counts_things(words, number) || is_told_of(sentence, words, number));
    let fewest = match numbers.as_slice() {
        [only] if is_setting(sentence, words, only) => 1,
        // "At most 3 retries" says all there is to say.
        [_] if standing == Standing::Alone && matches!(bound, Some((Bound::Most(_) | Bound::Least(_), _))) => 1,
        _ if sure => 2,
        _ => 3,
    };
    let consent = asks_consent(words, &said);
    let turns = if consent { String::new() } else { turns };
    let enough = said.len() >= fewest || consent;
    let under =
        format!("amount {} {turns} {}", if bound.is_some() { 1 } else { numbers.len() }, telling(&said).join(" "));
    let stance = numbers.iter().map(|number| number.told.as_str()).collect::<Vec<_>>().join(", ");
    let claim = || Claim { bound: bound.map(|(bound, _)| bound), ..Claim::new(&under, &stance, "") };
    enough.then(claim)
}

/// Whether something happens before or after so many.
fn time(words: &[&str], number: &Number) -> String {
    let before = number.at.checked_sub(1).map_or("", |at| words[at]);
    if matches!(before, "before" | "after") { before.to_owned() } else { String::new() }
}

/// What a sentence says beside its numbers and the words at the places of `taken`: each word once, without its ending.
fn rest<'w>(words: &[&'w str], numbers: &[Number], taken: &[usize]) -> Vec<Cow<'w, str>> {
    let is_number = |at: usize| numbers.iter().any(|number| (number.at..=number.last).contains(&at));
    // "Retry 3 times" counts retries.
    let counted = |at: usize| at > 0 && is_number(at - 1) && matches!(words[at], "times" | "time");
    let said =
        (0..words.len()).filter(|at| !is_number(*at) && !taken.contains(at) && !counted(*at)).map(|at| words[at]);
    let dimensions = numbers.iter().filter_map(|number| number.dimension).map(Into::into);
    let mut out: Vec<Cow<'w, str>> = said.filter(|word| !is_stop(word)).map(stem).chain(dimensions).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// How the one amount of a sentence binds, one number or from one to another, and the places of the words that say so.
fn bound(numbers: &[Number], words: &[&str], signs: &str) -> Option<(Bound, Vec<usize>)> {
    if numbers.iter().any(|number| number.is_version) {
        return None;
    }
    let (way, taken) = bound::way(signs, words)?;
    let bound = match (numbers, way) {
        ([only], _) if only.is_open => Bound::Least(only.amount?),
        ([only], Way::Most) => Bound::Most(only.amount?),
        ([only], Way::Least) => Bound::Least(only.amount?),
        ([only], Way::AsItIs) => Bound::Within(only.amount?, only.amount?),
        ([from, to], Way::AsItIs) if is_span(words, from, to) => Bound::Within(from.amount?, to.amount?),
        _ => return None,
    };
    let open = !taken.is_empty() && bound::leaves_out(&taken.iter().map(|at| words[*at]).collect::<Vec<_>>());
    Some((if open { bound.open() } else { bound }, taken))
}

/// Whether two numbers are the ends of one amount: "2-4 sentences", "2 to 4 sentences".
fn is_span(words: &[&str], from: &Number, to: &Number) -> bool {
    let between = &words[from.last + 1..to.at];
    from.dimension.or(to.dimension).is_none() && from.amount < to.amount && (between.is_empty() || between == ["to"])
}

/// What of the rest tells of what the amount is one: not the verb that asks for it, nor that it is of the answer. An amount of
/// approvals is one of whatever is approved.
fn telling<'r>(said: &'r [Cow<'_, str>]) -> Vec<&'r str> {
    let consent = said.iter().any(|word| CONSENTS.contains(&word.as_ref()));
    let tells =
        |word: &&str| !(GENERAL.contains(word) || consent && (APPROVED.contains(word) || CONSENTS.contains(word)));
    let told = said.iter().map(AsRef::as_ref).filter(tells);
    told.map(root).chain(consent.then_some("approval")).collect()
}

/// Whether all that is counted is who has to agree.
fn asks_consent(words: &[&str], said: &[Cow<'_, str>]) -> bool {
    telling(said) == ["approval"] && words.iter().any(|word| NEEDED.contains(word))
}

/// Verbs that ask for an amount whatever it is of, and names of the answer that it is one of.
const GENERAL: &[&str] = &[
    "aim",
    "answer",
    "contain",
    "ensure",
    "give",
    "have",
    "include",
    "keep",
    "limit",
    "maintain",
    "make",
    "output",
    "produce",
    "provide",
    "reply",
    "respond",
    "response",
    "restrict",
    "set",
    "stay",
    "use",
    "write",
    "always",
    "target",
    "need",
    "require",
    "start",
    "spawn",
    "launch",
    "allow",
    "per",
    "long",
    "length",
    "total",
    "enough",
    "sufficient",
    "acceptable",
];

/// Who agrees, and to what.
const CONSENTS: &[&str] = &["approval", "approver", "reviewer", "signoff"];
const APPROVED: &[&str] = &[
    "merge",
    "merging",
    "pull",
    "request",
    "pr",
    "change",
    "required",
    "needed",
    "enough",
    "sufficient",
    "suffice",
    "get",
    "obtain",
    "wait",
    "main",
    "branch",
    "code",
    "land",
    "landing",
    "each",
    "every",
];

/// What says that something has to be had.
const NEEDED: &[&str] = &[
    "require",
    "requires",
    "required",
    "need",
    "needs",
    "needed",
    "enough",
    "sufficient",
    "suffices",
    "merge",
    "merging",
    "after",
    "before",
    "get",
    "obtain",
];

/// A number of a sentence.
struct Number {
    /// The first of its words and the last, its unit.
    at: usize,
    last: usize,
    /// What it comes to, in figures.
    told: String,
    /// What it measures, where a unit says so.
    dimension: Option<&'static str>,
    /// The same as a number that can be held against others, where it is one.
    amount: Option<u64>,
    /// Whether more than it will do: "3+".
    is_open: bool,
    is_version: bool,
}

/// The numbers of a sentence in their order; `None` where one of them is a label or no plain number.
fn numbers(sentence: &str, words: &[&str]) -> Option<Vec<Number>> {
    let is_figure = |word: &str| is_number(word) || spelt(word).is_some();
    // "One" is a pronoun more often than an amount: it counts where nothing else does.
    let other = words.iter().any(|word| is_figure(word) && *word != "one");
    let counts = |at: &usize| is_figure(words[*at]) && !(other && words[*at] == "one");
    (0..words.len()).filter(counts).map(|at| number(sentence, words, at)).collect()
}

fn number(sentence: &str, words: &[&str], at: usize) -> Option<Number> {
    let word = words[at];
    let labels = at > 0 && LABELS.contains(&stem(words[at - 1]).as_ref());
    // What begins a sentence with a figure counts the sentences.
    if labels || at == 0 && spelt(word).is_none() && !is_share(sentence, word) {
        return None;
    }
    let figures = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (figure, glued) = match spelt(word) {
        Some(figure) => (figure, ""),
        None => word.split_at(figures),
    };
    let behind = words.get(at + 1).copied().unwrap_or("");
    let half = if glued.is_empty() { behind } else { glued };
    // A time of the day is no amount: nothing is within it.
    if matches!(half, "am" | "pm") {
        let last = at + usize::from(glued.is_empty());
        let told = format!("{figure} {half}");
        let dimension = Some("time of day");
        return Some(Number { at, last, told, dimension, amount: None, is_open: false, is_version: false });
    }
    let unit = if glued.is_empty() { behind } else { glued };
    if let Some(measured) = units::measured(figure, unit) {
        let last = at + usize::from(glued.is_empty());
        let dimension = Some(measured.dimension);
        let amount = Some(measured.least);
        return Some(Number { at, last, told: measured.amount, dimension, amount, is_open: false, is_version: false });
    }
    if !matches!(glued, "" | "+") {
        return None;
    }
    let is_version = at > 0
        && spelt(word).is_none()
        && (figure.matches('.').count() > 1
            || at > 1 && names_a_version(sentence, word)
            || at == 1 && names_a_version(sentence, word) && !is_verb(words[0]));
    let told = if is_version { format!("{} {figure}{glued}", words[at - 1]) } else { format!("{figure}{glued}") };
    let amount = units::thousandths(figure);
    Some(Number { at, last: at, told, dimension: None, amount, is_open: glued == "+", is_version })
}

/// Whether a number counts what stands right behind it: "three findings".
fn counts_things(words: &[&str], number: &Number) -> bool {
    let thing = words.get(number.last + 1);
    number.dimension.is_none() && thing.is_some_and(|thing| !is_stop(thing) && stem(thing).len() < thing.len())
}

/// Whether a number is said to be what something named before it comes to: "the timeout is 30 seconds", "Timeout: 30 seconds".
fn is_told_of(sentence: &str, words: &[&str], number: &Number) -> bool {
    let said = words[..number.at].last().is_some_and(|word| matches!(*word, "is" | "are" | "be"));
    let label = || sentence.split_once([':', '=']).is_some_and(|(label, _)| words_of(label).len() == number.at);
    number.dimension.is_some() && (said || label())
}

/// Whether a number is all that stands behind a name and a sign: "Timeout: 30".
fn is_setting(sentence: &str, words: &[&str], number: &Number) -> bool {
    let label = |(label, _): (&str, &str)| words_of(label).len() == number.at;
    number.last + 1 == words.len() && sentence.split_once([':', '=', '<', '>', '≤', '≥']).is_some_and(label)
}

/// Whether a number is so many of a hundred: "80 %".
fn is_share(sentence: &str, number: &str) -> bool {
    let behind = sentence.split_once(number).map_or("", |(_, rest)| rest);
    behind.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('%')
}

/// Whether a limit is set.
fn is_bound(words: &[&str]) -> bool {
    let bounds = [
        "most",
        "least",
        "within",
        "maximum",
        "minimum",
        "max",
        "min",
        "limit",
        "exceed",
        "exactly",
        "timeout",
        "threshold",
        "port",
        "over",
        "above",
        "below",
        "under",
    ];
    words.iter().any(|word| bounds.contains(word)) || words.windows(2).any(|pair| pair == ["up", "to"])
}

/// Whether the number stands right behind a name ("Nuxt 4"), which it then belongs to.
fn names_a_version(sentence: &str, number: &str) -> bool {
    let before = sentence.find(number).map_or("", |at| &sentence[..at]);
    let name = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    before.ends_with(' ') && name.starts_with(char::is_uppercase) && name.ends_with(char::is_alphanumeric)
}

/// Signs that compare: below a number is another topic than above it.
fn signs(sentence: &str) -> String {
    sentence.chars().filter(|c| matches!(c, '<' | '>' | '≤' | '≥' | '~')).collect()
}

/// Stop words that turn a sentence round, so that "at least 5" and "no more than 10" are two topics; what sets the most is one
/// however it is said.
fn denials(words: &[&str]) -> String {
    let turns = ["not", "no", "never", "more", "most", "over", "under", "below", "above", "before", "after"];
    let joined = words.join(" ");
    let most = MOST.iter().any(|way| format!(" {joined} ").contains(&format!(" {way} ")));
    if most {
        return "most".to_owned();
    }
    words.iter().filter(|word| turns.contains(word)).copied().collect::<Vec<_>>().join(" ")
}

/// How the most of something is set.
const MOST: &[&str] = &[
    "at most",
    "up to",
    "no more than",
    "not more than",
    "a maximum of",
    "max",
    "maximum",
    "not exceed",
    "never exceed",
];

/// Words before a number that is a label, not an amount.
const LABELS: &[&str] = &[
    "step",
    "phase",
    "part",
    "section",
    "chapter",
    "example",
    "level",
    "option",
    "tier",
    "stage",
    "week",
    "day",
    "page",
    "case",
    "agent",
    "reviewer",
    "figure",
    "table",
    "appendix",
    "wave",
    "sprint",
    "milestone",
    "iteration",
    "batch",
    "round",
    "question",
    "rule",
    "task",
    "item",
    "pattern",
    "scenario",
    "requirement",
    "layer",
    "type",
    "group",
    "priority",
    "issue",
    "pr",
    "line",
    "article",
    "chapter",
    "team",
    "track",
    "pass",
    "gate",
    "point",
    "principle",
    "approach",
    "method",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_the_agents_own() {
        let own = years(&["you", "are", "a", "smith", "with", "20", "years", "of", "experience"]);
        assert_eq!(own.map(|claim| claim.stance).as_deref(), Some("20 years"));
        assert_eq!(years(&["hire", "smiths", "with", "20", "years", "of", "experience"]), None);
    }

    #[test]
    fn amounts_stand_under_the_rest_of_their_sentence() {
        let five = amount("", &["retry", "failed", "calls", "5", "times"], Standing::Alone);
        let nine = amount("", &["retry", "failed", "calls", "9", "times"], Standing::Alone);
        assert_eq!(five.as_ref().map(|c| c.topic), nine.as_ref().map(|c| c.topic));
        assert_ne!(five, nine);
        assert_eq!(
            five,
            amount("", &["retry", "failed", "calls", "five", "times"], Standing::Alone),
            "written out or not"
        );
        assert_eq!(
            amount("", &["wait", "5", "seconds"], Standing::Alone),
            None,
            "too little to be sure that both mean the same"
        );
    }
}

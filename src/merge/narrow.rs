//! What a longer statement adds may narrow what a shorter one asks for: who logs errors in debug mode does not log errors.

use std::borrow::Cow;

use super::phrase::{Phrase, Word};
use crate::text::{
    likeness::{chunks, root},
    verbs::{is_verb, is_verb_form, orders},
    words::words,
};

/// Whether `more`, which has all telling words of `less`, asks for some of them in fewer cases, of fewer things, or only speaks
/// of doing them.
pub(super) fn narrows(more: &str, less: &str) -> bool {
    if legs(less) > 1 && legs(more) != legs(less) {
        return true;
    }
    let (more, less) = (read(more), read(less));
    let known: Vec<&str> = less.iter().map(|word| word.root.as_str()).collect();
    let more = More { words: &more, known: &known };
    let mut parts = less.chunk_by(|one, next| one.clause == next.clause).filter_map(Wanted::of);
    parts.any(|wanted| !more.grants(&wanted))
}

/// How many legs a way has: who goes on behind the last one comes to another place.
fn legs(text: &str) -> usize {
    1 + text.matches('→').count() + text.matches("->").count()
}

/// The words of a text by clause. A mark before what binds or narrows begins no clause of its own.
fn read(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let (mut clause, mut opens, mut before) = (0, true, ' ');
    for (part, mark) in clauses(text) {
        let part = slashes_as_words(part);
        let told = words(&part);
        let compound = part.split_whitespace().next().is_some_and(is_compound);
        let goes_on = !opens && !compound && mark_is_soft(&told);
        clause += usize::from(!goes_on);
        for (chunk, is_name) in chunks(&part) {
            let told = words(chunk).into_iter();
            let begun = out.last().filter(|word| word.clause == clause).map_or(before, |word| word.mark);
            let (mark, in_compound) = (begun, is_compound(chunk));
            let word = |text: String| {
                let root = root(&text).into_owned();
                Word { text, root, clause, opens, mark, is_name, in_compound }
            };
            out.extend(told.map(word));
        }
        before = mark;
        opens = matches!(mark, '.' | '!' | '?' | ';' | '\n' | '。');
    }
    out
}

/// Whether a word is one of several with hyphens between: the little words in it bind nothing.
fn is_compound(word: &str) -> bool {
    word.trim_matches(|c: char| !c.is_alphanumeric()).contains('-')
}

/// A text where a slash between two words says "or": "oil/gas lamps".
fn slashes_as_words(text: &str) -> Cow<'_, str> {
    if !text.contains('/') {
        return Cow::Borrowed(text);
    }
    let (mut out, mut before) = (String::with_capacity(text.len() + 4), ' ');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let between = before.is_alphabetic() && chars.peek().is_some_and(|next| next.is_alphabetic());
        match c {
            '/' if between => out.push_str(" or "),
            _ => out.push(c),
        }
        before = c;
    }
    Cow::Owned(out)
}

/// Whether what stands behind a mark belongs to what stands before it: "ring the bell (in fog)".
fn mark_is_soft(told: &[String]) -> bool {
    let narrow = |word: &String| CONDITIONS.contains(&word.as_str()) || NARROWING.contains(&word.as_str());
    told.first().is_some_and(narrow) && !is_example(told)
}

/// Whether words only name an example, or say how things are in general.
fn is_example(told: &[String]) -> bool {
    matches!(told, [first, second, ..] if EXAMPLES.contains(&(first.as_str(), second.as_str())))
}

/// The parts of a text between its marks, each with the mark behind it. A mark inside a word, such as a name's, parts nothing.
fn clauses(text: &str) -> Vec<(&str, char)> {
    let (mut out, mut start) = (Vec::new(), 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let spaced = chars.peek().is_none_or(|(_, next)| next.is_whitespace() || *next == '*');
        let dash = matches!(c, '-' | '/' | '+' | '&') && text[..at].ends_with(' ');
        let ends = match c {
            '.' | '!' | '?' | ':' => spaced,
            '-' | '/' | '+' | '&' => dash && spaced,
            ',' | ';' | '(' | ')' | '\n' | '\u{2014}' | '\u{2013}' | '→' | '。' | '、' | '，' | '：' | '（' => {
                true
            }
            _ => false,
        };
        if ends {
            out.push((&text[start..at], c));
            start = at + c.len_utf8();
        }
    }
    out.push((&text[start..], ' '));
    out
}

/// What a clause says.
struct Wanted<'w> {
    clause: &'w [Word],
    /// The roots of its telling words, in order.
    roots: Vec<&'w str>,
    /// Whether it orders or asserts something: the name of a thing is said whatever is added to it.
    asks: bool,
}

impl<'w> Wanted<'w> {
    fn of(clause: &'w [Word]) -> Option<Self> {
        let leads = |word: &&Word| word.is_one_of(LEADS) || word.text.ends_with("ly");
        let told: Vec<String> = clause.iter().skip_while(leads).map(|word| word.text.clone()).collect();
        let asserts = || clause.iter().skip(1).any(|word| word.is_one_of(ASSERTS));
        let mut roots: Vec<&str> = Vec::new();
        for word in clause.iter().filter(|word| word.tells()) {
            if !roots.contains(&word.root.as_str()) {
                roots.push(&word.root);
            }
        }
        (!roots.is_empty()).then(|| Self { asks: orders(&told) || asserts(), roots, clause })
    }
}

/// A longer statement.
struct More<'m> {
    words: &'m [Word],
    /// The roots of all words of the shorter one.
    known: &'m [&'m str],
}

impl More<'_> {
    /// Whether somewhere all that is wanted stands in one place, and nothing added there narrows it. What stands nowhere in the
    /// same words was told by other means.
    fn grants(&self, wanted: &Wanted<'_>) -> bool {
        let windows = self.windows(wanted);
        let phrase = Phrase::of(wanted.clause, &wanted.roots, self.known, wanted.asks);
        let granted = |(first, last): &(usize, usize)| {
            self.is_one_place(wanted, *first, *last)
                && (!wanted.asks || self.is_free(*first, *last))
                && !phrase.is_changed(self.words, *first, *last)
        };
        windows.is_empty() || windows.iter().any(granted)
    }

    /// The shortest runs that hold all that is wanted: for each end the latest begin.
    fn windows(&self, wanted: &Wanted<'_>) -> Vec<(usize, usize)> {
        let mut last = vec![None; wanted.roots.len()];
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let Some(place) = wanted.roots.iter().position(|root| *root == word.root) else { continue };
            last[place] = Some(at);
            if let Some(first) = last.iter().copied().min().flatten() {
                out.push((first, at));
            }
        }
        out
    }

    /// Whether a run lies in one clause, or says what is wanted in the same order across a single mark, such as that of a label:
    /// "Lamps: oiled daily" says that lamps are oiled daily, "Daily: lamps, oil" does not.
    fn is_one_place(&self, wanted: &Wanted<'_>, first: usize, last: usize) -> bool {
        let run = &self.words[first..=last];
        let across = run[run.len() - 1].clause - run[0].clause;
        let mut told: Vec<&str> = Vec::new();
        for word in run.iter().filter(|word| wanted.roots.contains(&word.root.as_str())) {
            if !told.contains(&word.root.as_str()) {
                told.push(&word.root);
            }
        }
        across == 0
            || across == 1 && told == wanted.roots && !self.ends_a_sentence(first, last)
            || self.is_item_of_label(wanted, first, last)
    }

    /// Whether within a run a sentence ends: the next one says something else.
    fn ends_a_sentence(&self, first: usize, last: usize) -> bool {
        let clause = self.words[first].clause;
        self.words[first..=last].iter().any(|word| word.clause != clause && word.opens)
    }

    /// Whether a run begins in a label that names the sort, and ends with an item of that sort which says nothing else: "Knots:
    /// reef, sheet bend" says "reef knots", but "Fishing risks: market changes" no "market risks".
    fn is_item_of_label(&self, wanted: &Wanted<'_>, first: usize, last: usize) -> bool {
        let (label, item) = (self.words[first].clause, self.words[last].clause);
        let of = |clause: usize| self.words.iter().filter(move |word| word.clause == clause && word.tells());
        let is_wanted = |word: &Word| wanted.roots.contains(&word.root.as_str());
        let sort = wanted.roots.last().is_some_and(|sort| of(label).any(|word| word.root == *sort));
        let has = |root: &&str| of(label).chain(of(item)).any(|word| word.root == **root);
        self.words[first].opens && sort && of(item).all(is_wanted) && wanted.roots.iter().all(has)
    }

    fn is_free(&self, first: usize, last: usize) -> bool {
        let (head, tail) = (self.words[first].clause, self.words[last].clause);
        let begin = self.words.partition_point(|word| word.clause < head);
        let end = self.words.partition_point(|word| word.clause <= tail);
        let end = (last + 1..end).find(|at| self.turns_away(*at) || self.is_purpose(*at)).unwrap_or(end);
        let narrowed = (begin..end).any(|at| self.is_narrowing(at, end) || self.is_in_part(at));
        let chosen = self.words[first].is_one_of(GRAVE) && self.says_which(first, last);
        !narrowed && !chosen && !self.is_spoken_of(begin, first) && !self.stands_under_a_case(begin)
    }

    /// Whether within a run stands a word that the shorter one has not, and that tells which of its things are meant.
    fn says_which(&self, first: usize, last: usize) -> bool {
        let new = |word: &Word| word.tells() && !self.known.contains(&word.root.as_str());
        self.words[first..=last].iter().any(|word| new(word) && !word.text.ends_with("ly"))
    }

    /// Whether another thing is said from this word on: "… and at dusk", "… and trim the wick".
    fn turns_away(&self, at: usize) -> bool {
        let joins = self.words[at].is_one_of(&["and", "or", "but", "then"]);
        let next = || self.words.get(at + 1);
        joins
            && next().is_none_or(|next| is_verb(&next.text) || next.is_one_of(NARROWING) || next.is_one_of(CONDITIONS))
    }

    /// Whether at this place begins what something is done for: "… to align with the tide table". It binds nothing before it.
    fn is_purpose(&self, at: usize) -> bool {
        self.words[at].text == "to" && self.words.get(at + 1).is_some_and(|next| is_verb(&next.text))
    }

    /// Whether at this place begins something that the shorter one does not say, and that binds what stands beside it to a case,
    /// a place or a sort.
    fn is_narrowing(&self, at: usize, end: usize) -> bool {
        let (word, next) = (&self.words[at], self.words.get(at + 1).filter(|_| at + 1 < end));
        let Some(next) = next else { return false };
        let plain = EXAMPLES.contains(&(word.text.as_str(), next.text.as_str())) || self.is_purpose(at);
        let new = |told: &&Word| !self.known.contains(&told.root.as_str());
        let mut told = self.words[at + 1..end].iter().filter(|word| word.tells() && !word.picks_nothing());
        // A condition holds where all of it does: "if it is merged and the owner agrees".
        let conditional = word.is_one_of(CONDITIONS);
        // "Over gas" tells what it is better than, "over 10 pages" which ones are meant.
        let measured = word.text == "over" && next.text.starts_with(|c: char| c.is_ascii_digit());
        conditional && told.clone().any(|told| new(&told))
            || (measured || word.is_one_of(NARROWING)) && !plain && told.next().is_some_and(|told| new(&told))
    }

    /// Whether the word here, which the shorter one has not, says that something is done in part or not always.
    fn is_in_part(&self, at: usize) -> bool {
        let word = &self.words[at];
        word.is_one_of(IN_PART) && !self.known.contains(&word.root.as_str())
    }

    /// Whether another verb stands before what is wanted, which is then only spoken of: "discuss whether to delete it".
    fn is_spoken_of(&self, begin: usize, first: usize) -> bool {
        let head = &self.words[begin..first];
        let new = |word: &Word| is_verb_form(&word.text) && word.tells() && !self.known.contains(&word.root.as_str());
        // "Use the glass to log errors": with another thing it is not asked for.
        let by_means = head.last().is_some_and(|word| word.text == "to")
            && head.iter().any(|word| word.tells() && !self.known.contains(&word.root.as_str()));
        let joined = head.iter().rev().take(2).any(|word| word.is_one_of(&["and", "or", "then"]));
        let leads = |word: &&Word| word.is_one_of(LEADS);
        let verb = head.iter().find(|word| !leads(word));
        !joined && verb.is_some_and(|verb| new(verb) || is_verb(&verb.text) && by_means)
    }

    /// Whether the clause before this place begins the sentence with a case: "In fog, ring the bell".
    fn stands_under_a_case(&self, begin: usize) -> bool {
        let Some(before) = begin.checked_sub(1).map(|at| self.words[at].clause) else { return false };
        if self.words[begin].opens {
            return false;
        }
        let first = self.words.partition_point(|word| word.clause < before);
        self.words[first].opens && self.is_narrowing(first, begin)
    }
}

/// What may stand before a verb that orders.
const LEADS: &[&str] = &[
    "always", "never", "please", "you", "must", "should", "shall", "will", "do", "not", "don't", "also", "then",
    "first", "next", "finally", "only", "just", "avoid", "ensure", "sure", "make", "to", "can", "may", "agents",
    "that",
];

/// Verbs of which it matters what exactly they are done to: who deletes merged branches does not delete branches.
const GRAVE: &[&str] = &[
    "accept", "allow", "approve", "block", "commit", "delete", "deploy", "disable", "discard", "drop", "grant",
    "ignore", "merge", "permit", "publish", "push", "reject", "release", "remove", "revoke", "share", "skip",
];

/// What tells a sentence from the name of a thing.
const ASSERTS: &[&str] = &[
    "must", "should", "shall", "may", "can", "cannot", "is", "are", "will", "need", "needs", "requires", "require",
    "never",
];

/// Words that bind what is asked for to a case.
pub(super) const CONDITIONS: &[&str] =
    &["if", "when", "whenever", "where", "while", "unless", "until", "whether", "once"];

/// Words that bind what stands before them to a place, a time, a sort or somebody.
pub(super) const NARROWING: &[&str] = &[
    "about",
    "above",
    "across",
    "against",
    "among",
    "around",
    "at",
    "below",
    "beneath",
    "between",
    "beyond",
    "by",
    "during",
    "exceeding",
    "except",
    "excepting",
    "excluding",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "of",
    "on",
    "onto",
    "outside",
    "per",
    "that",
    "to",
    "toward",
    "towards",
    "under",
    "which",
    "who",
    "whose",
    "with",
    "within",
];

/// Words by which less is done.
const IN_PART: &[&str] =
    &["barely", "hardly", "half", "occasionally", "partially", "partly", "rarely", "seldom", "sometimes"];

/// Phrases that begin with such a word and bind nothing.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    ("for", "example"),
    ("for", "instance"),
    ("in", "addition"),
    ("in", "order"),
    ("in", "particular"),
    ("in", "general"),
    ("in", "detail"),
    ("in", "full"),
    ("in", "depth"),
    ("of", "course"),
    ("at", "all"),
    ("with", "care"),
    ("to", "ensure"),
    ("to", "date"),
    ("to", "speed"),
    ("in", "total"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_binds_it_to_a_case() {
        for (less, more) in [
            ("Approve pull requests", "Approve pull requests from trusted members"),
            ("Log errors", "Log errors in debug mode"),
            ("Log errors", "In debug mode, log errors"),
            ("Log errors", "If asked, log errors"),
            ("Log errors.", "Log errors (for the harbour alone)"),
            ("Log errors", "Trace calls, log errors in debug mode, and rest"),
            ("Require two approvals", "Require two approvals for production, one elsewhere"),
            ("Delete branches", "Delete merged branches"),
            ("Log errors", "Use the glass to log errors"),
            ("Delete the branch", "Discuss whether to delete the branch"),
            ("Delete the branch", "Ask the owner to delete the branch"),
            ("Moor the boat", "Moor the boat that leaks"),
            ("Moor the boat", "Moor the boat, excluding nights"),
            ("Trim the wicks", "Trim the wicks partially"),
            ("Check the lamps", "Check whether the lamps are painted"),
            ("Delete the branch if it is merged", "Delete the branch if it is merged and the owner agrees"),
            ("Ring the bell when all boats are in", "Ring the bell when all boats are in and two wardens saw them"),
            ("The lamp must burn", "The lamp must burn during storms"),
            ("Log errors. Trim the wick.", "Log errors in debug mode. Trim the wick."),
            ("Light the lamps", "Understanding how to light the lamps"),
            ("Wick trimming", "Lamps: trimming plan, spare wick"),
            ("Market risks", "Fishing risks: market changes, storms"),
            ("Encrypt letters", "Encrypt letters at rest"),
            ("Redact names", "Redact names in logs"),
            ("Truncate reports", "Truncate reports over 10 pages"),
            ("Hash passwords", "Hash passwords of wardens"),
            ("Net mending", "Net mending has been dropped"),
            ("Tide tables", "Tide tables are kept by another warden"),
            ("Menu: Harbour → Piers", "Menu: Harbour → Piers → Lamps"),
        ] {
            assert!(narrows(more, less), "{less} | {more}");
        }
    }

    #[test]
    fn what_is_added_beside_it_binds_nothing() {
        for (less, more) in [
            ("Log errors", "Log errors because the warden reads them"),
            ("Log errors", "Log errors \u{2013} so that nothing is lost"),
            ("Log errors", "Log errors, e.g. to the tide book"),
            ("Log errors", "Log errors verbosely and trim the wick at dusk"),
            ("Water all roses daily", "Water all roses daily and at dusk"),
            ("Log errors", "Watch the lamp in storms; log errors"),
            ("Log errors in storms", "Log all errors in storms"),
            ("When foggy, ring the bell", "When foggy, ring the bell loudly"),
            ("Tide table", "Tide table for sailors"),
            ("Wick trimming by hand", "Wick trimming: by hand and knife"),
            ("Reef knots", "Knots to know: sheet bend, reef, bowline"),
            ("Trim wicks", "Lamps: oil, trim wicks, polish"),
            ("Run the check", "Run the check to verify the lamp"),
            ("Use oil for lamp care", "Always use oil for better lamp care"),
            ("Prefer oil lamps", "Prefer oil lamps over gas to align with the rules of the harbour"),
        ] {
            assert!(!narrows(more, less), "{less} | {more}");
        }
    }
}

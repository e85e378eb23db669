//! What stands within a phrase, or right beside it, may make it the name of something else: whoever notifies paying users does
//! not notify users, and who reviews code comments does not review code.

use super::mention::{hangs_on_list, is_bound};
use crate::text::{likeness::is_weak, verbs::is_verb_form, words::is_stop};

/// A word where it stands.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) root: String,
    /// Which clause it stands in.
    pub(super) clause: usize,
    /// Whether its clause begins a sentence.
    pub(super) opens: bool,
    /// The mark before its clause, a blank at the beginning of the text.
    pub(super) mark: char,
    /// Whether it is a name that folds to a little word: "WHO".
    pub(super) is_name: bool,
    /// Whether it is a part of a word with hyphens: "in-house".
    pub(super) in_compound: bool,
}

impl Word {
    pub(super) fn tells(&self) -> bool {
        self.is_name || !is_stop(&self.text) && !is_weak(&self.text)
    }

    pub(super) fn is_one_of(&self, list: &[&str]) -> bool {
        !self.is_name && !self.in_compound && list.contains(&self.text.as_str())
    }

    /// Whether its clause is a further item of a list.
    pub(super) fn is_listed(&self) -> bool {
        matches!(self.mark, ',' | ';' | '、' | '，' | '/' | '+' | '&')
    }

    pub(super) fn joins(&self) -> bool {
        self.is_one_of(&["and", "or", "but", "then", "vs", "versus"])
    }

    /// Whether it says how something is done, or praises: it picks nothing out.
    pub(super) fn picks_nothing(&self) -> bool {
        self.text.ends_with("ly") || self.is_one_of(PRAISE)
    }

    /// Whether a noun right behind it may be what it only describes: "code", of "code comments". Behind a plural stands none, and
    /// scripts without spaces show no ends of words.
    fn may_describe(&self) -> bool {
        let plural = self.text.ends_with('s') && !self.text.ends_with("ss");
        self.text.is_ascii() && !plural
    }
}

/// What one clause of the shorter statement says.
pub(super) struct Phrase<'p> {
    /// The roots of its telling words.
    roots: &'p [&'p str],
    /// The roots of all words of the shorter statement.
    known: &'p [&'p str],
    /// Those of its telling words that follow one another with nothing that joins between them.
    pairs: Vec<(&'p str, &'p str)>,
    /// Whether it orders or asserts something.
    asks: bool,
    /// Whether it names a thing, with no verb or one that says no more than "do": what is said of the thing is something else.
    names: bool,
    /// Its verbs that are done to what was named before: "ignore them".
    done_to_it: Vec<&'p str>,
}

impl<'p> Phrase<'p> {
    pub(super) fn of(clause: &'p [Word], roots: &'p [&'p str], known: &'p [&'p str], asks: bool) -> Self {
        let (mut pairs, mut last) = (Vec::new(), None);
        for word in clause {
            if word.joins() {
                last = None;
            } else if word.tells() {
                pairs.extend(last.map(|before| (before, word.root.as_str())));
                last = Some(word.root.as_str());
            }
        }
        let names = !asks || clause.first().is_some_and(|word| is_weak(&word.text));
        let done = clause.windows(2).filter(|pair| pair[0].tells() && pair[1].is_one_of(PRONOUNS));
        Self { roots, known, pairs, asks, names, done_to_it: done.map(|pair| pair[0].root.as_str()).collect() }
    }

    /// Whether the run of `words` from `first` to `last`, which has all of the phrase, names something else by words that the
    /// shorter statement has not.
    pub(super) fn is_changed(&self, words: &[Word], first: usize, last: usize) -> bool {
        let wanted: Vec<usize> = (first..=last).filter(|at| self.is_wanted(&words[*at])).collect();
        wanted.windows(2).any(|pair| self.is_parted(words, pair[0], pair[1]))
            || self.is_described(words, first)
            || self.describes(words, last)
            || self.is_spoken_of(words, last)
            || !self.asks && is_bound(words, first, self.known)
            || hangs_on_list(words, first, self.known)
            || wanted.iter().any(|at| self.is_done_to_another(words, *at))
    }

    fn is_wanted(&self, word: &Word) -> bool {
        self.roots.contains(&word.root.as_str())
    }

    /// Whether a word picks out something that the shorter statement does not name.
    fn picks(&self, word: &Word) -> bool {
        let tells = word.tells() || word.is_one_of(RESTRICTS);
        tells && !word.picks_nothing() && !self.known.contains(&word.root.as_str())
    }

    /// Whether a word that picks something out stands between two that follow one another, joined to neither.
    fn is_parted(&self, words: &[Word], before: usize, behind: usize) -> bool {
        let joins_next = words[before + 1].joins();
        let clause = words[behind].clause;
        let begin = (before + 1..behind).rev().find(|at| words[*at].joins() || words[*at].clause != clause);
        let begin = begin.map_or(before + 1, |at| at + 1);
        let picks = (begin..behind).filter(|at| self.picks(&words[*at])).count();
        // "Unit and integration tests" are unit tests too, but "lamps and red bells" are no bells of any sort.
        let shared = || {
            let pair = (words[before].root.as_str(), words[behind].root.as_str());
            picks == 1 && joins_next && begin == before + 2 && self.pairs.contains(&pair)
        };
        picks > 0 && !shared()
            || self.is_turned_round(words, before, behind)
            || self.is_listed_apart(words, before, behind)
    }

    /// Whether two that follow one another are two things of a list: "hooks, tests" are no hook tests. "Hook, and mast tests" are.
    fn is_listed_apart(&self, words: &[Word], before: usize, behind: usize) -> bool {
        let pair = (words[before].root.as_str(), words[behind].root.as_str());
        let begin = words.partition_point(|word| word.clause < words[behind].clause);
        let apart = begin > before && words[begin].is_listed() && !words[begin].joins();
        !self.asks && apart && self.pairs.contains(&pair)
    }

    /// Whether two that follow one another stand beside each other, each for itself, the other way round: "structure and
    /// documents" is no "document structure".
    fn is_turned_round(&self, words: &[Word], before: usize, behind: usize) -> bool {
        let pair = (words[behind].root.as_str(), words[before].root.as_str());
        self.pairs.contains(&pair) && words[before + 1..behind].iter().any(Word::joins)
    }

    /// Whether words right before the run describe its first. A verb that begins them is done to it.
    fn is_described(&self, words: &[Word], first: usize) -> bool {
        let beside = |at: &usize| {
            let word = &words[*at];
            let says = word.tells() || is_weak(&word.text);
            word.clause == words[first].clause && says && !word.joins() && word.text.is_ascii()
        };
        let begin = (0..first).rev().take_while(beside).last().unwrap_or(first);
        let begin = (begin..first).find(|at| words[*at].tells()).unwrap_or(first);
        let verb = usize::from(begin < first && is_verb_form(&words[begin].text));
        words[begin + verb..first].iter().any(|word| self.picks(word))
    }

    /// Whether the last word of the run describes the one right behind it.
    fn describes(&self, words: &[Word], last: usize) -> bool {
        let beside = words.get(last + 1).filter(|behind| behind.clause == words[last].clause);
        let names_sort = |behind: &Word| !self.asks && behind.is_one_of(SORTS);
        beside.is_some_and(|behind| words[last].may_describe() && self.picks(behind) && !names_sort(behind))
    }

    /// Whether something is said of what the run names, which may be that it is dropped, or somebody else's: the name alone says
    /// that it is asked for.
    fn is_spoken_of(&self, words: &[Word], last: usize) -> bool {
        let beside = words.get(last + 1).filter(|behind| behind.clause == words[last].clause);
        self.names && beside.is_some_and(|behind| behind.is_one_of(ASSERTS))
    }

    /// Whether what is done to something named before is done to another thing here.
    fn is_done_to_another(&self, words: &[Word], at: usize) -> bool {
        let done = self.done_to_it.contains(&words[at].root.as_str());
        let mut object = words[at + 1..].iter().take_while(|word| word.clause == words[at].clause && !word.joins());
        done && object.find(|word| word.tells() || word.is_one_of(PRONOUNS)).is_none_or(|word| self.picks(word))
    }
}

/// What says something of what stands before it.
const ASSERTS: &[&str] = &[
    "are", "belong", "belongs", "can", "cannot", "has", "have", "is", "may", "must", "need", "needs", "require",
    "requires", "shall", "should", "was", "were", "will",
];

/// What stands for something named before.
const PRONOUNS: &[&str] = &["it", "them", "this", "that", "these", "those"];

/// What may stand behind the name of a subject without making it another: who knows "load balancing patterns" knows of load
/// balancing.
const SORTS: &[&str] = &[
    "approach",
    "approaches",
    "basics",
    "concepts",
    "considerations",
    "fundamentals",
    "issues",
    "method",
    "methods",
    "pattern",
    "patterns",
    "practices",
    "principles",
    "process",
    "strategies",
    "strategy",
    "technique",
    "techniques",
];

/// Words that go without loss where all is asked for, and pick out a part where they are added.
pub(super) const RESTRICTS: &[&str] = &["appropriate", "necessary", "needed", "relevant", "required"];

/// Words by which what is asked for is asked for in full, or well.
const PRAISE: &[&str] = &[
    "accurate",
    "actionable",
    "advanced",
    "best",
    "better",
    "brief",
    "clean",
    "complete",
    "concise",
    "concrete",
    "consistent",
    "constructive",
    "correct",
    "daily",
    "deep",
    "detailed",
    "elegant",
    "entire",
    "expert",
    "extensive",
    "full",
    "helpful",
    "in-depth",
    "informative",
    "maintainable",
    "meaningful",
    "often",
    "overall",
    "polished",
    "possible",
    "potential",
    "practical",
    "precise",
    "professional",
    "readable",
    "reliable",
    "rigorous",
    "seamless",
    "solid",
    "sophisticated",
    "specific",
    "strong",
    "structured",
    "sustainable",
    "together",
    "useful",
    "valuable",
    "whole",
];

#[cfg(test)]
mod tests {
    use crate::merge::narrow::narrows;

    #[test]
    fn a_word_more_names_something_else() {
        for (less, more) in [
            ("Notify users", "Notify paying users"),
            ("Use environment variables for configuration", "Use environment variables for sensitive configuration"),
            ("Escalate incidents to the warden", "Escalate major incidents to the warden"),
            ("Write tests for the lamp", "Write wick-specific tests for the lamp"),
            ("Review code", "Review code comments"),
            ("Incident response", "Major incident response"),
            ("Tide table", "Tide table upkeep"),
            ("Follow the rules", "Follow the WHO rules"),
            ("Log structure", "A tide book with clear structure and logs"),
            ("Lamps and bells", "Lamps and red bells"),
            ("Follow best practices", "Follow sailing best practices"),
            ("Run migrations at dusk", "Run necessary migrations at dusk"),
            ("Hook tests", "Read the rigging, hooks, tests and charts"),
            ("Use fog signals", "All fog signals must be logged at dusk"),
            ("Trim lamp wicks", "Trim necessary lamp wicks"),
            ("Remediation evidence", "Evidence-based findings with remediation guidance"),
            ("Harbour configuration", "Review harbour setup, and rope configuration"),
        ] {
            assert!(narrows(more, less), "{less} | {more}");
        }
    }

    #[test]
    fn what_is_joined_or_praised_is_the_same_thing() {
        for (less, more) in [
            ("Write unit tests", "Write unit and integration tests"),
            ("Validate inputs", "Validate and sanitize inputs"),
            ("Review tests", "Review code and tests"),
            ("Review docs", "Review code comments and docs"),
            ("Write reports", "Write concise, actionable reports"),
            ("Give feedback", "Give detailed feedback quickly"),
            ("Incident response", "Manage incident response"),
            ("Tide table", "Sail plan, tide table, log"),
            ("Log errors", "Log errors verbosely"),
            ("Load balancing", "Load balancing strategies (by weight, by tide)"),
            ("Night sailing", "Day vs night sailing"),
            ("Wick and oil checks", "Hull/wick/oil checks"),
            ("Hull checks", "Hull/wick checks"),
            ("Tide watch", "Setup tide watch"),
            ("Inner piers", "Outer, inner, and floating piers"),
            ("Count lamps sorted by age", "Count lamps, sorted by age"),
            ("Boat upkeep and fog lamps", "YOU MUST trace boat upkeep and fog lamps"),
        ] {
            assert!(!narrows(more, less), "{less} | {more}");
        }
    }

    #[test]
    fn another_clause_or_sentence_says_another_thing() {
        for (less, more) in [
            ("Log errors and ignore them", "Log errors and alert the keeper; ignore warnings"),
            ("Log errors and ignore them", "Log errors and ignore warnings"),
            ("Log errors and trim the wick", "Log errors and trim the mast; keep the wick"),
            ("Trim the long wick", "Trim the mast. The wick is long"),
        ] {
            assert!(narrows(more, less), "{less} | {more}");
        }
        assert!(!narrows("Log errors, and then ignore them all", "Log errors and ignore them"));
        assert!(!narrows("Log errors and ignore those errors at once", "Log errors and ignore them"));
    }
}

//! Whether two instructions contradict each other, and about what. Built for precision: where a sentence hedges, or speaks
//! of another object, it claims nothing that could be contradicted.

mod measure;
mod negation;
mod polarity;
mod sequence;
mod speech;

use super::words::{hash, words};

/// Two instructions that cannot both be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// What they disagree about, in a few words: "language", "10 years / 15 years".
    pub about: String,
}

/// What a claim is about; claims on different topics never contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic(u64);

/// What one sentence holds on one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    topic: Topic,
    /// What is held, folded: a language, a number, `yes` or `no`.
    stance: String,
    /// The topic in words; empty where the two stances say it best.
    name: String,
}

/// What a statement holds, made once and held against many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    claims: Vec<Claim>,
}

impl Claims {
    /// The claims of a statement's wording.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { claims: sentences(text).into_iter().flat_map(claims_of_sentence).collect() }
    }

    /// What this statement and `other` contradict each other about. Symmetric.
    #[must_use]
    pub fn against(&self, other: &Claims) -> Option<Contradiction> {
        let clash = |mine: &Claim| {
            let theirs =
                other.claims.iter().find(|theirs| theirs.topic == mine.topic && theirs.stance != mine.stance)?;
            Some(Contradiction { about: about(mine, theirs) })
        };
        // A statement that holds both sides itself (rules for two cases) contradicts nobody.
        let torn = |claims: &Claims, topic| claims.claims.iter().any(|x| x.topic == topic && claims.splits(x));
        self.claims.iter().filter(|mine| !torn(self, mine.topic) && !torn(other, mine.topic)).find_map(clash)
    }

    fn splits(&self, claim: &Claim) -> bool {
        self.claims.iter().any(|x| x.topic == claim.topic && x.stance != claim.stance)
    }

    /// What it makes claims about.
    pub fn topics(&self) -> impl Iterator<Item = Topic> + '_ {
        self.claims.iter().map(|claim| claim.topic)
    }
}

/// What `a` and `b` contradict each other about; `None` where both can be followed. Symmetric.
#[must_use]
pub fn contradiction(a: &str, b: &str) -> Option<Contradiction> {
    Claims::of(a).against(&Claims::of(b))
}

fn claims_of_sentence(sentence: &str) -> Vec<Claim> {
    let words: Vec<String> = words(sentence);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut out = Vec::new();
    out.extend(speech::language(sentence, &words));
    out.extend(measure::years(&words));
    out.extend(measure::amount(sentence, &words));
    out.extend(polarity::stand(sentence));
    out.extend(negation::stand(sentence));
    out.extend(sequence::stand(sentence));
    out
}

fn about(mine: &Claim, theirs: &Claim) -> String {
    if !mine.name.is_empty() {
        return mine.name.clone();
    }
    let mut sides = [mine.stance.as_str(), theirs.stance.as_str()];
    sides.sort_unstable();
    sides.join(" / ")
}

fn topic(of: &str) -> Topic {
    Topic(hash(of))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// The sentences of `text`, cut after `.`, `!`, `?`, `;` before white space, and after their full-width kin.
fn sentences(text: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let spaced = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let ends = matches!(c, '。' | '！' | '？' | '；') || (matches!(c, '.' | '!' | '?' | ';') && spaced);
        if ends {
            let end = at + c.len_utf8();
            out.push(&text[start..end]);
            start = end;
        }
    }
    out.push(&text[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(a: &str, b: &str) -> Option<String> {
        let (one, other) = (contradiction(a, b), contradiction(b, a));
        assert_eq!(one, other, "the order of the two changes what is said");
        one.map(|c| c.about)
    }

    #[test]
    fn what_contradicts() {
        let pairs = [
            ("Always communicate in Japanese.", "Respond in the same language the user uses", "language"),
            ("Reply in French.", "All answers must be in English", "language"),
            (
                "You are a gardener with 15+ years of experience.",
                "You bring over 10 years of hands-on experience",
                "10 years / 15 years",
            ),
            ("Never edit tests.", "Write the tests", "change test"),
            ("Do not use emojis.", "Use emojis", "use emoji"),
            ("Keep functions under 50 lines", "Keep functions under 80 lines", "50 / 80"),
            ("You may push commits", "You must not push commits", "push commit"),
        ];
        for (a, b, what) in pairs {
            assert_eq!(about(a, b).as_deref(), Some(what), "{a} | {b}");
        }
    }

    #[test]
    fn what_does_not() {
        let pairs = [
            ("Languages: Python, Go", "Respond in the same language the user uses"),
            ("Write comments in English", "Always reply in Japanese"),
            ("If the user writes in Japanese, reply in Japanese", "Always reply in English"),
            ("Never edit tests", "Write the docs"),
            ("Never edit generated tests", "Write new tests"),
            ("Never push commits without asking", "Push commits"),
            ("You have 15+ years of experience", "Pick candidates with 5+ years of experience"),
            ("Phase 1: plan the garden beds", "Phase 2: plan the garden beds"),
            ("Respond in English", "Respond in English only"),
            ("Prune the roses", "Water the lawn"),
        ];
        for (a, b) in pairs {
            assert_eq!(about(a, b), None, "{a} | {b}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(sentences("Use v1.2 now. Stop! 止める。次"), ["Use v1.2 now.", " Stop!", " 止める。", "次"]);
    }
}

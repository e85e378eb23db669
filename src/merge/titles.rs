//! Titles that say something: a sentence that leads into a list is a title where it stands, and would go without a word where
//! its list is said under another one.

use rustc_hash::FxHashMap;

use super::{
    members::{Member, Tongue},
    relate::{Relation, is_sort},
    sheet::{Line, Origin},
};
use crate::{
    model::{Choice, Conflict, ConflictKind, Definition, Section, SectionIx, Side, Value},
    text::{
        contradiction::contradiction,
        likeness::root,
        words::{key, words},
    },
};

/// Words from which a title is a sentence that says something of its own.
const SENTENCE: usize = 9;

/// What the conflicts call such a sentence. One that leads into a list stands before it, not in its place.
pub const LEAD: &str = "the words that lead into a list";

/// Letters that say as much where words are not parted by blanks.
const UNSPACED: usize = 12;

/// The sections of the base by the key of their title.
pub(super) fn of_base(members: &[Member<'_>]) -> FxHashMap<u64, SectionIx> {
    let sections = members.first().map_or(&[][..], |base| &base.definition.sections);
    let titled = sections.iter().enumerate().rev().filter(|(_, section)| !section.title.is_empty());
    titled.map(|(at, section)| (key(&section.title), SectionIx::new(at))).collect()
}

/// The sentences that stand as a title in a member and nowhere in the canonical, each beside the title that stands there.
pub(super) fn unsaid(members: &[Member<'_>], relations: &[Relation], lines: &[Line]) -> Vec<Conflict> {
    let said: String = lines.iter().map(|line| letters(&line.text)).collect();
    let mut out = Vec::new();
    for (member, relation) in members.iter().zip(relations) {
        let sections = member.definition.sections.iter().enumerate();
        for (at, section) in sections {
            let (title, there) = (heading(member, section), relation.section(SectionIx::new(at)));
            let stands = standing(members, member, there).map(|there| heading(&members[0], there));
            // A title in another language differs in every word.
            let own_tongue = member.tongue == Tongue::Own;
            let tells = says_much(&title) || own_tongue && stands.is_some_and(|old| bind_apart(&old, &title));
            if tells && !said.contains(&letters(&title)) {
                out.push(conflict(members, member, section, there));
            }
        }
    }
    out
}

/// Puts the sentences that somebody decided for in the place of the base's titles that stand for them, where both are marked in
/// one way.
pub(super) fn retitle(
    members: &[Member<'_>],
    relations: &[Relation],
    (ancestor, decisions): (Option<&Definition>, &[Choice]),
    lines: &mut [Line],
) {
    for (member, relation) in members.iter().zip(relations).skip(1) {
        for (at, section) in member.definition.sections.iter().enumerate() {
            let Some(there) = standing(members, member, relation.section(SectionIx::new(at))) else { continue };
            let (old, new) = (heading(&members[0], there), heading(member, section));
            let wanted = (says_much(&new) || bind_apart(&old, &new))
                && decisions.iter().any(|decision| {
                    decision.means(LEAD, [old.as_str(), new.as_str()])
                        && decision.takes(LEAD, &new)
                        && !decision.takes(LEAD, &old)
                });
            let wanted = wanted || ancestor.is_some_and(|ancestor| is_renamed(ancestor, there, (member, section)));
            let is_title = |line: &&mut Line| line.origin == Origin::Base && line.begins.is_none() && line.text == old;
            if let Some(line) = lines.iter_mut().find(is_title).filter(|_| wanted && there.marker == section.marker) {
                line.text = new;
            }
        }
    }
}

/// Whether a member alone calls a section otherwise than the ancestor of both: not one that has the old one too, nor a translation.
fn is_renamed(ancestor: &Definition, base: &Section, (member, section): (&Member<'_>, &Section)) -> bool {
    let has = |of: &Definition, title: &str| of.sections.iter().any(|section| key(&section.title) == key(title));
    member.tongue == Tongue::Own
        && !section.title.is_empty()
        && has(ancestor, &base.title)
        && !has(ancestor, &section.title)
        && !has(member.definition, &base.title)
}

/// The section of the base whose title stands for one of a member.
fn standing<'r>(members: &[Member<'r>], member: &Member<'_>, there: Option<SectionIx>) -> Option<&'r Section> {
    let stands = there.map(|ix| members[0].definition.section(ix)).filter(|there| !there.heading.is_empty());
    stands.filter(|_| member.diff.is_some())
}

fn conflict(members: &[Member<'_>], member: &Member<'_>, section: &Section, there: Option<SectionIx>) -> Conflict {
    let base = &members[0];
    let stands = standing(members, member, there);
    let side = |member: &Member<'_>, section: &Section| {
        let (value, line) = (Value::Text(heading(member, section)), Some(section.lines.first));
        member.copies.iter().map(move |agent| Side { agent: *agent, value: value.clone(), line }).collect::<Vec<_>>()
    };
    let mut sides: Vec<Side> = stands.into_iter().flat_map(|there| side(base, there)).collect();
    sides.extend(side(member, section));
    sides.sort_by_key(|side| side.agent);
    Conflict {
        kind: ConflictKind::Instruction,
        what: LEAD.to_owned(),
        sides,
        chosen: stands.map(|there| Value::Text(heading(base, there))),
    }
}

/// The title as it stands, on one line.
fn heading(member: &Member<'_>, section: &Section) -> String {
    section.heading.of(&member.definition.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a title or a lead-in is a sentence that says something of its own.
pub(super) fn says_much(title: &str) -> bool {
    let unspaced = title.chars().filter(|c| c.is_alphanumeric() && *c >= '\u{2e80}').count();
    title.trim_end_matches(['*', '_']).ends_with([':', '：'])
        && (words(title).len() >= SENTENCE || unspaced > 0 && letters(title).chars().count() >= UNSPACED)
}

/// Whether what stands under one title is said of something else than under the other.
fn bind_apart(old: &str, new: &str) -> bool {
    oppose(old, new) || name_apart(old, new)
}

/// Whether what stands under one title is asked for otherwise than under the other: the two contradict each other, or each is for a
/// case of its own ("For juniors", "If it rains").
pub(super) fn oppose(old: &str, new: &str) -> bool {
    let [own, other] = [old, new].map(words);
    let begins = |words: &[String]| {
        let mut bare =
            words.iter().skip_while(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(String::as_str);
        match (bare.next(), bare.next()) {
            (Some("when"), Some("to" | "not" | "you" | "invoked" | "called" | "asked" | "done")) => false,
            (Some(first), Some(_)) => CASES.contains(&first),
            _ => false,
        }
    };
    own != other && (begins(&own) && begins(&other) || contradiction(old, new).is_some() || are_opposed(&own, &other))
}

/// The words of one title that the other has not.
fn only(words: &[String], others: &[String]) -> Vec<String> {
    words.iter().filter(|word| !others.contains(word)).cloned().collect()
}

/// Whether two titles say the contrary of each other ("Before the storm", "After the storm").
fn are_opposed(own: &[String], other: &[String]) -> bool {
    let (own, other) = (only(own, other), only(other, own));
    let has = |words: &[String], word: &str| words.iter().any(|own| own == word);
    let denied = |one: &[String], another: &[String]| one.is_empty() && matches!(another, [not] if not == "not");
    if denied(&own, &other) || denied(&other, &own) {
        return true;
    }
    OPPOSITES
        .iter()
        .any(|[one, another]| has(&own, one) && has(&other, another) || has(&own, another) && has(&other, one))
}

/// Whether two titles differ in one word, and each names another thing by it ("Lamp rounds", "Boat rounds"), not the same sort of
/// section ("Key rules", "Core principles"); or are sentences that differ in anything.
fn name_apart(old: &str, new: &str) -> bool {
    let bare = |title: &str| -> Vec<String> {
        let counts = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
        words(title).into_iter().skip_while(counts).collect()
    };
    let (own, other) = (bare(old), bare(new));
    if own.len().min(other.len()) >= SAYS_SOMETHING {
        return own != other;
    }
    let (of_own, of_other) = (only(&own, &other), only(&other, &own));
    let ([one], [another]) = (&of_own[..], &of_other[..]) else { return false };
    let names = |word: &String| !is_sort(word) && !GENERIC.contains(&word.as_str());
    own.len() == other.len() && names(one) && names(another) && root(one) != root(another)
}

/// Words from which a title is as good as a sentence.
const SAYS_SOMETHING: usize = 6;

/// Words that turn a title into its contrary.
const OPPOSITES: &[[&str; 2]] = &[
    ["above", "below"],
    ["after", "before"],
    ["against", "for"],
    ["allowed", "forbidden"],
    ["always", "never"],
    ["avoid", "prefer"],
    ["avoid", "use"],
    ["bad", "good"],
    ["cons", "pros"],
    ["fail", "pass"],
    ["exclude", "include"],
    ["failure", "success"],
    ["first", "last"],
    ["in", "out"],
    ["inside", "outside"],
    ["invalid", "valid"],
    ["max", "min"],
    ["maximum", "minimum"],
    ["optional", "required"],
    ["right", "wrong"],
    ["start", "stop"],
    ["unless", "when"],
    ["with", "without"],
];

/// Words of titles that name no thing, beside those that every title has.
const GENERIC: &[&str] = &[
    "analysis",
    "assessment",
    "audit",
    "command",
    "commands",
    "evaluation",
    "excellence",
    "expert",
    "framework",
    "intelligent",
    "optimization",
    "query",
    "review",
    "smart",
    "specialist",
];

/// How a title begins that binds what stands under it to a case.
const CASES: &[&str] = &["for", "if", "unless", "when", "whenever", "during", "until"];

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_bind_what_stands_under_them() {
        for (old, new) in [
            ("## Answer in English", "## Answer in German"),
            ("## For juniors", "## For captains"),
            ("### 2. If it rains", "### 2. When it is dry"),
            ("## On success", "## On failure"),
            ("## Before the storm", "## After the storm"),
            ("## GET /tides", "## POST /tides"),
            ("## Strengths", "## Weaknesses"),
            ("In scope:", "Out of scope:"),
            ("Never:", "Always:"),
            ("When invoked:", "Unless invoked:"),
            ("## What is in the log", "## What is not in the log"),
            ("## Read section 4.1 of the pilot book aloud", "## Read section 4.2 of the pilot book aloud"),
        ] {
            assert!(bind_apart(old, new) && bind_apart(new, old), "{old} | {new}");
        }
        for (old, new) in [
            ("## Duties", "## Main duties"),
            ("## When to use", "## When invoked"),
            ("## Key rules", "## Core rules"),
            ("## Guidelines", "## Principles"),
            ("## Check the lamp", "## Checking the lamp"),
            ("## 1. Rounds", "## 2. Rounds"),
            ("## For captains", "**For captains:**"),
            ("## Checks", "## For captains"),
        ] {
            assert!(!bind_apart(old, new), "{old} | {new}");
        }
    }

    #[test]
    fn sentences_say_much_and_labels_do_not() {
        for title in
            ["**Before you open the gate in a storm, always look for:**", "点灯之前请务必依次检查以下各项内容："]
        {
            assert!(says_much(title), "{title}");
        }
        for title in
            ["**Rounds:**", "Your core responsibilities:", "## What to do when the light goes out in a storm", "要点："]
        {
            assert!(!says_much(title), "{title}");
        }
    }
}

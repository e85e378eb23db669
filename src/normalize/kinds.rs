//! What a section is for: told from its title, where that says nothing from what stands in it, else from its parent.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{
    model::{Section, SectionIx, SectionKind, Span, Statement, StatementKind},
    text::words::{fold, is_unspaced, stem, words},
};

use super::{
    outline::Tree,
    titles::{PHRASES, TERMS},
};

/// Tells every section's kind.
pub(super) fn tell(text: &str, tree: &mut Tree) {
    for at in 0..tree.sections.len() {
        let section = &tree.sections[at];
        let kind = kind_of_title(&section.title)
            .or_else(|| kind_of_content(text, tree, SectionIx::new(at)))
            .or_else(|| inherited(section, &tree.sections))
            .unwrap_or(SectionKind::Other);
        tree.sections[at].kind = kind;
    }
}

/// What a section with this title is for, in any of eight languages; `None` where the title does not say.
#[must_use]
pub fn kind_of_title(title: &str) -> Option<SectionKind> {
    let folded = fold(title);
    let words = title_words(&folded);
    if words.is_empty() {
        return None;
    }
    let says = |phrase: &[&str]| words.windows(phrase.len()).any(|run| run == phrase);
    let phrase = PHRASES.iter().find(|(phrase, _)| says(phrase)).map(|(_, kind)| *kind);
    phrase.or_else(|| best(&votes(&folded, &words)))
}

/// The stemmed words of a title, its number left out: "3. Quality Checks" gives quality, check.
fn title_words(folded: &str) -> Vec<String> {
    let bare = folded.replace(['\u{2019}', '_'], " ");
    let all = words(&bare).into_iter().map(|word| stem(&word).into_owned());
    all.skip_while(|word| word.chars().all(|c| c.is_ascii_digit() || c == '.')).collect()
}

/// Points for each kind: a term's weight, and half of it more for the last word, the head of an English title.
fn votes(folded: &str, words: &[String]) -> [u32; KINDS] {
    let mut points = [0; KINDS];
    let mut vote = |voice: Voice, head: bool| points[voice.kind as usize] += voice.weight * if head { 3 } else { 2 };
    for (at, word) in words.iter().enumerate() {
        if let Some(voice) = VOICES.words.get(word.as_str()) {
            vote(*voice, at + 1 == words.len());
        }
    }
    if !folded.is_ascii() {
        for (term, voice) in VOICES.runs.iter().filter(|(term, _)| folded.contains(term)) {
            vote(*voice, folded.ends_with(term));
        }
    }
    points
}

/// What a term speaks for.
#[derive(Clone, Copy)]
struct Voice {
    kind: SectionKind,
    weight: u32,
}

/// The table of terms, ready to be asked.
struct Voices {
    words: FxHashMap<&'static str, Voice>,
    /// Terms of scripts in which a title is no sequence of words.
    runs: Vec<(&'static str, Voice)>,
}

static VOICES: LazyLock<Voices> = LazyLock::new(|| {
    let all = TERMS.iter().flat_map(|(kind, weight, terms)| {
        terms.split_whitespace().map(|term| (term, Voice { kind: *kind, weight: *weight }))
    });
    let (runs, words): (Vec<_>, Vec<_>) =
        all.partition(|(term, _)| term.chars().all(|c| is_unspaced(c) || is_hangul(c)));
    Voices { words: words.into_iter().collect(), runs }
});

const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

const KINDS: usize = SectionKind::Other as usize + 1;

const ALL: [SectionKind; KINDS] = [
    SectionKind::Role,
    SectionKind::Expertise,
    SectionKind::Responsibilities,
    SectionKind::Workflow,
    SectionKind::Principles,
    SectionKind::Quality,
    SectionKind::Output,
    SectionKind::Examples,
    SectionKind::Communication,
    SectionKind::Constraints,
    SectionKind::Tools,
    SectionKind::Escalation,
    SectionKind::Context,
    SectionKind::Other,
];

/// The kind with the most points; the first in the order of kinds where two have as many.
fn best(points: &[u32; KINDS]) -> Option<SectionKind> {
    let top = *points.iter().max()?;
    (top > 0).then(|| points.iter().position(|p| *p == top)).flatten().map(|at| ALL[at])
}

/// What the statements of a section look like.
fn kind_of_content(text: &str, tree: &Tree, ix: SectionIx) -> Option<SectionKind> {
    let section = &tree.sections[ix.get()];
    let own: Vec<&Statement> = section.statements.iter().map(|s| &tree.statements[s.get()]).collect();
    let first = own.first()?;
    if is_address(first.span.of(text)) || section.title.is_empty() && opens(first.span, &tree.sections) {
        return Some(SectionKind::Role);
    }
    let share = |told: &dyn Fn(&Statement) -> bool| own.iter().filter(|s| told(s)).count() * 3 >= own.len() * 2;
    if share(&|s| s.kind == StatementKind::Example) {
        return Some(SectionKind::Examples);
    }
    if own.len() > 1 && share(&|s| s.kind == StatementKind::Step) {
        return Some(SectionKind::Workflow);
    }
    (own.len() > 1 && share(&|s| forbids(s.span.of(text)))).then_some(SectionKind::Constraints)
}

/// Whether a statement stands before every mark of the body.
fn opens(statement: Span, sections: &[Section]) -> bool {
    sections.get(1).is_none_or(|second| statement.start < second.heading.start)
}

/// Whether a text tells the reader who it is.
fn is_address(text: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "you are ",
        "you're ",
        "act as ",
        "your role is",
        "你是",
        "您是",
        "あなたは",
        "당신은",
        "tu es ",
        "vous êtes ",
        "você é ",
        "eres ",
        "usted es ",
        "du bist ",
        "sie sind ",
        "sei un ",
    ];
    let start: String = text.chars().filter(|c| !matches!(c, '*' | '_' | '>')).take(16).collect();
    let start = fold(start.trim_start());
    OPENINGS.iter().any(|opening| start.starts_with(opening))
}

/// Whether a text begins with what must not be done.
fn forbids(text: &str) -> bool {
    const BANS: &[&str] = &[
        "never ",
        "do not ",
        "don't ",
        "must not ",
        "avoid ",
        "no ",
        "不要",
        "禁止",
        "绝不",
        "ne jamais ",
        "nunca ",
        "niemals ",
    ];
    let start: String = text.trim_start_matches(['*', '_', '❌', '🚫', ' ']).chars().take(12).collect();
    let start = fold(&start);
    BANS.iter().any(|ban| start.starts_with(ban))
}

/// The kind of the section around; the role of the whole agent says nothing of its parts.
fn inherited(section: &Section, all: &[Section]) -> Option<SectionKind> {
    let kind = all[section.parent?.get()].kind;
    (kind != SectionKind::Role).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_in_many_languages() {
        let want = [
            ("Your core responsibilities", SectionKind::Responsibilities),
            ("🎯 核心职责", SectionKind::Responsibilities),
            ("核心的な責任", SectionKind::Responsibilities),
            ("작업 흐름", SectionKind::Workflow),
            ("Format de sortie", SectionKind::Output),
            ("Princípios", SectionKind::Principles),
            ("Arbeitsablauf", SectionKind::Workflow),
            ("When You're Unsure", SectionKind::Escalation),
            ("2. Quality Checks", SectionKind::Quality),
            ("Example 3: a clock", SectionKind::Examples),
        ];
        for (title, kind) in want {
            assert_eq!(kind_of_title(title), Some(kind), "{title}");
        }
        assert_eq!(kind_of_title("Zebra"), None);
        assert_eq!(kind_of_title("🦓"), None);
    }

    #[test]
    fn openings_and_bans() {
        assert!(is_address("**You are** a clock") && is_address("你是一名钟表匠") && !is_address("Clocks are you"));
        assert!(forbids("Never wind twice") && !forbids("Wind once"));
    }
}

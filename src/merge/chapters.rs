//! Counts numbered headings anew ("## 3. Night") where a section was put in among them, or left out.

use std::collections::BTreeMap;

use super::{
    ground::Ground,
    sheet::{Line, Origin},
};

/// Renumbers the headings of `lines` where those of the base count, one after the other.
pub(super) fn renumber(ground: &Ground<'_>, lines: &mut [Line]) {
    let shown: Vec<Kind> = runs(titles_in_code(ground)).into_iter().map(|run| run.kind).collect();
    renumber_as(&runs(titles_of(ground)), &shown, lines);
}

/// Renumbers by the numbered headings of the base, but for those of a kind that is `shown` in code too: fences that nobody closed
/// hide headings, and half a count is worse than the old one.
fn renumber_as(in_base: &[Run], shown: &[Kind], lines: &mut [Line]) {
    if in_base.is_empty() || !in_base.iter().all(Run::counts) {
        return;
    }
    let first: BTreeMap<&Kind, u32> = in_base.iter().rev().map(|run| (&run.kind, run.titles[0].number)).collect();
    for run in runs(titles_in(lines)).iter().filter(|run| !shown.contains(&run.kind)) {
        let of_base = run.titles.iter().any(|title| lines[title.line].origin == Origin::Base);
        let start = first.get(&run.kind).filter(|_| of_base).copied().unwrap_or(run.titles[0].number);
        for (number, title) in (start..).zip(&run.titles) {
            if title.number != number {
                retitle(lines, title, run.kind.level, number);
            }
        }
    }
}

/// Takes the number from a heading put in ("## Step 2: Oil the wick") that is the only one of its count: what it counted on from
/// stands under titles of the base. Where a line points at it by the number it stays.
pub(super) fn unnumber_lone(lines: &mut [Line]) {
    const STEPS: &[&str] = &["Step ", "Phase ", "Stage "];
    for run in runs(titles_in(lines)) {
        let ([title], word) = (&run.titles[..], run.kind.word) else { continue };
        let own = &lines[title.line];
        let behind = own.text[title.at..].trim_start_matches(|c: char| c.is_ascii_digit());
        let told = behind.trim_start_matches([':', '.', ')', '-', '–', '—', ' ']);
        if own.origin != Origin::Added || !STEPS.contains(&word) || told.is_empty() {
            continue;
        }
        let called = format!("{word}{}", title.number).to_lowercase();
        let pointed_at = |line: &Line| level(&line.text) == 0 && line.text.to_lowercase().contains(&called);
        if !lines.iter().any(pointed_at) {
            lines[title.line].text = format!("{} {told}", "#".repeat(run.kind.level));
        }
    }
}

/// Whether no heading of the base is numbered.
pub(super) fn are_plain(ground: &Ground<'_>) -> bool {
    titles_of(ground).iter().all(|(_, title)| title.is_none())
}

/// A title without the number that it begins with.
pub(super) fn without_number(title: &str) -> &str {
    let bare = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=DIGITS).contains(&(title.len() - bare.len()));
    let rest = bare.strip_prefix([')', '.']).filter(|rest| numbered && rest.starts_with(' '));
    rest.map_or(title, str::trim_start)
}

/// Most digits of a heading's number: a year is none.
const DIGITS: usize = 2;

/// Words that stand before a heading's number.
const WORDS: &[&str] = &["", "Step ", "Phase ", "Stage ", "Part ", "Section ", "Chapter "];

/// What the numbered headings that count together have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    level: usize,
    word: &'static str,
}

/// A numbered heading.
#[derive(Debug)]
struct Title {
    line: usize,
    number: u32,
    /// Where in its line the number stands.
    at: usize,
}

/// Numbered headings that stand in one section.
#[derive(Debug)]
struct Run {
    kind: Kind,
    titles: Vec<Title>,
}

impl Run {
    fn counts(&self) -> bool {
        self.titles.windows(2).all(|pair| pair[1].number == pair[0].number + 1)
    }
}

/// The numbered headings, those of one section and kind together.
fn runs(titles: Vec<Heading>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    // Of each kind the run that goes on.
    let mut open: BTreeMap<Kind, usize> = BTreeMap::new();
    for (level, title) in titles {
        open.retain(|kind, _| kind.level <= level);
        let Some((word, title)) = title else { continue };
        let kind = Kind { level, word };
        let run = *open.entry(kind.clone()).or_insert_with(|| {
            out.push(Run { kind, titles: Vec::new() });
            out.len() - 1
        });
        out[run].titles.push(title);
    }
    out
}

/// A heading by its level, with its number where it has one, and the word before that.
type Heading = (usize, Option<(&'static str, Title)>);

/// The headings of the base.
fn titles_of(ground: &Ground<'_>) -> Vec<Heading> {
    let lines = ground.lines();
    ground.headings().into_iter().filter_map(|at| heading(lines.get(at)?, at)).collect()
}

/// What looks like a heading of the base and is none.
fn titles_in_code(ground: &Ground<'_>) -> Vec<Heading> {
    let (lines, headings) = (ground.lines(), ground.headings());
    let others = lines.iter().enumerate().filter(|(at, _)| !headings.contains(at));
    others.filter_map(|(at, line)| heading(line, at)).collect()
}

/// The headings of the canonical.
fn titles_in(lines: &[Line]) -> Vec<Heading> {
    let headings = lines.iter().enumerate().filter(|(_, line)| line.is_heading);
    headings.filter_map(|(at, line)| heading(&line.text, at)).collect()
}

fn heading(text: &str, line: usize) -> Option<Heading> {
    let level = level(text);
    (level > 0).then(|| (level, numbered(text, level, line)))
}

/// How many hashes mark a heading; 0 for what is none.
fn level(text: &str) -> usize {
    let hashes = text.len() - text.trim_start_matches('#').len();
    if text[hashes..].starts_with(' ') { hashes } else { 0 }
}

fn numbered(text: &str, level: usize, line: usize) -> Option<(&'static str, Title)> {
    let title = text[level..].trim_start();
    let begin = text.len() - title.len();
    let found = |word: &&'static str| {
        let rest = title.strip_prefix(*word)?;
        let bare = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &rest[..rest.len() - bare.len()];
        let ends = ["", ". ", ") ", ": ", " - ", " – ", " — "];
        let ended = bare.is_empty() || ends.iter().any(|end| !end.is_empty() && bare.starts_with(end));
        let number = digits.parse().ok().filter(|_| ended && digits.len() <= DIGITS)?;
        Some((*word, Title { line, number, at: begin + word.len() }))
    };
    WORDS.iter().find_map(found)
}

/// Gives a heading another number, and those below it that begin with its own ("3.1").
fn retitle(lines: &mut [Line], title: &Title, level: usize, number: u32) {
    let old = title.number.to_string();
    lines[title.line].text.replace_range(title.at..title.at + old.len(), &number.to_string());
    for line in lines.iter_mut().skip(title.line + 1).filter(|line| line.is_heading) {
        let deep = self::level(&line.text);
        if deep <= level {
            return;
        }
        let prefix = format!("{} {old}.", "#".repeat(deep));
        let below = line
            .text
            .strip_prefix(&prefix)
            .filter(|rest| deep > level && rest.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(below) = below {
            line.text = format!("{} {number}.{below}", "#".repeat(deep));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Vec<Line> {
        let line = |text: &str| {
            let origin = if text.starts_with('+') { Origin::Added } else { Origin::Base };
            let text = text.trim_start_matches('+');
            Line { text: text.to_owned(), origin, is_heading: text.starts_with('#'), ..Line::default() }
        };
        text.lines().map(line).collect()
    }

    fn after(base: &str, text: &str) -> String {
        let mut lines = page(text);
        renumber_as(&runs(titles_in(&page(base))), &[], &mut lines);
        lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn headings_count_on() {
        assert_eq!(after("## 1. a\n## 2. b", "## 1. a\n+## 2. n\n## 2. b"), "## 1. a\n## 2. n\n## 3. b");
        assert_eq!(after("## 1. a\n## 2. b\n## 3. c", "## 2. b\n## 3. c"), "## 1. b\n## 2. c");
        let (base, page) = (
            "## Step 1: a\n### 1.1 x\n## Step 2: b\n### 2.1 y",
            "## Step 1: a\n+## Step 2: n\n## Step 2: b\n### 2.1 y",
        );
        assert_eq!(after(base, page), "## Step 1: a\n## Step 2: n\n## Step 3: b\n### 3.1 y");
    }

    #[test]
    fn what_does_not_count_stays() {
        for (base, page) in [
            ("## 1. a\n## 4. b", "## 1. a\n+## 2. n\n## 4. b"),
            ("## a\n## b", "## a\n+## 7. n\n## b"),
            ("## 1. a\n### 1. x\n## 2. b\n### 1. y", "## 1. a\n### 1. x\n## 2. b\n### 1. y"),
        ] {
            assert_eq!(after(base, page), page.replace('+', ""), "{base}");
        }
    }

    #[test]
    fn a_heading_that_counts_alone_has_no_number() {
        let bare = |text: &str| {
            let mut lines = page(text);
            unnumber_lone(&mut lines);
            lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(bare("## Rounds\n+### Step 2: Oil the wick\nSlowly."), "## Rounds\n### Oil the wick\nSlowly.");
        for text in [
            "### Step 1: Trim\n+### Step 2: Oil",
            "+### Step 2: Oil\nGo back to step 2.",
            "### Step 2: Oil",
            "+### Step 2",
            "+## Part 2: Oil",
        ] {
            assert_eq!(bare(text), text.replace('+', ""), "{text}");
        }
    }

    #[test]
    fn numbers_are_told_from_titles() {
        assert_eq!(without_number("3. Night"), "Night");
        assert_eq!((without_number("3.1 Night"), without_number("2026. Night")), ("3.1 Night", "2026. Night"));
    }
}

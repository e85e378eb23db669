//! Counts numbered headings anew ("## 3. Night") where a section was put in among them, or left out.

use std::collections::BTreeMap;

use super::sheet::{Line, Origin};

/// Renumbers the headings of `lines` where those of the base count, one after the other.
pub(super) fn renumber(base: &[&str], lines: &mut [Line]) {
    let in_base = runs(base.iter().copied());
    if in_base.is_empty() || !in_base.iter().all(Run::counts) {
        return;
    }
    let first: BTreeMap<&Kind, u32> = in_base.iter().rev().map(|run| (&run.kind, run.titles[0].number)).collect();
    for run in runs(lines.iter().map(|line| line.text.as_str())) {
        let of_base = run.titles.iter().any(|title| lines[title.line].origin == Origin::Base);
        let start = first.get(&run.kind).filter(|_| of_base).copied().unwrap_or(run.titles[0].number);
        for (number, title) in (start..).zip(&run.titles) {
            if title.number != number {
                retitle(lines, title, run.kind.level, number);
            }
        }
    }
}

/// Whether no heading of the base is numbered.
pub(super) fn are_plain(base: &[&str]) -> bool {
    titles(base.iter().copied()).iter().all(|(_, title)| title.is_none())
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
fn runs<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    // Of each kind the run that goes on.
    let mut open: BTreeMap<Kind, usize> = BTreeMap::new();
    for (level, title) in titles(lines) {
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

/// Each heading by its level, with its number where it has one. Blocks of code have none.
fn titles<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<(usize, Option<(&'static str, Title)>)> {
    let (mut out, mut fence) = (Vec::new(), None);
    for (line, text) in lines.enumerate() {
        let mark = ["```", "~~~"].into_iter().find(|mark| text.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let level = text.len() - text.trim_start_matches('#').len();
        if fence.is_none() && (1..=6).contains(&level) && text[level..].starts_with(' ') {
            out.push((level, numbered(text, level, line)));
        }
    }
    out
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
    for line in lines.iter_mut().skip(title.line + 1) {
        let deep = line.text.len() - line.text.trim_start_matches('#').len();
        if (1..=level).contains(&deep) && line.text[deep..].starts_with(' ') {
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

    fn after(base: &str, page: &str) -> String {
        let line = |text: &str| match text.strip_prefix('+') {
            Some(text) => Line { text: text.to_owned(), origin: Origin::Added, ..Line::default() },
            None => Line { text: text.to_owned(), ..Line::default() },
        };
        let mut lines: Vec<Line> = page.lines().map(line).collect();
        renumber(&base.lines().collect::<Vec<_>>(), &mut lines);
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
            ("## 1. a\n```\n# 9. b\n```\n## 2. c", "## 1. a\n```\n# 9. b\n```\n## 2. c"),
        ] {
            assert_eq!(after(base, page), page.replace('+', ""), "{base}");
        }
    }

    #[test]
    fn numbers_are_told_from_titles() {
        assert_eq!(without_number("3. Night"), "Night");
        assert_eq!((without_number("3.1 Night"), without_number("2026. Night")), ("3.1 Night", "2026. Night"));
    }
}

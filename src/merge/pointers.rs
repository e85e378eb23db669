//! Words that point at a numbered item or chapter by its number ("go back to step 2"). No line says what stands in no member, so
//! where the number is another one in the canonical, or stands there for two things, that is told.

use super::{
    members::Member,
    relate::Relation,
    renumber::item,
    settle::{Settled, State},
    sheet::Line,
    style::{Bullet, Mark},
};
use crate::{
    model::{Definition, FindingCode, Note, SectionIx, Severity, StatementIx, StatementKind},
    text::words::words,
};

/// A number that means another item now.
pub(super) const STALE_NUMBER: FindingCode = FindingCode {
    id: "merge-stale-number",
    severity: Severity::Warning,
    meaning: "A line of the merged agent points at an item or a chapter by its number, and in the merged agent that number is \
              another one's, or two have it: items were put in before it, or the line comes from a member that counts otherwise.",
    cure: "Look at the lines named, and write the number that the item has there.",
};

/// How many are named.
const NAMED: usize = 8;

/// What is needed to find where a number leads.
pub(super) struct Ways<'w, 'r> {
    pub(super) members: &'w [Member<'r>],
    pub(super) relations: &'w [Relation],
    pub(super) settled: &'w Settled<'r>,
    pub(super) lines: &'w [Line],
}

/// Words that point by a number: one, and where in the canonical.
struct Pointer {
    line: usize,
    told: String,
}

/// What a statement says of an item that it points at.
struct Pointing {
    /// The statement of the canonical that it means.
    at: usize,
    /// By which number.
    number: u64,
    /// Its other words.
    rest: Vec<String>,
}

impl Ways<'_, '_> {
    /// Says which lines point at something that has another number now.
    pub(super) fn note(&self) -> Option<Note> {
        let stale: Vec<Pointer> =
            self.lines.iter().enumerate().flat_map(|(at, line)| self.stale_on(at, line)).collect();
        let named: Vec<String> =
            stale.iter().take(NAMED).map(|pointer| format!("line {} ({})", pointer.line, pointer.told)).collect();
        let more = stale.len() - named.len();
        let tail = if more > 0 { format!("; and {more} more") } else { String::new() };
        let message = format!("numbers that lead elsewhere in the merged agent: {}{tail}", named.join(", "));
        (!named.is_empty()).then(|| Note::new(&STALE_NUMBER, message))
    }

    /// Statements of the others that point at an item by the number that it has where they come from, each with the one that says
    /// the same and points at that item by its number here.
    pub(super) fn told_anew(&self) -> Vec<(usize, usize)> {
        let begin: Vec<usize> = self.lines.iter().filter_map(|line| line.begins).collect();
        let points = |at: usize| {
            let saying = &self.settled.sayings[at];
            if saying.is_item() { self.pointer_of(at) } else { None }
        };
        let pointing: Vec<(usize, Pointing)> = begin.into_iter().filter_map(|at| Some((at, points(at)?))).collect();
        let right = |(_, one): &&(usize, Pointing)| self.number_at(one.at) == Some(one.number);
        let heirs: Vec<usize> = self.settled.heirs.values().copied().collect();
        let free = |at: usize| !self.settled.sayings[at].is_base() && !heirs.contains(&at);
        let others = pointing.iter().filter(|(at, _)| free(*at) && !self.settled.wanted.contains(at));
        let told = others.filter_map(|(at, one)| {
            let same = |(by, other): &&(usize, Pointing)| by != at && one.at == other.at && one.rest == other.rest;
            let stands = pointing.iter().filter(right).find(same)?;
            (self.number_at(one.at) != Some(one.number)).then_some((*at, stands.0))
        });
        told.collect()
    }

    /// What the statement at `at` says of the one item that it points at.
    fn pointer_of(&self, at: usize) -> Option<Pointing> {
        let saying = &self.settled.sayings[at];
        let [(word, number)] = pointed_at(saying.text)[..] else { return None };
        let definition = self.members[saying.member].definition;
        let item = item_meant(definition, saying.statement.section, number)?;
        let rest = words(saying.text).into_iter().filter(|word| word.parse() != Ok(number)).collect();
        chapters(definition, word, number).next().is_none().then_some(())?;
        Some(Pointing { at: self.stands(saying.member, item)?, number, rest })
    }

    fn stale_on(&self, line: usize, of: &Line) -> Vec<Pointer> {
        let Some(at) = of.begins.filter(|at| self.settled.sayings[*at].statement.kind != StatementKind::Code) else {
            return Vec::new();
        };
        let numbers = pointed_at(self.settled.sayings[at].text).into_iter();
        let stale = numbers.filter(|(word, number)| self.leads_elsewhere(at, word, *number));
        stale.map(|(word, number)| Pointer { line: line + 1, told: format!("{word} {number}") }).collect()
    }

    /// Whether what the statement at `at` means by a number is known, and has another one now.
    fn leads_elsewhere(&self, at: usize, word: &str, number: u64) -> bool {
        let saying = &self.settled.sayings[at];
        let definition = self.members[saying.member].definition;
        if let Some(chapter) = only(chapters(definition, word, number)) {
            return !self.chapter_keeps_number(saying.member, chapter, word, number);
        }
        let meant = item_meant(definition, saying.statement.section, number);
        meant.is_some_and(|ix| self.number_of(saying.member, ix).is_some_and(|now| now != number))
    }

    /// The statement of the canonical that an item of a member is, or that stands for it.
    fn stands(&self, member: usize, ix: StatementIx) -> Option<usize> {
        let mut at = self.settled.find(member, ix)?;
        while let State::Same(by) | State::Covered(by) | State::Translation(by) = self.settled.states[at] {
            at = by;
        }
        Some(at)
    }

    /// The number that an item of a member, or what stands for it, has in the canonical.
    fn number_of(&self, member: usize, ix: StatementIx) -> Option<u64> {
        self.number_at(self.stands(member, ix)?)
    }

    /// The number that a statement has in the canonical.
    fn number_at(&self, at: usize) -> Option<u64> {
        let line = self.lines.iter().find(|line| line.begins == Some(at))?;
        item(&line.text).map(|item| item.number)
    }

    /// Whether a chapter of a member stands in the canonical under its number, and no other does.
    fn chapter_keeps_number(&self, member: usize, chapter: SectionIx, word: &str, number: u64) -> bool {
        let heading = |member: usize, ix: SectionIx| {
            let definition = self.members[member].definition;
            definition.section(ix).heading.of(&definition.text).lines().next().unwrap_or("").trim().to_owned()
        };
        let own = heading(member, chapter);
        let there = self.relations[member].section(chapter).map(|ix| heading(0, ix));
        let titled = self.lines.iter().filter(|line| line.begins.is_none() && is_title(&line.text));
        let mut same = titled.filter(|line| has_number(&line.text, word, number)).map(|line| line.text.trim());
        let Some(found) = same.next() else { return true };
        same.next().is_none() && (found == own || there.as_deref() == Some(found))
    }
}

/// The words and numbers by which a text points at items and chapters; its own label is none.
fn pointed_at(text: &str) -> Vec<(&'static str, u64)> {
    let words = words(text);
    let pairs = words.windows(2).enumerate().filter(|(at, _)| *at > 0);
    let told = |pair: &[String]| {
        let word = POINT.iter().find(|word| **word == pair[0])?;
        Some((*word, pair[1].parse().ok()?))
    };
    let mut out: Vec<(&'static str, u64)> = pairs.filter_map(|(_, pair)| told(pair)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The item with this number in the section, else the only one in the whole agent.
fn item_meant(definition: &Definition, section: SectionIx, number: u64) -> Option<StatementIx> {
    only(items(definition, number).filter(|ix| definition.statement(*ix).section == section))
        .or_else(|| only(items(definition, number)))
}

/// The outermost items of numbered lists with this number.
fn items(definition: &Definition, number: u64) -> impl Iterator<Item = StatementIx> {
    let all = definition.statements.iter().enumerate();
    let numbered = all.filter(move |(_, said)| {
        let mark = Bullet::of(definition, said).map(|bullet| bullet.mark);
        said.parent.is_none() && matches!(mark, Some(Mark::Number { number: own, .. }) if own == number)
    });
    numbered.map(|(at, _)| StatementIx::new(at))
}

/// The chapters that bear this number: "Step 2: …", and for sections "2. …".
fn chapters<'d>(definition: &'d Definition, word: &'d str, number: u64) -> impl Iterator<Item = SectionIx> + 'd {
    let all = definition.sections.iter().enumerate();
    all.filter(move |(_, section)| has_number(&section.title, word, number)).map(|(at, _)| SectionIx::new(at))
}

fn has_number(title: &str, word: &str, number: u64) -> bool {
    let words = words(title);
    let is = |at: usize| words.get(at).is_some_and(|own| own.trim_end_matches('.').parse() == Ok(number));
    words.first().is_some_and(|first| first == word) && is(1) || word == "section" && is(0)
}

fn is_title(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("**") || line.trim_end().ends_with(':')
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

/// Words that point where a number follows them.
const POINT: &[&str] = &["step", "section", "phase", "stage", "part", "item", "point", "rule", "chapter"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_point() {
        assert_eq!(pointed_at("Step 1: go back to step 2, or see Section 3."), [("section", 3), ("step", 2)]);
        assert!(pointed_at("Phase 2").is_empty() && pointed_at("take 2 steps").is_empty());
    }

    #[test]
    fn titles_bear_numbers() {
        assert!(has_number("## Step 2: Oil", "step", 2) && has_number("2. Oil", "section", 2));
        assert!(!has_number("Oil in 2 steps", "step", 2) && !has_number("2. Oil", "step", 2));
    }
}

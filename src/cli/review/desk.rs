//! What is looked at and what was decided, without any terminal.

use std::collections::BTreeMap;

use super::keys::Key;
use crate::{
    model::{Analysis, Family},
    report::Terminal,
};

/// What was decided about a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// Nothing is to be done.
    Keep,
    /// It goes into the plan.
    Merge,
    /// Its members are set apart.
    Ignore {
        /// Why, for whoever reads it next year.
        reason: String,
    },
}

impl Decision {
    /// The letter that marks it in the list.
    pub(super) const fn letter(&self) -> &'static str {
        match self {
            Decision::Keep => "k",
            Decision::Merge => "m",
            Decision::Ignore { .. } => "i",
        }
    }
}

/// The reason where nobody gives another.
const REASON: &str = "looked at in agentkin review: different on purpose";
/// Lines that a page key moves by.
const PAGE: usize = 10;

/// What a pane shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Pane {
    Members,
    Diff,
    Merged,
}

impl Pane {
    pub(super) const ALL: [Pane; 3] = [Pane::Members, Pane::Diff, Pane::Merged];

    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Pane::Members => "members",
            Pane::Diff => "diff",
            Pane::Merged => "merged",
        }
    }
}

/// What keys mean just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    Browsing,
    /// Letters narrow the list.
    Filtering,
    /// Letters are the reason for ignoring the family.
    Reasoning(String),
    /// The keys are listed.
    Helping,
    /// Quit with decisions that are not written?
    Leaving,
}

/// On which side of the member looked at the next one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// What the loop around is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// Say what the plan does about this family, which goes into it.
    Foretell(usize),
    Write,
    WriteAndLeave,
    Leave,
}

/// A family as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) relation: &'static str,
    pub(super) members: usize,
    /// Where the canonical one is among them.
    pub(super) canonical: usize,
    /// Names and paths in small letters, for the filter.
    searched: String,
}

/// The families, what is looked at, and what was decided.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    rows: Vec<Row>,
    /// Those that the filter lets through.
    shown: Vec<usize>,
    at: usize,
    member: usize,
    pub(super) pane: Pane,
    pub(super) scroll: usize,
    /// Whether the member that is held against the canonical one is to be in sight.
    pub(super) follow: bool,
    pub(super) mode: Mode,
    pub(super) filter: String,
    /// What there is to say of the last key.
    pub(super) said: String,
    decided: BTreeMap<usize, Decision>,
    written: BTreeMap<usize, Decision>,
    past: Vec<(usize, Option<Decision>)>,
}

impl Desk {
    /// The families of a report, nothing decided.
    pub(super) fn new(analysis: &Analysis) -> Self {
        let rows: Vec<Row> = analysis.families.families.iter().map(|family| row(analysis, family)).collect();
        let mut out = Self {
            shown: (0..rows.len()).collect(),
            rows,
            at: 0,
            member: 0,
            pane: Pane::Members,
            scroll: 0,
            follow: false,
            mode: Mode::Browsing,
            filter: String::new(),
            said: String::new(),
            decided: BTreeMap::new(),
            written: BTreeMap::new(),
            past: Vec::new(),
        };
        out.look_at(0);
        out
    }

    /// The families that the filter lets through, with their numbers.
    pub(super) fn shown(&self) -> impl ExactSizeIterator<Item = (usize, &Row)> {
        self.shown.iter().map(|family| (*family, &self.rows[*family]))
    }

    /// How many families there are, shown or not.
    pub(super) fn families(&self) -> usize {
        self.rows.len()
    }

    /// Which of those shown is looked at.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The family that is looked at; `None` where the filter lets none through.
    pub(super) fn family(&self) -> Option<usize> {
        self.shown.get(self.at).copied()
    }

    /// The member that is held against the canonical one, by its place in the family.
    pub(super) const fn member(&self) -> usize {
        self.member
    }

    /// What was decided about a family.
    pub(super) fn decision(&self, family: usize) -> Option<&Decision> {
        self.decided.get(&family)
    }

    /// What was decided, in the order of the families.
    pub(super) fn decisions(&self) -> impl Iterator<Item = (usize, &Decision)> {
        self.decided.iter().map(|(family, decision)| (*family, decision))
    }

    /// What was decided and is not on the disk, in the order of the families.
    pub(super) fn fresh(&self) -> impl Iterator<Item = (usize, &Decision)> {
        self.decisions().filter(|(family, decision)| self.written.get(family) != Some(*decision))
    }

    /// How many decisions are not on the disk; keeping needs nothing there.
    pub(super) fn unwritten(&self) -> usize {
        let gone = self
            .written
            .iter()
            .filter(|(family, was)| **was == Decision::Merge && self.decided.get(family) != Some(&Decision::Merge));
        self.fresh().filter(|(_, decision)| **decision != Decision::Keep).count() + gone.count()
    }

    /// Says something on the last line.
    pub(super) fn say(&mut self, said: impl Into<String>) {
        self.said = said.into();
        self.mode = Mode::Browsing;
    }

    /// Everything decided is on the disk now.
    pub(super) fn wrote(&mut self, said: impl Into<String>) {
        self.written = self.decided.clone();
        self.past.clear();
        self.say(said);
    }

    /// Takes a key.
    pub(super) fn press(&mut self, key: Key) -> Wish {
        if key == Key::Interrupt {
            return Wish::Leave;
        }
        match std::mem::replace(&mut self.mode, Mode::Browsing) {
            Mode::Browsing => self.browse(key),
            Mode::Filtering => self.narrow(key),
            Mode::Reasoning(reason) => self.reason(key, reason),
            Mode::Helping if key == Key::Resized => {
                self.mode = Mode::Helping;
                Wish::Nothing
            }
            Mode::Helping => Wish::Nothing,
            Mode::Leaving => self.leave(key),
        }
    }

    fn browse(&mut self, key: Key) -> Wish {
        if key != Key::Resized {
            self.said.clear();
        }
        match key {
            Key::Up => self.look_at(self.at.saturating_sub(1)),
            Key::Down => self.look_at(self.at + 1),
            Key::Home => self.look_at(0),
            Key::End => self.look_at(self.shown.len()),
            Key::Left => self.hold(Side::Before),
            Key::Right => self.hold(Side::Behind),
            Key::PageUp => self.scroll_to(self.scroll.saturating_sub(PAGE)),
            Key::PageDown => self.scroll_to(self.scroll + PAGE),
            Key::Tab => self.turn(1),
            Key::BackTab => self.turn(Pane::ALL.len() - 1),
            // A filter that was kept: its own words say that Esc shows all.
            Key::Escape if !self.filter.is_empty() => return self.narrow(key),
            Key::Letter(letter) => return self.letter(letter),
            _ => {}
        }
        Wish::Nothing
    }

    fn letter(&mut self, letter: char) -> Wish {
        match letter {
            '1' => self.show(Pane::Members),
            '2' => self.show(Pane::Diff),
            '3' => self.show(Pane::Merged),
            'k' => self.decide(Decision::Keep),
            'm' => return self.merge(),
            'i' => self.decide(Decision::Ignore { reason: REASON.to_owned() }),
            'r' => self.ask_why(),
            'u' => self.undo(),
            '/' => self.mode = Mode::Filtering,
            '?' => self.mode = Mode::Helping,
            'w' => return self.write(),
            'q' if self.unwritten() == 0 => return Wish::Leave,
            'q' => self.mode = Mode::Leaving,
            _ => self.say("? lists the keys"),
        }
        Wish::Nothing
    }

    fn merge(&mut self) -> Wish {
        let family = self.family();
        self.decide(Decision::Merge);
        let decided = family.filter(|family| self.decided.get(family) == Some(&Decision::Merge));
        decided.map_or(Wish::Nothing, Wish::Foretell)
    }

    fn write(&mut self) -> Wish {
        if self.unwritten() > 0 {
            return Wish::Write;
        }
        self.say("nothing to write: m merges a family, i ignores it");
        Wish::Nothing
    }

    fn narrow(&mut self, key: Key) -> Wish {
        match key {
            Key::Enter => return Wish::Nothing,
            Key::Escape => self.filter.clear(),
            Key::Backspace => drop(self.filter.pop()),
            Key::Letter(letter) => self.filter.push(letter),
            _ => {}
        }
        if key != Key::Escape {
            self.mode = Mode::Filtering;
        }
        let before = self.family();
        let wanted = self.filter.to_lowercase();
        self.shown = (0..self.rows.len()).filter(|family| self.rows[*family].searched.contains(&wanted)).collect();
        let there = self.shown.iter().position(|family| Some(*family) == before);
        self.look_at(there.unwrap_or(0));
        Wish::Nothing
    }

    fn reason(&mut self, key: Key, mut reason: String) -> Wish {
        match key {
            Key::Enter if !reason.trim().is_empty() => {
                self.decide(Decision::Ignore { reason: reason.trim().to_owned() });
                return Wish::Nothing;
            }
            Key::Escape => return Wish::Nothing,
            Key::Backspace => drop(reason.pop()),
            Key::Letter(letter) => reason.push(letter),
            _ => {}
        }
        self.mode = Mode::Reasoning(reason);
        Wish::Nothing
    }

    fn leave(&mut self, key: Key) -> Wish {
        match key {
            Key::Letter('w') => Wish::WriteAndLeave,
            Key::Letter('q') => Wish::Leave,
            Key::Escape => Wish::Nothing,
            _ => {
                self.mode = Mode::Leaving;
                Wish::Nothing
            }
        }
    }

    /// Goes to one of the families shown, its members from the first that is not canonical.
    fn look_at(&mut self, at: usize) {
        self.at = at.min(self.shown.len().saturating_sub(1));
        self.scroll = 0;
        self.member = self.family().map_or(0, |family| usize::from(self.rows[family].canonical == 0));
    }

    /// Holds another member against the canonical one, which is passed over.
    fn hold(&mut self, side: Side) {
        let Some(row) = self.family().map(|family| &self.rows[family]) else { return };
        let step = if side == Side::Behind { 1 } else { row.members - 1 };
        let mut member = (self.member + step) % row.members;
        if member == row.canonical {
            member = (member + step) % row.members;
        }
        self.member = member;
        self.follow = true;
        if self.pane != Pane::Members {
            self.scroll = 0;
        }
    }

    /// To a line; the view goes no further than the last page.
    fn scroll_to(&mut self, line: usize) {
        self.scroll = line;
        self.follow = false;
    }

    fn turn(&mut self, by: usize) {
        let at = Pane::ALL.iter().position(|pane| *pane == self.pane).unwrap_or(0);
        self.show(Pane::ALL[(at + by) % Pane::ALL.len()]);
    }

    fn show(&mut self, pane: Pane) {
        self.pane = pane;
        self.scroll = 0;
    }

    fn ask_why(&mut self) {
        let Some(family) = self.family() else { return };
        let known = match self.decided.get(&family) {
            Some(Decision::Ignore { reason }) if reason != REASON => reason.clone(),
            _ => String::new(),
        };
        self.mode = Mode::Reasoning(known);
    }

    /// Decides, and goes on to the next family.
    fn decide(&mut self, decision: Decision) {
        let Some(family) = self.family() else { return };
        if matches!(self.written.get(&family), Some(Decision::Ignore { .. })) {
            self.say("is in .agentkin.toml already: take its entry out there");
            return;
        }
        let what = match &decision {
            Decision::Keep => "kept as it is",
            Decision::Merge => "is asked into the plan",
            Decision::Ignore { .. } => "is set apart",
        };
        self.said = format!("{} {what}", self.rows[family].id);
        let before = self.decided.insert(family, decision);
        self.past.push((family, before));
        self.look_at(self.at + 1);
    }

    /// Takes the last decision back because nothing comes of it, and says so.
    pub(super) fn withdraw(&mut self, said: impl Into<String>) {
        self.undo();
        self.say(said);
    }

    /// Takes the last decision back, and looks at its family again.
    fn undo(&mut self) {
        let Some((family, before)) = self.past.pop() else {
            self.say("nothing to undo");
            return;
        };
        match before {
            Some(before) => drop(self.decided.insert(family, before)),
            None => drop(self.decided.remove(&family)),
        }
        if let Some(at) = self.shown.iter().position(|shown| *shown == family) {
            self.look_at(at);
        }
        self.said = format!("{}: taken back", self.rows[family].id);
    }
}

fn row(analysis: &Analysis, family: &Family) -> Row {
    let corpus = &analysis.corpus;
    let members = family.members.iter().map(|ix| corpus.agent(*ix));
    let searched = members.flat_map(|agent| [agent.id.as_str(), agent.definition.name.as_str(), "\n"]);
    Row {
        id: family.id.clone(),
        name: Terminal(&corpus.definition(family.canonical).name).to_string(),
        relation: family.relation.name(),
        members: family.members.len(),
        canonical: family.members.iter().position(|ix| *ix == family.canonical).unwrap_or(0),
        searched: searched.collect::<String>().to_lowercase(),
    }
}

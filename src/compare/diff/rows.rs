//! The diff as it is read: A's order, with what B adds where it stands.

use std::collections::BTreeMap;

use super::{
    assign::Assignment,
    facet::{bare_title, mass},
    likely::{self, Reader},
    moves::moved,
    order::staying,
    statements::Meetings,
};
use crate::{
    model::{
        Change, Definition, Score, SectionChange, SectionDiff, SectionIx, StatementDiff, StatementIx, StatementKind,
    },
    text::short,
};

/// What was found out about two agents, ready to be laid out.
pub(super) struct Findings<'d> {
    pub(super) a: &'d Definition,
    pub(super) b: &'d Definition,
    /// Sections that are counterparts, sorted.
    pub(super) aligned: Assignment,
    /// Further couples, of a section that was split or joined, sorted.
    pub(super) parts: Vec<(usize, usize)>,
    pub(super) met: Meetings,
    /// The two, as far as they were read.
    pub(super) readers: (&'d Reader<'d>, &'d Reader<'d>),
}

impl Findings<'_> {
    /// The same, seen from B.
    pub(super) fn turned(self) -> Self {
        let turn = |couples: Vec<(usize, usize)>| {
            let mut turned: Vec<(usize, usize)> = couples.into_iter().map(|(p, q)| (q, p)).collect();
            turned.sort_unstable();
            turned
        };
        let met = Meetings { of_a: self.met.of_b, of_b: self.met.of_a, ..self.met };
        let readers = (self.readers.1, self.readers.0);
        let aligned = Assignment { couples: turn(self.aligned.couples), ..self.aligned };
        Self { a: self.b, b: self.a, aligned, parts: turn(self.parts), met, readers }
    }
}

/// A row of the diff: a section of A, one of B, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Room {
    a: Option<usize>,
    b: Option<usize>,
}

/// Every section of both, in reading order.
pub(super) fn rows(findings: &Findings<'_>) -> Vec<SectionDiff> {
    Layout::new(findings).rows()
}

struct Layout<'f> {
    found: &'f Findings<'f>,
    /// The rows of each section of A, the chief one first.
    of_a: Vec<Vec<Room>>,
    /// The rows of each section of B, the chief one first.
    of_b: Vec<Vec<Room>>,
    /// Couples that changed their place.
    moved: BTreeMap<(usize, usize), bool>,
}

impl<'f> Layout<'f> {
    fn new(found: &'f Findings<'f>) -> Self {
        let (mut of_a, mut of_b) = (vec![Vec::new(); found.a.sections.len()], vec![Vec::new(); found.b.sections.len()]);
        for (p, q) in found.aligned.couples.iter().chain(&found.parts) {
            let room = Room { a: Some(*p), b: Some(*q) };
            of_a[*p].push(room);
            of_b[*q].push(room);
        }
        let lone = |rooms: &mut Vec<Room>, room: Room| {
            if rooms.is_empty() {
                rooms.push(room);
            }
        };
        of_a.iter_mut().enumerate().for_each(|(p, rooms)| lone(rooms, Room { a: Some(p), b: None }));
        of_b.iter_mut().enumerate().for_each(|(q, rooms)| lone(rooms, Room { a: None, b: Some(q) }));
        let moved =
            found.aligned.couples.iter().copied().zip(moved(found.a, found.b, &found.aligned.couples)).collect();
        Self { found, of_a, of_b, moved }
    }

    fn rows(&self) -> Vec<SectionDiff> {
        self.order().into_iter().map(|room| self.row(room)).collect()
    }

    /// A's sections in order; those of B alone before the next one that has a counterpart, so that what went is read before
    /// what came.
    fn order(&self) -> Vec<Room> {
        let mut following: BTreeMap<Option<Room>, Vec<Room>> = BTreeMap::new();
        let mut last = None;
        for rooms in &self.of_b {
            match rooms[0] {
                room if room.a.is_none() => following.entry(last).or_default().push(room),
                room => last = Some(room),
            }
        }
        let mut waiting = following.remove(&None).unwrap_or_default();
        let mut out = Vec::new();
        for room in self.of_a.iter().flatten() {
            if room.b.is_some() {
                out.append(&mut waiting);
            }
            out.push(*room);
            waiting.extend(following.remove(&Some(*room)).unwrap_or_default());
        }
        out.extend(waiting);
        out
    }

    fn row(&self, room: Room) -> SectionDiff {
        let statements = self.statements(room);
        SectionDiff {
            change: self.change(room, &statements),
            a: room.a.map(SectionIx::new),
            b: room.b.map(SectionIx::new),
            similarity: self.similarity(room, &statements),
            within: Vec::new(),
            statements,
        }
    }

    /// Statements of A that stand in this row, with those of B alone where they stand in B.
    fn statements(&self, room: Room) -> Vec<StatementDiff> {
        let mut following: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut last = None;
        for y in self.homed_in_b(room) {
            match self.found.met.of_b[y] {
                None => following.entry(last).or_default().push(y),
                Some(x) if self.row_of(x) == room => last = Some(y),
                Some(_) => {}
            }
        }
        let restless = self.restless(room);
        let added =
            |list: &mut Vec<usize>| list.drain(..).map(|y| diff(Change::Added, None, Some(y))).collect::<Vec<_>>();
        let mut waiting = following.remove(&None).unwrap_or_default();
        let mut out = Vec::new();
        for x in self.in_row(room) {
            let met = self.found.met.of_a[x];
            if met.is_some() {
                out.extend(added(&mut waiting));
            }
            out.push(diff(self.became(x, met, &restless), Some(x), met));
            waiting.extend(met.and_then(|y| following.remove(&Some(y))).unwrap_or_default());
        }
        out.extend(added(&mut waiting));
        out
    }

    /// B's statements that this row has to show unless they are shown beside their counterparts.
    fn homed_in_b(&self, room: Room) -> Vec<usize> {
        let section = room.b.filter(|q| self.of_b[*q][0] == room);
        section.map_or_else(Vec::new, |q| places(&self.found.b.sections[q].statements))
    }

    /// A's statements that stand in this row.
    fn in_row(&self, room: Room) -> Vec<usize> {
        let all = room.a.map_or_else(Vec::new, |p| places(&self.found.a.sections[p].statements));
        all.into_iter().filter(|x| self.row_of(*x) == room).collect()
    }

    /// The row in which a statement of A stands: of its section's rows the one with its counterpart, else the chief one.
    fn row_of(&self, x: usize) -> Room {
        let rooms = &self.of_a[self.found.a.statements[x].section.get()];
        let there = self.found.met.of_a[x].map(|y| self.found.b.statements[y].section.get());
        *rooms.iter().find(|room| room.b.is_some() && room.b == there).unwrap_or(&rooms[0])
    }

    fn became(&self, x: usize, met: Option<usize>, restless: &[usize]) -> Change {
        let Some(y) = met else { return Change::Removed };
        let at_home = self.row_of(x).b == Some(self.found.b.statements[y].section.get());
        match likely::same_words((self.found.a, x), (self.found.b, y)) {
            false => Change::Changed,
            true if at_home && !restless.contains(&x) => Change::Same,
            true => Change::Moved,
        }
    }

    /// Numbered steps of a row whose order changed; the order of anything else in a section is of no weight.
    fn restless(&self, room: Room) -> Vec<usize> {
        let is_step = |of: &Definition, at: usize| of.statements[at].kind == StatementKind::Step;
        let steps: Vec<(usize, usize)> = self
            .in_row(room)
            .into_iter()
            .filter_map(|x| Some((x, self.found.met.of_a[x]?)))
            .filter(|(x, y)| is_step(self.found.a, *x) && is_step(self.found.b, *y))
            .filter(|(_, y)| room.b == Some(self.found.b.statements[*y].section.get()))
            .collect();
        let places: Vec<usize> = steps.iter().map(|(_, y)| *y).collect();
        let stays = staying(&places, &vec![1; places.len()]);
        steps.into_iter().zip(stays).filter(|(_, stays)| !stays).map(|((x, _), _)| x).collect()
    }

    fn change(&self, room: Room, statements: &[StatementDiff]) -> Vec<SectionChange> {
        let (p, q) = match (room.a, room.b) {
            (Some(p), Some(q)) => (p, q),
            (None, _) => return vec![SectionChange::Added],
            (_, None) => return vec![SectionChange::Removed],
        };
        let chief = self.moved.get(&(p, q));
        let titles = || bare_title(&self.found.a.sections[p].title) != bare_title(&self.found.b.sections[q].title);
        let stirred = statements.iter().any(|s| s.change != Change::Same) || self.received(room);
        let all = [
            (SectionChange::Split, self.of_a[p].len() > 1),
            (SectionChange::Joined, self.of_b[q].len() > 1),
            (SectionChange::Moved, chief == Some(&true)),
            (SectionChange::Renamed, chief.is_some() && titles()),
            (SectionChange::Changed, stirred),
        ];
        let holds: Vec<SectionChange> = all.into_iter().filter(|(_, holds)| *holds).map(|(change, _)| change).collect();
        if holds.is_empty() { vec![SectionChange::Same] } else { holds }
    }

    /// Whether the section of B got a statement from somewhere else, which is shown there.
    fn received(&self, room: Room) -> bool {
        let met = self.homed_in_b(room).into_iter().filter_map(|y| self.found.met.of_b[y]);
        met.into_iter().any(|x| self.row_of(x).b != room.b)
    }

    /// The share of what both sections say that meets in this row, by mass; of bare ones the likeness of their titles.
    fn similarity(&self, room: Room, statements: &[StatementDiff]) -> Score {
        let (Some(p), Some(q)) = (room.a, room.b) else { return Score::NONE };
        let (a, b) = (self.found.a, self.found.b);
        let whole = section_mass(a, p) + section_mass(b, q);
        let met = statements.iter().filter_map(|s| Some((s.a?.get(), s.b?.get())));
        let said = met
            .filter(|(_, y)| b.statements[*y].section.get() == q)
            .map(|(x, y)| self.found.readers.0.score(x, (self.found.readers.1, y)) * (mass(a, x) + mass(b, y)))
            .sum::<f64>();
        let titles = || Score::new(short::likeness(&a.sections[p].title, &b.sections[q].title));
        Score::ratio(said, whole).unwrap_or_else(titles)
    }
}

fn section_mass(of: &Definition, section: usize) -> f64 {
    of.sections[section].statements.iter().map(|ix| mass(of, ix.get())).sum()
}

fn places(list: &[StatementIx]) -> Vec<usize> {
    list.iter().map(|ix| ix.get()).collect()
}

fn diff(change: Change, a: Option<usize>, b: Option<usize>) -> StatementDiff {
    StatementDiff { change, a: a.map(StatementIx::new), b: b.map(StatementIx::new), standing: None }
}

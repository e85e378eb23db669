//! Which statements of two agents are one, first inside sections that are counterparts, then across.

use super::{
    assign::{Candidate, Search, assign},
    likely::{Likely, Reader},
};
use crate::model::Definition;

/// Likeness above which two statements of the same section are one, changed. An edit of a word or two leaves short
/// statements above it; strangers in one section seldom reach it.
const CHANGED_IN_PLACE: f64 = 0.45;

/// Likeness above which two statements of different sections are one, and the words that they must then share at least:
/// without a common section the words alone must carry it.
const CHANGED_ELSEWHERE: f64 = 0.75;
const LEAST_WORDS_ELSEWHERE: usize = 3;

/// The part of those that the first look must give before two statements are read closely.
const FIRST_LOOK: f64 = 0.75;

/// What nearness in place adds at most, so that of equally alike statements those in order meet.
const NEARNESS: f64 = 0.02;

/// Which statement of the one agent each of the other meets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meetings {
    /// For each statement of A the one of B.
    pub(super) of_a: Vec<Option<usize>>,
    /// For each statement of B the one of A.
    pub(super) of_b: Vec<Option<usize>>,
    /// Whether all that might meet were held against each other.
    pub(super) search: Search,
}

/// Finds the meetings, given which sections are counterparts.
pub(super) fn meet(
    (a, x): (&Definition, &Reader<'_>),
    (b, y): (&Definition, &Reader<'_>),
    likely: &[Likely],
    couples: &[(usize, usize)],
) -> Meetings {
    let mut found =
        Meetings { of_a: vec![None; a.statements.len()], of_b: vec![None; b.statements.len()], search: Search::Whole };
    let hall = Hall::new((a, x), (b, y), couples);
    hall.same_words(&mut found, Reach::InPlace);
    hall.same_words(&mut found, Reach::Distinctive);
    hall.alike(&mut found, likely, Reach::InPlace);
    hall.alike(&mut found, likely, Reach::Elsewhere);
    hall.same_words(&mut found, Reach::Elsewhere);
    found
}

impl Meetings {
    fn join(&mut self, x: usize, y: usize) {
        self.of_a[x] = Some(y);
        self.of_b[y] = Some(x);
    }

    fn free(&self, x: usize, y: usize) -> bool {
        self.of_a[x].is_none() && self.of_b[y].is_none()
    }
}

/// How far a statement looks for its counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// In the counterpart of its section.
    InPlace,
    /// Anywhere, where it has words enough of its own and says them once.
    Distinctive,
    /// Anywhere.
    Elsewhere,
}

/// Whose a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    A,
    B,
}

struct Hall<'d> {
    a: &'d Definition,
    b: &'d Definition,
    readers: (&'d Reader<'d>, &'d Reader<'d>),
    /// For each section of A its counterpart.
    beside: Vec<Option<usize>>,
}

impl<'d> Hall<'d> {
    fn new(
        (a, x): (&'d Definition, &'d Reader<'d>),
        (b, y): (&'d Definition, &'d Reader<'d>),
        couples: &[(usize, usize)],
    ) -> Self {
        let mut beside = vec![None; a.sections.len()];
        for (p, q) in couples {
            beside[*p] = Some(*q);
        }
        Self { a, b, readers: (x, y), beside }
    }

    fn in_place(&self, x: usize, y: usize) -> bool {
        self.beside[self.a.statements[x].section.get()] == Some(self.b.statements[y].section.get())
    }

    /// Joins statements of the same words, the first with the first, the second with the second.
    fn same_words(&self, found: &mut Meetings, reach: Reach) {
        let mut free: Vec<(usize, u64, Side, usize)> = Vec::new();
        for (x, statement) in self.a.statements.iter().enumerate().filter(|(x, _)| found.of_a[*x].is_none()) {
            let Some(room) = self.room(reach, self.beside[statement.section.get()], statement.words.len()) else {
                continue;
            };
            free.push((room, statement.key, Side::A, x));
        }
        for (y, statement) in self.b.statements.iter().enumerate().filter(|(y, _)| found.of_b[*y].is_none()) {
            let Some(room) = self.room(reach, Some(statement.section.get()), statement.words.len()) else { continue };
            free.push((room, statement.key, Side::B, y));
        }
        free.sort_unstable();
        for alike in free.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let (left, right) = alike.split_at(alike.partition_point(|(_, _, side, _)| *side == Side::A));
            if reach != Reach::Distinctive || (left.len() == 1 && right.len() == 1) {
                left.iter().zip(right).for_each(|(x, y)| found.join(x.3, y.3));
            }
        }
    }

    /// Where a statement looks, by the number of the section in B; `None` where it does not look at all.
    fn room(&self, reach: Reach, section: Option<usize>, words: usize) -> Option<usize> {
        match reach {
            Reach::InPlace => section,
            Reach::Distinctive => (words >= LEAST_WORDS_ELSEWHERE).then_some(self.b.sections.len()),
            Reach::Elsewhere => (words > 0).then_some(self.b.sections.len()),
        }
    }

    /// Joins statements that share enough.
    fn alike(&self, found: &mut Meetings, likely: &[Likely], reach: Reach) {
        let open = likely.iter().filter(|couple| found.free(couple.a, couple.b));
        let candidates: Vec<Candidate> = open
            .filter(|couple| match reach {
                Reach::InPlace => self.in_place(couple.a, couple.b),
                _ => !self.in_place(couple.a, couple.b) && self.fewest_words(couple) >= LEAST_WORDS_ELSEWHERE,
            })
            .map(|couple| Candidate { a: couple.a, b: couple.b, worth: self.worth(couple, reach) })
            .collect();
        let assigned = assign(&candidates);
        found.search = found.search.max(assigned.search);
        assigned.couples.into_iter().for_each(|(x, y)| found.join(x, y));
    }

    fn worth(&self, couple: &Likely, reach: Reach) -> f64 {
        let least = if reach == Reach::InPlace { CHANGED_IN_PLACE } else { CHANGED_ELSEWHERE };
        // Reading is what costs: far from the mark on the first look, two statements are not read.
        if couple.score < FIRST_LOOK * least {
            return 0.0;
        }
        let score = self.readers.0.score(couple.a, (self.readers.1, couple.b));
        if score < least {
            return 0.0;
        }
        score - least + NEARNESS * (1.0 - (place(self.a, couple.a) - place(self.b, couple.b)).abs()) + f64::EPSILON
    }

    fn fewest_words(&self, couple: &Likely) -> usize {
        self.a.statements[couple.a].words.len().min(self.b.statements[couple.b].words.len())
    }
}

/// Where a statement stands in its agent, `0..=1`.
#[expect(clippy::cast_precision_loss, reason = "statements are few")]
fn place(of: &Definition, at: usize) -> f64 {
    at as f64 / of.statements.len() as f64
}

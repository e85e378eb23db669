//! Nothing twice, to the letter: a line that the canonical has already, in whatever dress, is not put in again.
//!
//! Statements of two kinds are never held against each other: an item, the row of a table and a line of code mean different
//! things by the same words. Where one member has a rule as an item and another shows it in a block of code, or two blocks
//! share some of their lines, the canonical would say it twice all the same. So lines are counted: none may stand in the
//! canonical more often than in the member that has it most often.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    decide::{self, Ruling, Rulings},
    files,
    members::Member,
    orphans::lead_over,
    saying::Saying,
    settle::{Settled, State},
    style,
    titles::oppose,
    verdict::FORBIDDEN,
};
use crate::text::{
    secrets::masked,
    signs::{CROSS, signs},
    words::{hash, words},
};

/// Letters and digits that a line has at the least for its being there twice to be seen: shorter ones stand in many blocks.
const TELLING: usize = 25;

/// Leaves out what would stand twice to the letter: it is no longer `asked` for. What only gave way to that comes back, and is
/// looked at in its turn.
pub(super) fn settle(settled: &mut Settled<'_>, rulings: Rulings<'_, '_>, asked: &mut [bool]) {
    let repeats = Repeats::of(settled);
    let mut all_asked = true;
    loop {
        let round = repeats.leave_out(settled, rulings);
        if round.left_out.is_empty() && all_asked {
            return;
        }
        for at in &round.left_out {
            asked[*at] = false;
        }
        // Of many versions little gives way in a round: who did not give way to that need not be asked again until the end.
        let mut again = settled.given_way_to(&round.left_out);
        all_asked = round.left_out.is_empty();
        if all_asked {
            again = (0..asked.len()).collect();
        }
        // Of many versions of one line each would come back alone, and go again in the next round.
        let repeated = |settled: &Settled<'_>, at: usize| repeats.repeated(settled, at, &round.held, rulings);
        for at in settled.take_back_but(&again, asked, repeated) {
            asked[at] = false;
        }
    }
}

/// What a round left out, and what it found to stand.
#[derive(Default)]
struct Round {
    left_out: Vec<usize>,
    held: Held,
}

/// No end: all that stands counts.
const ALL: usize = usize::MAX;

/// The telling lines of every saying, and how often each may stand.
struct Repeats {
    lines: Vec<Rc<[u64]>>,
    room: FxHashMap<u64, usize>,
}

impl Repeats {
    /// Those of all sayings; each wording is read once.
    fn of(settled: &Settled<'_>) -> Self {
        let mut known: FxHashMap<&str, Rc<[u64]>> = FxHashMap::default();
        let lines = settled.sayings.iter().map(|saying| {
            let lines = known.entry(saying.text).or_insert_with(|| telling(saying).into());
            Rc::clone(lines)
        });
        let lines: Vec<Rc<[u64]>> = lines.collect();
        Self { room: room(settled, &lines), lines }
    }

    /// Leaves out, of what the others add, each statement with a line that would stand once too often: as said by the
    /// statement that has all its lines, else as another version of the one that has the line.
    fn leave_out(&self, settled: &mut Settled<'_>, rulings: Rulings<'_, '_>) -> Round {
        let lines = &self.lines;
        let mut held = Held::default();
        for at in settled.kept().filter(|at| settled.sayings[*at].is_base()) {
            held.add(at, &lines[at]);
        }
        let mut out = self.back_to_own_words(settled, &mut held, rulings.members);
        let heirs: FxHashSet<usize> = settled.heirs.values().copied().collect();
        let further: Vec<usize> =
            settled.kept().filter(|at| !settled.sayings[*at].is_base() && !heirs.contains(at)).collect();
        for at in further {
            let state = self.over(settled, at, (&held, ALL), rulings);
            let ruling = decided(settled, at, state.as_ref(), rulings);
            if ruling != Ruling::Loses {
                settled.wanted.insert(at);
            }
            match (ruling, state) {
                (Ruling::Loses, Some(state)) if !settled.wanted.contains(&at) => {
                    settled.states[at] = state;
                    out.push(at);
                }
                // What gives way frees room: all is counted again.
                (Ruling::Wins, Some(State::Against { by, about })) => {
                    decide::give_way(settled, by, at, &about);
                    out.push(by);
                    return Round { left_out: out, held: Held::default() };
                }
                _ => held.add(at, &lines[at]),
            }
        }
        Round { left_out: out, held }
    }

    /// What becomes of the statement at `at` where what is `held` in front of an end has a line of it once too often.
    fn over(
        &self,
        settled: &Settled<'_>,
        at: usize,
        (held, end): (&Held, usize),
        rulings: Rulings<'_, '_>,
    ) -> Option<State> {
        let over = held.over(&self.lines[at], &self.room, end);
        let over = over.filter(|_| !is_head(&settled.sayings[at], rulings.members));
        over.map(|(line, by)| instead(settled, at, by, line, rulings.members))
    }

    /// What becomes of the statement at `at` if it were put in again: `None` where it may stand, or somebody has to be asked.
    fn repeated(&self, settled: &Settled<'_>, at: usize, held: &Held, rulings: Rulings<'_, '_>) -> Option<State> {
        if settled.sayings[at].is_base() || settled.wanted.contains(&at) {
            return None;
        }
        let state = self.over(settled, at, (held, at), rulings)?;
        (decided(settled, at, Some(&state), rulings) == Ruling::Loses).then_some(state)
    }

    /// Gives the base its own words back where another's fuller ones would bring a line once too often.
    fn back_to_own_words(&self, settled: &mut Settled<'_>, held: &mut Held, members: &[Member<'_>]) -> Vec<usize> {
        let (lines, mut out) = (&self.lines, Vec::new());
        for (own, heir) in settled.heirs.clone() {
            let covered = matches!(settled.states[own], State::Covered(_) | State::Same(_));
            let Some((line, _)) = held.over(&lines[heir], &self.room, ALL).filter(|_| covered) else {
                held.add(heir, &lines[heir]);
                continue;
            };
            settled.heirs.remove(&own);
            settled.states[own] = State::Kept;
            held.add(own, &lines[own]);
            settled.states[heir] = instead(settled, heir, own, line, members);
            out.push(heir);
            // Beside the heir its member had the base's words too: there they said something of their own.
            for twin in settled.choir(own).into_iter().skip(1).filter(|twin| settled.is_kept(*twin)).collect::<Vec<_>>()
            {
                if !settled.sayings[twin].is_base() && !settled.wanted.contains(&twin) {
                    settled.states[twin] = State::Same(own);
                }
            }
        }
        out
    }
}

/// Lines with the statements that have them, in the order in which they were found to stand.
#[derive(Default)]
struct Held(FxHashMap<u64, Vec<usize>>);

impl Held {
    fn add(&mut self, at: usize, lines: &[u64]) {
        for line in lines {
            self.0.entry(*line).or_default().push(at);
        }
    }

    /// The first of `lines` that there is no room for behind what stands in front of `end`, with the statement that has it.
    fn over(&self, lines: &[u64], room: &FxHashMap<u64, usize>, end: usize) -> Option<(u64, usize)> {
        let own = |line: u64| lines.iter().filter(|other| **other == line).count();
        lines.iter().copied().find_map(|line| {
            let mut there = self.0.get(&line)?.iter().copied().filter(|at| *at < end);
            let by = there.next()?;
            let room = room.get(&line).copied().unwrap_or(1);
            (1 + there.count() + own(line) > room.max(1)).then_some((line, by))
        })
    }
}

/// How often each line may stand: as often as in the member that has it most often.
fn room(settled: &Settled<'_>, lines: &[Rc<[u64]>]) -> FxHashMap<u64, usize> {
    let mut of_member: FxHashMap<(usize, u64), usize> = FxHashMap::default();
    for (saying, lines) in settled.sayings.iter().zip(lines) {
        for line in lines.iter() {
            *of_member.entry((saying.member, *line)).or_default() += 1;
        }
    }
    let mut room = FxHashMap::default();
    for ((_, line), times) in of_member {
        let most = room.entry(line).or_insert(0);
        *most = times.max(*most);
    }
    room
}

/// The head of a table stands over each of its parts.
fn is_head(saying: &Saying<'_>, members: &[Member<'_>]) -> bool {
    style::is_head(members[saying.member].definition, saying.statement)
}

/// What becomes of the statement at `at`, a line of which the one at `by` has.
fn instead(settled: &Settled<'_>, at: usize, by: usize, line: u64, members: &[Member<'_>]) -> State {
    // A fault that is named under two titles is one; what one title asks for and its contrary forbids is not.
    let over = |at: usize| lead_over(settled, at, members).map_or(String::new(), |(_, lead)| lead);
    let torn = settled.sayings[by].stance != settled.sayings[at].stance && oppose(&over(at), &over(by));
    if holds(settled.sayings[by].text, settled.sayings[at].text) {
        return if torn { State::Against { by, about: FORBIDDEN.to_owned() } } else { State::Covered(by) };
    }
    let name = settled.sayings[at].text.lines().find(|text| folded(text) == Some(line)).unwrap_or("").trim();
    // A secret that is cut is not known for one any more.
    let name: String = masked(name).chars().take(60).collect();
    State::Against { by, about: format!("versions of \u{201c}{name}\u{201d}") }
}

/// What a person decided for a statement that would be another version of one that stands.
fn decided(settled: &Settled<'_>, at: usize, state: Option<&State>, rulings: Rulings<'_, '_>) -> Ruling {
    match state {
        Some(State::Against { by, about }) => rulings.of_loser(settled, about, at, *by),
        _ => Ruling::Loses,
    }
}

/// Whether every line of `less` stands in `more`, letter by letter and its code mark by mark.
fn holds(more: &str, less: &str) -> bool {
    let mut lines: FxHashMap<u64, Vec<&str>> = FxHashMap::default();
    for (key, line) in more.lines().filter_map(|line| Some((letters(line)?, line))) {
        lines.entry(key).or_default().push(line);
    }
    let stands = |(key, line): (u64, &str)| {
        let says = |other: &&str| {
            files::spelling(line, other).is_none()
                && without_cross(line) == without_cross(other)
                && numbers(line) == numbers(other)
        };
        lines.get(&key).is_some_and(|alike| alike.iter().any(says))
    };
    less.lines().filter_map(|line| Some((letters(line)?, line))).all(stands)
}

/// The lines of a statement that tell something, titles and lead-ins left out.
fn telling(saying: &Saying<'_>) -> Vec<u64> {
    // Tags with text between them are a line of code.
    let is_markup = |line: &str| line.trim().starts_with('<') && line.matches('<').count() > 1;
    saying.text.lines().filter(|line| !style::is_title_line(line) || is_markup(line)).filter_map(folded).collect()
}

/// What the signs of a line say; a cross may say again what the title over it says.
fn without_cross(line: &str) -> String {
    signs(line).replace(CROSS, "")
}

/// The numbers of a line, as they are parted: 2.5 is not 25.
fn numbers(line: &str) -> Vec<String> {
    words(bare(line)).into_iter().filter(|word| word.contains(|c: char| c.is_numeric())).collect()
}

fn folded(line: &str) -> Option<u64> {
    let leads = line.trim_end().ends_with([':', '：']);
    let count = line.chars().filter(|c| c.is_alphanumeric()).take(TELLING).count();
    if count >= TELLING && !leads { letters(line) } else { None }
}

/// The letters and digits of a line without its marker, in lower case; `None` where there are none.
fn letters(line: &str) -> Option<u64> {
    let bare = bare(line);
    let letters: String = bare.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (!letters.is_empty()).then(|| hash(&letters))
}

/// A line without what marks it as an item, a quotation or a row.
fn bare(line: &str) -> &str {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '|' | '#'));
    let unnumbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match unnumbered.strip_prefix(['.', ')']).filter(|_| unnumbered.len() < line.len()) {
        Some(rest) => rest,
        None => line.strip_prefix(['-', '*', '+', '•']).unwrap_or(line),
    };
    if rest.starts_with(char::is_whitespace) { rest } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_count() {
        let plain = letters("Oil the lantern");
        for line in ["- Oil the lantern", "  2. Oil the **lantern**", "> oil the lantern", "| Oil | the lantern |"] {
            assert_eq!(letters(line), plain, "{line}");
        }
        assert_ne!(letters("2 lanterns"), letters("3 lanterns"), "a number that counts something is no marker");
        assert_eq!(letters("---"), None);
    }

    #[test]
    fn a_point_between_digits_counts() {
        let line = |metres: &str| format!("Allow a draught of {metres} metres in the basin");
        assert!(holds(&line("2.5"), &format!("- {}", line("2.5"))) && !holds(&line("25"), &line("2.5")));
        assert!(!holds(&line("1,000"), &line("1.000")));
    }

    #[test]
    fn short_lines_and_titles_tell_nothing() {
        assert_eq!(folded("Oil the lantern"), None);
        assert_eq!(folded("Oil every lantern in the harbour, namely:"), None);
        assert!(folded("Oil every lantern in the harbour").is_some());
    }
}

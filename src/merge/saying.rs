//! One statement of one member, with what is needed to hold it against others; and the verdict on two of them.

use std::{cell::OnceCell, collections::hash_map::Entry};

use rustc_hash::FxHashMap;

use super::{files, members::Member, persona, style};
use crate::{
    model::{Statement, StatementIx, StatementKind},
    text::{
        contradiction::Claims,
        likeness::{Meeting, Reading, Said, likeness_by},
        secrets::masked,
        signs::signs,
        words::{hash, key, words},
    },
};

/// A statement of a member.
pub(super) struct Saying<'r> {
    /// Which member, 0 for the base.
    pub(super) member: usize,
    pub(super) ix: StatementIx,
    pub(super) statement: &'r Statement,
    /// Its wording.
    pub(super) text: &'r str,
    /// What it claims; made for prose alone.
    pub(super) claims: Claims,
    /// Its lines by the key of their words, sorted, where it has several.
    pub(super) lines: Vec<u64>,
    /// What its signs say.
    signs: String,
    /// What is the same for two that may stand for each other unread.
    key: u64,
    /// Whether the box of its task is ticked; `None` where it has none.
    ticked: Option<bool>,
    /// Whether it says who the agent is and nothing else.
    pub(super) is_persona: bool,
    /// Whether it begins with that sentence.
    pub(super) opens_as_persona: bool,
    /// Its close reading, made where it is first asked for: each is held against many others.
    reading: OnceCell<Reading>,
}

/// How one statement stands to another in a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Both say the same: one may stand for the other.
    Same,
    /// The first says all that the second says, and more.
    Covers,
    /// The second says all that the first says, and more.
    CoveredBy,
    /// They cannot both be followed; about this.
    Against(String),
    /// Neither can stand for the other.
    Apart,
}

/// What can stand for what: a row of a table never stands for a sentence, and a block of code only for its equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Prose,
    Row,
    Block,
}

impl Saying<'_> {
    pub(super) fn is_base(&self) -> bool {
        self.member == 0
    }

    pub(super) fn key(&self) -> u64 {
        self.key
    }

    /// What is the same for two that must be held against each other: rows that have the same words.
    pub(super) fn met_by(&self) -> u64 {
        if self.class() == Class::Row { hash(&words(self.text).join(" ")) } else { self.statement.key }
    }

    pub(super) fn class(&self) -> Class {
        match self.statement.kind {
            StatementKind::Paragraph | StatementKind::Bullet | StatementKind::Step => Class::Prose,
            StatementKind::Row => Class::Row,
            StatementKind::Code | StatementKind::Example => Class::Block,
        }
    }

    /// Whether it is an item of a list.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.statement.kind, StatementKind::Bullet | StatementKind::Step)
    }

    /// Whether it leads into what follows it.
    pub(super) fn leads(&self) -> bool {
        self.text.trim_end_matches(['*', '_', ' ']).ends_with([':', '：'])
    }

    fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| Reading::of(self.text))
    }

    fn said(&self) -> Said<'_> {
        Said { text: self.text, key: self.statement.key, words: &self.statement.words }
    }
}

/// Every statement of every member, in member order, then document order.
pub(super) fn all<'r>(members: &[Member<'r>]) -> Vec<Saying<'r>> {
    let mut out: Vec<Saying<'r>> = Vec::new();
    // What a wording claims, and its lines, are read once, however many say it.
    let mut known: FxHashMap<(Class, &'r str), usize> = FxHashMap::default();
    for (at, member) in members.iter().enumerate() {
        for ix in (0..member.definition.statements.len()).map(StatementIx::new) {
            let mut saying = bare(at, member.definition, ix);
            match known.entry((saying.class(), saying.text)) {
                Entry::Occupied(first) => {
                    let first = &out[*first.get()];
                    (saying.claims, saying.lines) = (first.claims.clone(), first.lines.clone());
                }
                Entry::Vacant(free) => {
                    free.insert(out.len());
                    read(&mut saying);
                }
            }
            out.push(saying);
        }
    }
    out
}

/// A statement of which only the words are known.
fn bare(member: usize, definition: &crate::model::Definition, ix: StatementIx) -> Saying<'_> {
    let (statement, text) = (definition.statement(ix), definition.wording(ix));
    // Wherever it stands: in the canonical it may stand in another section.
    let opens_as_persona = statement.kind == StatementKind::Paragraph && persona::opens(text);
    let is_persona = opens_as_persona && persona::is_whole(text);
    let ticked = style::ticked(definition, statement);
    let key = match statement.kind {
        StatementKind::Row => cells_key(text),
        _ if ticked == Some(true) => hash(&format!("ticked {}", statement.key)),
        _ => statement.key,
    };
    let (claims, lines, signs, reading) = (Claims::default(), Vec::new(), signs(text), OnceCell::new());
    Saying { member, ix, statement, text, claims, lines, signs, key, ticked, is_persona, opens_as_persona, reading }
}

/// The digest of a row's cells: under another heading the same words say another thing.
fn cells_key(row: &str) -> u64 {
    let cell = |cell: &str| {
        let words = words(cell).join(" ");
        let bare = || cell.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '_' | '`')).collect();
        format!("{}{}", if words.is_empty() { bare() } else { words }, signs(cell))
    };
    let cells: Vec<String> = row.trim().trim_matches('|').split('|').map(cell).collect();
    hash(cells.join("|").trim_end_matches('|'))
}

fn read(saying: &mut Saying<'_>) {
    saying.lines = lines(saying.text);
    if saying.class() == Class::Prose {
        saying.claims = Claims::of(saying.text);
    }
}

fn lines(text: &str) -> Vec<u64> {
    /// Shorter lines ("} else {", "npm test") stand in many blocks, in bytes.
    const TELLING: usize = 16;
    if !text.contains('\n') {
        return Vec::new();
    }
    let mut out: Vec<u64> = text.lines().map(unmarked).filter(|line| line.len() >= TELLING).map(key).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// A line without list markers and numbers, which differ between versions that count otherwise.
fn unmarked(line: &str) -> &str {
    line.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')')
    })
    .trim_end()
}

/// Holds two statements against each other, whatever stands around them: that, and that alone, makes merging twice the same
/// as merging once.
pub(super) fn verdict(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    if a.class() != b.class() {
        return Verdict::Apart;
    }
    if a.key() == b.key() {
        return Verdict::Same;
    }
    match a.class() {
        Class::Prose => prose(a, b),
        Class::Block => blocks(a, b),
        Class::Row => rows(a, b),
    }
}

/// Rows of the same words in other cells, or with other marks in them.
fn rows(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    if a.met_by() != b.met_by() || words(a.text).is_empty() {
        return Verdict::Apart;
    }
    if a.signs != b.signs {
        return Verdict::Against(about_signs(a, b));
    }
    let cells = a.text.trim().trim_matches('|').split('|').map(str::trim);
    let name: String = masked(cells.into_iter().find(|cell| !cell.is_empty()).unwrap_or("")).chars().take(60).collect();
    Verdict::Against(format!("the cells of \u{201c}{name}\u{201d}"))
}

/// Two wrapped paragraphs that share most of their lines are versions of one.
fn wrapped(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    let shared = a.lines.iter().filter(|line| b.lines.binary_search(line).is_ok()).count();
    let most = 2 * shared >= a.lines.len().min(b.lines.len());
    if most { versions(a, b, shared) } else { Verdict::Apart }
}

/// Blocks of code cannot be blended: of one whose lines all stand in the other the fuller is kept; two that share a good part
/// of their lines are two versions of one block, and somebody has to choose.
fn blocks(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    let shared = a.lines.iter().filter(|line| b.lines.binary_search(line).is_ok()).count();
    let all_of = |less: &Saying<'_>| shared > 0 && shared == less.lines.len();
    match (all_of(a), all_of(b)) {
        (true, true) if holds_lines(a.text, b.text) => Verdict::Covers,
        (true, _) if holds_lines(b.text, a.text) => Verdict::CoveredBy,
        (_, true) if holds_lines(a.text, b.text) => Verdict::Covers,
        _ => versions(a, b, shared),
    }
}

/// Whether every line of `less` stands in `more`, however short.
fn holds_lines(more: &str, less: &str) -> bool {
    let lines: Vec<u64> = more.lines().map(unmarked).map(key).collect();
    less.lines().filter(|line| !line.trim().is_empty()).all(|line| lines.contains(&key(unmarked(line))))
}

fn versions(a: &Saying<'_>, b: &Saying<'_>, shared: usize) -> Verdict {
    let fewer = a.lines.len().min(b.lines.len());
    if shared == 0 || 4 * shared < fewer {
        return Verdict::Apart;
    }
    // The same name whichever is asked first: the first line that both have.
    let common = |line: &&str| [a, b].iter().all(|side| side.lines.binary_search(&key(unmarked(line))).is_ok());
    let name = a.text.lines().find(common).unwrap_or("").trim();
    // A secret that is cut is not known for one any more.
    let name: String = masked(name).chars().take(60).collect();
    Verdict::Against(format!("versions of \u{201c}{name}\u{201d}"))
}

fn prose(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    if let Some(contradiction) = a.claims.against(&b.claims) {
        return Verdict::Against(contradiction.about);
    }
    // Rules, arrows and the frames of drawings: what has no words says nothing that others could say too.
    if a.statement.words.is_empty() || b.statement.words.is_empty() {
        return Verdict::Apart;
    }
    let one_saying = || a.statement.words == b.statement.words && words(a.text) == words(b.text);
    if a.signs != b.signs && one_saying() {
        return Verdict::Against(about_signs(a, b));
    }
    if a.ticked.is_some() && b.ticked.is_some() && a.ticked != b.ticked && one_saying() {
        return Verdict::Against("[ ] / [x]".to_owned());
    }
    let meeting = likeness_by(a.said(), b.said(), || a.reading(), || b.reading()).meeting;
    if !signs_allow(meeting, &a.signs, &b.signs) || !files::allow(meeting, a.text, b.text) {
        return Verdict::Apart;
    }
    match meeting {
        Meeting::Same => Verdict::Same,
        Meeting::Covers => Verdict::Covers,
        Meeting::CoveredBy => Verdict::CoveredBy,
        // What tells the agent to do something stays; it is what describes the agent alone that gives way.
        Meeting::Overlaps | Meeting::Different if a.opens_as_persona && b.is_persona => {
            Verdict::Against(persona::PERSONA.to_owned())
        }
        Meeting::Overlaps | Meeting::Different => wrapped(a, b),
    }
}

/// Whether what the signs of two statements say lets one stand for the other as `meeting` has it: the one that stands has all
/// signs of the other.
fn signs_allow(meeting: Meeting, a: &str, b: &str) -> bool {
    let holds = |more: &str, less: &str| less.chars().all(|sign| more.contains(sign));
    match meeting {
        Meeting::Same => holds(a, b) && holds(b, a),
        Meeting::Covers => holds(a, b),
        Meeting::CoveredBy => holds(b, a),
        Meeting::Overlaps | Meeting::Different => true,
    }
}

/// What two statements are about that differ in signs alone, the same whichever is asked first.
fn about_signs(a: &Saying<'_>, b: &Saying<'_>) -> String {
    let shown = |signs: &str| if signs.is_empty() { "no sign".to_owned() } else { signs.to_owned() };
    let mut both = [shown(&a.signs), shown(&b.signs)];
    both.sort_unstable();
    both.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{merge::sample, model::Span};

    fn of(member: usize, definition: &crate::model::Definition, ix: StatementIx) -> Saying<'_> {
        let mut saying = bare(member, definition, ix);
        read(&mut saying);
        saying
    }

    fn of_two(a: &str, b: &str) -> Verdict {
        let definition = sample::definition(&format!("- {a}\n- {b}\n"));
        let [x, y] = [0, 1].map(|at| of(0, &definition, StatementIx::new(at)));
        verdict(&x, &y)
    }

    #[test]
    fn one_may_stand_for_the_other() {
        assert_eq!(of_two("Water the **roses** daily", "water the roses, daily"), Verdict::Same);
        assert_eq!(of_two("Water all roses daily", "Water all young roses daily"), Verdict::CoveredBy);
        assert_eq!(of_two("Sharpen the shears", "Wash the gloves"), Verdict::Apart);
    }

    #[test]
    fn who_names_another_file_says_another_thing() {
        let file = |name: &str| format!("Load the whole agent from @house/keepers/{name}.md");
        assert_eq!(of_two(&file("tide-keeper"), &file("tide-night-keeper")), Verdict::Apart);
        assert_eq!(of_two(&file("tide-keeper"), &(file("tide-keeper") + " at dusk")), Verdict::CoveredBy);
    }

    #[test]
    fn opposite_signs_are_no_style() {
        let below = of_two("Light the lamp within < 10 s", "Light the lamp within > 10 s");
        assert_eq!(below, Verdict::Against("< / >".to_owned()));
        assert_eq!(of_two("Fill it to 80%", "Fill it to 80 %."), Verdict::Same);
        for (a, b, about) in [
            ("Read `*.log` files", "Read `**/*.log` files", "**/ / no sign"),
            ("Needs oil `~1.2`", "Needs oil `^1.2`", "^ / ~"),
            ("Write to `/tmp/logs`", "Write to `tmp/logs`", "/ / no sign"),
            ("✅ Ring at noon", "❌ Ring at noon", "no sign / ✗"),
        ] {
            assert_eq!(of_two(a, b), Verdict::Against(about.to_owned()), "{a} | {b}");
        }
        assert_eq!(of_two("Read `**/*.log` files", "Files: read `*.log`"), Verdict::Apart);
    }

    #[test]
    fn denials_and_numbers_keep_them_apart() {
        assert_ne!(of_two("Prune roses in spring", "Do not prune roses in spring"), Verdict::Same);
        let weeks = of_two("Prune old roses 3 weeks apart", "Prune old roses 4 weeks apart");
        assert_eq!(weeks, Verdict::Against("3 weeks / 4 weeks".to_owned()));
    }

    #[test]
    fn blocks_of_code_are_not_blended() {
        let of_code = |a: &str, b: &str| {
            let mut definition = sample::definition("- x\n- y\n");
            let start = definition.text.len();
            definition.text.extend([a, b]);
            let spans = [Span::new(start, start + a.len()), Span::new(start + a.len(), start + a.len() + b.len())];
            for (statement, span) in definition.statements.iter_mut().zip(spans) {
                (statement.kind, statement.span, statement.key) = (StatementKind::Code, span, span.start as u64);
            }
            let [x, y] = [0, 1].map(|at| of(0, &definition, StatementIx::new(at)));
            verdict(&x, &y)
        };
        let (one, two) =
            ("```\nprune --all roses\nwater --all roses\n```", "```\nprune --all roses\nwater --no lilies\n```");
        assert_eq!(of_code(one, two), Verdict::Against("versions of \u{201c}prune --all roses\u{201d}".to_owned()));
        assert_eq!(of_code(one, "```\nprune --all roses\n```"), Verdict::Covers);
        assert_eq!(of_code(one, "```\nmend --all nets\nfold the old nets\n```"), Verdict::Apart);
    }

    #[test]
    fn scattered_words_cover_nothing() {
        let long = "Roses are planted in March, when the soil is soft; daily work then means weeding, mulching, tying canes \
                    and, towards the summer, some water for the lawn as well";
        assert_eq!(of_two("Water roses daily", long), Verdict::Apart);
    }
}

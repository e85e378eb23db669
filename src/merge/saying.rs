//! One statement of one member, with what is needed to hold it against others; and the verdict on two of them.

use std::{cell::OnceCell, rc::Rc};

use rustc_hash::FxHashMap;

use super::{
    code,
    conditions::{self, Case},
    denial::{denies, led_into_ban, stands_under_ban},
    files,
    members::Member,
    persona, rows,
    scope::Scope,
    style,
};
use crate::{
    model::{Definition, SectionIx, Statement, StatementIx, StatementKind},
    text::{
        contradiction::Claims,
        likeness::{Reading, Said, likeness_by},
        listing,
        signs::{CROSS, signs},
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
    /// What that wording says.
    pub(super) gist: Rc<Gist>,
    /// What is the same for two that may stand for each other unread.
    key: u64,
    /// What is the same for two rows that tell of one thing, 0 for what is no such row.
    pub(super) row: u64,
    /// What the title that it stands under makes of it.
    pub(super) stance: Stance,
    /// Whether it completes a condition that the words over it begin.
    pub(super) case: Case,
    /// Whether it is the head of a table.
    pub(super) is_head: bool,
    /// Whether the box of its task is ticked; `None` where it has none.
    pub(super) ticked: Option<bool>,
    /// Whether it says who the agent is and nothing else.
    pub(super) is_persona: bool,
    /// Whether it begins with that sentence.
    pub(super) opens_as_persona: bool,
}

/// What the title over a statement makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// It holds as it says.
    Asked,
    /// It is not to be done.
    Forbidden,
}

/// What a wording says, read once, however many say it.
pub(super) struct Gist {
    /// What it claims; made for prose alone.
    pub(super) claims: Claims,
    /// Its lines by the key of their words, sorted, where it has several; those that tell something, else all.
    pub(super) lines: Vec<u64>,
    /// Whether none of its lines tells anything beside the others.
    pub(super) is_terse: bool,
    /// What its signs say; made for prose and rows.
    pub(super) signs: String,
    /// The digest of a row's cells, and that of its words; 0 for what is no row.
    cells: u64,
    pub(super) words: u64,
    /// The digest of a block's lines of code, blank ones and comments left out; 0 for what is no block of code.
    pub(super) code: u64,
    /// Its close reading, made where it is first asked for: each is held against many others.
    reading: OnceCell<Reading>,
    /// How far it reaches, made likewise.
    scope: OnceCell<Scope>,
}

impl Gist {
    pub(super) fn of(class: Class, text: &str) -> Self {
        let (prose, row) = (class == Class::Prose, class == Class::Row);
        let telling = lines(class, text, TELLING);
        let is_terse = class == Class::Block && telling.is_empty();
        Self {
            claims: if prose { Claims::of(text) } else { Claims::default() },
            lines: if is_terse { lines(class, text, 1) } else { telling },
            is_terse,
            signs: if prose || row { signs(text) } else { String::new() },
            cells: if row { cells_key(text) } else { 0 },
            words: if row { hash(&words(text).join(" ")) } else { 0 },
            code: if class == Class::Block { code::digest(text) } else { 0 },
            reading: OnceCell::new(),
            scope: OnceCell::new(),
        }
    }

    /// The same under a title that forbids: a cross says again what the title says.
    fn under_ban(mut self) -> Self {
        self.signs.retain(|sign| sign != CROSS);
        self
    }
}

/// What can stand for what: a row of a table never stands for a sentence, and a block of code only for its equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Prose,
    Row,
    Block,
}

impl Class {
    pub(super) const fn of(kind: StatementKind) -> Self {
        match kind {
            StatementKind::Paragraph | StatementKind::Bullet | StatementKind::Step => Self::Prose,
            StatementKind::Row => Self::Row,
            StatementKind::Code | StatementKind::Example => Self::Block,
        }
    }
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
        if self.class() == Class::Row { self.gist.words } else { self.statement.key }
    }

    pub(super) fn class(&self) -> Class {
        Class::of(self.statement.kind)
    }

    /// What of their code tells it from another of the same words.
    pub(super) fn spelling(&self, other: &Self) -> Option<String> {
        let by_words = self.statement.kind != StatementKind::Code;
        by_words.then(|| files::spelling(self.text, other.text)).flatten()
    }

    /// Whether another says the same in the same words, however the two are marked.
    pub(super) fn echoes(&self, other: &Self) -> bool {
        self.class() == other.class() && self.key() == other.key() && self.spelling(other).is_none()
    }

    /// Whether it is an item of a list.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.statement.kind, StatementKind::Bullet | StatementKind::Step)
    }

    /// Whether it leads into what follows it.
    pub(super) fn leads(&self) -> bool {
        style::leads(self.text)
    }

    pub(super) fn reading(&self) -> &Reading {
        self.gist.reading.get_or_init(|| Reading::of(self.text))
    }

    pub(super) fn scope(&self) -> (&str, &Scope) {
        (self.text, self.gist.scope.get_or_init(|| Scope::of(self.text)))
    }

    /// How much it shares with another, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        likeness_by(self.said(), other.said(), || self.reading(), || other.reading()).score
    }

    pub(super) fn said(&self) -> Said<'_> {
        Said { text: self.text, key: self.statement.key, words: &self.statement.words }
    }
}

/// Every statement of every member, in member order, then document order.
pub(super) fn all<'r>(members: &[Member<'r>]) -> Vec<Saying<'r>> {
    let mut out: Vec<Saying<'r>> = Vec::new();
    let mut known: FxHashMap<(Class, &'r str, bool), Rc<Gist>> = FxHashMap::default();
    for (at, member) in members.iter().enumerate() {
        let definition = member.definition;
        let sections = (0..definition.sections.len()).map(SectionIx::new);
        let banned: Vec<bool> = sections.map(|section| stands_under_ban(definition, section)).collect();
        let led = led_into_ban(definition);
        let cases = conditions::of_statements(definition);
        for ix in (0..definition.statements.len()).map(StatementIx::new) {
            let (statement, text) = (definition.statement(ix), definition.wording(ix));
            let class = Class::of(statement.kind);
            let banned = class == Class::Prose && (banned[statement.section.get()] || led[ix.get()]);
            let gist = known.entry((class, text, banned)).or_insert_with(|| {
                let gist = Gist::of(class, text);
                Rc::new(if banned { gist.under_ban() } else { gist })
            });
            let mut saying = Saying { case: cases[ix.get()], ..saying(at, definition, ix, Rc::clone(gist)) };
            if banned && !denies(text) {
                saying.stance = Stance::Forbidden;
                saying.key = hash(&format!("forbidden {}", saying.key));
            }
            out.push(saying);
        }
    }
    rows::key(&mut out, members);
    out
}

/// Whether a statement says in the same words what one of another agent says.
pub(super) fn echoes(own: (&Definition, StatementIx), other: (&Definition, StatementIx)) -> bool {
    let [(statement, text), (of_other, other_text)] =
        [own, other].map(|(definition, ix)| (definition.statement(ix), definition.wording(ix)));
    if statement.key != of_other.key || text == other_text {
        return statement.key == of_other.key;
    }
    let [own, other] = [own, other].map(|(definition, ix)| {
        let gist = Gist::of(Class::of(definition.statement(ix).kind), definition.wording(ix));
        saying(0, definition, ix, Rc::new(gist))
    });
    own.echoes(&other)
}

/// A statement with what its wording says.
pub(super) fn saying(member: usize, definition: &Definition, ix: StatementIx, gist: Rc<Gist>) -> Saying<'_> {
    let (statement, text) = (definition.statement(ix), definition.wording(ix));
    // Wherever it stands: in the canonical it may stand in another section.
    let opens_as_persona = statement.kind == StatementKind::Paragraph && persona::opens(text);
    let is_persona = opens_as_persona && persona::is_whole(text);
    let ticked = style::ticked(definition, statement);
    let is_head = style::is_head(definition, statement);
    let key = match statement.kind {
        StatementKind::Row => gist.cells,
        // What is run says another thing with another letter, mark or step in.
        StatementKind::Code => listing::key(text),
        _ if ticked == Some(true) => hash(&format!("ticked {}", statement.key)),
        _ => statement.key,
    };
    Saying {
        member,
        ix,
        statement,
        text,
        gist,
        key,
        row: 0,
        stance: Stance::Asked,
        case: Case::May,
        is_head,
        ticked,
        is_persona,
        opens_as_persona,
    }
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

/// Shorter lines ("} else {", "npm test") stand in many blocks, in bytes.
const TELLING: usize = 16;

/// The lines that are at least so long, by the key of their words, or of a block by all that they hold but how deep they stand:
/// code that is put inside of other code is a version of it. None of a text of one line.
fn lines(class: Class, text: &str, shortest: usize) -> Vec<u64> {
    if !text.contains('\n') {
        return Vec::new();
    }
    let mut out: Vec<u64> = if class == Class::Block {
        listing::lines(text).filter(|line| line.text.len() >= shortest).map(listing::Line::words).collect()
    } else {
        let says = |line: &&str| line.len() >= shortest && !listing::is_fence(line);
        text.lines().map(unmarked).filter(says).map(key).collect()
    };
    out.retain(|line| *line != key(""));
    out.sort_unstable();
    out.dedup();
    out
}

/// A line without list markers and numbers, which differ between versions that count otherwise.
pub(super) fn unmarked(line: &str) -> &str {
    line.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')')
    })
    .trim_end()
}

//! Which statement of the canonical says what another language says: told from the place it stands at and from what every
//! language writes alike (numbers, code), never from the words. Where that does not tell, nothing stands for it.

use std::{cell::OnceCell, collections::BTreeSet};

use super::{
    members::Member,
    relate::Relation,
    saying::Saying,
    settle::{Settled, State},
};
use crate::{
    model::{Choice, Definition, SectionIx, StatementIx},
    text::words::{for_each_word, words},
};

/// What the conflicts call statements of another language that nothing stands for.
pub(super) const UNANSWERED: &str = "said in another language alone";

/// The same where they forbid something.
pub(super) const FORBIDDEN: &str = "forbidden in another language alone";

/// Says of the `translated` statements what stands for them, and keeps those that somebody decided for.
pub(super) fn settle(
    settled: &mut Settled<'_>,
    translated: &[usize],
    members: &[Member<'_>],
    relations: &[Relation],
    decisions: &[Choice],
) {
    let marks = vec![OnceCell::new(); settled.sayings.len()];
    for at in translated.iter().copied() {
        if settled.states[at] != State::Below {
            continue;
        }
        let text = settled.sayings[at].text;
        let wanted = [UNANSWERED, FORBIDDEN].iter().any(|about| decisions.iter().any(|one| one.takes(about, text)));
        settled.states[at] = match counterpart(settled, at, members, relations, &marks) {
            Some(by) => State::Translation(by),
            None if wanted => State::Kept,
            None => State::Foreign,
        };
    }
}

/// The kept statement of the base that plainly says the same as the one at `at`.
fn counterpart(
    settled: &Settled<'_>,
    at: usize,
    members: &[Member<'_>],
    relations: &[Relation],
    marks: &[OnceCell<Marks>],
) -> Option<usize> {
    let saying = &settled.sayings[at];
    let member = &members[saying.member];
    let mut rows = member.diff?.sections.iter().flat_map(|section| &section.statements);
    let aligned = rows.find(|row| row.b == Some(saying.ix)).and_then(|row| row.a);
    let there = section_there(members[0].definition, member.definition, saying, &relations[saying.member]);
    let placed = there.and_then(|there| at_same_place(members[0].definition, member.definition, saying, there));
    let stands = |ix: StatementIx| settled.find(0, ix).filter(|by| settled.is_kept(*by));
    let at_hand = [aligned, placed].into_iter().flatten().filter_map(stands);
    // Each statement of the base is asked for by many.
    let marks = |at: usize| marks[at].get_or_init(|| Marks::of(&settled.sayings[at]));
    let own = marks(at);
    at_hand.into_iter().find(|by| own.agree_with(marks(*by))).or_else(|| by_marks(settled, own, marks))
}

/// The section of the base that stands for that of a statement: the one that it answers to, else the one at the same place
/// where both agents have the same sections.
fn section_there(
    base: &Definition,
    member: &Definition,
    saying: &Saying<'_>,
    relation: &Relation,
) -> Option<SectionIx> {
    let own = saying.statement.section;
    let shape = |of: &Definition| of.sections.iter().map(|section| (section.marker, section.depth)).collect::<Vec<_>>();
    relation.section(own).or_else(|| (shape(base) == shape(member)).then_some(own))
}

/// The statement at the same place in its section, where the two sections have as many of that kind.
fn at_same_place(base: &Definition, member: &Definition, saying: &Saying<'_>, there: SectionIx) -> Option<StatementIx> {
    let kind = saying.statement.kind;
    let of_kind = |of: &Definition, section: SectionIx| -> Vec<StatementIx> {
        let all = of.section(section).statements.iter().copied();
        all.filter(|ix| of.statement(*ix).kind == kind).collect()
    };
    let (own, others) = (of_kind(member, saying.statement.section), of_kind(base, there));
    let nth = own.iter().position(|ix| *ix == saying.ix)?;
    (own.len() == others.len()).then(|| others[nth])
}

/// The only kept statement of the base with the same marks, where there are enough of them to tell.
fn by_marks<'m>(settled: &Settled<'_>, own: &Marks, marks: impl Fn(usize) -> &'m Marks) -> Option<usize> {
    /// One number stands in many statements.
    const ENOUGH: usize = 2;
    if own.alike.len() < ENOUGH {
        return None;
    }
    let base = settled.kept().take_while(|at| settled.sayings[*at].is_base());
    let mut found = base.filter(|at| own.agree_with(marks(*at)));
    found.next().filter(|_| found.next().is_none())
}

/// What a statement shows in any language.
#[derive(Clone)]
struct Marks {
    /// Numbers, code, and names of things as they are typed.
    alike: BTreeSet<String>,
    negates: bool,
    is_item: bool,
    class: super::saying::Class,
}

impl Marks {
    fn of(saying: &Saying<'_>) -> Self {
        let code = saying.text.split('`').skip(1).step_by(2).map(|code| code.trim().to_lowercase());
        let typed = words(saying.text).into_iter().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        Self {
            alike: code.chain(typed).filter(|mark| !mark.is_empty()).collect(),
            negates: negates(saying.text),
            is_item: saying.is_item(),
            class: saying.class(),
        }
    }

    /// Whether a statement shows the same: what is denied here is there, numbers and code are the same.
    fn agree_with(&self, other: &Self) -> bool {
        let alike = self.alike == other.alike && self.negates == other.negates;
        alike && self.class == other.class && self.is_item == other.is_item
    }
}

/// Whether a text forbids something, in the languages that can be told.
pub(super) fn forbids(text: &str) -> bool {
    // "No-throw" names a thing.
    let lower = text.to_lowercase().replace("no-", "");
    let mut found = !lower.is_ascii() && UNSPACED.iter().any(|word| lower.contains(word));
    for_each_word(&lower, |word| found = found || SPACED.contains(&word));
    found
}

/// Whether a text forbids something, or says what something is not: in English one word says both.
fn negates(text: &str) -> bool {
    forbids(text) || !text.is_ascii() && CONTRASTS.iter().any(|word| text.contains(word))
}

/// How languages that write words without blanks, or glue them together, say what something is not.
const CONTRASTS: &[&str] = &[
    "而非",
    "而不是",
    "不是",
    "不仅",
    "不僅",
    "并非",
    "並非",
    "没有",
    "沒有",
    "ではなく",
    "ではない",
    "なしで",
    "아닌",
    "아니라",
    "없이",
];

/// How languages that part words forbid: English, German, Spanish, French, Portuguese, Italian, Turkish, Russian, Vietnamese.
const SPACED: &[&str] = &[
    "never",
    "not",
    "don't",
    "avoid",
    "cannot",
    "can't",
    "forbidden",
    "prohibited",
    "no",
    "without",
    "nicht",
    "nie",
    "niemals",
    "kein",
    "keine",
    "keinen",
    "vermeide",
    "verboten",
    "nunca",
    "jamás",
    "evita",
    "evite",
    "sin",
    "prohibido",
    "ne",
    "pas",
    "jamais",
    "évitez",
    "sans",
    "interdit",
    "não",
    "jamais",
    "sem",
    "proibido",
    "non",
    "mai",
    "evitare",
    "senza",
    "vietato",
    "asla",
    "yapma",
    "etme",
    "не",
    "нельзя",
    "никогда",
    "без",
    "запрещено",
    "không",
    "đừng",
    "tránh",
    "cấm",
];

/// How languages that write words without blanks, or glue them together, forbid: Chinese, Japanese, Korean.
const UNSPACED: &[&str] = &[
    "不要",
    "不得",
    "不能",
    "不可",
    "不应",
    "不應",
    "不允许",
    "不允許",
    "禁止",
    "切勿",
    "请勿",
    "請勿",
    "避免",
    "绝不",
    "絕不",
    "从不",
    "從不",
    "永不",
    "ないで",
    "しない",
    "ません",
    "てはいけ",
    "てはなら",
    "避け",
    "금지",
    "마세요",
    "하지 않",
    "지 마",
    "안 됩니다",
    "피하",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_something_is_not_is_denied_in_many_languages() {
        for text in ["Count lamps, not shadows", "清点灯，而非影子", "影ではなく灯を数える", "그림자가 아닌 등을 센다"]
        {
            assert!(negates(text), "{text}");
        }
        assert!(!negates("清点灯和影子"));
    }

    #[test]
    fn what_forbids_in_many_languages() {
        for text in [
            "Never oil the lamp at noon",
            "禁止在中午给灯加油",
            "正午に灯へ油を注がないでください",
            "Fülle die Lampe niemals am Mittag",
            "N'allumez jamais la lampe à midi",
            "정오에 등에 기름을 붓지 마세요",
        ] {
            assert!(forbids(text), "{text}");
        }
        for text in ["Oil the lamp at dusk", "黄昏时给灯加油", "Nota bene: oil"] {
            assert!(!forbids(text), "{text}");
        }
    }
}

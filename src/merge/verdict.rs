//! Whether one statement can stand for another, or contradicts it.

use super::{
    arrangement, code, files, force, persona,
    saying::{Class, Saying, unmarked},
    scope,
};
use crate::text::{
    likeness::{Meeting, likeness_by},
    listing,
    secrets::masked,
    signs::name_apart,
    verbs::orders,
    words::{hash, key, words},
};

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

/// Holds two statements against each other, whatever stands around them: that, and that alone, makes merging twice the same
/// as merging once.
pub(super) fn verdict(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    if a.class() != b.class() {
        return Verdict::Apart;
    }
    if a.key() == b.key() {
        return a.spelling(b).map_or(Verdict::Same, Verdict::Against);
    }
    match a.class() {
        Class::Prose if a.stance != b.stance => denied(a, b),
        Class::Prose => prose(a, b),
        Class::Block => blocks(a, b),
        Class::Row => rows(a, b),
    }
}

/// What `a` and `b` cannot both be followed about, as [`verdict`] tells it: most that do not contradict each other need not be
/// read closely for that.
pub(super) fn clash(a: &Saying<'_>, b: &Saying<'_>) -> Option<String> {
    let wrapped = || !a.gist.lines.is_empty() && !b.gist.lines.is_empty();
    let both_open = || a.opens_as_persona && b.is_persona;
    let ticked = || a.ticked.is_some() && b.ticked.is_some() && a.ticked != b.ticked;
    let prose = a.class() == Class::Prose && b.class() == Class::Prose;
    let differ = || a.gist.signs != b.gist.signs || ticked();
    let torn = a.stance != b.stance;
    let may = || {
        torn || both_open()
            || differ()
            || wrapped()
            || exchanged(a, b)
            || a.gist.claims.against(&b.gist.claims).is_some()
    };
    if prose && !may() {
        return None;
    }
    match verdict(a, b) {
        Verdict::Against(about) => Some(about),
        _ => None,
    }
}

/// Rows of the same words in other cells, or with other marks in them; rows that tell other things of one.
fn rows(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    let one_thing = a.row != 0 && a.row == b.row;
    if !one_thing && (a.met_by() != b.met_by() || a.gist.words == hash("")) {
        return Verdict::Apart;
    }
    if a.met_by() == b.met_by() && a.gist.signs != b.gist.signs {
        return Verdict::Against(about_signs(a, b));
    }
    let cells = a.text.trim().trim_matches('|').split('|').map(str::trim);
    let name: String = masked(cells.into_iter().find(|cell| !cell.is_empty()).unwrap_or("")).chars().take(60).collect();
    Verdict::Against(format!("the cells of \u{201c}{name}\u{201d}"))
}

/// Two wrapped paragraphs that share most of their lines are versions of one.
fn wrapped(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    let shared = a.gist.lines.iter().filter(|line| b.gist.lines.binary_search(line).is_ok()).count();
    let most = 2 * shared >= a.gist.lines.len().min(b.gist.lines.len());
    if most { versions(a, b, shared) } else { Verdict::Apart }
}

/// Blocks of code cannot be blended: of one whose lines all stand in the other the fuller is kept; two that share a good part
/// of their lines are two versions of one block, and somebody has to choose.
fn blocks(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    if a.gist.code != 0 && a.gist.code == b.gist.code {
        return one_code(a, b);
    }
    if a.gist.is_terse || b.gist.is_terse {
        return terse(a, b);
    }
    let shared = a.gist.lines.iter().filter(|line| b.gist.lines.binary_search(line).is_ok()).count();
    let all_of = |less: &Saying<'_>| shared > 0 && shared == less.gist.lines.len();
    match (all_of(a), all_of(b)) {
        (true, true) if holds_lines(a.text, b.text) => Verdict::Covers,
        (true, _) if holds_lines(b.text, a.text) => Verdict::CoveredBy,
        (_, true) if holds_lines(a.text, b.text) => Verdict::Covers,
        _ => versions(a, b, shared),
    }
}

/// Two blocks of the same code: the one with all comments of the other stands for it.
fn one_code(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    let (own, other) = (code::comments(a.text), code::comments(b.text));
    match (other.is_subset(&own), own.is_subset(&other)) {
        // A remark beside another line speaks of that.
        (true, true) if code::remarks(a.text) == code::remarks(b.text) => Verdict::Same,
        (true, false) => Verdict::Covers,
        (false, true) => Verdict::CoveredBy,
        (true, true) | (false, false) => {
            Verdict::Against(format!("comments in \u{201c}{}\u{201d}", code::name(a.text)))
        }
    }
}

/// Blocks of short lines, which many blocks have, are no versions of each other; but one that has all lines of the other is the
/// fuller one.
fn terse(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    /// One short line stands in many blocks.
    const FEWEST: usize = 2;
    let covers = |more: &Saying<'_>, less: &Saying<'_>| {
        less.gist.is_terse && less.gist.lines.len() >= FEWEST && holds_lines(more.text, less.text)
    };
    match (covers(a, b), covers(b, a)) {
        (true, false) => Verdict::Covers,
        (false, true) => Verdict::CoveredBy,
        _ => Verdict::Apart,
    }
}

/// Whether every line of `less` stands in `more`, however short.
fn holds_lines(more: &str, less: &str) -> bool {
    let lines: Vec<u64> = listing::lines(more).map(listing::Line::key).collect();
    listing::lines(less).all(|line| lines.contains(&line.key()))
}

fn versions(a: &Saying<'_>, b: &Saying<'_>, shared: usize) -> Verdict {
    let fewer = a.gist.lines.len().min(b.gist.lines.len());
    if shared == 0 || 4 * shared < fewer {
        return Verdict::Apart;
    }
    // The same name whichever is asked first: the first line that both have.
    let common = |key: u64| [a, b].iter().all(|side| side.gist.lines.binary_search(&key).is_ok());
    let name = if a.class() == Class::Block {
        listing::lines(a.text).find(|line| common(line.words())).map_or("", |line| line.text)
    } else {
        a.text.lines().find(|line| common(key(unmarked(line)))).unwrap_or("").trim()
    };
    // A secret that is cut is not known for one any more.
    let name: String = masked(name).chars().take(60).collect();
    Verdict::Against(format!("versions of \u{201c}{name}\u{201d}"))
}

/// Two of which the title over one alone forbids what it says: asked for by the other that is a contradiction. What is only named is
/// apart: a fault to be looked for and one that is not to be made are two things.
fn denied(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    let asks = |saying: &Saying<'_>| orders(&words(saying.text));
    match prose(a, b) {
        Verdict::Same if asks(a) && asks(b) => Verdict::Against(FORBIDDEN.to_owned()),
        _ => Verdict::Apart,
    }
}

/// Whether two of the same words each forbid what the other asks for.
fn exchanged(a: &Saying<'_>, b: &Saying<'_>) -> bool {
    a.statement.words == b.statement.words && arrangement::is_exchanged(a.text, b.text)
}

/// What conflicts call two sentences that ask for and forbid the same two things, each the other way round.
pub(super) const EXCHANGED: &str = "asked for and forbidden, the other way round";

/// What conflicts call what one asks for and another has under a title that forbids.
pub(super) const FORBIDDEN: &str = "asked for, and forbidden by its title";

fn prose(a: &Saying<'_>, b: &Saying<'_>) -> Verdict {
    if let Some(contradiction) = a.gist.claims.against(&b.gist.claims) {
        return Verdict::Against(contradiction.about);
    }
    // Rules, arrows and the frames of drawings: what has no words says nothing that others could say too.
    if a.statement.words.is_empty() || b.statement.words.is_empty() {
        return Verdict::Apart;
    }
    let one_saying = || a.statement.words == b.statement.words && words(a.text) == words(b.text);
    if a.gist.signs != b.gist.signs && one_saying() {
        // Two options, two files: who has both follows both.
        return if name_apart(&a.gist.signs, &b.gist.signs) {
            Verdict::Apart
        } else {
            Verdict::Against(about_signs(a, b))
        };
    }
    if a.ticked.is_some() && b.ticked.is_some() && a.ticked != b.ticked && one_saying() {
        return Verdict::Against("[ ] / [x]".to_owned());
    }
    if exchanged(a, b) {
        return Verdict::Against(EXCHANGED.to_owned());
    }
    let meeting = likeness_by(a.said(), b.said(), || a.reading(), || b.reading()).meeting;
    let one_side = |meeting: &Meeting| !matches!(meeting, Meeting::Overlaps | Meeting::Different);
    let stands = |meeting: &Meeting| !one_side(meeting) || may_stand(*meeting, a, b);
    let Some(meeting) = force::bound(meeting, a.text, b.text).filter(stands) else {
        return Verdict::Apart;
    };
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

/// Whether one of two of which all words meet as `meeting` has it may stand for the other.
fn may_stand(meeting: Meeting, a: &Saying<'_>, b: &Saying<'_>) -> bool {
    signs_allow(meeting, &a.gist.signs, &b.gist.signs)
        && files::allow(meeting, a.text, b.text)
        && binds_as_much(meeting, a, b)
        && scope::allow(meeting, a.scope(), b.scope())
}

/// Whether the one that stands for the other as `meeting` has it is as binding: who the agent is, or what it is to say in quotes,
/// names many things, and is no item of what it has to do; and what leads into a list goes with its list, not for its words.
fn binds_as_much(meeting: Meeting, a: &Saying<'_>, b: &Saying<'_>) -> bool {
    let tells = |more: &Saying<'_>, less: &Saying<'_>| {
        let only_names = || more.opens_as_persona || persona::tells_of_agent(more.text) || is_quoted(more.text);
        !less.leads() && (!less.is_item() || is_quoted(less.text) || !only_names())
    };
    match meeting {
        Meeting::Covers => tells(a, b),
        Meeting::CoveredBy => tells(b, a),
        Meeting::Same | Meeting::Overlaps | Meeting::Different => true,
    }
}

/// Whether a text is in quotes as a whole, or as a whole behind its label.
pub(super) fn is_quoted(text: &str) -> bool {
    let in_quotes = |text: &str| text.starts_with(['"', '\u{201c}']) && text.ends_with(['"', '\u{201d}']);
    in_quotes(text) || text.split_once(": ").is_some_and(|(_, rest)| in_quotes(rest.trim()))
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
    let mut both = [shown(&a.gist.signs), shown(&b.gist.signs)];
    both.sort_unstable();
    both.join(" / ")
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::{
        merge::{
            sample,
            saying::{Gist, saying},
        },
        model::{Definition, Span, StatementIx, StatementKind},
    };

    fn of(member: usize, definition: &Definition, ix: StatementIx) -> Saying<'_> {
        let gist = Gist::of(Class::of(definition.statement(ix).kind), definition.wording(ix));
        saying(member, definition, ix, Rc::new(gist))
    }

    fn of_two(a: &str, b: &str) -> Verdict {
        let definition = sample::definition(&format!("- {a}\n- {b}\n"));
        let [x, y] = [0, 1].map(|at| of(0, &definition, StatementIx::new(at)));
        verdict(&x, &y)
    }

    #[test]
    fn what_only_names_things_is_no_item_of_what_to_do() {
        let quote = "\"Night watch done: lamps trimmed, oil counted, fog bell checked and all six log books signed.\"";
        assert_eq!(of_two("Lamps trimmed", quote), Verdict::Apart);
        assert_eq!(of_two("Lamps trimmed", quote.trim_matches('"')), Verdict::CoveredBy);
        assert_eq!(of_two("Lamps trimmed", &format!("Say at dawn: {quote}")), Verdict::Apart);
        for told in [
            "You will receive the oil level and the tide height from whoever calls.",
            "I'm calm and exact, and keep the oil level and the tide height in mind.",
            "The lamp-keeper agent is an old hand at oil levels and at the oil level's book.",
        ] {
            assert_eq!(of_two("Oil level", told), Verdict::Apart, "{told}");
        }
    }

    #[test]
    fn what_leads_into_a_list_is_not_covered_for_its_words() {
        for more in [
            "Before you light the lamp, read the tide book and sign it",
            "Before you light the lamp, ask the warden for:",
        ] {
            assert_eq!(of_two("Before you light the lamp:", more), Verdict::Apart, "{more}");
        }
        assert_eq!(of_two("Before you light the lamp:", "**Before you light the lamp**:"), Verdict::Same);
    }

    #[test]
    fn one_may_stand_for_the_other() {
        assert_eq!(of_two("Water the **roses** daily", "water the roses, daily"), Verdict::Same);
        assert_eq!(of_two("Water all roses daily", "Water all roses daily and at dusk"), Verdict::CoveredBy);
        assert_eq!(of_two("Water all roses daily", "Water all young roses daily"), Verdict::Apart, "the old ones too");
        assert_eq!(of_two("Sharpen the shears", "Wash the gloves"), Verdict::Apart);
    }

    #[test]
    fn who_names_another_file_says_another_thing() {
        let file = |name: &str| format!("Load the whole agent from @house/keepers/{name}.md");
        assert_eq!(of_two(&file("tide-keeper"), &file("tide-night-keeper")), Verdict::Apart);
        assert_eq!(of_two(&file("tide-keeper"), &(file("tide-keeper") + " and rest")), Verdict::CoveredBy);
    }

    #[test]
    fn opposite_signs_are_no_style() {
        let below = of_two("Light the lamp within < 10 s", "Light the lamp within > 10 s");
        assert_eq!(below, Verdict::Against("< / >".to_owned()));
        assert_eq!(of_two("Fill it to 80%", "Fill it to 80 %."), Verdict::Same);
        for (a, b, about) in [
            ("Read `*.log` files", "Read `**/*.log` files", "* / **/"),
            ("Needs oil `~1.2`", "Needs oil `^1.2`", "^ / ~"),
            ("Write to `/tmp/logs`", "Write to `tmp/logs`", "/ / no sign"),
            ("✅ Ring at noon", "❌ Ring at noon", "no sign / ✗"),
        ] {
            assert_eq!(of_two(a, b), Verdict::Against(about.to_owned()), "{a} | {b}");
        }
        assert_eq!(of_two("Read `**/*.log` files", "Files: read `*.log`"), Verdict::Apart);
        for (a, b) in [
            ("Run `oil -all` at dusk", "Run `oil --all` at dusk"),
            ("Read `*.log` files", "Read `.log` files"),
            ("Ignore `!fog`", "Ignore `fog`"),
            ("Look in `../logs` first", "Look in `./logs` first"),
            ("Keep `.oil` safe", "Keep `oil` safe"),
        ] {
            assert_eq!(of_two(a, b), Verdict::Apart, "{a} | {b}");
        }
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
            let mut prompt = crate::model::Prompt::clone(&definition);
            let start = prompt.text.len();
            prompt.text.extend([a, b]);
            let spans = [Span::new(start, start + a.len()), Span::new(start + a.len(), start + a.len() + b.len())];
            for (statement, span) in prompt.statements.iter_mut().zip(spans) {
                (statement.kind, statement.span, statement.key) = (StatementKind::Code, span, span.start as u64);
            }
            definition.prompt = prompt.into();
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
    fn a_clash_is_what_the_verdict_is_against() {
        let all = [
            "You are a keeper of lights",
            "You are an old hand at nets. Mend them",
            "Never oil the lamp",
            "Oil the lamp",
            "Light it within < 10 s",
            "Light it within > 10 s",
            "Keep functions under 50 lines",
            "Keep functions under 80 lines",
        ];
        let mut definition = sample::definition(&all.map(|text| format!("- {text}\n")).concat());
        let mut prompt = crate::model::Prompt::clone(&definition);
        prompt.statements.iter_mut().for_each(|statement| statement.kind = StatementKind::Paragraph);
        definition.prompt = prompt.into();
        let sayings: Vec<Saying<'_>> =
            (0..definition.statements.len()).map(|at| of(0, &definition, StatementIx::new(at))).collect();
        let mut clashes = 0;
        for (a, b) in sayings.iter().flat_map(|a| sayings.iter().map(move |b| (a, b))) {
            let against = match verdict(a, b) {
                Verdict::Against(about) => Some(about),
                _ => None,
            };
            clashes += usize::from(against.is_some());
            assert_eq!(clash(a, b), against, "{} | {}", a.text, b.text);
        }
        assert!(clashes > 4, "{clashes}");
    }

    #[test]
    fn scattered_words_cover_nothing() {
        let long = "Roses are planted in March, when the soil is soft; daily work then means weeding, mulching, tying canes \
                    and, towards the summer, some water for the lawn as well";
        assert_eq!(of_two("Water roses daily", long), Verdict::Apart);
    }
}

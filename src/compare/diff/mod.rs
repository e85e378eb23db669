//! How two agents differ: first who may meet whom, then sections, then statements, then the rows that are read.

mod align;
mod assign;
mod detail;
mod entries;
mod evidence;
mod facet;
mod fields;
mod likely;
mod moves;
mod nested;
mod order;
mod parts;
mod power;
mod rows;
#[cfg(test)]
mod sample;
mod statements;
mod tier;

use crate::{
    model::{AgentDiff, Definition, FindingCode, Note, Severity},
    text::count::counted,
};

use assign::Search;
pub(super) use detail::detail as field_detail;
pub(super) use fields::same as same_value;
pub(super) use likely::Reader;
use rows::Findings;

/// Two agents so large that not every section or statement of one was held against every one of the other.
pub(super) static DIFF_NARROWED: FindingCode = FindingCode {
    id: "diff-narrowed",
    severity: Severity::Info,
    meaning: "The two agents have so many sections or statements that differ that the best counterparts were not sought among \
              all of them: only those that share a title or words were looked at, and of these the likeliest taken first. \
              Something may be told as removed and added that was changed or moved.",
    cure: "Split the agents, or compare them part by part.",
};

fn narrowed(a: &Definition, b: &Definition) -> Note {
    let size = |of: &Definition| {
        format!("{} with {}", counted(of.sections.len(), "section"), counted(of.statements.len(), "statement"))
    };
    Note::new(
        &DIFF_NARROWED,
        format!("A has {}, B has {}: the likeliest counterparts were taken first", size(a), size(b)),
    )
}

/// All that differs between A and B. Swapping them swaps what is added and what is removed, and nothing else of who meets
/// whom.
pub(super) fn diff(a: &Definition, b: &Definition) -> AgentDiff {
    diff_read(&Reader::new(a), &Reader::new(b))
}

/// The same of two that are held against others too.
pub(super) fn diff_read(x: &Reader<'_>, y: &Reader<'_>) -> AgentDiff {
    let (a, b) = (x.definition(), y.definition());
    // Of two answers of equal worth the search takes the one it meets first, so it always starts from the same side.
    let found = if b.text < a.text { found(y, x).turned() } else { found(x, y) };
    let search = found.aligned.search.max(found.met.search);
    let notes = (search == Search::Narrowed).then(|| narrowed(a, b)).into_iter().collect();
    AgentDiff { fields: fields::fields(a, b), sections: rows::rows(&found), notes }
}

/// Tells of a section that came or went with the one that it lies in as part of that one.
pub(super) fn fold_nested(a: &Definition, b: &Definition, diff: &mut AgentDiff) {
    nested::fold(a, b, diff);
}

fn found<'d>(x: &'d Reader<'d>, y: &'d Reader<'d>) -> Findings<'d> {
    let (a, b) = (x.definition(), y.definition());
    let likely = likely::likely(x, y);
    let aligned = align::align(x, y, &likely);
    let met = statements::meet((a, x), (b, y), &likely, &aligned.couples);
    let parts = parts::parts(a, b, &aligned.couples, &met);
    Findings { a, b, aligned, parts, met, readers: (x, y) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{sample::agent, *};
    use crate::model::{Change, SectionChange};

    const GARDEN: &str = "You look after a walled garden.

## Daily rounds
- Water the seedlings before the sun is high
- Check every leaf of the roses for greenfly
- Empty the slug traps behind the shed

## Tools
- Keep the secateurs sharp and oiled
- Hang the rakes with the teeth to the wall

## Winter
- Wrap the fig tree in fleece when frost is forecast
- Drain the irrigation pipes and open the taps

## Visitors
- Greet whoever comes through the gate
- Never leave the pond cover off while children visit
";

    /// Sections beyond what is sought among whole, of titles and bullets that no other has; every 50th is told in both.
    fn vast(seed: u32) -> String {
        let word = |at: u32| format!("w{}", at.wrapping_mul(2_654_435_761).wrapping_add(seed));
        let section = |at: u32| {
            let own = if at.is_multiple_of(50) { String::from("shared ground") } else { word(at) };
            format!("## Bed {own} {at}\n- Weed {} and {} twice\n", word(at + 1), word(at + 2))
        };
        (0..210).map(section).collect()
    }

    #[test]
    fn a_search_cut_short_is_told() {
        let (a, b) = (agent(&vast(1)), agent(&vast(2)));
        let ids = |of: &AgentDiff| of.notes.iter().map(|note| note.code.id).collect::<Vec<_>>();
        assert_eq!(ids(&diff(&a, &b)), ["diff-narrowed"]);
        assert!(ids(&diff(&a, &a)).is_empty() && ids(&diff(&agent(GARDEN), &b)).is_empty());
    }

    type Sections = Vec<(String, Vec<SectionChange>)>;
    type Statements = Vec<(Change, String)>;

    /// What is told: the changes of sections by title, then those of statements by wording, nothing that is the same.
    fn told(a: &str, b: &str) -> (Sections, Statements) {
        let (a, b) = (agent(a), agent(b));
        let diff = diff(&a, &b);
        let title = |s: &crate::model::SectionDiff| {
            s.a.map_or_else(|| b.section(s.b.unwrap()).title.clone(), |p| a.section(p).title.clone())
        };
        let wording = |s: &crate::model::StatementDiff| {
            s.a.map_or_else(|| b.wording(s.b.unwrap()).to_owned(), |x| a.wording(x).to_owned())
        };
        let sections = diff.sections.iter().filter(|s| s.change != [SectionChange::Same]);
        let statements = diff.sections.iter().flat_map(|s| &s.statements).filter(|s| s.change != Change::Same);
        (sections.map(|s| (title(s), s.change.clone())).collect(), statements.map(|s| (s.change, wording(s))).collect())
    }

    fn sections(list: &[(&str, &[SectionChange])]) -> Sections {
        list.iter().map(|(title, change)| ((*title).to_owned(), change.to_vec())).collect()
    }

    fn statements(list: &[(Change, &str)]) -> Statements {
        list.iter().map(|(change, wording)| (*change, (*wording).to_owned())).collect()
    }

    #[test]
    fn a_word_changed_pairs() {
        let b = GARDEN.replace("greenfly", "blackspot").replace("oiled", "clean");
        let (said, stirred) = told(GARDEN, &b);
        assert_eq!(
            said,
            sections(&[("Daily rounds", &[SectionChange::Changed]), ("Tools", &[SectionChange::Changed])])
        );
        let want = [
            (Change::Changed, "Check every leaf of the roses for greenfly"),
            (Change::Changed, "Keep the secateurs sharp and oiled"),
        ];
        assert_eq!(stirred, statements(&want));
    }

    #[test]
    fn strangers_do_not_pair() {
        let b = GARDEN.replace("Empty the slug traps behind the shed", "Write the temperature into the log book");
        let (_, stirred) = told(GARDEN, &b);
        let want = [
            (Change::Removed, "Empty the slug traps behind the shed"),
            (Change::Added, "Write the temperature into the log book"),
        ];
        assert_eq!(stirred, statements(&want));
    }

    #[test]
    fn a_section_moves_and_is_renamed() {
        let tools = "## Tools\n- Keep the secateurs sharp and oiled\n- Hang the rakes with the teeth to the wall\n\n";
        let b = GARDEN.replace(tools, "") + &tools.replace("Tools", "In the shed");
        let (said, stirred) = told(GARDEN, &b);
        assert_eq!(said, sections(&[("Tools", &[SectionChange::Moved, SectionChange::Renamed])]));
        assert!(stirred.is_empty(), "{stirred:?}");
    }

    #[test]
    fn style_is_nothing() {
        let b = GARDEN.replace("- ", "* ").replace("## Tools", "## 3. tools:").replace("sharp", "**sharp**");
        assert!(diff(&agent(GARDEN), &agent(&b)).is_same());
        let reordered = GARDEN.replace(
            "- Keep the secateurs sharp and oiled\n- Hang the rakes with the teeth to the wall",
            "- Hang the rakes with the teeth to the wall\n- Keep the secateurs sharp and oiled",
        );
        assert!(diff(&agent(GARDEN), &agent(&reordered)).is_same(), "the order of bullets is of no weight");
    }

    #[test]
    fn a_deeper_heading_is_no_move() {
        let b = GARDEN.replace("## Winter", "### Winter");
        assert!(diff(&agent(GARDEN), &agent(&b)).is_same());
    }

    #[test]
    fn steps_have_an_order() {
        let a = "## Start\n1. Unlock the gate\n2. Light the stove\n3. Fill the kettle";
        let b = "## Start\n1. Light the stove\n2. Fill the kettle\n3. Unlock the gate";
        let (said, stirred) = told(a, b);
        assert_eq!(said, sections(&[("Start", &[SectionChange::Changed])]));
        assert_eq!(stirred, statements(&[(Change::Moved, "Unlock the gate")]));
    }

    #[test]
    fn a_statement_goes_to_another_section() {
        let line = "- Never leave the pond cover off while children visit\n";
        let b = GARDEN.replace(line, "").replace("## Tools\n", &format!("## Tools\n{line}"));
        let (said, stirred) = told(GARDEN, &b);
        assert_eq!(said, sections(&[("Tools", &[SectionChange::Changed]), ("Visitors", &[SectionChange::Changed])]));
        assert_eq!(stirred, statements(&[(Change::Moved, "Never leave the pond cover off while children visit")]));
        let b = b.replace("while children visit", "while small children visit");
        assert_eq!(told(GARDEN, &b).1[0].0, Change::Changed, "other words in another section are still one statement");
    }

    #[test]
    fn a_section_is_split_and_joined_again() {
        let a = GARDEN.replace("## Winter\n", "");
        let (said, stirred) = told(&a, GARDEN);
        let want = |change| {
            sections(&[
                ("Tools", &[change]),
                (if change == SectionChange::Split { "Tools" } else { "Winter" }, &[change]),
            ])
        };
        assert_eq!((said, stirred), (want(SectionChange::Split), Vec::new()));
        assert_eq!(told(GARDEN, &a), (want(SectionChange::Joined), Vec::new()));
    }

    #[test]
    fn a_rule_turned_round_is_no_style() {
        let (a, b) = ("- Coverage > 80 % of the lines", "- Coverage < 80 % of the lines");
        assert_eq!(told(a, b).1, statements(&[(Change::Changed, "Coverage > 80 % of the lines")]));
    }

    #[test]
    fn added_and_removed_sections_stand_where_they_are() {
        let a = GARDEN.replace("## Winter", "## Frost");
        let gone = GARDEN.split("## Winter").next().unwrap().to_owned()
            + "## Bees\n- Lift the hive lid slowly on still days\n\n## Visitors"
            + GARDEN.split("## Visitors").nth(1).unwrap();
        let rows = diff(&agent(&a), &agent(&gone)).sections;
        let change: Vec<_> = rows.iter().map(|row| row.change[0]).collect();
        let same = SectionChange::Same;
        assert_eq!(change, [same, same, same, SectionChange::Removed, SectionChange::Added, same]);
    }

    /// Bodies of a few sections out of a small stock, so that sections and statements meet, move and repeat.
    fn bodies() -> impl Strategy<Value = String> {
        let stock =
            ["Prune the roses", "Water the beds at dawn", "Prune the old roses hard", "Oil the gate", "Feed the hens"];
        let titles = ["Rounds", "Beds", "Yard and gate", "Notes on beds", "Hens"];
        let line = (0..5_usize, 0..3_usize).prop_map(move |(at, mark)| match mark {
            0 => format!("- {}", stock[at]),
            1 => format!("{}. {}", at + 1, stock[at]),
            _ => stock[at].to_owned(),
        });
        let section =
            (0..5_usize, 1..4_usize, prop::collection::vec(line, 0..4)).prop_map(move |(title, level, lines)| {
                format!("{} {}\n{}\n", "#".repeat(level), titles[title], lines.join("\n"))
            });
        prop::collection::vec(section, 0..6).prop_map(|sections| sections.concat())
    }

    fn count(diff: &AgentDiff, change: Change) -> usize {
        diff.sections.iter().flat_map(|s| &s.statements).filter(|s| s.change == change).count()
    }

    proptest! {
        #[test]
        fn an_agent_does_not_differ_from_itself(text in bodies()) {
            prop_assert!(diff(&agent(&text), &agent(&text)).is_same());
        }

        #[test]
        fn everything_stands_once(a in bodies(), b in bodies()) {
            let (a, b) = (agent(&a), agent(&b));
            let diff = diff(&a, &b);
            let rows = || diff.sections.iter().flat_map(|s| &s.statements);
            let mut of_a: Vec<usize> = rows().filter_map(|s| Some(s.a?.get())).collect();
            let mut of_b: Vec<usize> = rows().filter_map(|s| Some(s.b?.get())).collect();
            of_a.sort_unstable();
            of_b.sort_unstable();
            prop_assert_eq!(of_a, (0..a.statements.len()).collect::<Vec<_>>());
            prop_assert_eq!(of_b, (0..b.statements.len()).collect::<Vec<_>>());
            let seen_a: std::collections::BTreeSet<_> = diff.sections.iter().filter_map(|s| s.a).collect();
            let seen_b: std::collections::BTreeSet<_> = diff.sections.iter().filter_map(|s| s.b).collect();
            prop_assert_eq!((seen_a.len(), seen_b.len()), (a.sections.len(), b.sections.len()));
            prop_assert!(diff.sections.iter().all(|s| !s.change.is_empty()));
        }

        #[test]
        fn the_other_way_round_mirrors(a in bodies(), b in bodies()) {
            let (a, b) = (agent(&a), agent(&b));
            let (there, back) = (diff(&a, &b), diff(&b, &a));
            prop_assert_eq!(count(&there, Change::Added), count(&back, Change::Removed));
            prop_assert_eq!(count(&there, Change::Removed), count(&back, Change::Added));
            prop_assert_eq!(&there, &diff(&a, &b));
        }
    }
}

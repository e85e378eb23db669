//! Many agents side by side, and what all of them share.
//!
//! Held against one another pair by pair, n agents would take n²/2 diffs. Here one of them, the pivot, is held against all
//! others, which places whatever they share with it; the next pivot is the one with most left to place, and so on. Copies are
//! done after one round, strangers after as many as there are.

mod fields;
mod shared;
mod sheet;

use std::borrow::Cow;

use rayon::prelude::*;

use super::diff::{self, Reader};
use crate::model::{AgentDiff, AgentIx, Corpus, FindingCode, Matrix, Note, Severity};

pub(super) use shared::core;
use sheet::Sheet;

/// Many agents of which not every two were held against each other.
pub(in crate::compare) static PIVOTS_CAPPED: FindingCode = FindingCode {
    id: "matrix-pivots-capped",
    severity: Severity::Info,
    meaning: "So many different agents are shown side by side that not every two of them were held against each other: what \
              only some of the smallest share may be shown as each one's own.",
    cure: "Name fewer agents, or one family at a time.",
};

/// How many members are held against all the others. A family of 40 independent variants of 10 KB takes some 2 s with as many;
/// families of copies need two or three.
const MOST_PIVOTS: usize = 16;

/// The members side by side, `base` (a place among them) first held against the others. Of those that are in `known`, how they
/// differ from the base is not asked for again.
pub(super) fn matrix(corpus: &Corpus, members: &[AgentIx], base: usize, known: &[(AgentIx, AgentDiff)]) -> Matrix {
    let mut sheet = Sheet::new(members.iter().map(|ix| corpus.definition(*ix)).collect());
    let read: Vec<Reader<'_>> = members.iter().map(|ix| Reader::new(corpus.definition(*ix))).collect();
    let mut pivot = Some(base).filter(|base| *base < members.len());
    for _ in 0..MOST_PIVOTS {
        let Some(at) = pivot else { break };
        sheet.open(at);
        let others: Vec<usize> = (0..members.len()).filter(|other| sheet.left(*other) > 0).collect();
        let told = |other: usize| known.iter().filter(|_| at == base).find(|(agent, _)| *agent == members[other]);
        let held = |other: &usize| match told(*other) {
            Some((_, diff)) => (*other, Cow::Borrowed(diff)),
            None => (*other, Cow::Owned(diff::diff_read(&read[at], &read[*other]))),
        };
        let diffs: Vec<(usize, Cow<'_, AgentDiff>)> = others.par_iter().map(held).collect();
        for (other, diff) in &diffs {
            sheet.place(at, *other, diff);
        }
        pivot = sheet.fullest();
    }
    let mut notes = Vec::new();
    while let Some(at) = pivot {
        if notes.is_empty() {
            notes.push(Note::new(
                &PIVOTS_CAPPED,
                format!("{MOST_PIVOTS} agents were held against all {}", members.len()),
            ));
        }
        sheet.open(at);
        pivot = sheet.fullest();
    }
    Matrix { members: members.to_vec(), base, fields: fields::fields(corpus, members), sections: sheet.rows(), notes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        compare::made::{agent, with_field},
        model::{Agent, Has, SectionRow, Value},
    };

    const GARDEN: &str = "You look after a walled garden.
## Daily rounds
- Water the seedlings before the sun is high
- Check every leaf of the roses for greenfly
## Tools
- Keep the secateurs sharp and oiled
- Hang the rakes with the teeth to the wall";

    fn made(bodies: &[&str]) -> Matrix {
        held((0..bodies.len()).map(|n| agent(&format!("g{n:02}"), "", bodies[n])).collect())
    }

    fn held(agents: Vec<Agent>) -> Matrix {
        let corpus = Corpus::new(agents);
        let members: Vec<AgentIx> = corpus.indexes().collect();
        let told = matrix(&corpus, &members, 0, &[]);
        let known = |ix: &AgentIx| (*ix, diff::diff(corpus.definition(members[0]), corpus.definition(*ix)));
        assert_eq!(matrix(&corpus, &members, 0, &members.iter().map(known).collect::<Vec<_>>()), told);
        told
    }

    /// A row as a person reads it: `=` has it, `~` differs, `-` lacks.
    fn line(row: &SectionRow) -> String {
        let mark = |cell: &Option<crate::model::SectionCell>| match cell.map(|cell| cell.has) {
            Some(Has::Same) => '=',
            Some(Has::Differs) => '~',
            None => '-',
        };
        row.cells.iter().map(mark).collect()
    }

    #[test]
    fn copies_have_everything() {
        let told = made(&[GARDEN, GARDEN, GARDEN]);
        assert!(told.sections.iter().all(|row| line(row) == "==="));
        assert!(told.statements().all(|(_, row)| row.support() == 3));
    }

    #[test]
    fn what_two_others_share_is_one_row() {
        let bees = "## Bees\n- Lift the hive lid slowly on still days\n- Write the count of frames on the lid";
        let (b, c) = (format!("{GARDEN}\n{bees}"), format!("{}\n{bees}", GARDEN.replace("greenfly", "blackspot")));
        let told = made(&[GARDEN, &b, &c]);
        let lines: Vec<String> = told.sections.iter().map(line).collect();
        assert_eq!(lines, ["===", "==~", "===", "-=="]);
        let support: Vec<usize> = told.sections[3].statements.iter().map(crate::model::StatementRow::support).collect();
        assert_eq!(support, [2, 2]);
        assert!(!told.is_same());
    }

    #[test]
    fn a_title_above_the_opening_is_no_other_wording() {
        let titled = format!("## About the garden\n{GARDEN}");
        let renamed = GARDEN.replace("## Tools", "## Kit");
        let told = made(&[GARDEN, &titled, &renamed]);
        let held = told.sections.iter().filter(|row| !row.statements.is_empty());
        assert_eq!(held.map(line).collect::<Vec<_>>(), ["===", "===", "==~"]);
    }

    #[test]
    fn every_statement_stands_in_it_once() {
        let odd = GARDEN.replace("## Tools", "## Winter\n- Wrap the fig tree in fleece\n## In the shed");
        let bodies = [GARDEN, &odd, "You paint boats.", "## Tools\n- Keep the secateurs sharp and oiled"];
        let told = made(&bodies);
        for (at, body) in bodies.iter().enumerate() {
            let mut seen: Vec<usize> =
                told.statements().filter_map(|(_, row)| row.cells[at].map(|cell| cell.statement.get())).collect();
            seen.sort_unstable();
            let count = body.lines().filter(|line| !line.starts_with('#')).count();
            assert_eq!(seen, (0..count).collect::<Vec<_>>(), "{body}");
        }
    }

    #[test]
    fn too_many_strangers_are_told() {
        let body = |n: usize| format!("Keep{n} heron{n} moss{n} roof{n}");
        let bodies: Vec<String> = (0..MOST_PIVOTS + 4).map(body).collect();
        let told = made(&bodies.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(told.notes.len(), 1);
    }

    #[test]
    fn values_are_grouped_by_who_has_them() {
        let text = |text: &str| Value::Text(text.to_owned());
        let agents = vec![
            with_field(agent("a", "", GARDEN), "model", text("slow")),
            agent("b", "", GARDEN),
            with_field(agent("c", "", GARDEN), "model", text("fast")),
            with_field(agent("d", "", GARDEN), "model", text("slow")),
        ];
        let told = held(agents);
        let want = vec![(text("slow"), vec![0, 3]), (text("fast"), vec![2])];
        assert_eq!((&told.fields[0].values, &told.fields[0].lack), (&want, &vec![1]));
    }
}

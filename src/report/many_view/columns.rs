//! What the columns and rows of a matrix are called, and what its figures are.

use crate::{
    model::{Core, CorePiece, Corpus, FieldRow, Has, Matrix, SectionCell, SectionRow, StatementRow, Value},
    report::{figures, powers},
    text::secrets::masked,
};

/// The letter of a member: A … Z, then AA, AB ….
pub(super) fn letter(member: usize) -> String {
    let own = char::from(b'A' + u8::try_from(member % 26).unwrap_or_default()).to_string();
    if member < 26 { own } else { letter(member / 26 - 1) + &own }
}

/// Letters of members, close together while there are few of them.
pub(super) fn letters(members: &[usize]) -> String {
    members.iter().map(|member| letter(*member)).collect::<Vec<_>>().join(" ")
}

/// The title of a row: that of the first member who has it.
pub(super) fn title<'d>(corpus: &'d Corpus, matrix: &Matrix, row: &SectionRow) -> &'d str {
    let mut having = row.cells.iter().zip(&matrix.members).filter_map(|(cell, member)| cell.map(|cell| (cell, member)));
    let Some((cell, member)) = having.next() else { return "" };
    match corpus.definition(*member).section(cell.section).title.as_str() {
        "" => "(opening)",
        title => title,
    }
}

/// The wording of a row: that of the first member who has it, with the line it stands on.
pub(super) fn wording<'d>(corpus: &'d Corpus, matrix: &Matrix, row: &StatementRow) -> (&'d str, u32) {
    let mut having = row.cells.iter().zip(&matrix.members).filter_map(|(cell, member)| cell.map(|cell| (cell, member)));
    having.next().map_or(("", 0), |(cell, member)| {
        let of = corpus.definition(*member);
        (of.wording(cell.statement), of.statement(cell.statement).line)
    })
}

/// Whether every member has the section as it is.
pub(super) fn is_same(row: &SectionRow) -> bool {
    row.cells.iter().all(|cell| cell.is_some_and(|cell| cell.has == Has::Same))
}

/// How many have it, in other words, and lack it.
pub(super) fn counted(row: &SectionRow) -> [usize; 3] {
    let has = |has: Option<Has>| row.cells.iter().filter(|cell| cell.map(|cell: SectionCell| cell.has) == has).count();
    [has(Some(Has::Same)), has(Some(Has::Differs)), has(None)]
}

/// How many of a row's statements all members have, some of them, and one alone.
pub(super) fn supported(members: usize, row: &SectionRow) -> [usize; 3] {
    let mut out = [0; 3];
    for statement in &row.statements {
        out[match statement.support() {
            support if support == members => 0,
            1 => 2,
            _ => 1,
        }] += 1;
    }
    out
}

/// How many statements there are and how many of them all have, some, and one alone.
pub(super) fn summary(matrix: &Matrix) -> String {
    let mut all = [0; 3];
    for row in &matrix.sections {
        all.iter_mut().zip(supported(matrix.members.len(), row)).for_each(|(sum, n)| *sum += n);
    }
    format!(
        "{} and {} in all: {} in every agent, {} in some, {} in one alone",
        figures::count(matrix.sections.len(), "section"),
        figures::count(all.iter().sum(), "different statement"),
        all[0],
        all[1],
        all[2]
    )
}

/// Fields that differ.
pub(super) fn differing(matrix: &Matrix) -> Vec<&FieldRow> {
    matrix.fields.iter().filter(|row| !row.is_same()).collect()
}

/// Those who lack a field, and what is told of that: `(not set)`, and for a list of tools what it means to their formats.
pub(super) fn not_set(corpus: &Corpus, matrix: &Matrix, row: &FieldRow) -> Vec<(Vec<usize>, String)> {
    let told = |said: Option<String>| said.map_or_else(|| "(not set)".to_owned(), |said| format!("(not set: {said})"));
    let all = powers::lacking(corpus, &matrix.members, row);
    all.into_iter().map(|(lacking, said)| (lacking, told(said))).collect()
}

/// A value on one line, what must not be shown masked.
pub(super) fn value(value: &Value) -> String {
    flat(&value.told())
}

/// A wording on one line, what must not be shown masked.
pub(super) fn flat(text: &str) -> String {
    masked(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A shared text with its placeholders as `{1}`.
pub(super) fn numbered(text: &[CorePiece]) -> String {
    let piece = |piece: &CorePiece| match piece {
        CorePiece::Text(text) => text.clone(),
        CorePiece::Term(number) => format!("{{{}}}", number + 1),
    };
    text.iter().map(piece).collect()
}

/// How much all members share: `41 statements that all have, 12 terms; 7 statements left out`.
pub(super) fn core_summary(core: &Core) -> String {
    format!(
        "{} that all {} agents have, with {} of their own; {} left out",
        figures::count(core.shared(), "statement"),
        core.members.len(),
        figures::count(core.terms.len(), "term"),
        figures::count(core.left_out, "statement")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "AAA"]);
        assert_eq!(letters(&[0, 2]), "A C");
    }
}

//! The matrix to paste into an issue.

use std::io::{self, Write};

use super::columns::{counted, differing, flat, letter, letters, not_set, summary, supported, title, value, wording};
use crate::{
    model::{Corpus, Has, Matrix, SectionRow, StatementRow},
    report::{Code, Markdown, Page},
};

/// Members beyond which counts stand for columns.
const COLUMNS: usize = 20;
/// Statements of one member alone that are listed before the rest is folded away.
const ALONE: usize = 40;

pub(super) fn write(corpus: &Corpus, matrix: &Matrix, page: Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {} agents side by side\n", matrix.members.len())?;
    for (at, member) in matrix.members.iter().enumerate() {
        writeln!(out, "- {} is {}", letter(at), Code(&corpus.agent(*member).id))?;
    }
    writeln!(out, "\n**{}.**", summary(matrix))?;
    fields(corpus, matrix, out)?;
    sections(corpus, matrix, out)?;
    (0..matrix.members.len()).try_for_each(|member| alone(corpus, matrix, member, page, out))
}

fn fields(corpus: &Corpus, matrix: &Matrix, out: &mut dyn Write) -> io::Result<()> {
    let rows = differing(matrix);
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| field | agents | value |\n|---|---|---|")?;
    for row in rows {
        let name = Code(&row.field);
        for (said, having) in &row.values {
            writeln!(out, "| {name} | {} | {} |", letters(having), Markdown(&value(said)))?;
        }
        for (lacking, said) in not_set(corpus, matrix, row) {
            writeln!(out, "| {name} | {} | {} |", letters(&lacking), Markdown(&said))?;
        }
    }
    Ok(())
}

fn sections(corpus: &Corpus, matrix: &Matrix, out: &mut dyn Write) -> io::Result<()> {
    let members = matrix.members.len();
    let columns = if members <= COLUMNS { members } else { 3 };
    let titles: Vec<String> = match members {
        few if few <= COLUMNS => (0..few).map(letter).collect(),
        _ => ["has it", "differs", "lacks it"].map(str::to_owned).to_vec(),
    };
    writeln!(out, "\n| section | {} | all | some | one |", titles.join(" | "))?;
    writeln!(out, "|---|{}---:|---:|---:|", ":-:|".repeat(columns))?;
    for row in &matrix.sections {
        let cells: Vec<String> = if members <= COLUMNS {
            row.cells.iter().map(|cell| mark(cell.map(|cell| cell.has)).to_owned()).collect()
        } else {
            counted(row).map(|n| n.to_string()).to_vec()
        };
        let [all, some, one] = supported(members, row);
        let title = flat(title(corpus, matrix, row));
        writeln!(out, "| {} | {} | {all} | {some} | {one} |", Markdown(&title), cells.join(" | "))?;
    }
    writeln!(out, "\n● has it, ◐ differs, – lacks it; statements that all have, some, one alone.")
}

const fn mark(has: Option<Has>) -> &'static str {
    match has {
        Some(Has::Same) => "●",
        Some(Has::Differs) => "◐",
        None => "–",
    }
}

fn alone(corpus: &Corpus, matrix: &Matrix, member: usize, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let own: Vec<(&SectionRow, &StatementRow)> =
        matrix.statements().filter(|(_, said)| said.only() == Some(member)).collect();
    if own.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Only in {}\n", letter(member))?;
    let (shown, left) = page.fold(&own, ALONE);
    for (section, said) in shown {
        let (text, line) = wording(corpus, matrix, said);
        let title = flat(title(corpus, matrix, section));
        writeln!(out, "- *{}*: {} (line {line})", Markdown(&title), Markdown(&flat(text)))?;
    }
    if left > 0 { writeln!(out, "- … and {left} more") } else { Ok(()) }
}

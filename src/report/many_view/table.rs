//! The matrix for a person: a row a section, a column a member, then what each alone says.

use std::io::{self, Write};

use super::columns::{
    counted, differing, flat, is_same, letter, letters, not_set, summary, supported, title, value, wording,
};
use crate::{
    model::{Corpus, Has, Matrix, SectionRow, StatementRow},
    report::{Charset, Detail, Page, Terminal, figures, fit, ink::Tone, paper::Paper},
};

/// What a title is given at least; where columns would take more than that leaves, counts stand for them.
const TITLE: usize = 24;
/// Columns of the figures at the end of a row: `all some one`, each in its own.
const FIGURES: usize = 18;
/// Statements of one member alone that are shown before the rest is folded away.
const ALONE: usize = 8;
/// Lines that one value or statement takes at most.
const LINES: usize = 3;

pub(super) fn write(corpus: &Corpus, matrix: &Matrix, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { corpus, matrix, paper: Paper::new(page, out) };
    sheet.head()?;
    sheet.fields()?;
    sheet.sections()?;
    if page.detail == Detail::Brief { Ok(()) } else { sheet.alone() }
}

struct Sheet<'s> {
    corpus: &'s Corpus,
    matrix: &'s Matrix,
    paper: Paper<'s>,
}

impl Sheet<'_> {
    fn head(&mut self) -> io::Result<()> {
        let wide = letter(self.matrix.members.len().saturating_sub(1)).len();
        for (at, member) in self.matrix.members.iter().enumerate() {
            let agent = self.corpus.agent(*member);
            let about = if at == self.matrix.base { "  the others are held against it first" } else { "" };
            let room = self.paper.page.width.saturating_sub(wide + 2 + about.len()).max(12);
            let id = fit::path(&Terminal(&agent.id).to_string(), room, self.paper.page.marks().cut);
            let mark = self.paper.ink(Tone::Strong, &format!("{:<wide$}", letter(at)));
            let about = self.paper.ink(Tone::Dim, about);
            self.paper.line(&format!("{mark} {id}{about}"))?;
        }
        self.paper.prose(0, Tone::Strong, &format!("{}.", summary(self.matrix)))
    }

    fn fields(&mut self) -> io::Result<()> {
        let rows = differing(self.matrix);
        if self.matrix.fields.is_empty() {
            return Ok(());
        }
        self.paper.part("fields", &figures::count(rows.len(), "difference"))?;
        for row in rows {
            let name = self.paper.ink(Tone::Strong, &Terminal(&row.field).to_string());
            self.paper.line(&format!("  {name}"))?;
            let values: Vec<(String, String)> =
                row.values.iter().map(|(said, having)| (letters(having), value(said))).collect();
            let lack = not_set(self.corpus, self.matrix, row);
            let lack = lack.into_iter().map(|(lacking, said)| (letters(&lacking), said));
            for (having, said) in values.into_iter().chain(lack) {
                self.lines(4, &having, &Terminal(&said).to_string())?;
            }
        }
        let same: Vec<&str> =
            self.matrix.fields.iter().filter(|row| row.is_same()).map(|row| row.field.as_str()).collect();
        if same.is_empty() {
            return Ok(());
        }
        self.paper.prose(2, Tone::Dim, &format!("the same: {}", Terminal(&same.join(", "))))
    }

    /// A wording beside its mark, cut after a few lines.
    fn lines(&mut self, indent: usize, mark: &str, said: &str) -> io::Result<()> {
        let margin = indent + fit::width(mark) + 1;
        let all = fit::wrap(said, self.paper.page.width.saturating_sub(margin + 2));
        let most = if self.paper.page.detail == Detail::Full { all.len() } else { LINES };
        for (at, line) in all.iter().take(most).enumerate() {
            let cut = if at + 1 == most && all.len() > most { self.paper.page.marks().cut } else { "" };
            match at {
                0 => {
                    let mark = self.paper.ink(Tone::Typed, mark);
                    self.paper.line(&format!("{}{mark} {line}{cut}", " ".repeat(indent)))?;
                }
                _ => self.paper.line(&format!("{}{line}{cut}", " ".repeat(margin)))?,
            }
        }
        Ok(())
    }

    fn sections(&mut self) -> io::Result<()> {
        let differ = self.matrix.sections.iter().filter(|row| !is_same(row)).count();
        self.paper.part("sections", &format!("{differ} of {} differ", self.matrix.sections.len()))?;
        let marks = self.marks();
        self.paper.prose(2, Tone::Dim, &format!("{} has it, {} differs, {} lacks it", marks[0], marks[1], marks[2]))?;
        let members = self.matrix.members.len();
        let wide = letter(members.saturating_sub(1)).len() + 1;
        let columns = members * wide;
        let fits = self.paper.page.width >= 2 + TITLE + columns + FIGURES;
        let columns = if fits { columns } else { FIGURES };
        let room = self.paper.page.width.saturating_sub(2 + columns + FIGURES).max(8);
        let titles = if fits {
            (0..members).map(|at| format!(" {:>width$}", letter(at), width = wide - 1)).collect::<Vec<_>>().concat()
        } else {
            marks.map(|mark| format!("{mark:>6}")).concat()
        };
        let head = format!("  {:<room$}{titles}{:>6}{:>6}{:>6}", "", "all", "some", "one");
        let head = self.paper.ink(Tone::Dim, &head);
        self.paper.line(head.trim_end())?;
        for row in &self.matrix.sections {
            let cells = if fits { self.cells(row, wide - 1) } else { numbers(counted(row)) };
            self.row(row, room, &cells)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &SectionRow, room: usize, cells: &str) -> io::Result<()> {
        let name = flat(title(self.corpus, self.matrix, row));
        let name = fit::head(&Terminal(&name).to_string(), room, self.paper.page.marks().cut);
        let blank = " ".repeat(room.saturating_sub(fit::width(&name)));
        let name = self.paper.ink(if is_same(row) { Tone::Dim } else { Tone::Plain }, &name);
        let figures = numbers(supported(self.matrix.members.len(), row));
        let line = format!("  {name}{blank}{cells}{figures}");
        self.paper.line(line.trim_end())
    }

    fn cells(&self, row: &SectionRow, wide: usize) -> String {
        let marks = self.marks();
        let cell = |cell: &Option<crate::model::SectionCell>| match cell.map(|cell| cell.has) {
            Some(Has::Same) => (Tone::Good, marks[0]),
            Some(Has::Differs) => (Tone::Warn, marks[1]),
            None => (Tone::Dim, marks[2]),
        };
        row.cells
            .iter()
            .map(|held| {
                let (tone, mark) = cell(held);
                format!(" {}{}", " ".repeat(wide - 1), self.paper.ink(tone, mark))
            })
            .collect::<Vec<_>>()
            .concat()
    }

    const fn marks(&self) -> [&'static str; 3] {
        match self.paper.page.charset {
            Charset::Unicode => ["●", "◐", "·"],
            Charset::Ascii => ["=", "~", "-"],
        }
    }

    /// What each member alone says, by section.
    fn alone(&mut self) -> io::Result<()> {
        for at in 0..self.matrix.members.len() {
            let own: Vec<(&SectionRow, &StatementRow)> =
                self.matrix.statements().filter(|(_, said)| said.only() == Some(at)).collect();
            if own.is_empty() {
                continue;
            }
            self.paper.part(&format!("only in {}", letter(at)), &figures::count(own.len(), "statement"))?;
            let (shown, left) = self.paper.page.fold(&own, ALONE);
            for run in shown.chunk_by(|x, y| std::ptr::eq(x.0, y.0)) {
                let name = flat(title(self.corpus, self.matrix, run[0].0));
                self.paper.prose(2, Tone::Dim, &Terminal(&name).to_string())?;
                for (_, said) in run {
                    let (text, line) = wording(self.corpus, self.matrix, said);
                    self.lines(4, &line.to_string(), &Terminal(&flat(text)).to_string())?;
                }
            }
            if left > 0 {
                let said = format!("{} and {left} more (--verbose lists all)", self.paper.page.marks().cut);
                self.paper.prose(2, Tone::Dim, &said)?;
            }
        }
        Ok(())
    }
}

fn numbers(numbers: [usize; 3]) -> String {
    let number = |n: usize| if n == 0 { format!("{:>6}", "-") } else { format!("{n:>6}") };
    numbers.into_iter().map(number).collect()
}

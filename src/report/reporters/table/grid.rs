//! Columns that fit the page: the one home of comfy-table.

use std::io::{self, Write};

use comfy_table::{
    Attribute, Cell as Laid, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, Width, presets,
};

use crate::report::{Ink, Page, fit, ink::Tone};

/// How a column takes its share of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// As wide as its widest cell.
    Own,
    /// The same, at the right edge of its column: figures.
    Right,
    /// As wide as its widest cell, but at most so many columns; a longer end is cut.
    Most(usize),
    /// Paths: what the others leave, cut in the middle.
    Path,
    /// Sentences: what the others leave, wrapped.
    Prose,
}

/// Text with its tone. Escaped by whoever makes it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    text: String,
    tone: Tone,
}

/// A cell of escaped text.
#[expect(clippy::needless_pass_by_value, reason = "a cell is made of a number, a word or an escaped text alike")]
pub(super) fn cell(tone: Tone, text: impl ToString) -> Cell {
    Cell { text: text.to_string(), tone }
}

/// Rows of cells under one set of columns.
#[derive(Debug)]
pub(super) struct Grid {
    indent: usize,
    takes: Vec<Take>,
    head: Option<Vec<Cell>>,
    rows: Vec<Vec<Cell>>,
}

const GAP: usize = 2;
/// What a flexible column is given even where the page is too narrow for it.
const LEAST: usize = 12;
/// Columns that prose takes at least beside paths.
const PROSE: usize = 32;

impl Grid {
    /// Columns that take their shares in this way, `indent` columns from the left edge.
    pub(super) fn new(indent: usize, takes: &[Take]) -> Self {
        Self { indent, takes: takes.to_vec(), head: None, rows: Vec::new() }
    }

    /// The same with titles over the columns.
    pub(super) fn titled(mut self, titles: &[&str]) -> Self {
        self.head = Some(titles.iter().map(|title| cell(Tone::Dim, title)).collect());
        self
    }

    /// Adds a row; as many cells as there are columns.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Prints the rows, at most as wide as the page. A column in which nothing stands takes no room.
    pub(super) fn print(mut self, page: Page, out: &mut dyn Write) -> io::Result<()> {
        self.drop_empty();
        if self.rows.is_empty() || self.takes.is_empty() {
            return Ok(());
        }
        let widths = self.widths(page);
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(widths.iter().map(|w| w + GAP).sum::<usize>()).unwrap_or(u16::MAX));
        if page.ink == Ink::Colour {
            table.enforce_styling()
        } else {
            table.force_no_tty()
        };
        table.style_text_only();
        let lay = |row: &[Cell]| -> Vec<Laid> {
            row.iter().enumerate().map(|(at, cell)| laid(cell, self.takes[at], widths[at], page)).collect()
        };
        for row in self.head.iter().chain(&self.rows) {
            table.add_row(lay(row));
        }
        for (at, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, u16::try_from(GAP).unwrap_or(0)));
            let fixed = u16::try_from(widths[at] + GAP).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(fixed)));
        }
        let margin = " ".repeat(self.indent);
        table.trim_fmt().lines().try_for_each(|line| writeln!(out, "{}", format!("{margin}{line}").trim_end()))
    }

    fn drop_empty(&mut self) {
        for at in (0..self.takes.len()).rev() {
            if self.rows.iter().all(|row| row.get(at).is_none_or(|cell| cell.text.is_empty())) {
                self.takes.remove(at);
                self.rows
                    .iter_mut()
                    .chain(&mut self.head)
                    .filter(|row| at < row.len())
                    .for_each(|row| drop(row.remove(at)));
            }
        }
    }

    fn widths(&self, page: Page) -> Vec<usize> {
        let natural = |at: usize| {
            let cells = self.head.iter().chain(&self.rows).filter_map(|row| row.get(at));
            cells.map(|cell| fit::width(&cell.text)).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..self.takes.len()).map(natural).collect();
        for (width, take) in widths.iter_mut().zip(&self.takes) {
            if let Take::Most(most) = take {
                *width = (*width).min(*most);
            }
        }
        // Prose wraps, so it gives way first; a path that is cut no longer tells which file.
        self.take_in(&mut widths, page, Take::Prose, PROSE);
        self.take_in(&mut widths, page, Take::Path, LEAST);
        self.take_in(&mut widths, page, Take::Prose, LEAST);
        widths.iter().map(|width| (*width).max(1)).collect()
    }

    /// Makes columns that take `take` narrower, the widest first, until all fit on the page or none is wider than `least`.
    fn take_in(&self, widths: &mut [usize], page: Page, take: Take, least: usize) {
        let gaps = self.indent + GAP * widths.len().saturating_sub(1);
        while gaps + widths.iter().sum::<usize>() > page.width {
            let wide = (0..widths.len()).filter(|at| self.takes[*at] == take && widths[*at] > least);
            let Some(widest) = wide.max_by_key(|at| widths[*at]) else { return };
            widths[widest] -= 1;
        }
    }
}

fn laid(cell: &Cell, take: Take, width: usize, page: Page) -> Laid {
    let cut = page.marks().cut;
    let text = match take {
        Take::Path => fit::path(&cell.text, width, cut),
        Take::Most(_) => fit::head(&cell.text, width, cut),
        Take::Prose => fit::wrap(&cell.text, width).join("\n"),
        Take::Own | Take::Right => cell.text.clone(),
    };
    let laid = Laid::new(text);
    let laid = if take == Take::Right { laid.set_alignment(CellAlignment::Right) } else { laid };
    if page.ink == Ink::Plain {
        return laid;
    }
    match cell.tone {
        Tone::Plain => laid,
        Tone::Strong => laid.add_attribute(Attribute::Bold),
        Tone::Dim => laid.add_attribute(Attribute::Dim),
        Tone::Good => laid.fg(Color::DarkGreen),
        Tone::Warn => laid.fg(Color::DarkYellow),
        Tone::Bad => laid.fg(Color::DarkRed),
        Tone::Typed => laid.fg(Color::DarkCyan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Charset, Detail, Sink};

    fn printed(ink: Ink) -> String {
        let page = Page { width: 44, charset: Charset::Ascii, ink, detail: Detail::Normal, sink: Sink::File };
        let mut grid = Grid::new(2, &[Take::Path, Take::Most(10), Take::Right]).titled(&["where", "who", "n"]);
        grid.row([
            cell(Tone::Strong, "a/long/way/down/to/file.md"),
            cell(Tone::Plain, "somebody-else"),
            cell(Tone::Warn, 7),
        ]);
        grid.row([cell(Tone::Plain, "b.md"), cell(Tone::Plain, "日本"), cell(Tone::Plain, 1234)]);
        let mut out = Vec::new();
        grid.print(page, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_line_up_and_fit() {
        insta::assert_snapshot!(printed(Ink::Plain));
    }

    #[test]
    fn prose_gives_way_before_a_path() {
        let page =
            Page { width: 72, charset: Charset::Ascii, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };
        let mut grid = Grid::new(2, &[Take::Path, Take::Prose]);
        for folder in ["north", "south"] {
            let because = "a harness reads it where it lies, and none is known to read the other one";
            grid.row([cell(Tone::Plain, format!("{folder}/agents/lamp-keeper.md")), cell(Tone::Plain, because)]);
        }
        let mut out = Vec::new();
        grid.print(page, &mut out).unwrap();
        let told = String::from_utf8(out).unwrap();
        assert!(told.contains("north/agents/lamp-keeper.md") && told.contains("south/agents/lamp-keeper.md"), "{told}");
        assert!(told.lines().count() > 2 && told.lines().all(|line| line.len() <= page.width), "{told}");
    }

    #[test]
    fn colour_changes_no_letter() {
        let coloured = printed(Ink::Colour);
        assert!(coloured.contains('\u{1b}'));
        let plain: String =
            coloured.split('\u{1b}').map(|part| part.split_once('m').map_or(part, |(_, rest)| rest)).collect();
        assert_eq!(
            plain.lines().map(str::trim_end).collect::<Vec<_>>(),
            printed(Ink::Plain).lines().collect::<Vec<_>>()
        );
    }
}

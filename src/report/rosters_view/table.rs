//! The two trees for a person: what drifted, what moved, what only one of them has.

use std::io::{self, Write};

use super::{drift, is_renamed, place_a, place_b, summary};
use crate::{
    model::{AgentIx, RosterPair, Rosters, Tree},
    report::{
        Page, Terminal, figures, fit,
        ink::{Tone, paint},
    },
};

/// Rows of a list before the rest is folded away.
const ROWS: usize = 40;
/// Columns of a drifted agent's place at most, by the page's width.
const PLACE: (usize, usize) = (2, 5);

pub(super) fn write(rosters: &Rosters, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { rosters, page, out };
    sheet.head()?;
    sheet.drifted()?;
    sheet.renamed()?;
    sheet.only("only in A", &rosters.only_a, Tone::Bad, place_a)?;
    sheet.only("only in B", &rosters.only_b, Tone::Good, place_b)
}

struct Sheet<'s> {
    rosters: &'s Rosters,
    page: Page,
    out: &'s mut dyn Write,
}

impl<'s> Sheet<'s> {
    fn ink(&self, tone: Tone, text: &str) -> String {
        paint(tone, text, self.page.ink)
    }

    fn head(&mut self) -> io::Result<()> {
        for (mark, tree) in [("A", &self.rosters.a), ("B", &self.rosters.b)] {
            let line = self.tree(mark, tree);
            writeln!(self.out, "{line}")?;
        }
        for line in fit::wrap(&format!("{}.", summary(self.rosters)), self.page.width) {
            let line = self.ink(Tone::Strong, &line);
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    fn tree(&self, mark: &str, tree: &Tree) -> String {
        let read = format!("{} in {} read", figures::count(tree.agents, "agent"), figures::count(tree.files, "file"));
        let room = self.page.width.saturating_sub(4 + fit::width(&read)).max(12);
        let folder = fit::path(&Terminal(&tree.root).to_string(), room, self.page.marks().cut);
        format!("{} {folder}  {}", self.ink(Tone::Strong, mark), self.ink(Tone::Dim, &read))
    }

    fn title(&mut self, title: &str, count: usize) -> io::Result<()> {
        let figures = figures::count(count, "agent");
        let rule = self.page.width.saturating_sub(fit::width(title) + fit::width(&figures) + 2).max(1);
        let rule = self.ink(Tone::Dim, &self.page.marks().rule.repeat(rule));
        let title = self.ink(Tone::Strong, title);
        writeln!(self.out, "\n{title} {rule} {figures}")
    }

    fn more(&mut self, left: usize) -> io::Result<()> {
        if left == 0 {
            return Ok(());
        }
        let said = format!("{} and {left} more (--verbose lists all)", self.page.marks().cut);
        let said = self.ink(Tone::Dim, &said);
        writeln!(self.out, "  {said}")
    }

    fn drifted(&mut self) -> io::Result<()> {
        let drifted: Vec<&RosterPair> = self.rosters.drifted().collect();
        if drifted.is_empty() {
            return Ok(());
        }
        self.title("drifted", drifted.len())?;
        let (shown, left) = self.page.fold(&drifted, ROWS);
        let (cut, most) = (self.page.marks().cut, self.page.width * PLACE.0 / PLACE.1);
        let place = |pair: &RosterPair| fit::path(&Terminal(place_a(self.rosters, pair.a)).to_string(), most, cut);
        let wide = shown.iter().map(|pair| fit::width(&place(pair))).max().unwrap_or(0);
        let lines: Vec<(String, &RosterPair)> = shown.iter().map(|pair| (place(pair), *pair)).collect();
        for (place, pair) in lines {
            self.row(&place, pair, wide)?;
        }
        self.more(left)
    }

    /// The place, how alike, what drifted; where it lies now on a line of its own.
    fn row(&mut self, place: &str, pair: &RosterPair, wide: usize) -> io::Result<()> {
        let blank = " ".repeat(wide.saturating_sub(fit::width(place)));
        let margin = wide + 10;
        let said = fit::wrap(&Terminal(&drift(pair)).to_string(), self.page.width.saturating_sub(margin));
        let figure = self.ink(Tone::of_relation(pair.relation), &figures::score(pair.similarity));
        for (at, line) in said.iter().enumerate() {
            match at {
                0 => writeln!(self.out, "  {place}{blank}  {figure}  {line}")?,
                _ => writeln!(self.out, "{}{line}", " ".repeat(margin))?,
            }
        }
        if is_renamed(self.rosters, pair) {
            let now = self.now(pair);
            writeln!(self.out, "    {now}")?;
        }
        Ok(())
    }

    /// Where the counterpart lies: `→ birds/heron.md`.
    fn now(&self, pair: &RosterPair) -> String {
        let room = self.page.width.saturating_sub(8);
        let place = fit::path(&Terminal(place_b(self.rosters, pair.b)).to_string(), room, self.page.marks().cut);
        self.ink(Tone::Dim, &format!("{} {place}", self.page.arrow()))
    }

    /// Those at another place whose content is the same; the drifted ones have said it already.
    fn renamed(&mut self) -> io::Result<()> {
        let all = self.rosters.pairs.iter().filter(|pair| !pair.has_drifted() && is_renamed(self.rosters, pair));
        let renamed: Vec<&RosterPair> = all.collect();
        if renamed.is_empty() {
            return Ok(());
        }
        self.title("the same at another place", renamed.len())?;
        let (shown, left) = self.page.fold(&renamed, ROWS);
        for pair in shown.iter().copied() {
            let room = self.page.width.saturating_sub(2);
            let place = fit::path(&Terminal(place_a(self.rosters, pair.a)).to_string(), room, self.page.marks().cut);
            let now = self.now(pair);
            writeln!(self.out, "  {place}\n    {now}")?;
        }
        self.more(left)
    }

    fn only(
        &mut self,
        title: &str,
        list: &'s [AgentIx],
        tone: Tone,
        place: fn(&Rosters, AgentIx) -> &str,
    ) -> io::Result<()> {
        if list.is_empty() {
            return Ok(());
        }
        self.title(title, list.len())?;
        let (shown, left) = self.page.fold(list, ROWS);
        for ix in shown {
            let room = self.page.width.saturating_sub(2);
            let place = Terminal(place(self.rosters, *ix)).to_string();
            let place = self.ink(tone, &fit::path(&place, room, self.page.marks().cut));
            writeln!(self.out, "  {place}")?;
        }
        self.more(left)
    }
}

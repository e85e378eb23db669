//! The blocks for a person: what is repeated, then where.

use std::io::{self, Write};

use super::{figures, summary, words};
use crate::{
    model::{Analysis, Block, BlockCopy},
    report::{
        Detail, Page, Terminal,
        figures::score,
        fit,
        ink::{Tone, paint},
    },
};

/// Blocks that are shown before the rest is folded away.
const BLOCKS: usize = 20;
/// Places of one block.
const COPIES: usize = 6;
/// Lines of its words.
const LINES: usize = 3;

pub(super) fn write(analysis: &Analysis, blocks: &[Block], page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { analysis, page, out };
    sheet.prose(0, Tone::Strong, &format!("{}.", summary(analysis, blocks)))?;
    if page.detail == Detail::Brief {
        return Ok(());
    }
    let (shown, left) = page.fold(blocks, BLOCKS);
    shown.iter().try_for_each(|block| sheet.block(block))?;
    if left > 0 {
        writeln!(sheet.out)?;
    }
    sheet.more(0, left, " blocks")
}

struct Sheet<'s> {
    analysis: &'s Analysis,
    page: Page,
    out: &'s mut dyn Write,
}

impl Sheet<'_> {
    fn ink(&self, tone: Tone, text: &str) -> String {
        paint(tone, text, self.page.ink)
    }

    fn prose(&mut self, indent: usize, tone: Tone, text: &str) -> io::Result<()> {
        for line in fit::wrap(text, self.page.width.saturating_sub(indent)) {
            let line = self.ink(tone, &line);
            writeln!(self.out, "{}{line}", " ".repeat(indent))?;
        }
        Ok(())
    }

    fn more(&mut self, indent: usize, left: usize, thing: &str) -> io::Result<()> {
        if left == 0 {
            return Ok(());
        }
        self.prose(
            indent,
            Tone::Dim,
            &format!("{} and {left} more{thing} (--verbose lists all)", self.page.marks().cut),
        )
    }

    fn block(&mut self, block: &Block) -> io::Result<()> {
        let said = figures(block).join(self.page.marks().dot);
        let rule = self.page.width.saturating_sub(fit::width(&said) + 1).max(1);
        let rule = self.ink(Tone::Dim, &self.page.marks().rule.repeat(rule));
        writeln!(self.out, "\n{rule} {said}")?;
        let text = Terminal(&words(&self.analysis.corpus, block)).to_string();
        let all = fit::wrap(&text, self.page.width.saturating_sub(3));
        let most = if self.page.detail == Detail::Full { all.len() } else { LINES };
        for (at, line) in all.iter().take(most).enumerate() {
            let cut = if at + 1 == most && all.len() > most { self.page.marks().cut } else { "" };
            writeln!(self.out, "  {line}{cut}")?;
        }
        let (shown, left) = self.page.fold(&block.copies, COPIES);
        shown.iter().try_for_each(|copy| self.copy(copy))?;
        self.more(4, left, " places")
    }

    fn copy(&mut self, copy: &BlockCopy) -> io::Result<()> {
        let lines = match (copy.lines.first, copy.lines.last) {
            (first, last) if first == last => format!(":{first}"),
            (first, last) => format!(":{first}-{last}"),
        };
        let drifted = if copy.drifted { format!("  drifted, {} alike", score(copy.similarity)) } else { String::new() };
        let room = self.page.width.saturating_sub(4 + lines.len() + drifted.len()).max(12);
        let id =
            fit::path(&Terminal(&self.analysis.corpus.agent(copy.agent).id).to_string(), room, self.page.marks().cut);
        let (id, drifted) = (self.ink(Tone::Dim, &format!("{id}{lines}")), self.ink(Tone::Warn, &drifted));
        writeln!(self.out, "    {id}{drifted}")
    }
}

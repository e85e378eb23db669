//! The blocks for a person: what is repeated, then where.

use std::io::{self, Write};

use super::{figures, summary, words};
use crate::{
    model::{Analysis, Block, BlockCopy},
    report::{Detail, Page, Terminal, figures::score, fit, ink::Tone, paper::Paper},
};

/// Blocks that are shown before the rest is folded away.
const BLOCKS: usize = 20;
/// Places of one block.
const COPIES: usize = 6;
/// Lines of its words.
const LINES: usize = 3;

pub(super) fn write(analysis: &Analysis, blocks: &[Block], page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { analysis, paper: Paper::new(page, out) };
    sheet.paper.prose(0, Tone::Strong, &format!("{}.", summary(analysis, blocks)))?;
    if page.detail == Detail::Brief {
        return Ok(());
    }
    let (shown, left) = page.fold(blocks, BLOCKS);
    shown.iter().try_for_each(|block| sheet.block(block))?;
    if left > 0 {
        sheet.paper.gap()?;
    }
    sheet.paper.more(0, left, " blocks")
}

struct Sheet<'s> {
    analysis: &'s Analysis,
    paper: Paper<'s>,
}

impl Sheet<'_> {
    fn block(&mut self, block: &Block) -> io::Result<()> {
        let said = figures(block).join(self.paper.page.marks().dot);
        let rule = self.paper.page.width.saturating_sub(fit::width(&said) + 1).max(1);
        let rule = self.paper.ink(Tone::Dim, &self.paper.page.marks().rule.repeat(rule));
        self.paper.line(&format!("\n{rule} {said}"))?;
        let text = Terminal(&words(&self.analysis.corpus, block)).to_string();
        let all = fit::wrap(&text, self.paper.page.width.saturating_sub(3));
        let most = if self.paper.page.detail == Detail::Full { all.len() } else { LINES };
        for (at, line) in all.iter().take(most).enumerate() {
            let cut = if at + 1 == most && all.len() > most { self.paper.page.marks().cut } else { "" };
            self.paper.line(&format!("  {line}{cut}"))?;
        }
        let (shown, left) = self.paper.page.fold(&block.copies, COPIES);
        shown.iter().try_for_each(|copy| self.copy(copy))?;
        self.paper.more(4, left, " places")
    }

    fn copy(&mut self, copy: &BlockCopy) -> io::Result<()> {
        let lines = match (copy.lines.first, copy.lines.last) {
            (first, last) if first == last => format!(":{first}"),
            (first, last) => format!(":{first}-{last}"),
        };
        let drifted = if copy.drifted { format!("  drifted, {} alike", score(copy.similarity)) } else { String::new() };
        let room = self.paper.page.width.saturating_sub(4 + lines.len() + drifted.len()).max(12);
        let id = fit::path(
            &Terminal(&self.analysis.corpus.agent(copy.agent).id).to_string(),
            room,
            self.paper.page.marks().cut,
        );
        let (id, drifted) = (self.paper.ink(Tone::Dim, &format!("{id}{lines}")), self.paper.ink(Tone::Warn, &drifted));
        self.paper.line(&format!("    {id}{drifted}"))
    }
}

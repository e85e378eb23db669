//! The blocks to paste into an issue.

use std::io::{self, Write};

use super::{figures, summary, words};
use crate::{
    model::{Analysis, Block},
    report::{Code, Markdown, Page},
};

/// An issue is read as a whole, but it is not endless.
const BLOCKS: usize = 50;
/// Places of one block.
const COPIES: usize = 20;

pub(super) fn write(analysis: &Analysis, blocks: &[Block], page: Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Text that stands in many agents\n\n**{}.**", summary(analysis, blocks))?;
    let (shown, left) = page.fold(blocks, BLOCKS);
    for block in shown {
        writeln!(out, "\n## {}\n\n> {}\n", figures(block).join(", "), Markdown(&words(&analysis.corpus, block)))?;
        let (copies, more) = page.fold(&block.copies, COPIES);
        for copy in copies {
            let place = format!("{}:{}-{}", analysis.corpus.agent(copy.agent).id, copy.lines.first, copy.lines.last);
            let drifted = if copy.drifted { ", drifted" } else { "" };
            writeln!(out, "- {}{drifted}", Code(&place))?;
        }
        if more > 0 {
            writeln!(out, "- … and {more} more")?;
        }
    }
    if left > 0 { writeln!(out, "\n… and {left} more blocks (`--verbose` lists all).") } else { Ok(()) }
}

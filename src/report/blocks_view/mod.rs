//! Text that stands in many agents, laid out: for a person, as JSON, as Markdown.

mod json;
mod markdown;
mod table;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use crate::{
    model::{Analysis, Block, BlockKind, Corpus},
    report::{Page, figures},
    text::secrets::masked,
};

pub(in crate::report) use json::BlockJson;

/// Writes the blocks for a terminal.
pub(in crate::report) fn terminal(
    analysis: &Analysis,
    blocks: &[Block],
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    table::write(analysis, blocks, page, out)
}

/// Writes the blocks as Markdown.
pub(in crate::report) fn markdown(
    analysis: &Analysis,
    blocks: &[Block],
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    markdown::write(analysis, blocks, page, out)
}

/// The list `blocks` of a report.
pub(in crate::report) fn json<'d>(corpus: &'d Corpus, blocks: &'d [Block]) -> Vec<BlockJson<'d>> {
    blocks.iter().map(|block| BlockJson::new(corpus, block)).collect()
}

/// How much is repeated, in a sentence.
fn summary(analysis: &Analysis, blocks: &[Block]) -> String {
    let many = |kind| blocks.iter().filter(|block| block.kind == kind).count();
    let drifted = blocks.iter().flat_map(|block| &block.copies).filter(|copy| copy.drifted).count();
    format!(
        "{} and {} stand in three agents or more of {}; {} drifted",
        figures::count(many(BlockKind::Section), "section"),
        figures::count(many(BlockKind::Paragraph), "paragraph"),
        figures::thousands(u64::from(analysis.summary.agents)),
        match drifted {
            0 => "no copy has".to_owned(),
            1 => "1 copy has".to_owned(),
            n => format!("{} copies have", figures::thousands(n as u64)),
        }
    )
}

/// Where a block stands, in figures: `section · 12 agents · 5 independent · 2 drifted`.
fn figures(block: &Block) -> Vec<String> {
    let drifted = block.copies.iter().filter(|copy| copy.drifted).count();
    let kind = match block.kind {
        BlockKind::Section => "section",
        BlockKind::Paragraph => "paragraph",
    };
    let sources = match block.sources {
        1 => "copies of one agent".to_owned(),
        n if n < block.agents => format!("{n} independent"),
        _ => String::new(),
    };
    let drifted = if drifted == 0 { String::new() } else { format!("{drifted} drifted") };
    let all = [kind.to_owned(), figures::count(block.agents, "agent"), sources, drifted];
    all.into_iter().filter(|said| !said.is_empty()).collect()
}

/// The words of a block on one line, what must not be shown masked.
fn words(corpus: &Corpus, block: &Block) -> String {
    let first = &block.copies[block.pattern];
    let text = first.span.of(&corpus.definition(first.agent).text);
    masked(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

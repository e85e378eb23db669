//! A block in the list `blocks` of `agentkin.report/1`.

use serde::Serialize;

use crate::model::{Block, BlockCopy, BlockKind, Corpus, LineRange, Score};

/// A block.
#[derive(Serialize)]
pub(in crate::report) struct BlockJson<'d> {
    kind: BlockKind,
    text: &'d str,
    words: u32,
    agents: usize,
    sources: usize,
    copies: Vec<CopyJson<'d>>,
}

#[derive(Serialize)]
struct CopyJson<'d> {
    id: &'d str,
    lines: LineRange,
    drifted: bool,
    similarity: Score,
    /// The words, where they are others than the block's.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'d str>,
}

impl<'d> BlockJson<'d> {
    pub(super) fn new(corpus: &'d Corpus, block: &'d Block) -> Self {
        let text = |copy: &BlockCopy| copy.span.of(&corpus.definition(copy.agent).text);
        let copy = |copy: &BlockCopy| CopyJson {
            id: corpus.agent(copy.agent).id.as_str(),
            lines: copy.lines,
            drifted: copy.drifted,
            similarity: copy.similarity,
            text: copy.drifted.then(|| text(copy)),
        };
        Self {
            kind: block.kind,
            text: text(&block.copies[block.pattern]),
            words: block.words,
            agents: block.agents,
            sources: block.sources,
            copies: block.copies.iter().map(copy).collect(),
        }
    }
}

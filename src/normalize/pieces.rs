//! From Markdown blocks to pieces: paragraphs cut into the lines that stand for themselves, examples taken whole.

use std::ops::Range;

use crate::{
    model::{Marker, Span, StatementKind},
    text::{
        drawing::drawings,
        markdown::{Block, BlockKind, Fence, HeadingStyle, blocks},
    },
};

use super::marks;

/// What a piece of the body is, before its place in the section tree is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A heading or an all-bold line; `text` is the title with its inner marks.
    Title(Marker),
    /// A statement outside of lists or further down in an item.
    Say(StatementKind),
    /// A code block that nothing closes.
    OpenCode,
    /// A list item.
    Item {
        /// The number, where the list is ordered.
        number: Option<u64>,
    },
    /// An XML-like opening tag; `whole` is the end of its closing line.
    Open,
    /// Its closing tag.
    Close,
    /// A rule.
    Rule,
}

/// One piece, in document order; pieces never overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    /// The wording without marker, or the title.
    pub(super) text: Span,
    /// The whole lines.
    pub(super) lines: Span,
    /// The end of all that it holds.
    pub(super) whole: usize,
    /// Lists that it lies in.
    pub(super) depth: u8,
    /// Whether it lies in a block quote.
    pub(super) quoted: bool,
}

/// The pieces of `body`.
pub(super) fn pieces(text: &str, body: Span) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut until = body.start;
    for block in blocks(text, body.start..body.end) {
        if block.lines.start < until {
            continue;
        }
        match &block.kind {
            BlockKind::Open { name } if is_example(&text[name.clone()]) => {
                until = block.whole;
                let lines = Span::new(block.lines.start, block.whole);
                out.push(Piece { text: trimmed(text, lines), lines, ..piece(&block, example()) });
            }
            BlockKind::Paragraph if block.depth == 0 && !block.quoted => cut(text, &block, &mut out),
            BlockKind::Heading { style: HeadingStyle::Setext, .. } if !marks::is_title(&text[block.text.clone()]) => {
                underlined(text, &block, &mut out);
            }
            _ => out.push(piece(&block, kind(text, &block))),
        }
    }
    out
}

const fn example() -> PieceKind {
    PieceKind::Say(StatementKind::Example)
}

fn kind(text: &str, block: &Block) -> PieceKind {
    match block.kind {
        // A heading without words parts the text and titles nothing.
        BlockKind::Heading { .. } if marks::title(&text[block.text.clone()]).is_empty() => PieceKind::Rule,
        BlockKind::Heading { level, style: HeadingStyle::Atx } => PieceKind::Title(Marker::Atx(level)),
        BlockKind::Heading { level, style: HeadingStyle::Setext } => PieceKind::Title(Marker::Setext(level)),
        BlockKind::Paragraph => PieceKind::Say(StatementKind::Paragraph),
        BlockKind::Item { number } => PieceKind::Item { number },
        BlockKind::Row => PieceKind::Say(StatementKind::Row),
        BlockKind::Code(Fence::Unclosed) => PieceKind::OpenCode,
        BlockKind::Code(_) => PieceKind::Say(StatementKind::Code),
        BlockKind::Html => example(),
        BlockKind::Open { .. } => PieceKind::Open,
        BlockKind::Close => PieceKind::Close,
        BlockKind::Rule => PieceKind::Rule,
    }
}

fn piece(block: &Block, kind: PieceKind) -> Piece {
    Piece {
        kind,
        text: Span::new(block.text.start, block.text.end),
        lines: Span::new(block.lines.start, block.lines.end),
        whole: block.whole,
        depth: block.depth,
        quoted: block.quoted,
    }
}

/// Whether a tag holds an example: `example`, `good-example`, but not `examples`, which holds many.
fn is_example(name: &str) -> bool {
    name.split(['-', '_', '.', ':']).any(|word| word.eq_ignore_ascii_case("example"))
}

/// A paragraph with a rule right under it is a heading to Markdown; where it reads as a sentence it is none to us.
fn underlined(text: &str, block: &Block, out: &mut Vec<Piece>) {
    let end = text[..block.lines.end].rfind('\n').unwrap_or(block.lines.end);
    let paragraph = Block { lines: block.lines.start..end, ..block.clone() };
    cut(text, &paragraph, out);
    let rule = Span::new((end + 1).min(block.lines.end), block.lines.end);
    out.push(Piece { lines: rule, text: rule, ..piece(block, PieceKind::Rule) });
}

/// Cuts a paragraph at all-bold lines, and where its lines stand for themselves at every line. Drawings are taken whole, as in
/// a fence.
fn cut(text: &str, block: &Block, out: &mut Vec<Piece>) {
    let lines = lines_of(text, block.lines.clone());
    if let [only] = &lines[..] {
        out.push(line_piece(text, block, only.clone()));
        return;
    }
    let words: Vec<&str> = lines.iter().map(|line| &text[line.clone()]).collect();
    let mut from = 0;
    for drawn in drawings(&words) {
        cut_words(text, block, &lines[from..drawn.start], out);
        out.push(drawing(text, block, lines[drawn.start].start..lines[drawn.end - 1].end));
        from = drawn.end;
    }
    cut_words(text, block, &lines[from..], out);
}

/// A drawing: whole lines, which say something only together.
fn drawing(text: &str, block: &Block, lines: Range<usize>) -> Piece {
    let lines = Span::new(lines.start, lines.end);
    let kind = PieceKind::Say(StatementKind::Code);
    Piece { text: trimmed(text, lines), lines, whole: lines.end, ..piece(block, kind) }
}

/// Cuts lines that hold no drawing.
fn cut_words(text: &str, block: &Block, lines: &[Range<usize>], out: &mut Vec<Piece>) {
    let mut from = 0;
    for at in 0..lines.len() {
        if marks::is_bold_title(text[lines[at].clone()].trim()) {
            cut_run(text, block, &lines[from..at], out);
            out.push(line_piece(text, block, lines[at].clone()));
            from = at + 1;
        }
    }
    cut_run(text, block, &lines[from..], out);
}

/// The whole lines of `range`, without their ends.
fn lines_of(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut at = range.start;
    let cut = |line: &str| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    };
    text[range].split('\n').map(cut).collect()
}

/// Cuts lines that hold no bold title.
fn cut_run(text: &str, block: &Block, lines: &[Range<usize>], out: &mut Vec<Piece>) {
    let words: Vec<&str> = lines.iter().map(|line| &text[line.clone()]).collect();
    let starts = marks::statement_starts(&words);
    for (nth, start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(lines.len());
        let run = lines[*start].start..lines[end - 1].end;
        out.push(line_piece(text, block, run));
    }
}

/// The piece that one or more whole lines of a paragraph make.
fn line_piece(text: &str, block: &Block, lines: Range<usize>) -> Piece {
    let lines = Span::new(lines.start, lines.end);
    let words = trimmed(text, lines);
    let wording = words.of(text);
    let (kind, words) = if marks::is_bold_title(wording) {
        (PieceKind::Title(Marker::BoldLine), words)
    } else if let Some(rest) = marks::after_dot(wording) {
        (PieceKind::Say(StatementKind::Bullet), Span::new(words.end - rest.len(), words.end))
    } else {
        (PieceKind::Say(StatementKind::Paragraph), words)
    };
    Piece { text: words, lines, whole: lines.end, ..piece(block, kind) }
}

/// `span` without the blanks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let start = span.start + (written.len() - written.trim_start().len());
    Span::new(start, start + written.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let all = pieces(text, Span::new(0, text.len()));
        all.iter().map(|p| format!("{:?} {}", p.kind, p.text.of(text))).collect()
    }

    #[test]
    fn bold_lines_are_cut_out_of_paragraphs() {
        let want =
            ["Title(BoldLine) **Your Role**", "Say(Paragraph) You mend\nold clocks.", "Title(BoldLine) __Limits:__"];
        assert_eq!(told("**Your Role**\nYou mend\nold clocks.\n__Limits:__"), want);
    }

    #[test]
    fn lines_that_stand_for_themselves_are_statements() {
        assert_eq!(told("Wind it.\nOil it.").len(), 2);
        assert_eq!(told("A sentence that is\nwrapped at a width.").len(), 1);
        assert_eq!(
            told("You will:\n• wind\n• oil"),
            ["Say(Paragraph) You will:", "Say(Bullet) wind", "Say(Bullet) oil"]
        );
    }

    #[test]
    fn drawings_are_taken_whole() {
        let text = "The house:\n┌──────┐\n│ • oil│\n└──────┘\nOil it.\n\n| Oil | Log |\n|-----|-----|";
        let want = [
            "Say(Paragraph) The house:",
            "Say(Code) ┌──────┐\n│ • oil│\n└──────┘",
            "Say(Paragraph) Oil it.",
            "Say(Row) Oil | Log",
        ];
        assert_eq!(told(text), want);
    }

    #[test]
    fn examples_are_taken_whole() {
        let text = "<examples>\n<example>\n# Hi\n\nuser: x\n</example>\n</examples>";
        assert_eq!(
            told(text),
            ["Open examples", "Say(Example) <example>\n# Hi\n\nuser: x\n</example>", "Close </examples>"]
        );
    }

    #[test]
    fn a_rule_right_under_a_sentence_makes_no_title() {
        assert_eq!(told("Clocks are wound daily and oiled once in a year.\n---\nx").len(), 3);
        assert_eq!(told("Clocks\n---\nx")[0], "Title(Setext(2)) Clocks");
    }
}

//! Markdown as a flat list of blocks with byte spans: where things stand, not what they mean. CommonMark 0.31 with
//! tables and task lists (the `pulldown-cmark` crate), and XML-like tag lines on top.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{
    lines::LineIndex,
    tags::{self, Stretch},
};

/// List nesting beyond this is told as this: in 8,927 agent files none went past 9, hostile files go to thousands.
pub const MAX_DEPTH: u8 = 32;

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; its text is the title.
    Heading {
        /// 1..=6.
        level: u8,
        /// How it is marked.
        style: HeadingStyle,
    },
    /// A paragraph.
    Paragraph,
    /// A list item; its text is its first paragraph, items nested in it are blocks of their own.
    Item {
        /// The number, where the list is ordered.
        number: Option<u64>,
    },
    /// A table row; the header row holds its delimiter line too, its text is the header alone.
    Row,
    /// A block of code; its text is the whole, fences included.
    Code(Fence),
    /// Raw HTML.
    Html,
    /// An XML-like opening tag on its own line, closed later (`whole` says where); its text is its label.
    Open {
        /// The tag's name.
        name: Range<usize>,
    },
    /// The closing tag of one.
    Close,
    /// A horizontal rule.
    Rule,
}

/// How a heading is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingStyle {
    /// `## Title`
    Atx,
    /// Underlined.
    Setext,
}

/// How a block of code is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fence {
    /// Between fences.
    Closed,
    /// From a fence to the end of what holds it.
    Unclosed,
    /// By four blanks.
    Indented,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its wording, without marks; may be empty (a bare list marker).
    pub text: Range<usize>,
    /// Its whole lines, without the last line end. Those of different blocks never overlap.
    pub lines: Range<usize>,
    /// The end of all that it holds, nested blocks included; the end of `lines` where it holds none.
    pub whole: usize,
    /// Lists that it lies in, 0 outside of lists, at most [`MAX_DEPTH`].
    pub depth: u8,
    /// Whether it lies in a block quote.
    pub quoted: bool,
}

/// The blocks of `range` of `text`, in order; every line that is not blank lies in one, but for bare list and quote marks.
#[must_use]
pub fn blocks(text: &str, range: Range<usize>) -> Vec<Block> {
    let index = LineIndex::new(text);
    let mut out = Vec::new();
    let mut tags = 0_usize;
    for stretch in tags::stretches(text, range.clone()) {
        match stretch {
            Stretch::Text(part) => read(&Source::of(text, part, tags), &mut out),
            Stretch::Open { line, label, name, until } => {
                tags += 1;
                out.push(Block { whole: until, ..Block::new(BlockKind::Open { name }, label, line) });
            }
            Stretch::Close(line) => {
                tags = tags.saturating_sub(1);
                out.push(Block::new(BlockKind::Close, line.clone(), line));
            }
        }
    }
    settle(text, &range, &index, out)
}

impl Block {
    fn new(kind: BlockKind, text: Range<usize>, lines: Range<usize>) -> Self {
        Self { kind, text, whole: lines.end, lines, depth: 0, quoted: false }
    }
}

/// What is handed to the reader: a part of the text, or a copy of it with the common indent taken away, because what
/// stands in tags is often indented by four and would count as code.
struct Source<'t> {
    copy: Option<String>,
    text: &'t str,
    start: usize,
    /// For each line of the copy: where it begins there and in the text.
    lines: Vec<(usize, usize)>,
}

impl<'t> Source<'t> {
    fn of(text: &'t str, part: Range<usize>, tags: usize) -> Self {
        let (start, text) = (part.start, &text[part]);
        let indent = if tags == 0 { 0 } else { common_indent(text) };
        let mut source = Self { copy: None, text, start, lines: Vec::new() };
        if indent >= 4 {
            source.dedent(indent);
        }
        source
    }

    fn dedent(&mut self, indent: usize) {
        let (mut copy, mut at) = (String::with_capacity(self.text.len()), self.start);
        for line in self.text.split_inclusive('\n') {
            let cut = indent.min(line.len() - line.trim_start_matches(' ').len());
            self.lines.push((copy.len(), at + cut));
            copy.push_str(&line[cut..]);
            at += line.len();
        }
        self.copy = Some(copy);
    }

    fn text(&self) -> &str {
        self.copy.as_deref().unwrap_or(self.text)
    }

    /// The place in the full text.
    fn place(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(copy, _)| *copy <= at);
        let (copy, text) = if line == 0 { (0, self.start) } else { self.lines[line - 1] };
        text + (at - copy)
    }
}

fn common_indent(text: &str) -> usize {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0)
}

fn read(source: &Source<'_>, out: &mut Vec<Block>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut reader =
        Reader { source, out, lists: Vec::new(), items: Vec::new(), quotes: 0, leaf: Leaf::None, inline: None };
    for (event, range) in Parser::new_ext(source.text(), options).into_offset_iter() {
        reader.take(event, range);
    }
}

/// The block whose events are passing by, where its inside is of no interest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaf {
    None,
    /// Text that belongs to the block at `inline`.
    Words,
    /// A heading: its title grows with what stands in it.
    Title,
    /// Code, HTML, a row.
    Closed,
}

struct Reader<'s, 'o> {
    source: &'s Source<'s>,
    out: &'o mut Vec<Block>,
    /// The next number of each list around, none where it is unordered.
    lists: Vec<Option<u64>>,
    /// The items around, by place in `out`.
    items: Vec<usize>,
    quotes: usize,
    leaf: Leaf,
    /// The block that takes loose text: in a tight list an item's words come without a paragraph around them.
    inline: Option<usize>,
}

impl Reader<'_, '_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Rule => {
                self.push(BlockKind::Rule, range);
                self.inline = None;
            }
            Event::TaskListMarker(_) => self.task(&range),
            _ if self.leaf != Leaf::Closed => self.words(range),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::List(first) => {
                self.lists.push(first);
                self.inline = None;
            }
            Tag::Item => self.item(range),
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.inline = None;
            }
            Tag::Paragraph => self.paragraph(range),
            Tag::Heading { level, .. } => self.heading(level, range),
            Tag::CodeBlock(kind) => {
                let fence = fence(&self.source.text()[range.clone()], &kind);
                self.close(BlockKind::Code(fence), range);
            }
            Tag::HtmlBlock => self.close(BlockKind::Html, range),
            Tag::TableHead | Tag::TableRow => self.close(BlockKind::Row, range),
            Tag::Table(_) => self.inline = None,
            _ if self.leaf != Leaf::Closed => self.words(range),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::List(_) => {
                self.lists.pop();
                self.inline = None;
            }
            TagEnd::Item => {
                self.items.pop();
                self.inline = None;
            }
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.inline = None;
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                self.leaf = Leaf::None;
                self.inline = None;
            }
            _ => {}
        }
    }

    fn item(&mut self, range: Range<usize>) {
        let number = self.lists.last_mut().and_then(|next| {
            let number = *next;
            *next = number.map(|n| n.saturating_add(1));
            number
        });
        let whole = self.range(range.clone()).end;
        // Behind a tab that is wider than the indent asked for, the reader begins an item at the end of the line before it.
        let written = &self.source.text()[range.clone()];
        let start = range.start + (written.len() - written.trim_start().len());
        self.push(BlockKind::Item { number }, start..start);
        let at = self.out.len() - 1;
        self.out[at].whole = whole;
        self.items.push(at);
        self.inline = None;
    }

    /// The item that has no word yet and nothing in it.
    fn fresh_item(&self) -> Option<usize> {
        self.items.last().copied().filter(|at| at + 1 == self.out.len() && self.out[*at].text.is_empty())
    }

    fn task(&mut self, range: &Range<usize>) {
        if let Some(at) = self.fresh_item() {
            let end = self.source.place(range.end);
            self.out[at].text = end..end;
        }
    }

    fn paragraph(&mut self, range: Range<usize>) {
        self.leaf = Leaf::Words;
        self.inline = if let Some(at) = self.fresh_item() {
            Some(at)
        } else {
            self.push(BlockKind::Paragraph, range.start..range.start);
            Some(self.out.len() - 1)
        };
    }

    /// A heading in a list or quote marks no section: it is text there.
    fn heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        if !self.lists.is_empty() || self.quotes > 0 {
            self.paragraph(range.clone());
            self.words(range);
            self.leaf = Leaf::Closed;
            return;
        }
        let atx = self.source.text()[range.clone()].trim_start().starts_with('#');
        let style = if atx { HeadingStyle::Atx } else { HeadingStyle::Setext };
        self.push(BlockKind::Heading { level: level as u8, style }, range);
        let block = self.out.len() - 1;
        self.out[block].text.end = self.out[block].text.start;
        self.leaf = Leaf::Title;
        self.inline = Some(block);
    }

    fn close(&mut self, kind: BlockKind, range: Range<usize>) {
        self.push(kind, range);
        self.leaf = Leaf::Closed;
        self.inline = None;
    }

    /// Grows the block that takes text by `range`.
    fn words(&mut self, range: Range<usize>) {
        let range = self.range(range);
        let at = self.inline.or_else(|| self.fresh_item()).unwrap_or_else(|| {
            self.out.push(self.block(BlockKind::Paragraph, range.start..range.start));
            self.out.len() - 1
        });
        self.inline = Some(at);
        let text = &mut self.out[at].text;
        if text.start == text.end {
            *text = range;
        } else {
            text.end = text.end.max(range.end);
        }
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        let block = self.block(kind, self.range(range));
        self.out.push(block);
    }

    fn block(&self, kind: BlockKind, range: Range<usize>) -> Block {
        let depth = u8::try_from(self.lists.len()).unwrap_or(MAX_DEPTH).min(MAX_DEPTH);
        Block { depth, quoted: self.quotes > 0, ..Block::new(kind, range.clone(), range) }
    }

    /// The range in the full text, its end moved back over blanks.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let written = &self.source.text()[range.clone()];
        let end = range.start + written.trim_end().len();
        let start = self.source.place(range.start);
        // The end of an empty line of a copy maps before its start: the range is empty then.
        start..self.source.place(end).max(start)
    }
}

fn fence(block: &str, kind: &CodeBlockKind<'_>) -> Fence {
    if matches!(kind, CodeBlockKind::Indented) {
        return Fence::Indented;
    }
    let mark = block.bytes().next().unwrap_or(b'`');
    let len = block.bytes().take_while(|b| *b == mark).count();
    let last = block.trim_end().rsplit_once('\n').map_or("", |(_, last)| last);
    if tags::closes(last.trim_start_matches(['>', ' ', '\t']), (mark, len)) { Fence::Closed } else { Fence::Unclosed }
}

/// Widens blocks to whole lines, drops what is empty, and takes up the lines that no block claims (link definitions).
fn settle(text: &str, range: &Range<usize>, index: &LineIndex, found: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(found.len());
    let mut at = range.start;
    for mut block in found {
        let start = index.start_of(index.line_of(block.lines.start)).unwrap_or(0).max(range.start);
        let reach = match block.kind {
            BlockKind::Row => row_end(text, &mut block),
            BlockKind::Heading { .. } => block.whole,
            _ => block.text.end,
        };
        let end = line_end(text, reach.max(block.lines.start)).min(range.end);
        if start < at || (block.text.is_empty() && !matches!(block.kind, BlockKind::Heading { .. })) {
            continue;
        }
        strays(text, at..start, &mut out);
        block.lines = start..end;
        block.whole = block.whole.max(end);
        at = (end + 1).min(range.end);
        out.push(block);
    }
    strays(text, at..range.end, &mut out);
    out
}

/// Cuts the outer bars off a row's text; a header row reaches over its delimiter line.
fn row_end(text: &str, block: &mut Block) -> usize {
    let row = &text[block.text.clone()];
    let line = row.lines().next().unwrap_or("");
    let bare = line.trim_matches(['|', ' ', '\t']);
    let start = block.text.start + (line.len() - line.trim_start_matches(['|', ' ', '\t']).len());
    let (first, next) = (line_end(text, block.text.start), line_end(text, block.text.start) + 1);
    block.text = start..start + bare.len();
    let below = text.get(next..line_end(text, next)).unwrap_or("");
    let delimits = below.contains('-') && below.chars().all(|c| "|-:> \t".contains(c));
    if delimits { line_end(text, next) } else { first }
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |len| at + len)
}

/// Makes paragraphs of the lines of `gap` that say something.
fn strays(text: &str, gap: Range<usize>, out: &mut Vec<Block>) {
    let mut at = gap.start;
    for line in text[gap].split_inclusive('\n') {
        let bare = line.trim();
        if !bare.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ">-*+.)#".contains(c)) {
            let start = at + (line.len() - line.trim_start().len());
            let lines = at..at + line.trim_end_matches('\n').len();
            out.push(Block::new(BlockKind::Paragraph, start..start + bare.len(), lines));
        }
        at += line.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        blocks(text, 0..text.len())
            .iter()
            .map(|b| format!("{} {} {}", name(b), b.depth, &text[b.text.clone()]))
            .collect()
    }

    fn name(block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading { level, style: HeadingStyle::Atx } => format!("h{level}"),
            BlockKind::Heading { level, style: HeadingStyle::Setext } => format!("u{level}"),
            BlockKind::Item { number: Some(n) } => format!("{n}."),
            BlockKind::Item { number: None } => "-".to_owned(),
            BlockKind::Code(fence) => format!("{fence:?}"),
            BlockKind::Open { .. } => "open".to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn headings_and_paragraphs() {
        let text = "Hello\nthere\n\n## One *two* ##\n\nUnder\n=====\n---\n> # no title\n";
        let want = ["Paragraph 0 Hello\nthere", "h2 0 One *two*", "u1 0 Under", "Rule 0 ---", "Paragraph 0 # no title"];
        assert_eq!(told(text), want);
    }

    #[test]
    fn items_hold_their_own_words_only() {
        let text = "3. **a**\n   goes on\n   - b\n\n     more\n   - [ ] c\n4. d\n\n   ```sh\n   # x\n   ```\n";
        let want = [
            "3. 1 **a**\n   goes on",
            "- 2 b",
            "Paragraph 2 more",
            "- 2 c",
            "4. 1 d",
            "Closed 1 ```sh\n   # x\n   ```",
        ];
        assert_eq!(told(text), want);
        let all = blocks(text, 0..text.len());
        assert_eq!(&text[all[0].lines.clone()], "3. **a**\n   goes on");
        assert!(text[..all[0].whole].ends_with("[ ] c"));
    }

    #[test]
    fn items_behind_a_tab_are_items() {
        let text = "- a\n\t- b\n\t- c\n- d\n\t1. e\n\n\t2. f\n* g\n\n\t* h\n\t\t* i\n";
        let want = ["- 1 a", "- 2 b", "- 2 c", "- 1 d", "1. 2 e", "2. 2 f", "- 1 g", "- 2 h", "- 3 i"];
        assert_eq!(told(text), want);
        let all = blocks(text, 0..text.len());
        assert_eq!(&text[all[1].lines.clone()], "\t- b");
    }

    #[test]
    fn tables_code_and_what_nobody_claims() {
        let text = "| a | b |\n|---|---|\n| c | d |\n\n[x]: http://y\n\n    code\n\n<!-- note -->\n\n~~~\n# not\n";
        let want = [
            "Row 0 a | b",
            "Row 0 c | d",
            "Paragraph 0 [x]: http://y",
            "Indented 0 code",
            "Html 0 <!-- note -->",
            "Unclosed 0 ~~~\n# not",
        ];
        assert_eq!(told(text), want);
        assert_eq!(blocks(text, 0..text.len())[0].lines, 0..19);
    }

    #[test]
    fn tags_hold_markdown_whatever_its_indent() {
        let text = "<plan>\n    Do it:\n    - now\n      here\n</plan>\n";
        assert_eq!(told(text), ["open 0 plan", "Paragraph 0 Do it:", "- 1 now\n      here", "Close 0 </plan>"]);
    }

    #[test]
    fn a_part_of_a_text_keeps_the_places_of_the_whole() {
        let text = "---\nname: x\n---\n# T\n";
        let found = blocks(text, 16..text.len());
        assert_eq!(&text[found[0].text.clone()], "T");
    }

    #[test]
    fn hostile_texts_are_read_in_bounded_time() {
        let texts = [
            ">".repeat(5000) + " deep\n" + &"- ".repeat(3000) + "x\n",
            "```\n".to_owned() + &"# not a title\n".repeat(50_000),
            "word ".repeat(400_000),
            "*_[`<(".repeat(20_000),
            (0..2000).map(|n| " ".repeat(n) + "- x\n").collect(),
            "| a ".repeat(5000) + "\n" + &"|---".repeat(5000) + "\n",
        ];
        for text in texts {
            let start = std::time::Instant::now();
            let found = blocks(&text, 0..text.len());
            assert!(!found.is_empty() && found.iter().all(|b| b.depth <= MAX_DEPTH));
            assert!(start.elapsed().as_secs() < 10, "{:?} for {}…", start.elapsed(), &text[..20]);
        }
    }
}

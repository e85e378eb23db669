//! Writes the canonical's body: the base's lines as they are, with what is put in, taken out or said more fully.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    chapters,
    chunk::{Chunk, Piece, Rank, Shape, Spacing},
    ground::Ground,
    members::Member,
    renumber::{Item, item, renumber},
    settle::{Settled, State},
    style,
};
use crate::model::{Marker, SectionIx, Span, StatementIx, StatementKind};

/// A line of the canonical.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// The statement that begins on it.
    pub(super) begins: Option<usize>,
    pub(super) origin: Origin,
    /// Whether it is a heading marked with hashes: in a block of code such a line is none.
    pub(super) is_heading: bool,
}

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Origin {
    #[default]
    Base,
    /// Put in.
    Added,
    /// Put in as an item of a numbered list of the base: those behind it may have to be counted anew.
    Counted,
    /// The base's, an item before which others of its list were taken out, the first of them with this number.
    BehindGap(u64),
}

/// The lines of the canonical, the base's front matter among them.
pub(super) fn lines(
    ground: &Ground<'_>,
    members: &[Member<'_>],
    settled: &Settled<'_>,
    mut chunks: Vec<Chunk>,
) -> Vec<Line> {
    chunks.sort_by(|x, y| (x.at, &x.path).cmp(&(y.at, &y.path)));
    let edits = Edits::of(ground, members, settled, &chunks);
    let base = ground.lines();
    let mut page = Page { lines: Vec::new(), gap: Gap::AsIs, taken_out: None, open_tags: Vec::new() };
    let headings = ground.headings();
    let mut chunks = chunks.into_iter().peekable();
    let mut open_fence = ground.open_fence();
    for at in 0..=base.len() {
        while let Some(chunk) = chunks.next_if(|chunk| chunk.at.line <= at || at == base.len()) {
            if let Some((_, fence)) = open_fence.take_if(|(last, _)| at > *last) {
                page.push_all(&[fence], None, Origin::Added);
            }
            page.close_tags(&chunk.path);
            page.add(chunk);
        }
        page.close_tags(&[]);
        if let Some(text) = base.get(at) {
            edits.copy(at, text, &mut page);
            if let Some(copied) = page.lines.last_mut().filter(|line| headings.contains(&at) && line.text == **text) {
                copied.is_heading = true;
            }
        }
    }
    // What was taken out at the end leaves the blank line before it.
    if base.last().is_some_and(|last| !last.trim().is_empty()) {
        while page.lines.pop_if(|line| line.text.trim().is_empty()).is_some() {}
    }
    renumber(&mut page.lines);
    if !is_base(&page.lines, ground) {
        chapters::renumber(ground, &mut page.lines);
        chapters::unnumber_lone(&mut page.lines);
    }
    page.lines
}

/// What becomes of the base's own lines.
struct Edits {
    /// The statement that begins on a line.
    begins: BTreeMap<usize, usize>,
    /// Lines in place of those from the key to the first of the pair.
    instead: BTreeMap<usize, (usize, Vec<String>)>,
    gone: BTreeSet<usize>,
}

impl Edits {
    fn of(ground: &Ground<'_>, members: &[Member<'_>], settled: &Settled<'_>, chunks: &[Chunk]) -> Self {
        let mut edits = Self { begins: BTreeMap::new(), instead: BTreeMap::new(), gone: BTreeSet::new() };
        for at in (0..settled.sayings.len()).take_while(|at| settled.sayings[*at].is_base()) {
            let statement = settled.sayings[at].statement;
            let line = ground.first_line(statement.block);
            match settled.heirs.get(&at) {
                Some(heir) => {
                    edits.begins.insert(line, *heir);
                    edits.reword(ground, members, settled, at, *heir);
                }
                None if settled.is_kept(at) => {
                    edits.begins.insert(line, at);
                }
                None => edits.take_out(ground, settled, at),
            }
        }
        edits.take_out_headings(ground, settled, chunks);
        edits
    }

    /// Another's words in place of the base's, between what stands before and behind them.
    fn reword(&mut self, ground: &Ground<'_>, members: &[Member<'_>], settled: &Settled<'_>, at: usize, heir: usize) {
        let (old, new) = (settled.sayings[at].statement, &settled.sayings[heir]);
        let text = &ground.definition.text;
        let indent = " ".repeat(style::lead(ground.definition, old).chars().count());
        let mut lines = style::reindented(members[new.member].definition, new.statement, &indent);
        let behind = text[old.span.end..].split('\n').next().unwrap_or("");
        lines[0].insert_str(0, style::lead(ground.definition, old));
        if let Some(last) = lines.last_mut() {
            last.push_str(behind);
        }
        self.instead.insert(ground.first_line(old.span), (ground.last_line(old.span), lines));
    }

    fn take_out(&mut self, ground: &Ground<'_>, settled: &Settled<'_>, at: usize) {
        let statement = settled.sayings[at].statement;
        let (first, last) = (ground.first_line(statement.block), ground.last_line(statement.block));
        let text = &ground.definition.text;
        let own_line = statement.block.start == 0 || text[..statement.block.start].ends_with('\n');
        if own_line {
            self.gone.extend(first..=last);
        } else {
            let start = text[..statement.block.start].rfind('\n').map_or(0, |end| end + 1);
            let label = Span::new(start, statement.span.start).of(text).trim_end().to_owned();
            self.instead.insert(first, (last, vec![label]));
        }
    }

    /// The headings of sections that held something and now hold nothing.
    fn take_out_headings(&mut self, ground: &Ground<'_>, settled: &Settled<'_>, chunks: &[Chunk]) {
        let sections = &ground.definition.sections;
        let stays = |at: usize| {
            settled.heirs.contains_key(&at) || matches!(settled.states[at], State::Kept | State::Covered(_))
        };
        for (at, section) in sections.iter().enumerate().filter(|(_, section)| !section.heading.is_empty()) {
            let ix = SectionIx::new(at);
            let inside: Vec<SectionIx> =
                (0..sections.len()).map(SectionIx::new).filter(|at| ground.lies_in(*at, ix)).collect();
            let mut held = inside.iter().flat_map(|at| &ground.definition.section(*at).statements).peekable();
            let gone = |of: &StatementIx| settled.find(0, *of).is_some_and(|at| !stays(at));
            if held.peek().is_some() && held.all(gone) && !chunks.iter().any(|chunk| goes_into(chunk, &inside, ground))
            {
                self.gone.extend(ground.first_line(section.heading)..=ground.last_line(section.heading));
            }
        }
    }

    fn copy(&self, at: usize, text: &str, page: &mut Page) {
        if self.gone.contains(&at) {
            page.taken_out = page.taken_out.take().or_else(|| item(text));
            return;
        }
        if self.instead.range(..at).next_back().is_some_and(|(_, (last, _))| at <= *last) {
            return;
        }
        // Where lines were taken out between two blank ones, one blank line is enough.
        let after_gap = at > 0 && self.gone.contains(&(at - 1));
        if after_gap && text.trim().is_empty() && page.ends_blank() {
            return;
        }
        let begins = self.begins.get(&at).copied();
        let origin = page.origin_of(text);
        match self.instead.get(&at) {
            Some((_, lines)) => page.push_all(lines, begins, origin),
            None => page.push_all(&[text.to_owned()], begins, origin),
        }
    }
}

/// Whether a chunk goes into the first of these sections, which the others lie in: among their own text, or as a section in them.
fn goes_into(chunk: &Chunk, inside: &[SectionIx], ground: &Ground<'_>) -> bool {
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return false };
    let (outer, line) = (ground.definition.section(*first), chunk.at.line);
    let reach = ground.first_line(outer.heading) + 1..=ground.free_after(*last);
    let hashes = |piece: &Piece| piece.lines.first().map_or(0, |line| line.chars().take_while(|c| *c == '#').count());
    let level = chunk.pieces.first().filter(|piece| piece.shape == Shape::Heading).map(hashes);
    let lies_in = || match (outer.marker, level) {
        (Marker::Atx(own) | Marker::Setext(own), Some(level)) => level > usize::from(own),
        _ => line < *reach.end(),
    };
    chunk.within.map_or_else(|| reach.contains(&line) && lies_in(), |within| inside.contains(&within))
}

/// What must stand between what was written last and what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Whatever the base has there.
    AsIs,
    /// At least one blank line.
    Blank,
}

struct Page {
    lines: Vec<Line>,
    gap: Gap,
    /// The first of the items that were taken out of the list that goes on.
    taken_out: Option<Item>,
    /// The chunks whose tags are open, each with its path and what closes it.
    open_tags: Vec<(Vec<usize>, String)>,
}

impl Page {
    /// Where a line of the base comes from, items of whose list may have been taken out.
    fn origin_of(&mut self, text: &str) -> Origin {
        let Some(first) = &self.taken_out else { return Origin::Base };
        let depth = text.chars().take_while(|c| *c == ' ' || *c == '\t').count();
        if text.trim().is_empty() || depth > first.indent {
            return Origin::Base;
        }
        let goes_on = item(text).is_some_and(|next| next.indent == first.indent && next.number > first.number);
        let number = first.number;
        self.taken_out = None;
        if goes_on { Origin::BehindGap(number) } else { Origin::Base }
    }

    fn ends_blank(&self) -> bool {
        self.lines.last().is_none_or(|line| line.text.trim().is_empty())
    }

    fn push_all(&mut self, lines: &[String], begins: Option<usize>, origin: Origin) {
        let blank = lines.first().is_none_or(|line| line.trim().is_empty());
        if self.gap == Gap::Blank && !blank && !self.ends_blank() {
            self.lines.push(Line { origin: Origin::Added, ..Line::default() });
        }
        self.gap = Gap::AsIs;
        for (nth, text) in lines.iter().enumerate() {
            let begins = begins.filter(|_| nth == 0);
            let origin = match origin {
                Origin::Counted if nth > 0 => Origin::Added,
                Origin::BehindGap(_) if nth > 0 => Origin::Base,
                origin => origin,
            };
            self.lines.push(Line { text: text.clone(), begins, origin, is_heading: false });
        }
    }

    /// Closes the tags of what the chunk with this path does not lie in.
    fn close_tags(&mut self, path: &[usize]) {
        while let Some((_, tag)) = self.open_tags.pop_if(|(open, _)| !path.starts_with(open)) {
            self.gap = Gap::AsIs;
            self.push_all(&[tag], None, Origin::Added);
            self.gap = Gap::Blank;
        }
    }

    fn add(&mut self, chunk: Chunk) {
        self.open_tags.extend(chunk.closing().map(|tag| (chunk.path.clone(), tag)));
        let rank = chunk.at.rank;
        let mut before: Option<Shape> = None;
        for piece in chunk.pieces {
            let runs = match &before {
                Some(before) => before.runs_into(&piece.shape),
                None => matches!(rank, Rank::List(_)) && !matches!(piece.shape, Shape::Block(_)),
            };
            if !runs || rank == Rank::List(Spacing::Loose) {
                self.gap = Gap::Blank;
            }
            before = Some(piece.shape.clone());
            self.piece(self.as_title(piece));
        }
        // What is put before the first item of a list whose items stand apart, stands apart from it too.
        if rank != Rank::List(Spacing::Tight) || matches!(before, Some(Shape::Block(_))) {
            self.gap = Gap::Blank;
        }
    }

    /// Right under a title a lead-in is read as a sentence: there it becomes a bold line.
    fn as_title(&self, mut piece: Piece) -> Piece {
        let before = self.lines.iter().rev().find(|line| !line.text.trim().is_empty());
        if piece.shape == Shape::LeadIn && before.is_some_and(|line| style::is_title_line(&line.text)) {
            piece.lines[0] = format!("**{}**", piece.lines[0]);
        }
        piece
    }

    fn piece(&mut self, piece: Piece) {
        if piece.shape == Shape::OnHeading {
            self.on_heading(piece);
            return;
        }
        let counted = matches!(&piece.shape, Shape::Item(bullet) if bullet.is_numbered());
        let origin = if counted { Origin::Counted } else { Origin::Added };
        self.push_all(&piece.lines, piece.saying, origin);
        if let Some(heading) = self.lines.last_mut().filter(|_| piece.shape == Shape::Heading) {
            heading.is_heading = heading.text.starts_with('#');
        }
    }

    /// Goes on behind the label of a bold item.
    fn on_heading(&mut self, piece: Piece) {
        self.gap = Gap::AsIs;
        let mut lines = piece.lines.into_iter();
        let first = lines.next().unwrap_or_default();
        if let Some(heading) = self.lines.last_mut() {
            heading.text = format!("{} {first}", heading.text);
            heading.begins = piece.saying;
        }
        let rest: Vec<String> = lines.collect();
        self.push_all(&rest, None, Origin::Added);
    }
}

/// Whether nothing of the base's own text is other than it was.
pub(super) fn is_base(lines: &[Line], ground: &Ground<'_>) -> bool {
    lines.iter().map(|line| line.text.as_str()).eq(ground.lines().iter().copied())
}

/// Statements that are read as a title when the text is read again: a lead-in before a list that stands right under it.
pub(super) fn turned_to_titles(lines: &[Line], settled: &Settled<'_>) -> BTreeSet<usize> {
    let says = |line: &&Line| !line.text.trim().is_empty();
    let (mut out, mut tags) = (BTreeSet::new(), 0_usize);
    for (at, line) in lines.iter().enumerate() {
        tags = if style::closes_tag(&line.text) {
            tags.saturating_sub(1)
        } else {
            tags + usize::from(style::opens_tag(&line.text))
        };
        let Some(saying) = line.begins.filter(|saying| style::is_lead_in(settled.sayings[*saying].text)) else {
            continue;
        };
        let statement = settled.sayings[saying].statement;
        let alone = statement.kind == StatementKind::Paragraph;
        let before = lines[..at].iter().rev().find(says);
        let next = lines[at + 1..].iter().find(says);
        let led = next.is_some_and(|next| style::starts_list(&next.text));
        let titled = before.is_some_and(|before| style::is_title_line(&before.text));
        // What stands in tags may be indented as a whole; elsewhere an indent means that it lies in an item.
        let outermost = !line.text.starts_with([' ', '\t', '>']) || tags > 0 && statement.parent.is_none();
        if alone && led && !titled && !style::starts_list(&line.text) && outermost {
            out.insert(saying);
        }
    }
    out
}

//! The base's text as lines: where statements, lists, tables and sections end in it.

use std::collections::BTreeSet;

use super::{
    chapters,
    chunk::Spacing,
    headings::parts,
    renumber::Counting,
    style::{Bullet, Mark, is_title_line, lead_of_heading, missing_fence},
};
use crate::{
    model::{Definition, Marker, Section, SectionIx, Span, Statement, StatementIx, StatementKind},
    text::{lines::LineIndex, listing},
};

/// The base's lines, counted from 0 in its text.
pub(super) struct Ground<'r> {
    pub(super) definition: &'r Definition,
    index: LineIndex,
    lines: Vec<&'r str>,
}

impl<'r> Ground<'r> {
    pub(super) fn new(definition: &'r Definition) -> Self {
        let mut out = Self { definition, index: LineIndex::new(&definition.text), lines: Vec::new() };
        out.lines = definition.text.split_terminator('\n').collect();
        // A fence at the end that opens an empty block says nothing, and what is put in behind it would be code.
        let last = out.lines.iter().rposition(|line| !line.trim().is_empty());
        let said = definition.statements.last().map_or(0, |statement| out.last_line(statement.block) + 1);
        if let Some(last) = last.filter(|last| listing::is_fence(out.lines[*last].trim_start()) && *last >= said) {
            out.lines.truncate(last);
            while out.lines.pop_if(|line| line.trim().is_empty()).is_some() {}
        }
        out
    }

    /// The lines, without their ends; a final line end gives no further line.
    pub(super) fn lines(&self) -> &[&'r str] {
        &self.lines
    }

    /// The first line of a range.
    pub(super) fn first_line(&self, span: Span) -> usize {
        self.index.line_of(span.start)
    }

    /// The last line of a range.
    pub(super) fn last_line(&self, span: Span) -> usize {
        self.index.line_of(if span.is_empty() { span.start } else { span.end - 1 })
    }

    /// The line before the body's first, where there is one.
    pub(super) fn before_body(&self) -> Option<usize> {
        let front = self.definition.front?;
        Some(self.last_line(Span::new(front.start, front.end)))
    }

    /// What stands on the line that closes the front matter, behind its dashes.
    pub(super) fn glued_to_front(&self) -> Option<&'r str> {
        let front = self.definition.front?;
        let rest = self.definition.text.get(front.end..)?;
        let line = rest.lines().next().filter(|_| !self.definition.text[..front.end].ends_with('\n'))?;
        Some(line.trim()).filter(|line| !line.is_empty())
    }

    fn statement(&self, ix: StatementIx) -> &'r Statement {
        self.definition.statement(ix)
    }

    fn all(&self) -> impl DoubleEndedIterator<Item = (StatementIx, &'r Statement)> {
        self.definition.statements.iter().enumerate().map(|(at, s)| (StatementIx::new(at), s))
    }

    fn hangs_under(&self, ix: StatementIx, root: StatementIx) -> bool {
        std::iter::successors(Some(ix), |at| self.statement(*at).parent).any(|at| at == root)
    }

    /// The last line of a statement and of all that is nested in it.
    pub(super) fn subtree_end(&self, root: StatementIx) -> usize {
        let nested = self.all().skip(root.get()).take_while(|(ix, _)| self.hangs_under(*ix, root));
        nested.map(|(_, s)| self.last_line(s.block)).max().unwrap_or_else(|| self.last_line(self.statement(root).block))
    }

    /// The last line of an item with all that is nested in it, and with the block that it leads into and that stands beside it.
    pub(super) fn item_end(&self, root: StatementIx) -> usize {
        let end = self.subtree_end(root);
        let own = &self.definition.section(self.statement(root).section).statements;
        let last = own.iter().rfind(|at| self.first_line(self.statement(**at).block) <= end);
        let leads =
            last.is_some_and(|last| self.definition.wording(*last).trim_end_matches(['*', '_']).ends_with([':', '：']));
        let next = own.iter().map(|at| self.statement(*at)).find(|next| self.first_line(next.block) > end);
        let block = next.filter(|next| leads && matches!(next.kind, StatementKind::Code | StatementKind::Example));
        block.map_or(end, |block| self.last_line(block.block))
    }

    /// The statements of the list or table that `ix` stands in: its neighbours of the same sort in its section.
    pub(super) fn run(&self, ix: StatementIx) -> Vec<StatementIx> {
        let section = self.definition.section(self.statement(ix).section);
        let sort = Sort::of(self.statement(ix));
        let belongs = |at: &&StatementIx| Sort::of(self.statement(**at)) == sort;
        let Some(at) = section.statements.iter().position(|own| *own == ix) else { return vec![ix] };
        let behind = section.statements[at..].iter().take_while(belongs).copied();
        let mut before: Vec<StatementIx> = section.statements[..at].iter().rev().take_while(belongs).copied().collect();
        before.reverse();
        before.into_iter().chain(behind).collect()
    }

    /// The last line of the list or table that `ix` stands in; of the statement itself where it stands in none.
    pub(super) fn run_end(&self, ix: StatementIx) -> usize {
        match Sort::of(self.statement(ix)) {
            Sort::Alone => self.last_line(self.statement(ix).block),
            Sort::Item | Sort::Row => self.run(ix).into_iter().map(|at| self.subtree_end(at)).max().unwrap_or(0),
        }
    }

    /// The last outermost item of the section's own lists.
    pub(super) fn last_item(&self, section: SectionIx) -> Option<StatementIx> {
        let own = &self.definition.section(section).statements;
        let item = |ix: &&StatementIx| is_item(self.statement(**ix)) && self.statement(**ix).parent.is_none();
        own.iter().rfind(item).copied()
    }

    /// The last line of a section's own text, sections nested in it left out.
    pub(super) fn own_end(&self, ix: SectionIx) -> usize {
        let section = self.definition.section(ix);
        let heading = (!section.heading.is_empty()).then(|| self.last_line(section.heading));
        let own = section.statements.iter().map(|at| self.last_line(self.statement(*at).block));
        own.chain(heading).max().unwrap_or_else(|| self.first_line(section.span))
    }

    /// The last line of a section with all that is nested in it, its closing tag included.
    pub(super) fn whole_end(&self, ix: SectionIx) -> usize {
        let parts = (ix.get()..self.definition.sections.len()).map(SectionIx::new).filter(|at| self.lies_in(*at, ix));
        parts.map(|at| self.closed_end(at)).max().unwrap_or(0)
    }

    fn closed_end(&self, ix: SectionIx) -> usize {
        let section = self.definition.section(ix);
        let end = self.own_end(ix);
        if section.marker == Marker::Tag { end.max(self.last_line(section.span)) } else { end }
    }

    /// Whether section `ix` is `outer` or lies in it.
    pub(super) fn lies_in(&self, ix: SectionIx, outer: SectionIx) -> bool {
        std::iter::successors(Some(ix), |at| self.definition.section(*at).parent).any(|at| at == outer)
    }

    /// The line before which a new section can stand as the last one inside of `ix`.
    pub(super) fn free_inside(&self, ix: SectionIx) -> usize {
        let mut parts = (ix.get()..self.definition.sections.len()).map(SectionIx::new);
        let last = parts.rfind(|at| self.lies_in(*at, ix)).unwrap_or(ix);
        if last == ix && self.definition.section(ix).marker == Marker::Tag {
            return self.own_end(ix) + 1;
        }
        self.free_after(last)
    }

    /// The first section in `ix` that has a heading of its own.
    pub(super) fn first_chapter(&self, ix: SectionIx) -> Option<SectionIx> {
        let inner = (0..self.definition.sections.len()).map(SectionIx::new);
        let mut inner = inner.filter(|at| self.definition.section(*at).parent == Some(ix));
        inner.find(|at| parts(self.definition.section(*at).marker))
    }

    /// Whether a block can begin before this line without running into what stands before it.
    pub(super) fn is_free(&self, line: usize) -> bool {
        let before = line.checked_sub(1).and_then(|before| self.lines().get(before).copied());
        before.is_none_or(|before| before.trim().is_empty() || is_title_line(before))
    }

    /// The line behind the last that says something.
    pub(super) fn end(&self) -> usize {
        let lines = self.lines();
        let last = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
        last.max(self.before_body().map_or(0, |at| at + 1))
    }

    /// Where a block can stand behind a statement without cutting a list or a paragraph in two.
    pub(super) fn block_end(&self, ix: StatementIx) -> usize {
        let end = self.run_end(ix);
        let leads = self.definition.wording(ix).ends_with([':', '：']);
        let own = &self.definition.section(self.statement(ix).section).statements;
        let next = own.iter().copied().find(|at| self.first_line(self.statement(*at).block) > end);
        match next {
            Some(next) if leads || self.first_line(self.statement(next).block) == end + 1 => self.block_end(next),
            _ => end,
        }
    }

    /// Where a block can stand at the end of a section's own text.
    pub(super) fn own_block_end(&self, ix: SectionIx) -> usize {
        let last = self.definition.section(ix).statements.last().map(|last| self.block_end(*last));
        last.unwrap_or_else(|| self.own_end(ix)).max(self.own_end(ix))
    }

    /// What the lines of a block in a section begin with: blanks where the section is an item of a list, or where all that
    /// stands in its tags is indented.
    pub(super) fn section_indent(&self, ix: SectionIx) -> String {
        let section = self.definition.section(ix);
        if section.marker == Marker::BoldItem {
            let item = lead_of_heading(self.definition, section);
            return item.map_or_else(String::new, |bullet| bullet.content_indent());
        }
        let around = std::iter::successors(Some(ix), |at| self.definition.section(*at).parent);
        let tagged = around.into_iter().any(|at| self.definition.section(at).marker == Marker::Tag);
        let own = section.statements.iter().map(|at| self.statement(*at)).filter(|_| tagged);
        let widths = own.map(|statement| {
            let line = &self.lines()[self.first_line(statement.block)];
            line.len() - line.trim_start_matches(' ').len()
        });
        " ".repeat(widths.min().unwrap_or(0))
    }

    /// Whether the list that an item stands in has blank lines between its items.
    pub(super) fn spacing(&self, ix: StatementIx) -> Spacing {
        let lines = self.lines();
        let run = self.run(ix);
        let apart = |pair: &[StatementIx]| {
            let (end, start) =
                (self.last_line(self.statement(pair[0]).block), self.first_line(self.statement(pair[1]).block));
            lines.get(end + 1..start).is_some_and(|between| between.iter().any(|line| line.trim().is_empty()))
        };
        if run.windows(2).any(apart) { Spacing::Loose } else { Spacing::Tight }
    }

    /// Whether the bold items with lists in them that stand beside one have blank lines between them.
    pub(super) fn spacing_of_held(&self, ix: SectionIx) -> Spacing {
        let lines = self.lines();
        let held = self.siblings(ix).filter(|section| section.marker == Marker::BoldItem).skip(1);
        let apart = |section: &Section| {
            let before = self.first_line(section.heading).checked_sub(1).and_then(|before| lines.get(before));
            before.is_some_and(|line| line.trim().is_empty())
        };
        if held.into_iter().any(apart) { Spacing::Loose } else { Spacing::Tight }
    }

    /// The last line of the base's text, with the fence that is to stand behind it, where its last block of code is not
    /// closed: what is put in behind it would be code. Blank lines at its end are not counted to it.
    pub(super) fn open_fence(&self) -> Option<(usize, String)> {
        let code = |s: &&Statement| s.kind == StatementKind::Code;
        let last = self.definition.statements.last().filter(code)?;
        let block = last.block.of(&self.definition.text);
        let said = Span::new(last.block.start, last.block.start + block.trim_end().len());
        Some((self.last_line(said), missing_fence(block)?))
    }

    /// The lines of the headings that are marked with hashes.
    pub(super) fn headings(&self) -> BTreeSet<usize> {
        let marked = |section: &&Section| matches!(section.marker, Marker::Atx(_));
        self.definition.sections.iter().filter(marked).map(|section| self.first_line(section.heading)).collect()
    }

    /// Whether none of the base's headings is numbered.
    pub(super) fn has_plain_titles(&self) -> bool {
        chapters::are_plain(self)
    }

    /// Whether the items of the numbered list that `ix` stands in count.
    pub(super) fn counting(&self, ix: StatementIx) -> Counting {
        let bullets = self.run(ix).into_iter().filter_map(|at| Bullet::of(self.definition, self.statement(at)));
        let own = Bullet::of(self.definition, self.statement(ix));
        let mut level = bullets.filter(|bullet| own.as_ref().is_some_and(|own| own.indent == bullet.indent));
        let alike = level.next().is_some_and(|first| level.next().is_some_and(|second| second.mark == first.mark));
        if alike { Counting::Not } else { Counting::Up }
    }

    /// The sign of the base's unordered lists, with the blank behind it.
    pub(super) fn sign(&self) -> String {
        let signs = self.definition.statements.iter().filter_map(|s| Bullet::of(self.definition, s));
        let mut plain = signs.filter_map(|bullet| match bullet.mark {
            Mark::Sign(sign) if sign.starts_with(['-', '*', '+']) && !sign.contains('[') => Some(sign),
            _ => None,
        });
        plain.next().unwrap_or_else(|| "- ".to_owned())
    }

    /// The line before which a new section can stand behind `ix` so that it takes nothing of the base into itself: text that
    /// goes on behind a list's lead-in belongs to what lies around it.
    pub(super) fn free_after(&self, ix: SectionIx) -> usize {
        let sections = &self.definition.sections;
        let end = self.whole_end(ix);
        let parts = |section: &Section| !matches!(section.marker, Marker::LeadIn | Marker::BoldItem | Marker::Preamble);
        let beyond = sections.iter().filter(|s| parts(s) && self.first_line(s.heading) > end);
        let closing = std::iter::successors(sections[ix.get()].parent, |at| sections[at.get()].parent)
            .map(|at| &sections[at.get()])
            .filter(|s| s.marker == Marker::Tag)
            .map(|s| self.last_line(s.span));
        let lines = self.lines();
        let limit = beyond.map(|s| self.first_line(s.heading)).chain(closing).min().unwrap_or(lines.len());
        self.before_lead(Self::before_blanks(lines, end, limit.min(lines.len())))
    }

    /// The same line, or that of the sentence that ends before it and leads into the chapter right behind it: nothing goes between
    /// the two.
    fn before_lead(&self, line: usize) -> usize {
        let heads = self.definition.sections.iter().filter(|section| parts(section.marker));
        let chapter = heads.map(|section| self.first_line(section.heading)).find(|at| *at >= line);
        let before = |(_, statement): &(StatementIx, &Statement)| self.first_line(statement.block) < line;
        let Some((ix, lead)) = self.all().take_while(before).last() else { return line };
        let lines = self.lines();
        let blank = |from: usize, to: usize| lines.get(from..to).is_some_and(|l| l.iter().all(|l| l.trim().is_empty()));
        let leads = lead.kind == StatementKind::Paragraph && self.definition.wording(ix).ends_with([':', '：']);
        let right_before = chapter.is_some_and(|chapter| blank(self.last_line(lead.block) + 1, chapter));
        if leads && right_before { self.first_line(lead.block) } else { line }
    }

    /// The line before which a new section can stand before the heading of `ix`, rules and blank lines between them left to that.
    pub(super) fn free_before(&self, ix: SectionIx) -> usize {
        let lines = self.lines();
        let heading = self.first_line(self.definition.section(ix).heading);
        let from = self.before_body().map_or(0, |at| at + 1).min(heading);
        if from == heading {
            return heading;
        }
        self.before_lead(Self::before_blanks(lines, from - usize::from(from > 0), heading))
    }

    /// The line after the last of `lines` before `limit` that is neither blank nor a rule.
    fn before_blanks(lines: &[&str], end: usize, limit: usize) -> usize {
        let says = |line: &str| !line.trim().is_empty() && !line.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '));
        let from = (end + 1).min(limit);
        lines[from..limit].iter().rposition(|line| says(line)).map_or(from, |at| from + at + 1)
    }

    /// The sections that lie directly in the same section as `ix`, itself included.
    pub(super) fn siblings(&self, ix: SectionIx) -> impl Iterator<Item = &'r Section> {
        let parent = self.definition.section(ix).parent;
        self.definition.sections.iter().filter(move |section| section.parent == parent)
    }
}

/// What runs together with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Item,
    Row,
    Alone,
}

impl Sort {
    fn of(statement: &Statement) -> Self {
        match statement.kind {
            StatementKind::Row => Self::Row,
            _ if is_item(statement) || statement.parent.is_some() => Self::Item,
            _ => Self::Alone,
        }
    }
}

/// Whether it is an item of a list.
pub(super) fn is_item(statement: &Statement) -> bool {
    matches!(statement.kind, StatementKind::Bullet | StatementKind::Step)
}

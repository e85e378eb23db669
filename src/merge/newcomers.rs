//! Sections that the base does not have: put in whole, with a heading in the base's style, behind the section that stands
//! before them where they come from.

use super::{
    chapters,
    chunk::{Chunk, Piece, Place, Rank, Shape},
    headings::{self, Style},
    place::{NewSection, Placing},
    relate::is_document_title,
    style::{self, Bullet, Mark},
};
use crate::{
    model::{Definition, Marker, SectionIx, StatementIx, StatementKind},
    text::words::key,
};

impl Placing<'_, '_> {
    /// Into a section of its member that is put in with it.
    pub(super) fn put_in_new(&mut self, at: usize) {
        let saying = &self.settled.sayings[at];
        let id = (saying.member, saying.statement.section);
        self.bring_section(id.0, id.1);
        let Some(section) = self.sections.get(&id) else { return };
        let (chunk, indent, of) = (section.chunk, section.style.content_indent(), section.id);
        let end = self.end_of(at, chunk, of, &indent);
        let numbered = self.settled.sayings[at].statement.kind == StatementKind::Step;
        let bullet = self.chunks[chunk].bullet_at(&indent, end).map(Bullet::next);
        let bullet =
            bullet.filter(|bullet| bullet.is_numbered() == numbered).or_else(|| self.counted_on(at, chunk, &indent));
        let piece =
            if self.goes_on_signs(at) { self.whole(at, &indent, Shape::Row) } else { self.piece(at, &indent, bullet) };
        let mut piece = Piece { of: Some(of), ..piece };
        let right_behind = end.checked_sub(1).is_some_and(|before| {
            let before = &self.chunks[chunk].pieces[before];
            before.saying.is_none() && before.of == Some(of)
        });
        if self.stands_on_heading(at) && right_behind && matches!(self.sections[&id].style, Style::Item(_)) {
            piece.shape = Shape::OnHeading;
            let blanks = piece.lines[0].len() - piece.lines[0].trim_start().len();
            piece.lines[0].drain(..blanks);
        }
        self.spots.insert(at, chunk);
        self.chunks[chunk].pieces.insert(end, piece);
    }

    /// Whether a line that a sign marks ("✅ …") stands among others at home: they are a list but for its bullets.
    fn goes_on_signs(&self, at: usize) -> bool {
        let saying = &self.settled.sayings[at];
        let signed = saying.statement.kind == StatementKind::Paragraph && style::is_signed(saying.text);
        signed && !style::stands_alone(self.members[saying.member].definition, saying.statement)
    }

    /// Where in its chunk a statement of a section put in goes: behind what stands before it at home, else at the section's end.
    fn end_of(&self, at: usize, chunk: usize, of: (usize, SectionIx), indent: &str) -> usize {
        let saying = &self.settled.sayings[at];
        let own = self.end_in(chunk, saying.member, saying.statement.block.start, indent.chars().count());
        let pieces = &self.chunks[chunk].pieces;
        let of_section = || pieces.iter().rposition(|piece| piece.of == Some(of)).map(|last| last + 1);
        own.or_else(of_section).unwrap_or(pieces.len())
    }

    /// A sentence that leads into the chapter right behind it, before that where it is put in too: elsewhere it would lead into
    /// something else, or nothing.
    pub(super) fn put_before_chapter(&mut self, at: usize) -> bool {
        let Some(chapter) = self.chapter_behind(at) else { return false };
        let member = self.settled.sayings[at].member;
        self.bring_section(member, chapter);
        let Some(chunk) = self.sections.get(&(member, chapter)).map(|section| section.chunk) else { return false };
        if self.chunks[chunk].pieces.len() > 1 {
            return false;
        }
        let piece = self.piece(at, "", None);
        self.spots.insert(at, chunk);
        self.chunks[chunk].pieces.insert(0, piece);
        true
    }

    /// The chapter that begins right behind a lead-in, where the base has none that answers to it.
    fn chapter_behind(&self, at: usize) -> Option<SectionIx> {
        let (saying, next) = (&self.settled.sayings[at], self.settled.sayings.get(at + 1)?);
        let definition = self.members[saying.member].definition;
        let chapter = next.statement.section;
        let section = definition.section(chapter);
        let begins = next.member == saying.member
            && chapter != saying.statement.section
            && section.heading.start >= saying.statement.block.end
            && headings::parts(section.marker);
        let comes_in = self.settled.is_kept(at + 1) && self.relations[saying.member].section(chapter).is_none();
        let leads = saying.leads() && saying.statement.kind == StatementKind::Paragraph;
        (leads && begins && comes_in).then_some(chapter)
    }

    /// The bullet of a step that counts on from one put in before it, where a block stands between the two.
    pub(super) fn counted_on(&self, at: usize, chunk: usize, indent: &str) -> Option<Bullet> {
        let saying = &self.settled.sayings[at];
        let own = Bullet::of(self.members[saying.member].definition, saying.statement)?;
        let counts_on = matches!(own.mark, Mark::Number { number, .. } if number > 1);
        self.chunks[chunk].last_step_at(indent).filter(|_| counts_on).map(Bullet::next)
    }

    /// Whether a statement stands on the line of its section's heading, behind the label of a bold item.
    pub(super) fn stands_on_heading(&self, at: usize) -> bool {
        let saying = &self.settled.sayings[at];
        !style::label(self.members[saying.member].definition, saying.statement).is_empty()
    }

    /// Puts in the heading of a section, and of those around it, where that is not done yet.
    pub(super) fn bring_section(&mut self, member: usize, ix: SectionIx) {
        if self.sections.contains_key(&(member, ix)) {
            return;
        }
        let definition = self.members[member].definition;
        let section = definition.section(ix);
        let shown = self.shown_title(definition, ix);
        let titles = self.title_keys(member, ix, shown);
        let known =
            titles.iter().find_map(|title| self.titles.get(title)).filter(|_| !section.title.is_empty()).copied();
        let known = known.filter(|known| !self.lies_apart(member, ix, *known));
        if let Some(known) = known.and_then(|known| self.sections.get(&known)) {
            let known = NewSection { chunk: known.chunk, style: known.style.clone(), id: known.id };
            self.sections.insert((member, ix), known);
            return;
        }
        if self.bring_into_list(member, ix) {
            self.name_section(&titles, (member, ix));
            return;
        }
        let (place, path, style) = self.section_place(member, ix);
        let style = match headings::tag(self.ground, definition, section) {
            Some(tag) if !style.ends_with_list() => tag,
            _ if matches!(style, Style::Tag(_)) => headings::outermost(self.ground),
            _ => style,
        };
        let style = style.safe_for(&section.title);
        let shown = if matches!(style, Style::Hashes(_)) { shown } else { headings::told(definition, ix) };
        let heading = (!section.title.is_empty()).then(|| headings::piece(&style, shown, (member, ix)));
        let chunk = self.chunks.len();
        let path = path.into_iter().chain([chunk]).collect();
        self.chunks.push(Chunk::new(place, path, heading.into_iter().collect()));
        self.sections.insert((member, ix), NewSection { chunk, style, id: (member, ix) });
        self.name_section(&titles, (member, ix));
    }

    fn name_section(&mut self, titles: &[u64], id: (usize, SectionIx)) {
        for title in titles {
            self.titles.entry(*title).or_insert(id);
        }
    }

    /// What is the same for two sections that are one by their title: that with the title around it, and that alone.
    fn title_keys(&self, member: usize, ix: SectionIx, shown: &str) -> [u64; 2] {
        let definition = self.members[member].definition;
        let outer = definition.section(ix).parent.map_or("", |outer| &definition.section(outer).title);
        [key(&format!("{outer} / {shown}")), key(shown)]
    }

    /// Whether a section of a title that its member has several times lies in another section put in than the `known` one of that
    /// title: under each chapter it says something else.
    fn lies_apart(&mut self, member: usize, ix: SectionIx, known: (usize, SectionIx)) -> bool {
        let definition = self.members[member].definition;
        let section = definition.section(ix);
        let title = key(&section.title);
        // Counted for the few alone that lie in another section.
        let several = || definition.sections.iter().filter(|other| key(&other.title) == title).count() > 1;
        let outer =
            section.parent.filter(|outer| !is_document_title(definition, definition.section(*outer)) && several());
        let Some(outer) = outer.filter(|outer| !self.takes_in(member, *outer, section.marker)) else { return false };
        self.bring_section(member, outer);
        let around = |id: (usize, SectionIx)| self.sections.get(&id).map(|section| section.id);
        let there = self.members[known.0].definition.section(known.1).parent.and_then(|outer| around((known.0, outer)));
        around((member, outer)).is_some_and(|own| there != Some(own))
    }

    /// The title that a heading marked with hashes gets: among headings that are not numbered a number counts nothing.
    fn shown_title<'d>(&self, definition: &'d Definition, ix: SectionIx) -> &'d str {
        let whole = headings::told(definition, ix);
        if self.ground.has_plain_titles() { chapters::without_number(whole) } else { whole }
    }

    /// Where a section goes, in which chunk if in one, and how its heading is marked.
    fn section_place(&mut self, member: usize, ix: SectionIx) -> (Place, Vec<usize>, Style) {
        let definition = self.members[member].definition;
        let section = definition.section(ix);
        let outer = section.parent.filter(|outer| !is_document_title(definition, definition.section(*outer)));
        if let Some(outer) = outer.filter(|outer| !self.takes_in(member, *outer, section.marker)) {
            self.bring_section(member, outer);
            if let Some(there) = self.sections.get(&(member, outer)) {
                let chunk = &self.chunks[there.chunk];
                let style = self.inner_style(definition, ix, &there.style);
                return (chunk.at, chunk.path.clone(), style);
            }
        }
        if let Some(place) = self.place_behind_step(member, ix) {
            return place;
        }
        match self.section_before(member, ix) {
            Some(Before::New(before)) => {
                let there = &self.sections[&(member, before)];
                let chunk = &self.chunks[there.chunk];
                let path = chunk.path[..chunk.path.len() - 1].to_vec();
                let style = if headings::held(section.marker) { self.item_style(there, definition, ix) } else { None };
                (chunk.at, path, style.unwrap_or_else(|| there.style.clone()))
            }
            Some(Before::Base(model)) => self.behind_base(model, definition, ix),
            None => match (self.place_before_step(member, ix), self.section_behind(member, ix)) {
                (Some(place), _) => place,
                (None, Some(model)) => self.before_base(model),
                (None, None) => {
                    self.at_the_end(outer.and_then(|outer| self.relations[member].section(outer)), definition, ix)
                }
            },
        }
    }

    /// Whether a section of the base stands for `outer` and can hold one with this mark: a list holds no chapter.
    pub(super) fn takes_in(&self, member: usize, outer: SectionIx, inner: Marker) -> bool {
        let there = self.relations[member].section(outer).map(|there| self.ground.definition.section(there).marker);
        there.is_some_and(|there| !headings::held(there) || headings::held(inner))
    }

    /// The section of the base that stands for the nearest one behind it in the same outer section: who reads the base would
    /// look for what opens an agent before that, and before the others that come behind it. Headings alone stand so, and none that is an item of what it is in there.
    fn section_behind(&self, member: usize, ix: SectionIx) -> Option<SectionIx> {
        let definition = self.members[member].definition;
        let own = definition.section(ix);
        if !headings::parts(own.marker) {
            return None;
        }
        let behind = (ix.get() + 1..definition.sections.len()).map(SectionIx::new);
        let beside = behind.filter(|at| definition.section(*at).parent == own.parent);
        let models = beside.filter_map(|at| self.relations[member].section(at));
        let mut models = models.map(|model| self.as_far_out(model, definition, ix));
        let base = self.ground.definition;
        let fits = |model: &SectionIx| {
            let there = base.section(*model);
            let heads = headings::parts(there.marker) && !is_document_title(base, there);
            heads && rank(base, *model) == rank(definition, ix)
        };
        let nearest = models.next().filter(fits)?;
        // Where the base has the others in another order, what opens its member still comes before all of them: what its member
        // has behind one of these would else stand before it.
        models.filter(fits).chain([nearest]).min_by_key(|model| base.section(*model).span.start)
    }

    fn before_base(&self, model: SectionIx) -> (Place, Vec<usize>, Style) {
        let outness = out(self.ground.definition.section(model).depth);
        let place = Place { line: self.ground.free_before(model), rank: Rank::Section, outness };
        (place, Vec::new(), headings::beside(self.ground, model))
    }

    /// The section of the base around `model` that lies as far out as section `ix` of a member: a chapter goes behind a chapter,
    /// not in between the steps of one. Tags, and what holds the whole document, are not left.
    fn as_far_out(&self, model: SectionIx, definition: &Definition, ix: SectionIx) -> SectionIx {
        let base = self.ground.definition;
        let chapter = |at: &SectionIx| {
            let others = self.ground.siblings(*at).filter(|section| headings::parts(section.marker)).count();
            headings::parts(base.section(*at).marker) && others > 1
        };
        let stays =
            |at: &SectionIx| base.section(*at).marker == Marker::Tag || is_document_title(base, base.section(*at));
        let wanted = rank(definition, ix);
        let mut around = std::iter::successors(Some(model), |at| base.section(*at).parent).take_while(|at| !stays(at));
        around.find(|at| rank(base, *at) <= wanted && (*at == model || chapter(at))).unwrap_or(model)
    }

    /// The nearest section before it in the same outer section that has a place already. A heading never goes right behind
    /// a section that ends with its list: it would take in what follows there.
    fn section_before(&self, member: usize, ix: SectionIx) -> Option<Before> {
        let sections = &self.members[member].definition.sections;
        let outer = sections[ix.get()].parent;
        let joins = |section: &NewSection| !section.style.ends_with_list() || headings::held(sections[ix.get()].marker);
        let before = (0..ix.get()).rev().filter(|at| sections[*at].parent == outer).map(SectionIx::new);
        before.into_iter().find_map(|at| match self.sections.get(&(member, at)) {
            Some(section) => joins(section).then_some(Before::New(at)),
            None => self.relations[member].section(at).map(Before::Base),
        })
    }

    fn behind_base(&self, model: SectionIx, definition: &Definition, ix: SectionIx) -> (Place, Vec<usize>, Style) {
        let section = self.ground.definition.section(model);
        let own = definition.section(ix);
        let continues = own.marker == section.marker && headings::held(own.marker) && self.leads_well(definition, ix);
        if let Some(style) = headings::of(self.ground, section).filter(|_| continues) {
            let style = match style {
                Style::Item(bullet) => Style::Item(bullet.next()),
                style => style,
            };
            let line = self.ground.whole_end(model) + 1;
            return (Place { line, rank: Rank::Section, outness: out(section.depth) }, Vec::new(), style);
        }
        let leads = own.marker == Marker::LeadIn && self.leads_well(definition, ix) && opens_with_few(definition, ix);
        let opens = section.marker == Marker::Preamble || is_document_title(self.ground.definition, section);
        if leads && opens {
            // With the heading of a chapter it would take in what comes behind it.
            let first = self.ground.first_chapter(model).map(|first| self.ground.free_before(first));
            let line = first.unwrap_or_else(|| self.ground.free_after(model));
            let depth = section.depth + u8::from(section.marker != Marker::Preamble);
            return (Place { line, rank: Rank::Section, outness: out(depth) }, Vec::new(), Style::LeadIn);
        }
        let model = if headings::parts(own.marker) { self.as_far_out(model, definition, ix) } else { model };
        let line = self.ground.free_after(model);
        let outness = out(self.ground.definition.section(model).depth);
        (Place { line, rank: Rank::Section, outness }, Vec::new(), headings::beside(self.ground, model))
    }

    /// At the end of the base's section that it lies in, or of the document.
    fn at_the_end(
        &self,
        outer: Option<SectionIx>,
        definition: &Definition,
        ix: SectionIx,
    ) -> (Place, Vec<usize>, Style) {
        if let Some(outer) = outer {
            let depth = self.ground.definition.section(outer).depth;
            if let Some(place) = self.behind_last_item(outer, definition, ix) {
                return place;
            }
            let style = headings::inside(self.ground, outer);
            let leads = definition.section(ix).marker == Marker::LeadIn && self.leads_well(definition, ix);
            // Behind the chapters in there it would be part of the last of them.
            let before = self.ground.first_chapter(outer).filter(|_| leads).map(|first| self.ground.free_before(first));
            let line = before.unwrap_or_else(|| self.ground.free_inside(outer));
            let place = Place { line, rank: Rank::Section, outness: out(depth + 1) };
            let style = if headings::held(definition.section(ix).marker) {
                self.inner_style(definition, ix, &style)
            } else {
                style
            };
            return (place, Vec::new(), style);
        }
        let place = Place { line: self.ground.end(), rank: Rank::Section, outness: usize::MAX };
        (place, Vec::new(), headings::outermost(self.ground))
    }

    /// The style of a section in one that is put in: what leads into a list, or is an item, stays so.
    pub(super) fn inner_style(&self, definition: &Definition, ix: SectionIx, outer: &Style) -> Style {
        let section = definition.section(ix);
        let kept = match section.marker {
            Marker::LeadIn if self.leads_well(definition, ix) => Some(Style::LeadIn),
            Marker::BoldItem if self.leads_well(definition, ix) => style::lead_of_heading(definition, section)
                .map(|bullet| Style::Item(Bullet { indent: outer.content_indent(), mark: bullet.mark })),
            _ => None,
        };
        kept.unwrap_or_else(|| headings::nested(outer))
    }

    fn item_style(&self, before: &NewSection, definition: &Definition, ix: SectionIx) -> Option<Style> {
        match (&before.style, definition.section(ix).marker) {
            (Style::Item(bullet), Marker::BoldItem) if self.leads_well(definition, ix) => {
                Some(Style::Item(bullet.next()))
            }
            (_, Marker::LeadIn) if self.leads_well(definition, ix) => Some(Style::LeadIn),
            (style, _) if style.ends_with_list() => Some(headings::outermost(self.ground)),
            _ => None,
        }
    }

    /// Whether what is kept of a section is what its mark leads into: a list, for a lead-in from its first statement on.
    /// Without one, both marks would be read as plain statements.
    pub(super) fn leads_well(&self, definition: &Definition, ix: SectionIx) -> bool {
        let own = &definition.section(ix).statements;
        let member = self.members.iter().position(|member| std::ptr::eq(member.definition, definition));
        let at = |ix: &StatementIx| member.and_then(|member| self.settled.find(member, *ix));
        let mut kept = own.iter().filter_map(at).filter(|at| self.settled.is_kept(*at));
        let item = |at: usize| self.settled.sayings[at].is_item();
        match definition.section(ix).marker {
            Marker::BoldItem => kept.any(item),
            _ if own.is_empty() => self.leads_into_labels(definition, ix),
            _ => kept.next().is_some_and(item),
        }
    }

    /// Whether the list that a mark leads into begins with an item that is a section itself, and comes along ("1. **Read**" with
    /// a list of its own).
    fn leads_into_labels(&self, definition: &Definition, ix: SectionIx) -> bool {
        let nested = (0..definition.sections.len()).map(SectionIx::new);
        let first = nested.into_iter().find(|at| definition.section(*at).parent == Some(ix));
        let first = first.filter(|first| definition.section(*first).marker == Marker::BoldItem);
        first.is_some_and(|first| self.leads_well(definition, first))
    }
}

/// Whether a list with its lead-in stands before all chapters, with no more than one other: more of them are chapters themselves.
fn opens_with_few(definition: &Definition, ix: SectionIx) -> bool {
    const FEW: usize = 2;
    let sections = &definition.sections;
    let opening =
        sections.iter().take_while(|section| !headings::parts(section.marker) && section.marker != Marker::Tag);
    let opening: Vec<_> = opening.collect();
    ix.get() < opening.len() && opening.iter().filter(|section| section.marker == Marker::LeadIn).count() <= FEW
}

/// What stands before a section where it goes.
enum Before {
    New(SectionIx),
    Base(SectionIx),
}

/// How many sections lie around one, the document's title aside.
fn rank(definition: &Definition, ix: SectionIx) -> usize {
    let around = std::iter::successors(definition.section(ix).parent, |at| definition.section(*at).parent);
    around.filter(|at| !is_document_title(definition, definition.section(*at))).count()
}

/// Inner sections come first where several go to one line.
fn out(depth: u8) -> usize {
    usize::from(u8::MAX - depth)
}

//! The heading of a section that is put in, in the style that the base uses where it goes.

use super::{
    chunk::{Piece, Shape},
    ground::Ground,
    relate::{is_document_title, is_title},
    style::{Bullet, is_lead_in, lead_of_heading},
};
use crate::model::{Definition, Marker, Section, SectionIx};

/// How a heading is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Style {
    /// `## Title`, with its level.
    Hashes(u8),
    /// An underlined title, level 1 or 2.
    Underline(u8),
    /// A bold line; the colon stands inside, outside or nowhere.
    Bold(Colon),
    /// A line that leads into a list.
    LeadIn,
    /// An item that holds a list.
    Item(Bullet),
    /// `<name>`, with `</name>` behind all that the section holds.
    Tag(String),
}

/// Where a bold title has its colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colon {
    Inside,
    Outside,
    Nowhere,
}

impl Style {
    /// The heading's lines.
    pub(super) fn lines(&self, title: &str) -> Vec<String> {
        match self {
            Style::Hashes(level) => vec![format!("{} {title}", "#".repeat(usize::from(*level)))],
            Style::Underline(level) => {
                let mark = if *level == 1 { "=" } else { "-" };
                vec![title.to_owned(), mark.repeat(title.chars().count().max(3))]
            }
            Style::Bold(Colon::Inside) => vec![format!("**{title}:**")],
            Style::Bold(Colon::Outside) => vec![format!("**{title}**:")],
            Style::Bold(Colon::Nowhere) => vec![format!("**{title}**")],
            Style::LeadIn => vec![format!("{title}:")],
            Style::Item(bullet) => vec![format!("{}**{title}**:", bullet.prefix())],
            Style::Tag(name) => vec![format!("<{name}>")],
        }
    }

    /// What what is nested in the section begins its lines with.
    pub(super) fn content_indent(&self) -> String {
        match self {
            Style::Item(bullet) => bullet.content_indent(),
            _ => String::new(),
        }
    }

    /// Whether a section of this style ends with the list that its mark leads into.
    pub(super) fn ends_with_list(&self) -> bool {
        matches!(self, Style::LeadIn | Style::Item(_))
    }

    /// The style of a section nested in one of this style.
    fn inner(&self) -> Self {
        match self {
            Style::Hashes(level) => Style::Hashes((level + 1).min(6)),
            Style::Underline(level) => Style::Hashes(level + 1),
            Style::Bold(_) | Style::LeadIn | Style::Item(_) => Style::Bold(Colon::Inside),
            Style::Tag(_) => Style::Hashes(2),
        }
    }

    /// The style in which `title` is sure to be read as a title: underlines and bold marks have limits that hashes have not.
    pub(super) fn safe_for(self, title: &str) -> Self {
        /// A little below what the reader of bold titles takes, in characters.
        const LONGEST: usize = 90;
        let sentence = title.ends_with(['.', '!', ',', ';', '。', '！']);
        let marked = title.contains(['*', '_', '|']);
        match self {
            Style::Hashes(_) | Style::Tag(_) => self,
            Style::LeadIn if !marked && !is_lead_in(&format!("{title}:")) => Style::Bold(Colon::Inside).safe_for(title),
            _ if sentence || marked || title.chars().count() > LONGEST => Style::Hashes(3),
            Style::Underline(_) | Style::Bold(_) | Style::LeadIn | Style::Item(_) => self,
        }
    }
}

/// The style of a section of the base; `None` for one whose mark cannot be given to another (tags, the preamble).
pub(super) fn of(ground: &Ground<'_>, section: &Section) -> Option<Style> {
    let written = section.heading.of(&ground.definition.text).trim();
    match section.marker {
        Marker::Atx(level) => Some(Style::Hashes(level)),
        Marker::Setext(level) => Some(Style::Underline(level)),
        Marker::BoldLine if written.ends_with([':', '：']) => Some(Style::Bold(Colon::Outside)),
        Marker::BoldLine if written.trim_end_matches(['*', '_']).ends_with([':', '：']) => {
            Some(Style::Bold(Colon::Inside))
        }
        Marker::BoldLine => Some(Style::Bold(Colon::Nowhere)),
        Marker::LeadIn => Some(Style::LeadIn),
        Marker::BoldItem => lead_of_heading(ground.definition, section).map(Style::Item),
        Marker::Preamble | Marker::Tag => None,
    }
}

/// The style for a section that stands beside `model`.
pub(super) fn beside(ground: &Ground<'_>, model: SectionIx) -> Style {
    let section = ground.definition.section(model);
    let heads =
        |section: &&Section| parts(section.marker) && !heads_all(ground, section) && !heads_some(ground, section);
    let own = of(ground, section).filter(|_| heads(&section));
    let sibling = || ground.siblings(model).find(heads).and_then(|s| of(ground, s));
    let parent = || section.parent.map(|parent| inside(ground, parent));
    own.or_else(sibling).or_else(parent).unwrap_or_else(|| outermost(ground))
}

/// Whether a section is the title of the whole document, with chapters below it: none stands beside that.
fn heads_all(ground: &Ground<'_>, section: &Section) -> bool {
    let sections = &ground.definition.sections;
    let opens = || sections.iter().find(|s| !s.heading.is_empty() || !s.statements.is_empty());
    let is_first = || opens().is_some_and(|first| std::ptr::eq(first, section));
    let has_chapters =
        || sections.iter().filter(|s| matches!(s.marker, Marker::Atx(_) | Marker::Setext(_))).count() > 1;
    is_document_title(ground.definition, section) && is_first() && has_chapters()
}

/// Whether a section is one of several titles of the document with chapters below them: a chapter that stood beside it would be a
/// further title.
fn heads_some(ground: &Ground<'_>, section: &Section) -> bool {
    !is_document_title(ground.definition, section) && is_title(ground.definition, section)
}

/// The style for a section in `outer`.
pub(super) fn inside(ground: &Ground<'_>, outer: SectionIx) -> Style {
    let sections = &ground.definition.sections;
    let child = sections.iter().find(|s| s.parent == Some(outer) && parts(s.marker));
    let styled =
        child.and_then(|s| of(ground, s)).or_else(|| of(ground, &sections[outer.get()]).map(|style| style.inner()));
    styled.unwrap_or_else(|| outermost(ground))
}

/// The style of the base's outermost sections, its titles aside. One marked with hashes goes before others that lie as far out: a
/// bold line would be read as part of the heading above it.
pub(super) fn outermost(ground: &Ground<'_>) -> Style {
    let sections = &ground.definition.sections;
    let hashed = |s: &Section| matches!(s.marker, Marker::Atx(_) | Marker::Setext(_));
    let heads = sections.iter().filter(|s| parts(s.marker) && !is_title(ground.definition, s));
    let heads = heads.min_by_key(|s| (s.depth, !hashed(s)));
    heads.and_then(|s| of(ground, s)).unwrap_or(Style::Hashes(2))
}

/// The tag of a section that is put in, where the base marks its outermost sections with tags too: there it stays one.
pub(super) fn tag(ground: &Ground<'_>, definition: &Definition, section: &Section) -> Option<Style> {
    let own = name_of_tag(definition, section)?;
    let outermost = ground.definition.sections.iter().filter(|section| section.parent.is_none());
    let mut tags = outermost.filter_map(|section| name_of_tag(ground.definition, section));
    tags.next().map(|_| Style::Tag(own.to_owned()))
}

/// The name of the tag that marks a section, where the tag says nothing else.
fn name_of_tag<'d>(definition: &'d Definition, section: &Section) -> Option<&'d str> {
    let opening =
        section.heading.of(&definition.text).trim().strip_prefix('<').filter(|_| section.marker == Marker::Tag)?;
    let name = opening.split('>').next()?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    (!name.is_empty() && name.chars().all(plain)).then_some(name)
}

/// The style for a section nested in one that is itself put in.
pub(super) fn nested(outer: &Style) -> Style {
    outer.inner()
}

/// Whether what follows a mark belongs to it until the next of its rank.
pub(super) fn parts(marker: Marker) -> bool {
    matches!(marker, Marker::Atx(_) | Marker::Setext(_) | Marker::BoldLine)
}

/// Whether a section ends with the list that its mark leads into.
pub(super) fn held(marker: Marker) -> bool {
    matches!(marker, Marker::LeadIn | Marker::BoldItem)
}

/// The title as a heading of another kind says it: what a tag says of its section besides its name too, and without the colon
/// that a bold title ends with.
pub(super) fn told(definition: &Definition, ix: SectionIx) -> &str {
    let section = definition.section(ix);
    let tag = section.heading.of(&definition.text).trim().strip_prefix('<').and_then(|tag| tag.split('>').next());
    let title = tag.filter(|tag| section.marker == Marker::Tag && tag.contains('=')).unwrap_or(&section.title);
    let bare = title.trim_end_matches([':', '：', ' ']);
    if bare.is_empty() { title } else { bare }
}

/// The piece that is the heading of a section put in.
pub(super) fn piece(style: &Style, title: &str, of: (usize, SectionIx)) -> Piece {
    let shape = match style {
        Style::Item(bullet) => Shape::Item(bullet.clone()),
        Style::LeadIn => Shape::LeadIn,
        Style::Tag(_) => Shape::Tag,
        _ => Shape::Heading,
    };
    Piece { saying: None, lines: style.lines(title), shape, of: Some(of) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_written() {
        assert_eq!(Style::Hashes(3).lines("Tools"), ["### Tools"]);
        assert_eq!(Style::Underline(1).lines("Tools"), ["Tools", "====="]);
        assert_eq!(Style::Bold(Colon::Inside).lines("Tools"), ["**Tools:**"]);
        assert_eq!(Style::Item(Bullet::of_prefix("2. ").unwrap()).lines("Tools"), ["2. **Tools**:"]);
    }

    #[test]
    fn what_no_bold_line_can_hold_gets_hashes() {
        assert_eq!(Style::Bold(Colon::Nowhere).safe_for("Never do that."), Style::Hashes(3));
        assert_eq!(Style::LeadIn.safe_for("Do"), Style::LeadIn);
        assert_eq!(Style::LeadIn.safe_for("Two ways. Choose one"), Style::Bold(Colon::Inside));
    }
}

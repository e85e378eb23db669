//! Brings a statement's lines into the style of the place that it goes to: markers, indents, rows.

use crate::model::{Definition, Section, Span, Statement, StatementIx, StatementKind};

/// How the items of a list are marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bullet {
    /// What stands before the marker: blanks.
    pub(super) indent: String,
    pub(super) mark: Mark,
}

/// What marks an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// `- `, `* `, `• `, with all up to the wording.
    Sign(String),
    /// `3. `, `3) `.
    Number { number: u64, tail: String },
}

impl Bullet {
    /// What an item's line begins with.
    pub(super) fn prefix(&self) -> String {
        match &self.mark {
            Mark::Sign(sign) => format!("{}{sign}", self.indent),
            Mark::Number { number, tail } => format!("{}{number}{tail}", self.indent),
        }
    }

    /// Blanks as wide as the prefix: where the item's further lines begin.
    pub(super) fn content_indent(&self) -> String {
        let typed = matches!(&self.mark, Mark::Sign(sign) if sign.starts_with('•'));
        // What follows a task's box is still under the sign alone.
        let sign_width = match &self.mark {
            Mark::Sign(sign) => sign.find('[').unwrap_or(sign.chars().count()),
            Mark::Number { .. } => self.prefix().chars().count() - self.indent.chars().count(),
        };
        format!("{}{}", self.indent, if typed { String::new() } else { " ".repeat(sign_width) })
    }

    pub(super) fn is_numbered(&self) -> bool {
        matches!(self.mark, Mark::Number { .. })
    }

    /// The bullet of the item after this one.
    pub(super) fn next(&self) -> Self {
        let mark = match &self.mark {
            Mark::Number { number, tail } => Mark::Number { number: number.saturating_add(1), tail: tail.clone() },
            sign @ Mark::Sign(_) => sign.clone(),
        };
        Self { indent: self.indent.clone(), mark }
    }

    /// The bullet that `line` begins with, up to where its wording starts.
    pub(super) fn of_prefix(prefix: &str) -> Option<Self> {
        let bare = prefix.trim_start();
        let indent = prefix[..prefix.len() - bare.len()].to_owned();
        let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            let tail = bare[digits..].to_owned();
            let number = bare[..digits].parse().ok()?;
            let plain = tail.starts_with(['.', ')']) && tail[1..].trim().is_empty();
            return plain.then_some(Self { indent, mark: Mark::Number { number, tail } });
        }
        let signs = ['-', '*', '+', '•', '●', '◦', '▪', '‣', '·'];
        let sign =
            bare.starts_with(signs) && bare.chars().skip(1).all(|c| matches!(c, ' ' | '\t' | '[' | ']' | 'x' | 'X'));
        sign.then(|| Self { indent, mark: Mark::Sign(bare.to_owned()) })
    }

    /// The bullet of an item as it stands in its file; `None` for what is no item, or stands in a quotation.
    pub(super) fn of(definition: &Definition, statement: &Statement) -> Option<Self> {
        let item = matches!(statement.kind, StatementKind::Bullet | StatementKind::Step);
        item.then(|| Self::of_prefix(lead(definition, statement))).flatten()
    }
}

/// The bullet of a section that is marked by a bold item.
pub(super) fn lead_of_heading(definition: &Definition, section: &Section) -> Option<Bullet> {
    let written = section.heading.of(&definition.text);
    let sign = written.find(['*', '_'])?;
    // `* **Title**`: the first star is the marker.
    let sign = if written[sign..].starts_with("* ") { sign + 2 } else { sign };
    Bullet::of_prefix(&written[..sign])
}

/// What stands on a statement's first line before its wording.
pub(super) fn lead<'d>(definition: &'d Definition, statement: &Statement) -> &'d str {
    Span::new(line_start(&definition.text, statement.span.start), statement.span.start).of(&definition.text)
}

/// Whether the box of a task is ticked; `None` for what has no box.
pub(super) fn ticked(definition: &Definition, statement: &Statement) -> Option<bool> {
    let sign = lead(definition, statement).trim_end();
    let open = sign.strip_suffix(']').filter(|_| statement.kind == StatementKind::Bullet)?;
    match open.chars().next_back()? {
        ' ' => open.ends_with("[ ").then_some(false),
        'x' | 'X' => Some(true),
        _ => None,
    }
}

/// The label that a statement goes on behind, where it stands on the line of its section's heading: marked as it is, its
/// item's sign left out. Empty for any other.
pub(super) fn label<'d>(definition: &'d Definition, statement: &Statement) -> &'d str {
    let text = &definition.text;
    let heading = definition.section(statement.section).heading;
    let line = line_start(text, statement.span.start);
    let behind = heading.end > line && heading.start < statement.span.start && !heading.is_empty();
    if !behind {
        return "";
    }
    let label = Span::new(heading.start.max(line), statement.span.start).of(text);
    let signs = label.len() - label.trim_start_matches(|c: char| !c.is_alphabetic() && c != '*' && c != '_').len();
    let sign = if label[signs..].starts_with("* ") { signs + 2 } else { signs };
    &label[sign..]
}

/// The wording as lines: the first bare, the others with `indent` in place of the one they had.
pub(super) fn reindented(definition: &Definition, statement: &Statement, indent: &str) -> Vec<String> {
    let had = lead(definition, statement).chars().count();
    let mut lines = statement.span.of(&definition.text).split('\n');
    let first = lines.next().unwrap_or("").to_owned();
    let rest = lines.map(|line| indented(without(line, had), indent));
    std::iter::once(first).chain(rest).collect()
}

/// The whole lines of a statement, moved from the indent they had to `indent`.
pub(super) fn moved(definition: &Definition, statement: &Statement, indent: &str) -> Vec<String> {
    let text = &definition.text;
    let block = Span::new(line_start(text, statement.block.start), statement.block.end).of(text);
    let had = block.chars().take_while(|c| matches!(c, ' ' | '\t')).count();
    // Code that its indent alone marks keeps it.
    let code = if is_indented_code(definition, statement, block) { " ".repeat(CODE) } else { String::new() };
    let wanted = format!("{indent}{code}");
    let lines = block.split('\n').map(|line| indented(without(line, had), &wanted));
    let fence = (statement.kind == StatementKind::Code).then(|| missing_fence(block)).flatten();
    lines.chain(fence.map(|fence| format!("{indent}{fence}"))).collect()
}

/// Columns that mark a line as code (CommonMark 0.31, 4.4).
const CODE: usize = 4;

/// Whether a block of code has no fence, but stands as far in as marks code where it is.
fn is_indented_code(definition: &Definition, statement: &Statement, block: &str) -> bool {
    let holder = statement.parent.and_then(|ix| Bullet::of(definition, definition.statement(ix)));
    let begin = holder.map_or(0, |bullet| bullet.content_indent().chars().count());
    let blanks = block.chars().take_while(|c| matches!(c, ' ' | '\t'));
    let columns: usize = blanks.map(|c| if c == '\t' { CODE } else { 1 }).sum();
    let fenced = block.trim_start().starts_with(['`', '~']);
    statement.kind == StatementKind::Code && !fenced && columns >= begin + CODE
}

/// The fence that a block of code lacks at its end: where it stood, the end of its file closed it.
pub(super) fn missing_fence(block: &str) -> Option<String> {
    let mut lines = block.lines().map(str::trim);
    let first = lines.next()?;
    let sign = first.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let width = first.chars().take_while(|c| *c == sign).count();
    let fence = sign.to_string().repeat(width);
    let closes = |line: &str| line.starts_with(&fence) && line.chars().all(|c| c == sign);
    (width >= 3 && !lines.any(closes)).then_some(fence)
}

/// Whether a statement's lines must stay as they are but for their indent: code, rows, quotations.
pub(super) fn stays_whole(definition: &Definition, statement: &Statement) -> bool {
    let kind = matches!(statement.kind, StatementKind::Code | StatementKind::Example | StatementKind::Row);
    kind || lead(definition, statement).contains('>')
}

/// Whether no other text runs into a statement's lines: lines of one paragraph can be statements of their own.
pub(super) fn stands_alone(definition: &Definition, statement: &Statement) -> bool {
    let text = &definition.text;
    let before = text[..statement.block.start].trim_end_matches([' ', '\t']);
    let after = text[statement.block.end..].trim_start_matches([' ', '\t']);
    let blank_before = before.is_empty() || before.ends_with("\n\n");
    blank_before && (after.is_empty() || after == "\n" || after.starts_with("\n\n"))
}

/// Whether a row is the head of its table: it holds the line of dashes.
pub(super) fn is_head(definition: &Definition, statement: &Statement) -> bool {
    let mut lines = statement.block.of(&definition.text).lines().skip(1);
    statement.kind == StatementKind::Row
        && lines.any(|line| line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '>')))
}

/// Whether a text leads into what stands behind it.
pub(super) fn leads(text: &str) -> bool {
    text.trim_end_matches(['*', '_', ' ']).ends_with([':', '：'])
}

/// The item that is nested in no other and holds `ix`; itself where nothing holds it.
pub(super) fn outermost(definition: &Definition, ix: StatementIx) -> StatementIx {
    std::iter::successors(Some(ix), |at| definition.statement(*at).parent).last().unwrap_or(ix)
}

/// Whether a statement is read as a title where a list stands right under it: one sentence or less that ends in a colon.
pub(super) fn is_lead_in(text: &str) -> bool {
    /// Longest lead-in in characters, as the reader of sections takes it.
    const LONGEST: usize = 100;
    let Some(bare) = text.trim_end_matches(['*', '_']).strip_suffix([':', '：']) else { return false };
    let sentence = [". ", "! ", "? ", "。", "！", "？", "\n"].iter().any(|end| bare.contains(end));
    !sentence && bare.chars().nth(LONGEST).is_none()
}

/// Whether a text is in bold letters as a whole: where something follows it, that is a title.
pub(super) fn is_bold(text: &str) -> bool {
    let inner = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("**"))
}

/// Whether a text is one line that a sign marks: "✅ Trim the wick".
pub(super) fn is_signed(text: &str) -> bool {
    let sign = |c: char| matches!(c, '\u{2600}'..='\u{2793}' | '\u{2795}'..='\u{2797}' | '\u{2b50}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}');
    text.starts_with(sign) && !text.contains('\n') && !has_arrow(text)
}

/// Whether a text holds an arrow.
pub(super) fn has_arrow(text: &str) -> bool {
    ["→", "->", "=>", "⇒", "➜", "➔", "➡", "↳"].iter().any(|arrow| text.contains(arrow))
}

/// Whether an item begins with a bold label: with a list in it, it would be read as the title of a section.
pub(super) fn has_label(text: &str) -> bool {
    text.find(['*', '_']).is_some_and(|at| {
        let bold = text[at..].starts_with("**") || text[at..].starts_with("__");
        bold && text[..at].chars().all(|c| !c.is_alphanumeric())
    })
}

/// What an item calls itself: its bold label, the few words before a colon or a dash, or all of it where it is no longer.
pub(super) fn name(text: &str) -> Option<&str> {
    /// Most words of a name.
    const LONGEST: usize = 6;
    let bold = text.strip_prefix("**").and_then(|rest| rest.split_once("**")).map(|(inner, _)| inner);
    let parts = [": ", "： ", " — ", " – ", " - "].iter().filter_map(|sign| text.find(sign)).min();
    let name = bold.unwrap_or_else(|| parts.map_or(text, |end| &text[..end]));
    (1..=LONGEST).contains(&name.split_whitespace().count()).then_some(name)
}

/// Whether a line begins a list, a table or a block of code.
pub(super) fn starts_list(line: &str) -> bool {
    let bare = line.trim_start();
    let sign = bare.len()
        - bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')')).len();
    let item = sign > 0 && bare[sign..].starts_with(' ') && Bullet::of_prefix(&bare[..=sign]).is_some();
    item || bare.starts_with(['|', '•', '●', '◦', '▪', '‣', '·']) || bare.starts_with("```") || bare.starts_with("~~~")
}

/// Whether a line is an opening tag and nothing else.
pub(super) fn opens_tag(line: &str) -> bool {
    let bare = line.trim();
    let name = bare.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    name && bare.ends_with('>') && !bare.ends_with("/>") && !bare.contains("</")
}

/// Whether a line is a closing tag and nothing else.
pub(super) fn closes_tag(line: &str) -> bool {
    line.trim().starts_with("</") && line.trim().ends_with('>')
}

/// Puts a backslash into a paragraph's line that would begin a list here: where it comes from, it stood in the middle of
/// one and did not.
pub(super) fn keep_from_listing(line: &mut String) {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = digits > 0 && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    if numbered || ["- ", "* ", "+ "].iter().any(|sign| line.starts_with(sign)) {
        line.insert(digits, '\\');
    }
}

/// Whether a line is a heading, a bold line or a tag.
pub(super) fn is_title_line(line: &str) -> bool {
    let bare = line.trim();
    let bold = bare.starts_with("**") && bare.trim_end_matches(':').ends_with("**");
    bare.starts_with('#') || bold || (bare.starts_with('<') && bare.ends_with('>'))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// `line` without up to `columns` blanks at its front.
fn without(line: &str, columns: usize) -> &str {
    let cut = line.chars().take(columns).take_while(|c| matches!(c, ' ' | '\t')).count();
    &line[cut..]
}

fn indented(line: &str, indent: &str) -> String {
    if line.trim().is_empty() { String::new() } else { format!("{indent}{line}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_read_and_written() {
        for prefix in ["- ", "   * ", "12) ", "• ", "  3.  ", "- [ ] "] {
            let bullet = Bullet::of_prefix(prefix).unwrap();
            assert_eq!(bullet.prefix(), prefix);
        }
        assert_eq!(Bullet::of_prefix("> - "), None);
        assert_eq!(Bullet::of_prefix(""), None);
        let nine = Bullet::of_prefix("9. ").unwrap();
        assert_eq!((nine.next().prefix().as_str(), nine.next().content_indent().len()), ("10. ", 4));
        assert_eq!(Bullet::of_prefix("- [x] ").unwrap().content_indent(), "  ");
    }

    #[test]
    fn items_have_names() {
        for (text, named) in [
            ("**Trim the wick** — cut it square", Some("Trim the wick")),
            ("Trim the wick: cut it square", Some("Trim the wick")),
            ("Trim the wick", Some("Trim the wick")),
            ("Trim the wick with the small shears of the tower", None),
            ("", None),
        ] {
            assert_eq!(name(text), named, "{text}");
        }
    }

    #[test]
    fn sentences_do_not_become_items() {
        for (line, kept) in
            [("4. then rest", "4\\. then rest"), ("- 5 degrees", "\\- 5 degrees"), ("1.5 litres", "1.5 litres")]
        {
            let mut line = line.to_owned();
            keep_from_listing(&mut line);
            assert_eq!(line, kept);
        }
    }
}

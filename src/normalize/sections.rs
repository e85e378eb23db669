//! From pieces to the section tree: which line titles what, and which statement stands in which section.

use crate::model::{Lines, Marker, Span, StatementKind};

use super::{
    marks::{self, Label},
    outline::{Outline, Tree},
    pieces::{Piece, PieceKind, trimmed},
};

/// The tree of the body's pieces; `lines` tells on which line of the file each line of `text` stands.
pub(super) fn tree(text: &str, pieces: &[Piece], lines: &Lines) -> Tree {
    let mut outline = Outline::new(text, lines, pieces.first().map_or(0, |p| p.lines.start));
    for (at, piece) in pieces.iter().enumerate() {
        outline.advance(piece.lines.start);
        Reading { text, pieces, at }.tell(piece, &mut outline);
    }
    outline.finish()
}

/// A piece among its neighbours.
struct Reading<'p> {
    text: &'p str,
    pieces: &'p [Piece],
    at: usize,
}

impl Reading<'_> {
    fn tell(&self, piece: &Piece, outline: &mut Outline<'_>) {
        match piece.kind {
            PieceKind::Title(marker) => outline.open_title(piece, marker),
            PieceKind::Open => {
                outline.open_held(piece.text, Marker::Tag, outline.heading(piece), piece.whole, 0);
            }
            PieceKind::Close | PieceKind::Rule => {}
            PieceKind::Item { number } => self.item(piece, number, outline),
            // A fence that nothing follows says nothing.
            PieceKind::OpenCode if self.ends_in_fence(piece) => {}
            PieceKind::OpenCode => self.say(piece, StatementKind::Code, outline),
            PieceKind::Say(StatementKind::Paragraph) => match self.lead_in(piece) {
                Some(until) => outline.open_held(piece.text, Marker::LeadIn, outline.heading(piece), until, 0),
                None => self.say(piece, StatementKind::Paragraph, outline),
            },
            PieceKind::Say(kind) => self.say(piece, kind, outline),
        }
    }

    /// Whether a piece is the last one, and an open fence without a word.
    fn ends_in_fence(&self, piece: &Piece) -> bool {
        let bare = piece.text.of(self.text).trim().chars().all(|c| matches!(c, '`' | '~'));
        bare && piece.depth == 0 && self.at + 1 == self.pieces.len()
    }

    fn say(&self, piece: &Piece, kind: StatementKind, outline: &mut Outline<'_>) {
        outline.say(kind, trimmed(self.text, piece.text), block(piece), piece.depth);
    }

    fn item(&self, piece: &Piece, number: Option<u64>, outline: &mut Outline<'_>) {
        if let Some((label, until, base)) = self.bold_item(piece, number) {
            let start = piece.text.start;
            let title = Span::new(start, start + label.whole.end);
            let heading = Span::new(piece.lines.start, title.end);
            outline.open_held(title, Marker::BoldItem, heading, until, base);
            let rest = Span::new(start + label.rest.start, start + label.rest.end);
            if !rest.is_empty() {
                outline.say(StatementKind::Paragraph, rest, Span::new(rest.start, piece.lines.end), 0);
            }
            return;
        }
        let kind = if number.is_some() { StatementKind::Step } else { StatementKind::Bullet };
        let said = outline.say(kind, trimmed(self.text, piece.text), block(piece), piece.depth.saturating_sub(1));
        outline.hold(said, piece.whole);
    }

    /// The label of a bold item that holds a list, where that list ends, and how many lists lie around what it holds.
    fn bold_item(&self, piece: &Piece, number: Option<u64>) -> Option<(Label, usize, u8)> {
        let label = marks::label(piece.text.of(self.text)).filter(|_| !piece.quoted)?;
        let next = self.pieces.get(self.at + 1)?;
        let PieceKind::Item { number: inner } = next.kind else { return None };
        if next.depth > piece.depth && next.lines.start < piece.whole {
            return Some((label, piece.whole, piece.depth));
        }
        // `1. **Label**:` with its list not indented under it is a list of its own to Markdown.
        let beside = number.is_some() && inner.is_none() && next.depth == piece.depth && label.rest.is_empty();
        beside.then(|| (label, self.beside(piece.depth), piece.depth.saturating_sub(1)))
    }

    /// The end of the run of unordered items right after this piece.
    fn beside(&self, depth: u8) -> usize {
        let held = |p: &&Piece| p.depth > depth || p.depth == depth && p.kind == PieceKind::Item { number: None };
        self.pieces[self.at + 1..].iter().take_while(held).map(|p| p.whole).max().unwrap_or(0)
    }

    /// Where the section of a lead-in line ends; `None` where the piece is none.
    fn lead_in(&self, piece: &Piece) -> Option<usize> {
        let fits =
            piece.depth == 0 && !piece.quoted && !self.follows_title() && marks::is_lead_in(piece.text.of(self.text));
        let next = self.pieces.get(self.at + 1).filter(|_| fits)?;
        match next.kind {
            PieceKind::Item { .. } => Some(self.end_of_lists()),
            PieceKind::Say(kind @ (StatementKind::Row | StatementKind::Bullet)) => Some(self.end_of(kind)),
            PieceKind::Say(StatementKind::Code) | PieceKind::OpenCode if next.depth == 0 => Some(next.lines.end),
            _ => None,
        }
    }

    fn follows_title(&self) -> bool {
        let before = self.pieces[..self.at].iter().rev().find(|p| p.kind != PieceKind::Rule);
        before.is_some_and(|p| matches!(p.kind, PieceKind::Title(_) | PieceKind::Open))
    }

    /// The end of the list that follows, code between its numbered items included.
    fn end_of_lists(&self) -> usize {
        let rest = &self.pieces[self.at + 1..];
        let held = |at: usize| {
            let goes_on = |p: &Piece| matches!(p.kind, PieceKind::Item { number: Some(2..) });
            rest[at].depth > 0 || rest[at].is_code() && rest.get(at + 1).is_some_and(goes_on)
        };
        let len = (0..rest.len()).take_while(|at| held(*at)).count();
        rest[..len].iter().map(|p| p.whole).max().unwrap_or(0)
    }

    fn end_of(&self, kind: StatementKind) -> usize {
        let held = |p: &&Piece| p.depth == 0 && p.kind == PieceKind::Say(kind);
        self.pieces[self.at + 1..].iter().take_while(held).map(|p| p.lines.end).max().unwrap_or(0)
    }
}

impl Piece {
    const fn is_code(&self) -> bool {
        matches!(self.kind, PieceKind::OpenCode | PieceKind::Say(StatementKind::Code))
    }
}

const fn block(piece: &Piece) -> Span {
    piece.lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        model::{Section, StatementIx},
        normalize::pieces::pieces,
    };

    fn read(text: &str) -> Tree {
        tree(text, &pieces(text, Span::new(0, text.len())), &Lines::From(1))
    }

    /// The tree as indented titles and wordings, whatever the marks.
    fn told(text: &str) -> Vec<String> {
        let tree = read(text);
        let of = |s: &Section| {
            let said = s.statements.iter().map(|ix| &tree.statements[ix.get()]);
            let said = said.map(|s| format!("{}{}", " ".repeat(s.depth.into()), s.span.of(text)));
            format!("{}{}: {}", " ".repeat(s.depth.into()), s.title, said.collect::<Vec<_>>().join(" / "))
        };
        tree.sections.iter().map(of).collect()
    }

    #[test]
    fn one_tree_from_many_marks() {
        let want = ["Hello.", "Tasks: wind / oil", "Limits: no force"].map(str::to_owned);
        let want = [format!(": {}", want[0]), want[1].clone(), want[2].clone()];
        for text in [
            "Hello.\n\n## Tasks\n\n- wind\n- oil\n\n## Limits\n\n- no force\n",
            "Hello.\n\nTasks\n-----\n* wind\n* oil\n\nLimits\n---\n* no force\n",
            "Hello.\n\n**Tasks:**\n- wind\n- oil\n\n---\n\n__Limits__\n- no force\n",
            "Hello.\n\nTasks:\n- wind\n- oil\n\nLimits：\n- no force\n",
            "Hello.\n<Tasks>\n- wind\n- oil\n</Tasks>\n\n<t name=\"Limits\">\n    - no force\n</t>\n",
            "Hello.\n\n1. **Tasks**:\n   - wind\n   - oil\n2. **Limits**:\n   - no force\n",
            "Hello.\n\n1. **Tasks**:\n- wind\n- oil\n2. **Limits**:\n- no force\n",
            "Hello.\n\nTasks:\n• wind\n• oil\n\nLimits:\n• no force",
        ] {
            assert_eq!(told(text), want, "{text}");
        }
    }

    #[test]
    fn a_lead_in_holds_its_list_and_no_more() {
        let text = "# Winder\nYou wind.\n\nLook at:\n1. Springs\n   ```\n   x\n   ```\n2. Keys\n\nThen rest.\n";
        assert_eq!(told(text), ["Winder: You wind. / Then rest.", " Look at: Springs /  ```\n   x\n   ``` / Keys"]);
    }

    #[test]
    fn a_lead_in_under_a_heading_is_a_statement_of_it() {
        assert_eq!(told("## Tasks\n\nYou will:\n- wind\n"), ["Tasks: You will: / wind"]);
    }

    #[test]
    fn nesting_goes_by_level_and_tags_hold_what_stands_in_them() {
        let text = "# A\n### B\n**C**\nx\n## D\n<e>\n# F\ny\n</e>\nz\n";
        assert_eq!(told(text), ["A: ", " B: ", "  C: x", " D: z", "  e: ", "   F: y"]);
    }

    #[test]
    fn what_stands_beside_a_bold_label_is_said_in_its_section() {
        let text = "**How:**\n1. **Look**: First see. Mind:\n   - dust\n   - rust\n2. **Wind**: by hand\n";
        let tree = read(text);
        assert_eq!(told(text), ["How: **Wind**: by hand", " Look: First see. Mind: / dust / rust"]);
        assert_eq!(tree.sections[1].heading.of(text), "1. **Look**:");
        assert_eq!(tree.statements[0].block.of(text), "First see. Mind:");
        assert_eq!(tree.statements[1].parent, None);
    }

    #[test]
    fn items_know_what_they_hang_under() {
        let tree = read("- a\n  - b\n\n    c\n- d\n");
        let told: Vec<_> = tree.statements.iter().map(|s| (s.depth, s.parent.map(StatementIx::get), s.line)).collect();
        assert_eq!(told, [(0, None, 1), (1, Some(0), 2), (2, Some(1), 4), (0, None, 5)]);
    }

    #[test]
    fn text_only_after_the_marks_stands_in_an_untitled_section() {
        assert_eq!(told("Look at:\n- a\n\nThen rest."), [": Then rest.", "Look at: a"]);
        assert!(told(" \n\n").is_empty());
    }

    /// Every line that says something lies in one statement or heading, and none in two.
    fn assert_whole(text: &str) {
        let body = pieces(text, Span::new(0, text.len()));
        let tree = tree(text, &body, &Lines::From(1));
        let mut claimed: Vec<Span> = tree.statements.iter().map(|s| s.block).collect();
        claimed.extend(tree.sections.iter().map(|s| s.heading).filter(|h| !h.is_empty()));
        claimed.extend(body.iter().filter(|p| matches!(p.kind, PieceKind::Rule | PieceKind::Close)).map(|p| p.lines));
        let open =
            body.last().filter(|p| p.kind == PieceKind::OpenCode && !p.text.of(text).contains(char::is_alphanumeric));
        claimed.extend(open.filter(|p| !claimed.contains(&p.lines)).map(|p| p.lines));
        claimed.sort_unstable();
        let apart = claimed.windows(2).all(|two| two[0].end <= two[1].start);
        assert!(apart, "overlap in {text:?}: {claimed:?}");
        let mut at = 0;
        for line in text.split('\n') {
            let marks_only = line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ">-*+.)#".contains(c));
            let first = at + (line.len() - line.trim_start().len());
            let held = claimed.iter().any(|span| span.start <= first && first < span.end);
            assert!(marks_only || held, "line {line:?} of {text:?} is nowhere: {claimed:?}");
            at += line.len() + 1;
        }
        for s in &tree.statements {
            assert!(s.block.contains(s.span) && text.is_char_boundary(s.span.start) && s.key != 0, "{s:?}");
            assert!(tree.sections[s.section.get()].span.contains(s.block), "{s:?}");
            assert!(!s.span.of(text).trim().is_empty(), "{s:?} of {text:?}");
        }
    }

    fn line() -> impl Strategy<Value = String> {
        let mark = prop::sample::select(vec![
            "", "", "", "# ", "### ", "- ", "  - ", "   * ", "1. ", "12) ", "> ", "> - ", "    ", "\t", "| ", "• ",
            "- [ ] ", "```", "~~~",
        ]);
        let word = prop::sample::select(vec![
            "",
            "word",
            "two words",
            "A sentence.",
            "**Bold:**",
            "**Label**: text",
            "**1. Bold**",
            "Lead in:",
            "你好：",
            "---",
            "===",
            "<role>",
            "</role>",
            "<example>",
            "</example>",
            "<div>",
            "<!-- x",
            "-->",
            "a | b |",
            "--|--",
            "[x]: y",
            "`code`",
            "key: value",
            "\\",
            "  ",
            "🚨 mind",
            "- - x",
            "# h",
            "&amp;",
        ]);
        (mark, word).prop_map(|(mark, word)| format!("{mark}{word}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
        #[test]
        fn no_line_is_lost_or_told_twice(lines in prop::collection::vec(line(), 0..24)) {
            assert_whole(&lines.join("\n"));
        }
    }
}

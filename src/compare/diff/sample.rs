//! Agents for the tests of this room, from a few lines of Markdown.

use crate::{
    model::{
        Definition, Digest, FormatName, LineRange, Marker, Prompt, Section, SectionIx, SectionKind, Sketch, Span,
        Statement, StatementIx, StatementKind,
    },
    text::words::{content_words, key},
};

/// An agent whose body is `text`: `#` headings, `- ` bullets, `1. ` steps, any other line a paragraph.
pub(super) fn agent(text: &str) -> Definition {
    let mut made = Made { sections: Vec::new(), statements: Vec::new(), open: Vec::new() };
    let mut at = 0;
    for (line, raw) in text.split('\n').enumerate() {
        made.line(raw, at, u32::try_from(line).unwrap() + 1);
        at += raw.len() + 1;
    }
    Definition {
        format: FormatName("sample"),
        omitted_tools: crate::model::OmittedTools::All,
        prompt_keys: &[],
        name: String::new(),
        description: String::new(),
        syntax: crate::model::Syntax::FrontMatter,
        lines: crate::model::Lines::From(1),
        front: None,
        front_is_strict: true,
        body: Span::new(0, text.len()),
        fields: Vec::new(),
        prompt: Prompt { text: text.to_owned(), sections: made.sections, statements: made.statements }.into(),
        content: Digest(0),
        tokens: 0,
        sketch: Sketch::default(),
        notes: Vec::new(),
    }
}

struct Made {
    sections: Vec<Section>,
    statements: Vec<Statement>,
    open: Vec<(usize, usize)>,
}

impl Made {
    fn line(&mut self, raw: &str, at: usize, line: u32) {
        let level = raw.chars().take_while(|c| *c == '#').count();
        if level > 0 {
            self.section(raw.trim_start_matches('#').trim(), level, (at, raw.len()), line);
        } else if !raw.trim().is_empty() {
            if self.sections.is_empty() {
                self.section("", 0, (at, 0), line);
            }
            self.statement(raw, at, line);
        }
    }

    fn section(&mut self, title: &str, level: usize, (at, len): (usize, usize), line: u32) {
        self.open.retain(|(outer, _)| *outer < level && *outer > 0);
        let parent = self.open.last().map(|(_, ix)| SectionIx::new(*ix));
        let marker = if level == 0 { Marker::Preamble } else { Marker::Atx(u8::try_from(level).unwrap()) };
        self.sections.push(Section {
            title: title.to_owned(),
            kind: if level == 0 { SectionKind::Role } else { SectionKind::Other },
            marker,
            depth: u8::try_from(self.open.len()).unwrap(),
            parent,
            heading: Span::new(at, at + len),
            span: Span::new(at, at + len),
            lines: LineRange::new(line, line),
            statements: Vec::new(),
        });
        self.open.push((level, self.sections.len() - 1));
    }

    fn statement(&mut self, raw: &str, at: usize, line: u32) {
        let step = raw.starts_with(|c: char| c.is_ascii_digit()) && raw.contains(". ");
        let (kind, skip) = match raw.as_bytes() {
            [b'-' | b'*', b' ', ..] => (StatementKind::Bullet, 2),
            _ if step => (StatementKind::Step, raw.find(". ").unwrap() + 2),
            _ => (StatementKind::Paragraph, 0),
        };
        let wording = &raw[skip..];
        let section = SectionIx::new(self.sections.len() - 1);
        let own = StatementIx::new(self.statements.len());
        self.sections[section.get()].statements.push(own);
        self.sections[section.get()].lines.last = line;
        self.statements.push(Statement {
            section,
            kind,
            span: Span::new(at + skip, at + raw.len()),
            block: Span::new(at, at + raw.len()),
            line,
            depth: 0,
            parent: None,
            key: key(wording),
            words: content_words(wording),
        });
    }
}

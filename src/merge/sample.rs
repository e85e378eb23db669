//! Definitions for the tests of this stage, made of plain bullets: one section, one statement a line.

use super::members::{Member, Tongue};
use crate::{
    model::{
        AgentIx, Definition, Digest, FormatName, LineRange, Marker, Prompt, Section, SectionIx, SectionKind, Sketch,
        Span, Statement, StatementIx, StatementKind,
    },
    text::words::{content_words, hash, key},
};

/// A definition whose lines are bullets, those that are indented nested in the last one that is not.
pub(super) fn definition(text: &str) -> Definition {
    let statements = statements(text);
    let section = Section {
        title: String::new(),
        kind: SectionKind::Role,
        marker: Marker::Preamble,
        depth: 0,
        parent: None,
        heading: Span::new(0, 0),
        span: Span::new(0, text.len()),
        lines: LineRange::new(1, u32::try_from(statements.len()).unwrap()),
        statements: (0..statements.len()).map(StatementIx::new).collect(),
    };
    Definition {
        format: FormatName("markdown"),
        omitted_tools: crate::model::OmittedTools::All,
        prompt_keys: &[],
        name: String::new(),
        description: String::new(),
        syntax: crate::model::Syntax::FrontMatter,
        lines: crate::model::Lines::From(1),
        front: None,
        front_is_strict: false,
        body: Span::new(0, text.len()),
        fields: Vec::new(),
        prompt: Prompt { text: text.to_owned(), sections: vec![section], statements }.into(),
        content: Digest(u128::from(hash(text))),
        tokens: 0,
        sketch: Sketch::default(),
        notes: Vec::new(),
    }
}

/// A member that stands for itself alone.
pub(super) fn member(at: usize, definition: &Definition) -> Member<'_> {
    let agent = AgentIx::new(at);
    Member { agent, copies: vec![agent], definition, diff: None, committed: None, tongue: Tongue::Own }
}

fn statements(text: &str) -> Vec<Statement> {
    let (mut out, mut start, mut outer) = (Vec::new(), 0, None);
    for (at, line) in text.lines().enumerate() {
        let sign = line.find("- ").unwrap();
        let span = Span::new(start + sign + 2, start + line.len());
        out.push(Statement {
            section: SectionIx::new(0),
            kind: StatementKind::Bullet,
            span,
            block: Span::new(start, start + line.len()),
            line: u32::try_from(at + 1).unwrap(),
            depth: u8::from(sign > 0),
            parent: outer.filter(|_| sign > 0),
            key: key(span.of(text)),
            words: content_words(span.of(text)),
        });
        outer = if sign > 0 { outer } else { Some(StatementIx::new(at)) };
        start += line.len() + 1;
    }
    out
}

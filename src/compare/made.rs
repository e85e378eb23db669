//! Agents made for this stage's tests, sketched as plainly as can be.

use std::sync::Arc;

use crate::{
    model::{
        Agent, AgentIx, Commonness, Comparison, Corpus, Definition, Digest, Field, FormatName, LineRange, Marker,
        Origin, Pair, Section, SectionIx, SectionKind, Sketch, Span, Statement, StatementIx, StatementKind, Term,
        Value,
    },
    text::{
        shingle::shingles,
        words::{content_words, for_each_word, hash, is_stop, key, stem, words},
    },
};

/// An agent whose body is paragraphs, `- ` bullets and `## ` headings, one a line.
pub(super) fn agent(name: &str, description: &str, body: &str) -> Agent {
    let mut definition = Definition {
        format: FormatName("claude"),
        omitted_tools: crate::model::OmittedTools::All,
        name: name.to_owned(),
        description: description.to_owned(),
        text: body.to_owned(),
        syntax: crate::model::Syntax::FrontMatter,
        lines: crate::model::Lines::From(1),
        front: None,
        front_is_strict: true,
        body: Span::new(0, body.len()),
        fields: Vec::new(),
        sections: Vec::new(),
        statements: Vec::new(),
        content: Digest(u128::from(key(&format!("{name} {description} {body}")))),
        tokens: 0,
        sketch: Sketch::default(),
        notes: Vec::new(),
    };
    read_lines(&mut definition);
    definition.sketch = sketch(&definition);
    let path = format!("{name}.md");
    Agent { id: path.clone(), path, origin: Origin::Found, bytes: Arc::default(), definition }
}

/// The agent with one more field.
pub(super) fn with_field(mut agent: Agent, name: &str, value: Value) -> Agent {
    let field = Field { name: name.to_owned(), key: name.to_owned(), value, as_written: None, span: None };
    agent.definition.fields.push(field);
    agent.definition.content = Digest(agent.definition.content.0 + 1);
    agent
}

pub(super) fn corpus(agents: Vec<Agent>) -> Corpus {
    Corpus::new(agents)
}

fn read_lines(definition: &mut Definition) {
    let text = definition.text.clone();
    let mut at = 0;
    push_section(definition, "", Marker::Preamble);
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end().len());
        at += line.len();
        match (line.trim(), line.strip_prefix("## "), line.starts_with("- ")) {
            ("", ..) => {}
            (_, Some(title), _) => push_section(definition, title.trim(), Marker::Atx(2)),
            (_, _, true) => push_statement(definition, Span::new(start + 2, end), StatementKind::Bullet),
            _ => push_statement(definition, Span::new(start, end), StatementKind::Paragraph),
        }
    }
}

fn push_section(definition: &mut Definition, title: &str, marker: Marker) {
    let nowhere = Span::new(0, 0);
    definition.sections.push(Section {
        title: title.to_owned(),
        kind: SectionKind::Other,
        marker,
        depth: 0,
        parent: None,
        heading: nowhere,
        span: nowhere,
        lines: LineRange::new(1, 1),
        statements: Vec::new(),
    });
}

fn push_statement(definition: &mut Definition, span: Span, kind: StatementKind) {
    let wording = span.of(&definition.text).to_owned();
    let section = SectionIx::new(definition.sections.len() - 1);
    let ix = StatementIx::new(definition.statements.len());
    definition.sections[section.get()].statements.push(ix);
    let (key, words) = (key(&wording), content_words(&wording));
    let statement = Statement { section, kind, span, block: span, line: 1, depth: 0, parent: None, key, words };
    definition.statements.push(statement);
}

fn sketch(definition: &Definition) -> Sketch {
    let titles: Vec<&str> = definition.sections.iter().map(|s| s.title.as_str()).collect();
    let opening = definition.statements.first().map_or("", |s| s.span.of(&definition.text));
    let mut statements: Vec<u64> = definition.statements.iter().map(|s| s.key).collect();
    statements.sort_unstable();
    statements.dedup();
    Sketch {
        supporting: Vec::new(),
        shingles: shingles(&definition.text),
        name: terms(&definition.name.replace('-', " ")),
        description: terms(&definition.description),
        titles: terms(&titles.join(" ")),
        opening: terms(opening),
        body: terms(&definition.text),
        code: terms(&definition.text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(" ")),
        statements,
        words: u32::try_from(words(&definition.text).len()).unwrap(),
    }
}

fn terms(text: &str) -> Vec<Term> {
    let mut hashes = Vec::new();
    for_each_word(text, |word| {
        if !is_stop(word) {
            hashes.push(hash(&stem(word)));
        }
    });
    hashes.sort_unstable();
    hashes.chunk_by(|x, y| x == y).map(|run| Term { hash: run[0], count: u32::try_from(run.len()).unwrap() }).collect()
}

/// What is told of two made agents, with reasons, as if nothing were common.
pub(super) fn told(a: &Agent, b: &Agent) -> Comparison {
    let named = |agent: &Agent, id: &str| Agent { id: id.to_owned(), ..agent.clone() };
    let corpus = corpus(vec![named(a, "1"), named(b, "2")]);
    let weighed =
        super::weigh(&corpus, &Commonness { agents: 1_000, ..Commonness::default() }, super::Model::built_in());
    super::explain(&corpus, &weighed, Pair::new(AgentIx::new(0), AgentIx::new(1)).unwrap())
}

/// What one signal says of them: its score and its reason.
pub(super) fn said(a: &Agent, b: &Agent, signal: &str) -> Option<(f64, String)> {
    let signal = told(a, b).signals.into_iter().find(|s| s.name == signal).unwrap();
    Some((signal.score?.get(), signal.because.unwrap()))
}

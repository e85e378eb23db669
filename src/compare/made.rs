//! Agents made for this stage's tests, sketched as plainly as can be.

use std::sync::Arc;

use crate::{
    model::{
        Agent, AgentIx, Bulk, Commonness, Comparison, Corpus, Definition, Digest, Field, FormatName, LineRange, Marker,
        Origin, Pair, Prompt, Sayings, Section, SectionIx, SectionKind, Sketch, Span, Statement, StatementIx,
        StatementKind, Term, Value, upper,
    },
    text::{
        language::language,
        shingle::shingles,
        words::{content_words, for_each_word, hash, is_stop, key, stem, words},
    },
};

/// An agent whose body is paragraphs, `- ` bullets and `## ` headings, one a line.
pub(super) fn agent(name: &str, description: &str, body: &str) -> Agent {
    let prompt = read_lines(body);
    let definition = Definition {
        format: FormatName("claude"),
        omitted_tools: crate::model::OmittedTools::All,
        prompt_keys: &[],
        name: name.to_owned(),
        description: description.to_owned(),
        syntax: crate::model::Syntax::FrontMatter,
        lines: crate::model::Lines::From(1),
        front: None,
        front_is_strict: true,
        body: Span::new(0, body.len()),
        fields: Vec::new(),
        content: Digest(u128::from(key(&format!("{name} {description} {body}")))),
        tokens: 0,
        sketch: sketch(name, description, &prompt),
        prompt: prompt.into(),
        notes: Vec::new(),
    };
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

fn read_lines(text: &str) -> Prompt {
    let mut prompt = Prompt { text: text.to_owned(), ..Prompt::default() };
    let mut at = 0;
    push_section(&mut prompt, "", Marker::Preamble);
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end().len());
        at += line.len();
        match (line.trim(), line.strip_prefix("## "), line.starts_with("- ")) {
            ("", ..) => {}
            (_, Some(title), _) => push_section(&mut prompt, title.trim(), Marker::Atx(2)),
            (_, _, true) => push_statement(&mut prompt, Span::new(start + 2, end), StatementKind::Bullet),
            _ => push_statement(&mut prompt, Span::new(start, end), StatementKind::Paragraph),
        }
    }
    prompt
}

fn push_section(prompt: &mut Prompt, title: &str, marker: Marker) {
    let nowhere = Span::new(0, 0);
    prompt.sections.push(Section {
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

fn push_statement(prompt: &mut Prompt, span: Span, kind: StatementKind) {
    let wording = span.of(&prompt.text).to_owned();
    let section = SectionIx::new(prompt.sections.len() - 1);
    let ix = StatementIx::new(prompt.statements.len());
    prompt.sections[section.get()].statements.push(ix);
    let (key, words) = (key(&wording), content_words(&wording));
    let statement = Statement { section, kind, span, block: span, line: 1, depth: 0, parent: None, key, words };
    prompt.statements.push(statement);
}

fn sketch(name: &str, description: &str, prompt: &Prompt) -> Sketch {
    let titles: Vec<&str> = prompt.sections.iter().map(|s| s.title.as_str()).collect();
    let opening = prompt.statements.first().map_or("", |s| s.span.of(&prompt.text));
    let tongue = language(&prompt.text).or_else(|| language(description));
    let statements = Sayings::of(&prompt.statements);
    let said = u32::try_from(statements.len()).unwrap();
    let bulk = Bulk {
        shingles: shingles(&prompt.text).into_iter().map(upper).collect::<Vec<_>>().into(),
        titles: terms(&titles.join(" ")),
        opening: terms(opening),
        body: terms(&prompt.text),
        code: terms(&prompt.text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(" ")),
        statements,
        layout: layout(prompt),
    };
    Sketch {
        name: terms(&name.replace('-', " ")),
        description: terms(description),
        supporting: Vec::new(),
        said,
        bulk: bulk.into(),
        language: tongue.map(|language| language.name().to_owned()),
        words: u32::try_from(words(&prompt.text).len()).unwrap(),
        sections: u32::try_from(prompt.sections.len()).unwrap(),
    }
}

/// The place of each section with its mark and how many statements it has, and of each with the next one.
fn layout(prompt: &Prompt) -> Vec<u32> {
    let builds: Vec<String> =
        prompt.sections.iter().map(|s| format!("{:?} {}", s.marker, s.statements.len())).collect();
    let alone = builds.iter().enumerate().map(|(at, build)| format!("{at} {build}"));
    let mut all: Vec<u32> =
        alone.chain(builds.windows(2).map(|two| two.join(" | "))).map(|build| upper(hash(&build))).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn terms(text: &str) -> Vec<Term> {
    let mut hashes = Vec::new();
    for_each_word(text, |word| {
        if !is_stop(word) {
            hashes.push(hash(&stem(word)));
        }
    });
    hashes.sort_unstable();
    hashes
        .chunk_by(|x, y| x == y)
        .map(|run| Term { hash: upper(run[0]), count: u32::try_from(run.len()).unwrap() })
        .collect()
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

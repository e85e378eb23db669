//! Small corpora for the tests of this stage.

use std::sync::Arc;

use crate::{
    model::{
        Agent, AgentIx, Bulk, Comparisons, Corpus, Definition, Digest, FormatName, Kinship, Origin, Pair, Prompt,
        Relation, Sayings, Score, SectionIx, Sketch, Span, Statement, StatementKind,
    },
    text::words::{content_words, key},
};

/// An agent of this id and name that says `lines`, each a statement; equal lines are equal content.
pub(super) fn agent(id: &str, name: &str, lines: &[&str]) -> Agent {
    let statement = |(line, text): (u32, &&str)| Statement {
        section: SectionIx::new(0),
        kind: StatementKind::Bullet,
        span: Span::new(0, 0),
        block: Span::new(0, 0),
        line,
        depth: 0,
        parent: None,
        key: key(text),
        words: content_words(text),
    };
    let statements: Vec<Statement> = (1..).zip(lines).map(statement).collect();
    let definition = Definition {
        format: FormatName("claude"),
        omitted_tools: crate::model::OmittedTools::All,
        prompt_keys: &[],
        name: name.to_owned(),
        description: "Does a job.".to_owned(),
        syntax: crate::model::Syntax::FrontMatter,
        lines: crate::model::Lines::From(1),
        front: None,
        front_is_strict: true,
        body: Span::new(0, 0),
        fields: Vec::new(),

        content: Digest(u128::from(key(&lines.join("\n")))),
        tokens: 1,
        sketch: Sketch {
            bulk: Bulk { statements: Sayings::of(&statements), ..Bulk::default() }.into(),
            ..Sketch::default()
        },
        prompt: Prompt { statements, ..Prompt::default() }.into(),
        notes: Vec::new(),
    };
    Agent { id: id.to_owned(), path: id.to_owned(), origin: Origin::Found, bytes: Arc::default(), definition }
}

/// Agents of different content, named after their place.
pub(super) fn strangers(count: usize) -> Vec<Agent> {
    (0..count).map(|n| agent(&format!("{n:03}.md"), &format!("agent-{n}"), &[&format!("says {n}")])).collect()
}

/// The comparison of the agents at these places.
pub(super) fn row(x: usize, y: usize, relation: Relation, similarity: f64) -> Kinship {
    let pair = Pair::new(AgentIx::new(x), AgentIx::new(y)).expect("two agents");
    Kinship { pair, relation, similarity: Score::new(similarity) }
}

/// Comparisons as a run would make them: these, and each agent with the first of its content.
pub(super) fn comparisons(corpus: &Corpus, mut rows: Vec<Kinship>) -> Comparisons {
    for (at, agent) in corpus.agents().iter().enumerate() {
        let same = |other: &Agent| other.definition.content == agent.definition.content;
        let first = corpus.agents().iter().position(same).expect("itself");
        if first < at {
            rows.push(row(first, at, Relation::Identical, 1.0));
        }
    }
    Comparisons::new(rows)
}
